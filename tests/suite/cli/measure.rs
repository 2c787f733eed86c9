//! `measure set`: what was measured, written for pipelines.

use crate::project::{ALPHA, Project, Ran};

const FILE: &str = "values.json";

fn set(project: &Project, arguments: &[&str]) -> Ran {
    project.run_with(
        &[&["measure", "set"], arguments].concat(),
        &[("SOURCE_DATE_EPOCH", "1795348800")],
    )
}

/// Sets a value that can be set.
#[track_caller]
fn sets(project: &Project, arguments: &[&str]) -> Ran {
    let ran = set(project, arguments);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "values.json\n"), "{}", ran.stderr);
    ran
}

/// Refuses, and writes nothing.
#[track_caller]
fn refuses(project: &Project, arguments: &[&str], words: &str) {
    let before = project.listing();
    let ran = set(project, arguments);
    assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.stdout);
    assert!(ran.stderr.contains(words), "{arguments:?}: {}", ran.stderr);
    assert_eq!(project.listing(), before, "{arguments:?}");
}

#[test]
fn a_new_file_holds_the_value_and_when_it_was_measured() {
    let project = Project::alpha();
    let ran = sets(
        &project,
        &["alpha", "error rate", "0.8 %", "--source", "Grafana export", "--file", FILE],
    );
    assert_eq!(ran.stderr, "");
    assert_eq!(
        project.read(FILE),
        "{\n  \"schema\": 1,\n  \"measures\": [\n    {\n      \"metric\": \"error rate\",\n      \"value\": 0.8,\n      \
         \"unit\": \"%\",\n      \"as_of\": \"2026-11-22T12:00:00Z\",\n      \"source\": \"Grafana export\"\n    }\n  ]\n}\n"
    );
}

#[test]
fn an_entry_is_updated_and_the_others_stay() {
    let project = Project::alpha();
    sets(
        &project,
        &[
            "alpha",
            "error rate",
            "0.8 %",
            "--source",
            "Grafana",
            "--target",
            "< 1 %",
            "--file",
            FILE,
        ],
    );
    sets(
        &project,
        &["content/alpha.md", "NPS", "42", "--at", "2026-11-20", "--phase", "1", "--file", FILE],
    );
    let first = project.read(FILE);
    sets(
        &project,
        &["alpha", "Error-Rate", "-3 ms", "--at", "2026-11-21T08:00:00+01:00", "--file", FILE],
    );
    let all: serde_json::Value = serde_json::from_str(&project.read(FILE)).expect("JSON");
    assert_eq!(
        all["measures"],
        serde_json::json!([
            {"metric": "error rate", "value": -3, "unit": "ms", "as_of": "2026-11-21T08:00:00+01:00", "source": "Grafana", "target": "< 1 %"},
            {"metric": "NPS", "value": 42, "as_of": "2026-11-20", "phase": 1}
        ])
    );
    // Another phase is another entry; the same once more is the same file.
    sets(
        &project,
        &["alpha", "NPS", "40", "--at", "2026-11-20", "--phase", "Phase 0", "--file", FILE],
    );
    sets(&project, &["alpha", "NPS", "42", "--at", "2026-11-20", "--phase", "1", "--file", FILE]);
    let again = project.read(FILE);
    sets(&project, &["alpha", "NPS", "42", "--at", "2026-11-20", "--phase", "1", "--file", FILE]);
    assert_eq!(project.read(FILE), again);
    assert_eq!(again.matches("\"metric\"").count(), 3);
    assert_ne!(first, again);
}

#[test]
fn what_can_t_be_meant_is_refused_and_nothing_is_written() {
    let project = Project::alpha();
    let value = |value| ["alpha", "error rate", value, "--file", FILE];
    for doubt in ["about 0.8 %", "0.8-1.2 %", "see dashboard", "", "NaN"] {
        refuses(&project, &value(doubt), "is not one measured value");
    }
    refuses(&project, &["alhpa", "x", "1", "--file", FILE], "did you mean `alpha`?");
    refuses(&project, &["alpha", "x", "1", "--at", "yesterday", "--file", FILE], "is not a moment");
    refuses(&project, &["alpha", "x", "1", "--phase", "9", "--file", FILE], "has no phase `9`");
    refuses(&project, &["alpha", "x", "1", "--target", "1 %", "--file", FILE], "is not a target");
    refuses(&project, &["alpha", " ", "1", "--file", FILE], "`metric` is not one line");
    refuses(&project, &["alpha", "x", "1"], "--file");
    project.write(FILE, "{\"schema\": 1, \"measures\": [{\"metric\": \"y\", \"vale\": 1}]}");
    refuses(
        &project,
        &["alpha", "x", "1", "--file", FILE],
        "values.json:1:52: `vale` is not a member",
    );
}

#[test]
fn the_content_folder_is_written_only_where_that_is_meant() {
    let project = Project::alpha();
    let file = "content/alpha.measures.json";
    let arguments = ["alpha", "error rate", "0.8 %", "--file", file];
    refuses(&project, &arguments, "`content/alpha.measures.json` is in the content folder");
    let other =
        ["alpha", "error rate", "0.8 %", "--into-content", "--file", "content/beta.measures.json"];
    refuses(&project, &other, "does not stand beside the plan");
    let ran = set(&project, &[&arguments[..], &["--into-content"]].concat());
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (0, "content/alpha.measures.json\n"),
        "{}",
        ran.stderr
    );
    let plan = project.run(&["export"]).json()["plans"][0].clone();
    assert_eq!(plan["measures"][0]["actual"]["value"], 0.8);
}

#[test]
fn a_metric_that_the_plan_does_not_name_is_warned_of() {
    assert!(ALPHA.contains("rror rate"), "the plan names it");
    let project = Project::alpha();
    let ran = sets(&project, &["alpha", "eror rate", "0.8 %", "--file", FILE]);
    assert!(
        ran.stderr
            .contains("warning: no criterion, trigger or table of the plan names `eror rate`"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("help: the plan names `"), "{}", ran.stderr);
    let bare = Project::empty()
        .file("content/alpha.md", "# Rollout Plan: A\n\n## Rollback Plan\n\n1. Stop\n");
    let ran = sets(&bare, &["alpha", "x", "1", "--file", FILE]);
    assert!(ran.stderr.contains("the plan names no metric"), "{}", ran.stderr);
}
