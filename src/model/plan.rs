//! One plan, whole, and an ordinary page.

use std::sync::Arc;

use smol_str::SmolStr;

use super::checklist::{Checklist, TransitionCriterion};
use super::decision::Decision;
use super::dependency::Dependency;
use super::header::{Header, StatusKind};
use super::measure::Comparison;
use super::measured::Measure;
use super::phase::{Phase, PhasePosition};
use super::prose::Block;
use super::risk::Risk;
use super::rollback::Rollback;
use super::signature::Signature;
use crate::text::Span;

/// What one file of the content folder is.
#[derive(Debug, Clone, PartialEq)]
pub enum Article {
    /// A rollout plan.
    Plan(Arc<Plan>),
    /// Any other Markdown file.
    Page(Arc<Page>),
}

/// An ordinary page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its header facts; only title and aliases are used.
    pub header: Header,
    /// The whole document.
    pub blocks: Vec<Block>,
}

/// A rollout plan as its author stated it; nothing in it is derived.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Header lines and front matter.
    pub header: Header,
    /// Phases in order.
    pub phases: Vec<Phase>,
    /// Conditions of the gates.
    pub transition_criteria: Vec<TransitionCriterion>,
    /// The go/no-go log.
    pub decisions: Vec<Decision>,
    /// Who has signed which gate.
    pub signatures: Vec<Signature>,
    /// The risk register.
    pub risks: Vec<Risk>,
    /// The rollback plan.
    pub rollback: Rollback,
    /// The plans that it depends on, as it names them: first those of its header, then by place.
    pub depends_on: Vec<Dependency>,
    /// What was measured: the last of each metric and phase, those of tables first.
    pub measures: Vec<Measure>,
    /// The comparison that each transition criterion states, where something was measured; else nothing.
    pub measured_criteria: Vec<Option<Comparison>>,
    /// Checklists, in the document's order.
    pub checklists: Vec<Checklist>,
    /// What support must know of the rollout, in short.
    pub support: Option<SupportNote>,
    /// Which sections the document has.
    pub sections: Sections,
    /// The author's own sections, as ranges of `blocks`, in order.
    pub more: Vec<std::ops::Range<usize>>,
    /// The whole document.
    pub blocks: Vec<Block>,
    /// Values that are unfilled template text.
    pub unfilled: Vec<Unfilled>,
    /// Whether it is a template that nobody has begun to fill in: it states nothing of its own.
    pub is_template: bool,
    /// What is not read because there is too much of it.
    pub left_out: Vec<LeftOut>,
}

/// What may be too much to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Phases.
    Phases,
    /// Risks.
    Risks,
    /// Lines of the text, whatever stands in them.
    Lines,
}

impl Unread {
    /// One of them, and several: "phase", "phases".
    pub const fn nouns(self) -> [&'static str; 2] {
        match self {
            Self::Phases => ["phase", "phases"],
            Self::Risks => ["risk", "risks"],
            Self::Lines => ["line", "lines"],
        }
    }
}

/// Entries of a list, or lines of the text, that are above a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What they are.
    pub what: Unread,
    /// How many.
    pub count: usize,
    /// How many stand before them and are read.
    pub read: usize,
    /// Where the first stands.
    pub span: Span,
}

/// The headings that open a plan's sections; `None` where the plan has no such section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sections {
    /// Rollout phases.
    pub phases: Option<Span>,
    /// Phase transition criteria.
    pub transition_criteria: Option<Span>,
    /// Go / no-go log.
    pub decisions: Option<Span>,
    /// Risk register.
    pub risks: Option<Span>,
    /// Rollback plan.
    pub rollback: Option<Span>,
    /// Launch checklist.
    pub checklists: Option<Span>,
}

/// A section on communication or support, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportNote {
    /// Anchor of its heading on the source page, without the prefix.
    pub anchor: SmolStr,
    /// Its first paragraph, else the items of its first list; `None` where it begins with neither.
    pub text: Option<String>,
    /// Its heading.
    pub span: Span,
}

/// A place that still holds template text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// What stands there.
    pub text: String,
    /// Where.
    pub span: Span,
    /// What the place is for: "the date", "a risk of the register".
    pub place: String,
    /// Whether the placeholder stands inside a sentence that is otherwise filled.
    pub inside: bool,
}

impl Plan {
    /// The phase at a place.
    ///
    /// # Panics
    /// If the position is of another plan: positions are made from the plan's own phases.
    pub fn phase(&self, position: PhasePosition) -> &Phase {
        &self.phases[position.index()]
    }

    /// The kind of the declared status.
    pub fn status_kind(&self) -> Option<StatusKind> {
        self.header.status.as_ref().map(|s| s.kind)
    }

    /// Whether nothing will be added to the rollout: complete, rolled back or cancelled.
    pub fn is_closed(&self) -> bool {
        let closed = |kind| {
            matches!(kind, StatusKind::Complete | StatusKind::RolledBack | StatusKind::Cancelled)
        };
        self.status_kind().is_some_and(closed)
    }
}
