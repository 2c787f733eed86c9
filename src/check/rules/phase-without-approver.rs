//! Gates that nobody is named to sign.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::header::StatusKind;
use crate::model::phase::Phase;
use crate::model::plan::Plan;

/// One finding for all phases: the same person often signs several gates, and is asked once.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    let nobody_signs = plan.phases.iter().all(|phase| phase.go_no_go.is_none());
    if !is_wanted(plan, nobody_signs) {
        return Vec::new();
    }
    let unsigned =
        |phase: &&Phase| phase.go_no_go.is_none() && !subject::is_unfilled(plan, phase.span);
    let without: Vec<&Phase> = plan.phases.iter().filter(unsigned).collect();
    let Some(first) = without.first() else { return Vec::new() };
    let new = |span, message| Diagnostic::new("phase-without-approver", span, message);
    let finding = if nobody_signs && without.len() > 1 {
        let span = plan.sections.phases.unwrap_or(first.span);
        new(span, format!("none of the {} phases names an approver", without.len()))
            .help("add a column `Go / No-Go` with the name or role that signs each gate")
    } else {
        let message = format!("no approver is named for {}", subject::phases(&without));
        let finding = new(subject::phase_place(first), message);
        let others =
            without.iter().take(subject::LISTED).skip(1).map(|phase| subject::phase_place(phase));
        others
            .fold(finding, |finding, place| finding.also(place, "no approver here either"))
            .help("name the person or role that signs its gate in the column `Go / No-Go`")
    };
    vec![finding.note("a gate without an approver stays blocked while the plan is in progress")]
}

/// Whether the plan says who signs at all, or is about to need it. That nobody signs an approved plan
/// is told by `status-contradicts-evidence`.
fn is_wanted(plan: &Plan, nobody_signs: bool) -> bool {
    match plan.status_kind() {
        _ if plan.is_closed() => false,
        Some(StatusKind::InProgress | StatusKind::Paused) => true,
        _ => !nobody_signs,
    }
}
