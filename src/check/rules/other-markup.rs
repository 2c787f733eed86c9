//! A file in another markup than Markdown; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "other-markup",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("other-markup.md"),
    check: None,
};
