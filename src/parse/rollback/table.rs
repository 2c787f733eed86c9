//! Tables of a rollback plan.

use super::super::heading::kind_of;
use super::super::measured::is_of_measures;
use super::super::reader::Reader;
use super::super::reference::reference;
use super::super::section::Kind;
use super::super::table::{Column, Columns};
use super::super::value::State;
use super::found::FoundRollback;
use super::item::{stated_step, trigger};
use super::judge::Doubt;
use super::owner::read_owners;
use super::part::{Part, Place};
use crate::model::prose::{Row, Table, Text};
use crate::model::rollback::Trigger;

/// Columns that tell when.
const TELLS_WHEN: [Column; 3] = [Column::Trigger, Column::Condition, Column::Threshold];

impl FoundRollback<'_> {
    /// Takes a table of owners, triggers or steps; whether all of it became data.
    pub(super) fn read_table(
        &mut self,
        reader: &mut Reader<'_>,
        table: &Table,
        part: Part,
        place: &Place,
    ) -> bool {
        if matches!(part, Part::Aside(_)) || is_of_measures(table, reader.words) {
            return false;
        }
        let columns = Columns::of(table, reader.words);
        let names_owners = columns.has_any(&[Column::Primary, Column::Backup])
            || (part == Part::Owners && columns.has(Column::Owner));
        if names_owners {
            let owners = &mut self.rollback.owners;
            read_owners(reader, table, &columns, &place.phases, self.phases, owners);
            return true;
        }
        let tells_when = columns.has_any(&TELLS_WHEN);
        if part == Part::Triggers && !tells_when && !is_of_triggers(&columns) {
            self.marks.doubts.push((place.section, Doubt::Slight));
            return false;
        }
        if part == Part::Triggers || (part == Part::Any && tells_when) {
            for row in &table.rows {
                let text = if tells_when {
                    joined(row, &columns)
                } else {
                    row.cells.first().cloned().unwrap_or_default()
                };
                let found = trigger(reader, &text, &place.phases, row.span);
                let extra = further(reader, row, &columns, tells_when);
                self.rollback.triggers.extend(found.map(|found| Trigger { extra, ..found }));
            }
            return columns.len() <= TELLS_WHEN.len() && !says_more(&columns, table);
        }
        if part == Part::Owners {
            return false;
        }
        self.read_step_table(reader, table, &columns, place);
        // A table says more than its steps.
        false
    }

    /// A table of steps; one that tells how to take back each step of the way forward, or each phase,
    /// holds steps for these alone.
    fn read_step_table(
        &mut self,
        reader: &mut Reader<'_>,
        table: &Table,
        columns: &Columns,
        place: &Place,
    ) {
        let names_rollback = |i: &usize| {
            let kind = kind_of(columns.name_at(*i), false, reader.words).map(|n| n.kind);
            kind.is_some_and(|k| matches!(k, Kind::Rollback | Kind::RollbackSteps))
        };
        let back = (0..columns.len()).find(names_rollback);
        let acts = [Column::Mitigation, Column::Scope, Column::Phase, Column::Name];
        let act = acts.into_iter().find_map(|c| columns.index(c));
        let phase = columns.index(Column::Phase).filter(|i| Some(*i) != back);
        let Some(at) = back.or(act) else { return };
        let is_by_phase = phase.is_some_and(|p| p != at);
        for row in &table.rows {
            let text = row.cells.get(at).cloned().unwrap_or_default();
            let mut phases = place.phases.clone();
            let of_phase = phase.filter(|_| is_by_phase).and_then(|p| row.cells.get(p));
            if let Some(cell) = of_phase {
                let found = reference(&cell.plain, &reader.phases, reader.words);
                match found.filter(|r| r.unknown.is_empty() && !r.positions.is_empty()) {
                    Some(found) if names_phases(columns, phase) => phases = found.positions,
                    _ if back.is_some() => {
                        self.marks.doubts.push((place.section, Doubt::Grave));
                        return;
                    }
                    _ => {}
                }
            } else if back.is_some() && columns.len() > 1 {
                self.marks.doubts.push((place.section, Doubt::Grave));
                return;
            }
            let found = stated_step(reader, &text, Vec::new(), phases, row.span);
            self.rollback.steps.extend(found);
        }
        self.marks.sure.push(place.section);
    }
}

/// Whether the column of phases is one of phases, and does not number steps.
fn names_phases(columns: &Columns, phase: Option<usize>) -> bool {
    phase.is_some_and(|at| !columns.name_at(at).trim().eq_ignore_ascii_case("step"))
}

/// Whether the first column of a table without conditions may hold triggers: a level does not.
fn is_of_triggers(columns: &Columns) -> bool {
    !matches!(
        columns.kind(0),
        Some(
            Column::Severity
                | Column::Score
                | Column::Impact
                | Column::Likelihood
                | Column::Phase
                | Column::Id
                | Column::Mitigation
        )
    )
}

/// Whether a table holds more than what its triggers tell.
fn says_more(columns: &Columns, table: &Table) -> bool {
    let known = |i: usize| columns.kind(i).is_some_and(|k| TELLS_WHEN.contains(&k));
    let filled =
        |i: usize| table.rows.iter().any(|r| r.cells.get(i).is_some_and(|c| !c.is_empty()));
    (0..columns.len()).any(|i| !known(i) && filled(i))
}

/// The cells of a row that tell more than when: "Action: call the platform team".
fn further(
    reader: &Reader<'_>,
    row: &Row,
    columns: &Columns,
    tells_when: bool,
) -> Vec<(String, Text)> {
    let is_other = |i: &usize| match columns.kind(*i) {
        Some(kind) if tells_when => !TELLS_WHEN.contains(&kind),
        None if tells_when => true,
        _ => *i > 0,
    };
    let cell = |i: usize| {
        let cell = row.cells.get(i)?;
        let is_stated = reader.state(cell, None) == State::Stated;
        is_stated.then(|| (columns.name_at(i).to_owned(), cell.clone()))
    };
    (0..columns.len()).filter(is_other).filter_map(cell).collect()
}

/// The cells of a row that tell when: "Error rate" and "> 5 %" are one condition.
fn joined(row: &Row, columns: &Columns) -> Text {
    let cells: Vec<&Text> = TELLS_WHEN
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
