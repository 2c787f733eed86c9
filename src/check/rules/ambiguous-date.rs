//! Digits that may be two dates; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ambiguous-date",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("ambiguous-date.md"),
    check: None,
};
