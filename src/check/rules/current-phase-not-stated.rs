//! A live plan that does not say which phase is live.

use crate::analysis::current::CurrentPhaseState;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    let is_stated = facts.analysis.current.state != CurrentPhaseState::NotStated;
    let Some(status) = plan.header.status.as_ref().filter(|_| facts.has_users() && !is_stated)
    else {
        return Vec::new();
    };
    // One that is stated and names no phase is `unknown-phase-reference`.
    if plan.header.current_phase.is_some() {
        return Vec::new();
    }
    let message = format!(
        "the plan is {}, but its current phase is not stated",
        status.kind.label().to_lowercase()
    );
    let finding = Diagnostic::new("current-phase-not-stated", status.span, message)
        .label("which phase is live?")
        .note("the verdict on every gate is unknown until this is known");
    let named = plan.phases.iter().find(|phase| !phase.label.is_empty());
    vec![match named {
        Some(phase) => finding
            .help(format!("write a line such as `**Current phase:** {}`", phase.label.plain))
            .help("or give each phase a status, or log the last Go in a decision log"),
        None => finding.help("add a `## Rollout Phases` section, and name the live one"),
    }]
}
