//! How the preview begins: its address, its port, its hosts, and what it answers at once.

use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;

use super::client::{Preview, as_built};
use super::saves::PAGE;
use crate::html;
use crate::project::Project;

/// What `kill -INT` and Ctrl-C send.
const SIGINT: i32 = 2;

/// A port of this machine that is taken as long as the value lives.
fn taken_port() -> (TcpListener, u16) {
    let held = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = held.local_addr().expect("its address").port();
    (held, port)
}

fn port_of(preview: &Preview) -> u16 {
    let port = preview.address().strip_prefix("127.0.0.1:").expect("this machine");
    port.parse().expect("a port")
}

#[test]
fn the_address_is_one_line_for_browsers_and_programs() {
    let preview = Preview::start(&Project::alpha(), &[]);
    // The client takes nothing but the whole line.
    assert_ne!(port_of(&preview), 0);
    let answer = preview.get("/");
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("Alpha search"));
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_ends_it() {
    let (_held, port) = taken_port();
    let said = Preview::refused(&Project::alpha(), &["--port", &port.to_string()]);
    assert!(said.contains(&format!("port {port} of 127.0.0.1 is taken")), "{said}");
    assert!(said.contains("help: name another port with `--port`"), "{said}");
}

#[test]
fn the_port_of_the_settings_is_the_first_one_tried() {
    let (_held, port) = taken_port();
    let settings = format!("[preview]\nport = {port}\n");
    let project = Project::alpha().file("phasebook.toml", &settings);
    let preview = Preview::run(project.command(&["serve"]));
    let next = port_of(&preview);
    assert!(next > port, "{next} comes after {port}");
    let note = format!("note: port {port} is taken; this is port {next}\n");
    preview.says(&note);
}

#[test]
fn the_default_port_gives_way_to_the_next_free_one() {
    // Whoever holds it.
    let _held = TcpListener::bind("127.0.0.1:4000");
    let preview = Preview::run(Project::alpha().command(&["serve"]));
    let next = port_of(&preview);
    assert!((4001..4050).contains(&next), "{next}");
    let note = format!("note: port 4000 is taken; this is port {next}\n");
    preview.says(&note);
}

#[test]
fn ctrl_c_ends_it_and_frees_the_port_at_once() {
    let mut preview = Preview::start(&Project::alpha(), &[]);
    let _events = preview.events();
    assert_eq!(preview.get("/").status, 200);
    let address = preview.address().to_owned();
    assert_eq!(preview.interrupt().signal(), Some(SIGINT));
    TcpListener::bind(&address).unwrap_or_else(|e| panic!("{address}: {e}"));
}

#[test]
fn an_open_address_is_warned_about_and_answers_to_its_own_names_only() {
    let preview = Preview::start(&Project::alpha(), &["--host", "0.0.0.0"]);
    preview.says("warning: everybody who reaches this machine at 0.0.0.0 can read the plans\n");
    let port = port_of(&preview);
    let status = |host: &str| preview.get_with("/", &[("Host", host)]).status;
    for known in ["127.0.0.1", "localhost"] {
        assert_eq!(status(&format!("{known}:{port}")), 200, "{known}");
    }
    for strange in ["evil.example", "192.0.2.1", "0x7f.1"] {
        assert_eq!(status(&format!("{strange}:{port}")), 403, "{strange}");
    }
}

#[test]
fn a_loopback_address_is_not_warned_about() {
    let preview = Preview::start(&Project::alpha(), &[]);
    preview.says(" pages, no findings, ");
    assert!(!preview.stderr().contains("warning"), "{}", preview.stderr());
}

#[test]
fn further_names_can_be_allowed() {
    let allowed = ["--allow-host", "plans.example", "--allow-host", "tunnel.example:8443"];
    let preview = Preview::start(&Project::alpha(), &allowed);
    let status = |host: &str| preview.get_with("/", &[("Host", host)]).status;
    assert_eq!(status("plans.example"), 200);
    assert_eq!(status("plans.example:1234"), 200);
    assert_eq!(status("tunnel.example:8443"), 200);
    assert_eq!(status("tunnel.example:8444"), 403);
    assert_eq!(status("other.example"), 403);
    let said = Preview::refused(&Project::alpha(), &["--allow-host", "https://plans.example"]);
    assert!(said.contains("leave the `http://`"), "{said}");
}

#[test]
fn an_output_folder_inside_the_content_folder_or_around_it_is_refused() {
    let check = |settings: &str, output: &str, content: &str| {
        let project = Project::alpha()
            .file("phasebook.toml", settings)
            .file("site/content/alpha.md", "# Alpha\n");
        let said = Preview::refused(&project, &[]);
        for folder in [output, content] {
            let path = project.path(folder).canonicalize().expect("a folder");
            let named = format!("`{}`", path.display());
            assert!(said.contains(&named), "{named} is not named:\n{said}");
        }
        assert!(said.contains("help: "), "{said}");
    };
    check("[paths]\noutput = \"site/content\"\ncontent = \"site\"\n", "site/content", "site");
    check("[paths]\noutput = \"site\"\ncontent = \"site/content\"\n", "site", "site/content");
}

#[test]
fn a_root_that_is_not_there_ends_it() {
    let said = Preview::refused(&Project::alpha(), &["-C", "nowhere"]);
    assert!(said.contains("the site's root `nowhere` is not a folder"), "{said}");
    assert!(said.contains("help: name an existing folder with `-C DIR`"), "{said}");
}

#[test]
fn the_preview_stands_at_the_root_whatever_place_the_settings_name() {
    let settings = "[site]\nbase_url = \"https://docs.example.org/rollouts/\"\n";
    let project = Project::alpha().file("phasebook.toml", settings);
    let preview = Preview::start(&project, &[]);
    for path in ["/", "/index.html", PAGE, "/plans/alpha/index.html", "/risks.html"] {
        assert_eq!(preview.get(path).status, 200, "{path}");
    }
    assert_eq!(preview.get("/rollouts/").status, 404);
}

#[test]
fn what_is_missing_has_a_page_whose_links_work_at_any_depth() {
    let settings = "[site]\nbase_url = \"https://docs.example.org/rollouts/\"\n";
    let project = Project::alpha().file("phasebook.toml", settings);
    let preview = Preview::start(&project, &[]);
    for path in ["/nothing", "/a/b/c/d.html", "/plans/none/", "/plans/alpha/none.html", "/404.html"]
    {
        let answer = preview.get(path);
        assert_eq!(answer.status, if path == "/404.html" { 200 } else { 404 }, "{path}");
        let page = html::parse(answer.text());
        let mut followed = 0;
        for element in page.root.every() {
            for name in ["href", "src", "action"] {
                let Some(link) = element.attribute(name).filter(|link| !link.starts_with('#'))
                else {
                    continue;
                };
                if link.starts_with("data:") {
                    continue;
                }
                assert!(link.starts_with('/'), "{path}: {link}");
                assert_eq!(preview.get(link).status, 200, "{path}: {link}");
                followed += 1;
            }
        }
        assert!(followed > 5, "{path}: {followed} links");
    }
}

#[test]
fn a_folder_without_its_slash_leads_to_its_page() {
    let plan = include_str!("../../fixtures/alpha.md");
    let project = Project::alpha().file("content/überblick.md", plan);
    let preview = Preview::start(&project, &[]);
    let location = |path: &str| {
        let answer = preview.get(path);
        assert_eq!(answer.status, 307, "{path}");
        answer.header("location").expect("a place").to_owned()
    };
    assert_eq!(location("/plans/alpha"), PAGE);
    let other = location("/plans/%C3%BCberblick");
    assert_eq!(other, "/plans/%C3%BCberblick/");
    assert_eq!(preview.get(&other).status, 200);
    for path in ["/plans", "/plans/none", "//plans/alpha", "/plans/alpha/risks.html/"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
}

#[test]
fn heads_have_no_body_and_queries_change_nothing() {
    let preview = Preview::start(&Project::alpha(), &[]);
    for path in ["/", PAGE, "/api/v1/plans.json", "/nothing", "/_preview/preview.js"] {
        let whole = preview.get(path);
        let head = preview.ask("HEAD", path, &[]);
        assert_eq!(head.body, b"", "{path}");
        assert_eq!((head.status, &head.headers), (whole.status, &whole.headers), "{path}");
        let length = whole.header("content-length").map(str::to_owned);
        assert_eq!(length, Some(whole.body.len().to_string()), "{path}");
        assert_eq!(preview.get(&format!("{path}?v=2&x=/../y#z")), whole, "{path}");
    }
}

#[test]
fn a_page_that_is_known_is_not_sent_again() {
    let preview = Preview::start(&Project::alpha(), &[]);
    for path in ["/", PAGE, "/api/v1/plans.json"] {
        let tag = preview.get(path).header("etag").expect("a tag").to_owned();
        let again = preview.get_with(path, &[("If-None-Match", &tag)]);
        assert_eq!((again.status, again.body), (304, Vec::new()), "{path}");
    }
}

#[test]
fn the_site_is_served_as_it_is_built() {
    let project = Project::example();
    let built = {
        project.build(0);
        project.files("public")
    };
    let preview = Preview::start(&project, &[]);
    let mut pages = 0;
    for (path, bytes) in &built {
        let answer = preview.get(&format!("/{path}"));
        match path.as_str() {
            ".phasebook-manifest" => assert_eq!(answer.status, 404, "{path}"),
            // Its links lead to the place where the site stands.
            "404.html" => assert_eq!(answer.status, 200),
            _ => {
                assert_eq!(answer.status, 200, "{path}");
                assert!(as_built(&answer.body) == *bytes, "{path} is not as it is built");
                let is_page = answer.header("content-type") == Some("text/html; charset=utf-8");
                assert_eq!(is_page, path.split('.').next_back() == Some("html"), "{path}");
                assert_eq!(answer.body != *bytes, is_page, "{path}: the preview's script");
                pages += usize::from(is_page);
            }
        }
    }
    assert!(pages > 250, "the whole site: {pages}");
    assert!(built.keys().any(|path| path.starts_with("files/")), "also files of authors");
}
