//! A status that is the name of a phase.

use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::header::StatusKind;
use crate::model::phase::Phase;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let header = &facts.plan.header;
    let unknown = header.status.as_ref().filter(|status| status.kind == StatusKind::Unknown);
    let Some((status, words)) = unknown.map(|status| (status, status.text.to_lowercase())) else {
        return Vec::new();
    };
    let Some(phase) = facts.plan.phases.iter().find(|phase| names(&words, phase)) else {
        return Vec::new();
    };
    let message = format!("the status names a phase, `{}`", status.text);
    let finding = Diagnostic::new("status-names-a-phase", status.span, message)
        .label("a phase, not a status")
        .note("the plan is counted as unknown: nobody can tell whether users are on it")
        .help("write `**Status:** In Progress`, or Draft, Approved, Paused or Complete");
    vec![match header.current_phase {
        Some(_) => finding,
        None => finding.help(format!("and a line `**Current phase:** {}`", phase_name(phase))),
    }]
}

/// Whether words begin with the phase: its label, its name, or "Phase 1" and no further digit.
fn names(words: &str, phase: &Phase) -> bool {
    [phase_name(phase), phase.name.clone(), phase.label.plain.to_string()].iter().any(|name| {
        let name = name.to_lowercase();
        let after = words.strip_prefix(name.as_str()).filter(|_| !name.is_empty());
        after.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'))
    })
}
