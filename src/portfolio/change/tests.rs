use crate::model::plan::Plan;
use std::sync::Arc;

use super::*;
use crate::model::risk::LevelKind;
use crate::portfolio::fixture::{entry, entry_of, page, phase, risk};
use crate::portfolio::gather;
use crate::text::Span;

fn finding(code: &'static str, severity: Severity, message: &str) -> Diagnostic {
    let mut finding = Diagnostic::new(code, Span::default(), message);
    finding.severity = severity;
    finding
}

fn warnings(messages: &[&str]) -> Vec<Diagnostic> {
    messages.iter().map(|words| finding("unowned-risk", Severity::Warning, words)).collect()
}

fn portfolio(plans: Vec<PlanEntry>, pages: Vec<PageEntry>) -> Portfolio {
    let plans = plans.into_iter().map(Arc::new).collect();
    let pages = pages.into_iter().map(Arc::new).collect();
    gather(plans, pages, Arc::default(), Vec::new())
}

/// The effects on one plan, in short.
#[track_caller]
fn check(was: PlanEntry, now: PlanEntry, expected: &[&str]) {
    let (old, new) = (portfolio(vec![was], Vec::new()), portfolio(vec![now], Vec::new()));
    let changes = changes(&old, &new, &[]);
    let told: Vec<String> =
        changes.iter().flat_map(|change| &change.effects).map(in_short).collect();
    assert_eq!(told, expected);
}

fn in_short(effect: &SaveEffect) -> String {
    match effect {
        SaveEffect::Found(finding) => format!("found {}", finding.message),
        SaveEffect::Mended(finding) => format!("mended {}", finding.message),
        SaveEffect::Gate { phase, was, is } => format!("gate {phase} {} {}", was.word(), is.word()),
        SaveEffect::Rating { risk, was, is } => {
            let word = |band: &Option<Band>| band.map_or("none", Band::word);
            format!("rating {risk} {} {}", word(was), word(is))
        }
        SaveEffect::Fewer { part, was, is } => format!("{part:?} {was} {is}"),
        SaveEffect::StatusLost => "status lost".to_owned(),
        SaveEffect::BecamePage => "became page".to_owned(),
        SaveEffect::BecamePlan => "became plan".to_owned(),
    }
}

fn with_findings(messages: &[&str]) -> PlanEntry {
    let mut plan = entry("a.md", "A", Some(StatusKind::Draft));
    plan.findings = warnings(messages);
    plan
}

#[test]
fn findings_come_and_go() {
    let check = |was: &[&str], now: &[&str], expected: &[&str]| {
        check(with_findings(was), with_findings(now), expected);
    };
    check(&["`R1` is odd"], &["`R1` is odd", "`R2` is odd"], &["found `R2` is odd"]);
    check(&["`R1` is odd", "`R2` is odd"], &["`R2` is odd"], &["mended `R1` is odd"]);
    check(&["`R1` is odd"], &["`R2` is odd"], &["found `R2` is odd", "mended `R1` is odd"]);
    check(&["x", "x"], &["x"], &["mended x"]);
    check(&["x"], &["x", "x"], &["found x"]);
}

#[test]
fn a_finding_that_counts_otherwise_neither_came_nor_went() {
    let check = |was: &[&str], now: &[&str], expected: &[&str]| {
        check(with_findings(was), with_findings(now), expected);
    };
    check(&["8 places are open"], &["7 places are open"], &[]);
    check(&["phase 2 is odd"], &["phase 2 is odd", "phase 3 is odd"], &["found phase 3 is odd"]);
    check(&["phase 2 is odd", "phase 3 is odd"], &["phase 3 is odd"], &["mended phase 2 is odd"]);
}

#[test]
fn a_finding_that_became_graver_is_news() {
    let (mut was, mut now) = (with_findings(&[]), with_findings(&[]));
    was.findings = vec![finding("x", Severity::Info, "y")];
    now.findings = vec![finding("x", Severity::Error, "y")];
    check(was.clone(), now.clone(), &["found y"]);
    check(now, was, &[]);
}

fn with_phases(live: Option<usize>) -> PlanEntry {
    let mut plan = Plan::clone(&entry("a.md", "A", Some(StatusKind::InProgress)).plan);
    plan.phases = (0..3).map(|i| phase(i, None, ["Pilot", "Half", "All"][i])).collect();
    entry_of("a.md", plan, live)
}

#[test]
fn a_gate_that_was_ready_and_is_not_is_worse() {
    check(with_phases(Some(0)), with_phases(None), &["gate 0 ready not-yet-due"]);
    check(
        with_phases(Some(0)),
        with_phases(Some(1)),
        &["gate 0 ready passed", "gate 1 not-yet-due ready"],
    );
    let effect = |was, is| SaveEffect::Gate { phase: 0, was, is }.is_worse();
    assert!(effect(GateVerdict::Ready, GateVerdict::Unknown));
    assert!(effect(GateVerdict::Unknown, GateVerdict::Blocked));
    assert!(!effect(GateVerdict::Stopped, GateVerdict::Blocked));
}

fn with_risk(likelihood: LevelKind) -> PlanEntry {
    let mut plan = Plan::clone(&entry("a.md", "A", Some(StatusKind::Draft)).plan);
    plan.risks = vec![risk("R1", likelihood, LevelKind::High)];
    entry_of("a.md", plan, None)
}

#[test]
fn ratings_are_lost_found_and_moved() {
    let (unknown, low, high) = (LevelKind::Unknown, LevelKind::Low, LevelKind::High);
    check(with_risk(high), with_risk(unknown), &["rating 0 severe none"]);
    check(with_risk(unknown), with_risk(low), &["rating 0 none moderate"]);
    check(with_risk(low), with_risk(high), &["rating 0 moderate severe"]);
    assert!(SaveEffect::Rating { risk: 0, was: Some(Band::Minor), is: None }.is_worse());
    assert!(
        !SaveEffect::Rating { risk: 0, was: Some(Band::Major), is: Some(Band::Minor) }.is_worse()
    );
}

#[test]
fn what_is_read_no_more_is_told() {
    let without = || entry("a.md", "A", Some(StatusKind::Draft));
    check(with_risk(LevelKind::Low), without(), &["Risks 1 0"]);
    check(without(), entry("a.md", "A", None), &["status lost"]);
    check(without(), with_risk(LevelKind::Low), &[]);
}

#[test]
fn a_plan_that_becomes_a_page_is_told_first_and_the_saved_file_before_others() {
    let old = portfolio(
        vec![with_findings(&[]), entry("b.md", "B", None), entry("c.md", "C", None)],
        vec![page("d.md", None)],
    );
    let mut warned = entry("a.md", "A", Some(StatusKind::Draft));
    warned.findings = warnings(&["a link is broken"]);
    let new = portfolio(vec![warned, entry("d.md", "D", None)], vec![page("b.md", None)]);
    let changes = changes(&old, &new, &["b.md".to_owned()]);
    let told: Vec<(&str, String)> = changes
        .iter()
        .flat_map(|change| change.effects.iter().map(|e| (change.path.as_str(), in_short(e))))
        .collect();
    let expected =
        [("b.md", "became page"), ("a.md", "found a link is broken"), ("d.md", "became plan")];
    assert_eq!(told, expected.map(|(path, words)| (path, words.to_owned())));
}
