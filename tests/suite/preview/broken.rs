//! What is broken is said, with its place; what was good before stays until it is mended.

use std::fs;
use std::process::Command;

use super::client::{Preview, Response, as_built};
use super::saves::{PAGE, PLAN, check, check_until, is_gone, plan, shows};
use crate::html;
use crate::project::{ALPHA, Project, repository};

/// Settings with a fault in line 2, column 9.
const FAULTY: &str = "[site]\ntitle = 3\n";

const TITLED: &str = "[site]\ntitle = \"Titled\"\n";

fn is_broken(preview: &Preview) -> bool {
    preview.state(0)["broken"].as_bool().expect("yes or no")
}

fn overlay(preview: &Preview) -> String {
    preview.state(0)["overlay"].as_str().expect("an overlay").to_owned()
}

/// Breaks something while the page is asked for: the page stays as it is, and the overlay has all of
/// these words.
fn breaks(preview: &Preview, page: &str, words: &[&str], how: impl FnOnce()) {
    let before = as_built(&preview.get(page).body);
    check_until(preview, page, words[0], |_| is_broken(preview), how);
    let overlay = overlay(preview);
    assert!(overlay.contains("Showing the last good build"), "{overlay}");
    for word in words {
        assert!(overlay.contains(word), "`{word}` is not said:\n{overlay}");
    }
    assert!(as_built(&preview.get(page).body) == before, "{page} has changed");
}

/// Mends it.
fn mends(preview: &Preview, page: &str, how: impl FnOnce()) {
    check_until(preview, page, "mended", |_| !is_broken(preview), how);
}

fn own(file: &str) -> String {
    fs::read_to_string(repository().join(file)).expect("a file")
}

/// The one page that stands in place of all others.
fn is_waiting(preview: &Preview, words: &[&str]) {
    for path in ["/", PAGE, "/nothing/at/all"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 200, "{path}");
        for word in ["The site can't be built yet", "/_preview/preview.js"].iter().chain(words) {
            assert!(answer.text().contains(word), "{path} does not say `{word}`");
        }
        assert!(!answer.text().contains("Alpha search"), "{path}");
    }
}

#[test]
fn settings_that_are_broken_at_the_start_are_waited_for() {
    let project = Project::alpha().file("phasebook.toml", FAULTY);
    let preview = Preview::start(&project, &[]);
    is_waiting(&preview, &[">phasebook.toml:2:9", "must be text, not a number"]);
    preview.says("error[invalid-settings]: `title` must be text");
    let tag = preview.get("/").header("etag").map(str::to_owned);
    project.write("phasebook.toml", TITLED);
    shows(&preview, PAGE, "Alpha search");
    shows(&preview, "/", "Titled");
    assert_ne!(preview.get("/").header("etag").map(str::to_owned), tag);
    assert!(!is_broken(&preview));
}

#[test]
fn a_theme_that_is_broken_at_the_start_is_waited_for() {
    for (text, words) in
        [("<p>{{ page.", ".html:1:"), ("{{ page.nothing }}", "nothing` is not defined")]
    {
        let project = Project::alpha().file("templates/pages/risks.html", text);
        let preview = Preview::start(&project, &[]);
        is_waiting(&preview, &["templates/pages/risks.html:1:"]);
        preview.says(words);
        project.remove("templates/pages/risks.html");
        shows(&preview, PAGE, "Alpha search");
    }
}

#[test]
fn content_that_is_missing_at_the_start_is_waited_for() {
    let project = Project::empty();
    let preview = Preview::start(&project, &[]);
    is_waiting(&preview, &["no such file or directory", "phasebook init"]);
    project.write(PLAN, ALPHA);
    shows(&preview, PAGE, "Alpha search");
}

#[test]
fn settings_that_break_leave_the_last_good_site() {
    let project = Project::alpha().file("phasebook.toml", TITLED);
    let preview = Preview::start(&project, &[]);
    breaks(&preview, "/", &[">phasebook.toml:2:9", "must be text, not a number"], || {
        project.write("phasebook.toml", FAULTY);
    });
    assert_eq!(preview.get("/nothing").status, 404, "the rest is as it was, too");
    check(&preview, PAGE, "Saved meanwhile", || project.write(PLAN, plan("Saved meanwhile")));
    assert!(is_broken(&preview));
    assert!(preview.get("/").text().contains("Titled"), "by the last good settings");
    mends(&preview, "/", || project.write("phasebook.toml", "[site]\ntitle = \"Mended\"\n"));
    assert!(preview.get("/").text().contains("Mended"));
}

#[test]
fn one_broken_state_after_the_other_is_told() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    breaks(&preview, PAGE, &[">phasebook.toml:2:9"], || project.write("phasebook.toml", FAULTY));
    let is_next = |_: &Response| overlay(&preview).contains(">phasebook.toml:3:1");
    check_until(&preview, PAGE, "the next fault", is_next, || {
        project.write("phasebook.toml", "[site]\n\ntitel = \"x\"\n");
    });
    assert!(!overlay(&preview).contains("phasebook.toml:2:9"), "the first one is gone");
    mends(&preview, PAGE, || project.remove("phasebook.toml"));
    assert!(!is_broken(&preview));
}

#[test]
fn a_template_that_breaks_leaves_the_last_good_pages() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    let file = "templates/pages/risks.html";
    breaks(&preview, "/risks.html", &["templates/pages/risks.html:1:"], || {
        project.write(file, "<p>{{ page.");
    });
    check(&preview, PAGE, "Saved meanwhile", || project.write(PLAN, plan("Saved meanwhile")));
    mends(&preview, "/risks.html", || project.write(file, own(file)));
    // Found before any page is printed with it.
    let unknown = own(file).replacen("{{ page.", "{{ page.nothing }}{{ page.", 1);
    let words = ["nothing</code> is not defined", "templates/pages/risks.html:"];
    breaks(&preview, "/risks.html", &words, || project.write(file, &unknown));
    mends(&preview, "/risks.html", || project.remove(file));
    preview.says("error[invalid-template]: ");
}

#[test]
fn a_page_that_the_theme_cannot_print_is_printed_without_it() {
    let file = "templates/pages/program.html";
    let project = Project::alpha().file(file, "{{ page.nothing }}");
    let preview = Preview::start(&project, &[]);
    shows(&preview, PAGE, "Alpha search");
    assert!(!is_broken(&preview), "no page is of this kind");
    project.write("content/team/alpha.md", ALPHA);
    project.write("content/team/README.md", "# Team of teams\n\nWords about the team.\n");
    shows(&preview, "/plans/team/alpha/", "Alpha search");
    let page = "programs/team/index.html";
    check(&preview, &format!("/{page}"), "Team", || {});
    let answer = preview.get(&format!("/{page}"));
    let (_, link) = answer.text().split_once("assets/site.").expect("a stylesheet");
    let link = format!("/assets/site.{}", link.split(['"', '>']).next().unwrap_or_default());
    assert_eq!(preview.get(&link).status, 200, "{link}");
    let state = preview.state_of(page, 0);
    assert_eq!(state["broken"], true);
    let overlay = state["overlay"].as_str().expect("an overlay");
    assert!(overlay.contains(">templates/pages/program.html:1:9"), "{overlay}");
}

#[test]
fn a_baseline_that_breaks_is_told_as_such() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    breaks(&preview, PAGE, &[">phasebook-baseline.json", "can&#39;t be read"], || {
        project.write("phasebook-baseline.json", "{\"schema\": 1");
    });
    mends(&preview, PAGE, || project.remove("phasebook-baseline.json"));
}

#[test]
fn content_that_goes_and_comes_back_is_kept_meanwhile() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    let rename = |from: &str, to: &str| {
        fs::rename(project.path(from), project.path(to)).expect("renamed");
    };
    breaks(&preview, PAGE, &["cannot read the content folder", "phasebook init"], || {
        rename("content", "aside");
    });
    mends(&preview, PAGE, || rename("aside", "content"));
    check(&preview, PAGE, "Heard again", || project.write(PLAN, plan("Heard again")));
}

#[test]
fn a_plan_that_becomes_unreadable_is_a_finding() {
    let project = Project::alpha().file("content/beta.md", &plan("Beta search"));
    let preview = Preview::start(&project, &[]);
    shows(&preview, "/plans/beta/", "Beta search");
    let found = |words: &str| check(&preview, "/findings.html", words, || {});
    let pipe = project.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    fs::rename(&pipe, project.path("content/beta.md")).expect("renamed");
    // Its address stays, and says why nothing is shown.
    shows(&preview, "/plans/beta/", "named pipe");
    found("named pipe");
    project.remove("content/beta.md");
    project.write("content/beta.md", [&b"# Beta\n"[..], &[0xff; 100], &b"\0\0"[..]].concat());
    let long = format!("{}\n{}", plan("Beta again"), "word ".repeat(4000));
    project.write("content/beta.md", &long);
    shows(&preview, "/plans/beta/", "Beta again");
    project.write("phasebook.toml", "[limits]\nfile_bytes = 10000\n");
    found("the limit is 10000");
    shows(&preview, "/plans/beta/", "the limit is 10000");
    shows(&preview, PAGE, "Alpha search");
    assert!(!is_broken(&preview), "the site goes on");
    project.remove("phasebook.toml");
    shows(&preview, "/plans/beta/", "Beta again");
}

#[test]
fn a_picture_that_cannot_be_read_is_a_finding() {
    let project = Project::alpha()
        .file(PLAN, &format!("{ALPHA}\n![near](near.png)\n"))
        .file("content/near.png", "pixels");
    let preview = Preview::start(&project, &[]);
    let pipe = project.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    fs::rename(&pipe, project.path("content/near.png")).expect("renamed");
    check(&preview, "/findings.html", "named pipe", || {});
    assert_eq!(preview.get("/files/near.png").status, 404);
    project.remove("content/near.png");
    project.write("content/near.png", "other pixels");
    let is_clean = |answer: &Response| !answer.text().contains("named pipe");
    check_until(&preview, "/findings.html", "no finding", is_clean, || {});
    assert_eq!(preview.get("/files/near.png").body, b"other pixels");
}

#[test]
fn the_content_folder_of_new_settings_is_shown() {
    let project = Project::alpha().file("plans/beta.md", &plan("Beta search"));
    let preview = Preview::start(&project, &[]);
    let settings = |folder: &str| {
        project.write(
            "phasebook.toml",
            format!("[site]\ntitle = \"In {folder}\"\n[paths]\ncontent = \"{folder}\"\n"),
        );
    };
    settings("plans");
    shows(&preview, "/plans/beta/", "Beta search");
    is_gone(&preview, PAGE);
    check(&preview, "/plans/beta/", "Beta saved", || {
        project.write("plans/beta.md", plan("Beta saved"));
    });
    breaks(&preview, "/plans/beta/", &["other"], || settings("other"));
    // Nothing is in it, and yet it is the content.
    project.folder("other");
    shows(&preview, "/", "In other");
    is_gone(&preview, "/plans/beta/");
    project.remove("phasebook.toml");
    shows(&preview, PAGE, "Alpha search");
}

#[test]
fn a_new_title_is_on_all_pages() {
    let project = Project::alpha();
    project.build(0);
    let pages: Vec<String> = project
        .files("public")
        .into_keys()
        .filter(|path| path.split('.').next_back() == Some("html"))
        .collect();
    assert!(pages.len() > 50, "{}", pages.len());
    let preview = Preview::start(&project, &[]);
    check(&preview, "/", "Titled", || project.write("phasebook.toml", TITLED));
    for path in pages {
        let answer = preview.get(&format!("/{path}"));
        let page = html::parse(answer.text());
        assert!(page.title().ends_with("Titled"), "{path}: {}", page.title());
    }
}
