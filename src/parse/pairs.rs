//! Pairs of a key and a value: bold run-ins, bullets of them, two-column tables.

use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, List, Text};

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    /// The key as written, without its colon.
    pub(super) key: String,
    /// The value, possibly empty.
    pub(super) value: Text,
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
                .map(|row| Pair { key: bare_key(&row.cells[0].plain), value: row.cells[1].clone() })
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
/// the end of its line.
fn of_lines(inlines: &[Inline]) -> (Vec<Pair>, bool) {
    let mut pairs = Vec::new();
    let mut is_whole = true;
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    for line in inlines.split(is_break) {
        let starts: Vec<usize> = (0..line.len()).filter(|&i| key_at(line, i).is_some()).collect();
        let lead = starts.first().copied().unwrap_or(line.len());
        is_whole &= line[..lead].iter().all(is_space);
        for (n, &start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).copied().unwrap_or(line.len());
            if let Some(key) = key_at(line, start) {
                pairs.push(Pair { key, value: text_of(&trimmed(&line[start + 1..end])) });
            }
        }
    }
    {
        let has_pairs = !pairs.is_empty();
        (pairs, is_whole && has_pairs)
    }
}

/// The key at an inline: strong, and with a colon at its end or right behind it.
fn key_at(line: &[Inline], index: usize) -> Option<String> {
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

fn bare_key(key: &str) -> String {
    key.trim().trim_end_matches([':', '：']).trim().to_owned()
}

fn is_space(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty())
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
        *text = kept.to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), span }) = inlines.last_mut() {
        let kept = text.trim_end().trim_end_matches(['·', '|', '•', '∙']).trim_end().len();
        if span.len() == text.len() {
            span.end -= u32::try_from(text.len() - kept).unwrap_or_default();
        }
        text.truncate(kept);
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
            assert!(source.slice(pair.value.span).contains(&pair.value.plain));
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
        check("**Date:** a\nand more", &[("Date", "a")], false);
        check("- **Owner:** a\n- **Date:** b", &[("Owner", "a"), ("Date", "b")], true);
        check("| | |\n|-|-|\n| Owner | a |", &[("Owner", "a")], true);
        check("**Date:**", &[("Date", "")], true);
    }
}
