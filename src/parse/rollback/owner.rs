//! Who rolls back: rows, items and lines that name owners.

use super::super::reader::Reader;
use super::super::reference::reference;
use super::super::table::{Column, Columns, RowState};
use super::super::words::{Group, tokens};
use super::lead::lead;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::prose::{List, Table, Text};
use crate::model::rollback::{Rollback, RollbackOwner};

/// The phases of an owner who is named without one: those which he stands under, else all.
pub(super) fn everywhere(under: &[PhasePosition], phases: &[Phase]) -> Vec<PhasePosition> {
    if under.is_empty() {
        (0..phases.len()).map(PhasePosition::from_index).collect()
    } else {
        under.to_vec()
    }
}

/// Most words of a length of time: "within 15 minutes".
const MOST_TIME_WORDS: usize = 4;

/// Whether words may name somebody: a time or a limit does not.
pub(super) fn is_name(reader: &Reader<'_>, text: &str) -> bool {
    let first = text.trim_start().chars().next();
    let is_word =
        first.is_some_and(|c| c.is_alphabetic() || matches!(c, '@' | '[' | '<' | '{' | '_'));
    let is_limit = text.starts_with('<') && !text.contains('>');
    let parts = tokens(text);
    let has_time = parts.len() <= MOST_TIME_WORDS
        && parts.windows(2).any(|pair| {
            pair[0].word.bytes().all(|b| b.is_ascii_digit())
                && reader.words.kind_of_folded(Group::Unit, &pair[1].word).is_some()
        });
    is_word && !is_limit && !has_time
}

/// Owners as items: "Nights: on-call".
pub(super) fn read_owner_list(
    reader: &mut Reader<'_>,
    list: &List,
    under: &[PhasePosition],
    phases: &[Phase],
    rollback: &mut Rollback,
) {
    for item in &list.items {
        if !is_name(reader, &lead(item).plain) {
            continue;
        }
        let Some(primary) = reader.value(&lead(item), None, "a rollback owner") else { continue };
        let phases_text = Text { span: primary.span, ..Text::default() };
        rollback.owners.push(RollbackOwner {
            phases_text,
            phases: everywhere(under, phases),
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
    under: &[PhasePosition],
    phases: &[Phase],
    owners: &mut Vec<RollbackOwner>,
) {
    for row in &table.rows {
        match reader.row_state(row, columns) {
            RowState::Blank => continue,
            RowState::Unfilled => {
                reader.note_unfilled_row(row, columns, "a row of rollback owners");
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
        let found = reference(&phases_text.plain, &reader.phases, reader.words);
        let is_known = found.as_ref().is_some_and(|r| r.unknown.is_empty());
        if !is_known && !phases_text.is_empty() && !phases.is_empty() {
            reader.findings.push(super::super::header::unknown_phase(&phases_text, &reader.phases));
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
