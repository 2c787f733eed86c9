//! HTML comments of authors, which are no part of a document's blocks, and the lines they speak of.

use std::collections::BTreeMap;

use crate::model::prose::{Block, BlockKind, Inline, InlineKind};
use crate::text::{Source, Span};

/// An HTML comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment {
    pub(super) span: Span,
    /// Between `<!--` and `-->`.
    pub(super) inside: Span,
    /// Whether nothing but comments stands before it.
    pub(super) is_head: bool,
}

/// The comments of a file.
pub(super) struct Comments {
    /// All of them, in order.
    pub(super) all: Vec<Comment>,
    lines: Lines,
}

impl Comments {
    /// Finds the comments of a file that stand neither in code nor in front matter.
    pub(super) fn of(source: &Source, blocks: &[Block]) -> Self {
        let shape = Shape::of(blocks);
        Self { all: find(source, &shape), lines: Lines::of(source, &shape) }
    }

    /// The text that a comment speaks of, whole lines: its own, and where it stands alone those of the
    /// block that follows it.
    pub(super) fn covered_by(&self, source: &Source, comment: &Comment) -> Span {
        self.lines.after(source, comment)
    }
}

/// What follows each line of a text.
struct Lines {
    /// For each line (from 0) the first one from there on that is neither blank nor begins with a
    /// comment; the number of lines where there is none.
    next: Vec<u32>,
    /// For each line the last one before the next blank one.
    last: Vec<u32>,
    /// Blocks that are covered as a whole, by the line in which they begin (from 1).
    wholes: BTreeMap<u32, Span>,
}

impl Lines {
    fn of(source: &Source, shape: &Shape) -> Self {
        let count = source.line_count();
        let (mut next, mut last) = (vec![count; count as usize], vec![count; count as usize]);
        let (mut text, mut end) = (count, count - 1);
        for line in (0..count).rev() {
            let words = source.slice(source.line_span(line + 1));
            let words = words.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            if words.is_empty() {
                end = line.saturating_sub(1);
            } else if !words.starts_with("<!--") {
                text = line;
            }
            next[line as usize] = text;
            last[line as usize] = end;
        }
        let wholes = shape.wholes.iter().rev().map(|span| (source.line(span.start), *span));
        Self { next, last, wholes: wholes.collect() }
    }

    fn after(&self, source: &Source, comment: &Comment) -> Span {
        let (first, last) = (source.line(comment.span.start), source.line(comment.span.end));
        let own = source.line_span(first).to(source.line_span(last));
        let before = &source.text()[own.start as usize..comment.span.start as usize];
        let behind = &source.text()[comment.span.end as usize..own.end as usize];
        let is_alone = before.chars().all(|c| c.is_whitespace() || c == '>');
        // Lines count from 1 there and from 0 here, so this is the line that follows.
        let next = self.next.get(last as usize).filter(|_| is_alone && behind.trim().is_empty());
        let Some(&next) = next.filter(|next| (**next as usize) < self.next.len()) else {
            return own;
        };
        match self.wholes.get(&(next + 1)) {
            Some(whole) => own.to(*whole),
            None => own.to(source.line_span(self.last[next as usize] + 1)),
        }
    }
}

/// The comments of a text that stand neither in code nor in front matter.
fn find(source: &Source, shape: &Shape) -> Vec<Comment> {
    let text = source.text();
    let mut at = body_start(source, shape);
    let mut is_head = true;
    let mut found = Vec::new();
    while let Some(start) = text[at..].find("<!--").map(|offset| at + offset) {
        is_head = is_head && text[at..start].trim().is_empty();
        if let Some(end) = shape.end_of_code(start) {
            at = end.max(start + 4);
        } else if text[..start].ends_with('\\') {
            at = start + 4;
        } else if let Some(length) = text[start..].find("-->") {
            let end = start + length;
            let inside = Span::new((start + 4).min(end), end);
            found.push(Comment { span: Span::new(start, end + 3), inside, is_head });
            at = end + 3;
        } else {
            break;
        }
    }
    found
}

/// Where front matter ends: behind its second fence, where the first one is no rule of the document.
fn body_start(source: &Source, shape: &Shape) -> usize {
    let text = source.text();
    let Some(first) = text.lines().next().map(str::trim_end) else { return 0 };
    if !["---", "+++"].contains(&first) || shape.first == Some(0) {
        return 0;
    }
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if index > 0 && (line.trim_end() == first || line.trim_end() == "...") {
            return at;
        }
    }
    0
}

/// What has to be known of a document's blocks.
#[derive(Debug, Default)]
struct Shape {
    /// Where the first block begins.
    first: Option<u32>,
    /// Code, in which a comment is no comment; sorted.
    code: Vec<Span>,
    /// Blocks that a comment before them covers as a whole, whatever blank lines they have.
    wholes: Vec<Span>,
}

impl Shape {
    fn of(blocks: &[Block]) -> Self {
        let mut shape = Self::default();
        shape.blocks(blocks);
        shape.code.sort_unstable();
        shape
    }

    /// Where the code ends in which a place lies.
    fn end_of_code(&self, at: usize) -> Option<usize> {
        let after = self.code.partition_point(|code| code.start as usize <= at);
        let code = self.code.get(after.checked_sub(1)?)?;
        code.range().contains(&at).then_some(code.end as usize)
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.first.get_or_insert(block.span.start);
            match &block.kind {
                BlockKind::Code { .. } => {
                    self.code.push(block.span);
                    self.wholes.push(block.span);
                }
                BlockKind::Heading(heading) => {
                    self.wholes.push(block.span);
                    self.inlines(&heading.text.content);
                }
                BlockKind::Table(table) => {
                    self.wholes.push(block.span);
                    for row in std::iter::once(&table.header).chain(&table.rows) {
                        row.cells.iter().for_each(|cell| self.inlines(&cell.content));
                    }
                }
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                BlockKind::List(list) => list.items.iter().for_each(|i| self.blocks(&i.blocks)),
                BlockKind::Details { summary, blocks } => {
                    self.inlines(summary);
                    self.blocks(blocks);
                }
                BlockKind::Callout(callout) => {
                    callout.title.iter().for_each(|title| self.inlines(&title.content));
                    self.blocks(&callout.blocks);
                }
                BlockKind::Quote { blocks } | BlockKind::Footnote { blocks, .. } => {
                    self.blocks(blocks);
                }
                BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Code(_) => self.code.push(inline.span),
                InlineKind::Link(link) | InlineKind::Image(link) => self.inlines(&link.content),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::Element(_, content) => self.inlines(content),
                _ => {}
            }
        }
    }
}
