//! A decision that is not a known word; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-decision",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("unknown-decision.md"),
    check: None,
};
