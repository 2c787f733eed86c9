//! A callout that does not end, or an end of none; found by `markdown`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "broken-callout",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("broken-callout.md"),
    check: None,
};
