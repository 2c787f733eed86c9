//! A status that is no known word; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-status",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("unknown-status.md"),
    check: None,
};
