//! Limits of success criteria that no rollback trigger watches.

use std::collections::BTreeSet;

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::measure::{Comparison, Criterion, Operator};
use crate::model::plan::Plan;

/// Letters that a word needs to name a measure; shorter ones are "of", "per", "p95".
const LETTERS: usize = 4;

/// Words that stand in the name of any measure and tell none from another.
const COMMON: [&str; 10] = [
    "amount",
    "count",
    "during",
    "number",
    "percent",
    "percentage",
    "rate",
    "share",
    "time",
    "with",
];

/// One finding for all limits, and only in a plan whose triggers are measured: the others may watch
/// anything.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    let triggers = &plan.rollback.triggers;
    if plan.is_closed() || triggers.iter().all(|trigger| trigger.comparison.is_none()) {
        return Vec::new();
    }
    let watched: BTreeSet<String> =
        triggers.iter().flat_map(|trigger| words(&trigger.text.plain)).collect();
    let unwatched = |metric: &str| {
        let words = words(metric);
        !words.is_empty() && words.is_disjoint(&watched)
    };
    let limits: Vec<(&Criterion, &Comparison)> =
        limits(plan).filter(|(_, limit)| unwatched(&limit.metric)).collect();
    let Some((first, _)) = limits.first() else { return Vec::new() };
    let mut names: Vec<String> =
        limits.iter().map(|(_, limit)| format!("`{}`", limit.metric)).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.to_lowercase()));
    let message = format!("no rollback trigger watches {}", subject::first_few(&names));
    let finding = Diagnostic::new("criterion-without-trigger", first.text.span, message)
        .label("a limit that the phase must keep");
    let finding = match plan.sections.rollback {
        Some(rollback) => finding.also(rollback, "what calls for a rollback"),
        None => finding,
    };
    let metric = &limits[0].1.metric;
    vec![finding.help(format!(
        "add the trigger at which it is too much, such as `{metric} exceeds … for > 15 minutes`"
    ))]
}

/// Criteria with an upper limit on a harm. What must be reached (use, orders) fails slowly, and a
/// limit on effort (support contacts, cost) is no reason to take a release back.
fn limits(plan: &Plan) -> impl Iterator<Item = (&Criterion, &Comparison)> {
    let criteria = plan.phases.iter().flat_map(|phase| &phase.success_criteria);
    criteria
        .filter_map(|criterion| Some((criterion, criterion.comparison.as_ref()?)))
        .filter(|(_, limit)| matches!(limit.op, Operator::Less | Operator::LessOrEqual))
        .filter(|(_, limit)| is_harm(&limit.metric))
}

/// Beginnings of the words for what users suffer from at once.
const HARMS: [&str; 9] =
    ["crash", "delay", "downtime", "duplicate", "error", "fail", "lag", "latency", "timeout"];

fn is_harm(metric: &str) -> bool {
    let metric = metric.to_lowercase();
    let mut words = metric.split(|c: char| !c.is_alphanumeric());
    words.any(|word| HARMS.iter().any(|harm| word.starts_with(harm)))
}

/// The words of a text that name what is measured, without the s of a plural.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words
        .map(|word| word.strip_suffix('s').map_or(word.clone(), str::to_owned))
        .filter(|word| word.chars().count() >= LETTERS && !COMMON.contains(&word.as_str()))
        .filter(|word| word.contains(char::is_alphabetic))
        .collect()
}
