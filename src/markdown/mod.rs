//! Markdown to a tree: the door to the Markdown parser.
//!
//! In: a [`Source`]. Out: a [`Document`], every node with its span, and findings on what Markdown
//! itself loses or refuses. Invariant: reading never fails, and every sentence of the text stands in
//! some block.

mod adapt;
mod anchor;
mod builder;
mod callout;
mod convert;
mod foreign;
mod footnotes;
mod frame;
mod front_matter;
mod html;
mod inline_list;
mod measure;
mod raw;
mod table;
mod target;
mod wikilink;
#[cfg(test)]
mod tests;

pub use front_matter::{FrontMatter, Syntax};
pub use table::raw_cells;

use crate::diagnostic::Diagnostic;
use crate::model::plan::LeftOut;
use crate::model::prose::{Block, BlockKind, Inlines, Target, Text};
use crate::settings::Limits;
use crate::text::{Source, Span};

/// One file as a tree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Front matter, split off but not read.
    pub front_matter: Option<FrontMatter>,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The lines that are not read, as the text has more marks than the limit. They are the last block.
    pub cut: Option<LeftOut>,
}

/// Reads a file's Markdown: CommonMark with GFM tables, task lists, strikethrough, footnotes and
/// alerts.
pub fn read(source: &Source, limits: &Limits) -> (Document, Vec<Diagnostic>) {
    let (front_matter, body, mut findings) = front_matter::split(source, limits);
    let (read, cut) = measure::read_part(source, body, limits);
    let (mut blocks, more) = builder::build(source, read, limits);
    findings.extend(more);
    if let Some(cut) = &cut {
        findings.push(measure::finding(cut, limits));
        blocks.push(verbatim(source, cut.span, ""));
    }
    if source.slice(read).contains("[^") {
        findings.extend(footnotes::findings(&blocks));
    }
    (Document { front_matter, blocks, cut }, findings)
}

/// Where a URL leads that stands in the file at a path, outside of its Markdown.
pub fn link_target(url: &str, source: &str) -> Target {
    target::judge(url, source)
}

/// A code block that shows a part of the source as it is.
pub fn verbatim(source: &Source, span: Span, language: &str) -> Block {
    let mut text = source.slice(span).to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    Block { kind: BlockKind::Code { language: language.to_owned(), text }, span }
}

/// Text of some inlines, with the span that covers them.
pub fn text_of(inlines: impl Into<Inlines>) -> Text {
    let inlines = inlines.into();
    let span = match (inlines.first(), inlines.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    };
    Text::new(inlines, span)
}
