//! Task items of an ordinary page; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "uncounted-boxes",
    category: Category::Invalid(Severity::Info),
    page: include_str!("uncounted-boxes.md"),
    check: None,
};
