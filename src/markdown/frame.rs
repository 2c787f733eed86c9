//! An open node of the tree that is being built.

use crate::model::callout::Alert;
use crate::model::prose::{
    Alignment, Block, BlockKind, Element, Heading, Inline, InlineKind, List, ListItem, Row, Table,
    Target, Text,
};
use crate::text::Span;

/// An open node: its kind, its place, and what it holds so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) span: Span,
    /// Finished blocks.
    pub(super) blocks: Vec<Block>,
    /// Inlines; in a block container those of a tight item, not yet a paragraph.
    pub(super) inlines: Vec<Inline>,
}

/// Kinds of open node.
#[derive(Debug)]
pub(super) enum FrameKind {
    Root,
    Paragraph,
    Heading(u8),
    Code {
        language: String,
        text: String,
    },
    Quote(Option<Alert>),
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<ListItem>,
    },
    Item(Option<bool>),
    Footnote(String),
    Table {
        alignments: Vec<Alignment>,
        header: Option<Row>,
        rows: Vec<Row>,
    },
    Row(Vec<Text>),
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        target: Target,
        title: String,
    },
    Image {
        target: Target,
        title: String,
    },
    HtmlBlock(Vec<(String, usize)>),
    /// `details` of raw HTML: its summary.
    Details(Vec<Inline>),
    /// `summary` of raw HTML.
    Summary,
    /// An inline element of raw HTML.
    Element(Element),
    /// `a` of raw HTML with a good target.
    HtmlLink(Target),
}

impl Frame {
    pub(super) const fn new(kind: FrameKind, span: Span) -> Self {
        Self { kind, span, blocks: Vec::new(), inlines: Vec::new() }
    }

    /// Whether a tag of raw HTML opened it: such a frame may be left unbalanced.
    pub(super) const fn is_raw(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Details(_)
                | FrameKind::Summary
                | FrameKind::Element(_)
                | FrameKind::HtmlLink(_)
        )
    }

    /// Adds an inline, joining it to the text before it where both are words.
    pub(super) fn push_inline(&mut self, inline: Inline) {
        if let InlineKind::Text(new) = &inline.kind
            && let Some(Inline { kind: InlineKind::Text(old), span }) = self.inlines.last_mut()
        {
            old.push_str(new);
            *span = span.to(inline.span);
            return;
        }
        self.inlines.push(inline);
    }

    /// Makes a paragraph of inlines that are not in one yet.
    pub(super) fn flush(&mut self) {
        let inlines = std::mem::take(&mut self.inlines);
        if let Some(span) = words_span(&inlines) {
            self.blocks.push(Block { kind: BlockKind::Paragraph(inlines), span });
        }
    }
}

/// The span of inlines that say something, `None` where they are but white space.
fn words_span(inlines: &[Inline]) -> Option<Span> {
    let says = |i: &Inline| match &i.kind {
        InlineKind::Text(text) => !text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => false,
        _ => true,
    };
    let (first, last) = (inlines.first()?, inlines.last()?);
    inlines.iter().any(says).then(|| first.span.to(last.span))
}

/// A finished frame as what its parent holds.
pub(super) enum Done {
    Block(Block),
    Inline(Inline),
    Item(ListItem),
    Row(Row),
    Cell(Text),
    Nothing,
}

impl Frame {
    /// Closes the frame at `end`; headings get their anchor from `anchor`.
    pub(super) fn finish(mut self, anchor: impl FnOnce(&str) -> String) -> Done {
        let span = self.span;
        let block = |kind| Done::Block(Block { kind, span });
        let inline = |kind| Done::Inline(Inline { kind, span });
        match self.kind {
            FrameKind::Paragraph => match words_span(&self.inlines) {
                Some(_) => block(BlockKind::Paragraph(self.inlines)),
                None => Done::Nothing,
            },
            FrameKind::Heading(level) => {
                let text = super::text_of(&self.inlines);
                let text = if text.span.is_empty() { Text { span, ..text } } else { text };
                let anchor = anchor(&text.plain);
                block(BlockKind::Heading(Heading { level, text, anchor }))
            }
            FrameKind::Code { language, text } => block(BlockKind::Code { language, text }),
            FrameKind::Quote(alert) => {
                self.flush();
                block(super::callout::quote(alert, self.blocks))
            }
            FrameKind::List { start, tight, items } => {
                block(BlockKind::List(List { start, tight, items }))
            }
            FrameKind::Item(task) => {
                self.flush();
                Done::Item(ListItem { task, blocks: self.blocks, span })
            }
            FrameKind::Footnote(ref mut label) => {
                let label = std::mem::take(label);
                self.flush();
                block(BlockKind::Footnote { label, blocks: self.blocks })
            }
            FrameKind::Table { alignments, header, rows } => {
                let header = header.unwrap_or(Row { cells: Vec::new(), surplus: Vec::new(), span });
                block(BlockKind::Table(Table { header, rows, alignments }))
            }
            FrameKind::Row(cells) => Done::Row(Row { cells, surplus: Vec::new(), span }),
            FrameKind::Cell => {
                let text = super::text_of(&self.inlines);
                Done::Cell(if self.inlines.is_empty() { Text { span, ..text } } else { text })
            }
            FrameKind::Emphasis => inline(InlineKind::Emphasis(self.inlines)),
            FrameKind::Strong => inline(InlineKind::Strong(self.inlines)),
            FrameKind::Strikethrough => inline(InlineKind::Strikethrough(self.inlines)),
            FrameKind::Link { target, title } => {
                inline(InlineKind::Link { target, title, content: self.inlines })
            }
            FrameKind::Image { target, title } => {
                inline(InlineKind::Image { target, title, content: self.inlines })
            }
            FrameKind::Element(element) => inline(InlineKind::Element(element, self.inlines)),
            FrameKind::HtmlLink(target) => {
                inline(InlineKind::Link { target, title: String::new(), content: self.inlines })
            }
            FrameKind::Details(ref mut summary) => {
                let summary = std::mem::take(summary);
                self.flush();
                Done::Block(Block {
                    kind: BlockKind::Details { summary, blocks: self.blocks },
                    span,
                })
            }
            FrameKind::Root | FrameKind::HtmlBlock(_) | FrameKind::Summary => Done::Nothing,
        }
    }
}
