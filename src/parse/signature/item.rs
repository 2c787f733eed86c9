//! Signatures as boxes: `- [x] Security: Ana Lima, 2026-11-02`.

use super::super::checklist::Boxes;
use super::super::people::{names_person, names_role};
use super::super::reader::Reader;
use super::super::reference::reference;
use super::super::table::Column;
use super::super::value::State;
use super::super::words::{Group, Words};
use super::said::{GO, NO_GO, Said, day, said, unclear};
use crate::markdown::text_of;
use crate::model::checklist::MarkState;
use crate::model::date::Date;
use crate::model::phase::PhasePosition;
use crate::model::prose::{Inline, InlineKind, Text};
use crate::model::signature::{Signature, SignatureVerdict};
use crate::text::Spanned;

/// Most bytes of a signature; a longer item is prose.
const LONGEST: usize = 500;

/// Most words of a role.
const MOST_WORDS: usize = 6;

/// A box that may be a signature.
struct Item {
    text: Text,
    is_done: bool,
}

/// What the words of an item say.
#[derive(Default)]
struct ItemWords {
    phases: Vec<PhasePosition>,
    role: Option<String>,
    name: Option<String>,
    day: Option<Date>,
    said: Option<Said>,
    /// Whether the parts alone show it to be a signature: a role with a name or a placeholder behind it.
    is_sure: bool,
    /// Words that are none of these.
    rest: bool,
}

/// What stands behind the first words of an item.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Behind {
    Nobody,
    /// A place for a name: `[Name]`.
    Placeholder,
    Name,
}

/// Reads the signatures among the boxes of a section; `phase` is that of the section.
pub(super) fn read(
    reader: &mut Reader<'_>,
    section: usize,
    phase: Option<PhasePosition>,
) -> Vec<Signature> {
    let mut boxes = Boxes::default();
    for index in reader.sections[section].blocks.clone() {
        if !matches!(reader.blocks[index].kind, crate::model::prose::BlockKind::Table(_)) {
            boxes.collect(reader, &reader.blocks[index], true);
        }
    }
    let items = boxes.items.into_iter().map(|item| Item { text: item.text, is_done: item.done });
    let marks = boxes.marks.into_iter().filter(|mark| mark.state != MarkState::NotApplicable);
    let marks = marks.map(|mark| Item { text: mark.text, is_done: mark.state == MarkState::Done });
    let mut items: Vec<Item> = items.chain(marks).collect();
    items.sort_by_key(|item| item.text.span.start);
    items.retain(|item| reader.state(&item.text, None) == State::Stated);
    let read: Vec<(Item, Option<ItemWords>)> = items
        .into_iter()
        .map(|item| {
            let words = words_of(reader, &item.text.plain);
            (item, words)
        })
        .collect();
    // A name alone is a signature only in a list of nothing else: "Code Reviewed" looks like one.
    let is_all = read.iter().all(|(_, words)| words.is_some());
    let mut signatures = Vec::new();
    for (item, words) in read {
        if let Some(words) = words.filter(|words| words.is_sure || is_all) {
            signatures.push(signature(reader, &item, words, phase));
        }
    }
    signatures
}

fn signature(
    reader: &mut Reader<'_>,
    item: &Item,
    words: ItemWords,
    phase: Option<PhasePosition>,
) -> Signature {
    let span = item.text.span;
    let text = |plain: String| {
        text_of(vec![Inline { kind: InlineKind::Text(plain.as_str().into()), span }])
    };
    let (verdict, is_unread) = match (item.is_done, words.said, words.rest) {
        (true, None | Some(GO), false) => (Some(SignatureVerdict::Go), false),
        (false, Some(NO_GO), _) => (Some(SignatureVerdict::NoGo), false),
        (false, None | Some(Said::Open), _) => (None, false),
        // A ticked box beside "pending", an open one beside "approved".
        _ => (None, true),
    };
    if is_unread {
        reader.findings.push(unclear(&item.text));
    }
    Signature {
        phases: if words.phases.is_empty() { phase.into_iter().collect() } else { words.phases },
        role: words.role.map(text),
        name: words.name.map(text),
        verdict,
        verdict_text: is_unread.then(|| item.text.clone()),
        is_unread,
        date: words.day.map(|day| Spanned::new(day, span)),
        span,
        ..Signature::default()
    }
}

/// What an item says, where that is a signature.
fn words_of(reader: &Reader<'_>, text: &str) -> Option<ItemWords> {
    if text.len() > LONGEST {
        return None;
    }
    let words = reader.words;
    let mut found = ItemWords::default();
    let mut parts = parts(text).peekable();
    // "Phase 1: Security, …"
    if let Some((first, _)) = parts.peek()
        && let Some(phases) = phases_of(reader, first)
    {
        found.phases = phases;
        parts.next();
    }
    let (first, is_label) = parts.next()?;
    let is_person = names_person(first);
    let is_role = || first.split_whitespace().count() <= MOST_WORDS && names_role(first, is_label);
    // "Date: …" and "Status: …" are of the list itself.
    let is_own = is_label
        && !matches!(
            Column::of(first, words),
            None | Some(Column::Owner | Column::GoNoGo | Column::By)
        );
    if is_own || !is_person && !is_role() {
        return None;
    }
    let mut behind = Behind::Nobody;
    for (part, _) in parts {
        behind = behind.max(read_part(&mut found, part, reader, words));
    }
    if is_person && found.name.is_none() {
        found.name = Some(first.to_owned());
    } else {
        found.role = Some(first.to_owned());
    }
    found.is_sure = is_label
        && (behind == Behind::Name
            || names_role(first, false) && (behind == Behind::Placeholder || found.day.is_some()));
    Some(found)
}

/// Reads a further part; whether a name or its place stands there.
fn read_part(found: &mut ItemWords, part: &str, reader: &Reader<'_>, words: &Words) -> Behind {
    let text = Text { plain: part.into(), ..Text::default() };
    if reader.state(&text, Some(Group::Verdict)) != State::Stated {
        return Behind::Placeholder;
    }
    let (told, on) = said(part, words);
    match told {
        Said::Day(day) => found.day = found.day.or(Some(day)),
        Said::Unread => {
            if let Some(day) = day_within(part, words) {
                found.day = found.day.or(Some(day));
            } else if found.name.is_none() && names_person(part) {
                found.name = Some(part.to_owned());
                return Behind::Name;
            } else if names_role(part, false) {
                found.role = Some(part.to_owned());
            } else {
                found.rest = true;
            }
        }
        told => {
            // Two that differ say nothing for sure.
            let is_other = found.said.is_some_and(|known| known != told);
            found.said = Some(if is_other { Said::Unread } else { told });
            found.day = found.day.or(on);
        }
    }
    Behind::Nobody
}

/// The day behind a word that says since when: "on 2026-11-02".
fn day_within(part: &str, words: &Words) -> Option<Date> {
    let (first, rest) = part.split_once(' ')?;
    let kind = words.kind(Group::Word, first)?;
    (kind == "since").then(|| day(rest, words))?
}

fn phases_of(reader: &Reader<'_>, part: &str) -> Option<Vec<PhasePosition>> {
    if !part.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let found = reference(part, &reader.phases, reader.words)?;
    (!found.positions.is_empty() && found.unknown.is_empty()).then_some(found.positions)
}

/// The parts of an item between its colons, dashes, commas and brackets, each with whether a colon or dash
/// follows it.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    let next = move || {
        if rest.is_empty() {
            return None;
        }
        let cut = rest.char_indices().find(|&(at, c)| {
            let is_set_off =
                rest[..at].ends_with(' ') && rest[at + c.len_utf8()..].starts_with(' ');
            matches!(c, '：' | '—' | ',' | '，' | '、' | ';' | '(' | ')' | '（' | '）' | '·')
                || c == ':' && !rest[at + 1..].starts_with(|c: char| c.is_ascii_digit())
                || matches!(c, '-' | '–') && is_set_off
        });
        let (part, is_label) = match cut {
            Some((at, c)) => {
                let part = &rest[..at];
                rest = &rest[at + c.len_utf8()..];
                (part, matches!(c, ':' | '：' | '—' | '-' | '–'))
            }
            None => (std::mem::take(&mut rest), false),
        };
        Some((part.trim(), is_label))
    };
    std::iter::from_fn(next).filter(|(part, _)| part.contains(char::is_alphanumeric))
}
