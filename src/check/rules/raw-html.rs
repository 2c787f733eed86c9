//! HTML that is shown as text; found by `markdown`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "raw-html",
    nature: Nature::Broken(Severity::Info),
    page: include_str!("raw-html.md"),
    check: None,
};
