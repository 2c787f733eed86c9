use super::*;
use crate::analysis::phase_state::PhaseState::{Complete, Later, Live, Paused as Halted};
use crate::analysis::schedule::PhaseDates;
use crate::model::date::parse_iso;
use crate::model::header::StatusKind::{self, Complete as Done, InProgress, Paused};
use crate::portfolio::fixture::entry;
use crate::portfolio::{PhaseAudience, PhaseSummary, gather};

/// A plan with phases of these days, states and audiences: `~200`, `5%`, `staff`.
fn plan(status: StatusKind, phases: &[(&str, PhaseState, &str)]) -> PlanEntry {
    let mut entry = entry("a.md", "A", Some(status));
    let phase = |(days, state, _): &(&str, PhaseState, &str)| {
        let (start, end) = days.split_once("..").expect("two dots");
        let (start, end) = (parse_iso(start), parse_iso(end));
        let dates = PhaseDates { start, end, ..PhaseDates::default() };
        PhaseSummary { dates, state: *state }
    };
    let audience = |(phase, (_, _, text)): (u32, &(&str, PhaseState, &str))| {
        let unit = if text.ends_with('%') { AmountUnit::Share } else { AmountUnit::People };
        let value = text.trim_matches(['~', '%']).parse().ok();
        let amount = value.map(|value| Amount { value, unit, approximate: text.starts_with('~') });
        PhaseAudience { phase, text: (*text).into(), amount }
    };
    entry.summary.schedule = phases.iter().map(phase).collect();
    entry.summary.audiences = (0..).zip(phases).map(audience).collect();
    entry
}

/// The weeks in which something is counted: `2026-11-16 starting running`.
fn told(plans: Vec<PlanEntry>) -> (Vec<String>, Exposure) {
    let all =
        gather(plans.into_iter().map(Arc::new).collect(), Vec::new(), Arc::default(), Vec::new());
    let exposure = all.exposure(parse_iso("2026-11-22").expect("a date")).clone();
    let weeks = exposure.weeks.iter().filter(|of| of.starting + of.running > 0.0);
    let told =
        weeks.map(|of| format!("{} {} {}", of.week.first_day(), of.starting, of.running)).collect();
    (told, exposure)
}

#[test]
fn people_are_counted_where_phases_start_and_while_they_run() {
    let phases = [
        ("2026-11-02..2026-11-08", Complete, "20"),
        ("2026-11-09..2026-11-15", Live, "~200"),
        ("2026-11-23..2026-12-06", Later, "2000"),
    ];
    let (weeks, exposure) = told(vec![plan(InProgress, &phases)]);
    assert_eq!(
        weeks,
        [
            "2026-11-02 20 20",
            "2026-11-09 200 200",
            "2026-11-16 0 200",
            "2026-11-23 2000 2000",
            "2026-11-30 0 2000",
        ]
    );
    assert_eq!((exposure.weeks.len(), exposure.counted, exposure.approximate), (13, 1, true));
    assert_eq!(exposure.weeks[4].week, Week::of(parse_iso("2026-11-22").expect("a date")));
    assert_eq!(exposure.uncounted, []);
}

#[test]
fn what_is_not_counted_is_named() {
    let phases = [
        ("2026-11-02..2026-11-15", Complete, "5%"),
        ("2026-11-16..", Live, "staff"),
        ("..2026-12-15", Later, "20"),
        ("2026-11-18..2026-12-15", Later, "30"),
        ("2026-12-16..2026-12-20", Later, "40"),
    ];
    let (weeks, exposure) = told(vec![plan(InProgress, &phases)]);
    assert_eq!(weeks, ["2026-12-14 40 40"]);
    let uncounted = Uncounted {
        phases: 5,
        counted: 1,
        shares: 1,
        no_number: 1,
        no_date: 1,
        not_begun: 1,
        paused: 0,
    };
    assert_eq!(exposure.uncounted, [(0, uncounted)]);
}

#[test]
fn on_a_paused_plan_people_stay_and_nobody_is_added() {
    let phases = [("2026-11-02..2026-11-08", Halted, "20"), ("2026-11-30..", Later, "30")];
    let (weeks, exposure) = told(vec![plan(Paused, &phases)]);
    assert_eq!((weeks.len(), weeks[0].as_str()), (11, "2026-11-02 20 20"));
    assert_eq!(weeks[10], "2027-01-11 0 20");
    assert_eq!((exposure.uncounted[0].1.paused, exposure.uncounted[0].1.counted), (1, 1));
}

#[test]
fn what_is_over_is_left_out() {
    let phases = [("2026-11-02..2026-11-08", Complete, "20")];
    let (weeks, exposure) = told(vec![plan(Done, &phases)]);
    assert_eq!((weeks.len(), exposure.counted, exposure.uncounted.len()), (0, 0, 0));
    let (_, exposure) = told(vec![plan(InProgress, &[])]);
    assert_eq!(exposure.uncounted, [(0, Uncounted::default())]);
}

#[test]
fn a_phase_adds_at_most_what_it_states() {
    let phases = [("..", Live, "~200"), ("..", Later, "5%"), ("..", Later, "staff")];
    let of = |status, phase| newly_reached(&plan(status, &phases).summary, phase);
    let people = NewlyReached::People { count: 200.0, approximate: true };
    assert_eq!(of(InProgress, 0), people);
    assert_eq!(of(InProgress, 1), NewlyReached::Share);
    assert_eq!([of(InProgress, 2), of(InProgress, 9)], [NewlyReached::NoNumber; 2]);
    assert_eq!(of(Paused, 0), NewlyReached::Paused);
}
