//! The rollback plan: triggers, steps and owners.

use super::comparison::comparison;
use super::reader::Reader;
use super::reference::reference;
use super::section::Kind;
use super::table::{Column, Columns, RowState};
use super::words::{Group, tokens};
use crate::markdown::text_of;
use crate::model::phase::{Phase, Position};
use crate::model::prose::{ListItem, Table, Text};
use crate::model::rollback::{Rollback, RollbackOwner, Step, StepKind, Trigger};

/// Reads the rollback plan; several sections are read as one.
pub(super) fn read(reader: &mut Reader<'_>, phases: &[Phase]) -> Rollback {
    let mut rollback = Rollback::default();
    for section in reader.sections_where(|s| s.kind.is_some_and(Kind::is_rollback)) {
        let kind = reader.sections[section].kind;
        let is_named = reader.sections[section].is_named;
        let phase = phase_of(reader, section, phases);
        for (index, table) in reader.tables(section) {
            let columns = Columns::of(table, reader.words);
            let names_owners = columns.has_any(&[Column::Primary, Column::Backup])
                || (kind == Some(Kind::RollbackOwners) && columns.has(Column::Owner));
            if columns.has(Column::Phase) && names_owners {
                reader.take(index);
                read_owners(reader, table, &columns, phases, &mut rollback.owners);
            }
        }
        for (index, list) in reader.lists(section) {
            let is_steps = kind == Some(Kind::RollbackSteps)
                || (kind == Some(Kind::Rollback) && is_named && list.start.is_some());
            if list.items.iter().any(|item| item.task.is_some()) {
                continue;
            }
            if kind == Some(Kind::RollbackTriggers) {
                reader.take(index);
                let triggers = list.items.iter().filter_map(|i| trigger(reader, i, phase));
                rollback.triggers.extend(triggers.collect::<Vec<_>>());
            } else if is_steps {
                reader.take(index);
                let steps = list.items.iter().filter_map(|i| step(reader, i, phase));
                rollback.steps.extend(steps.collect::<Vec<_>>());
            }
        }
    }
    rollback
}

/// The phase under whose heading a section stands.
pub(super) fn phase_of(reader: &Reader<'_>, section: usize, phases: &[Phase]) -> Option<Position> {
    let number = reader.sections[section].phase.as_ref()?.number?;
    phases.iter().find(|p| p.number == Some(number)).map(|p| p.position)
}

fn lead(item: &ListItem) -> Text {
    item.lead().map_or_else(
        || Text { span: item.span, ..Text::default() },
        |(inlines, _)| text_of(inlines),
    )
}

fn trigger(reader: &mut Reader<'_>, item: &ListItem, phase: Option<Position>) -> Option<Trigger> {
    let text = reader.value(&lead(item), None, "a rollback trigger")?;
    let comparison = comparison(&text.plain, reader.words);
    Some(Trigger { text, comparison, phase, span: item.span })
}

fn step(reader: &mut Reader<'_>, item: &ListItem, phase: Option<Position>) -> Option<Step> {
    let lead = lead(item);
    // A step may be a command alone.
    let text = if lead.is_empty() && !item.blocks.is_empty() {
        lead
    } else {
        reader.value(&lead, None, "a rollback step")?
    };
    let heads: Vec<String> = tokens(&text.plain).into_iter().map(|t| t.word).collect();
    let kind = match reader.words.leading(Group::Step, &heads) {
        Some(("verify", _)) => StepKind::Verify,
        Some(("escalate", _)) => StepKind::Escalate,
        _ => StepKind::Act,
    };
    Some(Step { text, kind, blocks: item.rest().to_vec(), phase, span: item.span })
}

fn read_owners(
    reader: &mut Reader<'_>,
    table: &Table,
    columns: &Columns,
    phases: &[Phase],
    owners: &mut Vec<RollbackOwner>,
) {
    for row in &table.rows {
        match reader.row_state(row, columns) {
            RowState::Blank => continue,
            RowState::Unfilled => {
                reader.note_unfilled_row(row, columns, "rollback owners");
                continue;
            }
            RowState::Filled => {}
        }
        let phases_text = columns.cell(row, Column::Phase).cloned().unwrap_or_default();
        let place = format!("the rollback of {}", phases_text.plain);
        let primary = reader.cell(row, columns, Column::Primary, &place);
        let primary = primary.or_else(|| reader.cell(row, columns, Column::Owner, &place));
        let backup = reader.cell(row, columns, Column::Backup, &place);
        let found = reference(&phases_text.plain, phases, reader.words);
        let is_known = found.as_ref().is_some_and(|r| r.unknown.is_empty());
        if !is_known && !phases_text.is_empty() && !phases.is_empty() {
            reader.findings.push(super::header::unknown_phase(&phases_text, phases));
        }
        owners.push(RollbackOwner {
            phases_text,
            phases: found.map(|r| r.positions).unwrap_or_default(),
            primary,
            backup,
            span: row.span,
        });
    }
}
