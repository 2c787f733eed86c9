//! An open node of the tree that is being built.

use std::sync::Arc;

use smol_str::SmolStr;

use super::inline_list::InlineList;
use crate::model::callout::Alert;
use crate::model::prose::{
    Alignment, Block, BlockKind, Element, Heading, Inline, InlineKind, Inlines, Link, List,
    ListItem, Row, Table, Target, Text,
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
    pub(super) inlines: InlineList,
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
    Details(Inlines),
    /// `summary` of raw HTML.
    Summary,
    /// An inline element of raw HTML.
    Element(Element),
    /// `a` of raw HTML with a good target.
    HtmlLink(Target),
}

impl Frame {
    /// An open node; `inlines` is room for its own.
    pub(super) const fn new(kind: FrameKind, span: Span, inlines: InlineList) -> Self {
        Self { kind, span, blocks: Vec::new(), inlines }
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

    /// Makes a paragraph of inlines that are not in one yet.
    pub(super) fn flush(&mut self) {
        if let Some((inlines, span)) = self.inlines.take_if_words() {
            // Most items hold one block, and there are many items.
            if self.blocks.is_empty() {
                self.blocks.reserve_exact(1);
            }
            self.blocks.push(Block { kind: BlockKind::Paragraph(inlines), span });
        }
    }
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
    /// Closes the frame; headings get their anchor from `anchor`.
    pub(super) fn finish(&mut self, anchor: impl FnOnce(&str) -> SmolStr) -> Done {
        let span = self.span;
        let block = |kind| Done::Block(Block { kind, span });
        match std::mem::replace(&mut self.kind, FrameKind::Root) {
            FrameKind::Paragraph => match self.inlines.take_if_words() {
                Some((inlines, _)) => block(BlockKind::Paragraph(inlines)),
                None => Done::Nothing,
            },
            FrameKind::Heading(level) => {
                let text = super::text_of(self.inlines.take());
                let text = if text.span.is_empty() { Text { span, ..text } } else { text };
                let anchor = anchor(&text.plain);
                block(BlockKind::Heading(Heading { level, text, anchor }))
            }
            FrameKind::Code { language, text } => block(BlockKind::Code { language, text }),
            FrameKind::Quote(alert) => block(super::callout::quote(alert, self.all_blocks())),
            FrameKind::List { start, tight, mut items } => {
                items.shrink_to_fit();
                block(BlockKind::List(List { start, tight, items }))
            }
            FrameKind::Item(task) => Done::Item(ListItem { task, blocks: self.all_blocks(), span }),
            FrameKind::Footnote(label) => {
                block(BlockKind::Footnote { label, blocks: self.all_blocks() })
            }
            FrameKind::Table { alignments, header, rows } => {
                let header = header.unwrap_or(Row { cells: Vec::new(), surplus: Vec::new(), span });
                block(BlockKind::Table(Table { header, rows, alignments }))
            }
            FrameKind::Row(cells) => Done::Row(Row { cells, surplus: Vec::new(), span }),
            FrameKind::Cell => {
                let is_empty = self.inlines.is_empty();
                let text = super::text_of(self.inlines.take());
                Done::Cell(if is_empty { Text { span, ..text } } else { text })
            }
            FrameKind::Emphasis => self.inline(InlineKind::Emphasis),
            FrameKind::Strong => self.inline(InlineKind::Strong),
            FrameKind::Strikethrough => self.inline(InlineKind::Strikethrough),
            FrameKind::Link { target, title } => self.link(target, title, InlineKind::Link),
            FrameKind::Image { target, title } => self.link(target, title, InlineKind::Image),
            FrameKind::Element(element) => {
                self.inline(|content| InlineKind::Element(element, content))
            }
            FrameKind::HtmlLink(target) => self.link(target, String::new(), InlineKind::Link),
            FrameKind::Details(summary) => {
                block(BlockKind::Details { summary, blocks: self.all_blocks() })
            }
            FrameKind::Root | FrameKind::HtmlBlock(_) | FrameKind::Summary => Done::Nothing,
        }
    }

    fn all_blocks(&mut self) -> Vec<Block> {
        self.flush();
        std::mem::take(&mut self.blocks)
    }

    fn inline(&mut self, kind: impl FnOnce(Inlines) -> InlineKind) -> Done {
        Done::Inline(Inline { kind: kind(self.inlines.take()), span: self.span })
    }

    fn link(
        &mut self,
        target: Target,
        title: String,
        kind: impl FnOnce(Arc<Link>) -> InlineKind,
    ) -> Done {
        self.inline(|content| kind(Arc::new(Link { target, title, content })))
    }
}
