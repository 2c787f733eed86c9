//! An image that is not there; found by [`resolve_links`](crate::check::resolve_links).

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "missing-image",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("missing-image.md"),
    check: None,
};
