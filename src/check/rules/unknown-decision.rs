//! A decision that is not a known word; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-decision",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("unknown-decision.md"),
    check: None,
};
