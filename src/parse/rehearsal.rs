//! Rehearsals of the way back: lines and tables in or under the rollback plan. Prose that speaks of one states
//! nothing.

use super::dates::{self, Reading};
use super::heading::without_number;
use super::pairs;
use super::reader::Reader;
use super::status;
use super::table::{Column, Columns, RowState};
use super::words::{Group, Token, Words, tokens};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Row, Table, Text, plain_text};
use crate::model::rollback::{Rehearsal, RehearsalResult};
use crate::text::Spanned;

/// Most bytes of a key.
const LONGEST_KEY: usize = 80;

/// Most bytes of a line that states one; a longer one is prose.
const LONGEST_LINE: usize = 500;

/// Reads the rehearsals of a plan, in the order in which they stand there.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Rehearsal> {
    let mut rehearsals = Vec::new();
    let blocks = reader.blocks;
    for section in 0..reader.sections.len() {
        let of = &reader.sections[section];
        let heading = of.heading.map(|(_, heading, _)| heading.text.plain.as_str());
        let is_titled = heading.is_some_and(|heading| names_rehearsal(heading, reader.words));
        if !is_titled && !of.kind.is_some_and(super::section::Kind::is_rollback) {
            continue;
        }
        for block in &blocks[of.blocks.clone()] {
            match &block.kind {
                BlockKind::Table(table) => {
                    rehearsals.extend(of_table(reader, table, is_titled));
                }
                _ if holds_key(block, reader.words) => {
                    rehearsals.extend(of_lines(reader, block));
                }
                _ => {}
            }
        }
    }
    rehearsals
}

fn names_rehearsal(text: &str, words: &Words) -> bool {
    of_record(without_number(text, words), words) == Some("rehearsed")
}

/// What words are among those of records; a note in brackets does not count.
fn of_record<'w>(name: &str, words: &'w Words) -> Option<&'w str> {
    let name = name.trim_end_matches([':', '：', ' ']);
    let whole = words.kind(Group::Record, name);
    whole.or_else(|| words.kind(Group::Record, name.split(['(', '（', '/']).next()?))
}

/// Whether a line of a block begins with the key of a rehearsal.
fn holds_key(block: &Block, words: &Words) -> bool {
    let is_key = |text: &str| text.len() <= LONGEST_KEY && names_rehearsal(text, words);
    let begins = |inline: &Inline| match &inline.kind {
        InlineKind::Strong(inner) => is_key(&plain_text(inner)),
        InlineKind::Text(text) => {
            text.find([':', '：']).is_some_and(|at| is_key(text[..at].trim()))
        }
        _ => false,
    };
    match &block.kind {
        BlockKind::Paragraph(inlines) => inlines.iter().any(begins),
        BlockKind::List(list) => {
            let leads = list.items.iter().filter_map(|item| item.lead());
            leads.filter_map(|(inlines, _)| inlines.first()).any(begins)
        }
        _ => false,
    }
}

fn of_lines(reader: &mut Reader<'_>, block: &Block) -> Vec<Rehearsal> {
    let (pairs, _) = pairs::of_block(block);
    let mut found = Vec::new();
    for pair in pairs.into_iter().filter(|pair| names_rehearsal(&pair.key, reader.words)) {
        let Some(value) = reader.value(&pair.value, None, "a rehearsal of the rollback") else {
            continue;
        };
        found.extend(of_value(&value, reader.words));
    }
    found
}

/// What a line says: "2026-11-03 in staging by the platform lead: passed".
fn of_value(value: &Text, words: &Words) -> Option<Rehearsal> {
    let plain = value.plain.as_str();
    if plain.len() > LONGEST_LINE {
        return None;
    }
    let parts = tokens(plain);
    let day = |token: &Token| match dates::read_head(&plain[token.start..], words) {
        (Reading::Date(day), rest) => Some((token.start, day, rest)),
        _ => None,
    };
    let found = parts.iter().find_map(day);
    let (before, after) = match found {
        Some((start, _, rest)) => (&plain[..start], rest),
        None => (plain, ""),
    };
    let text = |words: &str| Text::of_words(words.to_owned(), value.span);
    let mut rehearsal = Rehearsal { span: value.span, ..Rehearsal::default() };
    rehearsal.date = found.map(|(_, day, _)| Spanned::new(day, value.span));
    let (mut is_result_clear, mut notes) = (true, Vec::new());
    for piece in pieces(before).chain(pieces(after)) {
        if let Some(result) = result(piece, words) {
            is_result_clear &= rehearsal.result.is_none_or(|known| known == result);
            rehearsal.result = Some(result);
            continue;
        }
        let (place, by, rest) = circumstances(piece, words);
        rehearsal.place = rehearsal.place.or_else(|| place.map(text));
        rehearsal.by = rehearsal.by.or_else(|| by.map(text));
        notes.extend(rest);
    }
    // Two results are none.
    rehearsal.result = rehearsal.result.filter(|_| is_result_clear);
    if !notes.is_empty() {
        rehearsal.notes = Some(text(&notes.join(", ")));
    }
    // "Dry run: kubectl apply" is a step.
    (rehearsal.date.is_some() || rehearsal.result.is_some()).then_some(rehearsal)
}

/// The parts of a value between its marks.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let next = move || {
        if rest.is_empty() {
            return None;
        }
        let cut = rest.char_indices().find(|&(at, c)| {
            let behind = &rest[at + c.len_utf8()..];
            matches!(c, '：' | '—' | ',' | '，' | '、' | ';' | '(' | ')' | '（' | '）' | '·')
                || c == ':' && !behind.starts_with(|c: char| c.is_ascii_digit())
                || matches!(c, '-' | '–') && rest[..at].ends_with(' ') && behind.starts_with(' ')
        });
        let piece = match cut {
            Some((at, c)) => {
                let piece = &rest[..at];
                rest = &rest[at + c.len_utf8()..];
                piece
            }
            None => std::mem::take(&mut rest),
        };
        Some(piece.trim().trim_end_matches('.'))
    };
    std::iter::from_fn(next)
        .filter(|piece| piece.contains(|c: char| c.is_alphanumeric() || c == '✅'))
}

/// How it ended, where a piece says that and nothing else.
fn result(piece: &str, words: &Words) -> Option<RehearsalResult> {
    match status::read(piece, Group::Record, words).kind? {
        "passed" => Some(RehearsalResult::Passed),
        "failed" => Some(RehearsalResult::Failed),
        _ => None,
    }
}

/// Where and by whom, behind the words for that, and what is neither.
fn circumstances<'t>(
    piece: &'t str,
    words: &Words,
) -> (Option<&'t str>, Option<&'t str>, Option<&'t str>) {
    let parts = tokens(piece);
    let kind_at = |at: usize| {
        let (kind, n) = words.leading(Group::Record, &parts[at..])?;
        matches!(kind, "where" | "whom").then_some((kind, n))
    };
    let (mut place, mut by) = (None, None);
    let starts: Vec<(usize, &str, usize)> =
        (0..parts.len()).filter_map(|at| kind_at(at).map(|(kind, n)| (at, kind, n))).collect();
    for (i, &(_, kind, n)) in starts.iter().enumerate() {
        let from = starts[i].0 + n;
        let Some(first) = parts.get(from) else { continue };
        // A small word inside of a name does not end it: "in the lab at the depot".
        let is_last = |at: usize, n: usize| at + n == parts.len();
        let next = starts[i + 1..].iter().find(|&&(at, other, n)| other != kind || is_last(at, n));
        let end = next.map_or(piece.len(), |&(at, ..)| parts[at].start);
        let Some(said) = piece.get(first.start..end).map(str::trim) else { continue };
        let into = if kind == "where" { &mut place } else { &mut by };
        if into.is_none() && !said.is_empty() {
            *into = Some(said);
        }
    }
    let head = starts.first().map_or(piece.len(), |&(at, ..)| parts[at].start);
    // "on 3 Nov" leaves its preposition, "staging" alone may be anything.
    let rest = piece[..head].trim();
    (place, by, (!rest.is_empty()).then_some(rest))
}

/// The rehearsals of a table: under a heading of them, or with a first column of them.
fn of_table(reader: &mut Reader<'_>, table: &Table, is_titled: bool) -> Vec<Rehearsal> {
    let first = table.header.cells.first().map_or("", |cell| cell.plain.as_str());
    let names_itself = first.len() <= LONGEST_KEY && names_rehearsal(first, reader.words);
    if !is_titled && !names_itself {
        return Vec::new();
    }
    let columns = Columns::of(table, reader.words);
    let record = |kind: &str| {
        (0..columns.len()).find(|&i| of_record(columns.name_at(i), reader.words) == Some(kind))
    };
    let of = |kinds: &[Column]| kinds.iter().find_map(|kind| columns.index(*kind));
    let result = record("result").or_else(|| of(&[Column::Decision, Column::Status]));
    let date = of(&[Column::Date]).or(if names_itself { Some(0) } else { record("rehearsed") });
    let (Some(result), Some(date)) = (result, date) else { return Vec::new() };
    let by = of(&[Column::By, Column::Name, Column::Owner]).or_else(|| record("role"));
    let layout = Layout { date, by, place: record("place"), result, notes: of(&[Column::Notes]) };
    let mut found = Vec::new();
    for row in &table.rows {
        match reader.row_state(row, &columns) {
            RowState::Blank => {}
            RowState::Unfilled => reader.note_unfilled_row(row, &columns, "a rehearsal"),
            RowState::Filled => found.extend(of_row(reader, row, &layout)),
        }
    }
    found
}

/// Which column of a table holds what.
struct Layout {
    date: usize,
    by: Option<usize>,
    place: Option<usize>,
    result: usize,
    notes: Option<usize>,
}

fn of_row(reader: &mut Reader<'_>, row: &Row, layout: &Layout) -> Option<Rehearsal> {
    let cell = |reader: &mut Reader<'_>, at: Option<usize>| {
        let text = row.cells.get(at?)?;
        reader.value(text, None, "a rehearsal of the rollback")
    };
    let date = cell(reader, Some(layout.date));
    let date = date.and_then(|text| reader.date(&text, "the date of a rehearsal"));
    let said = cell(reader, Some(layout.result));
    let by = cell(reader, layout.by);
    let place = cell(reader, layout.place);
    let notes = cell(reader, layout.notes);
    let is_done = |text: &Text| {
        let kind = status::read(&text.plain, Group::Record, reader.words).kind;
        kind == Some("yes") || text.plain.trim_end_matches('\u{FE0F}') == "✅"
    };
    let ended = said.as_ref().and_then(|text| {
        let done = is_done(text).then_some(RehearsalResult::Passed);
        done.or_else(|| result(&text.plain, reader.words))
    });
    // A row without a day and a result is one still to come.
    (date.is_some() || ended.is_some()).then(|| Rehearsal {
        date,
        by,
        place,
        result: ended,
        // Words that name no result are kept.
        notes: notes.or(said.filter(|_| ended.is_none())),
        span: row.span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[track_caller]
    fn check(value: &str, expected: &str) {
        let words = Words::new(&Settings::default());
        let found = of_value(&Text { plain: value.into(), ..Text::default() }, &words);
        let told = found.map_or_else(String::new, |of| {
            let text =
                |text: &Option<Text>| text.as_ref().map_or("-", |t| t.plain.as_str()).to_owned();
            let day = of.date.as_ref().map_or("-".to_owned(), |day| day.value.to_string());
            let result = of.result.map_or("-", RehearsalResult::word);
            format!(
                "{day} | {} | {} | {result} | {}",
                text(&of.place),
                text(&of.by),
                text(&of.notes)
            )
        });
        assert_eq!(told, expected, "{value}");
    }

    #[test]
    fn a_line_says_when_where_by_whom_and_how_it_ended() {
        check(
            "2026-11-03 in staging by the platform lead: passed",
            "2026-11-03 | staging | the platform lead | passed | -",
        );
        check(
            "2026-11-03 by Ana Lima in the staging cluster — failed, step 3 hung",
            "2026-11-03 | the staging cluster | Ana Lima | failed | step 3 hung",
        );
        check("3 Nov 2026, passed", "2026-11-03 | - | - | passed | -");
        check("in staging on 2026-11-03: passed", "2026-11-03 | staging | - | passed | -");
        check("passed", "- | - | - | passed | -");
        check("2026-11-03", "2026-11-03 | - | - | - | -");
        check("2026-11-03: passed?", "2026-11-03 | - | - | - | passed?");
        check("2026-11-03: passed, failed", "2026-11-03 | - | - | - | -");
        check("kubectl apply --dry-run", "");
        check("not yet", "");
        check(
            "03.11.2026 in Staging von Ana Lima: bestanden",
            "2026-11-03 | Staging | Ana Lima | passed | -",
        );
        check(
            "3 novembre 2026 en préproduction par Ana Lima : réussi",
            "2026-11-03 | préproduction | Ana Lima | passed | -",
        );
        check("2026-11-03: 成功", "2026-11-03 | - | - | passed | -");
    }
}
