//! Checklists and transition criteria as data.

use serde::Serialize;

use super::value::{JsonNumber, number, plain};
use crate::model::checklist::{Checklist, ChecklistKind, Mark, TaskItem};
use crate::model::phase::PhasePosition;
use crate::portfolio::PlanEntry;

/// A condition of a gate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TransitionCriterionData<'a> {
    /// The condition.
    pub text: &'a str,
    /// Whether it is ticked.
    pub done: bool,
    /// Whether it may not apply.
    pub optional: bool,
    /// Stated number of the one phase whose gate it is a condition of.
    pub phase: Option<JsonNumber>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// `met`, `not-met`, `unknown`, `too-old`; given where a measure decides it. The tick is the author's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<&'static str>,
    /// Line in the source.
    pub line: u32,
}

/// A group of items.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChecklistData<'a> {
    /// Its heading.
    pub name: Option<&'a str>,
    /// When it is due: `pre-launch`, `launch-day`, `post-launch`, `other`.
    pub kind: &'static str,
    /// Stated number of the phase that it stands under.
    pub phase: Option<JsonNumber>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// Task items.
    pub items: Vec<ItemData<'a>>,
    /// Boxes that are no task items.
    pub marks: Vec<MarkData<'a>>,
    /// Line in the source.
    pub line: u32,
}

/// A task item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ItemData<'a> {
    /// Its first paragraph.
    pub text: &'a str,
    /// Whether it is ticked.
    pub done: bool,
    /// Whether it may not apply.
    pub optional: bool,
    /// How deep it is nested under other items, from 0.
    pub depth: u8,
    /// Line in the source.
    pub line: u32,
}

/// A box that is no task item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MarkData<'a> {
    /// The words beside it.
    pub text: &'a str,
    /// `done`, `open`, `not-applicable`.
    pub state: &'static str,
    /// The box as written: `[/]`.
    pub mark: &'a str,
    /// Line in the source.
    pub line: u32,
}

pub(super) fn transition_criterion(entry: &PlanEntry, at: usize) -> TransitionCriterionData<'_> {
    let criterion = &entry.plan.transition_criteria[at];
    let item = item(entry, &criterion.item);
    TransitionCriterionData {
        text: item.text,
        done: item.done,
        optional: item.optional,
        phase: criterion.phase.and_then(|p| number(&entry.plan, p)),
        phase_position: criterion.phase.map(PhasePosition::get),
        measured: entry.analysis.measures.of_transition(at).map(|held| held.state.word()),
        line: item.line,
    }
}

pub(super) fn checklist<'a>(entry: &'a PlanEntry, list: &'a Checklist) -> ChecklistData<'a> {
    ChecklistData {
        name: plain(Some(&list.name)),
        kind: match list.kind {
            ChecklistKind::PreLaunch => "pre-launch",
            ChecklistKind::LaunchDay => "launch-day",
            ChecklistKind::PostLaunch => "post-launch",
            ChecklistKind::TransitionCriteria => "transition-criteria",
            ChecklistKind::Other => "other",
        },
        phase: list.phase.and_then(|p| number(&entry.plan, p)),
        phase_position: list.phase.map(PhasePosition::get),
        items: list.items.iter().map(|i| item(entry, i)).collect(),
        marks: list.marks.iter().map(|m| mark(entry, m)).collect(),
        line: entry.source.line(list.span.start),
    }
}

fn item<'a>(entry: &PlanEntry, item: &'a TaskItem) -> ItemData<'a> {
    ItemData {
        text: &item.text.plain,
        done: item.done,
        optional: item.optional,
        depth: item.depth,
        line: entry.source.line(item.span.start),
    }
}

fn mark<'a>(entry: &PlanEntry, mark: &'a Mark) -> MarkData<'a> {
    MarkData {
        text: &mark.text.plain,
        state: mark.state.word(),
        mark: &mark.sign,
        line: entry.source.line(mark.span.start),
    }
}
