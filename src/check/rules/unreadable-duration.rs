//! Durations that are no length of time, where dates would follow from them.

use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::phase::Phase;

/// Asked only where a start is known and an end is not: elsewhere words serve as well as a length.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let phases = facts.plan.phases.iter().zip(&facts.analysis.schedule);
    let open = phases.filter(|(_, dates)| dates.start.is_some() && dates.end.is_none());
    open.filter_map(|(phase, _)| finding(phase)).collect()
}

fn finding(phase: &Phase) -> Option<Diagnostic> {
    let duration = phase.duration.as_ref().filter(|duration| duration.length.is_none())?;
    let (name, text) = (phase_name(phase), &duration.text);
    let message = format!("`{}` is not a length of time, so {name} has no planned end", text.plain);
    Some(
        Diagnostic::new("unreadable-duration", text.span, message)
            .note("it is never overdue, and no dates follow for the phases after it")
            .help("write a length such as `2 weeks`, `10 business days` or `Ongoing`, or the end itself"),
    )
}
