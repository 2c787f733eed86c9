//! What a phase's own status and a decision say, and when they are in doubt.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};

fn with_status(status: &str) -> Value {
    plan(&format!(
        "# Rollout Plan: Hedges\n\n**Status:** Draft\n\n## Rollout Phases\n\n\
         | Phase | Users | Status |\n|---|---|---|\n| Phase 1 — Staff | 5 | {status} |\n"
    ))
}

#[test]
fn a_doubtful_phase_status_is_unknown_and_told() {
    for status in [
        "Done?",
        "Complete → reopened",
        "In progress / Done",
        "Erledigt?",
        "Terminé → en cours",
        "✅",
        "⏳",
    ] {
        let plan = with_status(status);
        assert_eq!(plan["phases"][0]["status"], json!({"kind": "unknown", "text": status}));
        assert!(codes(&plan).contains(&"unknown-status"), "{:?}", findings(&plan));
        assert_ne!(plan["phases"][0]["gate"]["verdict"], "passed", "{status}");
    }
}

#[test]
fn a_phase_status_may_have_a_note_or_an_emoji_before_it() {
    for (status, kind) in [
        ("Done (May)", "complete"),
        ("✅ Done", "complete"),
        ("In progress since May", "in-progress"),
        ("Erledigt 2026-05-01", "complete"),
        ("🔄 En cours", "in-progress"),
        ("Not started", "not-started"),
    ] {
        let plan = with_status(status);
        assert_eq!(plan["phases"][0]["status"]["kind"], kind, "{status}");
        assert!(!codes(&plan).contains(&"unknown-status"), "{:?}", findings(&plan));
    }
}

#[test]
fn a_doubtful_decision_is_no_go() {
    let log = |verdict: &str| {
        plan(&format!(
            "# Rollout Plan: Hedges\n\n**Status:** In Progress\n\n## Rollout Phases\n\n\
             | Phase | Users |\n|---|---|\n| Phase 1 — Staff | 5 |\n| Phase 2 — All | 50 |\n\n\
             ## Go / No-Go Log\n\n| Phase | Decision | By |\n|---|---|---|\n| Phase 1 | {verdict} | Ana |\n"
        ))
    };
    for verdict in ["Go?", "Go → No-Go", "Go (No-Go)", "Freigegeben?"] {
        let plan = log(verdict);
        assert_eq!(each(&plan["decisions"], "verdict"), [Value::Null], "{verdict}");
        assert!(codes(&plan).contains(&"unknown-decision"), "{:?}", findings(&plan));
        assert_ne!(plan["phases"][0]["gate"]["verdict"], "passed", "{verdict}");
    }
    for (verdict, kind) in [
        ("Go (with thanks)", "go"),
        ("✅ Go", "go"),
        ("No-Go", "no-go"),
        ("Go with conditions", "go-with-conditions"),
    ] {
        assert_eq!(each(&log(verdict)["decisions"], "verdict"), [json!(kind)], "{verdict}");
    }
}

#[test]
fn a_plan_that_is_complete_at_half_its_users_is_told() {
    let widest = |rows: &str| {
        let plan = plan(&format!(
            "# Rollout Plan: Half\n\n**Status:** Complete\n\n## Rollout Phases\n\n{rows}"
        ));
        let said = plan["contradictions"].as_array().expect("a list").clone();
        said.into_iter()
            .filter(|text| text.as_str().is_some_and(|t| t.contains("exposure")))
            .collect::<Vec<_>>()
    };
    for rows in [
        "| Phase | Exposure |\n|---|---|\n| Phase 0 — Staff | 5% |\n| Phase 1 — Half | 50% |\n",
        "| Phase | Users |\n|---|---|\n| Phase 0 — Staff | 5% of users |\n| Phase 1 — Half | 50% of users |\n",
        "| Phase | Rollout % |\n|---|---|\n| Phase 0 — Ramp | 5% → 25% → 50% |\n",
    ] {
        assert_eq!(
            widest(rows),
            ["declared Complete, but the widest exposure stated is 50%"],
            "{rows}"
        );
    }
    for rows in [
        "| Phase | Exposure |\n|---|---|\n| Phase 0 — Staff | 5% |\n| Phase 1 — All | 5% → 25% → 100% |\n",
        "| Phase | Users |\n|---|---|\n| Phase 0 — Staff | 5% of users |\n| Phase 1 — All | All users |\n",
        "| Phase | Users |\n|---|---|\n| Phase 0 — Staff | 5% of users |\n| Phase 1 — All | Everybody in the depots |\n",
        "| Phase | Users |\n|---|---|\n| Phase 0 — Staff | 20 |\n",
    ] {
        assert!(widest(rows).is_empty(), "{rows}");
    }
}

#[test]
fn the_share_that_is_reached_stands_beside_the_status() {
    let site = crate::project::Project::empty()
        .file(
            "content/half.md",
            "# Rollout Plan: Half\n\n**Status:** Complete\n\n## Rollout Phases\n\n| Phase | Exposure |\n\
             |---|---|\n| Phase 0 — Staff | 5% |\n| Phase 1 — Half | 50% |\n",
        )
        .file(
            "content/ramp.md",
            "# Rollout Plan: Ramp\n\n**Status:** In Progress\n**Current phase:** 0\n\n## Rollout Phases\n\n\
             | Phase | Exposure |\n|---|---|\n| Phase 0 — Ramp | 5% → 25% |\n| Phase 1 — All | 100% |\n",
        );
    site.build(1);
    let index = site.page("index.html");
    for (plan, share) in [("half", "50%"), ("ramp", "5% → 25%")] {
        let page = site.page(&format!("plans/{plan}/index.html"));
        assert!(page.contains(&format!("Exposure: {share}</span>")), "{page}");
        assert!(index.contains(&format!("<bdi class=\"muted\">{share}</bdi>")), "{index}");
    }
}
