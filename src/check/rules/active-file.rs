//! A linked file that may run scripts; found by [`resolve_links`](crate::check::resolve_links).

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "active-file",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("active-file.md"),
    check: None,
};
