//! Who is let in: the checks that a request passes before anything looks at its path.
//!
//! Against pages of other sites, open in the same browser: by name (`Host`), by where a request
//! comes from (`Origin`) and by what it is for (`Sec-Fetch-*`, W3C Fetch Metadata).

use std::net::IpAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, HOST, ORIGIN, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::hosts::{Authority, Hosts};
use super::respond;

/// This machine's end of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local(pub(super) IpAddr);

/// A status and a line; the line repeats nothing of the request.
type Refusal = (StatusCode, &'static str);

/// Lets a request in or answers it here.
pub(super) async fn guard(
    State(hosts): State<Arc<Hosts>>,
    Extension(Local(local)): Extension<Local>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let checked = of_host(request.uri(), headers, &hosts, local)
        .and_then(|()| of_site(headers))
        .and_then(|()| of_origin(headers, &hosts, local))
        .and_then(|()| of_kind(request.method(), headers));
    respond::seal(match checked {
        Ok(()) => next.run(request).await,
        Err((status, text)) => respond::refuse(status, text),
    })
}

fn of_host(uri: &Uri, headers: &HeaderMap, hosts: &Hosts, local: IpAddr) -> Result<(), Refusal> {
    let bad = |text| Err((StatusCode::BAD_REQUEST, text));
    let Ok(host) = only(headers, &HOST) else { return bad("more than one `Host` header") };
    let Some(host) = host else { return bad("a `Host` header is needed") };
    let Some(host) = Authority::parse(host) else {
        return bad("the `Host` header does not name a host");
    };
    if let Some(target) = uri.authority() {
        let is_same = Authority::parse(target.as_str()).is_some_and(|target| target == host);
        if !is_same || uri.scheme_str().is_some_and(|scheme| scheme != "http") {
            return bad("the address and the `Host` header name two hosts");
        }
    }
    if hosts.has(&host, local) {
        Ok(())
    } else {
        Err((
            StatusCode::FORBIDDEN,
            "this host is not known here; `phasebook serve --allow-host NAME` makes it known",
        ))
    }
}

/// Refuses to be a part of another site's page. Without these headers there is nothing to check:
/// browsers leave them out towards other machines, and programs that are no browsers know none.
fn of_site(headers: &HeaderMap) -> Result<(), Refusal> {
    let value = |name| only(headers, &HeaderName::from_static(name));
    let of_ours = match value("sec-fetch-site") {
        Ok(None | Some("same-origin" | "none")) => true,
        // Following a link from another site to a page, in a window of its own.
        Ok(Some("same-site" | "cross-site")) => {
            value("sec-fetch-mode") == Ok(Some("navigate"))
                && value("sec-fetch-dest") == Ok(Some("document"))
        }
        _ => false,
    };
    if of_ours { Ok(()) } else { Err((StatusCode::FORBIDDEN, "not for the pages of other sites")) }
}

fn of_origin(headers: &HeaderMap, hosts: &Hosts, local: IpAddr) -> Result<(), Refusal> {
    match only(headers, &ORIGIN) {
        Ok(None) => Ok(()),
        Ok(Some(origin)) if hosts.has_origin(origin, local) => Ok(()),
        _ => Err((StatusCode::FORBIDDEN, "not for the pages of other sites")),
    }
}

fn of_kind(method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
    let has_body = headers.contains_key(TRANSFER_ENCODING)
        || headers.get_all(CONTENT_LENGTH).iter().any(|length| length != "0");
    if has_body {
        Err((StatusCode::BAD_REQUEST, "a request with a body is not read"))
    } else if *method == Method::GET || *method == Method::HEAD {
        Ok(())
    } else {
        Err((StatusCode::METHOD_NOT_ALLOWED, "only `GET` and `HEAD` are answered"))
    }
}

/// A header that may stand once. Its value is text, or `Err`.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ()> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(());
    }
    first.map(|value| value.to_str().map_err(|_| ())).transpose()
}
