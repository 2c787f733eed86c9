//! From an answer to HTTP: the headers that every answer carries, and the short way of 304.

use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::Answer;

/// A file of an author's may be a web page or a drawing with scripts in it: none runs, and no
/// address is loaded but images of this site.
const FOREIGN: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
);

/// What every answer carries: nothing is kept, no other site may load it or learn of it.
const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

/// Adds what every answer carries.
pub(super) fn seal(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    // Foreign files have a policy already.
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'none'"));
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    response
}

/// One line of text.
pub(super) fn line(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(format!("{text}\n")));
    *response.status_mut() = status;
    let mime = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, mime);
    response
}

/// One line of text to one who is not let in. The connection ends: what else it holds is not trusted.
pub(super) fn refuse(status: StatusCode, text: &'static str) -> Response {
    let mut response = line(status, text);
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// An answer, as the headers of the request want it.
pub(super) fn respond(answer: Answer, asked: &HeaderMap) -> Response {
    let status =
        StatusCode::from_u16(answer.status).ok().filter(|s| (200..600).contains(&s.as_u16()));
    let location = answer.location.as_deref().map(place);
    let (Some(status), Some(location)) = (status, location.map_or(Some(None), |l| l.map(Some)))
    else {
        return line(StatusCode::INTERNAL_SERVER_ERROR, "phasebook has made no proper answer");
    };
    let is_known = status == StatusCode::OK && answer.etag.is_some_and(|etag| knows(asked, etag));
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    if let Some(etag) = answer.etag {
        insert(headers, ETAG, &tag(etag));
    }
    if let Some(location) = location {
        headers.insert(LOCATION, location);
    }
    if answer.is_foreign {
        headers.insert(CONTENT_SECURITY_POLICY, FOREIGN);
    }
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    insert(headers, CONTENT_TYPE, &answer.mime);
    // Said here, so that it stands also where the body is not sent.
    headers.insert(CONTENT_LENGTH, HeaderValue::from(answer.body.len()));
    *response.status_mut() = status;
    *response.body_mut() = Body::from(answer.body);
    response
}

/// Values that can't stand in a header are left out.
fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// A place on this site. Browsers read `//host` and `/\host` as another one.
fn place(location: &str) -> Option<HeaderValue> {
    let rest = location.strip_prefix('/')?;
    let is_ours = !rest.starts_with(['/', '\\']) && rest.bytes().all(|b| b.is_ascii_graphic());
    if is_ours { HeaderValue::from_str(location).ok() } else { None }
}

/// The strong entity tag of a fingerprint.
fn tag(etag: u64) -> String {
    format!("\"{etag:016x}\"")
}

/// Whether the client has what it asks for (RFC 9110, section 13.1.2: weak comparison).
fn knows(asked: &HeaderMap, etag: u64) -> bool {
    let own = tag(etag);
    let values = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim).any(|candidate| {
        candidate == "*" || candidate.strip_prefix("W/").unwrap_or(candidate) == own
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        let check = |values: &[&'static str], expected: bool| {
            let mut asked = HeaderMap::new();
            for value in values {
                asked.append(IF_NONE_MATCH, HeaderValue::from_static(value));
            }
            assert_eq!(knows(&asked, 0xab), expected, "{values:?}");
        };
        check(&["\"00000000000000ab\""], true);
        check(&["W/\"00000000000000ab\""], true);
        check(&["\"x\", W/\"y\" ,\"00000000000000ab\""], true);
        check(&["\"x\"", "\"00000000000000ab\""], true);
        check(&["*"], true);
        check(&[], false);
        check(&[""], false);
        check(&["00000000000000ab"], false);
        check(&["\"ab\""], false);
        check(&["w/\"00000000000000ab\""], false);
    }

    #[test]
    fn places_are_on_this_site() {
        for good in ["/", "/plans/", "/a?b#c", "/%20"] {
            assert!(place(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "plans/",
            "//evil.example",
            "/\\evil.example",
            "http://evil",
            "/a b",
            "/\r\nX: y",
            "/ü",
        ] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_a_good_answer_is_left_out() {
        let mut asked = HeaderMap::new();
        asked.insert(IF_NONE_MATCH, HeaderValue::from_static("*"));
        let answer = Answer { etag: Some(1), ..Answer::new("text/html", "x") };
        assert_eq!(respond(answer.clone(), &asked).status(), StatusCode::NOT_MODIFIED);
        let missing = respond(Answer { status: 404, ..answer.clone() }, &asked);
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
        assert!(missing.headers().contains_key(ETAG));
        let untagged = respond(Answer { etag: None, ..answer }, &asked);
        assert_eq!(untagged.status(), StatusCode::OK);
    }

    #[test]
    fn an_answer_that_is_none_fails() {
        let answer = Answer::new("text/html", "x");
        for status in [0, 99, 101, 600, 1000] {
            let response = respond(Answer { status, ..answer.clone() }, &HeaderMap::new());
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{status}");
        }
        let elsewhere = Answer { status: 302, location: Some("//evil".to_owned()), ..answer };
        let response = respond(elsewhere, &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
