//! A value of front matter that a comment cuts short; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cut-front-matter-value",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("cut-front-matter-value.md"),
    check: None,
};
