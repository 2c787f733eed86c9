//! A mark of a footnote without its text; found by `markdown`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "undefined-footnote",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("undefined-footnote.md"),
    check: None,
};
