//! Cells beyond the columns of a table, which `markdown` finds; and code that a bar cuts in two where
//! the row has room for both halves.

use std::collections::BTreeMap;

use super::{Nature, Rule};
use crate::check::Facts;
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::model::prose::{Block, BlockKind, Row, Text};
use crate::text::{Source, Span};

pub(super) const RULE: Rule = Rule {
    id: "lost-table-cell",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("lost-table-cell.md"),
    check: Some(check),
};

fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    search(facts.source, &facts.plan.blocks, &mut findings);
    findings
}

fn search(source: &Source, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    for block in blocks {
        match &block.kind {
            // A row with cells beyond the last column is told already.
            BlockKind::Table(table) => {
                let full = table.rows.iter().filter(|row| row.surplus.is_empty());
                findings.extend(full.filter_map(|row| cut_code(source, row)));
            }
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| search(source, &item.blocks, findings));
            }
            BlockKind::Quote { blocks, .. }
            | BlockKind::Footnote { blocks, .. }
            | BlockKind::Details { blocks, .. } => search(source, blocks, findings),
            _ => {}
        }
    }
}

/// Longest row in which code is looked for, in bytes.
const MOST_BYTES: usize = 4 << 10;

/// The bars inside the row's code, escaped, if that gives the row as many cells as its table has
/// columns.
pub(super) fn fix(source: &Source, row: &Row) -> Vec<Edit> {
    let line = source.line_span(source.line(row.span.start));
    if line.len() > MOST_BYTES {
        return Vec::new();
    }
    let bars = bars_in_code(source.slice(line));
    if bars.len() != row.surplus.len() {
        return Vec::new();
    }
    let base = line.start as usize;
    let edit = |at: usize| Edit {
        span: Span::new(base + at, base + at + 1),
        replacement: "\\|".to_owned(),
    };
    bars.into_iter().map(edit).collect()
}

/// Rows with more cells than columns, by the place where the first of those begins: that of their
/// finding.
pub(super) fn rows<'a>(blocks: &'a [Block], found: &mut BTreeMap<u32, &'a Row>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Table(table) => found.extend(
                table.rows.iter().filter_map(|row| Some((row.surplus.first()?.span.start, row))),
            ),
            BlockKind::List(list) => list.items.iter().for_each(|item| rows(&item.blocks, found)),
            BlockKind::Quote { blocks, .. }
            | BlockKind::Footnote { blocks, .. }
            | BlockKind::Details { blocks, .. } => rows(blocks, found),
            _ => {}
        }
    }
}

/// The finding on a row of which one cell ends inside code and the next one begins inside it.
fn cut_code(source: &Source, row: &Row) -> Option<Diagnostic> {
    let halves = row.cells.windows(2).find(|pair| pair.iter().all(|cell| is_half(source, cell)))?;
    let (head, tail) = (halves[0].span, halves[1].span);
    let start = head.start as usize + source.slice(head).rfind('`')?;
    let end = tail.start as usize + source.slice(tail).find('`')? + 1;
    // Whether both halves are one cell or two with a stray backtick each is the author's to say.
    let finding = Diagnostic::new(
        "lost-table-cell",
        Span::new(start, end),
        "a bare `|` inside code parts a cell in two",
    )
    .label("the second half stands in the next column")
    .note("in a table every bare `|` parts cells, also inside code")
    .help("write `\\|` for a bar that is meant as a bar");
    Some(finding)
}

/// Whether a cell holds a backtick without its partner.
fn is_half(source: &Source, cell: &Text) -> bool {
    source.slice(cell.span).bytes().filter(|byte| *byte == b'`').count() % 2 == 1
}

/// Bare bars between runs of as many backticks.
fn bars_in_code(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let run = |at: usize| bytes[at..].iter().take_while(|b| **b == b'`').count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let ticks = run(at);
                let inside = at + ticks;
                let mut end = inside;
                while end < bytes.len() && !(bytes[end] == b'`' && run(end) == ticks) {
                    end += run(end).max(1);
                }
                at = inside;
                if end < bytes.len() {
                    let is_bare = |i: &usize| bytes[*i] == b'|' && bytes[i - 1] != b'\\';
                    found.extend((inside..end).filter(is_bare));
                    at = end + ticks;
                }
            }
            _ => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::bars_in_code;

    #[test]
    fn bars_between_backticks_are_found() {
        let check =
            |line: &str, expected: &[usize]| assert_eq!(bars_in_code(line), expected, "{line}");
        check("| `a|b` | c |", &[4]);
        check("| `a\\|b` | c |", &[]);
        check("| ``a`|b`` | `c | d |", &[6]);
        check("| \\`a | b` | c |", &[]);
        check("a | b", &[]);
    }
}
