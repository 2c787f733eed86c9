//! Cells beyond the columns of a table, which `markdown` finds; and code that a bar cuts in two where
//! the row has room for both halves.

use super::{Nature, Rule};
use crate::check::Facts;
use crate::diagnostic::{Diagnostic, Severity};
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

/// The finding on a row of which one cell ends inside code and the next one begins inside it.
fn cut_code(source: &Source, row: &Row) -> Option<Diagnostic> {
    let halves = row.cells.windows(2).find(|pair| pair.iter().all(|cell| is_half(source, cell)))?;
    let (head, tail) = (halves[0].span, halves[1].span);
    let start = head.start as usize + source.slice(head).rfind('`')?;
    let end = tail.start as usize + source.slice(tail).find('`')? + 1;
    Some(
        Diagnostic::new(
            "lost-table-cell",
            Span::new(start, end),
            "a bare `|` inside code parts a cell in two",
        )
        .label("the second half stands in the next column")
        .note("in a table every bare `|` parts cells, also inside code")
        .help("write `\\|` for a bar that is meant as a bar"),
    )
}

/// Whether a cell holds a backtick without its partner.
fn is_half(source: &Source, cell: &Text) -> bool {
    source.slice(cell.span).bytes().filter(|byte| *byte == b'`').count() % 2 == 1
}
