//! What was measured: tables of metrics, and the file beside a plan that pipelines write.
//!
//! The author's table stays where it is. Of several values of one metric and phase the newest counts.

mod companion;
mod entry;
mod newest;
mod places;
mod table;
mod value;

/// The JSON Schema (draft 2020-12) of the file beside a plan.
pub const MEASURES_SCHEMA: &str = include_str!("measures.schema.json");

pub use companion::{CompanionEntry, companion_entries, companion_findings};
pub(super) use table::{is_of_measures, is_only_of_measures};
pub use value::quantity;

use rustc_hash::FxHashMap;

use super::comparison::comparison;
use super::language::Language;
use super::reader::Reader;
use crate::model::checklist::TransitionCriterion;
use crate::model::measure::Comparison;
use crate::model::measured::Measure;
use crate::model::prose::BlockKind;
use newest::{Key, key, newest};

/// Reads what was measured: of tables, then of the file beside the plan.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Measure> {
    let mut measures = Vec::new();
    for section in 0..reader.sections.len() {
        for index in reader.sections[section].blocks.clone() {
            let BlockKind::Table(table) = &reader.blocks[index].kind else { continue };
            if !reader.is_read[index] {
                table::read(reader, table, section, &mut measures);
            }
        }
    }
    let (mut measures, twice) =
        newest(measures.into_iter().map(|of| (of.span.unwrap_or_default(), of)));
    reader.findings.extend(twice);
    if let Some(companion) = reader.source.companion() {
        let beside = entry::Beside { phases: &reader.phases, words: reader.words };
        let (found, _) = companion::read(companion, &beside);
        join(&mut measures, found);
    }
    measures
}

/// The comparison that each of some conditions states, to be held against what was measured.
pub(super) fn comparisons(
    reader: &Reader<'_>,
    criteria: &[TransitionCriterion],
) -> Vec<Option<Comparison>> {
    criteria.iter().map(|of| comparison(&of.item.text.plain, reader.words)).collect()
}

/// The metric that a condition compares, if it compares one.
pub fn metric_of(text: &str, language: &Language) -> Option<String> {
    comparison(text, &language.words).map(|of| of.metric)
}

/// Joins what stands beside the plan with what stands in it: the newer value counts, and one of the file where
/// the plan does not say when it was measured. What the plan states as the target stays.
fn join(measures: &mut Vec<Measure>, beside: Vec<Measure>) {
    let mut places: FxHashMap<Key, usize> =
        measures.iter().enumerate().map(|(at, measure)| (key(measure), at)).collect();
    for found in beside {
        let Some(&at) = places.get(&key(&found)) else {
            places.insert(key(&found), measures.len());
            measures.push(found);
            continue;
        };
        let known = &mut measures[at];
        if known.target.is_none() {
            known.target = found.target;
        }
        let Some(actual) = found.actual else { continue };
        let is_newer = match &known.actual {
            Some(of_plan) => of_plan.as_of.is_none() || of_plan.as_of < actual.as_of,
            None => true,
        };
        if is_newer {
            known.actual = Some(actual);
        }
    }
}
