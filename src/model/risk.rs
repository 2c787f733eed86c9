//! The risk register.

use super::date::Date;
use super::phase::PhasePosition;
use super::prose::Text;
use crate::text::{Span, Spanned};

/// An uncertain event with an effect on the rollout (ISO 31000 calls its parts likelihood and
/// consequence; the template's words are likelihood and impact).
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// The ID as written: "R1".
    pub id: Option<Spanned<String>>,
    /// What may happen.
    pub text: Text,
    /// The kind of risk.
    pub category: Option<Text>,
    /// How likely.
    pub likelihood: Option<Level>,
    /// How bad.
    pub impact: Option<Level>,
    /// A score or combined level as written; it gives neither axis.
    pub score: Option<Text>,
    /// The one overall level that it states: of a rating, a severity alone, its section's heading, or
    /// a score with a legend. Both axes win over it.
    pub rating: Option<Level>,
    /// What is done against it.
    pub mitigation: Option<Text>,
    /// What is done when it happens.
    pub contingency: Option<Text>,
    /// What tells that it happens.
    pub trigger: Option<Text>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// How it stands.
    pub status: Option<RiskStatus>,
    /// Who has taken it, where it is accepted and says more than that.
    pub acceptance: Option<Acceptance>,
    /// When it was found.
    pub raised: Option<Spanned<Date>>,
    /// When it must be dealt with.
    pub due: Option<Spanned<Date>>,
    /// Likelihood after mitigation.
    pub residual_likelihood: Option<Level>,
    /// Impact after mitigation.
    pub residual_impact: Option<Level>,
    /// Phases that its words bind it to.
    pub bindings: Vec<Binding>,
    /// Keys that may be slips of the hand for the axes that it lacks.
    pub misspelt: Vec<Misspelt>,
    /// Columns of the author's own.
    pub extra: Vec<(String, Text)>,
    /// The row, heading or bullet.
    pub span: Span,
}

/// A level of likelihood or impact.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its kind.
    pub kind: LevelKind,
    /// The author's word.
    pub text: Text,
    /// Whether it is unknown because it names more than one level: "Medium-High".
    pub names_several: bool,
}

/// A key or column whose name is nearly that of a fact which the risk does not state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misspelt {
    /// The key as written: "Liklihood".
    pub key: Spanned<String>,
    /// What it may mean: "Likelihood".
    pub meant: String,
    /// Whether it would state the likelihood; else the impact.
    pub is_likelihood: bool,
}

/// Kinds of level, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LevelKind {
    /// A word that names no level.
    Unknown,
    /// Very low.
    VeryLow,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Very high.
    VeryHigh,
    /// Critical.
    Critical,
}

impl LevelKind {
    /// The known kinds, lowest first.
    pub const KNOWN: [Self; 6] =
        [Self::VeryLow, Self::Low, Self::Medium, Self::High, Self::VeryHigh, Self::Critical];

    /// The word used in data, paths and settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::VeryHigh => "very-high",
            Self::Critical => "critical",
        }
    }

    /// The word shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::VeryLow => "Very low",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
            Self::VeryHigh => "Very high",
            Self::Critical => "Critical",
        }
    }

    /// The known kind of a data word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::KNOWN.into_iter().find(|k| k.word() == word)
    }
}

/// How a risk stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskStatus {
    /// Its kind.
    pub kind: RiskStatusKind,
    /// The author's words.
    pub text: Text,
}

/// Who has taken a risk knowingly.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Acceptance {
    /// Who.
    pub by: Option<Text>,
    /// The last day on which it holds.
    pub until: Option<Spanned<Date>>,
    /// Why.
    pub reason: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of risk status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskStatusKind {
    /// Not dealt with.
    Open,
    /// Being dealt with.
    Mitigating,
    /// Dealt with.
    Mitigated,
    /// Taken knowingly.
    Accepted,
    /// No longer a risk.
    Closed,
    /// It happened.
    Occurred,
    /// Words that name none of these.
    Unknown,
}

impl RiskStatusKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Mitigating,
        Self::Mitigated,
        Self::Accepted,
        Self::Closed,
        Self::Occurred,
        Self::Unknown,
    ];

    /// The word used in data and settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mitigating => "mitigating",
            Self::Mitigated => "mitigated",
            Self::Accepted => "accepted",
            Self::Closed => "closed",
            Self::Occurred => "occurred",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it counts as open: all but mitigated and closed.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Mitigated | Self::Closed)
    }
}

impl Risk {
    /// Whether it counts as open; one without a status does.
    pub fn is_open(&self) -> bool {
        self.status.as_ref().is_none_or(|s| s.kind.is_open())
    }

    /// The last day on which its acceptance holds, where it is accepted to an end.
    pub fn accepted_until(&self) -> Option<Date> {
        let is_accepted = self.status_kind() == Some(RiskStatusKind::Accepted);
        let acceptance = self.acceptance.as_ref().filter(|_| is_accepted)?;
        acceptance.until.as_ref().map(|day| day.value)
    }

    /// The kind of its status.
    pub fn status_kind(&self) -> Option<RiskStatusKind> {
        self.status.as_ref().map(|s| s.kind)
    }
}

/// Words that bind a risk to a phase.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// The phase named.
    pub phase: PhasePosition,
    /// When, relative to that phase, it must be dealt with.
    pub when: When,
    /// The words: "before Phase 2".
    pub words: String,
    /// Where they stand.
    pub span: Span,
}

/// The relation of a risk to a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Before the phase begins.
    Before,
    /// By the phase.
    By,
    /// In the phase.
    In,
    /// During the phase.
    During,
    /// At the phase.
    At,
}

impl When {
    /// All, with the word that authors and data use.
    pub const WORDS: [(Self, &'static str); 5] = [
        (Self::Before, "before"),
        (Self::By, "by"),
        (Self::In, "in"),
        (Self::During, "during"),
        (Self::At, "at"),
    ];

    /// The word used in data.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(w, _)| *w == self).map_or("in", |(_, word)| word)
    }

    /// Whether the risk is due when the phase begins, at the gate before it.
    pub const fn is_due_at_start(self) -> bool {
        matches!(self, Self::Before | Self::By)
    }
}
