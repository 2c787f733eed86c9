//! What an author wrote, as a tree: blocks of inlines, every node with its span.

use std::sync::Arc;

use smol_str::{SmolStr, SmolStrBuilder};

use super::callout::Alert;
use crate::text::Span;

pub use super::target::Target;

/// Inlines, shared: a value of a plan is the cell that it stands in, and costs no copy.
pub type Inlines = Arc<[Inline]>;

/// A piece of author's text that stands for a value: a cell, a heading, an item's first paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    /// The words alone: marks removed, entities resolved, white space folded to single spaces.
    pub plain: SmolStr,
    /// The same with its marks (code, links, emphasis).
    pub content: Inlines,
    /// Where it stands.
    pub span: Span,
    /// Placeholders inside it (`[flag system]`), for readers to fill in.
    pub placeholders: Vec<Span>,
}

/// A run of text inside a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it stands.
    pub span: Span,
}

impl Inline {
    /// Whether it is text without words.
    pub fn is_blank(&self) -> bool {
        matches!(&self.kind, InlineKind::Text(text) if text.trim().is_empty())
    }
}

/// Kinds of inline text.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Words, entities and escapes resolved.
    Text(SmolStr),
    /// A code span.
    Code(SmolStr),
    /// Emphasis.
    Emphasis(Inlines),
    /// Strong emphasis.
    Strong(Inlines),
    /// Struck-through text.
    Strikethrough(Inlines),
    /// A link.
    Link(Arc<Link>),
    /// An image; the content is its description.
    Image(Arc<Link>),
    /// A line end inside a paragraph.
    SoftBreak,
    /// A line break.
    HardBreak,
    /// A mark that refers to a footnote.
    FootnoteReference(SmolStr),
    /// An allowed raw HTML element, without its attributes.
    Element(Element, Inlines),
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it leads or lies.
    pub target: Target,
    /// The title, or "".
    pub title: String,
    /// The text.
    pub content: Inlines,
}

/// Raw HTML elements that are kept inside text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// Deleted text.
    Del,
    /// Inserted text.
    Ins,
    /// A key of the keyboard.
    Kbd,
    /// Marked text.
    Mark,
    /// Below the line.
    Sub,
    /// Above the line.
    Sup,
    /// Underlined text.
    U,
}

impl Element {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Del, "del"),
        (Self::Ins, "ins"),
        (Self::Kbd, "kbd"),
        (Self::Mark, "mark"),
        (Self::Sub, "sub"),
        (Self::Sup, "sup"),
        (Self::U, "u"),
    ];

    /// The tag's name, lower case.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(e, _)| *e == self).map_or("u", |(_, n)| n)
    }

    /// The element of a lower-case tag name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(e, _)| *e)
    }
}

/// A block of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of block.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Inlines),
    /// A heading.
    Heading(Heading),
    /// A code block.
    Code {
        /// First word of the info string, or "".
        language: String,
        /// The code, ending in a line end unless empty.
        text: String,
    },
    /// A list.
    List(List),
    /// A block quote.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A callout: an alert of GitHub, an admonition, a callout of Obsidian.
    Callout(Callout),
    /// A table.
    Table(Table),
    /// A thematic break.
    Rule,
    /// A footnote's text.
    Footnote {
        /// The footnote's name.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// A `details` element of the author.
    Details {
        /// Its summary, empty where none is given.
        summary: Inlines,
        /// What it holds.
        blocks: Vec<Block>,
    },
}

/// Text that its author set apart: `> [!WARNING]`, `!!! danger "Title"`, `:::tip[Title]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// What it means.
    pub kind: Alert,
    /// Its kind in the author's word with a capital: "Danger".
    pub name: String,
    /// Its title; `None` where only its kind is given.
    pub title: Option<Text>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

impl Callout {
    /// Its title, else the name of its kind.
    pub fn label(&self) -> &str {
        self.title.as_ref().map_or(&self.name, |title| &title.plain)
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Level as written, 1 to 6.
    pub level: u8,
    /// The heading's text.
    pub text: Text,
    /// Its anchor by GitHub's rule, unique in the document, without prefix.
    pub anchor: SmolStr,
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// First number of an ordered list.
    pub start: Option<u64>,
    /// Whether items are not parted by blank lines.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// The state of a task item's box.
    pub task: Option<bool>,
    /// What it holds; a tight item's text is a paragraph too.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// Calls `found` for every task item in blocks, nested ones after their parents.
pub fn each_task<'a>(blocks: &'a [Block], found: &mut impl FnMut(&'a ListItem)) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(list) => {
                for item in &list.items {
                    if item.task.is_some() {
                        found(item);
                    }
                    each_task(&item.blocks, found);
                }
            }
            BlockKind::Callout(Callout { blocks, .. })
            | BlockKind::Quote { blocks }
            | BlockKind::Footnote { blocks, .. }
            | BlockKind::Details { blocks, .. } => each_task(blocks, found),
            _ => {}
        }
    }
}

impl ListItem {
    /// The inlines of its first paragraph.
    pub fn lead(&self) -> Option<(&Inlines, Span)> {
        match self.blocks.first().map(|b| (&b.kind, b.span)) {
            Some((BlockKind::Paragraph(inlines), span)) => Some((inlines, span)),
            _ => None,
        }
    }

    /// What follows its first paragraph.
    pub fn rest(&self) -> &[Block] {
        if self.lead().is_some() { &self.blocks[1..] } else { &self.blocks }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The header row.
    pub header: Row,
    /// The other rows.
    pub rows: Vec<Row>,
    /// Alignment of each column.
    pub alignments: Vec<Alignment>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As many cells as the header has; missing ones are empty.
    pub cells: Vec<Text>,
    /// Cells beyond the header's count.
    pub surplus: Vec<Text>,
    /// Where it stands.
    pub span: Span,
}

/// Alignment of a table's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alignment {
    /// As the reader's language has it.
    #[default]
    None,
    /// To the start.
    Start,
    /// Centred.
    Center,
    /// To the end.
    End,
}

/// The words of inlines: marks removed, breaks and runs of white space as one space, ends trimmed.
pub fn plain_text(inlines: &[Inline]) -> SmolStr {
    if let [Inline { kind: InlineKind::Text(text), .. }] = inlines
        && is_folded(text)
    {
        return text.clone();
    }
    let mut raw = SmolStrBuilder::new();
    push_plain(inlines, &mut raw);
    if is_folded(raw.as_str()) { raw.finish() } else { fold_space(raw.as_str()).into() }
}

/// Whether [`fold_space`] has nothing to do.
fn is_folded(text: &str) -> bool {
    let mut was_space = true;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        if is_space && (was_space || c != ' ') {
            return false;
        }
        was_space = is_space;
    }
    !was_space || text.is_empty()
}

/// Folds runs of white space to one space and trims both ends.
pub fn fold_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn push_plain(inlines: &[Inline], out: &mut SmolStrBuilder) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Element(_, content) => push_plain(content, out),
            InlineKind::Link(link) | InlineKind::Image(link) => push_plain(&link.content, out),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::FootnoteReference(_) => {}
        }
    }
}

impl Text {
    /// Text of inlines that stand at `span`.
    pub fn new(content: impl Into<Inlines>, span: Span) -> Self {
        let content = content.into();
        Self { plain: plain_text(&content), content, span, placeholders: Vec::new() }
    }

    /// Words without marks.
    pub fn of_words(plain: impl Into<SmolStr>, span: Span) -> Self {
        let plain = plain.into();
        let content = [Inline { kind: InlineKind::Text(plain.clone()), span }].into();
        Self { plain, content, span, placeholders: Vec::new() }
    }

    /// Whether no words stand in it.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }
}
