//! What is asked and what is answered, free of HTTP's wire.

use std::borrow::Cow;

use axum::http::Uri;
use percent_encoding::percent_decode_str;

/// What answers requests.
pub trait Responder: Send + Sync + 'static {
    /// Called on a thread that may block, several at once. A panic costs this one answer.
    fn answer(&self, request: &Request) -> Answer;
}

/// A request for one address; it asks for a look only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The path, percent-decoded once, without the `/` it begins with: `""` for the start page. May
    /// hold `..`, `//` and backslashes, so it is looked up among known paths and never opened.
    pub path: String,
    /// What stands behind `?`, in order, decoded; pairs that are not UTF-8 are left out.
    pub query: Vec<(String, String)>,
}

impl Request {
    /// The request for a target as it stands in the first line of HTTP (RFC 9112, section 3.2); `None`
    /// for one that is no URI, whose path is not UTF-8, or holds a NUL.
    pub fn parse(target: &str) -> Option<Self> {
        Self::of(&target.parse().ok()?)
    }

    /// `None` for a path that is not UTF-8 or holds a NUL.
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        let path = uri.path();
        let path = decoded(path.strip_prefix('/').unwrap_or(path))?;
        let pairs = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let query = pairs.filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(&name.replace('+', " "))?, decoded(&value.replace('+', " "))?))
        });
        Some(Self { query: query.collect(), path })
    }

    /// The first value that the query gives a name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    (!text.contains('\0')).then(|| text.into_owned())
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status, 200 to 599; anything else is answered as 500.
    pub status: u16,
    /// What the body is, as in `Content-Type`.
    pub mime: Cow<'static, str>,
    /// The bytes.
    pub body: Vec<u8>,
    /// A fingerprint of the body, sent as a strong `ETag` (RFC 9110, section 8.8.3).
    pub etag: Option<u64>,
    /// Whether this is a file of the author's, in which no script may run, and not a page of ours.
    pub is_foreign: bool,
    /// Where to go instead, for a status of 300 to 399: a path of this site that begins with one
    /// `/`, percent-encoded. Any other place is answered as 500.
    pub location: Option<String>,
}

impl Answer {
    /// A page of ours or a file of the theme: status 200, no fingerprint.
    pub fn new(mime: impl Into<Cow<'static, str>>, body: impl Into<Vec<u8>>) -> Self {
        let (mime, body) = (mime.into(), body.into());
        Self { status: 200, mime, body, etag: None, is_foreign: false, location: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(target: &'static str) -> Option<Request> {
        Request::of(&Uri::from_static(target))
    }

    #[test]
    fn paths_are_decoded_once() {
        let check = |target, path: &str| {
            assert_eq!(request(target).map(|r| r.path).as_deref(), Some(path), "{target}");
        };
        check("/", "");
        check("/plans/a%20b.html?x=/y", "plans/a b.html");
        check("/%2e%2e%2f%2Fetc", "..//etc");
        check("/%252e", "%2e");
        check("//evil.example/", "/evil.example/");
        check("/%zz%", "%zz%");
        check("/%C3%BC", "ü");
        assert_eq!(request("/%ff"), None, "not UTF-8");
        assert_eq!(request("/a%00b"), None, "a NUL");
    }

    #[test]
    fn a_query_is_pairs() {
        let request = request("/?a=1&b=x+y%26&a=2&&c&%ff=3").expect("a request");
        assert_eq!(request.parameter("a"), Some("1"));
        assert_eq!(request.parameter("b"), Some("x y&"));
        assert_eq!(request.parameter("c"), Some(""));
        assert_eq!(request.parameter("d"), None);
        assert_eq!(request.query.len(), 4);
    }
}
