//! The blocks of a document as the readers see them: what stands in callouts as if it stood in the
//! document itself, and no cell that may be another column's.

use std::borrow::Cow;
use std::ops::Range;

use super::heading::kind_of;
use super::label::label;
use super::shifted;
use super::words::Words;
use crate::model::prose::{Block, BlockKind, Callout, Heading, Text};
use crate::text::Span;

/// Blocks to read, and where each stands in the document.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    /// The blocks. A callout with a title that names a section is that section; it comes behind the
    /// other blocks of the one that it stands in.
    pub(super) blocks: Cow<'a, [Block]>,
    /// For each of them where it comes from; empty: all are the document's own.
    origins: Vec<Origin>,
}

/// Where a block comes from.
#[derive(Debug, Clone, Copy)]
struct Origin {
    /// The block of the document that it is or stands in.
    block: usize,
    /// Whether it stands in a callout.
    is_inner: bool,
}

/// Opens the callouts among the blocks of a document.
pub(super) fn open<'a>(blocks: &'a [Block], words: &Words) -> Opened<'a> {
    let is_plain = |block: &Block| match &block.kind {
        BlockKind::Callout(_) => false,
        BlockKind::Table(table) => !shifted::is_in(table),
        _ => true,
    };
    if blocks.iter().all(is_plain) {
        return Opened { blocks: Cow::Borrowed(blocks), origins: Vec::new() };
    }
    let mut opener =
        SectionOpener { words, blocks: Vec::new(), origins: Vec::new(), waiting: Vec::new() };
    let mut level = 1;
    for (index, block) in blocks.iter().enumerate() {
        opener.add(block, Origin { block: index, is_inner: false }, &mut level);
    }
    opener.sections(level);
    Opened { blocks: Cow::Owned(opener.blocks), origins: opener.origins }
}

impl Opened<'_> {
    /// The blocks of the document that a range of these stands for, from the first to the last.
    pub(super) fn range(&self, found: Range<usize>) -> Range<usize> {
        let origins = self.origins.get(found.clone()).unwrap_or_default();
        let first = origins.iter().map(|origin| origin.block).min();
        let last = origins.iter().map(|origin| origin.block).max();
        first.zip(last).map_or(found, |(first, last)| first..last + 1)
    }

    /// The blocks of the document that ranges of these stand for. A callout of which anything but a
    /// heading is in one is there as a whole.
    pub(super) fn ranges(&self, found: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let Some(last) = self.origins.iter().map(|origin| origin.block).max() else { return found };
        let mut is_in = vec![false; last + 1];
        for index in found.into_iter().flatten() {
            let Origin { block, is_inner } = self.origins[index];
            is_in[block] |= !is_inner || !matches!(self.blocks[index].kind, BlockKind::Heading(_));
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (index, _) in is_in.into_iter().enumerate().filter(|(_, is_in)| *is_in) {
            match ranges.last_mut() {
                Some(range) if range.end == index => range.end += 1,
                _ => ranges.push(index..index + 1),
            }
        }
        ranges
    }
}

/// A callout that is a section, and the block of the document that it stands in.
struct Waiting<'b> {
    callout: &'b Callout,
    title: &'b Text,
    span: Span,
    origin: Origin,
}

struct SectionOpener<'w, 'b> {
    words: &'w Words,
    blocks: Vec<Block>,
    origins: Vec<Origin>,
    /// Sections that follow when the one that is open ends.
    waiting: Vec<Waiting<'b>>,
}

impl<'b> SectionOpener<'_, 'b> {
    /// Adds a block; `level` is that of the heading above it.
    fn add(&mut self, block: &'b Block, origin: Origin, level: &mut u8) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                self.sections(*level);
                *level = heading.level;
                self.push(block.clone(), origin);
            }
            // A title alone is for readers.
            BlockKind::Callout(callout) if callout.blocks.is_empty() => {
                self.push(block.clone(), origin);
            }
            BlockKind::Callout(callout) => match &callout.title {
                Some(title) if self.is_section(title, callout) => {
                    self.waiting.push(Waiting { callout, title, span: block.span, origin });
                }
                _ => {
                    let inner = Origin { is_inner: true, ..origin };
                    callout.blocks.iter().for_each(|block| self.add(block, inner, level));
                }
            },
            BlockKind::Table(table) if shifted::is_in(table) => {
                let kind = BlockKind::Table(shifted::without(table, self.words));
                self.push(Block { kind, span: block.span }, origin);
            }
            _ => self.push(block.clone(), origin),
        }
    }

    /// Adds the sections that wait for the end of the one above them.
    fn sections(&mut self, level: u8) {
        for Waiting { callout, title, span, origin } in std::mem::take(&mut self.waiting) {
            let mut level = level.saturating_add(1).min(6);
            let heading = Heading { level, text: title.clone(), anchor: String::new().into() };
            let span = if title.span.is_empty() { span } else { title.span };
            let origin = Origin { is_inner: true, ..origin };
            self.push(Block { kind: BlockKind::Heading(heading), span }, origin);
            callout.blocks.iter().for_each(|block| self.add(block, origin, &mut level));
            self.sections(level);
        }
    }

    fn push(&mut self, block: Block, origin: Origin) {
        self.blocks.push(block);
        self.origins.push(origin);
    }

    /// Whether a title opens a section: it names one or a phase, or a list of boxes is under it.
    fn is_section(&self, title: &Text, callout: &Callout) -> bool {
        kind_of(&title.plain, false, self.words).is_some()
            || label(&title.plain, self.words).is_designated()
            || callout.blocks.iter().any(holds_boxes)
    }
}

fn holds_boxes(block: &Block) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    list.items.iter().any(|item| item.task.is_some())
}
