//! Where phases may stand: tables, headings, lists and bold lines that name them.

use smol_str::{SmolStr, format_smolstr};

use super::super::label::{Staging, label, lettered, number, staging_word};
use super::super::measured::is_only_of_measures;
use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::table::{Column, Columns, RowState};
use super::super::words::Words;
use super::group::{Facts, PhaseCandidate, PhaseForm, PhaseGroup};
use super::lists::{of_lines, of_list};
use super::parts::of_parts;
use crate::model::phase::PhaseNumber;
use crate::model::prose::{BlockKind, Row, Table, Text};

/// Columns that tell a table of phases from others with a Phase column.
const TELLING: [Column; 10] = [
    Column::Date,
    Column::Scope,
    Column::Users,
    Column::Duration,
    Column::SuccessCriteria,
    Column::GoNoGo,
    Column::Start,
    Column::End,
    Column::Exposure,
    Column::Name,
];

/// Columns that tables of other things have.
const FOREIGN: [Column; 6] = [
    Column::Likelihood,
    Column::Impact,
    Column::Mitigation,
    Column::Primary,
    Column::Backup,
    Column::Decision,
];

/// All groups of a document, in its order.
pub(super) fn groups<'a>(reader: &Reader<'a>) -> Vec<PhaseGroup<'a>> {
    let mut groups = Vec::new();
    for section in 0..reader.sections.len() {
        let kind = reader.sections[section].kind;
        if kind.is_some_and(Kind::speaks_of_phases) {
            continue;
        }
        let blocks = reader.blocks;
        for index in reader.sections[section].blocks.clone() {
            let group = match &blocks[index].kind {
                BlockKind::Table(table) => of_table(reader, table, section),
                BlockKind::List(list) => of_list(reader.words, list, kind),
                _ => None,
            };
            groups.extend(group.map(|mut group| {
                if matches!(
                    group.form,
                    PhaseForm::PhaseTable | PhaseForm::OtherTable | PhaseForm::UnitTable
                ) {
                    group.blocks.push(index);
                }
                group
            }));
        }
    }
    groups.extend(of_headings(reader));
    groups.extend(of_lines(reader));
    if groups.is_empty() {
        groups.extend(of_parts(reader));
    }
    groups
}

fn of_table<'a>(reader: &Reader<'a>, table: &'a Table, section: usize) -> Option<PhaseGroup<'a>> {
    let words = reader.words;
    let columns = Columns::of(table, words);
    let kind = reader.sections[section].kind;
    if !columns.has(Column::Phase) || columns.has_any(&FOREIGN) {
        return None;
    }
    let header = columns.name(Column::Phase).unwrap_or_default();
    let is_phase_word = matches!(staging_word(header.trim(), words), Some((Staging::Phase, _)))
        || header_names_phases(header, words);
    let telling = TELLING.iter().filter(|column| columns.has(**column)).count();
    let is_telling = telling > 0;
    if is_only_of_measures(table, words, &columns, &TELLING) {
        return None;
    }
    let form = match kind {
        Some(Kind::Phases) if is_phase_word && table.header.cells.len() > 1 => {
            PhaseForm::PhaseTable
        }
        Some(Kind::Schedule) if is_phase_word && table.header.cells.len() > 1 => {
            PhaseForm::OtherTable
        }
        Some(Kind::Schedule | Kind::Phases) if is_telling => PhaseForm::UnitTable,
        _ if is_phase_word && is_telling => PhaseForm::OtherTable,
        None if columns.index(Column::Phase) == Some(0) && telling >= 2 => PhaseForm::UnitTable,
        _ => return None,
    };
    let mut group = PhaseGroup::new(form);
    for row in &table.rows {
        match reader.row_state(row, &columns) {
            RowState::Filled if is_total(row, &columns, words) => {}
            RowState::Filled => group.candidates.push(of_row(row, &columns, words)),
            RowState::Unfilled => group.unfilled.push(row),
            RowState::Blank => {}
        }
    }
    group.columns.push(columns);
    name_by_scope(&mut group);
    let is_new = !group.candidates.is_empty() || !group.unfilled.is_empty();
    is_new.then_some(group)
}

/// Most characters of a scope that may serve as a name.
const LONGEST_NAME: usize = 40;

/// Where every phase is but a number, the short words of its scope are what readers call it by.
fn name_by_scope(group: &mut PhaseGroup<'_>) {
    let columns = &group.columns[0];
    // Without a scope, the author's own column behind the number names them.
    let own = columns
        .index(Column::Phase)
        .map(|at| at + 1)
        .filter(|at| *at < columns.len() && columns.kind(*at).is_none());
    let index = columns.index(Column::Scope).or(own);
    let scope = |c: &PhaseCandidate<'_>| match c.facts {
        Facts::Row(row, _) => row.cells.get(index?).map(|cell| cell.plain.clone()),
        _ => None,
    };
    let names: Vec<Option<SmolStr>> = group.candidates.iter().map(scope).collect();
    let is_bare = group.candidates.iter().all(|c| c.label.name.is_empty());
    let is_short = names.iter().all(|name| {
        name.as_ref().is_some_and(|n| {
            n.chars().any(char::is_alphabetic) && n.chars().count() <= LONGEST_NAME
        })
    });
    if is_bare && is_short {
        for (candidate, name) in group.candidates.iter_mut().zip(names) {
            candidate.label.name = name.unwrap_or_default();
        }
    }
}

/// Whether a column's name holds a word for phase: "Rollout phase".
fn header_names_phases(header: &str, words: &Words) -> bool {
    super::super::words::tokens(header)
        .iter()
        .any(|t| matches!(staging_word(&t.word, words), Some((Staging::Phase, ""))))
}

/// A row; where the Phase cell holds a number alone, the Name column has the name.
fn of_row<'a>(row: &'a Row, columns: &Columns, words: &Words) -> PhaseCandidate<'a> {
    let mut text = columns.cell(row, Column::Phase).cloned().unwrap_or_default();
    let mut own = label(&text.plain, words);
    if own.number.is_none()
        && let Some((number, letter)) = number_alone(&text.plain)
    {
        own.number = Some(number);
        own.letter = letter;
        own.name = SmolStr::default();
    }
    if own.name.is_empty()
        && let Some(name) = columns.cell(row, Column::Name).filter(|n| !n.is_empty())
    {
        own.name = name.plain.clone();
        text = Text { plain: format_smolstr!("{} — {}", text.plain, name.plain), ..text };
    }
    if own.number.is_none()
        && let Some((number, letter)) =
            columns.cell(row, Column::Id).and_then(|id| number_alone(&id.plain))
    {
        own.number = Some(number);
        own.letter = letter;
    }
    PhaseCandidate { label: own, text, span: row.span, place: None, facts: Facts::Row(row, 0) }
}

/// Whether a row sums up the others.
fn is_total(row: &Row, columns: &Columns, words: &Words) -> bool {
    columns.cell(row, Column::Phase).is_some_and(|cell| {
        words.kind(super::super::words::Group::Word, &cell.plain) == Some("total")
    })
}

/// The number that a cell holds alone, with its letter: "2", "2b".
fn number_alone(text: &str) -> Option<(PhaseNumber, Option<char>)> {
    let text = text.trim();
    if let Some((number, letter, "")) = lettered(text) {
        return Some((number, Some(letter)));
    }
    number(text).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| (number, None))
}

fn of_headings<'a>(reader: &Reader<'a>) -> Option<PhaseGroup<'a>> {
    let mut group = PhaseGroup::new(PhaseForm::UnitHeadings);
    for (index, section) in reader.sections.iter().enumerate().filter(|(_, s)| s.is_phase) {
        let (Some((_, heading, span)), Some(own)) = (section.heading, &section.phase) else {
            continue;
        };
        if own.staging == Some(Staging::Phase) {
            group.form = PhaseForm::PhaseHeadings;
        }
        group.candidates.push(PhaseCandidate {
            label: (**own).clone(),
            text: heading.text.clone(),
            span,
            place: section.parent,
            facts: Facts::Section(index),
        });
    }
    (!group.candidates.is_empty()).then_some(group)
}
