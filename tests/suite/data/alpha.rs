//! A filled plan: every fact is there as stated or derived, and none besides.

use serde_json::{Value, json};

use crate::project::{ALPHA, Project};

/// What `alpha.md` states and what follows from it, derived by hand from the contract.
const EXPECTED: &str = include_str!("../../fixtures/alpha.json");

fn expected() -> Value {
    serde_json::from_str(EXPECTED).expect("JSON")
}

/// The exported plan, its findings apart.
fn exported(text: &str) -> (Value, Vec<Value>) {
    let project = Project::empty().file("content/alpha.md", text);
    let mut data = project.run(&["export"]).json();
    let mut plan = data["plans"][0].take();
    let findings = plan.as_object_mut().expect("a plan").remove("findings").expect("findings");
    (plan, findings.as_array().expect("a list").clone())
}

/// Every place where two values differ, by path.
fn differences(path: &str, got: &Value, wanted: &Value, found: &mut Vec<String>) {
    match (got, wanted) {
        (Value::Object(got), Value::Object(wanted)) => {
            for key in got.keys().chain(wanted.keys().filter(|key| !got.contains_key(*key))) {
                let of = |map: &serde_json::Map<String, Value>| map.get(key).cloned();
                match (of(got), of(wanted)) {
                    (Some(got), Some(wanted)) => {
                        differences(&format!("{path}.{key}"), &got, &wanted, found);
                    }
                    (got, wanted) => found.push(format!("{path}.{key}: {got:?}, not {wanted:?}")),
                }
            }
        }
        (Value::Array(got), Value::Array(wanted)) if got.len() == wanted.len() => {
            for (index, (got, wanted)) in got.iter().zip(wanted).enumerate() {
                differences(&format!("{path}[{index}]"), got, wanted, found);
            }
        }
        (got, wanted) if got == wanted => {}
        (got, wanted) => found.push(format!("{path}: {got}, not {wanted}")),
    }
}

#[test]
fn a_filled_plan_is_exported_field_by_field() {
    let mut found = Vec::new();
    differences("", &exported(ALPHA).0, &expected(), &mut found);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_export_names_its_version_and_its_maker() {
    let data = Project::alpha().run(&["export"]).json();
    assert_eq!(data["schema"], 1);
    assert_eq!(data["generator"], concat!("phasebook ", env!("CARGO_PKG_VERSION")));
    assert_eq!(data["plans"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_published_data_are_the_exported_ones() {
    let project = Project::alpha().file("content/beta.md", ALPHA);
    project.build(0);
    assert_eq!(project.read("public/api/v1/plans.json"), project.run(&["export"]).stdout);
    for table in ["plans", "risks"] {
        let arguments = ["export", "--format", "csv", "--table", table];
        let published = project.read(&format!("public/api/v1/{table}.csv"));
        assert_eq!(published, project.run(&arguments).stdout, "{table}");
    }
}

#[test]
fn the_same_words_with_other_marks_are_the_same_facts() {
    let marked = ALPHA
        .replace("| Internal", "|Internal")
        .replace("Phase 0 — Internal dogfood", "**Phase 0 – Internal dogfood**")
        .replace("| Medium | Critical |", "| 🟠 medium | **CRITICAL** |")
        .replace("**Author:** Dana Ruiz", "**author**: [Dana Ruiz](https://example.org)")
        .replace("## Risk Register", "### 3.2 ⚠️ Risk register:")
        .replace('\n', "\r\n");
    let (plan, _) = exported(&marked);
    let wanted = expected();
    for pointer in [
        "/author",
        "/status/kind",
        "/phases/0/name",
        "/phases/0/number",
        "/phases/0/success_criteria",
        "/risks/0/likelihood",
        "/risks/0/impact",
        "/risks/0/band",
        "/risks/0/bindings",
        "/rollback/steps",
        "/checklists",
        "/transition_criteria",
    ] {
        assert_eq!(plan.pointer(pointer), wanted.pointer(pointer), "{pointer}");
    }
}

#[test]
fn every_finding_has_a_code_a_level_a_message_and_a_place() {
    let flawed = ALPHA
        .replace("https://example.org/note", "gone.md")
        .replace("| 2026-11-09 |", "| 03/05/2026 |");
    let (plan, findings) = exported(&flawed);
    assert_eq!(plan["decisions"][0]["date"], Value::Null, "an ambiguous date is no date");
    for code in ["broken-link", "ambiguous-date"] {
        assert!(findings.iter().any(|finding| finding["code"] == code), "{code}");
    }
    let lines = flawed.lines().count() as u64;
    for finding in &findings {
        let level = finding["level"].as_str().expect("a level");
        assert!(["error", "warning", "info"].contains(&level), "{finding}");
        assert!(!finding["message"].as_str().expect("a message").is_empty(), "{finding}");
        let line = finding["line"].as_u64().expect("a line");
        assert!((1..=lines).contains(&line), "{finding}");
        assert!(finding["column"].as_u64() >= Some(1), "{finding}");
    }
    let places: Vec<(u64, u64)> = findings
        .iter()
        .map(|f| (f["line"].as_u64().unwrap_or(0), f["column"].as_u64().unwrap_or(0)))
        .collect();
    assert!(places.is_sorted(), "findings stand by place: {places:?}");
}

#[test]
fn an_unknown_status_is_shown_as_written_and_becomes_no_other() {
    let (plan, findings) =
        exported(&ALPHA.replace("In Progress (since 9 November)", "Almost complete"));
    assert_eq!(plan["status"]["kind"], "unknown");
    assert_eq!(plan["status"]["text"], "Almost complete");
    assert!(findings.iter().any(|finding| finding["code"] == "unknown-status"));
}

#[test]
fn a_level_that_no_scale_knows_is_unknown_with_the_author_s_word() {
    let (plan, _) = exported(&ALPHA.replace("| Medium | Critical |", "| 4/5 | P1 |"));
    let risk = &plan["risks"][0];
    for (axis, word) in [("likelihood", "4/5"), ("impact", "P1")] {
        assert_eq!(risk[axis], "unknown");
        assert_eq!(risk[format!("{axis}_text")], word);
    }
    assert_eq!(risk["band"], Value::Null);
}

#[test]
fn what_a_plan_does_not_state_is_null_or_empty() {
    let project =
        Project::empty().file("content/bare.md", "# Bare\n\n## Rollout Phases\n\nNone yet.\n");
    let plan = &project.run(&["export"]).json()["plans"][0];
    for key in ["date", "updated", "author", "owner", "flag", "status", "current_phase"] {
        assert_eq!(plan[key], Value::Null, "{key}");
    }
    for key in ["phases", "transition_criteria", "decisions", "risks", "checklists", "tags"] {
        assert_eq!(plan[key], json!([]), "{key}");
    }
    for key in ["triggers", "steps", "owners"] {
        assert_eq!(plan["rollback"][key], json!([]), "{key}");
    }
    assert_eq!(plan["title"], "Bare");
}
