//! Publishing through the program: nothing of the user's is lost, nothing of ours is left behind.

mod delta;
mod changing;
mod faults;
mod in_place;
mod installed;
mod kills;
mod names;

use std::fs;

use crate::project::{ALPHA, Project};

/// Names beside the published site that are not the test's own.
fn beside(project: &Project) -> Vec<String> {
    let entries = fs::read_dir(project.path(".")).expect("a folder");
    let names =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| !["content", "public", "phasebook.toml"].contains(&&**name)).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_file_of_the_user_s_is_kept_through_every_build() {
    let project = Project::alpha();
    project.build(0);
    project.write("public/CNAME", "plans.example.org\n");
    project.write("public/plans/alpha/notes/mine.txt", "mine");
    for text in [ALPHA.replace("Alpha search", "Another title"), ALPHA.to_owned()] {
        project.write("content/alpha.md", text);
        project.build(0);
        assert_eq!(project.read("public/CNAME"), "plans.example.org\n");
        assert_eq!(project.read("public/plans/alpha/notes/mine.txt"), "mine");
    }
    project.remove("content/alpha.md");
    assert_eq!(project.run(&["build", "--allow-empty"]).status, 0);
    assert_eq!(project.read("public/plans/alpha/notes/mine.txt"), "mine");
    assert!(!project.exists("public/plans/alpha/index.html"), "but our own page is gone");
}

#[test]
fn nothing_of_the_live_preview_is_published() {
    let project = Project::alpha();
    project.build(0);
    for (path, bytes) in project.files("public") {
        let name = path.rsplit('/').next().unwrap_or_default();
        assert!(!name.starts_with("preview.") && !path.contains("_preview"), "{path}");
        let text = String::from_utf8_lossy(&bytes);
        for word in ["_preview/", "phasebook-preview", "phasebook-waiting"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}

#[test]
fn a_stale_page_that_the_user_changed_is_kept_and_named() {
    let project = Project::alpha().file("content/beta.md", &ALPHA.replace("Alpha", "Beta"));
    project.build(0);
    project.write("public/plans/beta/source.html", "changed by hand");
    project.remove("content/beta.md");
    let ran = project.build(0);
    assert_eq!(project.read("public/plans/beta/source.html"), "changed by hand");
    assert!(ran.stderr.contains("plans/beta/source.html"), "{}", ran.stderr);
    assert!(ran.stderr.contains("kept"), "{}", ran.stderr);
    assert!(!project.exists("public/plans/beta/index.html"));
    let again = project.build(0);
    assert_eq!(again.stderr, "", "it is the user's now, and said once");
    assert!(project.exists("public/plans/beta/source.html"));
}

#[test]
fn a_page_that_the_user_changed_is_made_again() {
    let project = Project::alpha();
    project.build(0);
    let page = project.read("public/index.html");
    project.write("public/index.html", "changed by hand");
    project.build(0);
    assert_eq!(project.read("public/index.html"), page);
}

#[test]
fn a_page_that_is_missing_is_made_again() {
    let project = Project::alpha();
    project.build(0);
    let before = project.files("public");
    project.remove("public/plans/alpha/rollback.html");
    let ran = project.run(&["build", "--format", "json"]);
    assert!(ran.stdout.contains("\"written\":1,"), "{}", ran.stdout);
    assert_eq!(project.files("public"), before);
}

#[test]
fn a_file_of_the_user_s_in_a_page_s_place_stops_the_build_and_nothing_changes() {
    let project = Project::alpha();
    project.build(0);
    project.write("public/plans/beta/index.html", "mine");
    project.write("content/beta.md", ALPHA);
    let before = project.listing();
    let ran = project.run(&["build"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    for word in ["plans/beta/index.html`", "not from phasebook", "help:"] {
        assert!(ran.stderr.contains(word), "{}", ran.stderr);
    }
    assert_eq!(project.listing(), before);
}

#[test]
fn nothing_stays_beside_the_site() {
    let project = Project::alpha();
    project.build(0);
    project.write("content/beta.md", ALPHA);
    project.build(0);
    assert_eq!(beside(&project), Vec::<String>::new());
}

#[test]
fn what_a_killed_build_left_behind_is_cleaned_up() {
    let project = Project::alpha();
    project.build(0);
    let site = project.files("public");
    project.write(".public.phasebook-staging/plans/half.html", "half a page");
    project.write(".public.phasebook-previous/index.html", "an old page");
    project.write(".public.phasebook-lock", "");
    project.build(0);
    assert_eq!(project.files("public"), site);
    assert_eq!(beside(&project), Vec::<String>::new());
}

#[test]
fn a_site_caught_between_two_renames_is_brought_back() {
    let project = Project::alpha();
    project.build(0);
    let site = project.files("public");
    fs::rename(project.path("public"), project.path(".public.phasebook-previous"))
        .expect("renamed");
    project.build(0);
    assert_eq!(project.files("public"), site);
    assert_eq!(beside(&project), Vec::<String>::new());
}

#[test]
fn the_manifest_lists_every_file_that_we_made_and_no_other() {
    let project = Project::alpha();
    project.build(0);
    project.write("public/CNAME", "plans.example.org\n");
    project.write("content/beta.md", ALPHA);
    project.build(0);
    let manifest = project.read("public/.phasebook-manifest");
    let mut lines = manifest.lines();
    assert_eq!(lines.next(), Some("phasebook-manifest 3"));
    let (parts, lines): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("+ "));
    let listed: Vec<&str> =
        lines.into_iter().filter_map(|line| line.splitn(3, ' ').nth(2)).collect();
    // Two plans in the three data files and one part of the search each.
    assert_eq!(parts.len(), 8);
    let published = project.files("public");
    let made: Vec<&String> = published
        .keys()
        .filter(|path| *path != "CNAME" && *path != ".phasebook-manifest")
        .collect();
    assert_eq!(listed, made);
}
