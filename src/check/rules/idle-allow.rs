//! A comment that should allow a finding and allows none; found by `check::allow`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "idle-allow",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("idle-allow.md"),
    check: None,
};
