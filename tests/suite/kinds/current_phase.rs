//! Which phase a plan says is live.

use serde_json::{Value, json};

use super::{codes, findings, plan};

const PHASES: &str = "## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 0 — Staff | 5 |\n\
     | Phase 1 — Pilot | 50 |\n| Phase 2 — All | 900 |\n";

#[track_caller]
fn check(head: &str, phase: &Value, from: &Value) -> Value {
    let plan = plan(&format!("{head}\n\n{PHASES}"));
    assert_eq!((&plan["current_phase"], &plan["current_phase_from"]), (phase, from), "{head}");
    assert!(!codes(&plan).contains(&"current-phase-not-stated"), "{:?}", findings(&plan));
    plan
}

#[test]
fn a_phase_in_the_header_is_the_current_one() {
    for head in [
        "# Rollout Plan: Q\n\n> **Status**: In Progress | **Phase**: Pilot | **Owner**: Ana",
        "# Rollout Plan: Q\n\n**Status:** In Progress\n**Phase:** 1",
        "---\nphase: pilot\nstatus: In Progress\n---\n\n# Rollout Plan: Q",
        "# Rollout Plan: Q\n\n| | |\n|---|---|\n| Status | In Progress |\n| Phase | Phase 1 – Pilot |",
        "# Rollout Plan: Q\n\n**Status:** In Progress\n**Phase:** Pilot (since May)",
        "# Rollout Plan: Q\n\n**Status:** In Progress\n**Current phase:** Phase 1 of 3",
        "# Einführungsplan: Q\n\n**Status:** In Arbeit\n**Phase:** 1 von 3",
        "# Plan de despliegue: Q\n\n**Estado:** En curso\n**Fase:** Pilot",
        "# План внедрения: Q\n\n**Статус:** В работе\n**Этап:** 1",
    ] {
        check(head, &json!(1), &json!("stated"));
    }
}

#[test]
fn a_header_phase_that_names_none_is_quoted_and_shown() {
    for (head, words) in [
        ("# Rollout Plan: Q\n\n**Status:** In Progress\n**Phase:** Hypercare", "Hypercare"),
        ("---\nphase: 7\nstatus: In Progress\n---\n\n# Rollout Plan: Q", "7"),
        ("# Einführungsplan: Q\n\n**Status:** In Arbeit\n**Phase:** Nachsorge", "Nachsorge"),
        ("# Rollout Plan: Q\n\n**Status:** In Progress\n**Phase:** all", "all"),
    ] {
        let plan = check(head, &Value::Null, &Value::Null);
        let said = format!("`{words}` is not a phase of this plan");
        assert!(findings(&plan).iter().any(|f| f.ends_with(&said)), "{:?}", findings(&plan));
        assert_eq!(plan["extra"]["Current phase"], words);
    }
    let several = check(
        "# Rollout Plan: Q\n\n**Status:** In Progress\n**Phase:** Phase 1–2",
        &json!(1),
        &json!("stated"),
    );
    assert!(codes(&several).contains(&"several-current-phases"));
}

#[test]
fn words_about_phases_below_the_head_name_no_current_one() {
    let plan = plan(&format!(
        "# Rollout Plan: Q\n\n**Status:** In Progress\n\nPhase: see below, it depends on the weather.\n\n\
         {PHASES}\n## Notes\n\n**Phase:** 2\n"
    ));
    assert_eq!(plan["current_phase"], Value::Null);
}
