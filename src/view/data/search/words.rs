//! The full text of a plan for the search: its sections, each with the words that no part before it has,
//! and its commands.

use rustc_hash::FxHashSet;

use crate::model::prose::{Block, BlockKind, Inline, plain_text};

/// Different words of a plan that are kept: more than any but a book has.
const MOST_WORDS: usize = 4_000;

/// Characters of a command that are kept.
const COMMAND_CHARS: usize = 240;

/// A section of a document.
#[derive(Debug, Default)]
pub(super) struct SectionText {
    /// Its heading and the heading's anchor; `None` for what stands above the first.
    pub(super) heading: Option<(String, String)>,
    /// Words that it has first, in lower case.
    pub(super) words: Vec<String>,
    /// Its code blocks.
    pub(super) commands: Vec<String>,
}

/// The sections of a document, without the words that are `known` already.
pub(super) fn sections(blocks: &[Block], known: &[&str]) -> Vec<SectionText> {
    let mut reader = Reader { seen: FxHashSet::default(), sections: vec![SectionText::default()] };
    for text in known {
        reader.seen.extend(words(text));
    }
    blocks.iter().for_each(|block| reader.block(block));
    reader.sections
}

struct Reader {
    seen: FxHashSet<String>,
    sections: Vec<SectionText>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        let Some(section) = self.sections.last_mut() else { return };
        for word in words(text) {
            if self.seen.len() < MOST_WORDS && !self.seen.contains(&word) {
                self.seen.insert(word.clone());
                section.words.push(word);
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        self.text(&plain_text(inlines));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.inlines(inlines),
            BlockKind::Heading(heading) => {
                // The document's own title opens no section.
                if heading.level > 1 {
                    let heading = (heading.text.plain.to_string(), heading.anchor.to_string());
                    self.seen.extend(words(&heading.0));
                    self.sections
                        .push(SectionText { heading: Some(heading), ..Default::default() });
                }
            }
            BlockKind::Code { text, .. } => {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let end = line.char_indices().nth(COMMAND_CHARS).map_or(line.len(), |(at, _)| at);
                let (command, rest) = line.split_at(end);
                if let Some(section) = self.sections.last_mut().filter(|_| !command.is_empty()) {
                    section.commands.push(command.to_owned());
                }
                self.seen.extend(words(command));
                self.text(rest);
            }
            BlockKind::List(list) => {
                list.items.iter().flat_map(|item| &item.blocks).for_each(|b| self.block(b));
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                blocks.iter().for_each(|b| self.block(b));
            }
            BlockKind::Callout(callout) => {
                if let Some(title) = &callout.title {
                    self.text(&title.plain);
                }
                callout.blocks.iter().for_each(|b| self.block(b));
            }
            BlockKind::Details { summary, blocks } => {
                self.inlines(summary);
                blocks.iter().for_each(|b| self.block(b));
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    row.cells.iter().chain(&row.surplus).for_each(|cell| self.text(&cell.plain));
                }
            }
            BlockKind::Rule => {}
        }
    }
}

/// The words of a text in lower case: runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
