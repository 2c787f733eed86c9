//! Footnotes: marks that lead to their texts, and from each text the way back to every mark.

use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use super::push_escaped;
use super::writer::Writer;
use crate::model::callout::Callout;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Target};
use crate::site::{Destination, Route, encode, relative};

/// What is known of a document's footnotes while it is written; all by their ids.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// How many marks each has.
    marks: FxHashMap<String, usize>,
    /// How many marks of each are written.
    written: FxHashMap<String, usize>,
    /// Those whose text is written: a second one of a name has no id.
    defined: FxHashSet<String>,
}

impl Notes {
    /// The footnotes of a document.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let mut notes = Self::default();
        notes.count(blocks);
        notes
    }

    fn count(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.count_marks(inlines),
                BlockKind::Heading(heading) => self.count_marks(&heading.text.content),
                BlockKind::List(list) => list.items.iter().for_each(|i| self.count(&i.blocks)),
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.header).chain(&table.rows) {
                        let cells = row.cells.iter().chain(&row.surplus);
                        cells.for_each(|cell| self.count_marks(&cell.content));
                    }
                }
                BlockKind::Callout(Callout { title, blocks, .. }) => {
                    title.iter().for_each(|title| self.count_marks(&title.content));
                    self.count(blocks);
                }
                BlockKind::Details { blocks, .. }
                | BlockKind::Quote { blocks }
                | BlockKind::Footnote { blocks, .. } => self.count(blocks),
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn count_marks(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::FootnoteReference(label) => {
                    *self.marks.entry(footnote_id(label)).or_default() += 1;
                }
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::Element(_, content) => self.count_marks(content),
                InlineKind::Text(_)
                | InlineKind::Code(_)
                | InlineKind::SoftBreak
                | InlineKind::HardBreak
                // No mark stands inside a link.
                | InlineKind::Link(_)
                | InlineKind::Image(_) => {}
            }
        }
    }
}

impl Writer<'_> {
    /// The text of a footnote.
    pub(super) fn footnote_text(&mut self, label: &str, blocks: &[Block]) {
        let id = footnote_id(label);
        let is_first = self.prose.anchors && self.notes.defined.insert(id.clone());
        self.out.push_str("<div class=\"footnote\"");
        if is_first {
            self.out.push_str(" id=\"fn-");
            push_escaped(&mut self.out, &id);
            self.out.push('"');
        }
        self.out.push_str("><span class=\"mark\">");
        push_escaped(&mut self.out, label);
        self.out.push_str("</span> ");
        self.blocks(blocks);
        let marks = self.notes.marks.get(&id).copied().filter(|_| is_first).unwrap_or_default();
        for nth in 1..=marks {
            self.out.push_str("<a href=\"#");
            push_escaped(&mut self.out, &mark_id(&id, nth));
            let which = if marks == 1 { String::new() } else { format!(" {nth}") };
            let _ = writeln!(self.out, "\" aria-label=\"Back to mark{which}\">↩{which}</a>");
        }
        self.out.push_str("</div>\n");
    }

    /// The mark of a footnote.
    pub(super) fn footnote(&mut self, label: &str) {
        let id = footnote_id(label);
        let document = self.prose.context.portfolio.directory.resolve(
            self.prose.source,
            &Target::Local {
                path: Some(self.prose.source.to_owned()),
                fragment: String::new(),
                written: String::new(),
            },
        );
        let page = match document {
            Destination::Page(Route::Plan(slug), _) => Route::Source(slug).path(),
            Destination::Page(route, _) => route.path(),
            _ => self.prose.page.to_owned(),
        };
        let link = if page == self.prose.page {
            String::new()
        } else {
            encode(&relative(self.prose.page, &page))
        };
        self.out.push_str("<sup");
        if self.notes.marks.contains_key(&id) && !self.no_links {
            let nth = self.notes.written.entry(id.clone()).or_default();
            *nth += 1;
            let mark = mark_id(&id, *nth);
            self.out.push_str(" id=\"");
            push_escaped(&mut self.out, &mark);
            self.out.push('"');
        }
        self.out.push('>');
        if !self.no_links {
            self.out.push_str("<a href=\"");
            push_escaped(&mut self.out, &format!("{link}#fn-{id}"));
            self.out.push_str("\">");
        }
        push_escaped(&mut self.out, label);
        self.out.push_str(if self.no_links { "</sup>" } else { "</a></sup>" });
    }
}

/// The id of a footnote: in lower case; white space, which an id may not hold, becomes `-`.
fn footnote_id(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}

/// The id of the nth mark of a footnote. No footnote's own id has its prefix.
fn mark_id(id: &str, nth: usize) -> String {
    format!("fnref{nth}-{id}")
}
