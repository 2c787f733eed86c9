use super::super::analyse;
use super::super::testing::{HEALTHY, TODAY, day, plan};
use super::*;

fn reasons(settings: &Settings, facts: &str, errors: usize) -> Vec<Reason> {
    let (plan, today) = (plan(facts), day(TODAY));
    let analysis = analyse(&plan, settings, today);
    let attention = attention(&plan, &analysis, errors, settings, today);
    attention.map(|attention| attention.reasons).unwrap_or_default()
}

/// `HEALTHY` with more facts, `errors` error findings; expected: its reasons but the ready gate.
#[track_caller]
fn check_with(settings: &Settings, facts: &str, errors: usize, expected: &[&str]) {
    let mut found = reasons(settings, &format!("{HEALTHY}; {facts}"), errors);
    assert!(found.is_sorted_by_key(|r| r.kind));
    found.retain(|r| r.kind != ReasonKind::DecisionWanted);
    let texts: Vec<&str> = found.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts, expected, "{facts}");
}

#[track_caller]
fn check(facts: &str, expected: &[&str]) {
    check_with(&Settings::default(), facts, 0, expected);
}

#[test]
fn only_plans_that_run_or_ran_off_the_road_need_attention() {
    let trouble = "risk R1 high/high; updated 2026-01-01; criteria o; ends 1 2026-11-01";
    for status in ["complete", "cancelled"] {
        check_with(&Settings::default(), &format!("{trouble}; status {status}"), 3, &[]);
    }
    for status in ["", "; status draft", "; status approved"] {
        let facts = format!("phases 2; decided 0 hold{status}");
        assert_eq!(reasons(&Settings::default(), &facts, 3), []);
        let live = reasons(&Settings::default(), &format!("{facts}; current 0"), 3);
        assert_eq!(live[0].kind, ReasonKind::GateStopped, "{facts}");
    }
}

#[test]
fn a_stopped_gate_names_its_decision_or_status() {
    check(
        "decided 1 no-go 2026-10-27",
        &["The gate from Phase 1 to Phase 2 is stopped: Dana decided No-Go on 27 Oct 2026."],
    );
    check(
        "status paused; decided 1 hold",
        &["The gate from Phase 1 to Phase 2 is stopped: Dana put it on hold."],
    );
    check("status paused", &["Paused: the gate from Phase 1 to Phase 2 is stopped."]);
    check("status rolled-back", &["Rolled back: the gate from Phase 1 to Phase 2 is stopped."]);
    check(
        "decided 0 hold; decided 1 hold; decided 2 hold",
        &[
            "The gate from Phase 1 to Phase 2 is stopped: Dana put it on hold; 2 more gates are stopped.",
        ],
    );
    check("decided 0 hold", &["The gate from Phase 0 to Phase 1 is stopped: Dana put it on hold."]);
}

#[test]
fn a_blocked_gate_that_is_due_names_what_blocks_it() {
    let gate = "Blocked at the gate from Phase 1 to Phase 2";
    for end in ["2026-11-22", "2026-11-29"] {
        let due = if end.ends_with("22") { "22 Nov 2026" } else { "29 Nov 2026" };
        let expected = format!("{gate}, due on {due}: 2 of 3 criteria met.");
        check(&format!("criteria o; ends 1 {end}"), &[&expected]);
    }
    check("criteria o; ends 1 2026-11-30", &[]);
    check("criteria o", &[]);
    let mut settings = Settings::default();
    settings.site.attention_days = 0;
    check_with(&settings, "criteria o; ends 1 2026-11-23", 0, &[]);
}

#[test]
fn a_gate_blocked_by_a_severe_risk_need_not_be_due() {
    check(
        "risk R2 high/high open in 1; risk R3 low/critical open in 1; criteria oo; unsigned 1",
        &[
            "Blocked at the gate from Phase 1 to Phase 2: 2 of 4 criteria met; 1 severe and \
             1 major risks are open: R2, R3; no approver is named for Phase 1.",
            "Severe risk R2 is open.",
        ],
    );
    check("risk R3 low/critical open in 1", &[]);
}

#[test]
fn pre_launch_is_counted() {
    check(
        "current 2; ends 2 2026-11-24; pre oo",
        &["Blocked at the gate from Phase 2 to Phase 3, due on 24 Nov 2026: 2 Pre-Launch items \
           are not ticked."],
    );
}

#[test]
fn errors_are_counted_and_severe_open_risks_named() {
    check_with(&Settings::default(), "", 1, &["The plan has 1 error."]);
    check_with(&Settings::default(), "", 2, &["The plan has 2 errors."]);
    check("risk R1 high/high closed; risk R3 low/critical", &[]);
    check("risk R2 high/high occurred", &["Severe risk R2 has occurred."]);
    check("risk R9 high/high; risk R2 high/high mitigating", &["2 severe risks are open: R2, R9."]);
}

#[track_caller]
fn check_rollback(facts: &str, expected: Option<&str>) {
    let facts = format!("status in-progress; phases 2; current 0; {facts}");
    let found = reasons(&Settings::default(), &facts, 0);
    assert_eq!(found.first().map(|r| r.text.as_str()), expected, "{facts}");
}

#[test]
fn the_live_phase_needs_a_rollback_owner_and_steps() {
    check_rollback("owner 0 Ann/-; step", None);
    check_rollback("step", Some("Phase 0 is live and no rollback owner is named for it."));
    check_rollback(
        "owner 0 Ann/-; step 1",
        Some("Phase 0 is live and no rollback steps are stated for it."),
    );
    check_rollback(
        "owner 1 Ann/-",
        Some("Phase 0 is live and neither rollback owner nor rollback steps are stated for it."),
    );
    check_rollback(
        "status rolled-back",
        Some("Rolled back: the gate from Phase 0 to Phase 1 is stopped."),
    );
}

#[test]
fn a_ready_gate_waits_for_its_approver() {
    let text = "The gate from Phase 1 to Phase 2 is ready and waits for a decision by VP Eng.";
    let reason = Reason { kind: ReasonKind::DecisionWanted, text: text.to_owned() };
    assert_eq!(reasons(&Settings::default(), HEALTHY, 0), [reason]);
}

#[test]
fn an_overdue_phase_says_since_when() {
    check("ends 1 2026-11-18", &["Phase 1 was planned to end on 18 Nov 2026, 4 days ago."]);
    check("ends 1 2026-11-21", &["Phase 1 was planned to end on 21 Nov 2026, 1 day ago."]);
    check("ends 1 2026-11-22; ends 0 2026-01-01", &[]);
}

#[test]
fn a_plan_is_stale_after_the_days_of_the_settings() {
    check("updated 2026-10-09", &["Not updated for 44 days."]);
    check("updated 2026-10-23", &["Not updated for 30 days."]);
    check("updated 2026-10-24", &[]);
    check("updated 2027-01-01", &[]);
    let mut settings = Settings::default();
    settings.site.stale_days = 1;
    check_with(&settings, "updated 2026-11-21", 0, &["Not updated for 1 day."]);
}
