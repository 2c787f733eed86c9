//! A file in another markup than Markdown; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "other-markup",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("other-markup.md"),
    check: None,
};
