use super::super::current::current;
use super::super::testing::{HEALTHY, plan};
use super::*;

#[track_caller]
fn check(facts: &str, expected: &[&str]) {
    let (plan, settings) = (plan(facts), Settings::default());
    let risks = heatmap::place(&plan, &settings.scale);
    let found = contradictions(&plan, &current(&plan), &risks, &settings);
    let texts: Vec<&str> = found.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, expected, "{facts}");
    assert!(found.iter().all(|c| Some(c.status) == plan.header.status.as_ref().map(|s| s.span)));
}

#[test]
fn complete_with_open_high_risks() {
    check(
        "status complete; risk R4 low/critical; risk R1 high/high; risk R2 high/high closed; risk R3 low/low",
        &["declared Complete, but 1 severe and 1 major risks are still open: R1, R4"],
    );
    check(
        "status complete; risk R1 high/high open",
        &["declared Complete, but severe risk R1 is still open"],
    );
    check("status complete; risk R1 high/high mitigated; risk R2 high/low; risk R3 -/-", &[]);
}

#[test]
fn complete_with_unticked_criteria() {
    check(
        "status complete; criteria xo",
        &["declared Complete, but 1 transition criterion is not ticked"],
    );
    check(
        "status complete; criteria oxo",
        &["declared Complete, but 2 transition criteria are not ticked"],
    );
    check("status complete; criteria xx; pre x", &[]);
}

#[test]
fn complete_with_unticked_items() {
    check(
        "status complete; pre xo; launch-day x; post o?",
        &["declared Complete, but 2 of 4 checklist items are not ticked"],
    );
    check(
        "status complete; pre o",
        &["declared Complete, but 1 of 1 checklist item is not ticked"],
    );
    check("status complete; pre x?=; other oo", &[]);
}

#[test]
fn complete_with_some_users_only() {
    check(
        "status complete; phases 2; share 0 5; share 1 50",
        &["declared Complete, but the widest exposure stated is 50%"],
    );
    check("status complete; phases 2; share 0 5; share 1 100", &[]);
    check("status complete; phases 2; share 0 100; share 1 50", &[]);
    check("status complete; phases 2; share 0 5", &[]);
    check("status in-progress; phases 2; current 1; trigger; share 0 5; share 1 50", &[]);
}

#[test]
fn complete_with_a_stop_or_a_phase_that_never_ran() {
    check(
        "status complete; phases 2; decided 0 go; decided 1 no-go",
        &["declared Complete, but the latest decision on Phase 1 is No-Go"],
    );
    check("status complete; phases 2; decided 0 hold; decided 1 go", &[]);
    check(
        "status complete; phases 2; phase-status 1 not-started",
        &["declared Complete, but Phase 1 has not started"],
    );
    check(
        "status complete; phases 2; phase-status 1 paused",
        &["declared Complete, but Phase 1 is paused"],
    );
}

#[test]
fn complete_with_a_phase_in_progress() {
    let expected = ["declared Complete, but Phase 1 is still in progress"];
    check("status complete; phases 2; current 1", &expected);
    check("status complete; phases 2; phase-status 1 in-progress", &expected);
    check(
        "status complete; phases 3; decided 0 go",
        &["declared Complete, but no Go is logged for Phase 1"],
    );
    check("status complete; phases 3; decided 1 go", &[]);
    check("status complete; phases 3; decided 2 go; decided 0 go", &[]);
    check("status complete; phases 3", &[]);
}

#[test]
fn in_progress_with_an_empty_rollback() {
    let phases = "status in-progress; phases 1";
    check(phases, &["declared In progress, but no rollback trigger, step or owner is stated"]);
    for part in ["trigger", "step", "owner 0 Ann/-"] {
        check(&format!("{phases}; {part}"), &[]);
    }
    check("status paused; phases 1", &[]);
}

#[test]
fn in_progress_with_all_phases_done() {
    check(HEALTHY, &[]);
    check(
        "status in-progress; trigger; phases 2; decided 1 go",
        &["declared In progress, but a Go is logged for the last phase, Phase 1"],
    );
    let done = "status in-progress; trigger; phases 2; phase-status 0 complete";
    check(done, &[]);
    check(
        &format!("{done}; phase-status 1 complete"),
        &["declared In progress, but every phase is complete"],
    );
    check("status in-progress; trigger", &[]);
    check(
        "status paused; phases 1; phase-status 0 complete",
        &["declared Paused, but every phase is complete"],
    );
}

#[test]
fn in_progress_with_a_phase_taken_back_or_none_begun() {
    let plan = "status in-progress; trigger; phases 2";
    check(
        &format!("{plan}; current 1; decided 1 rolled-back"),
        &["declared In progress, but the latest decision on Phase 1 is Rolled back"],
    );
    check(
        &format!("{plan}; current 1; phase-status 1 rolled-back"),
        &["declared In progress, but Phase 1 is rolled back"],
    );
    check(&format!("{plan}; current 1; decided 1 rolled-back; decided 1 hold"), &[]);
    let to_come = "phase-status 0 not-started; phase-status 1 not-started";
    check(&format!("{plan}; {to_come}"), &["declared In progress, but no phase has started"]);
    check(&format!("{plan}; {to_come}; current 0"), &[]);
}

#[test]
fn over_with_a_phase_in_progress() {
    for (status, label) in [("rolled-back", "Rolled back"), ("cancelled", "Cancelled")] {
        let expected = format!("declared {label}, but Phase 1 is in progress");
        check(&format!("status {status}; phases 2; phase-status 1 in-progress"), &[&expected]);
    }
}

#[test]
fn approved_without_an_approver() {
    let nobody = "declared Approved, but no phase names an approver";
    check("status approved; phases 2; unsigned 0; unsigned 1", &[nobody]);
    check("status approved", &[nobody]);
    check("status approved; phases 2; unsigned 0", &[]);
}

#[test]
fn not_begun_but_under_way() {
    for (status, label) in [("draft", "Draft"), ("approved", "Approved")] {
        let check = |facts: &str, but: &str| {
            let expected = format!("declared {label}, but {but}");
            check(&format!("status {status}; phases 2; {facts}"), &[&expected]);
        };
        check("current 0", "Phase 0 is in progress");
        check("phase-status 1 in-progress", "Phase 1 is in progress");
        check("phase-status 0 complete", "Phase 0 is complete");
        check("decided 0 go-with-conditions", "a Go is logged for Phase 0");
        check("decided 1 go", "a Go is logged for Phase 1");
        check("launch-day ox", "1 item of Launch Day is ticked");
        check("launch-day xxo+", "3 items of Launch Day are ticked");
    }
    check("status draft; phases 2; decided 0 no-go; launch-day oo; pre xx", &[]);
}

#[test]
fn other_statuses_contradict_nothing() {
    for status in ["rolled-back", "paused", "cancelled", "unknown"] {
        let facts = "phases 2; current 0; criteria o; risk R1 high/high; decided 1 go";
        check(&format!("status {status}; {facts}"), &[]);
    }
    check("phases 2; current 0; criteria o", &[]);
}

#[test]
fn evidence_has_its_place() {
    let span = |facts: &str| {
        let (plan, settings) = (plan(facts), Settings::default());
        let risks = heatmap::place(&plan, &settings.scale);
        contradictions(&plan, &current(&plan), &risks, &settings)[0].evidence.start
    };
    assert_eq!(span("status complete; risk R1 low/low; risk R2 high/high"), 201);
    assert_eq!(span("status complete; criteria xo"), 301);
    assert_eq!(span("status in-progress; trigger; phases 2; decided 0 go; decided 1 go"), 401);
    assert_eq!(span("status draft; launch-day ox"), 501);
    assert_eq!(span("status in-progress; phases 1"), 0);
}
