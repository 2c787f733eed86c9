//! Registers: tables of risks, told from matrices, legends and summaries.

use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::table::{Column, Columns, RowState};
use super::super::words::{Group, Words, fold, tokens};
use super::level::kind_of;
use super::name::{named, split_id};
use super::{Found, Raw};
use crate::model::prose::{Row, Table, Text};

/// Columns that a risk has a field for, the text aside.
pub(super) const FACTS: [Column; 15] = [
    Column::Category,
    Column::Likelihood,
    Column::Impact,
    Column::Severity,
    Column::Score,
    Column::Mitigation,
    Column::Contingency,
    Column::Trigger,
    Column::Owner,
    Column::Status,
    Column::Raised,
    Column::Due,
    Column::Phase,
    Column::ResidualLikelihood,
    Column::ResidualImpact,
];

/// Columns of which a register has at least one beside its risks.
const TELLING: [Column; 8] = [
    Column::Likelihood,
    Column::Impact,
    Column::Severity,
    Column::Score,
    Column::Mitigation,
    Column::Owner,
    Column::Status,
    Column::Contingency,
];

/// Columns of which a table has at least two to be a register without a Risk column.
const AXES: [Column; 5] =
    [Column::Likelihood, Column::Impact, Column::Severity, Column::Score, Column::Mitigation];

/// Reads every register of a document.
pub(super) fn read(reader: &mut Reader<'_>, found: &mut Found) {
    for section in 0..reader.sections.len() {
        let kind = reader.sections[section].kind;
        if kind.is_some_and(|k| k.is_rollback() || k == Kind::Decisions) {
            continue;
        }
        for (index, table) in reader.tables(section) {
            let columns = Columns::of(table, reader.words);
            let Some(text) = text_column(table, &columns, kind, reader.words) else { continue };
            let rows = read_rows(reader, table, &columns, text, section);
            let is_summary = !found.risks.is_empty()
                && !rows.is_empty()
                && rows.iter().all(|row| found.position(row).is_some());
            if is_summary {
                continue;
            }
            reader.take(index);
            rows.into_iter().for_each(|row| found.push(row));
        }
    }
}

/// The index of the column that says what may happen, where the table is a register.
fn text_column(
    table: &Table,
    columns: &Columns,
    kind: Option<Kind>,
    words: &Words,
) -> Option<usize> {
    if is_matrix(table, words) {
        return None;
    }
    let risk = columns.index(Column::Risk);
    if kind != Some(Kind::Risks) {
        // Elsewhere a table must say that it is one: phases and changed files have risks too.
        let is_leading = risk.is_some_and(|at| at <= usize::from(columns.has(Column::Id)));
        let is_register = is_leading
            && kind != Some(Kind::RiskCategories)
            && columns.has_any(&[Column::Mitigation, Column::Likelihood, Column::Impact]);
        let states_both = columns.has(Column::Likelihood)
            && columns.has_any(&[Column::Impact, Column::Severity])
            && kind != Some(Kind::RiskCategories);
        // Both axes make a register, by whatever name its risks go.
        let named = risk
            .or_else(|| columns.index(Column::Scope))
            .or_else(|| (0..table.header.cells.len()).find(|i| columns.kind(*i).is_none()));
        return risk.filter(|_| is_register).or(named.filter(|_| states_both));
    }
    if let Some(risk) = risk {
        let is_listed = columns.has(Column::Id) && table.header.cells.len() > 2;
        return (columns.has_any(&TELLING) || is_listed).then_some(risk);
    }
    let axes = AXES.iter().filter(|axis| columns.has(**axis)).count();
    let named = [Column::Name, Column::Condition, Column::Scope, Column::Notes]
        .into_iter()
        .find_map(|column| columns.index(column));
    let own = (0..table.header.cells.len())
        .find(|i| columns.kind(*i).is_none() && !table.header.cells[*i].is_empty());
    named.or(own).filter(|_| axes >= 2)
}

/// Whether a table is a matrix or a legend of levels: its columns, or its rows, are levels.
fn is_matrix(table: &Table, words: &Words) -> bool {
    let is_level = |text: &Text| {
        let parts = tokens(&text.plain);
        !parts.is_empty()
            && parts.iter().any(|t| words.kind_of_folded(Group::Level, &t.word).is_some())
            && parts.iter().all(|t| {
                words.kind_of_folded(Group::Level, &t.word).is_some()
                    || words.kind_of_folded(Group::Column, &t.word).is_some()
                    || t.word.chars().all(|c| c.is_ascii_digit() || c == '%')
            })
    };
    let columns = table.header.cells.iter().skip(1).filter(|c| is_level(c)).count();
    let has_level_columns = columns >= 2 && columns * 2 > table.header.cells.len();
    let firsts = table.rows.iter().filter_map(|row| row.cells.first());
    let rows = firsts.filter(|c| kind_of(&c.plain, words).is_some()).count();
    let has_level_rows = rows >= 2 && rows * 2 > table.rows.len();
    has_level_columns || has_level_rows
}

fn read_rows(
    reader: &mut Reader<'_>,
    table: &Table,
    columns: &Columns,
    text: usize,
    section: usize,
) -> Vec<Raw> {
    let mut rows = Vec::new();
    for row in &table.rows {
        match reader.row_state(row, columns) {
            RowState::Filled => rows.push(read_row(reader, row, columns, text, section)),
            RowState::Unfilled => {
                let id = columns.cell(row, Column::Id).map(|c| c.plain.clone()).unwrap_or_default();
                let place = if id.is_empty() { "a risk".to_owned() } else { format!("risk {id}") };
                reader.note_unfilled_row(row, columns, &place);
            }
            RowState::Blank => {}
        }
    }
    rows
}

fn read_row(
    reader: &mut Reader<'_>,
    row: &Row,
    columns: &Columns,
    text: usize,
    section: usize,
) -> Raw {
    let id = reader.cell(row, columns, Column::Id, "a risk");
    let place = id.as_ref().map_or_else(|| "a risk".to_owned(), |id| id.plain.clone());
    let cell = row.cells[text].clone();
    let name = columns.name_at(text).to_owned();
    let mut raw = Raw {
        text: reader.value(&cell, None, &format!("{name} of {place}")).unwrap_or_default(),
        phase: reader.sections[section].phase.clone(),
        span: row.span,
        ..Raw::default()
    };
    for column in FACTS {
        if columns.index(column) != Some(text)
            && let Some(value) = reader.cell(row, columns, column, &place)
        {
            raw.add(column, value);
        }
    }
    let known = [&FACTS[..], &[Column::Id]].concat();
    raw.extra = reader
        .extra(row, columns, &known, &place)
        .into_iter()
        .filter(|(own, _)| *own != name)
        .collect();
    if raw.get(Column::Status).is_none()
        && let Some(status) = status_of_section(reader, section)
    {
        raw.add(Column::Status, status);
    }
    raw.id = id;
    // "R1: the cache is cold" has its ID in its own words.
    if raw.id.is_none() && split_id(reader, &raw.text.plain).is_some() {
        let Raw { id, text, .. } = named(reader, &raw.text);
        (raw.id, raw.text) = (id, text);
    }
    raw
}

/// The status that a register's heading gives its risks: "Closed risks".
fn status_of_section(reader: &Reader<'_>, section: usize) -> Option<Text> {
    let (_, heading, span) = reader.sections[section].heading?;
    let parts = tokens(&heading.text.plain);
    let is_number = |t: &&super::super::words::Token| t.word.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<_> = parts.iter().skip_while(is_number).collect();
    let [first, second] = parts.as_slice() else { return None };
    let is_closing = ["closed", "occurred", "accepted"]
        .contains(&reader.words.kind_of_folded(Group::RiskStatus, &first.word)?);
    let is_risks = reader.words.kind_of_folded(Group::Section, &second.word) == Some("risks")
        || fold(&second.word) == "risk";
    let word = heading.text.plain[first.start..first.end].to_owned();
    (is_closing && is_risks).then(|| Text::of_words(word, span))
}
