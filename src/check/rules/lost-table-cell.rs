//! Cells beyond the columns of a table, and bars that elsewhere would part a cell; found by `markdown`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "lost-table-cell",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("lost-table-cell.md"),
    check: None,
};
