//! Phases of a rollout.

use std::fmt;

use super::date::Date;
use super::measure::{Criterion, Duration, Users};
use super::prose::Text;
use crate::text::{Span, Spanned};

/// A phase: one step of widening the audience.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// The number that the author wrote.
    pub number: Option<PhaseNumber>,
    /// The letter behind the number, in lower case: "b" of "Phase 2b".
    pub letter: Option<char>,
    /// Place in the plan's order.
    pub position: PhasePosition,
    /// The name without word, number and dash; may be "".
    pub name: String,
    /// As written: "Phase 1 — Private preview".
    pub label: Text,
    /// What is released to whom.
    pub scope: Option<Text>,
    /// How many get it.
    pub users: Option<Users>,
    /// How long it lasts.
    pub duration: Option<Duration>,
    /// A point of time in words that are neither a length nor a date: "T-7 days", "Week 3".
    pub when: Option<Text>,
    /// What must be reached.
    pub success_criteria: Vec<Criterion>,
    /// Who signs the gate at its end.
    pub go_no_go: Option<Text>,
    /// The phase's own status.
    pub status: Option<PhaseStatus>,
    /// Stated first day.
    pub start: Option<Spanned<Date>>,
    /// What stands behind the first day, or in its place: "22:00 UTC".
    pub start_time: Option<String>,
    /// Stated last day, inclusive.
    pub end: Option<Spanned<Date>>,
    /// What stands behind the last day, or in its place.
    pub end_time: Option<String>,
    /// Who leads it.
    pub owner: Option<Text>,
    /// The flag that opens it.
    pub flag: Option<Text>,
    /// The share of exposure.
    pub exposure: Option<Text>,
    /// The share of users in percent (0 to 100) that its exposure, else its audience, ends with.
    pub share: Option<f64>,
    /// Columns of the author's own: name and value, in the table's order.
    pub extra: Vec<(String, Text)>,
    /// The phase's row or heading.
    pub span: Span,
}

impl Phase {
    /// The words of its share: "5% → 25%".
    pub fn share_text(&self) -> Option<&Text> {
        let users = self.users.as_ref().map(|users| &users.text);
        self.share.and_then(|_| self.exposure.as_ref().or(users))
    }
}

/// A stated phase number: 1, 4.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhaseNumber {
    /// Before the dot.
    pub whole: u32,
    /// After the dot.
    pub part: Option<u32>,
}

impl PhaseNumber {
    /// A number without a part.
    pub const fn whole(whole: u32) -> Self {
        Self { whole, part: None }
    }
}

impl fmt::Display for PhaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            None => write!(f, "{}", self.whole),
            Some(part) => write!(f, "{}.{part}", self.whole),
        }
    }
}

/// A phase's place in the plan's order, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhasePosition(u32);

impl PhasePosition {
    /// The place of the phase at `index` (from 0) of a plan's phases.
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index + 1).unwrap_or(u32::MAX))
    }

    /// The index from 0 into a plan's phases.
    pub const fn index(self) -> usize {
        self.0 as usize - 1
    }

    /// The place from 1.
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// A phase's own status.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseStatus {
    /// Its kind.
    pub kind: PhaseStatusKind,
    /// The author's words.
    pub text: Text,
}

/// Kinds of phase status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhaseStatusKind {
    /// Not begun.
    NotStarted,
    /// Running.
    InProgress,
    /// Done.
    Complete,
    /// Halted.
    Paused,
    /// Taken back.
    RolledBack,
    /// Given up.
    Cancelled,
    /// Words that name none of these.
    Unknown,
}

impl PhaseStatusKind {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Complete => "complete",
            Self::Paused => "paused",
            Self::RolledBack => "rolled-back",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}
