//! Parts of the plan's own text that a page repeats in place.

use crate::model::prose::{Block, BlockKind, Inline, InlineKind, plain_text};
use crate::text::Span;

/// The blocks of the section that a heading opens, without the heading: up to the next heading of
/// its level or above.
pub(in crate::view) fn blocks_under(blocks: &[Block], heading: Span) -> &[Block] {
    let Some(at) = heading_at(blocks, heading) else { return &[] };
    let own = level(&blocks[at]).unwrap_or(1);
    let rest = &blocks[at + 1..];
    let end = rest.iter().position(|b| level(b).is_some_and(|l| l <= own)).unwrap_or(rest.len());
    &rest[..end]
}

/// The index of the heading that stands at a place. Blocks stand in the order of the text.
pub(in crate::view) fn heading_at(blocks: &[Block], place: Span) -> Option<usize> {
    let first = blocks.partition_point(|block| block.span.end < place.start);
    let near = blocks[first..].iter().take_while(|block| block.span.start <= place.end);
    let is_it = |block: &Block| level(block).is_some() && touches(block.span, place);
    near.enumerate().find(|(_, block)| is_it(block)).map(|(at, _)| first + at)
}

/// The level of a heading.
pub(in crate::view) fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

/// Whether two places share a byte.
pub(super) fn touches(a: Span, b: Span) -> bool {
    a.start < b.end.max(b.start + 1) && b.start < a.end.max(a.start + 1)
}

/// Places in the text, ready to be asked whether a span shares a byte with one of them.
pub(super) struct Places {
    /// Starts, ascending, each with the furthest end up to it.
    spans: Vec<(u32, u32)>,
}

impl Places {
    pub(super) fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<(u32, u32)> =
            spans.into_iter().map(|s| (s.start, s.end.max(s.start + 1))).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { spans }
    }

    pub(super) fn touch(&self, span: Span) -> bool {
        let end = span.end.max(span.start + 1);
        let before = self.spans.partition_point(|(start, _)| *start < end);
        before.checked_sub(1).is_some_and(|last| self.spans[last].1 > span.start)
    }
}

/// The blocks that hold none of the places that a page shows in another form; a heading stays where
/// something under it does, and so does a label like "Steps:".
pub(super) fn without(blocks: &[Block], shown: &Places) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let leads_to_shown =
            || blocks.get(index + 1).is_some_and(|b| level(b).is_none() && shown.touch(b.span));
        if let Some(own) = level(block) {
            drop_bare_headings(&mut kept, own);
            kept.push(block.clone());
        } else if !(shown.touch(block.span) || is_label(block) && leads_to_shown()) {
            kept.push(block.clone());
            // What a sentence announces stays with it, also where a card shows it as well.
            if announces(block) && leads_to_shown() {
                kept.push(blocks[index + 1].clone());
            }
        }
    }
    drop_bare_headings(&mut kept, 1);
    kept
}

/// Most words of a line that only says what follows it, by its marks.
const MOST_LABEL_WORDS: usize = 6;
/// Most words and characters of one without a mark: "Halt when".
const MOST_BARE: (usize, usize) = (2, 16);

/// Whether a paragraph is but a label of what follows it: "Steps:", "**Roll back if**".
pub(super) fn is_label(block: &Block) -> bool {
    let BlockKind::Paragraph(inlines) = &block.kind else { return false };
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let is_bold = matches!(&**inlines, [Inline { kind: InlineKind::Strong(_), .. }]);
    let words = plain_text(inlines);
    let count = words.split_whitespace().count();
    let is_marked = is_bold || words.ends_with([':', '：', '?', '？']);
    let is_sentence = words.ends_with(['.', '。', '!', '！']);
    let is_bare = count <= MOST_BARE.0 && words.chars().count() <= MOST_BARE.1 && !is_sentence;
    !inlines.iter().any(is_break) && (is_bare || (is_marked && count <= MOST_LABEL_WORDS))
}

/// Whether a paragraph announces what follows it: "Halt if any of these holds for ten minutes:".
pub(super) fn announces(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(words) => plain_text(words).trim_end().ends_with([':', '：']),
        _ => false,
    }
}

/// Drops the last headings of a level or deeper that nothing stands under.
fn drop_bare_headings(kept: &mut Vec<Block>, least: u8) {
    while kept.last().and_then(level).is_some_and(|l| l >= least) {
        kept.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::prose::{Heading, Text};

    fn heading(level: u8, start: usize) -> Block {
        let text = Text::default();
        let heading = Heading { level, text, anchor: String::new().into() };
        Block { kind: BlockKind::Heading(heading), span: Span::new(start, start + 5) }
    }

    fn paragraph(start: usize) -> Block {
        Block {
            kind: BlockKind::Paragraph(crate::model::prose::Inlines::default()),
            span: Span::new(start, start + 5),
        }
    }

    #[test]
    fn a_section_ends_at_a_heading_of_its_level() {
        let blocks = [heading(2, 0), paragraph(10), heading(3, 20), paragraph(30), heading(2, 40)];
        let under = blocks_under(&blocks, Span::new(0, 5));
        assert_eq!(under.len(), 3);
        let kept = |places: &[Span]| without(under, &Places::new(places.iter().copied())).len();
        assert_eq!(kept(&[Span::new(31, 32)]), 1, "a bare heading goes");
        assert_eq!(kept(&[Span::new(11, 12)]), 2, "a heading stays with its words");
        assert!(blocks_under(&blocks, Span::new(90, 95)).is_empty());
    }

    #[test]
    fn a_label_goes_with_what_it_leads_to() {
        let words = |text: &str, start: usize| {
            let inline = Inline { kind: InlineKind::Text(text.into()), span: Span::default() };
            Block { kind: BlockKind::Paragraph(vec![inline].into()), ..paragraph(start) }
        };
        let kept = |label: &str, place: usize| {
            let shown = Places::new([Span::new(place, place + 1)]);
            without(&[words(label, 0), paragraph(10)], &shown).len()
        };
        assert_eq!(kept("Steps:", 10), 0);
        assert_eq!(kept("Steps:", 90), 2, "what it leads to stays");
        assert_eq!(kept("Halt when", 10), 0);
        assert_eq!(kept("Stop.", 10), 1, "a sentence");
        assert_eq!(kept("Pause the ring first", 10), 1, "it says what to do");
        assert_eq!(kept("Ask the desk before you do any of this:", 10), 2, "it says more");
    }

    #[test]
    fn places_nest_and_touch() {
        let places = Places::new([Span::new(10, 90), Span::new(20, 30), Span::new(95, 95)]);
        let touch = |start, end| places.touch(Span::new(start, end));
        assert!(touch(40, 50) && touch(0, 11) && touch(95, 96) && touch(25, 25));
        assert!(!touch(0, 10) && !touch(90, 95) && !touch(96, 99));
    }
}
