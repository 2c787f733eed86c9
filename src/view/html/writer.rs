//! A tree of author's text as HTML, without end tags that HTML lets a page leave out.

use std::fmt::Write as _;

use super::label_lines::is_label_lines;
use super::notes::Notes;
use super::{Prose, command_lines, push_escaped};
use crate::model::prose::{
    Block, BlockKind, Callout, Heading, Inline, InlineKind, Link, List, Table, Target, plain_text,
};
use crate::site::{ANCHOR_PREFIX, Destination, Route, encode, relative};
use crate::text::Span;

/// Writes a tree of blocks.
pub(super) struct Writer<'a> {
    pub(super) prose: &'a Prose<'a>,
    pub(super) out: String,
    /// Author's levels of the open headings, outermost first.
    pub(super) levels: Vec<u8>,
    /// Placeholders to mark, in the order of the text.
    pub(super) marks: &'a [Span],
    /// Whether what is written lies inside a link or a summary, where no link may stand.
    pub(super) no_links: bool,
    /// The footnotes of the document.
    pub(super) notes: Notes,
}

/// Empty cells at the end of a row that are printed one by one; more are printed as one, so that short rows of
/// a wide table cost no more than they say.
const SINGLE_CELLS: usize = 8;

/// What copies a command, as the rollback page's template has it.
const COPY: &str = "<button type=\"button\" class=\"js-only\" data-copy>\
    <svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-copy\"/></svg><span data-label>Copy</span></button>";

impl<'a> Writer<'a> {
    pub(super) fn new(prose: &'a Prose<'a>, out: String, marks: &'a [Span]) -> Self {
        let notes = Notes::default();
        Self { prose, out, levels: Vec::new(), marks, no_links: false, notes }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(inlines, block.span),
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Code { text, .. } if self.prose.commands => {
                let lines = command_lines(text);
                let _ = writeln!(
                    self.out,
                    "<div class=\"cmd\"><pre><code>{}</code></pre>{COPY}</div>",
                    lines.as_str()
                );
            }
            BlockKind::Code { text, .. } => {
                self.out.push_str("<pre");
                self.line_id(block.span);
                self.out.push_str("><code>");
                push_escaped(&mut self.out, text);
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote { blocks } => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::Callout(callout) => self.callout(callout, block.span),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.out.push_str("<hr>\n"),
            BlockKind::Footnote { label, blocks } => self.footnote_text(label, blocks),
            BlockKind::Details { summary, blocks } => {
                self.out.push_str("<details><summary>");
                if summary.is_empty() {
                    self.out.push_str("Details");
                } else {
                    self.without_links(|writer| writer.inlines(summary));
                }
                self.out.push_str("</summary>\n");
                self.blocks(blocks);
                self.out.push_str("</details>\n");
            }
        }
    }

    fn callout(&mut self, callout: &Callout, span: Span) {
        let key = callout.kind.word().to_lowercase();
        let _ = write!(self.out, "<blockquote data-alert=\"{key}\">\n<p class=\"alert\"");
        self.line_id(span);
        match &callout.title {
            None => {
                self.out.push('>');
                push_escaped(&mut self.out, &callout.name);
            }
            Some(title) => {
                self.out.push_str(" dir=\"auto\">");
                self.inlines(&title.content);
            }
        }
        self.out.push_str("</p>\n");
        self.blocks(&callout.blocks);
        self.out.push_str("</blockquote>\n");
    }

    fn paragraph(&mut self, inlines: &[Inline], span: Span) {
        self.out.push_str("<p dir=\"auto\"");
        self.line_id(span);
        self.out.push('>');
        if is_label_lines(inlines) {
            for inline in inlines {
                match inline.kind {
                    InlineKind::SoftBreak => self.out.push_str("<br>\n"),
                    _ => self.inline(inline),
                }
            }
        } else {
            self.inlines(inlines);
        }
        self.out.push_str("</p>\n");
    }

    fn heading(&mut self, heading: &Heading) {
        while self.levels.last().is_some_and(|&l| l >= heading.level) {
            self.levels.pop();
        }
        let depth = u8::try_from(self.levels.len()).unwrap_or(6);
        self.levels.push(heading.level);
        let level = self.prose.top_heading.saturating_add(depth).min(6);
        let _ = write!(self.out, "<h{level} dir=\"auto\"");
        if self.prose.anchors && !heading.anchor.is_empty() {
            let _ = write!(self.out, " id=\"{ANCHOR_PREFIX}");
            push_escaped(&mut self.out, &heading.anchor);
            self.out.push('"');
        }
        self.out.push('>');
        self.inlines(&heading.text.content);
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn list(&mut self, list: &List) {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        let _ = write!(self.out, "<{tag}");
        if let Some(start) = list.start.filter(|s| *s != 1) {
            let _ = write!(self.out, " start=\"{start}\"");
        }
        self.out.push_str(">\n");
        for item in &list.items {
            match item.task {
                None => self.list_item("", item.span),
                Some(done) => {
                    let word = if done { "Done" } else { "To do" };
                    self.list_item(&format!(" class=\"task\" data-done=\"{done}\""), item.span);
                    let _ = write!(self.out, "<span class=\"vh\">{word}: </span>");
                }
            }
            match item.lead().filter(|_| list.tight) {
                Some((inlines, _)) => {
                    self.inlines(inlines);
                    if !item.rest().is_empty() {
                        self.out.push('\n');
                    }
                    self.blocks(item.rest());
                }
                None => self.blocks(&item.blocks),
            }
            self.out.push('\n');
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn list_item(&mut self, attributes: &str, span: Span) {
        let _ = write!(self.out, "<li dir=\"auto\"{attributes}");
        self.line_id(span);
        self.out.push('>');
    }

    fn table(&mut self, table: &Table) {
        let names: Vec<&str> =
            table.header.cells.iter().map(|c| c.plain.as_str()).filter(|n| !n.is_empty()).collect();
        let name = if names.is_empty() {
            "Table".to_owned()
        } else {
            format!("Table: {}", names.join(", "))
        };
        self.out.push_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        push_escaped(&mut self.out, &name);
        self.out.push_str("\"><table>\n<caption class=\"vh\">");
        push_escaped(&mut self.out, &name);
        self.out.push_str("</caption>\n");
        if !names.is_empty() {
            self.out.push_str("<thead><tr");
            self.line_id(table.header.span);
            self.out.push('>');
            for cell in &table.header.cells {
                let tag = if cell.is_empty() { "td" } else { "th" };
                let scope = if cell.is_empty() { "" } else { " scope=\"col\"" };
                let _ = write!(self.out, "<{tag}{scope}>");
                self.inlines(&cell.content);
            }
            self.out.push('\n');
        }
        self.out.push_str("<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr");
            self.line_id(row.span);
            self.out.push('>');
            let cells: Vec<_> = row.cells.iter().chain(&row.surplus).collect();
            let empty = cells.iter().rev().take_while(|cell| cell.is_empty()).count();
            let joined = if empty > SINGLE_CELLS { empty } else { 0 };
            for (n, cell) in cells[..cells.len() - joined].iter().enumerate() {
                let is_name = n == 0 && !cell.is_empty();
                let (tag, scope) = if is_name { ("th", " scope=\"row\"") } else { ("td", "") };
                let _ = write!(self.out, "<{tag}{scope} dir=\"auto\">");
                self.inlines(&cell.content);
            }
            if joined > 0 {
                let _ = write!(self.out, "<td colspan=\"{joined}\">");
            }
            self.out.push('\n');
        }
        self.out.push_str("</table></div>\n");
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn element(&mut self, tag: &str, content: &[Inline]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(content);
        let _ = write!(self.out, "</{tag}>");
    }

    pub(super) fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.words(text, inline.span),
            InlineKind::Code(code) => self.code(code),
            InlineKind::Emphasis(content) => self.element("em", content),
            InlineKind::Strong(content) => self.element("strong", content),
            InlineKind::Strikethrough(content) => self.element("del", content),
            InlineKind::Element(element, content) => self.element(element.name(), content),
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => self.out.push_str("<br>\n"),
            InlineKind::FootnoteReference(label) => self.footnote(label),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Image(image) => self.image(&image.target, &image.title, &image.content),
        }
    }

    fn link(&mut self, link: &Link) {
        let Some((href, rel)) = self.href(&link.target) else {
            // What the words of a link mention is what it leads to, not this plan's.
            self.unlinked(&link.content);
            return self.lost_target(&link.target);
        };
        self.out.push_str("<a href=\"");
        push_escaped(&mut self.out, &href);
        self.out.push('"');
        self.out.push_str(rel);
        if !link.title.is_empty() {
            self.out.push_str(" title=\"");
            push_escaped(&mut self.out, &link.title);
            self.out.push('"');
        }
        self.out.push('>');
        self.unlinked(&link.content);
        self.out.push_str("</a>");
    }

    /// Inlines inside a link: links and images in it lose their own link.
    fn unlinked(&mut self, inlines: &[Inline]) {
        self.without_links(|writer| writer.unlinked_each(inlines));
    }

    fn unlinked_each(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Link(link) => self.unlinked(&link.content),
                InlineKind::Image(image) if !self.is_local_file(&image.target) => {
                    self.unlinked(&image.content);
                }
                _ => self.inline(inline),
            }
        }
    }

    fn resolve(&self, target: &Target) -> Destination {
        self.prose.context.portfolio.directory.resolve(self.prose.source, target)
    }

    /// The link of a target with its attributes; `None` where it leads nowhere.
    fn href(&self, target: &Target) -> Option<(String, &'static str)> {
        match self.resolve(target) {
            Destination::External(url) => Some((url, " rel=\"noopener noreferrer\"")),
            Destination::Page(route, id) => {
                let path = route.path();
                let fragment = if id.is_empty() { id } else { format!("#{id}") };
                let link = if path == self.prose.page && !fragment.is_empty() {
                    String::new()
                } else {
                    encode(&relative(self.prose.page, &path))
                };
                Some((format!("{link}{fragment}"), ""))
            }
            Destination::NoHeading(route) => {
                Some((encode(&relative(self.prose.page, &route.path())), ""))
            }
            Destination::Active(_)
            | Destination::Missing
            | Destination::Withheld
            | Destination::Outside
            | Destination::Refused => None,
        }
    }

    fn is_local_file(&self, target: &Target) -> bool {
        matches!(self.resolve(target), Destination::Page(Route::File(_), _))
    }

    /// What is said behind the words of a link that leads nowhere.
    fn lost_target(&mut self, target: &Target) {
        let written = target.written();
        let (open, close) = match self.resolve(target) {
            _ if written.is_empty() => return,
            // Its name may tell what it is.
            Destination::Withheld => return,
            Destination::Active(_) => {
                (" (not published, as it may run scripts: <code>", "</code>)")
            }
            _ => (" [<code>", "</code>]"),
        };
        self.out.push_str(open);
        push_escaped(&mut self.out, &written);
        self.out.push_str(close);
    }

    fn image(&mut self, target: &Target, title: &str, content: &[Inline]) {
        let alt = plain_text(content);
        let resolved = self.resolve(target);
        match resolved {
            Destination::Page(route @ Route::File(_), _) => {
                let src = encode(&relative(self.prose.page, &route.path()));
                self.out.push_str("<img src=\"");
                push_escaped(&mut self.out, &src);
                self.out.push_str("\" alt=\"");
                push_escaped(&mut self.out, &alt);
                self.out.push('"');
                if !title.is_empty() {
                    self.out.push_str(" title=\"");
                    push_escaped(&mut self.out, title);
                    self.out.push('"');
                }
                self.out.push_str(" loading=\"lazy\">");
            }
            Destination::External(url) => {
                self.out.push_str("<a href=\"");
                push_escaped(&mut self.out, &url);
                self.out.push_str("\" rel=\"noopener noreferrer\">");
                push_escaped(&mut self.out, if alt.is_empty() { "Image" } else { &alt });
                self.out.push_str("</a>");
            }
            _ => {
                push_escaped(&mut self.out, &alt);
                self.lost_target(target);
            }
        }
    }
}
