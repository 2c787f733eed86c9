//! What every page and every script of data carries, and what none does.

use crate::html::{EXAMPLE, Site, is_page};
use crate::preview::client::{DEADLINE, Preview};
use crate::project::{ALPHA, Project, repository};
use crate::web::hostile_site;

/// The policy of every page, to the letter.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

#[track_caller]
fn begins_with_its_policy(path: &str, html: &str) {
    let (before, head) = html.split_once("<head>").unwrap_or_else(|| panic!("{path}: a head"));
    let meta = format!("<meta http-equiv=Content-Security-Policy content=\"{POLICY}\">");
    assert!(head.trim_start().starts_with(&meta), "{path}: {}", &head[..head.len().min(300)]);
    assert!(before.trim_start().starts_with("<!doctype html>"), "{path}: {before}");
    assert!(!before.contains("<script") && !before.contains("<link"), "{path}: {before}");
}

#[test]
fn every_page_begins_with_its_policy() {
    for site in [&*EXAMPLE, hostile_site()] {
        let mut count = 0;
        for (path, bytes) in site.files.iter().filter(|(path, _)| is_page(path)) {
            begins_with_its_policy(path, &String::from_utf8_lossy(bytes));
            count += 1;
        }
        assert!(count > 80 && site.files.contains_key("404.html"), "{count} pages");
    }
}

#[test]
fn pages_of_former_addresses_and_of_the_preview_begin_with_it_too() {
    let moved = ALPHA.replacen("# ", "---\naliases: [old/place]\n---\n\n# ", 1);
    let project = Project::empty().file("content/alpha.md", &moved);
    let preview = Preview::start(&project, &[]);
    for path in ["/", "/plans/alpha/", "/plans/old/place/", "/404.html", "/no/such/page"] {
        begins_with_its_policy(path, preview.get(path).text());
    }
    let broken = Project::alpha().file("phasebook.toml", "[site]\ntitel = 1\n");
    let preview = Preview::start(&broken, &[]);
    preview.wait_until("the page in place of a site", DEADLINE, || {
        preview.get("/").text().contains("can't be built yet")
    });
    let waiting = preview.get("/");
    begins_with_its_policy("waiting", waiting.text());
    assert_eq!(waiting.header("x-frame-options"), Some("DENY"));
}

#[test]
fn the_manual_gives_the_policy_as_it_is() {
    for page in ["README", "nginx", "apache", "caddy", "s3"] {
        let path = repository().join(format!("docs/hosting/{page}.md"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("script-src")).collect();
        assert!(!lines.is_empty(), "{page}");
        for line in lines {
            assert!(line.contains(POLICY), "{page}: {line}");
        }
    }
}

#[test]
fn scripts_of_data_are_one_call_with_one_literal() {
    let mut count = 0;
    for site in [&*EXAMPLE, hostile_site()] {
        for (path, bytes) in site.files.iter().filter(|(path, _)| path.starts_with("assets/data/"))
        {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            let literal = text.strip_prefix("phasebookData(").and_then(|t| t.strip_suffix(");\n"));
            let literal = literal.unwrap_or_else(|| panic!("{path}: one call"));
            serde_json::from_str::<serde_json::Value>(literal)
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            let raw =
                |c: char| c.is_control() || matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
            assert!(!literal.contains(raw), "{path}: {:?}", literal.find(raw));
            count += 1;
        }
    }
    assert!(count >= 4, "{count} scripts");
}

fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

#[test]
fn nothing_is_asked_of_another_host_and_links_there_tell_nothing() {
    let mut links = 0;
    for site in [&*EXAMPLE, hostile_site()] {
        for (path, page) in &site.pages {
            for element in page.root.every() {
                let address = |name| element.attribute(name).unwrap_or_default();
                let is_elsewhere = |text: &str| text.contains("://") || text.starts_with("//");
                match element.tag.as_str() {
                    "a" if address("href").starts_with("http") => {
                        assert_eq!(element.attribute("rel"), Some("noopener noreferrer"), "{path}");
                        links += 1;
                    }
                    "a" => {}
                    _ => assert!(
                        !is_elsewhere(address("href")) && !is_elsewhere(address("src")),
                        "{path}: {element:?}"
                    ),
                }
            }
        }
        for (path, bytes) in site.files.iter().filter(|(path, _)| ending(path) == "css") {
            let css = String::from_utf8_lossy(bytes);
            assert!(!css.contains("@import") && !css.contains("//"), "{path}");
        }
    }
    assert!(links > 20, "{links} links");
}

#[test]
fn what_deceives_the_eye_is_in_no_file_of_a_site() {
    let unseen = |c: char| {
        matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            || (c.is_control() && c != '\n' && c != '\t' && c != '\r')
    };
    let site: &Site = hostile_site();
    let is_ours = |path: &str| ["html", "js", "json"].contains(&ending(path));
    for (path, bytes) in site.files.iter().filter(|(path, _)| is_ours(path)) {
        let text = String::from_utf8_lossy(bytes);
        let found = text.find(unseen).map(|at| text[at..].chars().take(20).collect::<String>());
        assert_eq!(found, None, "{path}");
    }
}
