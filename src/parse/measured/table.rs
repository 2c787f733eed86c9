//! Tables with Metric, Target and Actual: a measure a row.

use super::super::dates::clock;
use super::super::header::unknown_phase;
use super::super::reader::Reader;
use super::super::reference::reference;
use super::super::table::{Column, Columns, RowState};
use super::super::words::{Group, Words};
use super::value::{self, Decimals};
use crate::diagnostic::{Diagnostic, excerpt};
use crate::model::date::{AsOf, parse_moment};
use crate::model::measured::{Actual, Measure, MeasureTarget};
use crate::model::phase::PhasePosition;
use crate::model::prose::{Row, Table, Text};

/// How messages name a row.
const PLACE: &str = "a measure";

/// Which columns of a table hold what.
#[derive(Debug, Clone, Copy, Default)]
struct Layout {
    metric: Option<usize>,
    target: Option<usize>,
    actual: Option<usize>,
    baseline: Option<usize>,
    unit: Option<usize>,
    as_of: Option<usize>,
    source: Option<usize>,
}

impl Layout {
    /// The columns of a header, by their names; no other table costs more than that.
    fn of(table: &Table, words: &Words) -> Option<Self> {
        let cells = &table.header.cells;
        if cells.len() < 3 {
            return None;
        }
        let mut layout = Self::default();
        for (at, cell) in cells.iter().enumerate() {
            let place = match of_record(&cell.plain, words) {
                Some("metric") => &mut layout.metric,
                Some("target") => &mut layout.target,
                Some("actual") => &mut layout.actual,
                // "Result" is a word of rehearsals too.
                Some("result") if layout.actual.is_none() => &mut layout.actual,
                Some("baseline") => &mut layout.baseline,
                Some("unit") => &mut layout.unit,
                Some("as-of") => &mut layout.as_of,
                Some("source") => &mut layout.source,
                _ => continue,
            };
            place.get_or_insert(at);
        }
        let is_whole = layout.metric.is_some() && layout.target.is_some();
        (is_whole && layout.actual.is_some()).then_some(layout)
    }
}

/// What a column's name is among those of records; a note in brackets does not count.
fn of_record<'w>(name: &str, words: &'w Words) -> Option<&'w str> {
    let whole = words.kind(Group::Record, name);
    let short = || {
        let at = name.find(['(', '[', '（'])?;
        words.kind(Group::Record, &name[..at])
    };
    whole.or_else(short)
}

/// Whether a table is one of measures, which no other reader takes.
pub(in crate::parse) fn is_of_measures(table: &Table, words: &Words) -> bool {
    Layout::of(table, words).is_some()
}

/// Whether a table is one of measures, and none of `telling` is a column of its own: "Target" may be whom a phase is
/// for.
pub(in crate::parse) fn is_only_of_measures(
    table: &Table,
    words: &Words,
    columns: &Columns,
    telling: &[Column],
) -> bool {
    let Some(layout) = Layout::of(table, words) else { return false };
    let Layout { metric, target, actual, baseline, unit, as_of, source } = layout;
    let own = [metric, target, actual, baseline, unit, as_of, source, columns.index(Column::Date)];
    let mut others = telling.iter().filter_map(|column| columns.index(*column));
    others.all(|at| own.contains(&Some(at)))
}

/// Reads the measures of a table under a section.
pub(super) fn read(
    reader: &mut Reader<'_>,
    table: &Table,
    section: usize,
    measures: &mut Vec<Measure>,
) {
    let Some(layout) = Layout::of(table, reader.words) else { return };
    let columns = Columns::of(table, reader.words);
    let phase = reader.phase_of(section);
    for row in &table.rows {
        match reader.row_state(row, &columns) {
            RowState::Blank => {}
            RowState::Unfilled => reader.note_unfilled_row(row, &columns, PLACE),
            RowState::Filled => measures.extend(of_row(reader, row, layout, &columns, phase)),
        }
    }
}

fn of_row(
    reader: &mut Reader<'_>,
    row: &Row,
    layout: Layout,
    columns: &Columns,
    phase: Option<PhasePosition>,
) -> Option<Measure> {
    let cell = |reader: &mut Reader<'_>, at: Option<usize>| {
        let at = at?;
        let name = columns.name_at(at);
        reader.value(row.cells.get(at)?, None, format_args!("{name} of {PLACE}"))
    };
    let metric = cell(reader, layout.metric)?;
    let phases = match reader.cell(row, columns, Column::Phase, PLACE) {
        Some(text) => Some(phases(reader, &text)),
        None => phase.map(|phase| vec![phase]),
    };
    let unit = cell(reader, layout.unit);
    let unit = unit.as_ref().map(|unit| unit.plain.as_str());
    let decimals = Decimals::of(reader.is_english);
    let target = cell(reader, layout.target).map(|text| target(reader, text, unit, decimals));
    let baseline = cell(reader, layout.baseline);
    let actual = cell(reader, layout.actual);
    let date = layout.as_of.or_else(|| columns.index(Column::Date));
    let as_of = cell(reader, date).and_then(|text| as_of(reader, &text));
    let source = cell(reader, layout.source);
    let actual = actual.map(|text| {
        let read = value::quantity_as(&text.plain, decimals);
        if read.is_none() {
            reader.findings.push(unread_value(&text));
        }
        let (value, own) = read.map_or((None, None), |(value, unit)| (Some(value), unit));
        let unit = own.or_else(|| value.and(unit.map(str::to_owned)));
        Actual { text, value, unit, as_of, source, is_beside: false }
    });
    Some(Measure { metric, phases, target, baseline, actual, span: Some(row.span) })
}

/// The phases of a cell; none where it names one that the plan does not have.
fn phases(reader: &mut Reader<'_>, text: &Text) -> Vec<PhasePosition> {
    match reference(&text.plain, &reader.phases, reader.words) {
        Some(found) if !found.positions.is_empty() && found.unknown.is_empty() => found.positions,
        _ => {
            let finding = unknown_phase(text, &reader.phases);
            reader.findings.push(finding);
            Vec::new()
        }
    }
}

fn target(
    reader: &mut Reader<'_>,
    text: Text,
    unit: Option<&str>,
    decimals: Decimals,
) -> MeasureTarget {
    let mut comparison = value::target(&text.plain, reader.words, decimals);
    match &mut comparison {
        Some(of) => of.unit = of.unit.take().or_else(|| unit.map(str::to_owned)),
        None => reader.findings.push(unread_target(&text)),
    }
    MeasureTarget { text, comparison }
}

/// When a value was measured; what is no day is told, and no day.
fn as_of(reader: &mut Reader<'_>, text: &Text) -> Option<AsOf> {
    if let Some(moment) = parse_moment(text.plain.trim()) {
        return Some(moment);
    }
    let date = reader.date(text, "when it was measured")?.value;
    let (_, rest) = super::super::dates::read_head(&text.plain, reader.words);
    Some(AsOf { date, time: clock(rest).and_then(value::hour_and_minute) })
}

fn unread_value(text: &Text) -> Diagnostic {
    let words = excerpt(&text.plain);
    Diagnostic::new("measure-not-read", text.span, format!("`{words}` is not one measured value"))
        .note("whether the target is met remains unknown")
        .help("write a number with its unit and nothing else: `0.8 %`, `310 ms`")
}

fn unread_target(text: &Text) -> Diagnostic {
    let words = excerpt(&text.plain);
    Diagnostic::new(
        "measure-not-read",
        text.span,
        format!("`{words}` is not a target to compare with"),
    )
    .note("whether it is met stays unknown")
    .help("say which values are good: `< 1 %`, `at least 99.9 %`")
}
