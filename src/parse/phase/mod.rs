//! Phases: rows of a table, headings with facts under them, or both, merged by number.

use super::criterion::criteria;
use super::label::{PhaseLabel, label};
use super::measure::{amount, length};
use super::pairs::{self, Pair};
use super::reader::Reader;
use super::section::Kind;
use super::status;
use super::table::{Column, Columns, RowState};
use super::words::Group;
use crate::diagnostic::Diagnostic;
use crate::model::measure::{Duration, Users};
use crate::model::phase::{Phase, PhaseNumber, PhaseStatus, PhaseStatusKind, Position};
use crate::model::prose::{Row, Table, Text};

/// Columns that a phase has a field for.
const KNOWN: [Column; 12] = [
    Column::Phase,
    Column::Scope,
    Column::Users,
    Column::Duration,
    Column::SuccessCriteria,
    Column::GoNoGo,
    Column::Status,
    Column::Start,
    Column::End,
    Column::Owner,
    Column::Flag,
    Column::Exposure,
];

/// Columns that tell a table of phases from others with a Phase column.
const TELLING: [Column; 7] = [
    Column::Scope,
    Column::Users,
    Column::Duration,
    Column::SuccessCriteria,
    Column::GoNoGo,
    Column::Start,
    Column::End,
];

/// A phase with nothing stated but its label.
pub(super) fn blank(
    position: Position,
    number: Option<PhaseNumber>,
    name: String,
    label: Text,
) -> Phase {
    let span = label.span;
    Phase {
        number,
        position,
        name,
        label,
        scope: None,
        users: None,
        duration: None,
        success_criteria: Vec::new(),
        go_no_go: None,
        status: None,
        start: None,
        end: None,
        owner: None,
        flag: None,
        exposure: None,
        extra: Vec::new(),
        span,
    }
}

/// Reads the phases of a plan.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Phase> {
    let mut phases = Vec::new();
    for section in reader.sections_where(|s| s.kind == Some(Kind::Phases)) {
        for (index, table) in reader.tables(section) {
            let columns = Columns::of(table, reader.words);
            if columns.has(Column::Phase) && columns.has_any(&TELLING) {
                reader.take(index);
                read_table(reader, table, &columns, &mut phases);
            }
        }
    }
    read_headings(reader, &mut phases);
    note_twins(reader, &phases);
    phases
}

fn read_table(reader: &mut Reader<'_>, table: &Table, columns: &Columns, phases: &mut Vec<Phase>) {
    for row in &table.rows {
        match reader.row_state(row, columns) {
            RowState::Filled => {
                let phase = read_row(reader, row, columns, phases.len());
                phases.push(phase);
            }
            RowState::Unfilled => reader.note_unfilled_row(row, columns, "a phase"),
            RowState::Blank => {}
        }
    }
}

fn read_row(reader: &mut Reader<'_>, row: &Row, columns: &Columns, index: usize) -> Phase {
    // A sample name counts as the author's once another cell is filled.
    let text = columns.cell(row, Column::Phase).cloned().unwrap_or_default();
    let PhaseLabel { number, name } = label(&text.plain, reader.words);
    let mut phase = blank(Position::from_index(index), number, name, text);
    phase.span = row.span;
    let place = name_of(&phase);
    for column in KNOWN {
        if column != Column::Phase
            && let Some(text) = reader.cell(row, columns, column, &place)
        {
            set(reader, &mut phase, column, &text, &place);
        }
    }
    phase.extra = reader.extra(row, columns, &KNOWN, &place);
    phase
}

/// How messages name a phase.
fn name_of(phase: &Phase) -> String {
    match phase.number {
        Some(number) => format!("Phase {number}"),
        None => format!("`{}`", phase.label.plain),
    }
}

/// Sets the field of a column from a stated value.
fn set(reader: &mut Reader<'_>, phase: &mut Phase, column: Column, text: &Text, place: &str) {
    let words = reader.words;
    match column {
        Column::Scope => phase.scope = Some(text.clone()),
        Column::Users => {
            let amount = amount(&text.plain, words);
            phase.users = Some(Users { text: text.clone(), amount });
        }
        Column::Duration => {
            let length = length(&text.plain, words);
            phase.duration = Some(Duration { text: text.clone(), length });
        }
        Column::SuccessCriteria => phase.success_criteria = criteria(text, words),
        Column::GoNoGo => phase.go_no_go = Some(text.clone()),
        Column::Status => phase.status = Some(phase_status(reader, text)),
        Column::Start => phase.start = reader.date(text, &format!("the start of {place}")),
        Column::End => phase.end = reader.date(text, &format!("the end of {place}")),
        Column::Owner => phase.owner = Some(text.clone()),
        Column::Flag => phase.flag = Some(text.clone()),
        Column::Exposure => phase.exposure = Some(text.clone()),
        _ => {}
    }
}

/// Whether a field is still empty, so that a heading may fill it.
const fn is_empty(phase: &Phase, column: Column) -> bool {
    match column {
        Column::Scope => phase.scope.is_none(),
        Column::Users => phase.users.is_none(),
        Column::Duration => phase.duration.is_none(),
        Column::SuccessCriteria => phase.success_criteria.is_empty(),
        Column::GoNoGo => phase.go_no_go.is_none(),
        Column::Status => phase.status.is_none(),
        Column::Start => phase.start.is_none(),
        Column::End => phase.end.is_none(),
        Column::Owner => phase.owner.is_none(),
        Column::Flag => phase.flag.is_none(),
        Column::Exposure => phase.exposure.is_none(),
        _ => false,
    }
}

fn phase_status(reader: &mut Reader<'_>, text: &Text) -> PhaseStatus {
    let kind = match status::read(&text.plain, Group::PhaseStatus, reader.words).kind {
        Some("not-started") => PhaseStatusKind::NotStarted,
        Some("in-progress") => PhaseStatusKind::InProgress,
        Some("complete") => PhaseStatusKind::Complete,
        Some("paused") => PhaseStatusKind::Paused,
        Some("rolled-back") => PhaseStatusKind::RolledBack,
        Some("cancelled") => PhaseStatusKind::Cancelled,
        _ => PhaseStatusKind::Unknown,
    };
    if kind == PhaseStatusKind::Unknown {
        reader.findings.push(
            Diagnostic::new(
                "unknown-status",
                text.span,
                format!("`{}` is no known status of a phase", text.plain),
            )
            .help("write Not started, In progress, Complete, Paused, Rolled back or Cancelled"),
        );
    }
    PhaseStatus { kind, text: text.clone() }
}

/// Phase headings: they fill what the table leaves open, and open phases that it has not.
fn read_headings(reader: &mut Reader<'_>, phases: &mut Vec<Phase>) {
    for section in reader.sections_where(|s| s.is_phase) {
        let Some((_, heading, span)) = reader.sections[section].heading else { continue };
        let text = heading.text.clone();
        let Some(own) = reader.sections[section].phase.clone() else { continue };
        let at = phases.iter().position(|p| p.number == own.number).unwrap_or_else(|| {
            let position = Position::from_index(phases.len());
            let mut phase = blank(position, own.number, own.name.clone(), text);
            phase.span = span;
            phases.push(phase);
            phases.len() - 1
        });
        for block in reader.sections[section].blocks.clone() {
            let (pairs, is_whole) = pairs::of_block(&reader.blocks[block]);
            let mut all_known = is_whole;
            for Pair { key, value } in pairs {
                all_known &= read_fact(reader, &mut phases[at], &key, &value);
            }
            if all_known {
                reader.take(block);
            }
        }
    }
}

/// Takes a fact under a phase's heading; whether it is one.
fn read_fact(reader: &mut Reader<'_>, phase: &mut Phase, key: &str, value: &Text) -> bool {
    let Some(column) = Column::of(key, reader.words).filter(|c| KNOWN.contains(c)) else {
        return false;
    };
    if !is_empty(phase, column) {
        return false;
    }
    let place = name_of(phase);
    if let Some(value) = reader.value(value, None, &format!("{key} of {place}")) {
        set(reader, phase, column, &value, &place);
    }
    true
}

/// Two phases with one number: a reference means the first.
fn note_twins(reader: &mut Reader<'_>, phases: &[Phase]) {
    for (i, phase) in phases.iter().enumerate() {
        let Some(number) = phase.number else { continue };
        let Some(first) = phases[..i].iter().find(|p| p.number == Some(number)) else { continue };
        reader.findings.push(
            Diagnostic::new(
                "duplicate-phase-number",
                phase.label.span,
                format!("two phases have the number {number}"),
            )
            .also(first.label.span, "the first; a reference means this one")
            .help("give each phase a number of its own"),
        );
    }
    let running: Vec<&Phase> = phases
        .iter()
        .filter(|p| p.status.as_ref().is_some_and(|s| s.kind == PhaseStatusKind::InProgress))
        .collect();
    if let [first, second, ..] = running.as_slice() {
        let span = |p: &Phase| p.status.as_ref().map_or(p.span, |s| s.text.span);
        reader.findings.push(
            Diagnostic::new(
                "several-current-phases",
                span(second),
                format!("{} phases are in progress at once", running.len()),
            )
            .also(span(first), "the first counts as the current phase")
            .help("leave one in progress, or state it as `**Current phase:** Phase 1`"),
        );
    }
}
