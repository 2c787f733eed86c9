//! Tables of a section of phases or risks that are read as neither; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unread-table",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("unread-table.md"),
    check: None,
};
