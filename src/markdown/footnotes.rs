//! Footnotes that are defined twice, not at all, or never used.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::model::prose::{Block, BlockKind, Callout, Inline, InlineKind};
use crate::text::Span;

/// Findings on the footnotes of a document.
pub(super) fn findings(blocks: &[Block]) -> Vec<Diagnostic> {
    let mut notes = Notes::default();
    notes.blocks(blocks);
    notes.finish()
}

#[derive(Default)]
struct Notes {
    /// Definitions in order, by label in lower case, and the span of each.
    defined: Vec<(String, Span)>,
    used: FxHashSet<String>,
    /// Marks without a definition.
    undefined: Vec<(String, Span)>,
}

impl Notes {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                BlockKind::Heading(heading) => self.inlines(&heading.text.content),
                BlockKind::List(list) => list.items.iter().for_each(|i| self.blocks(&i.blocks)),
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.header).chain(&table.rows) {
                        row.cells.iter().for_each(|cell| self.inlines(&cell.content));
                    }
                }
                BlockKind::Footnote { label, blocks } => {
                    self.defined.push((label.to_lowercase(), block.span));
                    self.blocks(blocks);
                }
                BlockKind::Callout(Callout { title, blocks, .. }) => {
                    title.iter().for_each(|title| self.inlines(&title.content));
                    self.blocks(blocks);
                }
                BlockKind::Details { summary, blocks } => {
                    self.inlines(summary);
                    self.blocks(blocks);
                }
                BlockKind::Quote { blocks } => self.blocks(blocks),
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::FootnoteReference(label) => {
                    self.used.insert(label.to_lowercase());
                }
                InlineKind::Text(text) => self.words(text, inline.span),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::Element(_, content) => self.inlines(content),
                InlineKind::Link(link) | InlineKind::Image(link) => self.inlines(&link.content),
                InlineKind::Code(_) | InlineKind::SoftBreak | InlineKind::HardBreak => {}
            }
        }
    }

    /// Marks that the parser left as words: `[^note]`.
    fn words(&mut self, text: &str, span: Span) {
        for (at, _) in text.match_indices("[^") {
            let rest = &text[at + 2..];
            let Some(len) = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'))
            else {
                continue;
            };
            // `[^a-z]` and its like are patterns.
            let is_name =
                rest[..len].chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
            let is_range = len == 3 && rest.as_bytes()[1] == b'-';
            if len == 0 || !rest[len..].starts_with(']') || !is_name || is_range {
                continue;
            }
            let start = span.start as usize + at;
            let place =
                if span.len() == text.len() { Span::new(start, start + len + 3) } else { span };
            self.undefined.push((rest[..len].to_owned(), place));
        }
    }

    fn finish(self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for (label, span) in &self.defined {
            let mark = Span::new(span.start as usize, span.start as usize + label.len() + 3);
            let place = Span { start: mark.start, end: mark.end.min(span.end.max(mark.start)) };
            if first.contains_key(label.as_str()) {
                findings.push(
                    Diagnostic::new(
                        "duplicate-footnote",
                        place,
                        format!("`[^{label}]` is defined twice"),
                    )
                    .note("the first definition counts; both texts are shown")
                    .help("rename the second one, or remove it"),
                );
                continue;
            }
            first.insert(label, place);
            if !self.used.contains(label) {
                findings.push(
                    Diagnostic::new(
                        "unused-footnote",
                        place,
                        format!("nothing refers to `[^{label}]`"),
                    )
                    .note("its text is shown where it stands")
                    .help(format!("write `[^{label}]` behind the words that it belongs to")),
                );
            }
        }
        for (label, place) in self.undefined {
            findings.push(
                Diagnostic::new(
                    "undefined-footnote",
                    place,
                    format!("`[^{label}]` is not defined"),
                )
                .note("it is shown as text")
                .help(format!("write its text on a line of its own: `[^{label}]: …`")),
            );
        }
        findings
    }
}
