//! Registers: tables of risks, told from matrices, legends and summaries.

use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::table::{Column, Columns, RowState};
use super::super::value::State;
use super::super::words::{Group, LONGEST_PHRASE, Words, fold, is_alike, tokens};
use super::found::{FoundRisks, Raw};
use super::hedge::status;
use super::level::kind_of;
use super::name::{named, split_id};
use super::{misspelt, rating};
use crate::diagnostic::{Diagnostic, excerpt};
use crate::model::prose::{InlineKind, Row, Table, Text, plain_text};

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
pub(super) fn read(reader: &mut Reader<'_>, found: &mut FoundRisks) {
    for section in 0..reader.sections.len() {
        let kind = reader.sections[section].kind;
        if kind.is_some_and(|k| k.is_rollback() || k == Kind::Decisions) {
            continue;
        }
        for (index, table) in reader.tables(section) {
            let columns = Columns::of(table, reader.words);
            let Some(text) = text_column(table, &columns, kind, reader.words) else { continue };
            let rows = read_rows(reader, table, &columns, text, section);
            let known = found.len();
            let retold: Vec<Option<usize>> =
                rows.iter().map(|row| found.retold(row).filter(|at| *at < known)).collect();
            let is_summary = !rows.is_empty() && retold.iter().all(Option::is_some);
            if !is_summary {
                reader.take(index);
            }
            for (row, same) in rows.into_iter().zip(retold) {
                // Without an ID, two rows of other tables may have the same words by chance.
                match same.filter(|_| is_summary || row.id.is_some()) {
                    Some(at) => found.at(at).fill_from(row),
                    None => found.push(row),
                }
            }
        }
    }
}

/// Columns of a table that only follows up on risks, by their IDs.
const TRACKING: [Column; 8] = [
    Column::Id,
    Column::Status,
    Column::Date,
    Column::Raised,
    Column::Due,
    Column::End,
    Column::Owner,
    Column::Notes,
];

/// Reads the tables that tell how risks stand, by their IDs: "Status tracking".
pub(super) fn read_tracking(reader: &mut Reader<'_>, found: &mut FoundRisks) {
    if found.len() == 0 {
        return;
    }
    for section in
        reader.sections_where(|s| matches!(s.kind, Some(Kind::Risks | Kind::RiskCategories)))
    {
        for (index, table) in reader.tables(section) {
            let columns = Columns::of(table, reader.words);
            let known = |i: usize| columns.kind(i).is_none_or(|kind| TRACKING.contains(&kind));
            let is_tracking = columns.has(Column::Id)
                && columns.has(Column::Status)
                && !reader.is_read[index]
                && (0..columns.len()).all(known);
            if is_tracking {
                table.rows.iter().for_each(|row| track(reader, row, &columns, found));
            }
        }
    }
}

fn track(reader: &mut Reader<'_>, row: &Row, columns: &Columns, found: &mut FoundRisks) {
    let Some(id) = columns.cell(row, Column::Id).filter(|id| !id.is_empty()) else { return };
    let Some(at) = found.of_id(&id.plain) else { return };
    let (id, span) = (id.plain.clone(), id.span);
    let Some(status) = reader.cell(row, columns, Column::Status, &id) else { return };
    let own = found.at(at).get(Column::Status);
    if let Some(own) = own.filter(|own| !is_alike(&own.plain, &status.plain)) {
        let message = format!(
            "risk `{id}` has two statuses: `{}` in the register, `{}` here",
            excerpt(&own.plain),
            excerpt(&status.plain)
        );
        reader.findings.push(
            Diagnostic::new("conflicting-metadata", status.span, message)
                .also(own.span, "the first; it counts")
                .help("write the same in both places"),
        );
        return;
    }
    let raw = Raw { span, ..Raw::default() };
    let mut raw = raw;
    raw.add(Column::Status, status);
    found.at(at).fill_from(raw);
}

/// The index of the column that says what may happen, where the table is a register.
fn text_column(
    table: &Table,
    columns: &Columns,
    kind: Option<Kind>,
    words: &Words,
) -> Option<usize> {
    if is_matrix(table, words) || is_log(table, columns, words) {
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

/// Whether a table tells what happened and when: its days come first, and no likelihood says that it is
/// about what may happen.
fn is_log(table: &Table, columns: &Columns, words: &Words) -> bool {
    let is_dated = matches!(columns.kind(0), Some(Column::Date | Column::Raised));
    let names_risk = columns.index(Column::Risk).is_some_and(|at| {
        let parts = tokens(&table.header.cells[at].plain);
        parts.iter().any(|t| words.kind_of_folded(Group::Section, &t.word) == Some("risks"))
    });
    is_dated && !columns.has(Column::Likelihood) && !names_risk
}

fn read_rows(
    reader: &mut Reader<'_>,
    table: &Table,
    columns: &Columns,
    text: usize,
    section: usize,
) -> Vec<Raw> {
    let mut rows = Vec::new();
    let misspelt = misspelt::of_columns(table, columns, reader.words);
    let group = rating::of_section(reader, section);
    // Rows that begin a group stand among others; a register may be names alone.
    let has_others = table.rows.iter().any(|row| !is_first_alone(reader, row, columns));
    for row in &table.rows {
        if is_first_alone(reader, row, columns) && is_remark(reader, row, text, has_others) {
            continue;
        }
        match reader.row_state(row, columns) {
            RowState::Filled => {
                let raw = read_row(reader, row, columns, text, section);
                rows.push(Raw { misspelt: misspelt.clone(), group: group.clone(), ..raw });
            }
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

/// Fewest columns of a table in which a row may be a remark.
const FEWEST_COLUMNS: usize = 3;

/// Whether nothing but the first cell of a row is filled.
fn is_first_alone(reader: &Reader<'_>, row: &Row, columns: &Columns) -> bool {
    let mut cells = row.cells.iter();
    let state = |cell: &Text| reader.state(cell, None);
    columns.len() >= FEWEST_COLUMNS
        && cells.next().is_some_and(|first| state(first) == State::Stated)
        && cells.all(|cell| state(cell) == State::NotStated)
}

/// Whether the one cell of a row says something of the table and names no risk: it stands in another
/// column than the risks, in emphasis or brackets, or says that there is none.
fn is_remark(reader: &Reader<'_>, row: &Row, text: usize, has_others: bool) -> bool {
    let Some(first) = row.cells.first() else { return false };
    let plain = first.plain.trim();
    let is_bracketed = plain.starts_with(['(', '（']) && plain.ends_with([')', '）']);
    let mut said =
        first.content.iter().filter(|i| !plain_text(std::slice::from_ref(*i)).is_empty());
    let (only, more) = (said.next(), said.next());
    let is_alone = |wanted: fn(&InlineKind) -> bool| {
        more.is_none() && only.is_some_and(|inline| wanted(&inline.kind))
    };
    let is_italic = is_alone(|kind| matches!(kind, InlineKind::Emphasis(_)));
    let is_bold = is_alone(|kind| matches!(kind, InlineKind::Strong(_)));
    let says_none = tokens(plain).first().is_some_and(|t| {
        reader.words.kind_of_folded(Group::Tail, &t.word) == Some("zero")
            || reader.words.kind_of_folded(Group::Word, &t.word) == Some("none")
    });
    text > 0 || is_bracketed || is_italic || says_none || (is_bold && has_others)
}

fn read_row(
    reader: &mut Reader<'_>,
    row: &Row,
    columns: &Columns,
    text: usize,
    section: usize,
) -> Raw {
    let id = reader.cell(row, columns, Column::Id, "a risk");
    let place = id.as_ref().map_or_else(|| "a risk".to_owned(), |id| id.plain.to_string());
    let cell = row.cells[text].clone();
    let name = columns.name_at(text).to_owned();
    let mut raw = Raw {
        text: reader.value(&cell, None, format_args!("{name} of {place}")).unwrap_or_default(),
        span: row.span,
        has_likelihood_column: columns.has(Column::Likelihood),
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
    // How far its mitigation is tells how a risk stands, where it is said in the words for that.
    if raw.get(Column::Status).is_none()
        && let Some(at) = raw.extra.iter().position(|(own, text)| {
            Column::of(own, reader.words) == Some(Column::MitigationStatus)
                && status(&text.plain, reader.words).1
        })
    {
        let (_, text) = raw.extra.remove(at);
        raw.add(Column::Status, text);
    }
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
    let (_, heading, span) = reader.sections[section]
        .heading
        .filter(|(_, h, _)| h.text.plain.len() <= LONGEST_PHRASE)?;
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
