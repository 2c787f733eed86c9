//! A footnote that no mark leads to; found by `markdown`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unused-footnote",
    category: Category::Invalid(Severity::Info),
    page: include_str!("unused-footnote.md"),
    check: None,
};
