//! Two phases with one number; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-phase-number",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("duplicate-phase-number.md"),
    check: None,
};
