//! HTML that is shown as text; found by `markdown`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "raw-html",
    category: Category::Invalid(Severity::Info),
    page: include_str!("raw-html.md"),
    check: None,
};
