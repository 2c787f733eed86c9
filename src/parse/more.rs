//! What is left for the author's own prose: blocks that became no data, with their headings.

use std::ops::Range;

use super::reader::Reader;
use crate::model::prose::{Block, BlockKind, Inline};

/// Ranges of blocks that are the author's own, in order.
pub(super) fn ranges(reader: &mut Reader<'_>) -> Vec<Range<usize>> {
    for index in 0..reader.blocks.len() {
        if is_guidance(reader, &reader.blocks[index]) {
            reader.take(index);
        }
    }
    let blocks = reader.blocks;
    let mut shown: Vec<bool> = blocks
        .iter()
        .zip(&reader.is_read)
        .map(|(block, read)| {
            !read && !matches!(block.kind, BlockKind::Rule | BlockKind::Heading(_))
        })
        .collect();
    show_headings(reader, &mut shown);
    for i in 1..blocks.len().saturating_sub(1) {
        let is_between = shown[i - 1] && !matches!(blocks[i + 1].kind, BlockKind::Heading(_));
        if matches!(blocks[i].kind, BlockKind::Rule) && is_between && shown[i + 1] {
            shown[i] = true;
        }
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (i, shown) in shown.into_iter().enumerate() {
        match ranges.last_mut() {
            Some(last) if shown && last.end == i => last.end = i + 1,
            _ if shown => ranges.push(i..i + 1),
            _ => {}
        }
    }
    ranges
}

/// A heading is shown where something under it is, or where it stands for itself: an own heading
/// with nothing under it.
fn show_headings(reader: &Reader<'_>, shown: &mut [bool]) {
    let mut next = [shown.len(); 7];
    for section in reader.sections.iter().rev() {
        let Some((index, heading, _)) = section.heading else { continue };
        // Sections are walked backwards: the next heading of each level is known.
        let end = next[..=usize::from(heading.level)].iter().copied().min().unwrap_or(shown.len());
        next[usize::from(heading.level)] = index;
        if reader.is_read[index] {
            continue;
        }
        let has_shown = shown[index + 1..end].iter().any(|s| *s);
        let is_own = section.kind.is_none() && !section.is_phase;
        let is_bare =
            reader.blocks[index + 1..end].iter().all(|b| matches!(b.kind, BlockKind::Rule));
        // A known section's heading only introduces blocks right under it.
        let has_direct = section.blocks.clone().any(|i| shown[i]);
        shown[index] = has_direct || (is_own && (has_shown || is_bare));
    }
}

/// Whether a block is a template's own guidance in italics.
fn is_guidance(reader: &Reader<'_>, block: &Block) -> bool {
    let hold = |inlines: &[Inline]| reader.samples.hold(inlines);
    match &block.kind {
        BlockKind::Paragraph(inlines) => hold(inlines),
        BlockKind::Quote { blocks } => {
            blocks.iter().all(|b| matches!(&b.kind, BlockKind::Paragraph(i) if hold(i)))
        }
        _ => false,
    }
}
