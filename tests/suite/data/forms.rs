//! Forms that a plan may take, one by one.

use serde_json::Value;

use crate::project::Project;

/// The plan of a text, as `export` prints it.
#[track_caller]
fn plan(text: &str) -> Value {
    let ran = Project::empty().file("content/plan.md", text).run(&["export"]);
    let data: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    data["plans"][0].clone()
}

#[track_caller]
fn texts<'p>(plan: &'p Value, path: &str) -> Vec<&'p str> {
    let list = plan.pointer(path).and_then(Value::as_array).expect("a list");
    list.iter().map(|item| item["text"].as_str().expect("words")).collect()
}

#[test]
fn boxes_under_a_phases_criteria_are_conditions_of_its_gate() {
    let plan = plan(
        "# Rollout Plan: X\n\n## Phase 1: Pilot\n\n### Success criteria\n\n- [x] a\n- [ ] b\n\n\
         ### Preparation\n\n- [ ] c\n",
    );
    assert_eq!(texts(&plan, "/transition_criteria"), ["a", "b"]);
    assert_eq!(plan["transition_criteria"][0]["phase"], 1);
    assert_eq!(plan["checklists"][0]["name"], "Preparation");
}

#[test]
fn a_table_and_headings_of_the_same_phases_are_merged_by_number() {
    let plan = plan(
        "# Rollout Plan: X\n\n## Phase 1: Pilot (2 weeks)\n\n**Users:** 20 users\n\n\
         ## Phase 2: All ✅ DONE\n\n## Overview\n\n\
         | Phase | Owner | Start |\n|---|---|---|\n| 1 | Ada | 2026-05-04 |\n| 2 | Bo | 2026-06-01 |\n",
    );
    let phases = plan["phases"].as_array().expect("phases");
    assert_eq!(phases.len(), 2);
    assert_eq!((&phases[0]["name"], &phases[0]["duration"]), (&"Pilot".into(), &"2 weeks".into()));
    assert_eq!(
        (&phases[0]["users"], &phases[0]["start"]),
        (&"20 users".into(), &"2026-05-04".into())
    );
    assert_eq!(
        (&phases[1]["name"], &phases[1]["status"]["kind"]),
        (&"All".into(), &"complete".into())
    );
}

#[test]
fn numbers_are_levels_by_the_plans_own_legend_only() {
    let risk = |legend: &str| {
        let text = format!(
            "# Rollout Plan: X\n\n## Risks\n\n| Risk | Likelihood | Impact |\n|---|---|---|\n\
             | a | 3 | 1 |\n\n{legend}"
        );
        let plan = plan(&text);
        (plan["risks"][0]["likelihood"].clone(), plan["risks"][0]["impact"].clone())
    };
    assert_eq!(risk(""), ("unknown".into(), "unknown".into()));
    let legend = "### Risk Levels\n\n| Value | Level |\n|---|---|\n| 1 | Low |\n| 3 | High |\n";
    assert_eq!(risk(legend), ("high".into(), "low".into()));
}

#[test]
fn what_looks_like_a_register_is_none() {
    for table in [
        "## Risk Matrix\n\n| | Low Impact | High Impact |\n|---|---|---|\n| **High** | 3 | 9 |\n| Low | 1 | 3 |\n",
        "## Risk Levels\n\n| Level | Likelihood | Impact |\n|---|---|---|\n| High | often | large |\n",
        "## Changes\n\n| File | Change | Risk |\n|---|---|---|\n| a.rs | new | Low |\n",
    ] {
        let plan = plan(&format!("# Rollout Plan: X\n\n{table}\n## Checklist\n\n- [ ] a\n"));
        assert_eq!(plan["risks"], Value::Array(Vec::new()), "{table}");
    }
}

#[test]
fn a_summary_of_a_register_adds_no_risk() {
    let plan = plan(
        "# Risk Register: X\n\n## Data\n\n| ID | Risk | Impact |\n|---|---|---|\n| D1 | a | High |\n\n\
         ## People\n\n| ID | Risk | Impact |\n|---|---|---|\n| P1 | b | Low |\n\n\
         ## Top risks\n\n| ID | Risk | Impact |\n|---|---|---|\n| D1 | a | High |\n",
    );
    assert_eq!(texts(&plan, "/risks"), ["a", "b"]);
}

#[test]
fn every_phase_may_have_its_own_way_back() {
    let plan = plan(
        "# Rollout Plan: X\n\n## Phase 1: Pilot\n\n### Rollback\n\n1. one\n\n## Phase 2: All\n\n\
         **Roll back if:**\n\n- errors > 2 %\n\n### Rollback steps\n\n- two\n\n**Owner:** Ada\n",
    );
    assert_eq!(texts(&plan, "/rollback/steps"), ["one", "two"]);
    assert_eq!(texts(&plan, "/rollback/triggers"), ["errors > 2 %"]);
    let steps = &plan["rollback"]["steps"];
    assert_eq!((&steps[0]["phase"], &steps[1]["phase"]), (&1.into(), &2.into()));
    assert_eq!(plan["rollback"]["owners"][0]["phases"], serde_json::json!([2]));
}

#[test]
fn a_line_tells_both_levels_of_a_risk() {
    let plan = plan(
        "# Rollout Plan: X\n\n## Risks\n\n- Cache is cold (likelihood: high, impact: low). \
         Mitigation: warm it\n- Second. Probability: Low. Impact: Critical.\n",
    );
    let risk = &plan["risks"][0];
    assert_eq!(risk["text"], "Cache is cold");
    assert_eq!((&risk["likelihood"], &risk["impact"]), (&"high".into(), &"low".into()));
    assert_eq!(risk["mitigation"], "warm it");
    let risk = &plan["risks"][1];
    assert_eq!((&risk["text"], &risk["impact"]), (&"Second".into(), &"critical".into()));
}

#[test]
fn header_facts_stand_in_many_places() {
    let check = |text: &str, status: Value, date: Value| {
        let plan = plan(&format!("{text}\n\n## Risks\n\n- a\n"));
        assert_eq!((&plan["status"]["kind"], &plan["date"]), (&status, &date), "{text}");
    };
    let (approved, day): (Value, Value) = ("approved".into(), "2026-05-03".into());
    check("# X\n\nStatus: Approved\nDate: 3 May 2026", approved.clone(), day.clone());
    check("# X\n\n> Status: Approved — Date: 2026-05-03", approved.clone(), day.clone());
    check(
        "# X\n\n- **Status:** Approved (v2)\n- **Created:** 20260503",
        approved.clone(),
        day.clone(),
    );
    check(
        "# X\n\n## Status\n\nApproved\n\n## Why\n\n*Last updated: 2026-05-03*",
        approved,
        day.clone(),
    );
    check("# X\n\nVersion 2, last updated May 3, 2026 by Ada", Value::Null, day);
    check("# X\n\nStatus: Draft / Approved / Complete\nDate: 03/05/2026", Value::Null, Value::Null);
}

#[test]
fn a_how_to_with_steps_is_an_ordinary_page() {
    let steps = "## Steps\n\n1. Open the door\n2. Look inside\n3. Close it\n";
    assert_eq!(plan(&format!("# Opening doors\n\n{steps}")), Value::Null);
    let phases = plan(&format!("# Migration of the doors\n\n{steps}"))["phases"].clone();
    assert_eq!(phases.as_array().map(Vec::len), Some(3));
}

#[test]
fn owners_of_shifts_are_owners_of_every_phase() {
    let text = "# Rollout Plan: X\n\n## Phase 1: a\n\n## Phase 2: b\n\n## Rollback\n\n1. Do it\n\n\
                | Hours | Rollback owner | Backup |\n|---|---|---|\n| 6–14 | Ravi | Bo |\n\
                | 14–22 | Dele | Ravi |\n";
    let plan = plan(text);
    let owners = plan["rollback"]["owners"].as_array().expect("owners");
    assert_eq!(owners.len(), 2);
    assert!(owners.iter().all(|owner| owner["phases"] == serde_json::json!([1, 2])));
    let findings = plan["findings"].as_array().expect("findings");
    assert!(!findings.iter().any(|f| f["code"] == "overlapping-rollback-owners"));
}
