//! The rollback plan.

use super::measure::Comparison;
use super::phase::Position;
use super::prose::{Block, Text};
use crate::text::Span;

/// How to go back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rollback {
    /// When to roll back.
    pub triggers: Vec<Trigger>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Who does it.
    pub owners: Vec<RollbackOwner>,
    /// Headings of its sections: one, or one per phase.
    pub sections: Vec<Span>,
}

/// A condition that calls for a rollback.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// As written.
    pub text: Text,
    /// The comparison that it states.
    pub comparison: Option<Comparison>,
    /// The one phase it speaks of.
    pub phase: Option<Position>,
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
    /// The one phase it speaks of.
    pub phase: Option<Position>,
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
    pub phases: Vec<Position>,
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
