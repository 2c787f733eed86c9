//! A link that leads nowhere; found by [`resolve_links`](crate::check::resolve_links).

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "broken-link",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("broken-link.md"),
    check: None,
};
