//! What stands under one risk: its facts in lines, bullets and small tables, and lists under a bold key.

use std::ops::Range;

use super::super::pairs::{self, Pair};
use super::super::reader::Reader;
use super::super::table::{Column, Columns};
use super::super::words::Group;
use super::acceptance;
use super::found::Raw;
use super::hedge::{Said, said};
use super::level::assessment;
use super::name::split_mitigation;
use super::table::FACTS;
use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, List, Table, Text};
use crate::text::{Span, Spanned};

/// The column of a fact that a key names.
pub(super) fn fact_of(reader: &Reader<'_>, key: &str) -> Option<Column> {
    Column::of(key, reader.words).filter(|c| FACTS.contains(c))
}

/// Takes what some blocks say of one risk. A list under a bold key ("Mitigating factors:") is that
/// key's, and of the author's own prose where the key names no fact.
pub(super) fn take(reader: &mut Reader<'_>, blocks: Range<usize>, raw: &mut Raw) {
    let all = reader.blocks;
    let mut key: Option<(usize, String)> = None;
    for index in blocks {
        let block = &all[index];
        if let Some((at, name)) = key.take()
            && let BlockKind::List(list) = &block.kind
        {
            let is_flat = list.items.iter().all(|item| item.rest().is_empty());
            if list_fact(reader, &name, list, raw) && is_flat {
                reader.take(at);
                reader.take(index);
            }
            continue;
        }
        if let Some(name) = open_key(block) {
            key = Some((index, name));
            continue;
        }
        if facts(reader, block, raw) {
            reader.take(index);
        }
        if let BlockKind::Paragraph(inlines) = &block.kind
            && let (_, Some(mitigation)) = split_mitigation(reader, text_of(inlines.clone()))
        {
            raw.add(Column::Mitigation, mitigation);
        }
    }
}

/// The key of a paragraph that is one key and nothing else: "**Causes:**".
fn open_key(block: &Block) -> Option<String> {
    let BlockKind::Paragraph(_) = &block.kind else { return None };
    let (pairs, is_whole) = pairs::of_block(block);
    match pairs.as_slice() {
        [only] if is_whole && only.value.is_empty() => Some(only.key.to_string()),
        _ => None,
    }
}

/// Takes a list as the value of a key; whether the key names a fact.
pub(super) fn list_fact(reader: &mut Reader<'_>, key: &str, list: &List, raw: &mut Raw) -> bool {
    let Some(column) = fact_of(reader, key) else { return false };
    match text_of_list(list) {
        Some(text) => state(reader, key, column, &text, raw),
        None => return false,
    }
    true
}

/// The items of a list as one text, parted by "; ".
pub(super) fn text_of_list(list: &List) -> Option<Text> {
    let mut inlines: Vec<Inline> = Vec::new();
    for (content, _) in list.items.iter().filter_map(|item| item.lead()) {
        if let Some(last) = inlines.last() {
            let span = Span::new(last.span.end as usize, last.span.end as usize);
            inlines.push(Inline { kind: InlineKind::Text("; ".into()), span });
        }
        inlines.extend(content.iter().cloned());
    }
    (!inlines.is_empty()).then(|| text_of(inlines))
}

/// Takes the facts of a block; whether it holds nothing else.
pub(super) fn facts(reader: &mut Reader<'_>, block: &Block, raw: &mut Raw) -> bool {
    if let BlockKind::Table(table) = &block.kind
        && let Some(pairs) = pairs_of_row(reader, table)
    {
        pairs.into_iter().for_each(|(key, value)| {
            fact(reader, &key, &value, block.span, raw);
        });
        return true;
    }
    let (pairs, mut is_whole) = pairs::of_block(block);
    for Pair { key, value, .. } in pairs {
        is_whole &= fact(reader, &key, &value, block.span, raw);
    }
    if let BlockKind::List(list) = &block.kind {
        nested(reader, list, raw);
    }
    is_whole
}

/// The pairs of a table with a single row, each column a fact: "| Likelihood | Impact | Owner |".
fn pairs_of_row(reader: &Reader<'_>, table: &Table) -> Option<Vec<(String, Text)>> {
    let [row] = table.rows.as_slice() else { return None };
    let columns = Columns::of(table, reader.words);
    let is_fact = |i: usize| columns.kind(i).is_some_and(|kind| FACTS.contains(&kind));
    let all = (0..columns.len()).all(is_fact)
        && columns.has_any(&[Column::Likelihood, Column::Impact, Column::Severity]);
    let names = table.header.cells.iter().map(|cell| cell.plain.to_string());
    all.then(|| names.zip(row.cells.iter().cloned()).collect())
}

/// Takes lists under a key: "- **Controls:**" with bullets below it.
fn nested(reader: &mut Reader<'_>, list: &List, raw: &mut Raw) {
    for item in &list.items {
        let Some((inlines, span)) = item.lead() else { continue };
        let [Block { kind: BlockKind::List(inner), .. }] = item.rest() else { continue };
        let lead = Block { kind: BlockKind::Paragraph(inlines.to_vec().into()), span };
        if let Some(key) = open_key(&lead) {
            list_fact(reader, &key, inner, raw);
        }
    }
}

/// Takes one fact; whether it is one.
pub(super) fn fact(
    reader: &mut Reader<'_>,
    key: &str,
    value: &Text,
    place: Span,
    raw: &mut Raw,
) -> bool {
    let both = assessment(reader, value);
    if both.len() > 1 || (!both.is_empty() && fact_of(reader, key).is_none()) {
        both.into_iter().for_each(|(column, level)| raw.add(column, level));
        return true;
    }
    let column = Column::of(key, reader.words);
    if matches!(column, Some(Column::Id)) {
        // "Risk #1" is numbered by its place; a stated ID is its name.
        let is_place = |id: &Text| id.plain.bytes().all(|b| b.is_ascii_digit());
        if raw.id.as_ref().is_none_or(is_place)
            && let Some(id) = reader.value(value, None, "the ID of a risk")
        {
            raw.id = Some(id);
        }
        return true;
    }
    if matches!(column, Some(Column::Risk | Column::Scope)) {
        if let Some(words) = reader.value(value, None, "a risk") {
            // The heading is the name; the description says more.
            if raw.text.is_empty() {
                raw.text = words;
            } else {
                raw.extra.push((key.to_owned(), words));
            }
        }
        return true;
    }
    let Some(column) = fact_of(reader, key) else {
        // Whether it tells of an acceptance hangs on the status.
        if acceptance::is_key(key, reader.words)
            && let Some(value) = reader.value(value, None, format_args!("{key} of a risk"))
        {
            raw.extra.push((key.to_owned(), value));
            return true;
        }
        if column.is_none() && !value.is_empty() {
            let at = key_before(reader, key, value, place);
            raw.unknown_keys.push(Spanned::new(key.to_owned(), at));
        }
        return false;
    };
    state(reader, key, column, value, raw);
    true
}

/// Bytes between a key and its value: marks and white space.
const LONGEST_GAP: usize = 64;

/// Where the key of a value stands: right before it, else its block.
fn key_before(reader: &Reader<'_>, key: &str, value: &Text, block: Span) -> Span {
    let end = value.span.start.clamp(block.start, block.end) as usize;
    let text = reader.source.text();
    let from = text.floor_char_boundary(end.saturating_sub(key.len() + LONGEST_GAP));
    let from = from.max(block.start as usize);
    text.get(from..end).and_then(|before| before.rfind(key)).map_or(block, |at| {
        let start = from + at;
        Span::new(start, start + key.len())
    })
}

/// Adds what a key states. A level counts before a sentence, whichever comes first; the other is kept
/// under its key.
fn state(reader: &mut Reader<'_>, key: &str, column: Column, value: &Text, raw: &mut Raw) {
    let group = match column {
        _ if column.is_axis() => Some(Group::Level),
        Column::Status => Some(Group::RiskStatus),
        _ => None,
    };
    let Some(value) = reader.value(value, group, format_args!("{key} of a risk")) else { return };
    let is_level = |text: &Text| said(&text.plain, reader.words) != Said::Nothing;
    match raw.get(column) {
        Some(old) if column.is_axis() && is_level(&value) && !is_level(old) => {
            raw.replace(column, key, value);
        }
        Some(old) if column.is_axis() && *old != value => raw.extra.push((key.to_owned(), value)),
        Some(_) => {}
        None => raw.add(column, value),
    }
}
