//! Front matter that can't be read; found by `markdown` and `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "invalid-front-matter",
    category: Category::Invalid(Severity::Error),
    page: include_str!("invalid-front-matter.md"),
    check: None,
};
