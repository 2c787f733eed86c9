//! A mark of a footnote without its text; found by `markdown`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "undefined-footnote",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("undefined-footnote.md"),
    check: None,
};
