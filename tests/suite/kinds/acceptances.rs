//! Who has taken a risk, until when and why. Today is 22 November 2026.

use serde_json::{Value, json};

use super::{codes, plan};

/// A plan in Phase 0 of 0 and 1 with a register.
fn with(header: &str, row: &str) -> Value {
    let rule = header.split('|').skip(1).map(|_| "|---").collect::<String>();
    plan(&format!(
        "# Rollout Plan: Ferries\n\n**Status:** In Progress\n**Current phase:** Phase 0\n\n\
         ## Rollout Phases\n\n| Phase | Go / No-Go |\n|---|---|\n| Phase 0 | Mara |\n| Phase 1 | Mara |\n\n\
         ### Phase Transition Criteria\n\n- [x] Ferries float\n\n## Risk Register\n\n{header}\n{rule}\n{row}\n\n\
         ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Joao |\n"
    ))
}

const COLUMNS: &str = "| ID | Risk | Likelihood | Impact | Mitigation | Status | Accepted by | Accepted until | Reason";

fn in_columns(cells: &str) -> Value {
    with(COLUMNS, &format!("| R1 | It rains | High | High | Roofs before Phase 1 | {cells} |"))
}

fn in_status(status: &str) -> Value {
    let columns = "| ID | Risk | Likelihood | Impact | Mitigation | Status";
    with(columns, &format!("| R1 | It rains | High | High | Roofs before Phase 1 | {status} |"))
}

/// By, until and reason.
fn acceptance(plan: &Value) -> Value {
    let of = &plan["risks"][0]["acceptance"];
    if of.is_null() { Value::Null } else { json!([of["by"], of["until"], of["reason"]]) }
}

fn verdict(plan: &Value) -> &str {
    plan["phases"][0]["gate"]["verdict"].as_str().expect("a verdict")
}

#[test]
fn columns_and_the_status_say_who_has_taken_a_risk() {
    let told = json!(["Ana Lima", "2026-12-31", "insured"]);
    for plan in [
        in_columns("Accepted | Ana Lima | 2026-12-31 | insured"),
        in_columns("Accepted | Ana Lima | 31 Dec 2026 | insured"),
        in_status("Accepted by Ana Lima until 2026-12-31: insured"),
        in_status("Accepted (by Ana Lima until 31 Dec 2026): insured"),
        with(
            "| ID | Risiko | Wahrscheinlichkeit | Auswirkung | Maßnahme | Status | Akzeptiert von | Akzeptiert bis | Begründung",
            "| R1 | Regen | hoch | hoch | Dächer vor Phase 1 | Akzeptiert | Ana Lima | 31.12.2026 | insured |",
        ),
        with(
            "| ID | Risque | Probabilité | Impact | Atténuation | Statut | Accepté par | Accepté jusqu'au | Motif",
            "| R1 | Pluie | élevée | élevé | Toits avant Phase 1 | Accepté | Ana Lima | 31 décembre 2026 | insured |",
        ),
    ] {
        assert_eq!(acceptance(&plan), told, "{}", plan["risks"][0]);
        assert_eq!(plan["risks"][0]["extra"], json!({}));
        assert_eq!(
            (verdict(&plan), codes(&plan).contains(&"incomplete-acceptance")),
            ("ready", false)
        );
    }
    let heading = plan(
        "# Rollout Plan: Ferries\n\n## Risks\n\n### R1: It rains\n\n- **Likelihood:** High\n- **Impact:** High\n\
         - **Status:** Accepted\n- **Accepted by:** Ana Lima\n- **Accepted until:** 2026-12-31\n",
    );
    assert_eq!(acceptance(&heading), json!(["Ana Lima", "2026-12-31", null]));
}

#[test]
fn past_its_end_a_risk_is_open_again_and_blocks() {
    for plan in [
        in_columns("Accepted | Ana Lima | 2026-11-21 | insured"),
        in_status("Accepted by Ana Lima until 2026-11-21"),
    ] {
        assert_eq!(verdict(&plan), "blocked");
        let blocker = plan["phases"][0]["gate"]["blockers"][0]["text"].as_str().expect("text");
        assert_eq!(blocker, "Severe risk R1 is open again, accepted until 21 Nov 2026: It rains");
        assert_eq!(plan["risks"][0]["acceptance"]["holds"], json!(false));
        assert_eq!(plan["risks"][0]["status"], json!("accepted"));
    }
    // The last day counts.
    assert_eq!(verdict(&in_status("Accepted by Ana Lima until 2026-11-22")), "ready");
    assert_eq!(verdict(&in_status("Accepted")), "ready");
}

#[test]
fn a_grave_risk_needs_a_name_and_an_end() {
    for status in
        ["Accepted", "Accepted by Ana Lima", "Accepted until 2026-12-31", "Accepted: rare"]
    {
        let plan = in_status(status);
        assert!(codes(&plan).contains(&"incomplete-acceptance"), "{status}");
    }
    let minor = with(
        "| ID | Risk | Likelihood | Impact | Mitigation | Status",
        "| R1 | It rains | Low | Low | Roofs | Accepted |",
    );
    assert!(!codes(&minor).contains(&"incomplete-acceptance"));
}

#[test]
fn what_is_not_accepted_has_no_acceptance_and_loses_nothing() {
    let plan = in_columns("Open | Ana Lima | 2026-12-31 | insured");
    assert_eq!(acceptance(&plan), Value::Null);
    let extra = &plan["risks"][0]["extra"];
    assert_eq!((&extra["Accepted by"], &extra["Reason"]), (&json!("Ana Lima"), &json!("insured")));
    assert_eq!(acceptance(&in_status("Accepted")), Value::Null);
    // A day that can't be read is shown as written, and is no end.
    let plan = in_columns("Accepted | Ana Lima | next year | insured");
    assert_eq!(acceptance(&plan), json!(["Ana Lima", null, "insured"]));
    assert_eq!(plan["risks"][0]["extra"]["Accepted until"], json!("next year"));
    assert!(codes(&plan).contains(&"incomplete-acceptance"));
}

#[test]
fn pages_say_who_has_taken_a_risk_and_of_which_day_they_are() {
    let row = |until: &str| {
        format!(
            "# Rollout Plan: Ferries\n\n**Status:** Approved\n\n## Risk Register\n\n{COLUMNS}\n\
             |---|---|---|---|---|---|---|---|---|\n\
             | R1 | It rains | High | High | Roofs | Accepted | Ana Lima | {until} | insured |\n"
        )
    };
    let page = |until: &str| {
        let site = crate::project::Project::empty().file("content/plan.md", &row(until));
        site.run(&["build"]);
        site.page("plans/plan/risks.html")
    };
    let holds = page("2026-12-31");
    assert!(holds.contains("Accepted until") && holds.contains("As of 22 Nov 2026"), "{holds}");
    assert!(!holds.contains("open again"), "{holds}");
    let ended = page("2026-11-21");
    assert!(ended.contains("Accepted · open again") && ended.contains("which is past"), "{ended}");
}
