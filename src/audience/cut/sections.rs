//! Sections: a heading, and all under it.

use std::collections::BTreeSet;

use super::{Bytes, Cutter, Read, inner_blocks, range};
use crate::audience::names::{Heading, IntroductionRule};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, ListItem, plain_text};

/// The level of a line in bold that stands for a heading: below every other.
const BOLD_LEVEL: u8 = 7;

/// What is cut of the sections.
#[derive(Default)]
pub(super) struct Sections {
    pub(super) places: Vec<Bytes>,
    /// Footnotes that stand in them: they may belong to other sections.
    pub(super) notes: BTreeSet<String>,
}

/// A heading among blocks.
struct Node {
    /// Index of its block.
    block: usize,
    level: u8,
    /// Whether it is left out.
    is_hidden: bool,
    /// Whether its name is among those that alone are shown.
    is_shown: bool,
}

impl Cutter<'_> {
    /// Sections that are left out.
    pub(super) fn sections(&self, read: &Read) -> Sections {
        let (blocks, end) = (&read.document.blocks, read.source.text().len());
        let nodes = self.nodes(blocks);
        let mut cut = Vec::new();
        self.hidden(blocks, &nodes, end, &mut cut);
        let title = nodes.first().filter(|node| node.level == 1).map(|node| node.block);
        if !self.audience.shown_sections.is_empty() {
            not_shown(blocks, &nodes, title, end, &mut cut);
        }
        if self.audience.introduction == IntroductionRule::LeftOut {
            self.introduction(read, &nodes, title, &mut cut);
        }
        without_notes(blocks, cut)
    }

    fn nodes(&self, blocks: &[Block]) -> Vec<Node> {
        let node = |(block, of): (usize, &Block)| {
            let (words, level) = match &of.kind {
                BlockKind::Heading(heading) => (heading.text.plain.to_string(), heading.level),
                BlockKind::Paragraph(inlines) => (bold_line(inlines)?, BOLD_LEVEL),
                _ => return None,
            };
            let (is_hidden, is_shown) = self.judge(&words, level);
            let is_node = level < BOLD_LEVEL || is_hidden;
            is_node.then_some(Node { block, level, is_hidden, is_shown })
        };
        blocks.iter().enumerate().filter_map(node).collect()
    }

    /// Whether a heading is left out, and whether its name is among those that alone are shown.
    fn judge(&self, words: &str, level: u8) -> (bool, bool) {
        let heading = Heading::new(words, level, self.language);
        let (mut is_hidden, mut is_shown) = (false, false);
        for rule in &self.audience.left_out_sections {
            if rule.name.is_of(&heading) {
                rule.found();
                is_hidden = true;
            }
        }
        for rule in &self.audience.shown_sections {
            if rule.name.is_of(&heading) {
                rule.found();
                is_shown = true;
            }
        }
        // "Mitigation" as the heading above it.
        is_hidden |= level > 1 && self.hides_header_label(words);
        (is_hidden, is_shown)
    }

    /// Hidden sections of these blocks, and of those in them.
    fn hidden(&self, blocks: &[Block], nodes: &[Node], end: usize, cut: &mut Vec<Bytes>) {
        for (at, node) in nodes.iter().enumerate().filter(|(_, node)| node.is_hidden) {
            let next = nodes[at + 1..].iter().find(|next| next.level <= node.level);
            let end = next.map_or(end, |next| start(blocks, next.block));
            cut.push(start(blocks, node.block)..end);
        }
        for block in blocks {
            let title = match &block.kind {
                BlockKind::Callout(callout) => callout.title.as_ref().map(|t| t.plain.to_string()),
                BlockKind::Details { summary, .. } => Some(plain_text(summary).to_string()),
                _ => None,
            };
            if title.is_some_and(|title| self.judge(&title, BOLD_LEVEL).0) {
                cut.push(range(block.span));
                continue;
            }
            for inner in inner_blocks(block) {
                let end = inner.last().map_or(0, |last| last.span.end as usize);
                self.hidden(inner, &self.nodes(inner), end, cut);
            }
        }
    }

    /// What stands before the first section, but for the title and header lines.
    fn introduction(
        &self,
        read: &Read,
        nodes: &[Node],
        title: Option<usize>,
        cut: &mut Vec<Bytes>,
    ) {
        let blocks = &read.document.blocks;
        let is_section = |node: &&Node| Some(node.block) != title && node.level < BOLD_LEVEL;
        let first = nodes.iter().find(is_section).map_or(blocks.len(), |node| node.block);
        for block in &blocks[..first] {
            let has_label = |item: &ListItem| match item.lead() {
                Some((words, _)) => self.are_header_lines(read, words),
                None => false,
            };
            let is_kept = match &block.kind {
                BlockKind::Heading(_) | BlockKind::Rule | BlockKind::Footnote { .. } => true,
                BlockKind::Paragraph(words) => self.are_header_lines(read, words),
                BlockKind::Table(table) => table.header.cells.len() == 2,
                BlockKind::List(list) => list.items.iter().all(has_label),
                _ => false,
            };
            if !is_kept {
                cut.push(range(block.span));
            }
        }
    }
}

/// Sections that are not among those that alone are shown. One above a section that is shown keeps its heading.
fn not_shown(
    blocks: &[Block],
    nodes: &[Node],
    title: Option<usize>,
    end: usize,
    cut: &mut Vec<Bytes>,
) {
    let nodes: Vec<&Node> = nodes.iter().filter(|node| node.level < BOLD_LEVEL).collect();
    // From the end: what stands under a heading is known before it.
    let mut holds_shown = vec![false; nodes.len()];
    let mut below: Vec<(u8, bool)> = Vec::new();
    for (at, node) in nodes.iter().enumerate().rev() {
        let mut holds = false;
        while let Some((_, has)) = below.pop_if(|(level, _)| *level > node.level) {
            holds |= has;
        }
        holds_shown[at] = holds;
        below.push((node.level, holds || node.is_shown));
    }
    let mut above: Vec<(u8, bool)> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        above.retain(|(level, _)| *level < node.level);
        let is_shown = node.is_shown || above.last().is_some_and(|(_, is_shown)| *is_shown);
        above.push((node.level, is_shown));
        if is_shown || Some(node.block) == title {
            continue;
        }
        let from = if holds_shown[at] {
            blocks[node.block].span.end as usize
        } else {
            start(blocks, node.block)
        };
        let end = nodes.get(at + 1).map_or(end, |next| start(blocks, next.block));
        cut.push(from..end);
    }
}

fn start(blocks: &[Block], index: usize) -> usize {
    blocks[index].span.start as usize
}

/// The words of a paragraph that is in bold alone, as a heading without marks.
fn bold_line(inlines: &[Inline]) -> Option<String> {
    let mut words = inlines.iter().filter(|inline| !inline.is_blank());
    let (first, rest) = (words.next()?, words.next());
    let InlineKind::Strong(content) = &first.kind else { return None };
    let is_colon = |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if matches!(text.trim(), ":" | "："));
    let is_alone = rest.is_none_or(is_colon) && words.next().is_none();
    is_alone.then(|| plain_text(content).trim_end_matches([':', '：']).to_owned())
}

/// The same without footnotes, which stand anywhere and may belong to what is shown; they are judged by who refers to
/// them.
fn without_notes(blocks: &[Block], cut: Vec<Bytes>) -> Sections {
    let mut sections = Sections::default();
    let notes: Vec<(Bytes, &String)> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Footnote { label, .. } => Some((range(block.span), label)),
            _ => None,
        })
        .collect();
    for place in cut {
        let mut from = place.start;
        let first = notes.partition_point(|(note, _)| note.start < place.start);
        for (note, label) in notes[first..].iter().take_while(|(note, _)| note.start < place.end) {
            sections.notes.insert((*label).clone());
            sections.places.push(from..note.start);
            from = note.end;
        }
        sections.places.push(from..place.end);
    }
    sections
}
