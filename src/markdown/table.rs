//! Cells that the Markdown parser drops: those beyond the header's count.

use super::adapt::parting_bars;
use super::foreign::MAX_FINDINGS;
use crate::diagnostic::Diagnostic;
use crate::model::prose::{Inline, InlineKind, Row, Table, Text};
use crate::text::{Source, Span};

/// The cells of a row as they stand in the source, parted at bars that are not escaped and stand
/// neither in code nor in a wikilink.
pub fn raw_cells(line: &str) -> Vec<(usize, &str)> {
    let lead = line.len() - line.trim_start().len();
    let body_end = line.trim_end().len();
    let mut bars = parting_bars(line);
    let mut start = lead;
    if bars.first() == Some(&lead) {
        bars.remove(0);
        start += 1;
    }
    if bars.last().is_some_and(|last| last + 1 == body_end) {
        bars.pop();
    } else {
        bars.push(body_end);
        return cut(line, start, &bars);
    }
    bars.push(body_end.saturating_sub(1).max(start));
    cut(line, start, &bars)
}

fn cut<'a>(line: &'a str, mut start: usize, ends: &[usize]) -> Vec<(usize, &'a str)> {
    let mut cells = Vec::with_capacity(ends.len());
    for &end in ends {
        cells.push((start, &line[start.min(end)..end]));
        start = end + 1;
    }
    cells
}

/// Fills [`Row::surplus`] of a row that stands at `span`.
pub(super) fn add_surplus(source: &Source, row: &mut Row) {
    let line_end = source.line_span(source.line(row.span.start)).end;
    let line = source.slice(Span { start: row.span.start, end: line_end.max(row.span.start) });
    // Most rows are whole: counting bars is cheaper than cutting cells.
    let bars = line.bytes().filter(|b| *b == b'|').count();
    let is_closed = line.trim_start().starts_with('|') && line.trim_end().ends_with('|');
    if bars < row.cells.len() + usize::from(is_closed) * 2 {
        return;
    }
    let base = row.span.start as usize;
    row.surplus = raw_cells(line)
        .into_iter()
        .skip(row.cells.len())
        .map(|(at, raw)| {
            let lead = raw.len() - raw.trim_start().len();
            let words = raw.trim();
            let span = Span::new(base + at + lead, base + at + lead + words.len());
            let kind = InlineKind::Text(words.replace("\\|", "|").into());
            Text::new(vec![Inline { kind, span }], span)
        })
        .collect();
}

/// The finding on cells beyond the header's count.
pub(super) fn lost_cell(row: &Row, columns: usize) -> Diagnostic {
    let cells = columns + row.surplus.len();
    let span = match (row.surplus.first(), row.surplus.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => row.span,
    };
    Diagnostic::new(
        "lost-table-cell",
        span,
        format!("this row has {cells} cells, but the table has {columns} columns"),
    )
    .label("no column holds this")
    .note("every bare `|` outside code parts cells")
    .help("write `\\|` for a bar inside a cell, or add a column to the header")
}

/// Changes of one finding that mend rows beyond those that have a finding of their own: without them a long
/// table would be read again for every few of its rows.
const MOST_EDITS: usize = 10_000;

/// The findings on bars inside code and wikilinks, which other programs take for the ends of cells.
pub(super) fn hidden_bars(source: &Source, table: &Table) -> Vec<Diagnostic> {
    let rows = std::iter::once(&table.header).chain(&table.rows);
    let mut hidden =
        rows.filter(|row| row.surplus.is_empty()).filter_map(|row| hidden_in_row(source, row));
    let mut findings: Vec<Diagnostic> = hidden.by_ref().take(MAX_FINDINGS).collect();
    let mut more = 0;
    if let Some(mut last) = findings.pop() {
        for row in hidden {
            more += 1;
            if last.fix.len() < MOST_EDITS {
                last.fix.extend(row.fix);
            }
        }
        findings.push(if more == 0 {
            last
        } else {
            last.note(format!("{more} more rows of this table have such bars"))
        });
    }
    findings
}

fn hidden_in_row(source: &Source, row: &Row) -> Option<Diagnostic> {
    let line = source.line_span(source.line(row.span.start));
    let bars = super::adapt::hidden_bars(source.slice(line));
    let base = line.start as usize;
    let place = |at: usize| Span::new(base + at, base + at + 1);
    let is_code = source.slice(line).contains('`');
    let holder = if is_code { "code" } else { "a wikilink" };
    let finding = Diagnostic::new(
        "lost-table-cell",
        place(*bars.first()?),
        format!("a bare `|` inside {holder} parts the cell in other programs"),
    )
    .note("here it is read as part of the cell")
    .help("write `\\|` for a bar that is meant as a bar");
    Some(bars.into_iter().fold(finding, |finding, at| finding.fix(place(at), "\\|")))
}

#[cfg(test)]
mod tests {
    use super::raw_cells;

    #[test]
    fn rows_are_cut_at_bare_bars() {
        let words = |line| raw_cells(line).into_iter().map(|(_, c)| c.trim()).collect::<Vec<_>>();
        assert_eq!(words("| a | b |"), ["a", "b"]);
        assert_eq!(words("a | b \\| c | `d|e`"), ["a", "b \\| c", "`d|e`"]);
        assert_eq!(words("| a | b \\|"), ["a", "b \\|"]);
        assert_eq!(raw_cells("| a | b |")[1], (5, " b "));
    }
}
