//! Files of measures beside plans, as pipelines write them. Today is 22 November 2026.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::measures::{PLAN, measures, with};
use super::plans;
use crate::project::Project;

fn beside(rows: &str, json: &str) -> Value {
    let text = with(rows);
    plans(&[("content/plan.md", &text), ("content/plan.measures.json", json)]).remove(0)
}

fn entries(entries: &str) -> String {
    format!("{{\"schema\": 1, \"measures\": [{entries}]}}")
}

#[test]
fn the_newer_of_plan_and_file_counts() {
    let file = |as_of: &str| {
        entries(&format!(
            "{{\"metric\": \"error rate\", \"value\": 1.5, \"unit\": \"%\"{as_of}, \"target\": \"< 9 %\"}}"
        ))
    };
    let from = |row: &str, as_of: &str| {
        let plan = beside(row, &file(as_of));
        assert_eq!(plan["measures"].as_array().map(Vec::len), Some(1));
        assert_eq!(plan["measures"][0]["target"]["text"], "< 1 %", "that of the plan");
        plan["measures"][0]["actual"]["from"].clone()
    };
    let dated = "| Error rate | < 1 % | 0.8 % | 2026-11-20 | |\n";
    let undated = "| Error rate | < 1 % | 0.8 % | | |\n";
    assert_eq!(from(dated, ", \"as_of\": \"2026-11-21\""), "file");
    assert_eq!(from(dated, ", \"as_of\": \"2026-11-20T08:00:00Z\""), "file", "later on that day");
    assert_eq!(from(dated, ", \"as_of\": \"2026-11-20\""), "plan", "not newer");
    assert_eq!(from(dated, ", \"as_of\": \"2026-11-18\""), "plan");
    assert_eq!(from(dated, ""), "plan");
    assert_eq!(from(undated, ", \"as_of\": \"2026-11-18\""), "file");
    assert_eq!(from(undated, ""), "file");
    assert_eq!(from("| Error rate | < 1 % | — | | |\n", ""), "file");
    let alone = beside("", &entries("{\"metric\": \"NPS\", \"value\": 30, \"phase\": 1}"));
    assert_eq!(alone["measures"][0]["line"], Value::Null);
    assert_eq!(alone["measures"][0]["target"]["op"], ">=", "that of the criterion");
    assert_eq!(alone["phases"][0]["gate"]["verdict"], "blocked");
}

#[test]
fn a_broken_file_is_told_with_its_place_and_costs_no_more() {
    let project =
        Project::empty().file("content/plan.md", &with("| NPS | ≥ 40 | 44 | 2026-11-20 | |\n"));
    for (json, told) in [
        (
            "{\"schema\": 1, \"measures\": [",
            "plan.measures.json:1:27: warning[measure-not-read]: the file is not JSON",
        ),
        (
            "{\"schema\": 3, \"measures\": []}",
            "plan.measures.json:1:12: warning[measure-not-read]: schema 3 is not known",
        ),
        (
            &entries("{\"metric\": \"NPS\", \"value\": \"44\"}"),
            "plan.measures.json:1:55: warning[measure-not-read]: `value` is not a number",
        ),
        (
            &entries("{\"metric\": \"NPS\", \"value\": 4, \"phase\": 9}"),
            "plan.measures.json:1:67: warning[measure-not-read]: `9` is not a phase",
        ),
        (
            &entries("{\"metric\": \"NPS\", \"as_of\": \"soon\"}"),
            "plan.measures.json:1:55: warning[measure-not-read]: `soon` is not a moment",
        ),
        ("", "plan.measures.json:1:1: warning[measure-not-read]: the file is not JSON"),
    ] {
        project.write("content/plan.measures.json", json);
        let ran = project.run(&["check", "--format", "short"]);
        assert!(ran.stdout.contains(&format!("content/{told}")), "{told}\n{}", ran.stdout);
        let plan = project.run(&["export"]).json()["plans"][0].clone();
        assert_eq!(measures(&plan), [json!(["NPS", 44, null, "met"])], "{json}");
    }
    project.build(1);
    let page = project.page("findings.html");
    assert!(page.contains("plan.measures.json"), "{page}");
    project.write("content/plan.measures.json", [0xFF, 0xFE, 0x00, 0x01]);
    let ran = project.run(&["check", "--format", "short"]);
    assert!(ran.stdout.contains("plan.measures.json"), "{}", ran.stdout);
}

#[test]
fn a_file_beside_no_plan_is_told() {
    let told = |project: &Project| {
        let ran = project.run(&["check", "--format", "short"]);
        ran.stdout
            .lines()
            .filter(|line| line.contains("measures.json"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let lone =
        Project::empty().file("content/a.md", PLAN).file("content/b.measures.json", &entries(""));
    assert_eq!(
        told(&lone),
        ["content/b.measures.json:1:1: warning[measure-not-read]: no plan stands beside it"]
    );
    let page = Project::empty()
        .file("content/a.md", "# Notes\n\nText\n")
        .file("content/a.measures.json", &entries(""));
    assert_eq!(
        told(&page),
        [
            "content/a.measures.json:1:1: warning[measure-not-read]: the page beside it is not a plan"
        ]
    );
    let ignored = lone.file("content/.gitignore", "*.measures.json\n");
    assert_eq!(told(&ignored), Vec::<String>::new());
}

#[test]
fn a_single_file_is_read_with_the_one_beside_it() {
    let project = Project::empty()
        .file("elsewhere/plan.md", PLAN)
        .file("elsewhere/plan.measures.json", &entries("{\"metric\": \"NPS\", \"value\": 44}"))
        .file("content/a.md", PLAN);
    let data = project.run(&["export", "elsewhere/plan.md"]).json();
    assert_eq!(measures(&data["plans"][0]), [json!(["NPS", 44, null, "met"])]);
}

#[test]
fn the_file_is_published_only_where_a_plan_links_it() {
    let json = entries("{\"metric\": \"NPS\", \"value\": 44}");
    let project =
        Project::empty().file("content/a.md", PLAN).file("content/a.measures.json", &json);
    project.build(1);
    assert!(!project.exists("public/files/a.measures.json"));
    project.write("content/a.md", format!("{PLAN}\n## Notes\n\n[Values](a.measures.json)\n"));
    project.build(1);
    assert!(project.exists("public/files/a.measures.json"));
    assert_eq!(project.read("content/a.measures.json"), json, "nothing writes it");
}

/// What was published, but for the manifest.
fn built(project: &Project, output: &str) -> BTreeMap<String, Vec<u8>> {
    let ran = project.run(&["build", "--output", output]);
    assert!(ran.status < 2, "{}", ran.stderr);
    let mut files = project.files(output);
    files.remove(".phasebook-manifest");
    files
}

#[test]
fn a_file_that_comes_changes_and_goes_leaves_the_site_made_from_nothing() {
    let project = Project::example();
    let file = "content/payments/card-vault-migration.measures.json";
    let metric = "Added latency at checkout";
    let json = |value: &str| {
        entries(&format!("{{\"metric\": \"{metric}\", \"value\": {value}, \"unit\": \"ms\"}}"))
    };
    let page = "plans/payments/card-vault-migration/index.html";
    let before = built(&project, "public");
    let steps = [Some(json("12")), Some(json("170")), Some("{".to_owned()), Some(json("12")), None];
    for (at, step) in steps.into_iter().enumerate() {
        match &step {
            Some(text) => project.write(file, text),
            None => project.remove(file),
        }
        let bit_by_bit = built(&project, "public");
        assert!(bit_by_bit == built(&project, &format!("clean/{at}")), "{step:?}");
        let is_met = String::from_utf8_lossy(&bit_by_bit[page]).contains("Rollback trigger met");
        assert_eq!(is_met, step == Some(json("170")), "{step:?}");
        if is_met {
            let other = "plans/platform/orders-db-postgres-17/index.html";
            assert_eq!(before[other], bit_by_bit[other], "the pages of other plans stay");
        }
    }
    assert!(before == built(&project, "public"), "as it was");
}
