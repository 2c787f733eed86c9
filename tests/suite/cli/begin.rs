//! `init` and `new`: beginnings that never overwrite.

use serde_json::json;

use super::failures::refuses;
use crate::project::Project;

#[test]
fn a_new_site_builds_at_once_and_shows_its_example() {
    let project = Project::empty();
    let ran = project.run(&["init"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.stdout.lines().count(), 2, "one line a file: {}", ran.stdout);
    for line in ran.stdout.lines() {
        assert!(project.exists(line), "{line} is named and written");
    }
    let ran = project.build(0);
    assert!(ran.stdout.starts_with("1 plan, "), "{}", ran.stdout);
    let index = project.read("public/index.html");
    assert!(index.contains("Saved searches"), "the example stands on the index");
    assert!(project.exists("public/plans/first-rollout/phase-0-staff.html"));
}

#[test]
fn a_new_site_s_example_leaves_nothing_open_that_the_program_could_not_read() {
    let project = Project::empty();
    assert_eq!(project.run(&["init"]).status, 0);
    let plan = &project.run(&["export"]).json()["plans"][0];
    assert_eq!(plan["status"]["kind"], "in-progress");
    assert_eq!(plan["current_phase_state"], "live");
    assert_eq!(plan["date"], "2026-11-22");
    for part in ["phases", "transition_criteria", "risks", "checklists"] {
        assert!(!plan[part].as_array().expect("a list").is_empty(), "{part}");
    }
    for part in ["triggers", "steps", "owners"] {
        assert!(!plan["rollback"][part].as_array().expect("a list").is_empty(), "{part}");
    }
    for phase in plan["phases"].as_array().expect("phases") {
        assert!(phase["start"].is_string(), "{}", phase["label"]);
    }
}

#[test]
fn a_new_site_may_begin_in_another_folder() {
    let project = Project::empty();
    assert_eq!(project.run(&["init", "there"]).status, 0);
    assert_eq!(project.run(&["-C", "there", "build"]).status, 0);
    assert!(project.exists("there/public/index.html"));
}

#[test]
fn init_overwrites_nothing() {
    let settings = Project::empty().file("phasebook.toml", "[site]\n");
    refuses(&settings, &["init"], &[], &["phasebook.toml`", "is there already", "help:"]);
    let plan = Project::empty().file("content/first-rollout.md", "mine");
    refuses(&plan, &["init"], &[], &["first-rollout.md`", "is there already"]);
    let both = Project::empty();
    assert_eq!(both.run(&["init"]).status, 0);
    refuses(&both, &["init"], &[], &["is there already"]);
}

#[test]
fn a_new_plan_has_its_name_date_and_author() {
    let project = Project::alpha();
    let ran =
        project.run(&["new", "Instant refunds", "--program", "payments", "--author", "D. Ruiz"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.ends_with("content/payments/instant-refunds.md\n"), "{}", ran.stdout);
    let text = project.read("content/payments/instant-refunds.md");
    let head: Vec<&str> = text.lines().filter(|l| l.starts_with(['#', '*'])).take(4).collect();
    assert_eq!(
        head,
        [
            "# Rollout Plan: Instant refunds",
            "**Date:** 2026-11-22",
            "**Author:** D. Ruiz",
            "**Status:** Draft",
        ]
    );
    let plans = project.run(&["export", "content/payments"]).json();
    let plan = &plans["plans"][0];
    assert_eq!(plan["title"], "Instant refunds");
    assert_eq!(plan["date"], "2026-11-22");
    assert_eq!(plan["author"], "D. Ruiz");
    assert_eq!(plan["status"]["kind"], "draft");
    assert_eq!(plan["phases"], serde_json::json!([]));
}

#[test]
fn a_new_plan_is_the_template_but_for_what_is_known() {
    let project = Project::empty();
    project.folder("content");
    assert_eq!(project.run(&["new", "Beta", "--author", "A"]).status, 0);
    let text = project.read("content/beta.md");
    let template = include_str!("../../../content/template.md");
    let changed: Vec<(&str, &str)> =
        template.lines().zip(text.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(text.lines().count(), template.lines().count());
    assert_eq!(changed.len(), 4, "title, date, author and status: {changed:?}");
}

#[test]
fn a_new_plan_takes_the_settings_author_and_the_given_date() {
    let project = Project::alpha().file("phasebook.toml", "[site]\nauthor = \"The team\"\n");
    assert_eq!(project.run(&["new", "Beta", "--today", "2027-01-31"]).status, 0);
    let text = project.read("content/beta.md");
    assert!(text.contains("\n**Date:** 2027-01-31\n**Author:** The team\n"), "{text}");
}

#[test]
fn a_name_with_marks_is_the_title_as_typed() {
    let project = Project::alpha();
    let name = "50% *faster* <b>|_x_ [a](b) & `c` #1";
    assert_eq!(project.run(&["new", name]).status, 0);
    let plans = project.run(&["export"]).json();
    let titles: Vec<&str> = plans["plans"]
        .as_array()
        .expect("plans")
        .iter()
        .filter_map(|plan| plan["title"].as_str())
        .collect();
    assert!(titles.contains(&name), "{titles:?}");
}

#[test]
fn a_new_plan_never_overwrites() {
    let project = Project::alpha();
    let words = ["content/alpha.md`", "file exists", "help:"];
    refuses(&project, &["new", "Alpha"], &[], &words);
    refuses(&project, &["new", "ALPHA!"], &[], &words);
}

#[test]
fn a_new_plan_stays_in_the_content_folder() {
    let project = Project::alpha();
    refuses(&project, &["new", "Beta", "--program", "../.."], &[], &["`..`", "help:"]);
    refuses(&project, &["new", "Beta", "--program", "_drafts"], &[], &["`_drafts`", "help:"]);
    refuses(&project, &["new", "  "], &[], &["name of a plan", "help:"]);
    assert_eq!(project.run(&["new", "../../etc/passwd"]).status, 0);
    let inside: Vec<String> = project.files(".").into_keys().collect();
    assert_eq!(inside, ["content/alpha.md", "content/etc-passwd.md"]);
}

#[test]
fn existing_documents_are_looked_over_and_nothing_is_written() {
    let project = Project::empty()
        .file(
            "wiki/refunds.md",
            "# Refunds rollout\n\n**Status:** Rolling along\n\n## Phases\n\n| Phase | Users |\n|---|---|\n| Pilot | 10 |\n\n\
             ## Risks\n\n| Risk | Likelihood | Impact |\n|---|---|---|\n| It fails | Low | High |\n| It stalls | 3 | 4 |\n\n\
             ## Rollback\n\n1. Turn it off\n",
        )
        .file("wiki/notes.md", "# Notes\n\nWe met.\n");
    let before = project.listing();
    let ran = project.run(&["init", "--from", "wiki"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for part in [
        "refunds.md  plan     unknown",
        "line 3: ",
        "[unknown-status]",
        "[unplaced-risk]",
        "notes.md    page",
        "2 documents: 1 plan, 0 templates, 1 page, 0 unreadable",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    let told = project.run(&["init", "--from", "wiki", "--format", "json"]).json();
    let plan = &told["documents"][0];
    assert_eq!((&plan["path"], &plan["read_as"]), (&json!("refunds.md"), &json!("plan")));
    assert_eq!(
        (&plan["understood"]["risks"], &plan["understood"]["rated"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(plan["not_understood"][0]["code"], "unknown-status");
    assert!(plan["missing"].as_array().is_some_and(|missing| !missing.is_empty()));
    assert_eq!(told["documents"][1]["understood"], json!(null));
    assert_eq!(project.listing(), before, "nothing is written");
    let ran = project.run(&["init", "--from", "nowhere"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("`nowhere` is not a folder"), "{}", ran.stderr);
}
