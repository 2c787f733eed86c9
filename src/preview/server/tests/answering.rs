//! What a good request gets.

use super::{Reply, Server};

#[test]
fn a_page_is_answered() {
    let reply = Server::start().get("/", "");
    assert_eq!((reply.status, reply.body.as_str()), (200, "page"));
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(reply.header("content-length"), Some("4"));
    assert_eq!(reply.header("etag"), Some("\"00000000000000ab\""));
    assert_eq!(reply.header("x-frame-options"), Some("DENY"));
}

#[test]
fn scripts_of_authors_never_run() {
    let reply = Server::start().get("/drawing.svg", "");
    assert_eq!(
        reply.header("content-security-policy"),
        Some("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:")
    );
}

#[test]
fn what_is_missing_has_its_tag() {
    let reply = Server::start().get("/none", "If-None-Match: \"00000000000000ab\"\r\n");
    assert_eq!((reply.status, reply.body.as_str()), (404, "page"));
    assert_eq!(reply.header("etag"), Some("\"00000000000000ab\""));
}

#[test]
fn what_the_client_has_is_not_sent_again() {
    let server = Server::start();
    for method in ["GET", "HEAD"] {
        let reply = server
            .send(&format!(
                "{method} / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\
                 If-None-Match: \"x\", W/\"00000000000000ab\"\r\n\r\n"
            ))
            .sealed();
        assert_eq!((reply.status, reply.body.as_str()), (304, ""));
        assert_eq!(reply.header("etag"), Some("\"00000000000000ab\""));
        assert_eq!(reply.header("content-type"), None);
    }
    assert_eq!(server.get("/", "If-None-Match: \"x\"\r\n").status, 200);
}

#[test]
fn another_place_is_named() {
    let reply = Server::start().get("/plans", "");
    assert_eq!((reply.status, reply.header("location")), (308, Some("/plans/")));
}

#[test]
fn a_query_comes_through() {
    assert_eq!(Server::start().get("/query?a=b&q=x%20y+z", "").body, "x y z");
}

#[test]
fn head_is_get_without_the_body() {
    let server = Server::start();
    for path in ["/", "/none", "/drawing.svg", "/plans", "/a%00", "/big"] {
        let ask = |method: &str| -> Reply {
            let good = "Host: HOST\r\nConnection: close\r\n";
            server.send(&format!("{method} {path} HTTP/1.1\r\n{good}\r\n")).sealed()
        };
        let of = |reply: &Reply| -> Vec<String> {
            let mut head = reply.head.clone();
            head.retain(|line| !line.starts_with("date:"));
            head.sort();
            head
        };
        let (get, head) = (ask("GET"), ask("HEAD"));
        assert_eq!(of(&head), of(&get), "{path}");
        assert_eq!(head.body, "", "{path}");
        assert_eq!(get.header("content-length"), Some(get.body.len().to_string().as_str()));
    }
}

#[test]
fn a_page_that_fails_costs_itself_alone() {
    let server = Server::start();
    let reply = server.get("/panic", "");
    assert_eq!((reply.status, reply.body.lines().count()), (500, 1));
    server.assert_alive();
}

#[test]
fn requests_in_a_row_are_answered_in_order() {
    let server = Server::start();
    let reply = server.raw(
        "GET /query?q=one HTTP/1.1\r\nHost: HOST\r\n\r\nGET /query?q=two HTTP/1.1\r\nHost: HOST\r\n\r\n\
         GET /none HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    );
    let at = |text: &str| reply.find(text).unwrap_or_else(|| panic!("{text}: {reply}"));
    assert!(at("one") < at("two") && at("two") < at("404 Not Found"), "{reply}");
    assert_eq!(reply.matches("HTTP/1.1 ").count(), 3);
    assert_eq!(server.asked(), ["query", "query", "none"]);
}

#[test]
fn paths_are_names_only() {
    let server = Server::start();
    let check = |path: &str, status: u16| {
        assert_eq!(server.get(path, "").status, status, "{path}");
    };
    for path in [
        "/../",
        "/../../etc/passwd",
        "/%2e%2e/",
        "/%2e%2e%2fetc/passwd",
        "/..%5cetc",
        "/.%2e/",
        "/%252e%252e/",
        "//",
        "/%2f",
        "/./",
        "/%",
        "/%zz",
        "/;",
        "/\\",
        "/%E2%80%AE",
        "/{x}",
        "/*",
        "/_preview/../",
        "/_preview/%65vents",
        "/_preview/events/",
        "/_preview/",
        "/:x",
    ] {
        check(path, 404);
    }
    check("/%ff", 400);
    check("/a%00b", 400);
    check("/%", 404);
    check("/?../../", 200);
    check("/?%ff=%00", 200);
}
