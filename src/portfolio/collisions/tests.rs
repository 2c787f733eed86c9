use super::*;
use crate::model::date::parse_iso;

fn day(text: &str) -> Date {
    parse_iso(text).expect("a date")
}

fn duty(plan: usize, phase: usize, from: &str, to: &str) -> Duty {
    let to = (!to.is_empty()).then(|| day(to));
    Duty { plan, phase, from: day(from), to, span: Span::default() }
}

/// Pairs of plans that overlap, and how many more there are.
fn pairs(duties: Vec<Duty>) -> (Vec<(usize, usize)>, usize) {
    let who = people("Ana Lima", &Settings::default()).remove(0).who;
    owner_collision(who, duties).map_or_else(Default::default, |found| {
        (found.pairs.iter().map(|[a, b]| (a.plan, b.plan)).collect(), found.more)
    })
}

#[test]
fn phases_of_two_plans_overlap_by_a_day() {
    let first = duty(0, 0, "2026-11-01", "2026-11-10");
    assert_eq!(pairs(vec![first, duty(1, 0, "2026-11-10", "2026-11-12")]), (vec![(0, 1)], 0));
    assert_eq!(pairs(vec![first, duty(1, 0, "2026-11-11", "2026-11-12")]), (vec![], 0));
    // A phase without an end overlaps all that follows; phases of one plan are no collision.
    let ongoing = duty(0, 1, "2026-11-11", "");
    assert_eq!(pairs(vec![first, ongoing]), (vec![], 0));
    assert_eq!(pairs(vec![ongoing, duty(1, 0, "2027-11-11", "2027-11-12")]), (vec![(0, 1)], 0));
}

#[test]
fn of_many_overlapping_phases_some_are_listed_and_the_others_counted() {
    let all: Vec<Duty> = (0..1_000).map(|plan| duty(plan, 0, "2026-11-01", "2026-11-10")).collect();
    let (listed, more) = pairs(all);
    assert_eq!((listed.len(), listed.len() + more), (LISTED_PAIRS, 1_000 * 999 / 2));
}

#[test]
fn a_phase_meets_a_freeze_at_its_ends_or_runs_through() {
    let freeze = Freeze {
        from: day("2026-12-19"),
        to: day("2027-01-03"),
        name: "Year end".into(),
        programs: Vec::new(),
    };
    let met = |from: &str, to: &str| {
        let to = (!to.is_empty()).then(|| day(to));
        overlap(&freeze, day(from), to)
    };
    assert_eq!(met("2026-12-19", "2027-02-01"), Some(FreezeOverlap::Begins));
    assert_eq!(met("2026-12-01", "2026-12-19"), Some(FreezeOverlap::Ends));
    assert_eq!(met("2026-12-01", "2027-01-04"), Some(FreezeOverlap::RunsThrough));
    assert_eq!(met("2026-12-01", ""), Some(FreezeOverlap::RunsThrough));
    assert_eq!(met("2026-12-01", "2026-12-18"), None);
    assert_eq!(met("2027-01-04", ""), None);
}
