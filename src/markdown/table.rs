//! Cells that the Markdown parser drops: those beyond the header's count.

use crate::model::prose::{Inline, InlineKind, Row, Text};
use crate::text::{Source, Span};

/// The cells of a row as they stand in the source, parted at bars that are not escaped.
/// GFM parts cells inside code spans too.
pub(super) fn raw_cells(line: &str) -> Vec<(usize, &str)> {
    let lead = line.len() - line.trim_start().len();
    let body = line.trim();
    let (mut at, body) = match body.strip_prefix('|') {
        Some(rest) => (lead + 1, rest),
        None => (lead, body),
    };
    let body = match body.strip_suffix('|') {
        Some(rest) if !rest.ends_with('\\') => rest,
        _ => body,
    };
    let mut cells = Vec::new();
    let mut start = 0;
    let bytes = body.as_bytes();
    for i in 0..bytes.len() {
        if bytes[i] == b'|' && (i == 0 || bytes[i - 1] != b'\\') {
            cells.push((at, &body[start..i]));
            at += i + 1 - start;
            start = i + 1;
        }
    }
    cells.push((at, &body[start..]));
    cells
}

/// Fills [`Row::surplus`] of a row that stands at `span`.
pub(super) fn add_surplus(source: &Source, row: &mut Row) {
    let line_end = source.line_span(source.line(row.span.start)).end;
    let line = source.slice(Span { start: row.span.start, end: line_end.max(row.span.start) });
    // Most rows are whole: counting bars is cheaper than cutting cells.
    if line.bytes().filter(|b| *b == b'|').count() < row.cells.len() {
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
            let kind = InlineKind::Text(words.replace("\\|", "|"));
            Text::new(vec![Inline { kind, span }], span)
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::raw_cells;

    #[test]
    fn rows_are_cut_at_bare_bars() {
        let words = |line| raw_cells(line).into_iter().map(|(_, c)| c.trim()).collect::<Vec<_>>();
        assert_eq!(words("| a | b |"), ["a", "b"]);
        assert_eq!(words("a | b \\| c | `d|e`"), ["a", "b \\| c", "`d", "e`"]);
        assert_eq!(words("| a | b \\|"), ["a", "b \\|"]);
        assert_eq!(raw_cells("| a | b |")[1], (5, " b "));
    }
}
