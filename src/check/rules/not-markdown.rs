//! A file that was named and is no Markdown; found by `cli`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "not-markdown",
    category: Category::Invalid(Severity::Error),
    page: include_str!("not-markdown.md"),
    check: None,
};
