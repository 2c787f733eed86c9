//! More of something than the limits allow; found by `markdown`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "limit-exceeded",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("limit-exceeded.md"),
    check: None,
};
