use crate::portfolio::Portfolio;
use std::sync::Arc;

use super::*;
use crate::analysis::phase_state::PhaseState;
use crate::analysis::phase_state::PhaseState::{Complete, Later, Live, Next};
use crate::analysis::schedule::PhaseDates;
use crate::model::header::StatusKind::{self, Approved, Draft, InProgress};
use crate::portfolio::fixture::entry;
use crate::portfolio::{PhaseSummary, PlanEntry, gather, replace};

fn day(text: &str) -> Date {
    date::parse_iso(text).expect("a date")
}

/// A plan with phases of these days, `2026-11-02..2026-11-08`, either side of which may be empty.
fn plan(title: &str, status: StatusKind, phases: &[(&str, PhaseState)]) -> PlanEntry {
    let mut entry = entry(&format!("{title}.md"), title, Some(status));
    let phase = |(days, state): &(&str, PhaseState)| {
        let (start, end) = days.split_once("..").expect("two dots");
        let (start, end) = (date::parse_iso(start), date::parse_iso(end));
        let overdue = *state == Live && end.is_some_and(|end| end < day("2026-11-22"));
        let dates = PhaseDates { start, end, overdue, ..PhaseDates::default() };
        PhaseSummary { dates, state: *state }
    };
    entry.summary.schedule = phases.iter().map(phase).collect();
    entry
}

fn portfolio(entries: Vec<PlanEntry>) -> Portfolio {
    let entries = entries.into_iter().map(Arc::new).collect();
    gather(entries, Vec::new(), Arc::default(), Vec::new())
}

fn titles<'a>(portfolio: &'a Portfolio, plans: &[usize]) -> Vec<&'a str> {
    plans.iter().map(|&plan| portfolio.entries[plan].summary.title.as_str()).collect()
}

#[track_caller]
fn check_stretches(status: StatusKind, phases: &[(&str, PhaseState)], expected: &str) {
    let entry = plan("p", status, phases);
    let words: Vec<String> = entry
        .summary
        .phase_spans()
        .into_iter()
        .map(|span| {
            let Some(span) = span else { return "-".to_owned() };
            let last = span.last.map_or("on".to_owned(), |last| last.to_string());
            format!("{}..{last}{}", span.first, if span.has_end { "" } else { "?" })
        })
        .collect();
    assert_eq!(words.join(" "), expected);
}

#[test]
fn a_phase_without_a_last_day_ends_before_the_next_or_goes_on() {
    check_stretches(
        InProgress,
        &[("2026-11-02..", Complete), ("..", Live), ("2026-11-16..", Live), ("..", Later)],
        "2026-11-02..2026-11-15 - 2026-11-16..on? -",
    );
    check_stretches(StatusKind::Complete, &[("2026-11-02..", Complete)], "2026-11-02..2026-11-02?");
    check_stretches(StatusKind::Cancelled, &[("2026-11-02..", Later)], "2026-11-02..2026-11-02?");
    check_stretches(Draft, &[("..2026-11-08", Next)], "2026-11-08..2026-11-08");
    check_stretches(Draft, &[("2026-11-08..2026-11-01", Next)], "2026-11-08..2026-11-08");
}

#[test]
fn the_window_is_four_whole_months() {
    let window = DateWindow::around(day("2026-12-31"));
    assert_eq!((window.first, window.last), (day("2026-11-01"), day("2027-02-28")));
}

#[test]
fn plans_stand_by_their_live_or_next_phase_and_those_that_are_over_last() {
    let portfolio = portfolio(vec![
        plan("b", InProgress, &[("2026-11-01..2026-11-09", Complete), ("2026-11-10..", Live)]),
        plan("a", Approved, &[("2026-11-10..2026-11-30", Next)]),
        plan("c", InProgress, &[("2026-10-05..2026-11-30", Live)]),
        plan("over", StatusKind::Complete, &[("2026-10-01..2026-10-02", Complete)]),
        plan("old", InProgress, &[("2026-01-01..2026-02-02", Complete)]),
        plan("z", Draft, &[("..", Next)]),
        plan("closed", StatusKind::Cancelled, &[]),
        plan("y", Draft, &[]),
    ]);
    let calendar = portfolio.calendar(day("2026-11-22"));
    assert_eq!(titles(&portfolio, &calendar.around), ["c", "a", "b", "over"]);
    assert_eq!(titles(&portfolio, &calendar.undated), ["y", "z", "closed"]);
    assert_eq!((calendar.dated, calendar.outside.len()), (5, 0));
    let quarters: Vec<_> = calendar
        .quarters
        .iter()
        .map(|(quarter, plans)| (quarter.word(), titles(&portfolio, plans)))
        .collect();
    assert_eq!(
        quarters,
        [("2026-q1".to_owned(), vec!["old"]), ("2026-q4".to_owned(), vec!["c", "a", "b", "over"]),]
    );
}

#[test]
fn a_phase_without_end_is_followed_up_to_today() {
    let portfolio = portfolio(vec![
        plan("since spring", InProgress, &[("2026-04-01..", Live)]),
        plan("to come", Draft, &[("2027-05-01..", Next)]),
    ]);
    let calendar = portfolio.calendar(day("2026-11-22"));
    let quarters: Vec<String> = calendar.quarters.keys().map(|q| q.word()).collect();
    assert_eq!(quarters, ["2026-q2", "2026-q3", "2026-q4", "2027-q2"]);
    assert_eq!(titles(&portfolio, &calendar.around), ["since spring"]);
}

#[test]
fn an_absurd_date_makes_few_quarters_and_is_said() {
    let portfolio = portfolio(vec![
        plan("typo", Draft, &[("2026-11-02..2926-11-08", Next)]),
        plan("far", Draft, &[("0001-01-01..0001-02-01", Next)]),
        plan("all", Draft, &[("0001-01-01..9999-12-31", Next)]),
    ]);
    let calendar = portfolio.calendar(day("2026-11-22"));
    assert_eq!(calendar.quarters.len(), 48, "twelve years");
    assert_eq!(titles(&portfolio, &calendar.outside), ["all", "far", "typo"]);
}

#[test]
fn ends_that_are_near_or_past_are_told_apart() {
    let portfolio = portfolio(vec![
        plan("a", InProgress, &[("2026-11-02..2026-11-21", Live), ("..2026-12-06", Next)]),
        plan("b", Approved, &[("2026-11-02..2026-11-22", Next), ("..2026-12-07", Later)]),
        plan("c", StatusKind::RolledBack, &[("2026-11-02..2026-11-25", Later)]),
        plan("d", InProgress, &[("2026-11-02..2026-11-25", Complete)]),
    ]);
    let calendar = portfolio.calendar(day("2026-11-22"));
    let place = |ends: &[PhaseEnd]| ends.iter().map(|e| (e.plan, e.phase)).collect::<Vec<_>>();
    assert_eq!(place(&calendar.ending), [(1, 0), (0, 1)]);
    assert_eq!(place(&calendar.overdue), [(0, 0)]);
}

#[test]
fn the_calendar_is_kept_until_a_date_or_a_title_changes() {
    let today = day("2026-11-22");
    let phases = [("2026-11-02..2026-11-30", Live)];
    let last = portfolio(vec![plan("a", InProgress, &phases), plan("b", Draft, &phases)]);
    let is_kept = |new: PlanEntry| {
        let next = replace(&last, vec![Arc::new(new)], Vec::new(), Arc::default(), Vec::new());
        std::ptr::eq(last.calendar(today), next.calendar(today))
    };
    assert!(is_kept(plan("a", InProgress, &phases)));
    assert!(is_kept(plan("a", Approved, &phases)), "only what is over matters");
    assert!(!is_kept(plan("a", StatusKind::Complete, &phases)));
    assert!(!is_kept(plan("a", InProgress, &[("2026-11-02..2026-11-29", Live)])));
    let mut retitled = plan("a", InProgress, &phases);
    retitled.summary.title = "z".to_owned();
    assert!(!is_kept(retitled));
}
