//! Values that were measured too long ago to say anything.

use crate::analysis::measure::MeasureState;
use crate::check::RuleInput;
use crate::diagnostic::{Diagnostic, excerpt};
use crate::model::date;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let now = facts.analysis.current.position;
    let all = std::iter::zip(&facts.plan.measures, &facts.analysis.measures.states);
    // What was measured in a phase that lies behind stays as it was.
    let due = all.filter(|(measure, state)| {
        **state == MeasureState::TooOld && now.is_none_or(|now| measure.holds_for(now))
    });
    let days = facts.settings.site.measure_days;
    let finding = |measure: &crate::model::measured::Measure| {
        let as_of = measure.actual.as_ref()?.as_of?;
        let metric = excerpt(&measure.metric.plain);
        let day = date::display(as_of.date);
        let message = format!("`{metric}` was measured on {day}, more than {days} days ago");
        Some(
            Diagnostic::new("measure-too-old", measure.span.unwrap_or_default(), message)
                .note("it no longer tells whether its target is met")
                .help("measure again, or let a pipeline do it: `phasebook measure set`"),
        )
    };
    due.filter_map(|(measure, _)| finding(measure)).collect()
}
