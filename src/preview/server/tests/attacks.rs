//! What foreign pages and rude clients try.

use std::net::Ipv4Addr;

use super::{ClientLimits, GOOD, Reply, Server};

/// Sends a request line and headers that must be refused before any page is asked.
fn refused(server: &Server, request: &str, status: u16) -> Reply {
    let before = server.asked().len();
    let text = server.raw(request);
    assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "one answer, then the end: {text}");
    let reply = Reply::of(&text).refused(status);
    assert_eq!(server.asked().len(), before, "{request}");
    reply
}

fn refused_headers(headers: &str) {
    let server = Server::start();
    for path in ["/", "/_preview/events"] {
        refused(&server, &format!("GET {path} HTTP/1.1\r\n{GOOD}{headers}\r\n"), 403);
    }
}

fn refused_host(host: &str, status: u16) -> Reply {
    let server = Server::start();
    let port = server.address.port().to_string();
    let host = host.replace("PORT", &port);
    refused(&server, &format!("GET /_preview/events HTTP/1.1\r\nHost: {host}\r\n\r\n"), status);
    refused(&server, &format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), status)
}

#[test]
fn a_foreign_name_of_this_machine() {
    let reply = refused_host("evil.example:PORT", 403);
    assert!(reply.body.contains("--allow-host NAME"), "{}", reply.body);
    assert!(!reply.body.contains("evil"), "{}", reply.body);
}

#[test]
fn another_port() {
    refused_host("localhost:1", 403);
    refused_host("localhost", 403);
}

#[test]
fn the_address_that_means_any() {
    refused_host("0.0.0.0:PORT", 403);
}

#[test]
fn a_host_that_is_none() {
    for host in ["", "a b", "localhost:PORT@evil.example", "\x1b[31m", "l\u{f6}calhost:PORT"] {
        let reply =
            Reply::of(&Server::start().raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")));
        assert_eq!(reply.status, 400, "{host:?}");
        assert!(!reply.body.contains('\x1b'));
    }
    refused_host("a b", 400);
}

#[test]
fn no_host() {
    let server = Server::start();
    refused(&server, "GET / HTTP/1.1\r\n\r\n", 400);
    let reply = server.raw("GET / HTTP/1.0\r\n\r\n");
    assert_eq!(Reply::of(&reply).status, 400);
}

#[test]
fn two_hosts() {
    let server = Server::start();
    for (first, second) in [("HOST", "evil.example"), ("evil.example", "HOST"), ("HOST", "HOST")] {
        let request = format!("GET / HTTP/1.1\r\nHost: {first}\r\nHost: {second}\r\n\r\n");
        refused(&server, &request, 400);
    }
}

#[test]
fn an_address_of_another_host() {
    let server = Server::start();
    refused(&server, "GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 400);
    refused(&server, "GET http://HOST/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400);
    refused(&server, "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403);
    refused(&server, "GET http://a@HOST/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 400);
    refused(&server, "GET https://HOST/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 400);
    let own = server.send(&format!("GET http://HOST/ HTTP/1.1\r\n{GOOD}\r\n")).sealed();
    assert_eq!((own.status, own.body.as_str()), (200, "page"));
}

#[test]
fn the_origin_of_a_foreign_page() {
    refused_headers("Origin: http://evil.example\r\n");
    refused_headers("Origin: null\r\n");
    refused_headers("Origin: https://HOST\r\n");
    refused_headers("Origin: http://HOST\r\nOrigin: http://HOST\r\n");
    assert_eq!(Server::start().get("/", "Origin: http://HOST\r\n").status, 200);
}

#[test]
fn a_foreign_page_loads_ours_as_its_own_part() {
    for site in ["cross-site", "same-site"] {
        for (mode, destination) in
            [("no-cors", "script"), ("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe")]
        {
            refused_headers(&format!(
                "Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {destination}\r\n"
            ));
        }
        refused_headers(&format!("Sec-Fetch-Site: {site}\r\n"));
    }
    refused_headers("Sec-Fetch-Site: sideways\r\n");
    refused_headers("Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site\r\n");
}

#[test]
fn links_of_foreign_pages_may_be_followed() {
    let server = Server::start();
    let navigate = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    for site in ["cross-site", "same-site", "none", "same-origin"] {
        let headers = format!("Sec-Fetch-Site: {site}\r\n{navigate}");
        assert_eq!(server.get("/", &headers).status, 200, "{site}");
    }
    let part =
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n";
    assert_eq!(server.get("/", part).status, 200);
}

#[test]
fn methods_that_change_something() {
    let server = Server::start();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "STRANGE"] {
        let request = format!("{method} / HTTP/1.1\r\nHost: HOST\r\n\r\n");
        let reply = refused(&server, &request, 405);
        assert_eq!(reply.header("allow"), Some("GET, HEAD"), "{method}");
    }
    refused(&server, "OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n", 405);
    refused(&server, "CONNECT HOST HTTP/1.1\r\nHost: HOST\r\n\r\n", 405);
}

#[test]
fn bodies() {
    let server = Server::start();
    let hidden = "GET /hidden HTTP/1.1\r\nHost: HOST\r\n\r\n";
    for (headers, body) in [
        ("Content-Length: 48\r\n", ""),
        ("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("Content-Length: 1\r\n", "x"),
    ] {
        for method in ["GET", "POST", "HEAD"] {
            let request =
                format!("{method} / HTTP/1.1\r\nHost: HOST\r\n{headers}\r\n{body}{hidden}");
            let text = server.raw(&request);
            assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "{request}: {text}");
            assert_eq!(Reply::of(&text).sealed().status, 400, "{request}");
        }
    }
    // What is not even HTTP ends before it is looked at.
    for headers in [
        "Content-Length: 0\r\nContent-Length: 48\r\n",
        "Content-Length: +1\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: strange\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        " folded: 1\r\n",
    ] {
        let text = server.raw(&format!("GET / HTTP/1.1\r\nHost: HOST\r\n{headers}\r\n{hidden}"));
        assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "{headers}: {text}");
        assert_eq!(Reply::of(&text).status, 400, "{headers}");
    }
    assert_eq!(server.asked(), Vec::<String>::new());
    assert_eq!(server.get("/", "Content-Length: 0\r\n").status, 200);
}

#[test]
fn a_large_body_is_not_waited_for() {
    let server = Server::start();
    let body = "x".repeat(100_000);
    let request = format!("POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 9999999\r\n\r\n{body}");
    refused(&server, &request, 400);
}

#[test]
fn allowed_hosts_are_let_in() {
    let server = Server::on(Ipv4Addr::LOCALHOST, &["preview.example"], ClientLimits::default());
    for origin in ["http://preview.example", "https://preview.example"] {
        let reply = server.send(&format!(
            "GET / HTTP/1.1\r\nHost: Preview.Example\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n"
        ));
        assert_eq!(reply.sealed().status, 200, "{origin}");
    }
    refused(&server, "GET / HTTP/1.1\r\nHost: other.example\r\n\r\n", 403);
}

#[test]
fn all_addresses_are_those_of_the_connection() {
    let server = Server::on(Ipv4Addr::UNSPECIFIED, &[], ClientLimits::default());
    let port = server.address.port();
    assert_eq!(server.get("/", "").status, 200);
    refused(&server, &format!("GET / HTTP/1.1\r\nHost: 0.0.0.0:{port}\r\n\r\n"), 403);
    refused(&server, &format!("GET / HTTP/1.1\r\nHost: 192.0.2.1:{port}\r\n\r\n"), 403);
}
