//! Pairs of a key and a value: bold run-ins, bullets of them, two-column tables.

use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, List, Text};
use crate::text::Span;

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    /// The key as written, without its colon.
    pub(super) key: SmolStr,
    /// The value, possibly empty.
    pub(super) value: Text,
    /// Whether it stands out as a pair: a bold key, a row. Any line may begin "Word: …", so that a
    /// plain key counts only where its word is known.
    pub(super) is_marked: bool,
    /// Whether the text of a plain pair goes on in the next line of its paragraph.
    pub(super) runs_on: bool,
}

/// The pairs of a block, and whether the block holds nothing else.
pub(super) fn of_block(block: &Block) -> (Vec<Pair>, bool) {
    match &block.kind {
        BlockKind::Paragraph(inlines) => of_lines(inlines),
        BlockKind::List(list) => of_list(list),
        BlockKind::Table(table) if table.header.cells.len() == 2 => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            let pairs: Vec<Pair> = rows
                .filter(|row| !row.cells[0].is_empty())
                .map(|row| Pair {
                    key: bare_key(&row.cells[0].plain),
                    value: row.cells[1].clone(),
                    is_marked: true,
                    runs_on: false,
                })
                .collect();
            let is_whole = table.rows.iter().all(|row| row.surplus.is_empty());
            (pairs, is_whole)
        }
        _ => (Vec::new(), false),
    }
}

fn of_list(list: &List) -> (Vec<Pair>, bool) {
    let mut pairs = Vec::new();
    let mut is_whole = true;
    for item in &list.items {
        let (found, whole) = match item.lead() {
            Some((inlines, _)) if item.task.is_none() => of_lines(inlines),
            _ => (Vec::new(), false),
        };
        is_whole &= whole && item.rest().is_empty();
        pairs.extend(found);
    }
    (pairs, is_whole)
}

/// Pairs of a paragraph's lines. A bold key with a colon opens a pair; it ends at the next one or at
/// the end of its line. A line without one may be a plain pair ("Date: 2026-01-02").
fn of_lines(inlines: &[Inline]) -> (Vec<Pair>, bool) {
    let mut pairs = Vec::new();
    let mut is_whole = true;
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    for line in inlines.split(is_break) {
        let last: Option<&mut Pair> = pairs.last_mut();
        if let Some(last) = last.filter(|last| !last.is_marked && goes_on(line)) {
            last.runs_on = true;
        }
        let mut keys = (0..line.len()).filter_map(|i| Some((i, key_at(line, i)?))).peekable();
        let Some(&(lead, _)) = keys.peek() else {
            let plain = of_plain_line(line);
            is_whole &= !plain.is_empty();
            pairs.extend(plain);
            continue;
        };
        is_whole &= line[..lead].iter().all(Inline::is_blank);
        while let Some((start, key)) = keys.next() {
            let end = keys.peek().map_or(line.len(), |(next, _)| *next);
            let value = text_of(trimmed(&line[start + 1..end]));
            pairs.push(Pair { key, value, is_marked: true, runs_on: false });
        }
    }
    let has_pairs = !pairs.is_empty();
    (pairs, is_whole && has_pairs)
}

/// Whether a line continues the sentence of the line before it: it begins with a small letter and no key.
fn goes_on(line: &[Inline]) -> bool {
    let first = line.iter().find(|i| !i.is_blank()).map(|i| &i.kind);
    let Some(InlineKind::Text(text)) = first else { return false };
    text.trim_start().starts_with(char::is_lowercase) && plain_key(text.trim_start()).is_none()
}

/// Plain pairs: "Date: 2026-01-02 | Status: Draft", also where emphasis encloses the whole line.
fn of_plain_line(line: &[Inline]) -> Vec<Pair> {
    let said: SmallVec<[&Inline; 4]> = line.iter().filter(|i| !i.is_blank()).collect();
    if let [Inline { kind: InlineKind::Emphasis(inner) | InlineKind::Strong(inner), .. }] =
        said.as_slice()
    {
        let (pairs, is_whole) = of_lines(inner);
        return if is_whole { pairs } else { Vec::new() };
    }
    let Some(Inline { kind: InlineKind::Text(first), .. }) = said.first() else {
        return Vec::new();
    };
    if let [Inline { kind: InlineKind::Text(text), span }] = said.as_slice()
        && span.len() == text.len()
    {
        return several(text, span.start as usize);
    }
    let Some(key) = plain_key(first) else { return Vec::new() };
    let mut rest = line.to_vec();
    if let Some(Inline { kind: InlineKind::Text(text), span }) =
        rest.iter_mut().find(|i| !i.is_blank())
    {
        let cut = text.find([':', '：']).unwrap_or_default();
        if span.len() == text.len() {
            span.start += u32::try_from(cut).unwrap_or_default();
        }
        *text = text[cut..].into();
    }
    vec![Pair { key: key.into(), value: text_of(trimmed(&rest)), is_marked: false, runs_on: false }]
}

/// Marks behind which a further pair may begin on a line.
const MARKS: [&str; 7] = ["|", "·", "•", " — ", " – ", " / ", ". "];

/// The pairs of a line in which marks part several. What no key begins belongs to the value before
/// it; with nothing before it, it is no pair.
fn several(text: &str, start: usize) -> Vec<Pair> {
    let mut cuts: Vec<usize> = MARKS
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(at, mark)| at + mark.len()))
        .chain([0])
        .filter(|at| plain_key(&text[*at..]).is_some_and(|key| *at == 0 || is_title(key)))
        .collect();
    cuts.sort_unstable();
    let mut pairs = Vec::new();
    for (i, &at) in cuts.iter().enumerate() {
        let part = &text[at..cuts.get(i + 1).copied().unwrap_or(text.len())];
        let Some(key) = plain_key(part) else { continue };
        let colon = part.find([':', '：']).unwrap_or_default();
        let value = part[colon..].trim_start_matches([':', '：']);
        let value = if i + 1 < cuts.len() { without_mark(value) } else { value }.trim();
        let from = start + at + part.rfind(value).unwrap_or_default();
        let value = Text::of_words(value.to_owned(), Span::new(from, from + value.len()));
        pairs.push(Pair { key: key.into(), value, is_marked: false, runs_on: false });
    }
    pairs
}

/// Whether a key begins as titles do: "Status", "状态", but not "see".
fn is_title(key: &str) -> bool {
    key.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// A value without the mark behind it.
fn without_mark(value: &str) -> &str {
    let value = value.trim_end();
    MARKS.iter().find_map(|mark| value.strip_suffix(mark.trim())).unwrap_or(value)
}

/// Bytes in which a plain key and its colon stand.
const LONGEST_KEY: usize = 96;

/// Most words of a plain key.
const MOST_KEY_WORDS: usize = 4;

/// The key at the head of a plain line: a few words and a colon.
fn plain_key(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(LONGEST_KEY)];
    let at = head.find([':', '：'])?;
    let (key, rest) = (&text[..at], text[at..].strip_prefix([':', '：'])?);
    let key = key.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric()).trim();
    let is_key = !key.is_empty()
        && key.split_whitespace().count() <= MOST_KEY_WORDS
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '(' | ')' | '_'))
        && (rest.is_empty()
            || rest.starts_with(char::is_whitespace)
            || text[at..].starts_with('：'));
    is_key.then_some(key)
}

/// The key at an inline: strong, and with a colon at its end or right behind it.
fn key_at(line: &[Inline], index: usize) -> Option<SmolStr> {
    let InlineKind::Strong(content) = &line[index].kind else { return None };
    let plain = crate::model::prose::plain_text(content);
    let has_colon = plain.ends_with([':', '：'])
        || matches!(
            line.get(index + 1).map(|i| &i.kind),
            Some(InlineKind::Text(text)) if text.trim_start().starts_with([':', '：'])
        );
    let key = bare_key(&plain);
    (has_colon && !key.is_empty()).then_some(key)
}

fn bare_key(key: &str) -> SmolStr {
    key.trim().trim_end_matches([':', '：']).trim().into()
}

/// A value without the colon before it and the separators behind it.
fn trimmed(inlines: &[Inline]) -> Vec<Inline> {
    let mut inlines = inlines.to_vec();
    if let Some(Inline { kind: InlineKind::Text(text), span }) = inlines.first_mut() {
        let kept = text.trim_start().trim_start_matches([':', '：']).trim_start();
        let cut = text.len() - kept.len();
        if span.len() == text.len() {
            span.start += u32::try_from(cut).unwrap_or_default();
        }
        *text = kept.into();
    }
    if let Some(Inline { kind: InlineKind::Text(text), span }) = inlines.last_mut() {
        let kept = text.trim_end().trim_end_matches(['·', '|', '•', '∙']).trim_end().len();
        if span.len() == text.len() {
            span.end -= u32::try_from(text.len() - kept).unwrap_or_default();
        }
        if kept < text.len() {
            *text = text[..kept].into();
        }
    }
    inlines.retain(|i| !matches!(&i.kind, InlineKind::Text(text) if text.is_empty()));
    inlines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Limits;
    use crate::text::Source;

    #[track_caller]
    fn check(markdown: &str, expected: &[(&str, &str)], whole: bool) {
        let source = Source::new("a.md", markdown.as_bytes());
        let (document, _) = crate::markdown::read(&source, &Limits::default());
        let (pairs, is_whole) = of_block(&document.blocks[0]);
        let found: Vec<_> =
            pairs.iter().map(|p| (p.key.as_str(), p.value.plain.as_str())).collect();
        assert_eq!(found, expected);
        assert_eq!(is_whole, whole);
        for pair in pairs.iter().filter(|p| !p.value.is_empty()) {
            assert!(source.slice(pair.value.span).contains(&*pair.value.plain));
        }
    }

    #[test]
    fn pairs_are_found_in_lines_lists_and_tables() {
        check(
            "**Date:** 2026-01-02\n**Status**: Draft",
            &[("Date", "2026-01-02"), ("Status", "Draft")],
            true,
        );
        check(
            "**Date:** a · **Status:** b | **Owner:** c",
            &[("Date", "a"), ("Status", "b"), ("Owner", "c")],
            true,
        );
        check("**Date:** a  **Status:** b", &[("Date", "a"), ("Status", "b")], true);
        check("Some words **not a key** here", &[], false);
        check(
            "Date: 2026-01-02\nStatus: Draft",
            &[("Date", "2026-01-02"), ("Status", "Draft")],
            true,
        );
        check("Date: a | Status: b", &[("Date", "a"), ("Status", "b")], true);
        check("*Last updated: 2026-01-02*", &[("Last updated", "2026-01-02")], true);
        check("**Status: Draft**", &[("Status", "Draft")], true);
        check("One thing is certain here: it works", &[], false);
        check("12:30 is noon", &[], false);
        check("date: 2026-01-02", &[("date", "2026-01-02")], true);
        check("**Date:** a\nand more", &[("Date", "a")], false);
        check("- **Owner:** a\n- **Date:** b", &[("Owner", "a"), ("Date", "b")], true);
        check("| | |\n|-|-|\n| Owner | a |", &[("Owner", "a")], true);
        check("**Date:**", &[("Date", "")], true);
    }
}
