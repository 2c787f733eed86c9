//! Of several values of one metric and phase the newest.

use rustc_hash::FxHashMap;

use super::super::words::{Folded, fold};
use crate::diagnostic::{Diagnostic, excerpt};
use crate::model::measured::Measure;
use crate::model::phase::PhasePosition;
use crate::text::Span;

/// What a measure is known by: its metric and its phases.
pub(super) type Key = (Folded, Option<Vec<PhasePosition>>);

pub(super) fn key(measure: &Measure) -> Key {
    (fold(&measure.metric.plain), measure.phases.clone())
}

/// The newest of each metric and phase, else the later one, each with its place; two of one moment are told.
pub(super) fn newest(
    all: impl Iterator<Item = (Span, Measure)>,
) -> (Vec<Measure>, Vec<Diagnostic>) {
    let mut places: FxHashMap<Key, usize> = FxHashMap::default();
    let mut kept: Vec<Measure> = Vec::new();
    let mut twice = Vec::new();
    for (span, measure) in all {
        let at = *places.entry(key(&measure)).or_insert(kept.len());
        let Some(known) = kept.get_mut(at) else {
            kept.push(measure);
            continue;
        };
        let as_of = |of: &Measure| of.actual.as_ref().and_then(|actual| actual.as_of);
        if as_of(known) == as_of(&measure) {
            twice.push(duplicate(&measure, known.span, span));
        }
        if as_of(known) <= as_of(&measure) {
            *known = measure;
        }
    }
    (kept, twice)
}

fn duplicate(measure: &Measure, first: Option<Span>, second: Span) -> Diagnostic {
    let metric = excerpt(&measure.metric.plain);
    let finding = Diagnostic::new(
        "duplicate-measure",
        second,
        format!("`{metric}` is measured twice, and neither value is newer"),
    );
    let finding = match first {
        Some(first) => finding.also(first, "the other one"),
        None => finding,
    };
    finding
        .note("the later one counts")
        .help("say of each when it was measured, in a column `As of`, or leave one out")
}
