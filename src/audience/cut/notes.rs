//! Footnotes to which only what is left out refers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bytes, inner_blocks, range};
use crate::markdown::Document;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind};

/// The footnotes of a cut text to which nothing refers any more, though something did, or that stand in what is cut.
pub(super) fn unused(whole: &Document, cut: &Document, in_cut: &BTreeSet<String>) -> Vec<Bytes> {
    let (was, is) = (reached(&whole.blocks), reached(&cut.blocks));
    let mut found = Vec::new();
    each(&cut.blocks, &mut |block| {
        if let BlockKind::Footnote { label, .. } = &block.kind
            && !is.contains(label)
            && (was.contains(label) || in_cut.contains(label))
        {
            found.push(range(block.span));
        }
    });
    found
}

/// The footnotes that text refers to, and those that these refer to.
fn reached(blocks: &[Block]) -> BTreeSet<String> {
    let mut from_notes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut open = BTreeSet::new();
    for block in blocks {
        of_block(block, &mut from_notes, &mut open);
    }
    let mut reached = BTreeSet::new();
    while let Some(label) = open.pop_first() {
        open.extend(from_notes.remove(&label).into_iter().flatten());
        reached.insert(label);
    }
    reached
}

fn of_block(
    block: &Block,
    from_notes: &mut BTreeMap<String, BTreeSet<String>>,
    found: &mut BTreeSet<String>,
) {
    if let BlockKind::Footnote { label, blocks } = &block.kind {
        let mut own = BTreeSet::new();
        blocks.iter().for_each(|block| of_block(block, from_notes, &mut own));
        from_notes.entry(label.clone()).or_default().extend(own);
        return;
    }
    match &block.kind {
        BlockKind::Paragraph(words) | BlockKind::Details { summary: words, .. } => {
            of_words(words, found);
        }
        BlockKind::Heading(heading) => of_words(&heading.text.content, found),
        BlockKind::Table(table) => {
            for row in table.rows.iter().chain([&table.header]) {
                row.cells.iter().for_each(|cell| of_words(&cell.content, found));
            }
        }
        BlockKind::Callout(callout) => {
            callout.title.iter().for_each(|title| of_words(&title.content, found));
        }
        _ => {}
    }
    for inner in inner_blocks(block) {
        inner.iter().for_each(|block| of_block(block, from_notes, found));
    }
}

fn of_words(words: &[Inline], found: &mut BTreeSet<String>) {
    for inline in words {
        match &inline.kind {
            InlineKind::FootnoteReference(label) => drop(found.insert(label.to_string())),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Element(_, content) => of_words(content, found),
            InlineKind::Link(link) | InlineKind::Image(link) => of_words(&link.content, found),
            _ => {}
        }
    }
}

fn each<'b>(blocks: &'b [Block], found: &mut impl FnMut(&'b Block)) {
    for block in blocks {
        found(block);
        inner_blocks(block).into_iter().for_each(|inner| each(inner, found));
    }
}
