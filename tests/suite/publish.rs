//! Publishing through the program: nothing of the user's is lost, nothing of ours is left behind.

use std::fs;

use crate::project::{ALPHA, Project, Ran};

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
    project.build(0);
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

/// Kills a build as soon as this many files are staged, or lets it end.
fn kill_at(project: &Project, staged: usize) {
    let staging = project.path(".public.phasebook-staging");
    let mut child = project.command(&["build"]).spawn().expect("the program runs");
    let is_due = || {
        let files = walkdir::WalkDir::new(&staging).min_depth(1).into_iter().flatten();
        staging.exists() && files.take(staged).count() >= staged
    };
    while child.try_wait().expect("a state").is_none() {
        if is_due() {
            child.kill().expect("killed");
            child.wait().expect("an end");
            return;
        }
        std::thread::yield_now();
    }
}

#[test]
fn killed_builds_leave_the_old_site_or_the_new_one() {
    let project = Project::example();
    project.build(0);
    let old = project.files("public");
    let name = "content/payments/refund-approvals.md";
    project.write(name, project.read(name).replace("Refund Approvals", "Omega"));
    assert_eq!(project.run(&["build", "--output", "new"]).status, 0);
    let new = project.files("new");
    assert_ne!(old, new);
    let mut left_behind = 0;
    for staged in [0, 0, 1, 10, 50] {
        kill_at(&project, staged);
        let site = project.files("public");
        assert!(site == old || site == new, "the site is whole");
        left_behind += usize::from(project.exists(".public.phasebook-staging"));
    }
    assert!(left_behind > 0, "a build was killed in its middle");
    project.build(0);
    assert_eq!(project.files("public"), new);
    assert_eq!(beside(&project), ["new"]);
}

#[test]
fn two_builds_at_once_both_end_and_leave_a_whole_site() {
    let project = Project::example();
    let builds: Vec<_> =
        (0..3).map(|_| project.command(&["build"]).spawn().expect("the program runs")).collect();
    for build in builds {
        let ran = Ran::of(&build.wait_with_output().expect("an end"));
        match ran.status {
            0 => assert!(ran.stdout.contains(" pages, "), "{}", ran.stdout),
            2 => assert!(ran.stderr.contains("another build is publishing into"), "{}", ran.stderr),
            other => panic!("status {other}: {}", ran.stderr),
        }
    }
    let clean = Project::example();
    clean.build(0);
    assert_eq!(project.files("public"), clean.files("public"));
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
    assert_eq!(lines.next(), Some("phasebook-manifest 1"));
    let listed: Vec<&str> =
        lines.filter_map(|line| line.split_once(' ')).map(|(_, path)| path).collect();
    let published = project.files("public");
    let made: Vec<&String> = published
        .keys()
        .filter(|path| *path != "CNAME" && *path != ".phasebook-manifest")
        .collect();
    assert_eq!(listed, made);
}
