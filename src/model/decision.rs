//! The go/no-go log.

use super::date::Date;
use super::phase::PhasePosition;
use super::prose::Text;
use crate::text::{Span, Spanned};

/// A decision at a gate.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The phase as written.
    pub phase_text: Text,
    /// The phase that it is about.
    pub phase: Option<PhasePosition>,
    /// What was decided; `None` where the word is none of the known ones.
    pub verdict: Option<Verdict>,
    /// The author's word.
    pub verdict_text: Text,
    /// Who decided.
    pub by: Option<Text>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// Conditions and reasons.
    pub notes: Option<Text>,
    /// The row.
    pub span: Span,
}

/// Verdicts of a go/no-go meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Advance.
    Go,
    /// Advance, with conditions.
    GoWithConditions,
    /// Do not advance.
    NoGo,
    /// Wait.
    Hold,
    /// The phase was taken back.
    RolledBack,
}

impl Verdict {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::GoWithConditions => "go-with-conditions",
            Self::NoGo => "no-go",
            Self::Hold => "hold",
            Self::RolledBack => "rolled-back",
        }
    }

    /// Whether the rollout may advance.
    pub const fn is_go(self) -> bool {
        matches!(self, Self::Go | Self::GoWithConditions)
    }
}
