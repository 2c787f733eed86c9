//! From the parser's events to the tree.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::anchor::Anchors;
use super::convert::{alert, alignment, is_block, is_container, is_container_end};
use super::foreign::{Foreign, MAX_FINDINGS};
use super::frame::{Done, Frame, FrameKind};
use super::inline_list::InlineList;
use super::{adapt, callout, table, target, wikilink};
use crate::diagnostic::Diagnostic;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Table, Target};
use crate::settings::Limits;
use crate::text::{Source, Span};

/// Builds the blocks of `body`, with findings.
pub(super) fn build(source: &Source, body: Span, limits: &Limits) -> (Vec<Block>, Vec<Diagnostic>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM;
    let adapted = adapt::adapt(source, body);
    let parser = Parser::new_ext(&adapted.text, options).into_offset_iter();
    let mut builder = Builder {
        source,
        limits,
        stack: vec![Frame::new(FrameKind::Root, body, InlineList::default())],
        spare: Vec::new(),
        skipped: 0,
        too_deep: None,
        anchors: Anchors::default(),
        findings: Vec::new(),
        foreign: Foreign::default(),
    };
    for (event, range) in parser {
        let span = adapted.span(&range);
        // What looks like a wikilink is none inside code: there the author's own bytes stand.
        let event =
            if adapted.holds_wikilink(&range) { builder.unlinked(event, span) } else { event };
        builder.event(event, span);
    }
    builder.findings.extend(adapted.findings);
    builder.finish()
}

/// The tree in the making.
pub(super) struct Builder<'a> {
    pub(super) source: &'a Source,
    pub(super) limits: &'a Limits,
    pub(super) stack: Vec<Frame>,
    /// Emptied lists of inlines, whose room the next frames take.
    spare: Vec<InlineList>,
    /// Containers that were opened past the nesting limit and are not in the tree.
    skipped: usize,
    pub(super) too_deep: Option<Span>,
    anchors: Anchors,
    pub(super) findings: Vec<Diagnostic>,
    /// HTML that is shown as text.
    pub(super) foreign: Foreign,
}

impl Builder<'_> {
    /// Code and raw HTML as they stand in the file.
    fn unlinked<'e>(&mut self, event: Event<'e>, span: Span) -> Event<'e> {
        let own = self.source.slice(span);
        match event {
            Event::Text(_) if matches!(self.top().kind, FrameKind::Code { .. }) => {
                Event::Text(own.to_owned().into())
            }
            Event::Code(_) => {
                let words = own.trim_matches('`').replace('\n', " ");
                let inner = words.strip_prefix(' ').and_then(|w| w.strip_suffix(' '));
                Event::Code(inner.unwrap_or(&words).to_owned().into())
            }
            Event::Html(_) => Event::Html(own.to_owned().into()),
            Event::InlineHtml(_) => Event::InlineHtml(own.to_owned().into()),
            other => other,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. })
                if dest_url.starts_with(adapt::WIKI) =>
            {
                let whole = wikilink::place(self.source, span).unwrap_or(span);
                if let Event::Start(tag) = event {
                    self.start(tag, whole);
                }
            }
            Event::Start(tag) => {
                if matches!(tag, Tag::Heading { .. }) {
                    self.foreign.end();
                }
                self.start(tag, self.without_line_end(span));
            }
            Event::End(tag) => {
                if self.skipped > 0 && is_container_end(tag) {
                    self.skipped -= 1;
                } else {
                    self.end();
                }
            }
            // Math is not enabled.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.words(&text, span);
            }
            Event::Code(code) => self.inline(InlineKind::Code((&*code).into()), span),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.inline(InlineKind::HardBreak, span),
            Event::FootnoteReference(label) => {
                self.inline(InlineKind::FootnoteReference((&*label).into()), span);
            }
            Event::Rule => self.block(BlockKind::Rule, span),
            Event::TaskListMarker(done) => {
                // In a loose list the box stands in the item's paragraph.
                let frames = self.stack.iter_mut().rev().take(2);
                for frame in frames {
                    if let FrameKind::Item(task) = &mut frame.kind {
                        *task = Some(done);
                        break;
                    }
                }
            }
            Event::Html(html) => match &mut self.top().kind {
                FrameKind::HtmlBlock(pieces) => {
                    pieces.push((html.into_string(), span.start as usize));
                }
                _ => self.words(&html, span),
            },
            Event::InlineHtml(html) => self.raw_html(&html, |_| span, false),
        }
    }

    /// A block's span ends with its words: the parser counts its line end in.
    fn without_line_end(&self, span: Span) -> Span {
        let words = self.source.slice(span).trim_end_matches('\n').len();
        Span::new(span.start as usize, span.start as usize + words)
    }

    pub(super) fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root frame is popped only at the end")
    }

    /// Opens a frame inside the top one.
    pub(super) fn open(&mut self, kind: FrameKind, span: Span) {
        let inlines = self.spare.pop().unwrap_or_default();
        self.stack.push(Frame::new(kind, span, inlines));
    }

    fn words(&mut self, text: &str, span: Span) {
        if let FrameKind::Code { text: code, .. } = &mut self.top().kind {
            code.push_str(text);
        } else {
            self.top().inlines.push_words(text, span);
        }
    }

    pub(super) fn inline(&mut self, kind: InlineKind, span: Span) {
        self.top().inlines.push(Inline { kind, span });
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        let top = self.top();
        top.flush();
        top.blocks.push(Block { kind, span });
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let is_deep = self.stack.len() > self.limits.nesting;
        if is_deep && is_container(&tag) {
            self.skipped += 1;
            self.too_deep.get_or_insert(span);
            if matches!(tag, Tag::Item) {
                self.inline(InlineKind::HardBreak, span);
            }
            return;
        }
        if let Some(kind) = self.frame_kind(tag, span) {
            if matches!(kind, FrameKind::Paragraph) {
                self.loosen();
            }
            if is_block(&kind) {
                self.top().flush();
            }
            self.open(kind, span);
        }
    }

    /// A paragraph directly in an item makes its list loose.
    fn loosen(&mut self) {
        if let [.., list, item] = self.stack.as_mut_slice()
            && let (FrameKind::List { tight, .. }, FrameKind::Item(_)) =
                (&mut list.kind, &item.kind)
        {
            *tight = false;
        }
    }

    /// The target of a link that was made of a wikilink; `span` is that of its words.
    fn wikilink(&self, url: &str, span: Span) -> Option<Target> {
        let named = url.strip_prefix(adapt::WIKI)?;
        wikilink::place(self.source, span)?;
        Some(wikilink::target(named, self.source.path()))
    }

    fn frame_kind(&self, tag: Tag<'_>, span: Span) -> Option<FrameKind> {
        let judge = |link_type, url: &str| match link_type {
            LinkType::Email => target::judge(&format!("mailto:{url}"), self.source.path()),
            _ => target::judge(url, self.source.path()),
        };
        Some(match tag {
            Tag::Paragraph => FrameKind::Paragraph,
            Tag::Heading { level, .. } => FrameKind::Heading(level as u8),
            Tag::BlockQuote(kind) => FrameKind::Quote(kind.map(alert)),
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                FrameKind::Code { language, text: String::new() }
            }
            Tag::HtmlBlock => FrameKind::HtmlBlock(Vec::new()),
            Tag::List(start) => FrameKind::List { start, tight: true, items: Vec::new() },
            Tag::Item => FrameKind::Item(None),
            Tag::FootnoteDefinition(label) => FrameKind::Footnote(label.into_string()),
            Tag::Table(alignments) => FrameKind::Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                header: None,
                rows: Vec::new(),
            },
            Tag::TableHead | Tag::TableRow => FrameKind::Row(match self.stack.last() {
                Some(Frame { kind: FrameKind::Table { alignments, .. }, .. }) => {
                    Vec::with_capacity(alignments.len())
                }
                _ => Vec::new(),
            }),
            Tag::TableCell => FrameKind::Cell,
            Tag::Emphasis => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = self.wikilink(&dest_url, span);
                let target = target.unwrap_or_else(|| judge(link_type, &dest_url));
                FrameKind::Link { target, title: title.into_string() }
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                let target = self.wikilink(&dest_url, span);
                let target = target.unwrap_or_else(|| judge(link_type, &dest_url));
                FrameKind::Image { target, title: title.into_string() }
            }
            // Extensions that are not enabled give no such events.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => return None,
        })
    }

    /// Closes the innermost frame that the parser opened, and what raw HTML left open inside it.
    fn end(&mut self) {
        while self.stack.len() > 1 && self.top().is_raw() {
            self.unwind();
        }
        if let FrameKind::HtmlBlock(pieces) = &mut self.top().kind {
            let pieces = std::mem::take(pieces);
            self.stack.pop();
            self.html_block(&pieces);
            return;
        }
        if self.stack.len() > 1 {
            self.close();
        }
    }

    /// Closes the top frame and hands it to its parent.
    pub(super) fn close(&mut self) {
        let Some(mut frame) = self.stack.pop() else { return };
        let done = frame.finish(|words| self.anchors.of(words));
        self.spare.push(frame.inlines);
        match done {
            Done::Block(Block { kind: BlockKind::Table(table), span }) => self.table(table, span),
            Done::Block(mut block) => {
                if matches!(block.kind, BlockKind::Callout(_)) {
                    block.span = callout::from_its_mark(self.source, block.span);
                }
                let top = self.top();
                top.flush();
                top.blocks.push(block);
            }
            Done::Inline(inline) => self.top().inlines.push(inline),
            Done::Item(item) => {
                if let FrameKind::List { items, .. } = &mut self.top().kind {
                    items.push(item);
                }
            }
            Done::Row(mut row) => {
                table::add_surplus(self.source, &mut row);
                if let FrameKind::Table { header, rows, .. } = &mut self.top().kind {
                    if header.is_none() {
                        *header = Some(row);
                    } else {
                        rows.push(row);
                    }
                }
            }
            Done::Cell(text) => {
                if let FrameKind::Row(cells) = &mut self.top().kind {
                    cells.push(text);
                }
            }
            Done::Nothing => {}
        }
    }

    fn table(&mut self, table: Table, span: Span) {
        let over = [
            ("columns", table.header.cells.len(), self.limits.table_columns, "table_columns"),
            ("rows", table.rows.len(), self.limits.table_rows, "table_rows"),
        ]
        .into_iter()
        .find(|(_, count, limit, _)| count > limit);
        if let Some((what, count, limit, key)) = over {
            self.findings.push(
                Diagnostic::new(
                    "limit-exceeded",
                    table.header.span,
                    format!("a table of {count} {what} is over the limit of {limit}"),
                )
                .note("it is shown as it is written and not read as data")
                .help(format!("split it, or raise `{key}` under `[limits]` in the settings")),
            );
            let block = super::verbatim(self.source, span, "");
            self.block(block.kind, span);
            return;
        }
        let columns = table.header.cells.len();
        for row in table.rows.iter().filter(|row| !row.surplus.is_empty()).take(MAX_FINDINGS) {
            self.findings.push(table::lost_cell(row, columns));
        }
        self.findings.extend(table::hidden_bars(self.source, &table));
        self.block(BlockKind::Table(table), span);
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Diagnostic>) {
        while self.stack.len() > 1 {
            if self.top().is_raw() { self.unwind() } else { self.close() }
        }
        if let Some(span) = self.too_deep {
            let limit = self.limits.nesting;
            self.findings.push(
                Diagnostic::new(
                    "limit-exceeded",
                    Span::new(span.start as usize, span.start as usize),
                    format!("text is nested deeper than the limit of {limit}"),
                )
                .note("what lies deeper is shown without its marks")
                .help("nest less deeply, or raise `nesting` under `[limits]` in the settings"),
            );
        }
        let mut root = self.stack.pop().expect("the root frame is left");
        root.flush();
        self.findings.extend(self.foreign.finish());
        (root.blocks, self.findings)
    }
}
