//! The rollback plan as data.

use serde::Serialize;

use super::phase::CriterionData;
use super::value::{ExtraValues, JsonNumber, number, plain, references};
use crate::model::phase::PhasePosition;
use crate::model::prose::{Block, BlockKind, plain_text};
use crate::model::rollback::{
    Rehearsal, RehearsalResult, RollbackOwner, Step, StepKind, UnreadSection,
};
use crate::portfolio::PlanEntry;

/// How to go back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RollbackData<'a> {
    /// When to roll back.
    pub triggers: Vec<TriggerData<'a>>,
    /// What to do, in order.
    pub steps: Vec<StepData<'a>>,
    /// Who does it.
    pub owners: Vec<OwnerData<'a>>,
    /// Sections whose triggers and steps can't be told apart for sure, as written.
    pub unread: Vec<UnreadData<'a>>,
    /// When it was rehearsed.
    pub rehearsals: Vec<RehearsalData<'a>>,
    /// What the rehearsals prove: `passed`, `failed`, `stale`, `none`.
    pub proof: &'static str,
}

/// A rehearsal of the way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RehearsalData<'a> {
    /// When.
    pub date: Option<String>,
    /// By whom.
    pub by: Option<&'a str>,
    /// Where.
    pub place: Option<&'a str>,
    /// `passed`, `failed`; `null` where that is not said for sure.
    pub result: Option<&'static str>,
    /// What else is said of it.
    pub notes: Option<&'a str>,
    /// Line in the source.
    pub line: u32,
}

/// A section as written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnreadData<'a> {
    /// Its heading.
    pub title: &'a str,
    /// What stands under it, a line for each paragraph, item, row and line of code.
    pub text: String,
    /// Stated numbers of the phases that it speaks of, `null` for one without a number; none: all.
    pub phases: Vec<Option<JsonNumber>>,
    /// Positions of the same phases.
    pub phases_positions: Vec<u32>,
    /// Line of its heading.
    pub line: u32,
}

/// A condition that calls for a rollback.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TriggerData<'a> {
    /// Its text and the comparison that it states.
    #[serde(flatten)]
    pub criterion: CriterionData<'a>,
    /// Stated number of the one phase that it speaks of.
    pub phase: Option<JsonNumber>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// Positions of the phases that it speaks of; none: all. `null` where the plan has too many such
    /// references to print.
    pub phases_positions: Option<Vec<u32>>,
    /// Further cells of its row, by column.
    pub extra: ExtraValues<'a>,
    /// Line in the source.
    pub line: u32,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepData<'a> {
    /// Its first paragraph.
    pub text: &'a str,
    /// `act`, `verify`, `escalate`.
    pub kind: &'static str,
    /// Title of the group that it stands in: "Web servers".
    pub group: Option<&'a str>,
    /// The code blocks under it, as written.
    pub commands: Vec<&'a str>,
    /// Stated number of the one phase that it speaks of.
    pub phase: Option<JsonNumber>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// Positions of the phases that it speaks of; none: all. `null` where the plan has too many such
    /// references to print.
    pub phases_positions: Option<Vec<u32>>,
    /// Line in the source.
    pub line: u32,
}

/// A row of the owners' table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnerData<'a> {
    /// Stated numbers of its phases, `null` for one without a number; `null` in place of all where the plan
    /// has too many such references to print.
    pub phases: Option<Vec<Option<JsonNumber>>>,
    /// Positions of the same phases.
    pub phases_positions: Option<Vec<u32>>,
    /// The phases as written.
    pub phases_text: Option<&'a str>,
    /// Who is called first.
    pub primary: Option<&'a str>,
    /// Who is called next.
    pub backup: Option<&'a str>,
    /// Line in the source.
    pub line: u32,
}

/// References to phases that are printed of one plan: each of its rows may speak of each of its phases.
const MOST_REFERENCES: usize = 40_000;

/// How many references may still be printed.
struct Room(usize);

impl Room {
    /// Whether those of a row may.
    fn has(&mut self, phases: &[PhasePosition]) -> bool {
        let left = self.0.checked_sub(phases.len());
        self.0 = left.unwrap_or(0);
        left.is_some()
    }

    fn positions(&mut self, phases: &[PhasePosition]) -> Option<Vec<u32>> {
        self.has(phases).then(|| phases.iter().copied().map(PhasePosition::get).collect())
    }
}

pub(super) fn rollback(entry: &PlanEntry) -> RollbackData<'_> {
    let rollback = &entry.plan.rollback;
    let room = &mut Room(MOST_REFERENCES);
    RollbackData {
        triggers: (0..rollback.triggers.len()).map(|at| trigger(entry, at, room)).collect(),
        steps: rollback.steps.iter().map(|s| step(entry, s, room)).collect(),
        owners: rollback.owners.iter().map(|o| owner(entry, o, room)).collect(),
        unread: rollback.unread.iter().map(|u| unread(entry, u)).collect(),
        rehearsals: rollback.rehearsals.iter().map(|r| rehearsal(entry, r)).collect(),
        proof: entry.analysis.proof.word(),
    }
}

fn rehearsal<'a>(entry: &'a PlanEntry, rehearsal: &'a Rehearsal) -> RehearsalData<'a> {
    RehearsalData {
        date: rehearsal.date.as_ref().map(|date| date.value.to_string()),
        by: plain(rehearsal.by.as_ref()),
        place: plain(rehearsal.place.as_ref()),
        result: rehearsal.result.map(RehearsalResult::word),
        notes: plain(rehearsal.notes.as_ref()),
        line: entry.source.line(rehearsal.span.start),
    }
}

fn unread<'a>(entry: &'a PlanEntry, section: &'a UnreadSection) -> UnreadData<'a> {
    let heading =
        entry.plan.blocks[..section.blocks.end].iter().rev().find_map(|b| match &b.kind {
            BlockKind::Heading(heading) if b.span == section.heading => Some(heading),
            _ => None,
        });
    let title = heading.map_or("", |heading| heading.text.plain.as_str());
    let blocks = &entry.plan.blocks[section.blocks.clone()];
    let own = usize::from(blocks.first().is_some_and(|block| block.span == section.heading));
    let mut lines = Vec::new();
    push_lines(&blocks[own..], "", &mut lines);
    let (phases, phases_positions) = references(&entry.plan, section.phases.iter().copied());
    let line = entry.source.line(section.heading.start);
    UnreadData { title, text: lines.join("\n"), phases, phases_positions, line }
}

/// Adds the words of blocks, a line for each paragraph, item, row and line of code.
fn push_lines(blocks: &[Block], indent: &str, lines: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => push(&heading.text.plain, indent, lines),
            BlockKind::Paragraph(inlines) => push(&plain_text(inlines), indent, lines),
            BlockKind::Code { text, .. } => text.lines().for_each(|l| push(l, indent, lines)),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    let cells = row.cells.iter().chain(&row.surplus);
                    let cells: Vec<&str> = cells.map(|c| c.plain.as_str()).collect();
                    push(&cells.join(" | "), indent, lines);
                }
            }
            BlockKind::List(list) => {
                for (mark, item) in (list.start.unwrap_or_default()..).zip(&list.items) {
                    let mark = list.start.map_or_else(|| "-".to_owned(), |_| format!("{mark}."));
                    let lead = item
                        .lead()
                        .map_or_else(String::new, |(lead, _)| plain_text(lead).to_string());
                    push(format!("{mark} {lead}").trim_end(), indent, lines);
                    push_lines(item.rest(), &format!("{indent}  "), lines);
                }
            }
            BlockKind::Callout(callout) => {
                push(callout.label(), indent, lines);
                push_lines(&callout.blocks, indent, lines);
            }
            BlockKind::Quote { blocks } | BlockKind::Footnote { blocks, .. } => {
                push_lines(blocks, indent, lines);
            }
            BlockKind::Details { summary, blocks } => {
                push(&plain_text(summary), indent, lines);
                push_lines(blocks, indent, lines);
            }
            BlockKind::Rule => {}
        }
    }
}

fn push(words: &str, indent: &str, lines: &mut Vec<String>) {
    if !words.is_empty() {
        lines.push(format!("{indent}{words}"));
    }
}

/// The phase of what speaks of one alone.
fn only(phases: &[PhasePosition]) -> Option<PhasePosition> {
    match phases {
        [phase] => Some(*phase),
        _ => None,
    }
}

fn trigger<'a>(entry: &'a PlanEntry, at: usize, room: &mut Room) -> TriggerData<'a> {
    let trigger = &entry.plan.rollback.triggers[at];
    let held = entry.analysis.measures.of_trigger(at);
    TriggerData {
        criterion: CriterionData::new(&trigger.text, trigger.comparison.as_ref()).measured(held),
        phase: only(&trigger.phases).and_then(|p| number(&entry.plan, p)),
        phase_position: only(&trigger.phases).map(PhasePosition::get),
        phases_positions: room.positions(&trigger.phases),
        extra: ExtraValues::columns(&trigger.extra),
        line: entry.source.line(trigger.span.start),
    }
}

fn step<'a>(entry: &'a PlanEntry, step: &'a Step, room: &mut Room) -> StepData<'a> {
    StepData {
        text: &step.text.plain,
        kind: match step.kind {
            StepKind::Act => "act",
            StepKind::Verify => "verify",
            StepKind::Escalate => "escalate",
        },
        group: plain(step.group.as_ref()),
        commands: step
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Code { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect(),
        phase: only(&step.phases).and_then(|p| number(&entry.plan, p)),
        phase_position: only(&step.phases).map(PhasePosition::get),
        phases_positions: room.positions(&step.phases),
        line: entry.source.line(step.span.start),
    }
}

fn owner<'a>(entry: &'a PlanEntry, owner: &'a RollbackOwner, room: &mut Room) -> OwnerData<'a> {
    let (phases, phases_positions) = room
        .has(&owner.phases)
        .then(|| references(&entry.plan, owner.phases.iter().copied()))
        .unzip();
    OwnerData {
        phases,
        phases_positions,
        phases_text: plain(Some(&owner.phases_text)),
        primary: plain(owner.primary.as_ref()),
        backup: plain(owner.backup.as_ref()),
        line: entry.source.line(owner.span.start),
    }
}
