//! Plans that lack whole sections of the template.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::header::StatusKind;
use crate::model::plan::Plan;

/// A part of a plan: the words for it, the template's heading, and whether the plan has it, under a
/// heading of its own or anywhere else.
type Part = (&'static str, &'static str, fn(&Plan) -> bool);

/// What a plan is made of.
const PARTS: [Part; 5] = [
    ("rollout phases", "## Rollout Phases", has_phases),
    ("phase transition criteria", "### Phase Transition Criteria", has_transition_criteria),
    ("risk register", "## Risk Register", has_risks),
    ("rollback plan", "## Rollback Plan", has_rollback),
    ("launch checklist", "## Launch Checklist", has_checklists),
];

/// One finding for all that is missing: a plan that lacks much is young, not wrong five times. A
/// closed plan is read for what happened, so nothing is asked of it.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    if plan.is_closed() {
        return Vec::new();
    }
    let missing = PARTS.iter().filter(|(_, _, has)| !has(plan));
    let (words, headings): (Vec<&str>, Vec<String>) =
        missing.map(|(words, heading, _)| (*words, format!("`{heading}`"))).unzip();
    if words.is_empty() {
        return Vec::new();
    }
    let title = plan.header.title.as_ref().map(|title| title.span);
    let status = plan.header.status.as_ref().map(|status| status.span);
    let message = format!("the plan has no {}", subject::series(&words, "or"));
    let help =
        format!("write {}; the template has their columns", subject::series(&headings, "and"));
    let span = title.or(status).unwrap_or_default();
    vec![Diagnostic::new("missing-section", span, message).help(help)]
}

fn has_phases(plan: &Plan) -> bool {
    plan.sections.phases.is_some() || !plan.phases.is_empty()
}

/// Without phases there is no gate that could have conditions.
fn has_transition_criteria(plan: &Plan) -> bool {
    plan.sections.transition_criteria.is_some()
        || !plan.transition_criteria.is_empty()
        || !has_phases(plan)
}

fn has_risks(plan: &Plan) -> bool {
    plan.sections.risks.is_some() || !plan.risks.is_empty()
}

/// A plan in progress without any rollback contradicts its status, which is told by the rule on that.
fn has_rollback(plan: &Plan) -> bool {
    let rollback = &plan.rollback;
    let is_stated =
        !(rollback.triggers.is_empty() && rollback.steps.is_empty() && rollback.owners.is_empty());
    let is_stated = is_stated || !rollback.unread.is_empty();
    let is_told = plan.status_kind() == Some(StatusKind::InProgress);
    plan.sections.rollback.is_some() || is_stated || is_told
}

fn has_checklists(plan: &Plan) -> bool {
    plan.sections.checklists.is_some() || !plan.checklists.is_empty()
}
