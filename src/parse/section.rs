//! Sections of a document: what they are, and what stands under them.

use std::ops::Range;
use std::rc::Rc;

use super::label::PhaseLabel;
use crate::model::prose::Heading;
use crate::text::Span;

/// Sections of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Phases, in any form.
    Phases,
    /// What may hold phases if they say so themselves: timelines, strategies.
    Schedule,
    TransitionCriteria,
    Decisions,
    Risks,
    /// What stands in a risk register and is no register: definitions, scales, summaries.
    RiskCategories,
    Rollback,
    RollbackTriggers,
    RollbackSteps,
    RollbackOwners,
    Checklists,
    PreLaunch,
    LaunchDay,
    PostLaunch,
    /// The plan's status, as in decision records.
    Status,
    /// Facts about the document itself.
    Document,
    /// Who has signed: no section's kind, as its boxes are those of the section that it stands in.
    Signatures,
}

impl Kind {
    const WORDS: [(Self, &'static str); 17] = [
        (Self::Phases, "phases"),
        (Self::Schedule, "schedule"),
        (Self::TransitionCriteria, "transition-criteria"),
        (Self::Decisions, "decisions"),
        (Self::Risks, "risks"),
        (Self::RiskCategories, "risk-categories"),
        (Self::Rollback, "rollback"),
        (Self::RollbackTriggers, "rollback-triggers"),
        (Self::RollbackSteps, "rollback-steps"),
        (Self::RollbackOwners, "rollback-owners"),
        (Self::Checklists, "checklists"),
        (Self::PreLaunch, "pre-launch"),
        (Self::LaunchDay, "launch-day"),
        (Self::PostLaunch, "post-launch"),
        (Self::Status, "status"),
        (Self::Document, "document"),
        (Self::Signatures, "signatures"),
    ];

    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind)
    }

    /// Its name.
    pub(super) fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// Whether it is a part of the rollback plan.
    pub(super) const fn is_rollback(self) -> bool {
        matches!(
            self,
            Self::Rollback | Self::RollbackTriggers | Self::RollbackSteps | Self::RollbackOwners
        )
    }

    /// Whether it holds checklists.
    pub(super) const fn is_checklist(self) -> bool {
        matches!(self, Self::Checklists | Self::PreLaunch | Self::LaunchDay | Self::PostLaunch)
    }

    /// Whether phases named under it are only spoken of.
    pub(super) const fn speaks_of_phases(self) -> bool {
        self.is_rollback()
            || matches!(
                self,
                Self::Risks | Self::RiskCategories | Self::Decisions | Self::TransitionCriteria
            )
    }
}

/// A heading under which signatures stand.
#[derive(Debug)]
pub(super) struct SignOff {
    /// The phase that it speaks of: "Phase 1 sign-off".
    pub(super) phase: Option<PhaseLabel>,
}

/// A heading and the blocks directly under it.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// The kind of its own heading, else that of the nearest known heading above it.
    pub(super) kind: Option<Kind>,
    /// Whether its own heading names the kind.
    pub(super) is_named: bool,
    /// Its heading with the heading's index among the blocks and its place.
    pub(super) heading: Option<(usize, &'a Heading, Span)>,
    /// The nearest phase heading above it or its own, or the phase that its heading speaks of.
    pub(super) phase: Option<Rc<PhaseLabel>>,
    /// What its own heading says of signatures that stand under it.
    pub(super) signs: Option<SignOff>,
    /// Whether its own heading is that of a phase.
    pub(super) is_phase: bool,
    /// Whether no heading of level 2 or deeper stands above it.
    pub(super) is_head: bool,
    /// The section that it stands under.
    pub(super) parent: Option<usize>,
    /// The blocks under it, up to the next heading.
    pub(super) blocks: Range<usize>,
}

impl Section<'_> {
    /// The level of its heading; 0 where none stands above the first blocks.
    pub(super) fn level(&self) -> u8 {
        self.heading.map_or(0, |(_, heading, _)| heading.level)
    }
}
