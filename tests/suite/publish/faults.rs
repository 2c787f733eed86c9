//! Faults of the file system: what can't be read is never taken for gone, and never for the user's.

use std::os::unix::fs::symlink;

use super::beside;
use crate::project::{ALPHA, Project, Ran};

/// Runs the program as a user to whom closed files are closed.
fn run(project: &Project, arguments: &[&str]) -> Ran {
    Ran::of(&project.command_of_somebody(arguments).output().expect("a run"))
}

fn built(project: &Project) {
    let ran = run(project, &["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

/// Two plans, one of them in a folder.
fn two_plans() -> Project {
    Project::alpha().file("content/pay/beta.md", &ALPHA.replace("Alpha", "Beta"))
}

/// A build ends with exit status 2 and these words, and changes nothing.
#[track_caller]
fn fails(project: &Project, words: &[&str]) {
    let before = project.files("public");
    let ran = run(project, &["build"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    for word in words.iter().chain(&["help:"]) {
        assert!(ran.stderr.contains(word), "does not say `{word}`: {}", ran.stderr);
    }
    assert_eq!(project.files("public"), before);
}

#[test]
fn a_folder_that_cannot_be_listed_ends_every_command_that_reads_plans() {
    let project = two_plans();
    built(&project);
    // Neither listed nor entered; entered only; listed only, so that no file of it can be opened.
    for (folder, mode) in [("content/pay", 0o000), ("content/pay", 0o111), ("content", 0o000)] {
        project.set_mode(folder, mode);
        for command in ["build", "check", "list", "export"] {
            let ran = run(&project, &[command]);
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{command}: {}", ran.stderr);
            for word in [folder, "permission denied", "help:"] {
                assert!(ran.stderr.contains(word), "{command}: {}", ran.stderr);
            }
        }
        project.set_mode(folder, 0o755);
        assert!(project.exists("public/plans/pay/beta/index.html"), "nothing was published");
    }
    built(&project);
    assert_eq!(beside(&project), Vec::<String>::new());
}

#[test]
fn a_plan_that_may_not_be_read_keeps_its_address_and_the_others_are_built() {
    let project = two_plans();
    built(&project);
    project.set_mode("content/pay/beta.md", 0o000);
    let ran = run(&project, &["build"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    for words in ["error[unreadable-file]", "content/pay/beta.md", "ermission denied"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    assert!(project.read("public/plans/pay/beta/index.html").contains("ermission denied"));
    assert!(project.read("public/plans/alpha/index.html").contains("Alpha search"));
    assert!(project.read("public/index.html").contains("plans/pay/beta/"), "the index leads there");
}

#[test]
fn a_closed_folder_that_is_left_out_stops_nothing() {
    let project = two_plans().file("content/.gitignore", "ignored/\n");
    for folder in ["_drafts", ".cache", "ignored"] {
        project.write(&format!("content/{folder}/x.md"), ALPHA);
    }
    built(&project);
    for folder in ["_drafts", ".cache", "ignored"] {
        project.set_mode(&format!("content/{folder}"), 0o000);
    }
    let before = project.files("public");
    built(&project);
    assert_eq!(project.files("public"), before);
    for folder in ["_drafts", ".cache", "ignored"] {
        project.set_mode(&format!("content/{folder}"), 0o755);
    }
}

#[test]
fn a_content_folder_that_was_full_and_is_empty_is_asked_about() {
    let project = Project::alpha();
    built(&project);
    project.remove("content/alpha.md");
    fails(&project, &["holds no document", "`./content`", "`./public`", "--allow-empty"]);
    let ran = run(&project, &["build", "--allow-empty"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(!project.exists("public/plans"));
    built(&project);
}

#[test]
fn an_outdated_page_that_cannot_be_read_is_not_the_user_s() {
    let project = two_plans();
    built(&project);
    project.remove("content/pay/beta.md");
    let page = "public/plans/pay/beta/risks.html";
    project.set_mode(page, 0o000);
    let read_as = |mode| {
        project.set_mode(page, mode);
        project.files("public").len()
    };
    let before = read_as(0o644);
    project.set_mode(page, 0o000);
    for _ in 0..2 {
        let ran = run(&project, &["build"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        for word in ["outdated page", "plans/pay/beta/risks.html`", "permission denied", "help:"] {
            assert!(ran.stderr.contains(word), "{}", ran.stderr);
        }
        assert!(!ran.stderr.contains("by hand"), "{}", ran.stderr);
    }
    assert_eq!(read_as(0o644), before, "nothing was published");
    let ran = run(&project, &["build"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "it is still known");
    assert!(!project.exists("public/plans/pay"));
}

#[test]
fn a_published_folder_that_cannot_be_read_ends_the_build() {
    let project = two_plans();
    built(&project);
    project.remove("content/pay/beta.md");
    project.set_mode("public/plans/pay", 0o000);
    let ran = run(&project, &["build"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("public/plans/pay`: permission denied"), "{}", ran.stderr);
    project.set_mode("public/plans/pay", 0o755);
    built(&project);
    assert!(!project.exists("public/plans/pay"));
}

#[test]
fn a_folder_of_the_site_that_was_closed_for_writing_leaves_nothing_behind() {
    let project = two_plans();
    built(&project);
    project.remove("content/pay/beta.md");
    for folder in ["public/plans/pay/beta", "public/plans"] {
        project.set_mode(folder, 0o555);
    }
    built(&project);
    assert!(!project.exists("public/plans/pay"));
    assert_eq!(beside(&project), Vec::<String>::new());
}

#[test]
fn what_the_user_put_in_an_outdated_page_s_place_is_kept() {
    let project = two_plans().file("elsewhere.html", "mine");
    built(&project);
    project.remove("content/pay/beta.md");
    let of_beta = |name: &str| format!("public/plans/pay/beta/{name}");
    for name in ["risks.html", "phases.html", "source.html"] {
        project.remove(&of_beta(name));
    }
    project.pipe(&of_beta("risks.html"));
    project.write(&of_beta("phases.html/mine.txt"), "mine");
    symlink("../../../../elsewhere.html", project.path(&of_beta("source.html"))).expect("a link");
    let ran = run(&project, &["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for name in ["risks.html", "source.html"] {
        assert!(ran.stderr.contains(&format!("`plans/pay/beta/{name}`")), "{}", ran.stderr);
        assert!(project.exists(&of_beta(name)));
    }
    assert_eq!(project.read(&of_beta("phases.html/mine.txt")), "mine");
    assert!(!project.exists(&of_beta("index.html")), "our own page is gone");
    assert_eq!(project.read("elsewhere.html"), "mine");
}

#[test]
fn an_output_that_cannot_be_written_changes_nothing() {
    let project = Project::alpha().file("www/keep.txt", "");
    let output = ["build", "--output", "www/site"];
    assert_eq!(run(&project, &output).status, 0);
    let before = project.files("www");
    project.write("content/alpha.md", ALPHA.replace("Alpha", "Omega"));
    project.set_mode("www", 0o555);
    let ran = run(&project, &output);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("permission denied") && ran.stderr.contains("/www/"),
        "{}",
        ran.stderr
    );
    assert_eq!(project.files("www"), before);
    project.set_mode("www", 0o755);
    assert_eq!(run(&project, &output).status, 0);
}
