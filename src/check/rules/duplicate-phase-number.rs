//! Two phases with one number; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-phase-number",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("duplicate-phase-number.md"),
    check: None,
};
