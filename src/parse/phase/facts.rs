//! Facts of a phase: cells of its row, lines and lists under its heading.

use std::ops::Range;

use super::super::criterion::criteria;
use super::super::dates::{self, Reading};
use super::super::label::{Tail, TailKind, is_point_in_time};
use super::super::measure::{amount, duration, share};
use super::super::pairs::{self, Pair};
use super::super::reader::Reader;
use super::super::status;
use super::super::table::{Column, Columns, group_of};
use super::super::words::{Group, Words};
use crate::diagnostic::Diagnostic;
use crate::markdown::text_of;
use crate::model::date::Date;
use crate::model::measure::{Criterion, Users};
use crate::model::phase::{Phase, PhaseStatus, PhaseStatusKind};
use crate::model::prose::{BlockKind, List, Row, Text};
use crate::text::Spanned;

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

/// How messages name a phase.
pub(super) fn name_of(phase: &Phase) -> String {
    match (phase.number, phase.letter) {
        (Some(number), Some(letter)) => format!("Phase {number}{letter}"),
        (Some(number), None) => format!("Phase {number}"),
        (None, _) => format!("`{}`", phase.label.plain),
    }
}

/// Takes the cells of a phase's row.
pub(super) fn of_row(reader: &mut Reader<'_>, phase: &mut Phase, row: &Row, columns: &Columns) {
    let place = name_of(phase);
    for column in KNOWN {
        if column != Column::Phase
            && is_empty(phase, column)
            && let Some(text) = reader.cell(row, columns, column, &place)
        {
            set(reader, phase, column, &text, &place);
        }
    }
    let own = [&KNOWN[..], &[Column::Name, Column::Id]].concat();
    let extra = reader.extra(row, columns, &own, &place);
    let is_new = |phase: &Phase, name: &str| phase.extra.iter().all(|(n, _)| n != name);
    for (name, text) in extra {
        if is_new(phase, &name) {
            phase.extra.push((name, text));
        }
    }
}

/// Takes what the end of a phase's label states.
pub(super) fn of_tails(reader: &mut Reader<'_>, phase: &mut Phase, label: &Text, tails: &[Tail]) {
    let place = name_of(phase);
    for tail in tails {
        let column = match tail.kind {
            // What is not a length of time is told apart where it is set.
            TailKind::Duration | TailKind::When => Column::Duration,
            TailKind::Share => Column::Users,
            TailKind::Status => Column::Status,
        };
        if is_empty(phase, column) {
            let span = reader.place_of(label, &tail.words);
            let text = Text::of_words(tail.words.clone(), span);
            set(reader, phase, column, &text, &place);
        }
    }
}

/// Takes the facts that stand in blocks: pairs of a key and a value, and a list behind a key that
/// has none ("**Success criteria:**"). Blocks that hold nothing else become data.
pub(super) fn of_blocks(reader: &mut Reader<'_>, phase: &mut Phase, blocks: Range<usize>) {
    let mut open: Option<Column> = None;
    for index in blocks {
        if let (Some(column), BlockKind::List(list)) = (open.take(), &reader.blocks[index].kind) {
            if of_list(phase, column, list, reader) {
                reader.take(index);
            }
            continue;
        }
        let (pairs, is_whole) = pairs::of_block(&reader.blocks[index]);
        let mut all_known = is_whole;
        for Pair { key, value, .. } in pairs {
            let column = Column::of(&key, reader.words).filter(|c| KNOWN.contains(c));
            open = column.filter(|_| value.is_empty());
            all_known &= match column {
                Some(column) => of_pair(reader, phase, column, &key, &value),
                None => false,
            };
        }
        if all_known {
            reader.take(index);
        }
    }
}

/// Takes the list under a heading or key that names a fact; whether it was taken.
pub(super) fn of_list(
    phase: &mut Phase,
    column: Column,
    list: &List,
    reader: &mut Reader<'_>,
) -> bool {
    let is_plain = list.items.iter().all(|i| i.task.is_none() && i.rest().is_empty());
    if column != Column::SuccessCriteria || !is_plain || !phase.success_criteria.is_empty() {
        return false;
    }
    let place = format!("a success criterion of {}", name_of(phase));
    let leads = list.items.iter().filter_map(|item| item.lead());
    let texts: Vec<Text> = leads.map(|(inlines, _)| text_of(inlines.clone())).collect();
    let words = reader.words;
    let stated: Vec<Text> =
        texts.iter().filter_map(|text| reader.value(text, None, &place)).collect();
    // An item is one criterion, however it is worded.
    phase.success_criteria = stated
        .into_iter()
        .map(|text| {
            let comparison = criteria(&text, words).into_iter().find_map(|c| c.comparison);
            Criterion { text, comparison }
        })
        .collect();
    true
}

/// Takes a fact from a pair; whether it is taken.
fn of_pair(
    reader: &mut Reader<'_>,
    phase: &mut Phase,
    column: Column,
    key: &str,
    value: &Text,
) -> bool {
    if !is_empty(phase, column) {
        return false;
    }
    let place = name_of(phase);
    if let Some(value) =
        reader.value(value, group_of(Some(column)), format_args!("{key} of {place}"))
    {
        set(reader, phase, column, &value, &place);
    }
    true
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
        Column::Duration => set_duration(phase, text, words),
        Column::SuccessCriteria => phase.success_criteria = criteria(text, words),
        Column::GoNoGo => phase.go_no_go = Some(text.clone()),
        Column::Status => phase.status = Some(phase_status(reader, text)),
        Column::Start => {
            let place = format!("the start of {place}");
            (phase.start, phase.start_time) = moment(reader, phase, text, "Start", &place);
        }
        Column::End => {
            let place = format!("the end of {place}");
            (phase.end, phase.end_time) = moment(reader, phase, text, "End", &place);
        }
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
        Column::Duration => phase.duration.is_none() && phase.when.is_none(),
        Column::SuccessCriteria => phase.success_criteria.is_empty(),
        Column::GoNoGo => phase.go_no_go.is_none(),
        Column::Status => phase.status.is_none(),
        Column::Start => phase.start.is_none() && phase.start_time.is_none(),
        Column::End => phase.end.is_none() && phase.end_time.is_none(),
        Column::Owner => phase.owner.is_none(),
        Column::Flag => phase.flag.is_none(),
        Column::Exposure => phase.exposure.is_none(),
        _ => false,
    }
}

/// The share that a phase ends with: of its exposure, else of its audience.
pub(super) fn settle_share(phase: &mut Phase, words: &Words) {
    let users = phase.users.as_ref().map(|users| &users.text);
    phase.share = phase.exposure.as_ref().or(users).and_then(|text| share(&text.plain, words));
}

/// How long a phase lasts; words that say when it comes are no length.
fn set_duration(phase: &mut Phase, text: &Text, words: &Words) {
    let duration = duration(text, words);
    if duration.length.is_none() && is_point_in_time(&text.plain, words) {
        phase.when = Some(text.clone());
    } else {
        phase.duration = Some(duration);
    }
}

/// The first or last day of a phase, and the time of day behind it or alone. What else the author wrote
/// there is kept under `name`.
fn moment(
    reader: &mut Reader<'_>,
    phase: &mut Phase,
    text: &Text,
    name: &str,
    place: &str,
) -> (Option<Spanned<Date>>, Option<String>) {
    let words = reader.words;
    let (reading, rest) = dates::read_head(&text.plain, words);
    if reading == Reading::None
        && let Some(time) = dates::clock(&text.plain)
    {
        return (None, Some(time.to_owned()));
    }
    let time = dates::clock(rest).map(str::to_owned);
    let date = reader.date(text, place);
    let is_lost = time.is_none() && rest.contains(char::is_alphanumeric);
    if date.is_none() || is_lost {
        phase.extra.push((format!("{name} as written"), text.clone()));
    }
    (date, time)
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
                format!("`{}` is not a known status of a phase", text.plain),
            )
            .help("write Not started, In progress, Complete, Paused, Rolled back or Cancelled"),
        );
    }
    PhaseStatus { kind, text: text.clone() }
}
