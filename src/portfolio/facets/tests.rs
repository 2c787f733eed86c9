use std::sync::Arc;

use super::*;
use crate::model::header::StatusKind;
use crate::model::phase::PhaseNumber;
use crate::model::plan::Plan;
use crate::portfolio::Portfolio;
use crate::portfolio::fixture::{entry, entry_of, phase, text};
use crate::portfolio::{PlanEntry, gather, replace};
use crate::settings::Settings;

/// A plan whose phases have these approvers; `live` is the index of the live phase.
fn signed(path: &str, status: StatusKind, approvers: &[&str], live: Option<usize>) -> PlanEntry {
    let phases = approvers.iter().enumerate().map(|(at, name)| {
        let number = u32::try_from(at).ok().map(PhaseNumber::whole);
        let mut phase = phase(at, number, "Wave");
        phase.go_no_go = Some(text(name));
        phase
    });
    let mut plan = Plan { phases: phases.collect(), ..Plan::default() };
    plan.header.status = entry("x.md", "x", Some(status)).plan.header.status.clone();
    entry_of(path, plan, live)
}

fn tagged(path: &str, tags: &[&str]) -> PlanEntry {
    let mut entry = entry(path, path, None);
    entry.summary.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    entry
}

fn portfolio(entries: Vec<PlanEntry>) -> Portfolio {
    gather(entries.into_iter().map(Arc::new).collect(), Vec::new(), Arc::default(), Vec::new())
}

/// The values of a facet with the paths of their plans.
fn shown(portfolio: &Portfolio, of: fn(&Facets) -> &Facet) -> Vec<(String, String)> {
    let facet = of(portfolio.facets(&Settings::default()));
    let plans = |at: usize| {
        let has = |plan: &usize| facet.of_plan[*plan].contains(&at);
        let path = |plan: usize| portfolio.entries[plan].source.path().to_owned();
        (0..facet.of_plan.len()).filter(has).map(path).collect::<Vec<_>>().join(" ")
    };
    facet.values.iter().enumerate().map(|(at, value)| (value.text.clone(), plans(at))).collect()
}

#[track_caller]
fn check(entries: Vec<PlanEntry>, of: fn(&Facets) -> &Facet, wanted: &[(&str, &str)]) {
    let shown = shown(&portfolio(entries), of);
    let shown: Vec<(&str, &str)> = shown.iter().map(|(v, p)| (v.as_str(), p.as_str())).collect();
    assert_eq!(shown, wanted);
}

#[test]
fn a_name_finds_the_plans_whose_next_gate_waits_for_it() {
    use StatusKind::{Approved, Complete, InProgress};
    check(
        vec![
            signed("a.md", InProgress, &["Ada Byron", "Bo Lund + Cy Holm", "Dee Marsh"], Some(1)),
            signed("b.md", Approved, &["Ada Byron", "Bo Lund"], None),
            signed("c.md", Complete, &["Ada Byron", "Dee Marsh"], None),
        ],
        |facets| &facets.approvers,
        &[("Ada Byron", "b.md"), ("Bo Lund", "a.md"), ("Cy Holm", "a.md")],
    );
}

#[test]
fn folders_hold_what_stands_in_folders_below_and_twins_say_where_they_are() {
    check(
        vec![
            entry("pay/eu/a.md", "A", None),
            entry("pay/b.md", "B", None),
            entry("app/eu/c.md", "C", None),
            entry("d.md", "D", None),
        ],
        |facets| &facets.programs,
        &[
            ("app", "app/eu/c.md"),
            ("eu (app/eu)", "app/eu/c.md"),
            ("eu (pay/eu)", "pay/eu/a.md"),
            ("pay", "pay/b.md pay/eu/a.md"),
        ],
    );
}

#[test]
fn tags_are_the_same_in_any_case_and_numbers_in_them_sort() {
    check(
        vec![tagged("a.md", &["Q10", "iOS", "ios"]), tagged("b.md", &["q9", "q10"])],
        |facets| &facets.tags,
        &[("iOS", "a.md"), ("q9", "b.md"), ("Q10", "a.md b.md")],
    );
}

#[test]
fn they_are_kept_while_nothing_that_they_read_changes() {
    let settings = Settings::default();
    let before = portfolio(vec![tagged("a.md", &["x"]), tagged("b.md", &["y"])]);
    let kept = |new: PlanEntry| {
        let after = replace(&before, vec![Arc::new(new)], Vec::new(), Arc::default(), Vec::new());
        std::ptr::eq(before.facets(&settings), after.facets(&settings))
    };
    assert!(kept(tagged("a.md", &["x"])));
    assert!(!kept(tagged("a.md", &["z"])));
    assert!(!kept(signed("a.md", StatusKind::Approved, &["Ada Byron"], None)));
}
