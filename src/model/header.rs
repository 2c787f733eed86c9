//! The head of a plan: what its header lines and front matter state.

use super::date::Date;
use super::dependency::Dependency;
use super::lang::Lang;
use super::phase::PhasePosition;
use super::prose::Text;
use crate::text::{Span, Spanned};

/// Facts about the plan as a whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Header {
    /// The title without "Rollout Plan:" and leading emoji.
    pub title: Option<Spanned<String>>,
    /// The title as written, marks removed.
    pub title_text: Option<String>,
    /// The declared status.
    pub status: Option<Status>,
    /// The plan's date: Date or Created, else the last-updated date.
    pub date: Option<Spanned<Date>>,
    /// When it was last changed, as stated.
    pub updated: Option<Spanned<Date>>,
    /// When it is to be looked at again.
    pub next_review: Option<Spanned<Date>>,
    /// Who wrote it.
    pub author: Option<Text>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// The feature flag.
    pub flag: Option<Text>,
    /// The current phase as written.
    pub current_phase: Option<Text>,
    /// The phase that these words name, where the plan has it.
    pub current_phase_position: Option<PhasePosition>,
    /// The language of its text: stated in front matter, else shown by its words; `None` where neither
    /// is sure.
    pub lang: Option<Lang>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Former slugs.
    pub aliases: Vec<Spanned<String>>,
    /// Plans that it depends on, as front matter names them.
    pub depends_on: Vec<Spanned<String>>,
    /// Plans that it depends on, as a line of the header links them.
    pub depends_on_links: Vec<Dependency>,
    /// Front matter of the author's own: key and value as text.
    pub extra: Vec<(String, String)>,
    /// All front matter, known keys too, as written: key and value as text.
    pub front_matter: Vec<(String, String)>,
    /// Pairs that stand in the plan but are none of the above: key and value.
    pub other: Vec<(String, Text)>,
    /// From the first to the last header fact, empty without one.
    pub span: Span,
}

/// A declared status.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// Its kind.
    pub kind: StatusKind,
    /// The author's words.
    pub text: String,
    /// What follows the status word: "(since May)".
    pub note: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKind {
    /// Being written.
    Draft,
    /// Agreed, not begun.
    Approved,
    /// Live.
    InProgress,
    /// Live, and halted.
    Paused,
    /// Taken back.
    RolledBack,
    /// Done.
    Complete,
    /// Given up.
    Cancelled,
    /// Words that name none of these.
    Unknown,
}

impl StatusKind {
    /// All kinds, by lifecycle.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Approved,
        Self::InProgress,
        Self::Paused,
        Self::RolledBack,
        Self::Complete,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// All kinds that an author can state.
    pub const KNOWN: [Self; 7] = [
        Self::Draft,
        Self::Approved,
        Self::InProgress,
        Self::Paused,
        Self::RolledBack,
        Self::Complete,
        Self::Cancelled,
    ];

    /// The words as authors write them.
    pub const fn written(self) -> &'static str {
        match self {
            Self::InProgress => "In Progress",
            Self::RolledBack => "Rolled Back",
            Self::Draft
            | Self::Approved
            | Self::Paused
            | Self::Complete
            | Self::Cancelled
            | Self::Unknown => self.label(),
        }
    }

    /// The word used in data, paths and settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::InProgress => "in-progress",
            Self::Paused => "paused",
            Self::RolledBack => "rolled-back",
            Self::Complete => "complete",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }

    /// The words shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Approved => "Approved",
            Self::InProgress => "In progress",
            Self::Paused => "Paused",
            Self::RolledBack => "Rolled back",
            Self::Complete => "Complete",
            Self::Cancelled => "Cancelled",
            Self::Unknown => "Unknown",
        }
    }

    /// The kind of a data word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }
}
