//! A date that is none; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unreadable-date",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("unreadable-date.md"),
    check: None,
};
