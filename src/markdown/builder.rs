//! From the parser's events to the tree.

use pulldown_cmark::{
    Alignment as MdAlignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag,
};

use super::anchor::Anchors;
use super::frame::{Done, Frame, FrameKind};
use super::html::{self, Token};
use super::{table, target};
use crate::diagnostic::Diagnostic;
use crate::model::prose::{
    Alert, Alignment, Block, BlockKind, Element, Inline, InlineKind, Row, Table,
};
use crate::settings::Limits;
use crate::text::{Source, Span};

/// Tags of raw HTML that vanish while their text stays.
const TRANSPARENT: [&str; 6] = ["div", "span", "p", "center", "font", "a"];

/// Most findings of one kind that one file gives; what is beyond is counted in the last.
const MAX_FINDINGS: usize = 50;

/// Builds the blocks of `body`, with findings.
pub(super) fn build(source: &Source, body: Span, limits: &Limits) -> (Vec<Block>, Vec<Diagnostic>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM;
    let base = body.start as usize;
    let mut builder = Builder {
        source,
        limits,
        stack: vec![Frame::new(FrameKind::Root, body)],
        skipped: 0,
        too_deep: None,
        anchors: Anchors::default(),
        findings: Vec::new(),
    };
    for (event, range) in Parser::new_ext(source.slice(body), options).into_offset_iter() {
        builder.event(event, Span::new(base + range.start, base + range.end));
    }
    builder.finish()
}

struct Builder<'a> {
    source: &'a Source,
    limits: &'a Limits,
    stack: Vec<Frame>,
    /// Containers that were opened past the nesting limit and are not in the tree.
    skipped: usize,
    too_deep: Option<Span>,
    anchors: Anchors,
    findings: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, self.without_line_end(span)),
            Event::End(tag) => {
                if self.skipped > 0 && is_container_end(tag) {
                    self.skipped -= 1;
                } else {
                    self.end();
                }
            }
            Event::Text(text) => self.words(&text, span),
            Event::Code(code) => self.inline(InlineKind::Code(code.into_string()), span),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.inline(InlineKind::HardBreak, span),
            Event::FootnoteReference(label) => {
                self.inline(InlineKind::FootnoteReference(label.into_string()), span);
            }
            Event::Rule => self.block(BlockKind::Rule, span),
            Event::TaskListMarker(done) => {
                if let FrameKind::Item(task) = &mut self.top().kind {
                    *task = Some(done);
                }
            }
            Event::Html(html) => match &mut self.top().kind {
                FrameKind::HtmlBlock(pieces) => {
                    pieces.push((html.into_string(), span.start as usize));
                }
                _ => self.words(&html, span),
            },
            Event::InlineHtml(html) => self.raw_html(&html, |_| span, false),
            // Math is not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text, span),
        }
    }

    /// A block's span ends with its words: the parser counts its line end in.
    fn without_line_end(&self, span: Span) -> Span {
        let words = self.source.slice(span).trim_end_matches('\n').len();
        Span::new(span.start as usize, span.start as usize + words)
    }

    fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root frame is popped only at the end")
    }

    fn words(&mut self, text: &str, span: Span) {
        if let FrameKind::Code { text: code, .. } = &mut self.top().kind {
            code.push_str(text);
        } else {
            self.inline(InlineKind::Text(text.to_owned()), span);
        }
    }

    fn inline(&mut self, kind: InlineKind, span: Span) {
        self.top().push_inline(Inline { kind, span });
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
        if let Some(kind) = self.frame_kind(tag) {
            if matches!(kind, FrameKind::Paragraph) {
                self.loosen();
            }
            if is_block(&kind) {
                self.top().flush();
            }
            self.stack.push(Frame::new(kind, span));
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

    fn frame_kind(&self, tag: Tag<'_>) -> Option<FrameKind> {
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
            Tag::TableHead | Tag::TableRow => FrameKind::Row(Vec::new()),
            Tag::TableCell => FrameKind::Cell,
            Tag::Emphasis => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                FrameKind::Link { target: judge(link_type, &dest_url), title: title.into_string() }
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                FrameKind::Image { target: judge(link_type, &dest_url), title: title.into_string() }
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
    fn close(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        let done = frame.finish(|words| self.anchors.of(words));
        match done {
            Done::Block(Block { kind: BlockKind::Table(table), span }) => self.table(table, span),
            Done::Block(block) => {
                let top = self.top();
                top.flush();
                top.blocks.push(block);
            }
            Done::Inline(inline) => self.top().push_inline(inline),
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
            self.findings.push(lost_cell(row, columns));
        }
        self.block(BlockKind::Table(table), span);
    }

    fn html_block(&mut self, pieces: &[(String, usize)]) {
        let mut html = String::new();
        let mut starts: Vec<(usize, usize)> = Vec::with_capacity(pieces.len());
        for (piece, at) in pieces {
            starts.push((html.len(), *at));
            html.push_str(piece);
        }
        let place = |range: std::ops::Range<usize>| {
            let at = |offset: usize| {
                let i = starts.partition_point(|(start, _)| *start <= offset).max(1) - 1;
                starts.get(i).map_or(0, |(start, at)| at + offset - start)
            };
            Span::new(at(range.start), at(range.end.saturating_sub(1).max(range.start)) + 1)
        };
        self.top().flush();
        self.raw_html(&html, place, true);
        while matches!(
            self.top().kind,
            FrameKind::Summary | FrameKind::Element(_) | FrameKind::HtmlLink(_)
        ) {
            self.unwind();
        }
        self.top().flush();
    }

    /// Takes raw HTML apart: keeps the short list of tags, drops comments and transparent tags,
    /// shows everything else as text.
    fn raw_html(
        &mut self,
        html: &str,
        place: impl Fn(std::ops::Range<usize>) -> Span,
        is_block: bool,
    ) {
        for (token, range) in html::tokens(html) {
            let raw = &html[range.clone()];
            let span = place(range);
            match token {
                Token::Comment => {}
                Token::Words(words) => {
                    self.inline(InlineKind::Text(html::resolve_entities(words)), span);
                }
                Token::Open(name, attributes) => {
                    self.open_tag(&name.to_ascii_lowercase(), attributes, raw, span, is_block);
                }
                Token::Close(name) => self.close_tag(&name.to_ascii_lowercase(), raw, span),
            }
        }
    }

    fn open_tag(&mut self, name: &str, attributes: &str, raw: &str, span: Span, is_block: bool) {
        let kind = if name == "br" {
            return self.inline(InlineKind::HardBreak, span);
        } else if let Some(element) = Element::from_name(name) {
            FrameKind::Element(element)
        } else if name == "details" && is_block {
            self.top().flush();
            FrameKind::Details(Vec::new())
        } else if name == "summary" && matches!(self.top().kind, FrameKind::Details(_)) {
            self.top().flush();
            FrameKind::Summary
        } else if TRANSPARENT.contains(&name) {
            let target = (name == "a")
                .then(|| html::attribute(attributes, "href"))
                .flatten()
                .map(|url| target::judge(&url, self.source.path()));
            match target {
                Some(
                    target @ (crate::model::prose::Target::External(_)
                    | crate::model::prose::Target::Local { .. }
                    | crate::model::prose::Target::Fragment(_)),
                ) => FrameKind::HtmlLink(target),
                _ => return self.part(name, span),
            }
        } else {
            self.shown_as_text(name, raw, span);
            return;
        };
        if self.stack.len() > self.limits.nesting {
            self.too_deep.get_or_insert(span);
            return self.inline(InlineKind::Text(raw.to_owned()), span);
        }
        self.stack.push(Frame::new(kind, span));
    }

    /// A transparent block tag parts words as a browser would.
    fn part(&mut self, name: &str, span: Span) {
        if matches!(name, "div" | "p" | "center") {
            self.inline(InlineKind::SoftBreak, span);
        }
    }

    fn close_tag(&mut self, name: &str, raw: &str, span: Span) {
        let closes = |frame: &Frame| match &frame.kind {
            FrameKind::Element(element) => element.name() == name,
            FrameKind::HtmlLink(_) => name == "a",
            FrameKind::Details(_) => name == "details",
            FrameKind::Summary => name == "summary",
            _ => false,
        };
        let open = self.stack.iter().rev().take_while(|f| f.is_raw()).position(closes);
        let Some(inner) = open else {
            if TRANSPARENT.contains(&name) || name == "br" {
                self.part(name, span);
            } else {
                self.inline(InlineKind::Text(raw.to_owned()), span);
            }
            return;
        };
        for _ in 0..inner {
            self.unwind();
        }
        self.top().span = self.top().span.to(span);
        if matches!(self.top().kind, FrameKind::Summary) {
            let Some(frame) = self.stack.pop() else { return };
            if let FrameKind::Details(summary) = &mut self.top().kind {
                *summary = frame.inlines;
            }
            return;
        }
        self.close();
    }

    fn shown_as_text(&mut self, name: &str, raw: &str, span: Span) {
        self.inline(InlineKind::Text(raw.to_owned()), span);
        let known = self.findings.iter().filter(|f| f.code == "raw-html").count();
        if known < MAX_FINDINGS {
            let finding =
                Diagnostic::new("raw-html", span, format!("raw HTML `<{name}>` is shown as text"));
            self.findings.push(finding.help("write it in Markdown, or put it in a code span"));
        }
    }

    /// Takes back a frame that raw HTML opened and did not close: its tag is shown as text, what it
    /// holds goes to its parent.
    fn unwind(&mut self) {
        let Some(mut frame) = self.stack.pop() else { return };
        let tag = self.source.slice(frame.span).to_owned();
        let tag_inline = Inline { kind: InlineKind::Text(tag), span: frame.span };
        if let FrameKind::Details(summary) = &mut frame.kind {
            let mut lead = vec![tag_inline];
            lead.append(summary);
            frame.flush();
            let top = self.top();
            top.flush();
            top.blocks.push(Block { kind: BlockKind::Paragraph(lead), span: frame.span });
            top.blocks.append(&mut frame.blocks);
        } else {
            let top = self.top();
            top.push_inline(tag_inline);
            for inline in frame.inlines {
                top.push_inline(inline);
            }
        }
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
        (root.blocks, self.findings)
    }
}

fn lost_cell(row: &Row, columns: usize) -> Diagnostic {
    let cells = columns + row.surplus.len();
    let span = match (row.surplus.first(), row.surplus.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => row.span,
    };
    Diagnostic::new(
        "lost-table-cell",
        span,
        format!("this row has {cells} cells, but the table has {columns} columns"),
    )
    .label("no column holds this")
    .note("a bare `|` parts cells, also inside code")
    .help("write `\\|` for a bar inside a cell, or add a column to the header")
}

const fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

const fn is_container_end(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
    )
}

const fn is_block(kind: &FrameKind) -> bool {
    matches!(
        kind,
        FrameKind::Paragraph
            | FrameKind::Heading(_)
            | FrameKind::Code { .. }
            | FrameKind::Quote(_)
            | FrameKind::List { .. }
            | FrameKind::Footnote(_)
            | FrameKind::Table { .. }
            | FrameKind::HtmlBlock(_)
    )
}

const fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

const fn alignment(alignment: MdAlignment) -> Alignment {
    match alignment {
        MdAlignment::None => Alignment::None,
        MdAlignment::Left => Alignment::Start,
        MdAlignment::Center => Alignment::Center,
        MdAlignment::Right => Alignment::End,
    }
}
