use super::*;
use crate::analysis::gate::GateVerdict::{Blocked, NotYetDue, Ready};
use crate::analysis::phase_state::PhaseState::{self, Complete, Later, Live};
use crate::analysis::schedule::PhaseDates;
use crate::model::date::parse_iso;
use crate::model::header::StatusKind::{self, Complete as Done, InProgress};
use crate::portfolio::fixture::entry;
use crate::portfolio::{Approval, DecisionSummary, PhaseSummary, Portfolio, gather};

fn day(text: &str) -> Date {
    parse_iso(text).expect("a date")
}

/// A plan with phases of these days, `2026-11-02..2026-11-08`, and verdicts of their gates.
fn plan(title: &str, status: StatusKind, phases: &[(&str, PhaseState, GateVerdict)]) -> PlanEntry {
    let mut entry = entry(&format!("pay/{title}.md"), title, Some(status));
    let phase = |(days, state, _): &(&str, PhaseState, GateVerdict)| {
        let (start, end) = days.split_once("..").expect("two dots");
        let (start, end) = (parse_iso(start), parse_iso(end));
        let overdue = *state == Live && end.is_some_and(|end| end < day("2026-11-22"));
        let dates = PhaseDates { start, end, overdue, ..PhaseDates::default() };
        PhaseSummary { dates, state: *state }
    };
    let approval = |(_, _, verdict): &(&str, PhaseState, GateVerdict)| Approval {
        approver: None,
        verdict: *verdict,
        met: 0,
        total: 0,
        due: None,
        signatures: Vec::new(),
    };
    entry.summary.schedule = phases.iter().map(phase).collect();
    entry.summary.approvals = phases.iter().map(approval).collect();
    entry
}

fn decided(mut entry: PlanEntry, on: &str) -> PlanEntry {
    entry.summary.decisions = [DecisionSummary {
        phase: "Phase 0".to_owned(),
        index: Some(0),
        verdict: None,
        verdict_text: "Go".to_owned(),
        by: None,
        date: parse_iso(on),
        notes: None,
    }]
    .into();
    entry
}

fn portfolio(entries: Vec<PlanEntry>) -> Portfolio {
    let entries = entries.into_iter().map(Arc::new).collect();
    gather(entries, Vec::new(), Arc::default(), Vec::new())
}

/// Events as `2026-11-23 GateDue a 0`.
fn told(portfolio: &Portfolio, events: &[WeekEvent]) -> Vec<String> {
    let title = |plan: usize| &portfolio.entries[plan].summary.title;
    events.iter().map(|e| format!("{} {:?} {} {}", e.day, e.kind, title(e.plan), e.of)).collect()
}

#[test]
fn each_week_has_what_happens_in_it_day_by_day() {
    let phases = [
        ("2026-11-02..2026-11-15", Complete, NotYetDue),
        ("2026-11-16..2026-11-22", Live, Blocked),
        ("2026-11-23..2026-11-29", Later, NotYetDue),
    ];
    let mut reviewed = plan("b", InProgress, &[("2026-11-17..2026-12-20", Live, Ready)]);
    reviewed.summary.next_review = parse_iso("2026-11-24");
    let all = portfolio(vec![plan("a", InProgress, &phases), reviewed]);
    let weeks = all.weeks(day("2026-11-22"));
    let expected = [
        &["2026-11-16 Start a 1", "2026-11-17 Start b 0", "2026-11-22 GateDue a 1"][..],
        &["2026-11-23 Start a 2", "2026-11-24 Review b 0", "2026-11-29 End a 2"],
        &[],
        &[],
        &["2026-12-20 GateDue b 0"],
    ];
    for (week, expected) in weeks.weeks.iter().zip(expected) {
        assert_eq!(told(&all, week), expected);
    }
    assert_eq!(weeks.overdue, []);
}

#[test]
fn what_should_have_happened_stands_apart() {
    let late = plan("late", InProgress, &[("2026-11-02..2026-11-18", Live, Blocked)]);
    let mut old = plan("old", InProgress, &[]);
    old.summary.next_review = parse_iso("2026-01-31");
    let all = portfolio(vec![late, old]);
    let weeks = all.weeks(day("2026-11-22"));
    assert_eq!(weeks.weeks[0], []);
    let overdue = ["2026-01-31 Review old 0", "2026-11-18 GateDue late 0"];
    assert_eq!(told(&all, &weeks.overdue), overdue);
}

#[test]
fn of_what_is_over_decisions_alone_are_told() {
    let closed = plan("closed", Done, &[("2026-11-16..2026-11-22", Complete, NotYetDue)]);
    let mut closed = decided(closed, "2026-11-19");
    closed.summary.next_review = parse_iso("2026-11-20");
    let mut template = decided(plan("template", InProgress, &[]), "2026-11-19");
    template.summary.is_template = true;
    let all = portfolio(vec![closed, template]);
    let weeks = all.weeks(day("2026-11-22"));
    assert_eq!(told(&all, &weeks.weeks[0]), ["2026-11-19 Decision closed 0"]);
    assert_eq!(weeks.overdue, []);
}

#[test]
fn a_program_has_its_own() {
    let phases = [("2026-11-02..2026-11-22", Live, Blocked)];
    let all = portfolio(vec![
        plan("a", InProgress, &phases),
        plan("b", InProgress, &phases),
        plan("c", InProgress, &[("2026-11-02..2026-11-18", Live, Blocked)]),
    ]);
    let weeks = all.weeks(day("2026-11-22"));
    let [week, overdue] = weeks.of(&[2, 1]);
    assert_eq!(told(&all, &week), ["2026-11-22 GateDue b 0"]);
    assert_eq!(told(&all, &overdue), ["2026-11-18 GateDue c 0"]);
    assert_eq!((weeks.count_of(&[2, 1]), weeks.count_of(&[])), (2, 0));
}
