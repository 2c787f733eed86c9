//! A date that is none; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unreadable-date",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("unreadable-date.md"),
    check: None,
};
