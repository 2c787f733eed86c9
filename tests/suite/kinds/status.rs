//! A plan's status: doubt makes it unknown, never another one.

use serde_json::{Value, json};

use super::{findings, plan};

fn with_status(line: &str) -> Value {
    plan(&format!(
        "# Rollout Plan: Ferry\n\n{line}\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 1 — Crew | 5 |\n"
    ))
}

#[track_caller]
fn assert_status(line: &str, kind: &str) {
    let plan = with_status(line);
    assert_eq!(plan["status"]["kind"], kind, "{line}: {:?}", findings(&plan));
}

/// The status is unknown, its words stand as written, and a finding at its line names them.
#[track_caller]
fn assert_unknown(line: &str, words: &str) {
    let plan = with_status(line);
    let status = &plan["status"];
    assert_eq!((&status["kind"], &status["text"]), (&json!("unknown"), &json!(words)), "{line}");
    let said = findings(&plan);
    let is_said = said.iter().any(|f| f.starts_with("unknown-status 3: ") && f.contains(words));
    assert!(is_said, "{line}: {said:?}");
    let levels = plan["findings"].as_array().expect("findings");
    let finding = levels.iter().find(|f| f["code"] == "unknown-status").expect("the finding");
    assert_ne!(finding["level"], "info");
}

#[test]
fn a_status_in_doubt_is_unknown() {
    for words in [
        "Done?",
        "Complete-ish",
        "Kind of in progress",
        "Done, more or less",
        "Complete (?)",
        "Closed, reopened",
        "Open → Closed",
        "Draft -> Approved",
        "Approved, now in progress",
        "Complete; paused",
        "Paused / Live",
        "Freigegeben?",
        "Abgeschlossen, wieder geöffnet",
        "Entwurf → Freigegeben",
        "Terminé, rouvert",
        "Completado → en pausa",
        "完成？",
    ] {
        assert_unknown(&format!("**Status:** {words}"), words);
    }
}

#[test]
fn a_slip_of_the_hand_is_unknown_and_has_a_suggestion() {
    for words in ["In Progres", "Aproved", "Cancelld", "Abgeschlosen", "En pausse"] {
        assert_unknown(&format!("**Status:** {words}"), words);
    }
    let site = crate::project::Project::empty().file(
        "content/plan.md",
        "# Rollout Plan: Ferry\n\n**Status:** In Progres\n\n## Launch Checklist\n\n- [ ] Ropes\n",
    );
    let said = site.run(&["check"]).stdout;
    assert!(said.contains("did you mean `In Progress`?"), "{said}");
}

#[test]
fn a_note_leaves_the_status_as_it_is() {
    assert_status("**Status:** In Progress (since May)", "in-progress");
    assert_status("**Status:** In Progress (approved by the harbour board)", "in-progress");
    assert_status("**Status:** In progress since 3 May", "in-progress");
    assert_status("**Status:** Complete — all crews trained", "complete");
    assert_status("**Status:** Approved, was Draft", "approved");
    assert_status("**Status:** In Progress - Phase 1 complete", "in-progress");
    assert_status("**Status:** In Progress (who takes the second ship?)", "in-progress");
    assert_status("**Status:** Draft v2 (08.04.2026)", "draft");
    assert_status("**Status:** In Arbeit (seit Mai)", "in-progress");
    assert_status("**Status:** Terminé, livré", "complete");
    assert_status("**Status:** Rolled back on 2026-02-21, to be tried again", "rolled-back");
}
