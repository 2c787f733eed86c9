//! A linked file that may run scripts; found by [`resolve_links`](crate::check::resolve_links).

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "active-file",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("active-file.md"),
    check: None,
};
