//! A footnote that no mark leads to; found by `markdown`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unused-footnote",
    nature: Nature::Broken(Severity::Info),
    page: include_str!("unused-footnote.md"),
    check: None,
};
