//! Author's text as HTML: the one place where HTML is made from typed values.

mod escape;
mod footnotes;
mod label_lines;
mod letter;
mod lines;
mod notes;
mod prose;
mod reference;
mod words;
mod writer;

pub use escape::{command_lines, escaped, push_escaped};
pub use letter::{LetterBlock, Run, RunKind, letter};
pub use lines::LineTargets;
pub use prose::{Prose, Referring};
pub use reference::{References, TextReference};

use notes::Notes;
use writer::Writer;

use super::part::Html;
use crate::model::prose::{Block, Text};

impl Prose<'_> {
    /// Blocks, one after the other.
    pub fn blocks(&self, blocks: &[Block]) -> Html {
        let mut writer = Writer::new(self, String::new(), &[]);
        if self.anchors {
            writer.notes = Notes::of(blocks);
        }
        writer.blocks(blocks);
        Html(writer.out)
    }

    /// A value's text with its marks (code, links, emphasis); placeholders are marked
    /// `<mark class="placeholder">`. Isolated in `bdi`.
    pub fn text(&self, text: &Text) -> Html {
        let mut marks = text.placeholders.clone();
        marks.sort_unstable();
        let mut writer = Writer::new(self, String::from("<bdi>"), &marks);
        if text.content.is_empty() {
            writer.run(&text.plain);
        } else {
            writer.inlines(&text.content);
        }
        writer.out.push_str("</bdi>");
        Html(writer.out)
    }
}
