//! Values behind labels: "**Mitigation:** load test", in lines, items and cells.

use super::{Bytes, Cutter, Read, head_of, inner_blocks, range};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, List, Text, plain_text};
use crate::text::Span;

/// Most characters of a label: what is longer is a sentence.
const LONGEST_LABEL: usize = 60;

/// A label before a value.
struct Label {
    /// Where it begins, in bytes.
    start: usize,
    is_hidden: bool,
}

/// What was cut of some words.
#[derive(Default)]
struct Cut {
    places: Vec<Bytes>,
    /// Whether all of it was.
    is_whole: bool,
    /// Whether its last value was: what follows may go on with it.
    is_open: bool,
    /// Whether that value begins only in what follows.
    is_empty: bool,
}

impl Cutter<'_> {
    /// Values behind labels that are left out.
    pub(super) fn labels(&self, read: &Read) -> Vec<Bytes> {
        let mut places = Vec::new();
        if !self.audience.columns.is_empty() {
            let blocks = &read.document.blocks;
            let (head, body) = blocks.split_at(head_of(blocks));
            Labels { cutter: self, read, is_head: true }.blocks(head, &mut places);
            Labels { cutter: self, read, is_head: false }.blocks(body, &mut places);
        }
        places
    }

    /// Whether every line of words begins with a label, as header lines do.
    pub(super) fn are_header_lines(&self, read: &Read, inlines: &[Inline]) -> bool {
        let lines = 1 + inlines.iter().filter(|inline| is_break(inline)).count();
        let starts = lines_of(inlines);
        let of = Labels { cutter: self, read, is_head: true };
        let is_labelled = |line: &[Inline]| of.label_at(line, 0, true).is_some();
        starts.len() == lines && starts.iter().all(|line| is_labelled(line))
    }
}

/// The lines of words.
fn lines_of(inlines: &[Inline]) -> Vec<&[Inline]> {
    inlines.split(is_break).collect()
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
}

struct Labels<'a> {
    cutter: &'a Cutter<'a>,
    read: &'a Read,
    /// Whether they stand before the first section.
    is_head: bool,
}

impl Labels<'_> {
    fn blocks(&self, blocks: &[Block], places: &mut Vec<Bytes>) {
        let mut follows = false;
        for block in blocks {
            if std::mem::take(&mut follows) && !matches!(block.kind, BlockKind::Heading(_)) {
                places.push(range(block.span));
                continue;
            }
            match &block.kind {
                BlockKind::Paragraph(inlines) => {
                    let cut = self.words(inlines, block.span);
                    follows = cut.is_empty;
                    places.extend(cut.places);
                }
                BlockKind::List(list) => self.list(list, places),
                BlockKind::Table(table) => {
                    let rows = table.rows.iter().chain([&table.header]);
                    for cell in rows.flat_map(|row| row.cells.iter().chain(&row.surplus)) {
                        places.extend(self.cell(cell));
                    }
                }
                BlockKind::Callout(callout)
                    if callout.title.as_ref().is_some_and(|t| self.hides(&t.plain)) =>
                {
                    places.push(range(block.span));
                }
                BlockKind::Details { summary, .. } if self.hides(&plain_text(summary)) => {
                    places.push(range(block.span));
                }
                _ => inner_blocks(block).into_iter().for_each(|inner| self.blocks(inner, places)),
            }
        }
    }

    fn list(&self, list: &List, places: &mut Vec<Bytes>) {
        for item in &list.items {
            let Some((inlines, span)) = item.lead() else {
                self.blocks(&item.blocks, places);
                continue;
            };
            let cut = self.words(inlines, span);
            if cut.is_whole {
                places.push(range(item.span));
                continue;
            }
            places.extend(cut.places);
            if cut.is_open {
                places.extend(item.rest().iter().map(|block| range(block.span)));
            } else {
                self.blocks(item.rest(), places);
            }
        }
    }

    fn cell(&self, cell: &Text) -> Vec<Bytes> {
        // A label alone is the name of a row, which is cut with its table.
        if cell.content.is_empty() {
            Vec::new()
        } else {
            self.words(&cell.content, cell.span).places
        }
    }

    /// Values behind labels in the words of a block or a cell.
    fn words(&self, inlines: &[Inline], span: Span) -> Cut {
        let labels = self.find(inlines);
        let mut cut = Cut::default();
        for (at, label) in labels.iter().enumerate() {
            let end = labels.get(at + 1).map_or(span.end as usize, |next| next.start);
            if label.is_hidden {
                cut.places.push(label.start..end);
            }
        }
        let first = inlines.iter().find(|inline| !inline.is_blank());
        let begins = first.map(|first| first.span.start as usize);
        let is_hidden = |label: Option<&Label>| label.is_some_and(|label| label.is_hidden);
        cut.is_whole = labels.iter().all(|label| label.is_hidden)
            && labels.first().map(|label| label.start) == begins
            && begins.is_some();
        cut.is_open = is_hidden(labels.last());
        cut.is_empty = cut.is_open && self.is_label_alone(inlines, labels.last());
        cut
    }

    /// Whether no value stands behind the last label.
    fn is_label_alone(&self, inlines: &[Inline], label: Option<&Label>) -> bool {
        let Some(label) = label else { return false };
        let is_behind = |inline: &&Inline| inline.span.start as usize >= label.start;
        let words: String = inlines
            .iter()
            .filter(is_behind)
            .map(|inline| self.read.source.slice(inline.span))
            .collect();
        let words = words.trim().trim_end_matches(['*', '_', '`', ' ']);
        // The label's own colon, or a label in bold alone.
        words.ends_with([':', '：']) || !words.contains([':', '：', '–', '—', '\n', ' '])
    }

    fn hides(&self, label: &str) -> bool {
        if self.is_head {
            self.cutter.hides_header_label(label)
        } else {
            self.cutter.hides_label(label)
        }
    }

    /// The labels among words: those in bold, those that begin a line or stand behind a mark that parts values.
    fn find(&self, inlines: &[Inline]) -> Vec<Label> {
        let mut found = Vec::new();
        let mut is_start = true;
        for (at, inline) in inlines.iter().enumerate() {
            if is_break(inline) {
                is_start = true;
                continue;
            }
            if inline.is_blank() {
                continue;
            }
            if let Some(label) = self.label_at(inlines, at, is_start) {
                let is_strong = matches!(inline.kind, InlineKind::Strong(_));
                let is_hidden = self.hides(&label);
                if is_hidden || is_strong || self.is_known(&label) {
                    found.push(Label { start: inline.span.start as usize, is_hidden });
                }
            }
            if let InlineKind::Text(_) = inline.kind {
                found.extend(self.inside(inline));
            }
            is_start = false;
        }
        found
    }

    fn is_known(&self, label: &str) -> bool {
        self.cutter.language.label(label).next().is_some()
    }

    /// Labels inside a text, behind marks that part values.
    fn inside(&self, inline: &Inline) -> Vec<Label> {
        let raw = self.read.source.slice(inline.span);
        let marks = raw.match_indices(['·', '|', ';', '•']);
        let label = |(at, mark): (usize, &str)| {
            let rest = &raw[at + mark.len()..];
            let label = label_of(rest)?;
            let is_hidden = self.hides(label);
            let start = inline.span.start as usize + at + mark.len();
            (is_hidden || self.is_known(label)).then_some(Label { start, is_hidden })
        };
        marks.filter_map(label).collect()
    }

    /// The label that begins with an inline.
    fn label_at(&self, inlines: &[Inline], at: usize, is_start: bool) -> Option<String> {
        let inline = &inlines[at];
        let next = inlines.get(at + 1);
        let next_words = match next.map(|next| &next.kind) {
            Some(InlineKind::Text(text)) => text.trim_start(),
            _ => "",
        };
        let ends_line = next.is_none_or(is_break);
        let is_parted =
            next_words.starts_with([':', '：']) || is_start && next_words.starts_with(['–', '—']);
        let marked = |words: &str, may_stand_alone: bool| {
            let words = words.trim();
            let bare = words.trim_end_matches([':', '：']).trim_end();
            let is_label = bare.len() < words.len() || is_parted || may_stand_alone && ends_line;
            let is_short = !bare.is_empty() && bare.chars().count() <= LONGEST_LABEL;
            (is_label && is_short).then(|| bare.to_owned())
        };
        match &inline.kind {
            InlineKind::Strong(content) => marked(&plain_text(content), is_start),
            InlineKind::Emphasis(content) | InlineKind::Element(_, content) if is_start => {
                marked(&plain_text(content), false)
            }
            InlineKind::Link(link) if is_start => marked(&plain_text(&link.content), false),
            InlineKind::Code(text) if is_start => marked(text, false),
            InlineKind::Text(_) if is_start => {
                let raw = self.read.source.slice(inline.span);
                label_of(raw).map(str::to_owned).or_else(|| {
                    // "Owner – Dana": only where the name is one that is left out.
                    let end = [" – ", " — ", " - "].iter().filter_map(|d| raw.find(d)).min()?;
                    let label = raw[..end].trim();
                    self.hides(label).then(|| label.to_owned())
                })
            }
            _ => None,
        }
    }
}

/// The label at the head of a text: what stands before its first colon, if that is short.
fn label_of(text: &str) -> Option<&str> {
    let end = text.find([':', '：'])?;
    let label = text[..end].trim();
    (!label.is_empty() && label.chars().count() <= LONGEST_LABEL).then_some(label)
}
