//! A footnote that is defined twice; found by `markdown`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-footnote",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("duplicate-footnote.md"),
    check: None,
};
