//! Output folders that are not ours to write.

use std::os::unix::fs::symlink;

use super::failures::refuses;
use crate::project::Project;

/// Builds into a folder that must be refused, for a reason that holds these words.
fn refuses_output(project: &Project, output: &str, words: &[&str]) {
    refuses(project, &["build", "--output", output], &[], words);
}

#[test]
fn a_folder_with_files_of_others_is_refused() {
    let project = Project::alpha().file("docs/notes.txt", "mine");
    refuses_output(&project, "docs", &["/docs`", "not made by phasebook", "--output DIR"]);
}

#[test]
fn a_file_is_refused() {
    let project = Project::alpha().file("site", "a file");
    refuses_output(&project, "site", &["/site`", "it is a file", "--output DIR"]);
}

#[test]
fn the_root_and_what_lies_above_it_are_refused() {
    let project = Project::empty().file("deep/site/content/a.md", crate::project::ALPHA);
    let run = |output: &str, words: &[&str]| {
        refuses(&project, &["-C", "deep/site", "build", "--output", output], &[], words);
    };
    run("deep/site", &["/deep/site`", "it is the site's root", "--output DIR"]);
    run("deep", &["/deep`", "the site's root lies inside it", "--output DIR"]);
    run("/", &["`/`", "root of the file system"]);
}

#[test]
fn the_content_folder_and_what_lies_in_it_are_refused() {
    let project = Project::alpha();
    refuses_output(&project, "content", &["/content`", "it is the content folder"]);
    refuses_output(&project, "content/public", &["/content/public`", "inside the content folder"]);
    let named = ["build", "--content", "content", "--output", "content/../content/x"];
    refuses(&project, &named, &[], &["/content/x`", "inside the content folder"]);
}

#[test]
fn a_link_to_the_content_folder_is_refused() {
    let project = Project::alpha();
    symlink("content", project.path("public")).expect("a link");
    refuses(&project, &["build"], &[], &["/content`", "it is the content folder"]);
}

#[test]
fn a_folder_above_a_content_folder_elsewhere_is_refused() {
    let project = Project::empty().file("plans/here/a.md", crate::project::ALPHA);
    let arguments = ["build", "--content", "plans/here", "--output", "plans"];
    refuses(&project, &arguments, &[], &["/plans`", "the content folder lies inside it"]);
}

#[test]
fn the_home_folder_is_refused() {
    let project = Project::alpha();
    project.folder("home/me");
    let home = project.argument("home/me");
    let refused = |output: &str, words: &[&str]| {
        refuses(&project, &["build", "--output", output], &[("HOME", &home)], words);
    };
    refused("home/me", &["/home/me`", "it is the home folder"]);
    refused("home", &["/home`", "the home folder lies inside it"]);
}

#[test]
fn a_git_repository_is_refused() {
    let project = Project::alpha().file("checkout/.git/HEAD", "ref: refs/heads/main\n");
    refuses_output(&project, "checkout", &["/checkout`", "`.git`", "--output DIR"]);
    refuses_output(&project, "checkout/.git/x", &["/.git/x`", "git repository"]);
    refuses_output(&project, "checkout/.git", &["/.git`", "git repository"]);
}

#[test]
fn a_site_whose_manifest_is_lost_is_refused() {
    let project = Project::alpha();
    project.build(0);
    project.write("public/.phasebook-manifest", "garbage");
    refuses(&project, &["build"], &[], &["/public`", ".phasebook-manifest", "help:"]);
    project.remove("public/.phasebook-manifest");
    refuses(&project, &["build"], &[], &["/public`", "not made by phasebook"]);
}

#[test]
fn an_empty_folder_is_taken() {
    let project = Project::alpha();
    project.folder("site");
    let ran = project.run(&["build", "--output", "site"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(project.exists("site/index.html"));
}
