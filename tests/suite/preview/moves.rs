//! Links, folders and branches that change, and the files of the site beside its content.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::client::{Preview, Response};
use super::saves::{HANG, PAGE, PLAN, check, check_until, is_gone, plan, shows};
use crate::project::{Project, repository};

/// A site of one plan with these words, and another in a folder.
fn with_folder(words: &str) -> Project {
    Project::alpha().file("content/team/beta.md", &plan(words))
}

fn rename(project: &Project, from: &str, to: &str) {
    fs::rename(project.path(from), project.path(to)).expect("renamed");
}

/// Puts a link in the place of another at once.
fn swap_link(project: &Project, target: &str, link: &str) {
    let aside = format!("{link}.new");
    symlink(target, project.path(&aside)).expect("a link");
    rename(project, &aside, link);
}

#[test]
fn a_link_to_another_file_is_seen() {
    let project = Project::alpha()
        .file("content/one.md", &plan("Words of one"))
        .file("content/two.md", &plan("Words of two"));
    symlink("one.md", project.path("content/now.md")).expect("a link");
    let preview = Preview::start(&project, &[]);
    shows(&preview, "/plans/now/", "Words of one");
    check(&preview, "/plans/now/", "Words of two", || {
        swap_link(&project, "two.md", "content/now.md");
    });
    check(&preview, "/plans/now/", "Words of today", || {
        project.write("content/two.md", plan("Words of today"));
    });
}

#[test]
fn a_content_folder_behind_a_link_is_swapped() {
    let project = Project::empty()
        .file("releases/one/alpha.md", &plan("Release one"))
        .file("releases/two/alpha.md", &plan("Release two"));
    symlink("releases/one", project.path("content")).expect("a link");
    let preview = Preview::start(&project, &[]);
    shows(&preview, PAGE, "Release one");
    check(&preview, PAGE, "Release two", || swap_link(&project, "releases/two", "content"));
    check(&preview, PAGE, "Release two, mended", || {
        project.write("releases/two/alpha.md", plan("Release two, mended"));
    });
}

#[test]
fn a_renamed_folder_takes_its_pages_along() {
    let project = with_folder("In a team");
    let preview = Preview::start(&project, &[]);
    shows(&preview, "/plans/team/beta/", "In a team");
    rename(&project, "content/team", "content/crew");
    shows(&preview, "/plans/crew/beta/", "In a team");
    is_gone(&preview, "/plans/team/beta/");
    check(&preview, "/plans/crew/beta/", "In a crew", || {
        project.write("content/crew/beta.md", plan("In a crew"));
    });
}

#[test]
fn a_folder_made_again_keeps_its_pages() {
    let project = with_folder("First time");
    let preview = Preview::start(&project, &[]);
    shows(&preview, "/plans/team/beta/", "First time");
    for words in ["Second time", "Third time"] {
        check(&preview, "/plans/team/beta/", words, || {
            fs::remove_dir_all(project.path("content/team")).expect("removed");
            project.write("content/team/beta.md", plan(words));
        });
    }
    check(&preview, "/plans/team/beta/", "There and back", || {
        rename(&project, "content/team", "content/.team");
        rename(&project, "content/.team", "content/team");
        project.write("content/team/beta.md", plan("There and back"));
    });
    check(&preview, "/plans/team/beta/", "Still heard", || {
        project.write("content/team/beta.md", plan("Still heard"));
    });
}

#[test]
fn new_and_removed_files_come_and_go() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    project.write("content/new.md", plan("A new plan"));
    shows(&preview, "/plans/new/", "A new plan");
    project.write("content/n/m/deep.md", plan("A deep plan"));
    shows(&preview, "/plans/n/m/deep/", "A deep plan");
    check(&preview, "/plans/n/m/deep/", "A deep plan, changed", || {
        project.write("content/n/m/deep.md", plan("A deep plan, changed"));
    });
    check_until(
        &preview,
        PAGE,
        "the others stay",
        |_| true,
        || {
            project.remove("content/new.md");
            fs::remove_dir_all(project.path("content/n")).expect("removed");
        },
    );
    is_gone(&preview, "/plans/new/");
    is_gone(&preview, "/plans/n/m/deep/");
}

#[test]
fn a_branch_is_checked_out() {
    let project = with_folder("On the branch main");
    let git = |arguments: &[&str]| {
        let own = ["user.name=Somebody", "user.email=somebody@example.org", "commit.gpgsign=false"];
        let status = Command::new("git")
            .args(own.iter().flat_map(|setting| ["-c", setting]))
            .args(arguments)
            .current_dir(project.path("."))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .status();
        assert!(status.expect("git runs").success(), "{arguments:?}");
    };
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["add", "content"]);
    git(&["commit", "--quiet", "--message=one"]);
    git(&["checkout", "--quiet", "-b", "other"]);
    project.write(PLAN, plan("On the branch other"));
    project.write("content/only/there.md", plan("Only there"));
    project.remove("content/team/beta.md");
    git(&["add", "--all", "content"]);
    git(&["commit", "--quiet", "--message=two"]);
    let preview = Preview::start(&project, &[]);
    shows(&preview, "/plans/only/there/", "Only there");
    check(&preview, PAGE, "Alpha search", || git(&["checkout", "--quiet", "main"]));
    shows(&preview, "/plans/team/beta/", "On the branch main");
    is_gone(&preview, "/plans/only/there/");
    check(&preview, PAGE, "On the branch other", || git(&["checkout", "--quiet", "other"]));
    shows(&preview, "/plans/only/there/", "Only there");
    is_gone(&preview, "/plans/team/beta/");
}

#[test]
fn settings_come_go_and_change() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    let save = |title: &str| {
        project.write("phasebook.toml.tmp", format!("[site]\ntitle = \"{title}\"\n"));
        rename(&project, "phasebook.toml.tmp", "phasebook.toml");
    };
    check(&preview, "/", "The first title", || save("The first title"));
    check(&preview, "/", "Another title", || save("Another title"));
    let is_default = |answer: &Response| !answer.text().contains("Another title");
    check_until(&preview, "/", "no settings", is_default, || project.remove("phasebook.toml"));
}

#[test]
fn templates_and_styles_of_the_site_are_read_again() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    shows(&preview, PAGE, "Alpha search");
    let own = |file: &str| fs::read_to_string(repository().join(file)).expect("a file");
    let lede = own("templates/components/lede.html");
    for mark in ["data-mark=one", "data-mark=two"] {
        let marked = lede.replace("<p class=\"lede\"", &format!("<p {mark} class=\"lede\""));
        assert_ne!(lede, marked);
        check(&preview, "/", mark, || project.write("templates/components/lede.html", &marked));
    }
    let style = own("static/css/utilities.css");
    for rule in [".one-mark{color:red}", ".two-mark{color:red}"] {
        project.write("static/css/utilities.css", format!("{style}{rule}\n"));
        preview.wait_until(rule, HANG, || {
            let page = preview.get("/");
            let (_, after) = page.text().split_once("assets/site.").expect("a stylesheet");
            let name = after.split(['"', '>']).next().unwrap_or_default();
            let answer = preview.get(&format!("/assets/site.{name}"));
            assert_eq!(answer.status, 200, "{name}");
            answer.text().contains(rule)
        });
    }
}

#[test]
fn what_the_baseline_accepts_is_read_again() {
    let flawed = plan("Flawed").replace("In Progress (since 9 November)", "Rolling along");
    let project = Project::empty().file(PLAN, &flawed);
    let preview = Preview::start(&project, &[]);
    shows(&preview, "/findings.html", "Rolling along");
    let is_accepted = |answer: &Response| !answer.text().contains("Rolling along");
    check_until(&preview, "/findings.html", "accepted", is_accepted, || {
        assert_eq!(project.run(&["check", "--write-baseline"]).status, 0);
    });
    check(&preview, "/findings.html", "Rolling along", || {
        project.remove("phasebook-baseline.json");
    });
}
