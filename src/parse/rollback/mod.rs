//! The rollback plan: triggers, steps and owners.

mod owner;
mod part;

use super::comparison::comparison;
use super::pairs::{self, Pair};
use super::reader::Reader;
use super::section::Kind;
use super::table::{Column, Columns};
use super::words::{Group, heads, tokens};
use crate::markdown::text_of;
use crate::model::phase::{Phase, Position};
use crate::model::prose::{Block, BlockKind, List, ListItem, Row, Table, Text};
use crate::model::rollback::{Rollback, RollbackOwner, Step, StepKind, Trigger};
use crate::text::Span;
use owner::{everywhere, read_owner_list, read_owners};
use part::{Part, announces};

/// Reads the rollback plan: its sections, one or several, and what stands under a bold line of its
/// name anywhere ("**Rollback if:**").
pub(super) fn read(reader: &mut Reader<'_>, phases: &[Phase]) -> Rollback {
    let mut rollback = Rollback::default();
    for section in 0..reader.sections.len() {
        rollback.sections.extend(opened_by(reader, section));
        read_section(reader, section, phases, &mut rollback);
    }
    rollback
}

/// The heading of a section that is rollback, where the one above it is not.
fn opened_by(reader: &Reader<'_>, section: usize) -> Option<Span> {
    let is_rollback = |s: usize| reader.sections[s].kind.is_some_and(Kind::is_rollback);
    let own = &reader.sections[section];
    let is_outermost = own.is_named && is_rollback(section) && !own.parent.is_some_and(is_rollback);
    own.heading.filter(|_| is_outermost).map(|(_, _, span)| span)
}

fn read_section(
    reader: &mut Reader<'_>,
    section: usize,
    phases: &[Phase],
    rollback: &mut Rollback,
) {
    let own = reader.sections[section].kind.and_then(Part::of);
    let phase = phase_of(reader, section);
    let blocks = reader.blocks;
    let mut before: Option<Part> = None;
    for index in reader.sections[section].blocks.clone() {
        let announced = before.take();
        let part = announced.or(own);
        match &blocks[index].kind {
            BlockKind::Paragraph(inlines) => {
                before = announces(reader, inlines, own);
                let (found, _) = pairs::of_block(&blocks[index]);
                read_pairs(reader, found, own, phase, phases, rollback);
            }
            BlockKind::Table(table) => {
                let Some(part) = part else { continue };
                if read_table(reader, table, part, phase, phases, rollback) {
                    reader.take(index);
                }
            }
            BlockKind::List(list) => {
                let is_announced = announced.is_some();
                let Some(part) = part else { continue };
                let (found, is_whole) = pairs::of_block(&blocks[index]);
                // What is numbered is done in order, whatever the line before it says.
                let part = if announced == Some(Part::Triggers)
                    && own != Some(Part::Triggers)
                    && list.start.is_some()
                {
                    own.unwrap_or(Part::Steps)
                } else {
                    part
                };
                if part == Part::Owners {
                    read_owner_list(reader, list, phase, phases, rollback);
                    continue;
                }
                if part == Part::Any && read_pairs(reader, found, own, phase, phases, rollback) {
                    if is_whole {
                        reader.take(index);
                    }
                    continue;
                }
                let holds_steps =
                    part != Part::Any || is_announced || is_of_steps(reader, section, list);
                if holds_steps && read_list(reader, list, part, phase, rollback) {
                    reader.take(index);
                }
            }
            _ => {}
        }
    }
}

/// Whether a list of a rollback section says what to do: under the section's own heading, or in
/// order.
fn is_of_steps(reader: &Reader<'_>, section: usize, list: &List) -> bool {
    reader.sections[section].is_named || list.start.is_some()
}

/// Takes pairs like "**Rollback trigger:** error rate > 5 %"; whether any was one.
fn read_pairs(
    reader: &mut Reader<'_>,
    found: Vec<Pair>,
    own: Option<Part>,
    phase: Option<Position>,
    phases: &[Phase],
    rollback: &mut Rollback,
) -> bool {
    let mut any = false;
    let mut owner = RollbackOwner {
        phases_text: Text::default(),
        phases: Vec::new(),
        names_phases: false,
        primary: None,
        backup: None,
        span: Span::default(),
    };
    for Pair { key, value, .. } in found {
        if value.is_empty() {
            continue;
        }
        let column = own.and_then(|_| Column::of(&key, reader.words));
        match (Part::named(&key, None, reader), column) {
            (Some(Part::Triggers), _) => {
                rollback.triggers.extend(trigger(reader, &value, phase, value.span));
            }
            _ if own.is_some() && reader.words.kind(Group::Word, &key) == Some("who") => {
                owner.primary = reader.value(&value, None, "the rollback owner");
                owner.span = value.span;
            }
            (Some(Part::Owners), _) | (_, Some(Column::Primary | Column::Owner)) => {
                owner.primary = reader.value(&value, None, "the rollback owner");
                owner.span = value.span;
            }
            (_, Some(Column::Backup)) => {
                owner.backup = reader.value(&value, None, "the backup of the rollback owner");
            }
            (_, Some(Column::Mitigation | Column::Contingency)) => {
                rollback.steps.extend(stated_step(reader, &value, Vec::new(), phase, value.span));
            }
            (Some(Part::Steps | Part::Any), _)
                if own.is_some() || (phase.is_some() && tokens(&value.plain).len() > 2) =>
            {
                rollback.steps.extend(stated_step(reader, &value, Vec::new(), phase, value.span));
            }
            _ => continue,
        }
        any = true;
    }
    if owner.primary.is_some() {
        owner.phases = everywhere(phase, phases);
        rollback.owners.push(owner);
    }
    any
}

fn read_list(
    reader: &mut Reader<'_>,
    list: &List,
    part: Part,
    phase: Option<Position>,
    rollback: &mut Rollback,
) -> bool {
    match part {
        Part::Owners => return false,
        Part::Triggers => {
            let found = list.items.iter().filter_map(|i| trigger(reader, &lead(i), phase, i.span));
            let found: Vec<Trigger> = found.collect();
            rollback.triggers.extend(found);
        }
        Part::Any | Part::Steps => {
            let found: Vec<Step> =
                list.items.iter().filter_map(|i| step(reader, i, phase)).collect();
            rollback.steps.extend(found);
        }
    }
    // Task items are read again as a checklist's.
    list.items.iter().all(|item| item.task.is_none())
}

/// Takes a table of owners, triggers or steps; whether it is one.
fn read_table(
    reader: &mut Reader<'_>,
    table: &Table,
    part: Part,
    phase: Option<Position>,
    phases: &[Phase],
    rollback: &mut Rollback,
) -> bool {
    let columns = Columns::of(table, reader.words);
    let names_owners = columns.has_any(&[Column::Primary, Column::Backup])
        || (part == Part::Owners && columns.has(Column::Owner));
    if names_owners {
        read_owners(reader, table, &columns, phase, phases, &mut rollback.owners);
        return true;
    }
    let tells_when = [Column::Trigger, Column::Condition, Column::Threshold];
    if part == Part::Triggers || (part == Part::Any && columns.has_any(&tells_when)) {
        for row in &table.rows {
            let text = if columns.has_any(&tells_when) {
                joined(row, &columns, &tells_when)
            } else {
                row.cells.first().cloned().unwrap_or_default()
            };
            rollback.triggers.extend(trigger(reader, &text, phase, row.span));
        }
        return true;
    }
    let acts = [Column::Mitigation, Column::Scope, Column::Phase, Column::Name];
    let Some(column) = acts.into_iter().find(|c| columns.has(*c)) else { return false };
    if part == Part::Owners {
        return false;
    }
    for row in &table.rows {
        let text = columns.cell(row, column).cloned().unwrap_or_default();
        let found = stated_step(reader, &text, Vec::new(), phase, row.span);
        rollback.steps.extend(found);
    }
    // A table says more than its steps.
    false
}

/// The cells of a row that tell when: "Error rate" and "> 5 %" are one condition.
fn joined(row: &Row, columns: &Columns, wanted: &[Column]) -> Text {
    let cells: Vec<&Text> = wanted
        .iter()
        .filter_map(|column| columns.index(*column))
        .filter_map(|index| row.cells.get(index))
        .filter(|cell| !cell.is_empty())
        .collect();
    match cells.as_slice() {
        [] => Text::default(),
        [only] => (*only).clone(),
        [first, rest @ ..] => {
            let words = cells.iter().map(|c| c.plain.as_str()).collect::<Vec<_>>().join(" ");
            let span = rest.iter().fold(first.span, |span, cell| span.to(cell.span));
            Text::of_words(words, span)
        }
    }
}

/// The phase under whose heading a section stands.
pub(super) fn phase_of(reader: &Reader<'_>, section: usize) -> Option<Position> {
    reader.phase_of(section)
}

fn lead(item: &ListItem) -> Text {
    item.lead().map_or_else(
        || Text { span: item.span, ..Text::default() },
        |(inlines, _)| text_of(inlines),
    )
}

fn trigger(
    reader: &mut Reader<'_>,
    text: &Text,
    phase: Option<Position>,
    span: Span,
) -> Option<Trigger> {
    let text = reader.value(text, None, "a rollback trigger").filter(|t| !is_nothing(reader, t))?;
    let comparison = comparison(&text.plain, reader.words);
    Some(Trigger { text, comparison, phase, span })
}

fn is_nothing(reader: &Reader<'_>, text: &Text) -> bool {
    reader.words.kind(Group::Word, &text.plain) == Some("none")
}

fn step(reader: &mut Reader<'_>, item: &ListItem, phase: Option<Position>) -> Option<Step> {
    let lead = lead(item);
    // A step may be a command alone.
    if lead.is_empty() && !item.blocks.is_empty() {
        let blocks = item.rest().to_vec();
        return Some(Step { text: lead, kind: StepKind::Act, blocks, phase, span: item.span });
    }
    stated_step(reader, &lead, item.rest().to_vec(), phase, item.span)
}

fn stated_step(
    reader: &mut Reader<'_>,
    text: &Text,
    blocks: Vec<Block>,
    phase: Option<Position>,
    span: Span,
) -> Option<Step> {
    let text = reader.value(text, None, "a rollback step").filter(|t| !is_nothing(reader, t))?;
    let heads = heads(&text.plain);
    let kind = match reader.words.leading(Group::Step, &heads) {
        Some(("verify", _)) => StepKind::Verify,
        Some(("escalate", _)) => StepKind::Escalate,
        _ => StepKind::Act,
    };
    Some(Step { text, kind, blocks, phase, span })
}
