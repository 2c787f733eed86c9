//! The rollback plan.

use std::ops::Range;

use super::date::Date;
use super::measure::Comparison;
use super::phase::PhasePosition;
use super::prose::{Block, Text};
use crate::text::{Span, Spanned};

/// How to go back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rollback {
    /// When to roll back.
    pub triggers: Vec<Trigger>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Who does it.
    pub owners: Vec<RollbackOwner>,
    /// Its sections: one, or one per phase.
    pub sections: Vec<RollbackSection>,
    /// Sections whose triggers and steps can't be told apart for sure, in order, none inside another.
    /// What is surely a trigger, a step or an owner inside of one is told all the same.
    pub unread: Vec<UnreadSection>,
    /// When it was rehearsed, in the order of the text.
    pub rehearsals: Vec<Rehearsal>,
}

/// A rehearsal of the way back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rehearsal {
    /// When.
    pub date: Option<Spanned<Date>>,
    /// By whom.
    pub by: Option<Text>,
    /// Where: "staging".
    pub place: Option<Text>,
    /// How it ended; `None` where that is not said for sure.
    pub result: Option<RehearsalResult>,
    /// What else is said of it.
    pub notes: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// How a rehearsal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RehearsalResult {
    /// The way back works.
    Passed,
    /// It does not.
    Failed,
}

impl RehearsalResult {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }
}

impl Rollback {
    /// Whether a place lies in a section that is shown as written.
    pub fn is_unread(&self, place: Span) -> bool {
        let after = self.unread.partition_point(|section| section.span.start <= place.start);
        after.checked_sub(1).is_some_and(|last| self.unread[last].span.contains(place))
    }
}

/// A section of the rollback plan.
#[derive(Debug, Clone, PartialEq)]
pub struct RollbackSection {
    /// Its heading.
    pub heading: Span,
    /// The phases that it speaks of; none: all.
    pub phases: Vec<PhasePosition>,
}

/// A section, or the part of one, that holds more than can be told apart.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadSection {
    /// The heading under which it stands.
    pub heading: Span,
    /// Its blocks among the plan's: the heading and all under it, or a line alone.
    pub blocks: Range<usize>,
    /// From the first to the last of them.
    pub span: Span,
    /// The phases that it speaks of; none: all.
    pub phases: Vec<PhasePosition>,
}

/// Whether what speaks of `phases` holds for one: what names none holds for all.
pub fn holds_for(phases: &[PhasePosition], phase: PhasePosition) -> bool {
    phases.is_empty() || phases.contains(&phase)
}

/// A condition that calls for a rollback.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// As written.
    pub text: Text,
    /// The comparison that it states.
    pub comparison: Option<Comparison>,
    /// The phases that it speaks of; none: all.
    pub phases: Vec<PhasePosition>,
    /// Further cells of its row, by column: "Action", "Severity".
    pub extra: Vec<(String, Text)>,
    /// Where it stands.
    pub span: Span,
}

/// A step of the way back.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its first paragraph.
    pub text: Text,
    /// What kind of step its words make it.
    pub kind: StepKind,
    /// What follows the first paragraph: commands, expectations, notes.
    pub blocks: Vec<Block>,
    /// The title of the group that it stands in: "Web servers".
    pub group: Option<Text>,
    /// The phases that it speaks of; none: all.
    pub phases: Vec<PhasePosition>,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// Something to do.
    Act,
    /// Something to look at ("Verify:", "Check", "Smoke test").
    Verify,
    /// Somebody to call ("Escalate", "Page", "Notify").
    Escalate,
}

/// Who rolls back in which phases.
#[derive(Debug, Clone, PartialEq)]
pub struct RollbackOwner {
    /// The phases as written: "Phase 0–1".
    pub phases_text: Text,
    /// The phases meant, in order.
    pub phases: Vec<PhasePosition>,
    /// Whether the row says so itself; an owner of a shift or of the whole rollout is one for every
    /// phase that it stands for.
    pub names_phases: bool,
    /// Who is called first.
    pub primary: Option<Text>,
    /// Who is called next.
    pub backup: Option<Text>,
    /// The row.
    pub span: Span,
}
