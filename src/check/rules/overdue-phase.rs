//! A current phase that should be over.
//!
//! As an error this would count twice in what needs attention, which has a reason of its own for it.

use crate::analysis::schedule::{DatesOrigin, PhaseDates};
use crate::analysis::wording::{gate_name, phase_name};
use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::date::display;
use crate::model::phase::Phase;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let phases = facts.plan.phases.iter().zip(&facts.analysis.schedule);
    phases.filter_map(|(phase, dates)| finding(facts, phase, dates)).collect()
}

fn finding(facts: &RuleInput<'_>, phase: &Phase, dates: &PhaseDates) -> Option<Diagnostic> {
    let end = dates.end.filter(|_| dates.overdue)?;
    let (name, day) = (phase_name(phase), display(end));
    let gate = gate_name(facts.plan, phase.position.index());
    let stated = phase.end.as_ref().map(|end| end.span);
    let duration = phase.duration.as_ref().map(|duration| duration.text.span);
    let span = stated.or(duration).unwrap_or_else(|| subject::phase_place(phase));
    let message = format!("{name} is still current, but was planned to end on {day}");
    let finding = Diagnostic::new("overdue-phase", span, message);
    let finding = match dates.origin {
        Some(DatesOrigin::Projected) => {
            finding.note("the end follows from the dates and durations of the phases before")
        }
        _ if stated.is_none() => finding.note("the end follows from start and duration"),
        _ => finding,
    };
    Some(
        finding
            .help(format!("log the decision on {gate}"))
            .help("or write the day on which the phase ends now"),
    )
}
