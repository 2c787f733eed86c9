//! Files that authors link: published where they only show something, and nowhere else.

use std::fmt::Write as _;

use crate::html::Site;
use crate::preview::client::{DEADLINE, Preview};
use crate::project::{ALPHA, Project, Ran};

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0L9 9'/></svg>";
const PAGE: &str = "<!DOCTYPE html><script>top.ran = 1</script>";

/// Files that only show something, in the words of their makers or not.
const PASSIVE: [(&str, &str); 12] = [
    ("a.png", "pixels"),
    ("a.JPG", "pixels"),
    ("a b.pdf", "%PDF-1.7"),
    ("notes.txt", PAGE),
    ("rows.csv", "=1,<script>"),
    ("rows.json", "{}"),
    ("plan.final.docx", "PK"),
    ("all.tar.gz", "\u{1f}"),
    ("talk.mp3", "ID3"),
    ("demo.webm", "\u{1a}"),
    ("deep/er/drawing.svg", DRAWING),
    ("ünï.yaml", "a: 1"),
];

/// Files that may run something, by their names or by what they hold.
const ACTIVE: [(&str, &str); 24] = [
    ("e.html", PAGE),
    ("e.HTM", PAGE),
    ("e.xhtml", PAGE),
    ("e.xml", "<x/>"),
    ("e.xsl", "<x/>"),
    ("e.js", "top.ran = 1"),
    ("e.mjs", "top.ran = 1"),
    ("e.wasm", "\0asm"),
    ("e.css", "*{}"),
    ("e.mht", PAGE),
    ("e.svgz", "\u{1f}"),
    ("e.swf", "FWS"),
    ("e.hta", PAGE),
    ("e.unknown", "text"),
    ("LICENSE", "text"),
    ("e.php.txt", "<?php"),
    ("e.html.en", PAGE),
    ("e.html.gz", PAGE),
    ("e.txt.", PAGE),
    ("e.png", PAGE),
    ("e.pdf", " \n<html>"),
    ("script.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>top.ran = 1</script></svg>"),
    ("handler.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='top.ran = 1'/>"),
    ("outside.svg", "<svg xmlns='http://www.w3.org/2000/svg'><use href='e.svg#a'/></svg>"),
];

/// A plan that links every file and shows it as a picture, and names it as a wikilink would.
fn project() -> Project {
    let project = Project::empty();
    let mut text = ALPHA.to_owned();
    for (name, bytes) in PASSIVE.iter().chain(&ACTIVE) {
        project.write(&format!("content/{name}"), bytes);
        let _ =
            write!(text, "\n[Link]({0}) ![Picture]({0}) [[{1}]]\n", name.replace(' ', "%20"), name);
    }
    project.file("content/alpha.md", &text)
}

fn published(project: &Project) -> Vec<String> {
    let files = project.files("public/files");
    files.into_keys().collect()
}

fn names(files: &[(&str, &str)]) -> Vec<String> {
    let mut names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.sort_unstable();
    names
}

#[track_caller]
fn count(ran: &Ran, what: &str) -> usize {
    ran.stderr.matches(what).count()
}

#[test]
fn files_are_published_if_they_only_show_something() {
    let project = project();
    let ran = project.build(0);
    assert_eq!(published(&project), names(&PASSIVE), "{}", ran.stderr);
    let told = project.run(&["check", "--all"]).stdout;
    // The link, the picture and the wikilink of each.
    assert_eq!(told.matches("warning[active-file]").count(), 3 * ACTIVE.len(), "{told}");
    for (name, _) in ACTIVE {
        assert!(told.contains(&format!("`{name}` is not published: ")), "{name}");
    }
    assert!(told.contains("content/alpha.md:"), "each has its place: {told}");
    assert!(told.contains("it holds a script"), "{told}");
    assert!(told.contains("`active_files = true` under `[publish]`"), "{told}");
}

#[test]
fn links_to_files_that_are_not_published_say_so() {
    let project = project();
    project.build(0);
    let site = Site::of(&project, "public");
    let main = site.page("plans/alpha/source.html").main();
    let hrefs: Vec<&str> = main.all("a").iter().filter_map(|a| a.attribute("href")).collect();
    let to_files = hrefs.iter().filter(|href| href.contains("files/")).count();
    // A wikilink names the nearest file of its name.
    assert_eq!(to_files, 2 * PASSIVE.len(), "{hrefs:?}");
    assert_eq!(main.all("img").len(), PASSIVE.len());
    let text = site.page("plans/alpha/source.html").main_text();
    for (name, _) in ACTIVE {
        let said = format!("Link (not published, as it may run scripts: {name})");
        assert!(text.contains(&said), "{said}");
        let said = format!("Picture (not published, as it may run scripts: {name})");
        assert!(text.contains(&said), "{said}");
    }
}

#[test]
fn the_preview_gives_what_the_build_publishes() {
    let project = project();
    let preview = Preview::start(&project, &[]);
    let encoded = |name: &str| {
        format!("/files/{}", name.replace(' ', "%20").replace('ü', "%C3%BC").replace('ï', "%C3%AF"))
    };
    for (name, bytes) in PASSIVE {
        let answer = preview.get(&encoded(name));
        assert_eq!((answer.status, answer.body.as_slice()), (200, bytes.as_bytes()), "{name}");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        // No viewer opens a PDF in a sandbox.
        let is_pdf = answer.header("content-type") == Some("application/pdf");
        assert_eq!(policy.starts_with("sandbox; default-src 'none'"), !is_pdf, "{name}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{name}");
    }
    for (name, _) in ACTIVE {
        let answer = preview.get(&encoded(name));
        assert_eq!(answer.status, 404, "{name}");
        assert!(!answer.text().contains("top.ran"), "{name}");
    }
}

#[test]
fn a_drawing_that_gets_a_script_is_gone_at_once_and_comes_back() {
    let text = format!("{ALPHA}\n[Drawing](d.svg)\n");
    let project = Project::empty().file("content/alpha.md", &text).file("content/d.svg", DRAWING);
    let preview = Preview::start(&project, &[]);
    assert_eq!(preview.get("/files/d.svg").status, 200);
    project.write("content/d.svg", DRAWING.replace("<path", "<script/><path"));
    // Before anything was read again.
    assert_eq!(preview.get("/files/d.svg").status, 404);
    let page = "/plans/alpha/source.html";
    let says = |words: &str| preview.get(page).text().contains(words);
    preview.wait_until("the link says so", DEADLINE, || says("Drawing (not published"));
    project.write("content/d.svg", DRAWING);
    preview.wait_until("the link leads there", DEADLINE, || says("files/d.svg>Drawing</a>"));
    assert_eq!(preview.get("/files/d.svg").status, 200);
}

#[test]
fn where_all_authors_are_trusted_all_files_are_published() {
    let project = project().file("phasebook.toml", "[publish]\nactive_files = true\n");
    let ran = project.build(0);
    assert_eq!(count(&ran, "active-file"), 0, "{}", ran.stderr);
    let mut all = names(&PASSIVE);
    all.extend(names(&ACTIVE));
    all.sort_unstable();
    assert_eq!(published(&project), all);
    let preview = Preview::start(&project, &[]);
    let answer = preview.get("/files/e.html");
    assert_eq!((answer.status, answer.body.as_slice()), (200, PAGE.as_bytes()));
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("sandbox; "), "none runs in the preview: {policy}");
}

#[test]
fn what_becomes_active_is_taken_off_the_site() {
    let text = format!("{ALPHA}\n[Drawing](d.svg) [Log](run.log)\n");
    let project = Project::empty()
        .file("content/alpha.md", &text)
        .file("content/d.svg", DRAWING)
        .file("content/run.log", "ok");
    project.build(0);
    assert_eq!(published(&project), ["d.svg", "run.log"]);
    project.write("content/d.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>");
    project.build(0);
    assert_eq!(published(&project), ["run.log"]);
}
