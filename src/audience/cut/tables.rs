//! Columns of tables, and rows that begin with a label.

use super::{Bytes, Cutter, Read, head_of, inner_blocks, range};
use crate::markdown::raw_cells;
use crate::model::prose::{Block, BlockKind, Row, Table};
use crate::text::Source;

/// A line, or a part of it, and what takes its place.
type Edit = (Bytes, String);

impl Cutter<'_> {
    /// The text without columns that are left out.
    pub(super) fn tables(&self, read: &Read) -> String {
        let mut edits = Vec::new();
        if !self.audience.columns.is_empty() {
            let blocks = &read.document.blocks;
            let (head, body) = blocks.split_at(head_of(blocks));
            self.tables_in(&read.source, head, true, &mut edits);
            self.tables_in(&read.source, body, false, &mut edits);
        }
        edits.sort_unstable_by_key(|(place, _)| place.start);
        let text = read.source.text();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (place, words) in edits {
            // No two are of one line: a table in a table there is not.
            if place.start >= at {
                out.push_str(&text[at..place.start]);
                out.push_str(&words);
                at = place.end;
            }
        }
        out.push_str(&text[at..]);
        out
    }

    fn tables_in(&self, source: &Source, blocks: &[Block], is_head: bool, edits: &mut Vec<Edit>) {
        for block in blocks {
            if let BlockKind::Table(table) = &block.kind {
                self.table(source, block, table, is_head, edits);
            }
            for inner in inner_blocks(block) {
                self.tables_in(source, inner, is_head, edits);
            }
        }
    }

    fn table(
        &self,
        source: &Source,
        block: &Block,
        table: &Table,
        is_head: bool,
        edits: &mut Vec<Edit>,
    ) {
        let hides = |label: &str| {
            if is_head { self.hides_header_label(label) } else { self.hides_label(label) }
        };
        let names = table.header.cells.iter();
        let hidden: Vec<bool> = names.map(|cell| hides(&cell.plain)).collect();
        if hidden.iter().all(|is_hidden| *is_hidden) {
            let place = range(block.span);
            let line_ends = source.slice(block.span).chars().filter(|&c| c == '\n').collect();
            edits.push((place, line_ends));
            return;
        }
        let has_hidden = hidden.contains(&true);
        if has_hidden {
            edits.push(row(source, &table.header, &hidden));
            edits.extend(delimiters(source, &table.header, &hidden));
        }
        for of in &table.rows {
            // "Mitigation | Load test": a row that is a label and its value.
            let label = of.cells.first().map_or("", |cell| cell.plain.as_str());
            if !label.is_empty() && hides(label) {
                let (place, _) = row(source, of, &hidden);
                let kept = hidden.iter().filter(|is_hidden| !**is_hidden).count();
                edits.push((place, format!("|{}", "  |".repeat(kept))));
            } else if has_hidden {
                edits.push(row(source, of, &hidden));
            }
        }
    }
}

/// A row without the hidden cells.
fn row(source: &Source, row: &Row, hidden: &[bool]) -> Edit {
    let start = row.span.start as usize;
    let end = source.line_span(source.line(row.span.start)).end as usize;
    let line = &source.text()[start..end.max(start)];
    let cells = raw_cells(line);
    // A stray bar shifts what follows it: a cell behind a hidden one may hold what belongs there.
    let first = hidden.iter().position(|is_hidden| *is_hidden).unwrap_or(hidden.len());
    let is_shifted = cells.len() > hidden.len() && first < hidden.len();
    let known = if is_shifted { first } else { hidden.len() };
    let kept = hidden.iter().enumerate().filter(|(_, is_hidden)| !**is_hidden);
    let words = kept.flat_map(|(at, _)| {
        let cell = cells.get(at).filter(|_| at < known);
        [cell.map_or("  ", |(_, raw)| *raw), "|"]
    });
    (start..end, format!("|{}", words.collect::<String>()))
}

/// The line below the header, without the hidden columns.
fn delimiters(source: &Source, header: &Row, hidden: &[bool]) -> Option<Edit> {
    let line = source.line_span(source.line(header.span.start) + 1);
    let text = source.slice(line);
    let lead = text.len() - text.trim_start_matches(['>', ' ', '\t']).len();
    let start = line.start as usize + lead;
    let cells = raw_cells(&text[lead..]);
    let kept = cells.iter().zip(hidden).filter(|(_, is_hidden)| !**is_hidden);
    let words: String = kept.flat_map(|((_, raw), _)| [raw, "|"]).collect();
    (!words.is_empty()).then(|| (start..line.end as usize, format!("|{words}")))
}
