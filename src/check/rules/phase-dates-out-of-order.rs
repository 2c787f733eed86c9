//! Stated dates of phases that cannot both be true.

use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::date::display;
use crate::model::phase::Phase;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let phases = &facts.plan.phases;
    let backwards = phases.iter().filter_map(ends_before_it_starts);
    let overtaken = phases.windows(2).filter_map(|pair| starts_before(&pair[0], &pair[1]));
    backwards.chain(overtaken).collect()
}

fn ends_before_it_starts(phase: &Phase) -> Option<Diagnostic> {
    let (start, end) = (phase.start.as_ref()?, phase.end.as_ref()?);
    let name = phase_name(phase);
    let message = format!("{name} ends on {}, before it starts", display(end.value));
    (end.value < start.value).then(|| {
        Diagnostic::new("phase-dates-out-of-order", end.span, message)
            .also(start.span, format!("it starts on {}", display(start.value)))
            .note("no dates are derived from these for the phases that follow")
            .help("correct one of the two; the end is the phase's last day")
    })
}

/// Phases may overlap, but none begins before the one that it follows.
fn starts_before(before: &Phase, phase: &Phase) -> Option<Diagnostic> {
    let (first, start) = (before.start.as_ref()?, phase.start.as_ref()?);
    let (name, other) = (phase_name(phase), phase_name(before));
    let message =
        format!("{name} starts on {}, before {other} which it follows", display(start.value));
    (start.value < first.value).then(|| {
        Diagnostic::new("phase-dates-out-of-order", start.span, message)
            .also(first.span, format!("{other} starts on {}", display(first.value)))
            .help("correct the date, or put the phases in the order in which they happen")
    })
}
