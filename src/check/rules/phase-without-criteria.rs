//! Phases that nothing says when they have succeeded.

use std::collections::BTreeSet;

use crate::analysis::wording::phase_name;
use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::plan::Plan;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    if plan.is_closed() {
        return Vec::new();
    }
    let gates: BTreeSet<PhasePosition> =
        plan.transition_criteria.iter().filter_map(|criterion| criterion.phase).collect();
    let has_criteria =
        |phase: &Phase| !phase.success_criteria.is_empty() || gates.contains(&phase.position);
    let without: Vec<&Phase> = plan.phases.iter().filter(|phase| !has_criteria(phase)).collect();
    if without.len() > 1 && without.len() == plan.phases.len() {
        return vec![no_phase(plan, &without)];
    }
    let stated = without.into_iter().filter(|phase| !subject::is_unfilled(plan, phase.span));
    stated.map(finding).collect()
}

fn no_phase(plan: &Plan, phases: &[&Phase]) -> Diagnostic {
    let span = plan.sections.phases.unwrap_or(phases[0].span);
    let message = format!("none of the {} phases has success criteria", phases.len());
    Diagnostic::new("phase-without-criteria", span, message)
        .note("nobody can say when a phase has done what it was for")
        .help("add a column `Success Criteria`, such as `error rate < 1% over 7 days; No P0 bugs`")
}

fn finding(phase: &Phase) -> Diagnostic {
    let message = format!("{} has no success criteria", phase_name(phase));
    Diagnostic::new("phase-without-criteria", subject::phase_place(phase), message)
        .help("write what must be reached, such as `error rate < 1% over 7 days; No P0 bugs`")
}
