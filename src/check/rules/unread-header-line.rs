//! A plain line of the head that states nothing; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unread-header-line",
    category: Category::Invalid(Severity::Info),
    page: include_str!("unread-header-line.md"),
    check: None,
};
