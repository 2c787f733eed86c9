//! The go/no-go log.

use super::header::unknown_phase;
use super::reader::Reader;
use super::reference::reference;
use super::section::Kind;
use super::status;
use super::table::{Column, Columns, RowState};
use super::words::Group;
use crate::diagnostic::Diagnostic;
use crate::model::decision::{Decision, Verdict};
use crate::model::prose::Text;

/// Reads the decisions of a plan.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for section in reader.sections_where(|s| s.kind == Some(Kind::Decisions)) {
        for (index, table) in reader.tables(section) {
            let columns = Columns::of(table, reader.words);
            if !columns.has(Column::Phase) || !columns.has(Column::Decision) {
                continue;
            }
            reader.take(index);
            for row in &table.rows {
                match reader.row_state(row, &columns) {
                    RowState::Blank => {}
                    RowState::Unfilled => reader.note_unfilled_row(row, &columns, "a decision"),
                    RowState::Filled => {
                        decisions.extend(decision(reader, row, &columns));
                    }
                }
            }
        }
    }
    decisions
}

fn decision(
    reader: &mut Reader<'_>,
    row: &crate::model::prose::Row,
    columns: &Columns,
) -> Option<Decision> {
    let place = "a decision";
    let phase_text = columns.cell(row, Column::Phase).cloned().unwrap_or_default();
    // A row without a verdict is a meeting still to come.
    let verdict_text = reader.cell(row, columns, Column::Decision, place)?;
    let found = reference(&phase_text.plain, &reader.phases, reader.words);
    let phase = found.and_then(|r| r.positions.first().copied());
    if phase.is_none() {
        reader.findings.push(unknown_phase(&phase_text, &reader.phases));
    }
    let verdict = verdict(reader, &verdict_text);
    let by = reader.cell(row, columns, Column::By, place);
    let date = reader.cell(row, columns, Column::Date, place);
    let date = date.and_then(|text| reader.date(&text, "the date of a decision"));
    let notes = reader.cell(row, columns, Column::Notes, place);
    Some(Decision { phase_text, phase, verdict, verdict_text, by, date, notes, span: row.span })
}

fn verdict(reader: &mut Reader<'_>, text: &Text) -> Option<Verdict> {
    let verdict = match status::read(&text.plain, Group::Verdict, reader.words).kind {
        Some("go") => Some(Verdict::Go),
        Some("go-with-conditions") => Some(Verdict::GoWithConditions),
        Some("no-go") => Some(Verdict::NoGo),
        Some("hold") => Some(Verdict::Hold),
        Some("rolled-back") => Some(Verdict::RolledBack),
        _ => None,
    };
    if verdict.is_none() {
        reader.findings.push(
            Diagnostic::new(
                "unknown-decision",
                text.span,
                format!("`{}` is not a known decision", text.plain),
            )
            .note("it moves no gate")
            .help("write Go, Go with conditions, No-Go, Hold or Rolled back"),
        );
    }
    verdict
}
