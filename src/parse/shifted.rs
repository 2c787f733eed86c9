//! Rows with more cells than their table has columns: cells behind a stray bar belong to the column
//! before theirs, and are not stated.

use super::dates::{self, Reading};
use super::table::{Column, Columns};
use super::words::{Group, Words};
use crate::model::prose::{Row, Table, Text};

/// Whether a row of the table has more cells than columns.
pub(super) fn is_in(table: &Table) -> bool {
    table.rows.iter().any(is_long)
}

/// Empty cells at the end of a row are a slip that shifts nothing.
fn is_long(row: &Row) -> bool {
    row.surplus.iter().any(|cell| !cell.is_empty())
}

/// The table without the cells that may be another column's.
pub(super) fn without(table: &Table, words: &Words) -> Table {
    let columns = Columns::of(table, words);
    let mut table = table.clone();
    for row in table.rows.iter_mut().filter(|row| is_long(row)) {
        let sure = sure_cells(row, &columns, words);
        for cell in row.cells.iter_mut().skip(sure) {
            *cell = Text { span: cell.span, ..Text::default() };
        }
    }
    table
}

/// How many cells of a long row are surely in their columns: a cell that reads as what its column holds
/// proves the ones before it. Without such a proof it is the one that names the row.
fn sure_cells(row: &Row, columns: &Columns, words: &Words) -> usize {
    let mut sure = 0;
    for (index, cell) in row.cells.iter().enumerate() {
        match columns.kind(index).and_then(|column| fits(column, &cell.plain, words)) {
            Some(true) => sure = index + 1,
            Some(false) => break,
            None => {}
        }
    }
    let names = |index: &usize| {
        matches!(columns.kind(*index), Some(Column::Risk | Column::Phase | Column::Name))
    };
    let name = (0..columns.len()).find(names).filter(|index| *index <= 1);
    sure.max(name.unwrap_or(0) + 1)
}

/// "4", "4/5", "30 %": a level by a legend.
fn is_figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic)
}

/// Whether a cell reads as what its column holds; `None` where anything may stand in the column, or the
/// cell is empty.
fn fits(column: Column, cell: &str, words: &Words) -> Option<bool> {
    if cell.is_empty() {
        return None;
    }
    let is_of = |group| words.kind(group, cell).is_some();
    let holds_level = matches!(
        column,
        Column::Likelihood
            | Column::Impact
            | Column::Severity
            | Column::ResidualLikelihood
            | Column::ResidualImpact
    );
    let holds_date =
        matches!(column, Column::Date | Column::Start | Column::End | Column::Due | Column::Raised);
    if holds_level {
        Some(is_of(Group::Level) || is_figure(cell))
    } else if holds_date {
        Some(!matches!(dates::read(cell, words), Reading::None))
    } else if column == Column::Status {
        Some(is_of(Group::RiskStatus) || is_of(Group::Status))
    } else {
        (column == Column::Decision).then(|| is_of(Group::Verdict))
    }
}
