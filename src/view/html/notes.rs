//! Which footnotes a document has, and what is written of them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::prose::{Block, BlockKind, Callout, Inline, InlineKind};

/// What is known of a document's footnotes while it is written; all by their ids.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// How many marks each has.
    pub(super) marks: FxHashMap<String, usize>,
    /// How many marks of each are written.
    pub(super) written: FxHashMap<String, usize>,
    /// Those whose text is written: a second one of a name has no id.
    pub(super) defined: FxHashSet<String>,
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

/// The id of a footnote: in lower case; white space, which an id may not hold, becomes `-`.
pub(super) fn footnote_id(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}
