//! The baseline: findings that a site accepts for now.

use super::{codes, flawed};
use crate::cli::failures::refuses;
use crate::project::{ALPHA, Project};

const FILE: &str = "phasebook-baseline.json";

fn short(project: &Project) -> crate::project::Ran {
    project.run(&["check", "--format", "short", "--fail-on", "info"])
}

fn accepted() -> Project {
    let project = flawed();
    let ran = project.run(&["check", "--write-baseline"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.stdout, "phasebook-baseline.json: 3 findings accepted\n");
    project
}

#[test]
fn what_is_accepted_is_counted_and_not_told() {
    let project = accepted();
    let ran = short(&project);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "1 plan checked: no findings; 3 accepted by the baseline\n");
    let built = project.run(&["build", "--strict"]);
    assert_eq!((built.status, built.stderr.as_str()), (0, ""));
    assert!(built.stdout.contains("no findings (3 accepted)"), "{}", built.stdout);
    let plans = project.run(&["export"]).json();
    assert_eq!(plans["plans"][0]["findings"], serde_json::json!([]));
}

#[test]
fn lines_may_move_and_one_more_of_the_same_is_told() {
    let project = accepted();
    let text = project.read("content/alpha.md");
    project
        .write("content/alpha.md", text.replace("## Risk Register", "Words.\n\n## Risk Register"));
    assert_eq!(short(&project).stdout, "");
    let link = text.lines().find(|line| line.contains("gone.md")).expect("the link");
    project.write("content/alpha.md", format!("{text}\n{link}\n"));
    let ran = short(&project);
    assert_eq!((ran.status, codes(&ran.stdout)), (1, vec!["broken-link"]));
    project.write("content/alpha.md", text.replace("Rolling along", "Rolling on"));
    assert_eq!(codes(&short(&project).stdout), ["unknown-status"]);
}

#[test]
fn what_is_mended_leaves_the_baseline_too_large_which_is_noted_once() {
    let project = accepted();
    project.write("content/alpha.md", ALPHA);
    let ran = short(&project);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(
        ran.stderr,
        "1 plan checked: no findings\nnote: 3 findings of the baseline are there no more: renew it \
         with `phasebook check --write-baseline`\n"
    );
    project.run(&["check", "--write-baseline"]);
    assert_eq!(short(&project).stderr, "1 plan checked: no findings\n");
}

#[test]
fn the_same_findings_are_the_same_bytes() {
    let project = accepted();
    let first = project.read(FILE);
    assert_eq!(project.run(&["check", "--write-baseline"]).status, 0);
    assert_eq!(project.read(FILE), first);
    let json: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    let rules: Vec<&str> = json["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    assert_eq!(rules, ["broken-link", "duplicate-risk-id", "unknown-status"]);
    assert!(project.files(".").keys().all(|name| !name.contains("phasebook-new")));
}

#[test]
fn a_baseline_that_is_none_is_refused_with_its_place_and_a_way_out() {
    let project = flawed().file(FILE, "{\n  \"schema\": one\n}\n");
    let words = ["phasebook-baseline.json:2:13`", "expected value", "check --write-baseline"];
    for command in ["check", "build", "export", "list"] {
        refuses(&project, &[command], &[], &words);
    }
    assert_eq!(project.run(&["check", "--write-baseline"]).status, 0, "the way out");
    assert_eq!(short(&project).status, 0);
    let project = flawed().file(FILE, "{\"schema\": 9, \"findings\": []}");
    refuses(&project, &["check"], &[], &["its schema is 9, not 1"]);
}

#[test]
fn the_baseline_speaks_of_the_content_folder_alone() {
    let project = accepted();
    let text = project.read("content/alpha.md");
    project.write("elsewhere/alpha.md", text);
    let ran = project.run(&["check", "elsewhere", "--format", "short"]);
    assert_eq!(codes(&ran.stdout).len(), 3);
    assert!(!ran.stderr.contains("baseline"), "{}", ran.stderr);
}

#[test]
fn a_file_that_can_t_be_read_may_be_accepted() {
    let project = Project::alpha().file("phasebook.toml", "[limits]\nfile_bytes = 4000\n");
    project.write("content/long.md", "x".repeat(5000));
    assert_eq!(project.run(&["check"]).status, 1);
    assert_eq!(project.run(&["check", "--write-baseline"]).status, 0);
    assert_eq!(project.run(&["check"]).status, 0);
}
