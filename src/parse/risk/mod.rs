//! The risk register: tables of risks, and the phases that their words bind them to.

use super::label::reference;
use super::reader::Reader;
use super::section::Kind;
use super::status;
use super::table::{Column, Columns, RowState};
use super::words::{Group, Words, tokens};
use crate::model::phase::Phase;
use crate::model::prose::{Row, Table, Text};
use crate::model::risk::{Binding, Level, LevelKind, Risk, RiskStatus, RiskStatusKind, When};
use crate::text::Spanned;

/// Columns that a risk has a field for. Severity is impact where the table has no Impact column.
const KNOWN: [Column; 17] = [
    Column::Id,
    Column::Risk,
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

/// Columns of which a register has at least one beside Risk.
const TELLING: [Column; 6] = [
    Column::Likelihood,
    Column::Impact,
    Column::Severity,
    Column::Mitigation,
    Column::Owner,
    Column::Status,
];

/// Reads the risks of a plan.
pub(super) fn read(reader: &mut Reader<'_>, phases: &[Phase]) -> Vec<Risk> {
    let mut risks = Vec::new();
    for section in reader.sections_where(|s| s.kind == Some(Kind::Risks)) {
        for (index, table) in reader.tables(section) {
            let columns = Columns::of(table, reader.words);
            if columns.has(Column::Risk) && columns.has_any(&TELLING) {
                reader.take(index);
                read_table(reader, table, &columns, phases, &mut risks);
            }
        }
    }
    risks
}

fn read_table(
    reader: &mut Reader<'_>,
    table: &Table,
    columns: &Columns,
    phases: &[Phase],
    risks: &mut Vec<Risk>,
) {
    for row in &table.rows {
        match reader.row_state(row, columns) {
            RowState::Filled => {
                let position = risks.len() + 1;
                risks.push(read_row(reader, row, columns, phases, position));
            }
            RowState::Unfilled => {
                let id = columns.cell(row, Column::Id).map(|c| c.plain.clone()).unwrap_or_default();
                let place = if id.is_empty() { "a risk".to_owned() } else { format!("risk {id}") };
                reader.note_unfilled_row(row, columns, &place);
            }
            RowState::Blank => {}
        }
    }
}

fn read_row(
    reader: &mut Reader<'_>,
    row: &Row,
    columns: &Columns,
    phases: &[Phase],
    position: usize,
) -> Risk {
    let id = reader.cell(row, columns, Column::Id, "a risk");
    let place = id.as_ref().map_or_else(|| format!("risk {position}"), |id| id.plain.clone());
    let mut cell = |column| reader.cell(row, columns, column, &place);
    let text = cell(Column::Risk).unwrap_or_default();
    let category = cell(Column::Category);
    let likelihood = cell(Column::Likelihood);
    let impact = cell(Column::Impact);
    let severity = cell(Column::Severity);
    let score = cell(Column::Score);
    let mitigation = cell(Column::Mitigation);
    let contingency = cell(Column::Contingency);
    let trigger = cell(Column::Trigger);
    let owner = cell(Column::Owner);
    let status = cell(Column::Status);
    let raised = cell(Column::Raised);
    let due = cell(Column::Due);
    let phase = cell(Column::Phase);
    let residual_likelihood = cell(Column::ResidualLikelihood);
    let residual_impact = cell(Column::ResidualImpact);
    let mut extra = reader.extra(row, columns, &KNOWN, &place);
    // Beside an Impact column, Severity gives no axis and keeps its own name.
    let impact = if columns.has(Column::Impact) {
        extra.extend(severity.map(|s| ("Severity".to_owned(), s)));
        impact
    } else {
        severity
    };
    let words = reader.words;
    let level = |text: Text| level(text, words);
    let mut bindings = phase.map(|text| column_bindings(reader, &text, phases)).unwrap_or_default();
    if bindings.is_empty() {
        let cells = [Some(&text), mitigation.as_ref(), contingency.as_ref(), trigger.as_ref()];
        bindings = cells
            .into_iter()
            .flatten()
            .flat_map(|cell| word_bindings(reader, cell, phases))
            .collect();
    }
    Risk {
        id: id.map(|id| Spanned::new(id.plain, id.span)),
        text,
        category,
        likelihood: likelihood.map(level),
        impact: impact.map(level),
        score,
        mitigation,
        contingency,
        trigger,
        owner,
        status: status.map(|text| risk_status(text, words)),
        raised: raised.and_then(|t| reader.date(&t, &format!("the date that {place} was raised"))),
        due: due.and_then(|t| reader.date(&t, &format!("the due date of {place}"))),
        residual_likelihood: residual_likelihood.map(level),
        residual_impact: residual_impact.map(level),
        bindings,
        extra,
        span: row.span,
    }
}

/// A level: the word at the head of a cell; what follows must be set off ("Low (build-time only)").
fn level(text: Text, words: &Words) -> Level {
    let whole = words.kind(Group::Level, &text.plain);
    let kind = whole
        .or_else(|| status::read(&text.plain, Group::Level, words).kind)
        .and_then(LevelKind::from_word)
        .unwrap_or(LevelKind::Unknown);
    Level { kind, text }
}

fn risk_status(text: Text, words: &Words) -> RiskStatus {
    let found = status::read(&text.plain, Group::RiskStatus, words).kind;
    let kind = RiskStatusKind::ALL.into_iter().find(|k| Some(k.word()) == found);
    RiskStatus { kind: kind.unwrap_or(RiskStatusKind::Unknown), text }
}

/// Bindings by the Phase column, which count as "in".
fn column_bindings(reader: &mut Reader<'_>, text: &Text, phases: &[Phase]) -> Vec<Binding> {
    // The column may say "before Phase 2" as well.
    let by_words = word_bindings(reader, text, phases);
    if !by_words.is_empty() {
        return by_words;
    }
    let Some(found) = reference(&text.plain, phases, reader.words) else { return Vec::new() };
    if found.positions.is_empty() {
        reader.findings.push(super::header::unknown_phase(text, phases));
    }
    found
        .positions
        .into_iter()
        .map(|phase| Binding { phase, when: When::In, words: text.plain.clone(), span: text.span })
        .collect()
}

/// Bindings by words: "before Phase 2", "by Phase 1", "during Phases 1–2".
fn word_bindings(reader: &mut Reader<'_>, text: &Text, phases: &[Phase]) -> Vec<Binding> {
    let plain = &text.plain;
    let parts = tokens(plain);
    let mut bindings = Vec::new();
    for (i, token) in parts.iter().enumerate() {
        if reader.words.kind_of_folded(Group::Word, &token.word) != Some("phase") {
            continue;
        }
        let heads: Vec<String> =
            parts[i.saturating_sub(2)..i].iter().map(|t| t.word.clone()).collect();
        let Some((when, used)) = when_before(&heads, reader.words) else { continue };
        let start = parts[i - used].start;
        let Some(number) = parts.get(i + 1) else { continue };
        // The number, and the rest of a range or list behind it.
        let end = plain[number.end..]
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–' | '.' | '+')))
            .map_or(plain.len(), |n| number.end + n);
        let phrase = plain[token.start..end].trim_end_matches(['.', '-', '–']);
        let Some(found) = reference(phrase, phases, reader.words) else { continue };
        let words = plain[start..token.start + phrase.len()].to_owned();
        let span = reader.place_of(text, &words);
        if found.positions.is_empty() {
            let named = Text { plain: phrase.to_owned(), span, ..Text::default() };
            reader.findings.push(super::header::unknown_phase(&named, phases));
        }
        bindings.extend(found.positions.into_iter().map(|phase| Binding {
            phase,
            when,
            words: words.clone(),
            span,
        }));
    }
    bindings
}

/// The preposition right before "phase", and how many tokens it takes ("ahead of": two).
fn when_before(heads: &[String], words: &Words) -> Option<(When, usize)> {
    (1..=heads.len()).rev().find_map(|n| {
        let word = words.kind_of_folded(Group::Binding, &heads[heads.len() - n..].join(" "))?;
        When::WORDS.iter().find(|(_, w)| *w == word).map(|(when, _)| (*when, n))
    })
}
