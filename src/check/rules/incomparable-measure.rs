//! Values that are measured in another unit than the one they are to be compared in.

use rustc_hash::FxHashSet;

use crate::analysis::measure::{Doubt, Held, MeasureState, target_of};
use crate::check::RuleInput;
use crate::diagnostic::{Diagnostic, excerpt};
use crate::model::measure::Comparison;
use crate::text::Span;

/// A comparison with its place, and the measure that it is held against.
type Compared<'a> = (Held, &'a Comparison, Span);

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let (plan, measures) = (facts.plan, &facts.analysis.measures);
    if plan.measures.is_empty() {
        return Vec::new();
    }
    let own = plan.measures.iter().enumerate().filter_map(|(at, measure)| {
        let held = Held { measure: at, state: measures.states[at] };
        Some((held, target_of(plan, measure)?, measure.span.unwrap_or_default()))
    });
    let success = plan.phases.iter().enumerate().flat_map(|(index, phase)| {
        phase.success_criteria.iter().enumerate().filter_map(move |(at, criterion)| {
            let held = measures.of_success(index, at)?;
            Some((held, criterion.comparison.as_ref()?, criterion.text.span))
        })
    });
    let triggers = plan.rollback.triggers.iter().enumerate().filter_map(|(at, trigger)| {
        Some((measures.of_trigger(at)?, trigger.comparison.as_ref()?, trigger.span))
    });
    let mut told: FxHashSet<usize> = FxHashSet::default();
    let is_wrong = |(held, ..): &Compared<'_>| held.state == MeasureState::Unknown(Doubt::Units);
    let all = own.chain(success).chain(triggers).filter(is_wrong);
    all.filter(|(held, ..)| told.insert(held.measure))
        .map(|(held, comparison, span)| {
            let measure = &plan.measures[held.measure];
            let unit = measure.actual.as_ref().and_then(|actual| actual.unit.as_deref());
            let metric = excerpt(&measure.metric.plain);
            let message = format!(
                "`{metric}` is measured {} and compared {}",
                unit_words(unit),
                unit_words(comparison.unit.as_deref())
            );
            Diagnostic::new("incomparable-measure", measure.span.unwrap_or(span), message)
                .note("whether it is met stays unknown")
                .help("write both in one unit")
        })
        .collect()
}

fn unit_words(unit: Option<&str>) -> String {
    unit.map_or_else(|| "without a unit".to_owned(), |unit| format!("in `{}`", excerpt(unit)))
}
