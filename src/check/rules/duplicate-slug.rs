//! Two files with one place in the site; found by `build`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-slug",
    category: Category::Invalid(Severity::Error),
    page: include_str!("duplicate-slug.md"),
    check: None,
};
