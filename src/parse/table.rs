//! Tables of a plan: which column holds what, and rows by column.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use smol_str::SmolStr;

use super::reader::Reader;
use super::value::State;
use super::words::{Group, Words, fold, tokens};
use crate::diagnostic::excerpt;
use crate::model::prose::{Row, Table, Text};

/// Columns of a plan's tables, by their names in the word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Phase,
    Scope,
    Users,
    Duration,
    SuccessCriteria,
    GoNoGo,
    Status,
    Start,
    End,
    Owner,
    Flag,
    Exposure,
    Id,
    Risk,
    Category,
    Likelihood,
    Impact,
    Severity,
    Score,
    Mitigation,
    Contingency,
    Trigger,
    Raised,
    Due,
    ResidualLikelihood,
    ResidualImpact,
    Primary,
    Backup,
    Decision,
    By,
    Date,
    Notes,
    Name,
    Condition,
    Threshold,
    MitigationStatus,
}

impl Column {
    const WORDS: [(Self, &'static str); 36] = [
        (Self::Phase, "phase"),
        (Self::Scope, "scope"),
        (Self::Users, "users"),
        (Self::Duration, "duration"),
        (Self::SuccessCriteria, "success-criteria"),
        (Self::GoNoGo, "go-no-go"),
        (Self::Status, "status"),
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::Owner, "owner"),
        (Self::Flag, "flag"),
        (Self::Exposure, "exposure"),
        (Self::Id, "id"),
        (Self::Risk, "risk"),
        (Self::Category, "category"),
        (Self::Likelihood, "likelihood"),
        (Self::Impact, "impact"),
        (Self::Severity, "severity"),
        (Self::Score, "score"),
        (Self::Mitigation, "mitigation"),
        (Self::Contingency, "contingency"),
        (Self::Trigger, "trigger"),
        (Self::Raised, "raised"),
        (Self::Due, "due"),
        (Self::ResidualLikelihood, "residual-likelihood"),
        (Self::ResidualImpact, "residual-impact"),
        (Self::Primary, "primary"),
        (Self::Backup, "backup"),
        (Self::Decision, "decision"),
        (Self::By, "by"),
        (Self::Date, "date"),
        (Self::Notes, "notes"),
        (Self::Name, "name"),
        (Self::Condition, "condition"),
        (Self::Threshold, "threshold"),
        (Self::MitigationStatus, "mitigation-status"),
    ];

    /// Whether it states a level of a risk.
    pub(super) const fn is_axis(self) -> bool {
        matches!(self, Self::Likelihood | Self::Impact | Self::Severity)
    }

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(column, _)| *column == self).map_or("", |(_, word)| word)
    }

    /// The column that a header cell names.
    pub(super) fn of(name: &str, words: &Words) -> Option<Self> {
        let kind = words
            .kind(Group::Column, name)
            .or_else(|| shorter(name).find_map(|name| words.kind(Group::Column, name)))
            .or_else(|| numbering(name, words))?;
        Self::WORDS.iter().find(|(_, w)| *w == kind).map(|(column, _)| *column)
    }
}

/// "Hazard no." and "Finding ID" number their rows.
fn numbering<'w>(name: &str, words: &'w Words) -> Option<&'w str> {
    let parts = tokens(name);
    let [_, last] = parts.as_slice() else { return None };
    words.kind_of_folded(Group::Column, &last.word).filter(|kind| *kind == "id")
}

/// A column's name without what stands in brackets, without a date or scale behind it, and its first
/// part: "Impact (1–5)", "Status 2026-05-01", "Status / evidence".
fn shorter(name: &str) -> impl Iterator<Item = &str> {
    let before = |marks: &[char]| name.find(marks).map(|at| &name[..at]);
    [before(&['(', '[', '（']), before(&['0', '1', '2', '3']), before(&['/', '&', '\u{2192}'])]
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// What each column of a table holds. Of two columns of one kind, the one that has the kind's own
/// name counts, else the first.
pub(super) struct Columns {
    kinds: Vec<Option<Column>>,
    names: SmallVec<[SmolStr; 8]>,
}

impl Columns {
    pub(super) fn of(table: &Table, words: &Words) -> Self {
        let cells = &table.header.cells;
        let found: Vec<Option<Column>> =
            cells.iter().map(|c| Column::of(&c.plain, words)).collect();
        let is_named = |i: usize, kind: Column| fold(&cells[i].plain) == fold(kind.word());
        // The column that is chosen for each kind, and whether it has the kind's own name.
        let mut chosen: FxHashMap<Column, (usize, bool)> = FxHashMap::default();
        for (i, kind) in found.iter().enumerate().filter_map(|(i, kind)| Some((i, (*kind)?))) {
            let best = chosen.entry(kind).or_insert_with(|| (i, is_named(i, kind)));
            if !best.1 && is_named(i, kind) {
                *best = (i, true);
            }
        }
        let is_chosen = |i: usize, kind: &Column| chosen.get(kind).is_some_and(|(at, _)| *at == i);
        let kinds =
            found.iter().enumerate().map(|(i, kind)| kind.filter(|kind| is_chosen(i, kind)));
        let kinds = kinds.collect();
        // A name is told again for every row.
        let names = cells.iter().map(|c| excerpt(&c.plain).into()).collect();
        Self { kinds, names }
    }

    /// How many columns the table has.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The index of a column.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        self.kinds.iter().position(|k| *k == Some(column))
    }

    /// What the column at an index holds.
    pub(super) fn kind(&self, index: usize) -> Option<Column> {
        self.kinds[index]
    }

    /// The name of the column at an index, as written.
    pub(super) fn name_at(&self, index: usize) -> &str {
        &self.names[index]
    }

    /// The name of a column as written.
    pub(super) fn name(&self, column: Column) -> Option<&str> {
        let index = self.kinds.iter().position(|k| *k == Some(column))?;
        Some(&self.names[index])
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.kinds.contains(&Some(column))
    }

    /// Whether it has one of the columns.
    pub(super) fn has_any(&self, columns: &[Column]) -> bool {
        columns.iter().any(|c| self.has(*c))
    }

    /// The cell of a row in a column.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: Column) -> Option<&'r Text> {
        let index = self.kinds.iter().position(|k| *k == Some(column))?;
        row.cells.get(index)
    }

    /// Cells in columns that hold none of `known`, with the column's name as written.
    pub(super) fn others<'s, 'r>(
        &'s self,
        row: &'r Row,
        known: &'s [Column],
    ) -> impl Iterator<Item = (&'s str, &'r Text)> {
        self.kinds
            .iter()
            .zip(&self.names)
            .zip(&row.cells)
            .filter(|((kind, _), _)| kind.is_none_or(|k| !known.contains(&k)))
            .map(|((_, name), cell)| (name.as_str(), cell))
    }
}

/// What a row as a whole says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowState {
    /// At least one cell is the author's.
    Filled,
    /// Only template text, the ID aside.
    Unfilled,
    /// Nothing, the ID aside.
    Blank,
}

impl Reader<'_> {
    /// Judges a row; the ID does not count.
    pub(super) fn row_state(&self, row: &Row, columns: &Columns) -> RowState {
        let mut state = RowState::Blank;
        for (cell, kind) in row.cells.iter().zip(&columns.kinds) {
            if *kind == Some(Column::Id) {
                continue;
            }
            match self.state(cell, group_of(*kind)) {
                State::Stated => return RowState::Filled,
                State::Unfilled => state = RowState::Unfilled,
                State::NotStated => {}
            }
        }
        state
    }

    /// The value of a row's cell. `place` names the row: "Phase 1", "R3".
    pub(super) fn cell(
        &mut self,
        row: &Row,
        columns: &Columns,
        column: Column,
        place: &str,
    ) -> Option<Text> {
        let cell = columns.cell(row, column)?;
        let name = columns
            .kinds
            .iter()
            .position(|k| *k == Some(column))
            .map_or("value", |i| columns.names[i].as_str());
        self.value(cell, group_of(Some(column)), format_args!("{name} of {place}"))
    }

    /// The values of a row's columns that hold none of `known`.
    pub(super) fn extra(
        &mut self,
        row: &Row,
        columns: &Columns,
        known: &[Column],
        place: &str,
    ) -> Vec<(String, Text)> {
        let others: Vec<(String, Text)> =
            columns.others(row, known).map(|(n, t)| (n.to_owned(), t.clone())).collect();
        others
            .into_iter()
            .filter_map(|(name, text)| {
                let text = self.value(&text, None, format_args!("{name} of {place}"))?;
                Some((name, text))
            })
            .collect()
    }

    /// Notes a row that is all template text.
    pub(super) fn note_unfilled_row(&mut self, row: &Row, columns: &Columns, place: &str) {
        let words = row
            .cells
            .iter()
            .zip(&columns.kinds)
            .find(|(cell, kind)| **kind != Some(Column::Id) && !cell.is_empty())
            .map_or(String::new(), |(cell, _)| cell.plain.to_string());
        let text = Text { plain: words.into(), span: row.span, ..Text::default() };
        self.note_unfilled(&text, place);
    }
}

/// The words that an unchosen value of a column would list.
pub(super) const fn group_of(column: Option<Column>) -> Option<Group> {
    match column {
        Some(Column::Likelihood | Column::Impact | Column::Severity) => Some(Group::Level),
        Some(Column::Status) => Some(Group::RiskStatus),
        Some(Column::Decision) => Some(Group::Verdict),
        Some(Column::Users | Column::Duration | Column::Exposure) => Some(Group::Unit),
        _ => None,
    }
}
