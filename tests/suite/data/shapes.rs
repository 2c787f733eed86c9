//! The forms that plans take, and the facts that they come to.

use serde_json::{Value, json};

use crate::project::Project;

/// The data of a plan of this text.
fn plan(text: &str) -> Value {
    let project = Project::empty().file("content/plan.md", text);
    project.run(&["export"]).json()["plans"][0].take()
}

/// One field of every entry of a list.
fn each(plan: &Value, list: &str, key: &str) -> Vec<Value> {
    let entries = plan.pointer(list).and_then(Value::as_array).expect("a list");
    entries.iter().map(|entry| entry[key].clone()).collect()
}

#[test]
fn front_matter_wins_over_bold_lines_over_the_text() {
    let plan = plan(
        "---\ntitle: From the front\nstatus: Approved\nowner: Kim Ono\ntags: [a, b]\n---\n\
         # Rollout Plan: From the heading\n\n**Status:** Draft\n**Author:** Ana Sol\n\n## Phases\n",
    );
    assert_eq!(
        (&plan["title"], &plan["status"]["kind"]),
        (&json!("From the front"), &json!("approved"))
    );
    assert_eq!((&plan["owner"], &plan["author"]), (&json!("Kim Ono"), &json!("Ana Sol")));
    assert_eq!(plan["tags"], json!(["a", "b"]));
    let findings = plan["findings"].as_array().expect("findings");
    let said = findings.iter().any(|f| f["message"].as_str().is_some_and(|m| m.contains("status")));
    assert!(said, "the two places that disagree are a finding: {findings:?}");
}

#[test]
fn phases_are_read_from_headings_too() {
    let plan = plan(
        "# Rollout Plan: H\n\n## Phase 1: Private preview\n\n**Duration:** 2 weeks\n**Users:** ~50 users\n\n\
         - [ ] Errors stay low\n\n## Phase 2: Everybody\n\n**Duration:** Ongoing\n",
    );
    assert_eq!(each(&plan, "/phases", "number"), [json!(1), json!(2)]);
    assert_eq!(each(&plan, "/phases", "name"), [json!("Private preview"), json!("Everybody")]);
    assert_eq!(each(&plan, "/phases", "duration"), [json!("2 weeks"), json!("Ongoing")]);
    assert_eq!(each(&plan, "/transition_criteria", "phase"), [json!(1)]);
}

#[test]
fn dates_are_projected_from_a_start_and_marked_as_such() {
    let plan = plan(
        "# Rollout Plan: D\n\n## Phases\n\n| Phase | Duration | Start | End |\n|---|---|---|---|\n\
         | Phase 0 | 1 week | 2026-11-02 | 2026-11-08 |\n| Phase 1 | 2–3 weeks | | |\n\
         | Phase 2 | Ongoing | | |\n| Phase 3 | 1 week | | |\n",
    );
    assert_eq!(
        each(&plan, "/phases", "start"),
        [json!("2026-11-02"), json!("2026-11-09"), json!("2026-11-30"), Value::Null]
    );
    assert_eq!(
        each(&plan, "/phases", "end"),
        [json!("2026-11-08"), json!("2026-11-29"), Value::Null, Value::Null]
    );
    assert_eq!(
        each(&plan, "/phases", "dates"),
        [json!("stated"), json!("projected"), json!("projected"), Value::Null]
    );
}

#[test]
fn owners_of_rollback_are_expanded_over_phases() {
    let plan = plan(
        "# Rollout Plan: O\n\n## Phases\n\n| Phase | Scope |\n|---|---|\n| Phase 0 | a |\n\
         | Phase 1 | b |\n| Phase 2 | c |\n| Phase 3 | d |\n\n## Rollback Owners\n\n\
         | Phase | Primary Owner | Backup Owner |\n|---|---|---|\n| 0-1 | A | B |\n| 2+ | C | D |\n\
         | 1, 3 | E | — |\n| All | F | G |\n",
    );
    let phases = each(&plan, "/rollback/owners", "phases");
    assert_eq!(phases, [json!([0, 1]), json!([2, 3]), json!([1, 3]), json!([0, 1, 2, 3])]);
    assert_eq!(plan["rollback"]["owners"][2]["backup"], Value::Null);
}

#[test]
fn marks_that_are_no_task_items_are_counted_beside_them() {
    let plan = plan(
        "# Rollout Plan: M\n\n## Launch Checklist\n\n### Pre-Launch\n\n- [x] Ticked\n- [ ] Open\n- ✅ Glyph\n\
         - ☐ Empty glyph\n- [~] Half\n- [-] Dropped\n",
    );
    let group = &plan["checklists"][0];
    let items: Vec<&Value> =
        group["items"].as_array().expect("items").iter().map(|i| &i["text"]).collect();
    assert_eq!(items, ["Ticked", "Open"]);
    let marks: Vec<(&str, &str)> = group["marks"]
        .as_array()
        .expect("marks")
        .iter()
        .filter_map(|m| Some((m["text"].as_str()?, m["state"].as_str()?)))
        .collect();
    assert_eq!(marks[..2], [("Glyph", "done"), ("Empty glyph", "open")]);
    assert_eq!(marks.len(), 4, "{marks:?}");
}

#[test]
fn every_task_item_of_the_example_stands_once_in_the_data() {
    let project = Project::example();
    let data = project.run(&["export"]).json();
    for plan in data["plans"].as_array().expect("plans") {
        let source = plan["source"].as_str().expect("a source");
        let text = project.read(&format!("content/{source}"));
        let boxes =
            |mark: &str| text.lines().filter(|line| line.trim_start().starts_with(mark)).count();
        let mut items = plan["transition_criteria"].as_array().expect("criteria").clone();
        for group in plan["checklists"].as_array().expect("groups") {
            items.extend(group["items"].as_array().expect("items").iter().cloned());
        }
        assert_eq!(items.len(), boxes("- [ ] ") + boxes("- [x] "), "{source}");
        let done = items.iter().filter(|item| item["done"] == true).count();
        assert_eq!(done, boxes("- [x] "), "{source}");
        let mut lines: Vec<u64> = items.iter().filter_map(|item| item["line"].as_u64()).collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), items.len(), "{source}: each has a line of its own");
    }
}

#[test]
fn numbers_of_phases_are_as_stated_and_positions_count() {
    let plan = plan(
        "# Rollout Plan: N\n\n## Phases\n\n| Phase | Scope |\n|---|---|\n| Phase 4.1 — a | x |\n\
         | Phase II: b | x |\n| Phase 5-6 c | x |\n| Everybody | x |\n",
    );
    assert_eq!(each(&plan, "/phases", "number"), [json!(4.1), json!(2), json!(5), Value::Null]);
    assert_eq!(each(&plan, "/phases", "position"), [1, 2, 3, 4].map(|n| json!(n)));
    assert_eq!(each(&plan, "/phases", "name")[3], "Everybody");
}
