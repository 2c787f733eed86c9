//! Where the lines of a document stand on its source page.

use super::super::plan::anchor;
use crate::model::prose::{Block, BlockKind};
use crate::site::ANCHOR_PREFIX;
use crate::text::{Source, Span};

/// The places of a document that links to its lines lead to: the first paragraph, item, row or code
/// that begins on a line, and every heading.
#[derive(Debug, Clone)]
pub struct LineTargets<'a> {
    /// In the order of the text.
    places: Vec<(u32, Id<'a>)>,
}

#[derive(Debug, Clone, Copy)]
enum Id<'a> {
    Line(u32),
    Heading(&'a str),
}

impl<'a> LineTargets<'a> {
    /// The lines of a document.
    pub fn of(source: &Source, blocks: &'a [Block]) -> Self {
        let mut places = Vec::new();
        collect(source, blocks, &mut places);
        places.sort_by_key(|(start, _)| *start);
        let mut last = 0;
        places.retain(|(_, id)| match *id {
            Id::Heading(_) => true,
            Id::Line(line) => {
                let is_first = line > last;
                last = line.max(last);
                is_first
            }
        });
        Self { places }
    }

    /// The id of what begins where a span begins, if it is the first thing on its line.
    pub fn begun_at(&self, span: Span) -> Option<String> {
        let at = self.places.binary_search_by_key(&span.start, |(start, _)| *start).ok()?;
        match self.places[at].1 {
            Id::Line(line) => Some(anchor::line(line)),
            Id::Heading(_) => None,
        }
    }

    /// The id of the nearest place at or before a span; `None` before the first.
    pub fn nearest(&self, span: Span) -> Option<String> {
        let at = self.places.partition_point(|(start, _)| *start <= span.start).checked_sub(1)?;
        Some(match self.places[at].1 {
            Id::Line(line) => anchor::line(line),
            Id::Heading(name) => format!("{ANCHOR_PREFIX}{name}"),
        })
    }
}

fn collect<'a>(source: &Source, blocks: &'a [Block], places: &mut Vec<(u32, Id<'a>)>) {
    let line = |span: Span| (span.start, Id::Line(source.line(span.start)));
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(_) | BlockKind::Code { .. } => places.push(line(block.span)),
            BlockKind::Heading(heading) if heading.anchor.is_empty() => {}
            BlockKind::Heading(heading) => {
                places.push((block.span.start, Id::Heading(&heading.anchor)));
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    places.push(line(item.span));
                    let lead = list.tight && item.lead().is_some();
                    collect(source, if lead { item.rest() } else { &item.blocks }, places);
                }
            }
            BlockKind::Table(table) => {
                let has_names = table.header.cells.iter().any(|cell| !cell.is_empty());
                places.extend(has_names.then(|| line(table.header.span)));
                places.extend(table.rows.iter().map(|row| line(row.span)));
            }
            BlockKind::Callout(callout) => {
                places.push(line(block.span));
                collect(source, &callout.blocks, places);
            }
            BlockKind::Quote { blocks }
            | BlockKind::Footnote { blocks, .. }
            | BlockKind::Details { blocks, .. } => collect(source, blocks, places),
            BlockKind::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::settings::Settings;

    #[test]
    fn every_line_that_something_begins_on_has_one_id() {
        let text = "# A\n\nwords\nmore\n\n- - deep\n- b\n\n| x |\n|---|\n| y |\n\n> quoted\n";
        let source = Source::new("a.md", text.as_bytes());
        let (document, _) = markdown::read(&source, &Settings::default().limits);
        let lines = LineTargets::of(&source, &document.blocks);
        let at = |words: &str| {
            let start = text.find(words).expect("it is there");
            Span::new(start, start + words.len())
        };
        let nearest = |words| lines.nearest(at(words)).unwrap_or_default();
        assert_eq!(nearest("A"), "h-a");
        assert_eq!(nearest("more"), "l3");
        assert_eq!((nearest("deep"), nearest("b")), ("l6".to_owned(), "l7".to_owned()));
        assert_eq!((nearest("| x"), nearest("y")), ("l9".to_owned(), "l11".to_owned()));
        assert_eq!(nearest("quoted"), "l13");
        assert_eq!(lines.begun_at(at("- - deep")).as_deref(), Some("l6"));
        assert_eq!(lines.begun_at(at("- deep")), None, "a line has one id");
        assert_eq!(lines.begun_at(at("more")), None);
    }
}
