//! Phases that are known already, by what names them again.

use rustc_hash::FxHashMap;

use super::super::label::{PhaseLabel, Staging, label};
use super::super::words::{Folded, Words, fold};
use super::group::PhaseCandidate;
use crate::model::phase::{Phase, PhaseNumber};

/// A number with its letter and, where it is no word for phase, the unit that it counts.
type Key = (Option<String>, PhaseNumber, Option<char>);

/// Quarters are one unit, however they are written.
const QUARTER: &str = "quarter";

/// Phases by what candidates name them by.
#[derive(Default)]
pub(super) struct Index {
    units: FxHashMap<Key, usize>,
    /// By number alone; quarters apart.
    numbers: FxHashMap<Key, usize>,
    /// By number and name, to tell twins apart.
    twins: FxHashMap<(Key, Folded), usize>,
    names: FxHashMap<Folded, usize>,
    /// Whether one of them has no number.
    has_unnumbered: bool,
}

impl Index {
    /// Whether every phase has a number.
    pub(super) const fn all_numbered(&self) -> bool {
        !self.has_unnumbered
    }

    pub(super) fn add(&mut self, at: usize, phase: &Phase, words: &Words) {
        self.has_unnumbered |= phase.number.is_none();
        let own = label(&phase.label.plain, words);
        let unit = unit(&own);
        let number = phase.number.or(own.number.filter(|_| own.is_period));
        if let Some(number) = number {
            let key = (None, number, phase.letter);
            if !own.is_period {
                self.numbers.entry(key.clone()).or_insert(at);
                self.twins.entry((key, fold(&phase.name))).or_insert(at);
            }
            self.units.entry((unit, number, phase.letter)).or_insert(at);
        }
        if !phase.name.is_empty() {
            self.names.entry(fold(&phase.name)).or_insert(at);
        }
    }

    /// The phase that a candidate names: by its number, of twins the one of its name; else by its name
    /// where one of both has no number.
    pub(super) fn find(&self, phases: &[Phase], candidate: &PhaseCandidate<'_>) -> Option<usize> {
        let label = &candidate.label;
        self.of_number(candidate).or_else(|| {
            let at = *self.names.get(&fold(&label.name)).filter(|_| !label.name.is_empty())?;
            (phases[at].number.is_none() || label.phase_number().is_none()).then_some(at)
        })
    }

    /// The phase of a candidate's number, of twins the one of its name.
    pub(super) fn of_number(&self, candidate: &PhaseCandidate<'_>) -> Option<usize> {
        let label = &candidate.label;
        let number = label.number?;
        // Weeks are not the phases of the same numbers.
        if let Some(unit) = unit(label) {
            return self.units.get(&(Some(unit), number, label.letter)).copied();
        }
        let key = (None, number, label.letter);
        let twin = self.twins.get(&(key.clone(), fold(&label.name)));
        twin.or_else(|| self.numbers.get(&key)).copied()
    }
}

/// The unit that a label's number counts; `None` for phases.
fn unit(label: &PhaseLabel) -> Option<String> {
    match &label.staging {
        _ if label.is_period => Some(QUARTER.to_owned()),
        Some(Staging::Unit(word)) => Some(word.clone()),
        Some(Staging::Phase) | None => None,
    }
}
