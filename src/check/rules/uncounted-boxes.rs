//! Task items of an ordinary page; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "uncounted-boxes",
    nature: Nature::Broken(Severity::Info),
    page: include_str!("uncounted-boxes.md"),
    check: None,
};
