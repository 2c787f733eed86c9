//! Words of the published shape, back to what they stand for. What a word means is not guessed: one that a later version
//! may have added stands for what is not known, or calls for attention; any other is a fault.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::analysis::attention::ReasonKind;
use crate::analysis::current::{CurrentPhaseSource, CurrentPhaseState};
use crate::analysis::gate::{GateVerdict, SignatureState};
use crate::analysis::schedule::DatesOrigin;
use crate::model::date::{Date, parse_iso};
use crate::model::decision::Verdict;
use crate::model::header::StatusKind;
use crate::model::measure::AmountUnit;
use crate::model::phase::PhaseStatusKind;
use crate::model::risk::LevelKind;
use crate::settings::Band;

/// What a word of the data stands for.
pub(super) trait FromWord: Sized {
    /// What is expected: "a plan status".
    const WHAT: &'static str;

    /// `None` for a word that is not known.
    fn from_word(word: &str) -> Option<Self>;
}

/// A value that stands as a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<T>(pub(super) T);

struct Reader<T>(PhantomData<T>);

impl<T: FromWord> Visitor<'_> for Reader<T> {
    type Value = Word<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WHAT)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
        let unknown = || E::invalid_value(serde::de::Unexpected::Str(word), &self);
        T::from_word(word).map(Word).ok_or_else(unknown)
    }
}

impl<'de, T: FromWord> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reader(PhantomData))
    }
}

/// Text as pages may show it: one line, and no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words(pub(super) String);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if !text.contains(char::is_control) {
            return Ok(Self(text));
        }
        let shown = |c: char| match c {
            c if c.is_control() && c.is_whitespace() => ' ',
            c if c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        };
        Ok(Self(text.chars().map(shown).collect()))
    }
}

/// Finds a value by the word that it is published with; after `else` stands what other words come to.
macro_rules! by_word {
    ($($type:ty, $what:literal: $($value:ident)* $(, else $other:ident)?;)*) => {
        $(impl FromWord for $type {
            const WHAT: &'static str = $what;

            fn from_word(word: &str) -> Option<Self> {
                let known = [$(Self::$value),*].into_iter().find(|value| value.word() == word);
                known$(.or(Some(Self::$other)))?
            }
        })*
    };
}

by_word! {
    StatusKind, "a plan status":
        Draft Approved InProgress Paused RolledBack Complete Cancelled Unknown, else Unknown;
    CurrentPhaseState, "a rollout state": Live NotStarted AllDone NotStated;
    CurrentPhaseSource, "`stated`, `phase-status`, `decisions` or `plan-status`": Stated PhaseStatus Decisions PlanStatus;
    GateVerdict, "a gate verdict": Stopped Passed NotYetDue Unknown Blocked Ready, else Unknown;
    SignatureState, "a signature state": Signed Refused Open;
    DatesOrigin, "`stated` or `projected`": Stated Projected;
    Verdict, "a decision": Go GoWithConditions NoGo Hold RolledBack;
    LevelKind, "a risk level": Unknown VeryLow Low Medium High VeryHigh Critical, else Unknown;
    Band, "a risk band": Minor Moderate Major Severe;
    PhaseStatusKind, "a phase status":
        NotStarted InProgress Complete Paused RolledBack Cancelled Unknown, else Unknown;
    AmountUnit, "`people` or `share`": People Share;
    ReasonKind, "a reason for attention":
        TriggerMet Unread GateStopped GateBlocked Errors SevereRisk NoRollback DecisionWanted Overdue Stale
        ReviewOverdue, else Unread;
}

impl FromWord for Date {
    const WHAT: &'static str = "a date as `2026-11-22`";

    fn from_word(word: &str) -> Option<Self> {
        parse_iso(word)
    }
}

/// The index of a position among so many phases.
pub(super) fn index(position: u32, phases: usize) -> Option<usize> {
    let index = usize::try_from(position).ok()?.checked_sub(1)?;
    (index < phases).then_some(index)
}

/// The words of a text; `None` where there are none.
pub(super) fn text(words: Option<Words>) -> Option<String> {
    words.map(|words| words.0).filter(|text| !text.trim().is_empty())
}
