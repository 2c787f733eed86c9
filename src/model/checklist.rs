//! Checklists and transition criteria: task items and other boxes.

use super::phase::PhasePosition;
use super::prose::Text;
use crate::text::Span;

/// A group of items under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    /// The heading, as written; empty where none stands above the items.
    pub name: Text,
    /// When its items are due.
    pub kind: ChecklistKind,
    /// The phase whose heading it stands under.
    pub phase: Option<PhasePosition>,
    /// Task items, nested ones after their parents.
    pub items: Vec<TaskItem>,
    /// Boxes that are no task items.
    pub marks: Vec<Mark>,
    /// List items without a box that hold boxes below them.
    pub groups: Vec<ItemGroup>,
    /// From the heading to the last item.
    pub span: Span,
}

/// When a checklist is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChecklistKind {
    /// Before launch.
    PreLaunch,
    /// On the day.
    LaunchDay,
    /// After launch.
    PostLaunch,
    /// Boxes among the conditions of a gate that are no task items.
    TransitionCriteria,
    /// Any other group.
    Other,
}

/// A task item: `- [ ]` or `- [x]`.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskItem {
    /// Its first paragraph.
    pub text: Text,
    /// Whether it is ticked.
    pub done: bool,
    /// Whether its words say that it may not apply.
    pub optional: bool,
    /// How deep it is nested under other task items, from 0.
    pub depth: u8,
    /// Where it stands.
    pub span: Span,
}

/// A list item without a box that holds boxes below it: "Network".
#[derive(Debug, Clone, PartialEq)]
pub struct ItemGroup {
    /// Its first paragraph.
    pub text: Text,
    /// How deep it is nested under task items, from 0.
    pub depth: u8,
    /// The whole item.
    pub span: Span,
}

/// A box that is no task item: in a table, a glyph, `[~]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The words beside it.
    pub text: Text,
    /// How it stands.
    pub state: MarkState,
    /// The box as written: `[/]`, `☐`.
    pub sign: String,
    /// How deep it is nested under other boxes, from 0.
    pub depth: u8,
    /// The item or row that it stands in.
    pub span: Span,
}

/// States of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkState {
    /// Done.
    Done,
    /// Open.
    Open,
    /// Does not apply; counts in no progress.
    NotApplicable,
}

impl MarkState {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Open => "open",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// A condition of a gate, from a task list.
#[derive(Debug, Clone, PartialEq)]
pub struct TransitionCriterion {
    /// The item.
    pub item: TaskItem,
    /// The phase whose gate it is a condition of; `None`: every gate's.
    pub phase: Option<PhasePosition>,
}
