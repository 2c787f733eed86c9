//! Every link of every page leads somewhere, from any folder and from the file system.

use std::collections::{BTreeMap, BTreeSet};

use crate::html::{EXAMPLE, Element, Site};
use crate::project::{ALPHA, Project};

/// Where a link leads, and the attribute that says so.
struct Link<'a> {
    element: &'a Element,
    target: &'a str,
}

/// All that a page refers to.
fn links(root: &Element) -> Vec<Link<'_>> {
    let named = ["href", "src", "action", "data", "poster", "srcset", "xlink:href"];
    let mut found = Vec::new();
    for element in root.every() {
        for name in named {
            found.extend(element.attribute(name).map(|target| Link { element, target }));
        }
        if element.attribute("http-equiv") == Some("refresh") {
            let content = element.attribute("content").expect("a refresh says where");
            let (_, target) = content.split_once("url=").expect("a refresh names its target");
            found.push(Link { element, target });
        }
    }
    found
}

fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some(scheme)
}

/// The path that a relative link on a page leads to, if it stays inside the site.
fn resolve(page: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(percent_decoded(&parts.join("/")))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut left = text.as_bytes();
    while let [first, rest @ ..] = left {
        let code = rest.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                left = &rest[2..];
            }
            _ => {
                bytes.push(*first);
                left = rest;
            }
        }
    }
    String::from_utf8(bytes).expect("a UTF-8 path")
}

/// What is wrong with the internal links of a site.
fn broken(site: &Site) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        site.pages.iter().map(|(path, page)| (path.as_str(), page.ids())).collect();
    let mut wrong = Vec::new();
    for (path, page) in &site.pages {
        for link in links(&page.root) {
            if scheme(link.target).is_some() {
                continue;
            }
            let (place, fragment) = link.target.split_once('#').unwrap_or((link.target, ""));
            let place = place.split('?').next().unwrap_or_default();
            let target = if place.is_empty() { Some(path.clone()) } else { resolve(path, place) };
            let fault = match &target {
                _ if link.target.is_empty() => "is empty",
                _ if place.starts_with('/') => "begins at the server's root",
                _ if place.ends_with('/') || place.ends_with("..") => "ends in a folder",
                None => "leaves the site",
                Some(target) if !site.files.contains_key(target) => "leads to no file",
                Some(target)
                    if !fragment.is_empty()
                        && !ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment)) =>
                {
                    "leads to no such id"
                }
                Some(_) => continue,
            };
            wrong.push(format!("{path}: `{}` {fault}", link.target));
        }
    }
    wrong
}

#[test]
fn every_internal_link_and_fragment_resolves() {
    assert_eq!(broken(&EXAMPLE), Vec::<String>::new());
    let count: usize = EXAMPLE.pages.values().map(|page| links(&page.root).len()).sum();
    assert!(count > 2000, "the links are found: {count}");
}

#[test]
fn the_check_of_links_finds_what_is_broken() {
    let page = |text: &str| {
        let files = [("a/b.html", text), ("c.html", "")];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        broken(&Site::new(files.into())).len()
    };
    for (link, faults) in [
        ("../c.html", 0),
        ("b.html", 0),
        ("#x", 0),
        ("../c.html?q=1", 0),
        ("#y", 1),
        ("d.html", 1),
        ("../../c.html", 1),
        ("/c.html", 1),
        ("../", 1),
        ("", 1),
    ] {
        assert_eq!(page(&format!("<a id=x href=\"{link}\">x</a>")), faults, "{link}");
    }
}

#[test]
fn links_to_others_are_links_that_tell_nothing() {
    let mut count = 0;
    for (path, page) in &EXAMPLE.pages {
        for link in links(&page.root) {
            let Some(scheme) = scheme(link.target) else { continue };
            assert_eq!(link.element.tag, "a", "{path}: {} loads from elsewhere", link.target);
            assert!(
                ["http", "https", "mailto", "tel"].contains(&scheme),
                "{path}: {}",
                link.target
            );
            if scheme.starts_with("http") {
                let rel = link.element.attribute("rel").unwrap_or_default();
                for word in ["noopener", "noreferrer"] {
                    assert!(rel.split(' ').any(|r| r == word), "{path}: {} has {rel}", link.target);
                }
            }
            count += 1;
        }
    }
    assert!(count > 10, "the example links to other sites: {count}");
}

#[test]
fn styles_and_scripts_ask_no_other_host() {
    for (path, bytes) in &EXAMPLE.files {
        // Data hold what authors wrote, addresses too.
        if path.starts_with("assets/") && !path.starts_with("assets/data/") {
            let text = String::from_utf8_lossy(bytes).replace("http://www.w3.org/2000/svg", "");
            assert!(!text.contains("://"), "{path} names another host");
            assert!(!text.contains("url(//"), "{path} names another host");
        }
    }
}

/// Lists that may be empty, rules that nothing breaks, and introductions, which stand on their
/// program's page.
fn may_stand_alone(path: &str) -> bool {
    let program = path.replacen("pages/", "programs/", 1).replace(".html", "/index.html");
    path.starts_with("status/")
        || path.starts_with("rules/")
        || path == "risks/not-placed.html"
        || (program != path && EXAMPLE.files.contains_key(&program))
}

#[test]
fn every_page_can_be_reached_from_the_index() {
    let mut reached: BTreeSet<String> = ["index.html".to_owned()].into();
    let mut left = vec!["index.html".to_owned()];
    while let Some(path) = left.pop() {
        let Some(page) = EXAMPLE.pages.get(&path) else { continue };
        for link in links(&page.root).into_iter().filter(|link| scheme(link.target).is_none()) {
            let place = link.target.split(['#', '?']).next().unwrap_or_default();
            let target = resolve(&path, place).filter(|_| !place.is_empty());
            left.extend(target.filter(|target| reached.insert(target.clone())));
        }
    }
    let unreached: Vec<&str> = EXAMPLE
        .pages
        .iter()
        .filter(|(path, page)| {
            let moved = page.root.first(|e| e.attribute("http-equiv") == Some("refresh"));
            !reached.contains(*path) && *path != "404.html" && moved.is_none()
        })
        .map(|(path, _)| path.as_str())
        .filter(|path| !may_stand_alone(path))
        .collect();
    assert_eq!(unreached, Vec::<&str>::new());
}

#[test]
fn the_page_for_what_is_not_there_works_at_any_depth_with_a_base_url() {
    let project = Project::alpha();
    let ran = project.run(&["build", "--base-url", "https://docs.example.org/a/b"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let site = Site::of(&project, "public");
    let lost = site.page("404.html");
    let targets: Vec<&str> = links(&lost.root)
        .into_iter()
        .filter(|link| !link.target.starts_with('#'))
        .map(|link| link.target)
        .collect();
    assert!(!targets.is_empty());
    for target in targets {
        let path = target.strip_prefix("/a/b/").unwrap_or_else(|| panic!("{target} has no base"));
        let path = path.split('#').next().unwrap_or_default();
        assert!(path.is_empty() || site.files.contains_key(path), "{target}");
    }
    let others = Site { pages: without(site.pages, "404.html"), files: site.files };
    assert_eq!(broken(&others), Vec::<String>::new(), "all others stay relative");
}

fn without<T>(mut map: BTreeMap<String, T>, key: &str) -> BTreeMap<String, T> {
    map.remove(key);
    map
}

#[test]
fn links_of_authors_lead_to_what_their_files_became() {
    let text = format!(
        "{ALPHA}\n[a plan](sub/beta.md) [its risks](sub/beta.md#risk-register) [a note](note.md) \
         [a file](notes/numbers.csv) [a folder](sub/) [gone](gone.md) [out](../secret.md)\n"
    );
    let project = Project::empty()
        .file("content/alpha.md", &text)
        .file("content/sub/beta.md", ALPHA)
        .file("content/note.md", "# A note\n")
        .file("content/notes/numbers.csv", "1,2\n")
        .file("content/notes/unused.csv", "3\n")
        .file("secret.md", "# Secret\n");
    project.build(0);
    let site = Site::of(&project, "public");
    assert_eq!(broken(&site), Vec::<String>::new());
    let source = site.page("plans/alpha/source.html");
    let target = |words: &str| {
        let link = source.main().first(|e| e.tag == "a" && e.text() == words);
        link.and_then(|link| link.attribute("href")).map(str::to_owned)
    };
    let check = |words: &str, expected: &str| assert_eq!(target(words).as_deref(), Some(expected));
    check("a plan", "../sub/beta/index.html");
    check("its risks", "../sub/beta/source.html#h-risk-register");
    check("a note", "../../pages/note.html");
    check("a file", "../../files/notes/numbers.csv");
    check("a folder", "../../programs/sub/index.html");
    assert_eq!((target("gone"), target("out")), (None, None));
    let text = source.main_text();
    assert!(text.contains("gone [gone.md]"), "the target stands beside the words");
    assert!(text.contains("out [../secret.md]"), "the target stands beside the words");
    assert_eq!(site.files["files/notes/numbers.csv"], b"1,2\n");
    assert!(!site.files.contains_key("files/notes/unused.csv"), "only what is linked is copied");
}
