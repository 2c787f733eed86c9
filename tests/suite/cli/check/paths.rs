//! Which plans are checked, and how their paths are printed.

use super::codes;
use crate::project::{ALPHA, Project};

const BAD: &str = "# Rollout Plan: Bad\n\n**Status:** Odd\n\n## Launch Checklist\n\n- [ ] x\n";

/// The plans are as short as one fault allows.
const SHORT: &str = "[rules]\nmissing-section = \"off\"\nempty-section = \"off\"\n";

fn three() -> Project {
    Project::empty()
        .file("phasebook.toml", SHORT)
        .file("content/b.md", BAD)
        .file("content/a/c.md", BAD)
        .file("content/a/page.md", "# Notes\n\n[x](gone.md)\n")
        .file("elsewhere/d.md", BAD)
}

fn paths(project: &Project, arguments: &[&str]) -> Vec<String> {
    let ran = project.run(&[&["check", "--format", "short"], arguments].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran.stdout.lines().filter_map(|l| Some(l.split_once(": ")?.0.to_owned())).collect()
}

#[test]
fn findings_stand_by_path_line_and_column() {
    let project = three();
    assert_eq!(
        paths(&project, &[]),
        ["content/a/c.md:3:13", "content/a/page.md:3:1", "content/b.md:3:13"]
    );
    let twice =
        "# Rollout Plan: X\n\n**Status:** Odd\n\n## Risks\n\n<x> <y>\n\n[a](b.md) [c](d.md)\n";
    let project = Project::empty().file("phasebook.toml", SHORT).file("content/x.md", twice);
    let places = paths(&project, &[]);
    assert_eq!(places.len(), 5, "{places:?}");
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_path_inside_the_content_folder_narrows_what_is_reported() {
    let project = three();
    assert_eq!(paths(&project, &["content/b.md"]), ["content/b.md:3:13"]);
    assert_eq!(paths(&project, &["content/a"]), ["content/a/c.md:3:13", "content/a/page.md:3:1"]);
    let ran = project.run(&["check", "content/a"]);
    assert!(ran.stderr.starts_with("1 plan and 1 page checked: 2 warnings"), "{}", ran.stderr);
    assert_eq!(paths(&project, &["content/b.md", "content/a/c.md"]).len(), 2);
}

#[test]
fn links_still_see_the_whole_content_folder() {
    let text = ALPHA.replace("https://example.org/note", "b.md");
    let project = Project::empty().file("content/alpha.md", &text).file("content/b.md", BAD);
    assert_eq!(paths(&project, &["content/alpha.md"]), Vec::<String>::new());
    let twins = Project::alpha().file("content/Alpha.markdown", ALPHA);
    let ran = twins.run(&["check", "content/alpha.md", "--format", "short"]);
    assert_eq!(codes(&ran.stdout), ["duplicate-slug"]);
    assert_eq!(twins.run(&["check", "content/Alpha.markdown"]).status, 0);
}

#[test]
fn what_lies_elsewhere_is_read_by_itself() {
    let project = three();
    assert_eq!(paths(&project, &["elsewhere"]), ["elsewhere/d.md:3:13"]);
    assert_eq!(paths(&project, &["elsewhere/d.md"]), ["elsewhere/d.md:3:13"]);
    let both = ["content/b.md:3:13", "elsewhere/d.md:3:13"];
    assert_eq!(paths(&project, &["elsewhere", "elsewhere/d.md", "content/b.md"]), both);
    let json = project.run(&["check", "elsewhere", "--format", "json"]).json();
    assert_eq!(json["findings"][0]["source"], "d.md");
    assert_eq!(json["findings"][0]["slug"], "d");
    assert_eq!(json["findings"][0]["path"], "elsewhere/d.md");
}

#[test]
fn a_file_that_is_named_is_always_read() {
    let project = Project::alpha().file("phasebook.toml", SHORT).file("content/_draft.md", BAD);
    assert_eq!(paths(&project, &[]), Vec::<String>::new());
    assert_eq!(paths(&project, &["content/_draft.md"]), ["content/_draft.md:3:13"]);
}

#[test]
fn paths_are_those_that_a_user_opens_from_the_working_folder() {
    let project =
        Project::empty().file("site/phasebook.toml", SHORT).file("site/content/b.md", BAD);
    let first = |arguments: &[&str]| {
        let ran = project.run(&[arguments, &["--format", "short"]].concat());
        ran.stdout.split(": ").next().unwrap_or_default().to_owned()
    };
    assert_eq!(first(&["-C", "site", "check"]), "site/content/b.md:3:13");
    assert_eq!(first(&["-C", "./site/", "check"]), "site/content/b.md:3:13");
    let real = project.path("site").canonicalize().expect("a folder");
    let real = real.to_str().expect("UTF-8");
    assert_eq!(first(&["-C", real, "check"]), "site/content/b.md:3:13");
    let content = format!("{real}/content");
    let away =
        project.command(&["-C", real, "check", "--format", "short"]).current_dir("/").output();
    let away = String::from_utf8(away.expect("a run").stdout).expect("UTF-8");
    let path = content.trim_start_matches('/');
    assert!(away.starts_with(&format!("{path}/b.md:3:13: ")), "{away}");
}

#[test]
fn a_file_that_can_t_be_read_is_an_error_and_the_others_are_checked() {
    let project = three().file("phasebook.toml", &format!("{SHORT}[limits]\nfile_bytes = 200\n"));
    project.write("content/long.md", "x".repeat(300));
    let ran = project.run(&["check", "--format", "short"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("content/long.md:1:1: error[unreadable-file]: "), "{}", ran.stdout);
    assert_eq!(codes(&ran.stdout).len(), 4);
    assert_eq!(project.run(&["check", "content/b.md"]).status, 0, "it was not asked for");
}

#[test]
fn the_published_site_is_not_checked() {
    let settings = format!("{SHORT}[paths]\ncontent = \".\"\n");
    let project = three().file("phasebook.toml", &settings).file("public/e.md", BAD);
    let places = paths(&project, &[]);
    assert!(places.iter().all(|path| !path.contains("public")), "{places:?}");
    assert_eq!(places.len(), 4);
}
