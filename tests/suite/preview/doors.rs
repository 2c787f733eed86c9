//! What pages of other sites, other programs and authors' own files can get out of the program: no
//! more than they should.

use super::client::Preview;
use super::saves::PAGE;
use crate::project::{ALPHA, Project};

/// Addresses that tell something of the plans.
const TELLING: [&str; 5] =
    ["/", PAGE, "/api/v1/plans.json", "/_preview/state?page=index.html", "/_preview/events"];

/// Words that only the plan has.
const SECRET: &str = "Alpha search";

/// All are refused, and nothing is told.
fn is_refused(preview: &Preview, headers: &[(&str, &str)]) {
    for path in TELLING {
        let answer = preview.get_with(path, headers);
        assert_eq!(answer.status, 403, "{path} {headers:?}");
        assert!(!answer.text().contains(SECRET), "{path} {headers:?}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn a_name_that_was_bound_to_this_machine_is_refused() {
    let preview = Preview::start(&Project::alpha(), &[]);
    let (_, port) = preview.address().split_once(':').expect("a port");
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example"] {
        is_refused(&preview, &[("Host", host)]);
        is_refused(&preview, &[("Host", &format!("{host}:{port}"))]);
    }
}

#[test]
fn other_sites_are_refused() {
    let preview = Preview::start(&Project::alpha(), &[]);
    for origin in ["https://evil.example", "http://localhost:1", "null", "file://"] {
        is_refused(&preview, &[("Origin", origin)]);
    }
    for site in ["cross-site", "same-site"] {
        // A script, an image, a frame, `fetch` without and with answers to read.
        for (mode, dest) in [
            ("no-cors", "script"),
            ("no-cors", "image"),
            ("navigate", "iframe"),
            ("no-cors", "empty"),
            ("cors", "empty"),
        ] {
            let headers =
                [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest)];
            is_refused(&preview, &headers);
        }
    }
}

#[test]
fn pages_can_neither_be_framed_nor_kept_nor_loaded_elsewhere() {
    let preview = Preview::start(&Project::alpha(), &[]);
    for path in ["/", "/nothing", "/api/v1/plans.json", "/_preview/state", "/_preview/preview.js"] {
        let answer = preview.get(path);
        let header = |name: &str| answer.header(name).unwrap_or_default().to_owned();
        assert_eq!(header("content-security-policy"), "frame-ancestors 'none'", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[test]
fn nothing_is_written_and_no_other_method_known() {
    let preview = Preview::start(&Project::alpha(), &[]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let answer = preview.ask(method, "/", &[]);
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), Some("GET, HEAD"), "{method}");
    }
}

#[test]
fn only_files_that_the_site_has_are_given() {
    let project = Project::empty()
        .file("content/alpha.md", &format!("{ALPHA}\n![near](img/near.png)\n"))
        .file("content/img/near.png", "pixels")
        .file("content/secret.txt", "a secret of the content folder")
        .file("content/_draft.md", "a secret draft")
        .file("content/.env", "a secret of the environment")
        .file("phasebook.toml", "# a secret of the settings\n")
        .file("secret.txt", "a secret beside the content folder");
    let link = project.path("content/img/link.png");
    std::os::unix::fs::symlink("/etc/passwd", link).expect("a link");
    let preview = Preview::start(&project, &[]);
    assert_eq!(preview.get("/files/img/near.png").body, b"pixels");
    for path in [
        "/files/secret.txt",
        "/files/_draft.md",
        "/files/alpha.md",
        "/files/.env",
        "/files/img/link.png",
        "/files/../secret.txt",
        "/files/img/../secret.txt",
        "/files/../../secret.txt",
        "/files/..%2f..%2fsecret.txt",
        "/files/%2e%2e/%2e%2e/secret.txt",
        "/files/%252e%252e%252fsecret.txt",
        "/files/..%5c..%5csecret.txt",
        "/files//etc/passwd",
        "/files/%2fetc%2fpasswd",
        "/../phasebook.toml",
        "/..%2fphasebook.toml",
        "/phasebook.toml",
        "/content/alpha.md",
        "/assets/../../secret.txt",
        "/_preview/../../secret.txt",
        "/_preview/..%2f..%2fsecret.txt",
        "/plans/alpha/../../../secret.txt",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("a secret"), "{path}");
        assert!(!answer.text().contains("root:"), "{path}");
    }
    assert_eq!(preview.get("/files/a%00b").status, 400);
}

#[test]
fn a_file_that_becomes_a_link_out_of_the_folder_is_given_no_more() {
    let project = Project::empty()
        .file("content/alpha.md", &format!("{ALPHA}\n![near](img/near.png)\n"))
        .file("content/img/near.png", "pixels")
        .file("outside.png", "a secret beside the content folder");
    let preview = Preview::start(&project, &[]);
    assert_eq!(preview.get("/files/img/near.png").body, b"pixels");
    project.remove("content/img/near.png");
    let link = project.path("content/img/near.png");
    std::os::unix::fs::symlink("../../outside.png", link).expect("a link");
    let answer = preview.get("/files/img/near.png");
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("a secret"));
}

#[test]
fn a_pdf_is_shown_without_a_sandbox() {
    let project = Project::empty()
        .file("content/alpha.md", &format!("{ALPHA}\n[the figures](figures.pdf)\n"))
        .file("content/figures.pdf", "%PDF-1.7\n");
    let preview = Preview::start(&project, &[]);
    let answer = preview.get("/files/figures.pdf");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/pdf")));
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(!policy.contains("sandbox"), "{policy}");
}

#[test]
fn no_script_runs_in_a_file_of_an_author() {
    let script = "<script>fetch('/_preview/state')</script>";
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{script}</svg>");
    let links = "\n![drawing](drawing.svg) and [a page](tool.html), [notes](notes.xml)\n";
    let project = Project::empty()
        .file("content/alpha.md", &format!("{ALPHA}{links}"))
        .file("content/drawing.svg", &svg)
        .file("content/tool.html", script)
        .file("content/notes.xml", script)
        .file("phasebook.toml", "[publish]\nactive_files = true\n");
    let preview = Preview::start(&project, &[]);
    for (path, mime) in [
        ("/files/drawing.svg", "image/svg+xml; charset=utf-8"),
        ("/files/tool.html", "text/html; charset=utf-8"),
        ("/files/notes.xml", "text/xml; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(mime), "{path}");
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("sandbox; default-src 'none';"), "{path}: {policy}");
        assert!(!answer.text().contains("/_preview/preview.js"), "{path}: as the author wrote it");
    }
}
