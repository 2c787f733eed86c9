//! Words that name no phase of the plan; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-phase-reference",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("unknown-phase-reference.md"),
    check: None,
};
