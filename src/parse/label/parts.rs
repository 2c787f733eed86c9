//! What a label consists of.

use smol_str::SmolStr;

use super::tail::Tail;
use super::word::Staging;
use crate::model::phase::PhaseNumber;

/// A phase's label taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::parse) struct PhaseLabel {
    /// The word before or behind the number.
    pub(in crate::parse) staging: Option<Staging>,
    /// The number behind or before the word: a phase's, or the quarter of a year.
    pub(in crate::parse) number: Option<PhaseNumber>,
    /// The letter behind the number, in lower case: "Phase 2b".
    pub(in crate::parse) letter: Option<char>,
    /// Whether the number counts quarters or halves of a year: "Q1".
    pub(in crate::parse) is_period: bool,
    /// The name; may be "".
    pub(in crate::parse) name: SmolStr,
    /// What stands at its end in brackets or behind a mark, and is no part of the name.
    pub(in crate::parse) tails: Vec<Tail>,
    /// Whether a mark or nothing follows the number: "Phase 1: Pilot", but not "Phase 1 Rollback".
    pub(in crate::parse) is_parted: bool,
}

impl PhaseLabel {
    /// Whether it names one of several phases: by a staging word with its number or letter.
    pub(in crate::parse) fn is_designated(&self) -> bool {
        self.staging.is_some() && self.is_parted
    }

    /// The number that the author gave to the phase; the first quarter is no Phase 1.
    pub(in crate::parse) fn phase_number(&self) -> Option<PhaseNumber> {
        self.number.filter(|_| !self.is_period)
    }
}
