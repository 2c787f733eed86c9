//! Rollback plans that do not say when to use them.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::phase::Phase;
use crate::model::plan::Plan;

/// How `parse` names the place of a trigger that is template text.
const PLACE: &str = "a rollback trigger";

/// Asked only of plans with steps: one without them has to begin there.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    let has_steps = !plan.rollback.steps.is_empty();
    // Where triggers may stand in what is shown as written, another rule tells so.
    let holds_unread = plan.rollback.unread.iter().any(|section| section.phases.is_empty());
    if holds_unread
        || !has_steps
        || plan.is_closed()
        || plan.unfilled.iter().any(|u| u.place == PLACE)
    {
        return Vec::new();
    }
    let finding = if !plan.rollback.triggers.is_empty() {
        some_phases(facts)
    } else if plan.rollback.unread.is_empty() {
        no_triggers(plan)
    } else {
        None
    };
    finding.into_iter().collect()
}

fn no_triggers(plan: &Plan) -> Option<Diagnostic> {
    let first = plan.rollback.steps.first()?;
    let span = plan.sections.rollback.unwrap_or(first.span);
    let message = "the rollback plan has steps, but no triggers";
    Some(
        Diagnostic::new("rollback-without-triggers", span, message)
            .note("whoever is on call has to guess how bad is bad enough")
            .help("list under `### Rollback Triggers` what calls for it, such as `error rate exceeds 2% for > 10 minutes`"),
    )
}

/// The finding on phases for which no trigger holds, in a plan whose triggers belong to phases.
fn some_phases(facts: &RuleInput<'_>) -> Option<Diagnostic> {
    let plan = facts.plan;
    let covered = plan.phases.iter().zip(&facts.analysis.coverage);
    let without: Vec<&Phase> = covered
        .filter(|(_, c)| c.steps && !c.triggers && !c.unread)
        .map(|(phase, _)| phase)
        .collect();
    let first = without.first()?;
    let span = plan.sections.rollback.unwrap_or(first.span);
    let message = format!("no rollback trigger holds for {}", subject::phases(&without));
    let finding = Diagnostic::new("rollback-without-triggers", span, message);
    let places = without.iter().take(subject::LISTED).map(|phase| subject::phase_place(phase));
    Some(
        places
            .fold(finding, |finding, place| {
                finding.also(place, "nothing says when to take it back")
            })
            .note("every trigger is for another phase's rollback")
            .help("write the triggers of each phase, or one list for all of them"),
    )
}
