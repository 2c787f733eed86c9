//! A footnote that is defined twice; found by `markdown`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-footnote",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("duplicate-footnote.md"),
    check: None,
};
