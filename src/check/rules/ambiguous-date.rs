//! Digits that may be two dates; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ambiguous-date",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("ambiguous-date.md"),
    check: None,
};
