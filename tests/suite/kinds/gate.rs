//! No gate is ready while something that could block it can't be read.

use serde_json::Value;

use super::{each, plan};

/// A plan in Phase 1 of 0 to 2, whose gate nothing blocks.
const READY: &str = "# Rollout Plan: Night trains\n\n**Status:** In Progress\n\
    **Current phase:** Phase 1\n\n## Rollout Phases\n\n| Phase | Go / No-Go |\n|---|---|\n\
    | Phase 0 — Staff | Mara |\n| Phase 1 — Beta | Mara |\n| Phase 2 — All | Mara |\n\n\
    ### Phase Transition Criteria\n\n- [x] Trains run on time\n\n## Rollback Plan\n\n\
    ### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Joao |\n";

/// The gate of Phase 1 of a plan: verdict, and what is missing.
#[track_caller]
fn gate(text: &str) -> (String, Vec<String>, usize) {
    let plan = plan(text);
    let gate = &plan["phases"][1]["gate"];
    let words = |value: &Value| value.as_str().expect("text").to_owned();
    let missing = gate["missing"].as_array().expect("a list").iter().map(words).collect();
    (words(&gate["verdict"]), missing, each(&gate["blockers"], "text").len())
}

#[track_caller]
fn check(text: &str, verdict: &str, missing: &[&str], blockers: usize) {
    let missing = missing.iter().map(|&words| words.to_owned()).collect();
    assert_eq!(gate(text), (verdict.to_owned(), missing, blockers), "{text}");
}

fn risk(row: &str) -> String {
    format!(
        "{READY}\n## Risk Register\n\n| ID | Risk | Likelihood | Impact | Mitigation | Status |\n\
         |---|---|---|---|---|---|\n{row}\n"
    )
}

#[test]
fn a_bound_risk_whose_rating_can_t_be_read_leaves_no_gate_ready() {
    let rating = &["the rating of R1"][..];
    check(READY, "ready", &[], 0);
    for levels in
        ["Meduim | High", "High | kritsch", "? | ?", "| High", "| ", "ziemlich | élevé-ish"]
    {
        check(
            &risk(&format!("| R1 | Late | {levels} | Test before Phase 2 | Open |")),
            "unknown",
            rating,
            0,
        );
    }
    // Bound to an earlier gate, and without a status.
    check(&risk("| R1 | Late | Meduim | High | Test by Phase 0 | |"), "unknown", rating, 0);
    let blocked = risk("| R1 | Late | Meduim | High | Test in Phase 1 | Open |")
        .replace("[x] Trains", "[ ] Trains");
    check(&blocked, "blocked", rating, 1);
    let german = "# Rolloutplan: Nachtzug\n\n**Status:** In Arbeit\n**Aktuelle Phase:** Phase 1\n\n\
        ## Phasen\n\n| Phase | Freigabe |\n|---|---|\n| Phase 1 — Test | Mara |\n\
        | Phase 2 — Alle | Mara |\n\n### Phase Transition Criteria\n\n- [x] Züge pünktlich\n\n## Risiken\n\n\
        | ID | Risiko | Wahrscheinlichkeit | Auswirkung | Phase |\n|---|---|---|---|---|\n\
        | R1 | Verspätung | mittell | hoch | Phase 1 |\n";
    let plan = plan(german);
    let first = &plan["phases"][0]["gate"];
    assert_ne!(first["verdict"], "ready", "{first}");
    assert_eq!(first["missing"], serde_json::json!(["the rating of R1"]));
}

#[test]
fn a_risk_that_can_t_block_leaves_a_gate_ready() {
    for row in [
        "| R1 | Late | Meduim | High | Test before Phase 2 | Closed |",
        "| R1 | Late | Meduim | High | Test before Phase 2 | Mitigated |",
        "| R1 | Late | Meduim | High | Test before Phase 2 | Accepted |",
        "| R1 | Late | Meduim | High | Test in Phase 2 | Open |",
        "| R1 | Late | Low | Low | Test before Phase 2 | Open |",
        "| R1 | Late | Meduim | High | Test it | Open |",
    ] {
        check(&risk(row), "ready", &[], 0);
    }
    check(&risk("| R1 | Late | Meduim | High | Seen in Phase 1 | Occurred |"), "blocked", &[], 1);
}

#[test]
fn a_decision_that_can_t_be_read_leaves_no_gate_ready() {
    let log = |row: &str| {
        format!(
            "{READY}\n## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n{row}\n"
        )
    };
    for word in ["Probably", "Still thinking", "Vielleicht"] {
        let missing = format!("the decision on Phase 1 (“{word}”)");
        check(
            &log(&format!("| Phase 1 | {word} | Mara | 2026-11-02 |")),
            "unknown",
            &[&missing],
            0,
        );
    }
    check(&log("| Phase 0 | Perhaps | Mara | 2026-11-02 |"), "ready", &[], 0);
    check(&log("| Phase 1 | Hold | Mara | 2026-11-02 |"), "stopped", &[], 0);
}

#[test]
fn a_status_that_can_t_be_read_leaves_no_gate_ready() {
    for status in ["Pausd", "In Progres", "Halb pausiert", "En cours ou pas"] {
        let text = READY.replace("In Progress", status);
        check(&text, "unknown", &[&format!("the plan’s status (“{status}”)")], 0);
        let blocked = text.replace("[x]", "[ ]");
        check(&blocked, "blocked", &[&format!("the plan’s status (“{status}”)")], 1);
    }
    check(&READY.replace("In Progress", "Paused"), "stopped", &[], 0);
}

#[test]
fn a_current_phase_that_can_t_be_read_leaves_no_gate_ready() {
    let text = READY.replace("**Current phase:** Phase 1", "**Current phase:** Phase 9");
    let text = text + "\n## Go / No-Go Log\n\n| Phase | Decision |\n|---|---|\n| Phase 0 | Go |\n";
    check(&text, "unknown", &["the current phase (“Phase 9”)"], 0);
}

#[test]
fn a_placeholder_where_the_approver_would_be_leaves_no_gate_ready() {
    for approver in ["TBD", "[Name]", "TODO"] {
        let text = READY.replace("Phase 1 — Beta | Mara", &format!("Phase 1 — Beta | {approver}"));
        check(&text, "blocked", &[], 1);
        let approved = text.replace("**Status:** In Progress\n", "");
        check(&approved, "unknown", &["the approver of Phase 1"], 0);
    }
    let half = READY.replace("Phase 1 — Beta | Mara", "Phase 1 — Beta | Mara + [second name]");
    check(&half, "unknown", &["the approver of Phase 1"], 0);
}

#[test]
fn an_unusual_box_among_the_criteria_leaves_no_gate_ready() {
    let with = |line: &str| READY.replace("- [x] Trains", &format!("{line}\n- [x] Trains"));
    for mark in ["[?]", "[~]", "[/]", "[>]", "[]", "☐", "⏳"] {
        check(
            &with(&format!("- {mark} Bremsen geprüft")),
            "unknown",
            &["the box of “Bremsen geprüft”"],
            0,
        );
    }
    for line in ["- [-] Bremsen geprüft", "- ✅ Bremsen geprüft", "- [x] [?] is a mark of ours"]
    {
        check(&with(line), "ready", &[], 0);
    }
    check(&with("- [ ] Bremsen geprüft"), "blocked", &[], 1);
    let marked = plan(&with("- [?] Brakes checked"));
    let list = &marked["checklists"][0];
    assert_eq!(
        (&list["marks"][0]["text"], &list["marks"][0]["state"]),
        (&"Brakes checked".into(), &"open".into())
    );
}

#[test]
fn a_decision_that_is_taken_back_in_its_own_cell_is_none() {
    for words in [
        "Go, or rather not",
        "Go-ish",
        "Go(ish)",
        "Sort of go",
        "Go?",
        "Go … no, wait",
        "Go (or not?)",
        "Freigegeben, oder doch nicht",
        "Go – ou pas",
        "Godkänd, eller inte",
        "承認、または保留",
    ] {
        let plan = super::plan(&format!(
            "# Tills\n\n**Status:** In Progress\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n\
             | Phase 1 — Pilot | 5 |\n| Phase 2 — All | 9 |\n\n## Decision Log\n\n\
             | Phase | Decision | By |\n|---|---|---|\n| 1 | {words} | Ana |\n"
        ));
        assert_eq!(plan["decisions"][0]["verdict"], serde_json::Value::Null, "{words}");
        assert!(super::codes(&plan).contains(&"unknown-decision"), "{words}");
        assert_ne!(plan["phases"][0]["gate"]["verdict"], "passed", "{words}");
    }
    let plan = super::plan(
        "# Tills\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 1 — Pilot | 5 |\n\n\
         ## Decision Log\n\n| Phase | Decision | By |\n|---|---|---|\n| 1 | Go, no objections | Ana |\n",
    );
    assert_eq!(plan["decisions"][0]["verdict"], "go");
}
