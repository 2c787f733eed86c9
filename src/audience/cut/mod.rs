//! A text without what an audience is not shown. What is cut leaves its line ends, so that every line keeps its number.
//!
//! The text is read anew after each pass: what one of them leaves is what the next one sees.

mod front;
mod labels;
mod notes;
mod sections;
mod stated;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::Audience;
use super::names::label_forms;
use crate::markdown::{self, Document};
use crate::model::prose::{Block, BlockKind};
use crate::parse::Language;
use crate::settings::Limits;
use crate::text::{Source, Span};

/// Bytes of a text.
type Bytes = Range<usize>;

/// Cuts the text of one file.
struct Cutter<'a> {
    audience: &'a Audience,
    limits: &'a Limits,
    language: &'a Language,
}

/// A text with what was read of it.
struct Read {
    source: Source,
    document: Document,
}

pub(super) fn cut(
    audience: &Audience,
    source: &Source,
    limits: &Limits,
    language: &Language,
) -> Option<Source> {
    let has_names = audience.withheld.get().is_some_and(|names| !names.is_empty());
    let may_name = has_names && source.text().contains("depends");
    if !audience.cuts() && !may_name {
        return None;
    }
    let cutter = Cutter { audience, limits, language };
    let whole = cutter.read(source.path(), source.text());
    let mut read = cutter.read(source.path(), source.text());
    let passes: [fn(&Cutter<'_>, &Read) -> String; 4] = [
        |_, read| blank(read.source.text(), unread(read)),
        |cutter, read| blank(read.source.text(), cutter.front(read)),
        |cutter, read| blank(read.source.text(), cutter.labels(read)),
        |cutter, read| cutter.tables(read),
    ];
    for pass in passes {
        read = cutter.reread(read, pass);
    }
    let sections = cutter.sections(&read);
    let notes = sections.notes;
    read = cutter.reread(read, |_, read| blank(read.source.text(), sections.places));
    read = cutter.stated(read);
    let unused = notes::unused(&whole.document, &read.document, &notes);
    read = cutter.reread(read, |_, read| blank(read.source.text(), unused));
    (read.source.text() != source.text()).then_some(read.source)
}

impl Cutter<'_> {
    fn read(&self, path: &str, text: &str) -> Read {
        let source = Source::new(path, text.as_bytes());
        let (document, _) = markdown::read(&source, self.limits);
        Read { source, document }
    }

    /// The text after a pass, read anew where it is another.
    fn reread(&self, read: Read, pass: impl FnOnce(&Self, &Read) -> String) -> Read {
        let text = pass(self, &read);
        if text == read.source.text() {
            return read;
        }
        self.read(read.source.path(), &text)
    }

    /// The same in a plan's header, whose status stays: all that is said of a plan hangs on it.
    fn hides_header_label(&self, label: &str) -> bool {
        !self.language.is_status_of_plan(label) && self.hides_label(label)
    }

    /// Whether a label names something that is left out.
    fn hides_label(&self, label: &str) -> bool {
        let mut hides = false;
        if self.audience.columns.is_empty() {
            return hides;
        }
        let forms = label_forms(label);
        for rule in &self.audience.columns {
            if forms.iter().any(|form| rule.name.is_of(form, self.language)) {
                rule.found();
                hides = true;
            }
        }
        hides
    }
}

/// The lines above a limit: nobody knows what stands in them.
fn unread(read: &Read) -> Vec<Bytes> {
    read.document.cut.iter().map(|cut| cut.span.range()).collect()
}

/// A text without some of its bytes, but for line ends.
fn blank(text: &str, mut places: Vec<Bytes>) -> String {
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for place in places {
        let (start, end) = (place.start.max(at), place.end.min(text.len()));
        if start >= end {
            continue;
        }
        out.push_str(&text[at..start]);
        out.extend(text[start..end].chars().filter(|&c| c == '\n'));
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// How many blocks stand before the first section.
fn head_of(blocks: &[Block]) -> usize {
    let opens_section = |(at, block): (usize, &Block)| match &block.kind {
        BlockKind::Heading(heading) => heading.level > 1 || at > 0,
        _ => false,
    };
    blocks.iter().enumerate().position(opens_section).unwrap_or(blocks.len())
}

/// The blocks in a block, each list of them that has a text of its own.
fn inner_blocks(block: &Block) -> Vec<&[Block]> {
    match &block.kind {
        BlockKind::List(list) => list.items.iter().map(|item| item.blocks.as_slice()).collect(),
        BlockKind::Quote { blocks }
        | BlockKind::Footnote { blocks, .. }
        | BlockKind::Details { blocks, .. } => vec![blocks],
        BlockKind::Callout(callout) => vec![&callout.blocks],
        BlockKind::Paragraph(_)
        | BlockKind::Heading(_)
        | BlockKind::Code { .. }
        | BlockKind::Table(_)
        | BlockKind::Rule => Vec::new(),
    }
}

fn range(span: Span) -> Bytes {
    span.range()
}
