//! Who rolls back: rows, items and lines that name owners.

use super::super::reader::Reader;
use super::super::reference::reference;
use super::super::table::{Column, Columns, RowState};
use super::lead;
use crate::model::phase::{Phase, Position};
use crate::model::prose::{List, Table, Text};
use crate::model::rollback::{Rollback, RollbackOwner};

/// The phases of an owner who is named without one: that which he stands under, else all.
pub(super) fn everywhere(phase: Option<Position>, phases: &[Phase]) -> Vec<Position> {
    let all = || (0..phases.len()).map(Position::from_index).collect();
    phase.map_or_else(all, |phase| vec![phase])
}

/// Owners as items: "Nights: on-call".
pub(super) fn read_owner_list(
    reader: &mut Reader<'_>,
    list: &List,
    phase: Option<Position>,
    phases: &[Phase],
    rollback: &mut Rollback,
) {
    for item in &list.items {
        let Some(primary) = reader.value(&lead(item), None, "a rollback owner") else { continue };
        let phases_text = Text { span: primary.span, ..Text::default() };
        rollback.owners.push(RollbackOwner {
            phases_text,
            phases: everywhere(phase, phases),
            names_phases: false,
            primary: Some(primary),
            backup: None,
            span: item.span,
        });
    }
}

pub(super) fn read_owners(
    reader: &mut Reader<'_>,
    table: &Table,
    columns: &Columns,
    under: Option<Position>,
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
        // Shifts are no phases: who is named for one is named for all.
        let by_phase = columns.has(Column::Phase);
        let name = if by_phase { columns.cell(row, Column::Phase) } else { row.cells.first() };
        let phases_text = name.cloned().unwrap_or_default();
        let place = format!("the rollback of {}", phases_text.plain);
        let primary = reader.cell(row, columns, Column::Primary, &place);
        let primary = primary.or_else(|| reader.cell(row, columns, Column::Owner, &place));
        let backup = reader.cell(row, columns, Column::Backup, &place);
        if !by_phase {
            let phases = everywhere(under, phases);
            owners.push(RollbackOwner {
                phases_text,
                phases,
                names_phases: false,
                primary,
                backup,
                span: row.span,
            });
            continue;
        }
        let found = reference(&phases_text.plain, phases, reader.words);
        let is_known = found.as_ref().is_some_and(|r| r.unknown.is_empty());
        if !is_known && !phases_text.is_empty() && !phases.is_empty() {
            reader.findings.push(super::super::header::unknown_phase(&phases_text, phases));
        }
        owners.push(RollbackOwner {
            phases_text,
            phases: found.map(|r| r.positions).unwrap_or_default(),
            names_phases: true,
            primary,
            backup,
            span: row.span,
        });
    }
}
