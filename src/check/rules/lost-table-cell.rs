//! Cells beyond the columns of a table, and bars that elsewhere would part a cell; found by `markdown`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "lost-table-cell",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("lost-table-cell.md"),
    check: None,
};
