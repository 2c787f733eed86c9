//! Rollback plans that do not say what to do.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::header::StatusKind;
use crate::model::phase::Phase;
use crate::model::plan::Plan;

/// How `parse` names the place of a step that is template text.
const PLACE: &str = "a rollback step";

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    // Where steps may stand in what is shown as written, another rule tells so.
    let holds_unread = plan.rollback.unread.iter().any(|section| section.phases.is_empty());
    if holds_unread
        || plan.is_closed()
        || plan.unfilled.iter().any(|unfilled| unfilled.place == PLACE)
    {
        return Vec::new();
    }
    let finding = if plan.rollback.steps.is_empty() { no_steps(plan) } else { some_phases(facts) };
    finding.into_iter().collect()
}

/// The finding on a rollback without any step. A plan without a rollback section lacks more than its
/// steps, and one in progress with nothing at all in it contradicts its status: other rules tell both.
fn no_steps(plan: &Plan) -> Option<Diagnostic> {
    let rollback = &plan.rollback;
    if !rollback.unread.is_empty() {
        return None;
    }
    let is_empty = rollback.triggers.is_empty() && rollback.owners.is_empty();
    if is_empty && plan.status_kind() == Some(StatusKind::InProgress) {
        return None;
    }
    let first = rollback.triggers.first().map(|trigger| trigger.span);
    let span = plan.sections.rollback.or(first)?;
    let message = "the rollback plan has no numbered list of steps";
    Some(
        Diagnostic::new("rollback-without-steps", span, message)
            .note("whoever is on call has nothing to follow, step by step")
            .help("write a numbered list under `### Rollback Steps`, the first step first"),
    )
}

/// The finding on phases for which no step holds, in a plan whose steps belong to phases.
fn some_phases(facts: &RuleInput<'_>) -> Option<Diagnostic> {
    let plan = facts.plan;
    let covered = plan.phases.iter().zip(&facts.analysis.coverage);
    let without: Vec<&Phase> =
        covered.filter(|(_, c)| !c.steps && !c.unread).map(|(phase, _)| phase).collect();
    let first = without.first()?;
    let span = plan.sections.rollback.unwrap_or(first.span);
    let names = subject::phases(&without);
    let message = format!("no rollback step holds for {names}");
    let finding = Diagnostic::new("rollback-without-steps", span, message);
    let places = without.iter().take(subject::LISTED).map(|phase| subject::phase_place(phase));
    Some(
        places
            .fold(finding, |finding, place| finding.also(place, "nothing says how to take it back"))
            .note("every step is for another phase's rollback")
            .help("write the steps of each phase, or one list for all of them"),
    )
}
