//! Two files with one place in the site; found by `build`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-slug",
    nature: Nature::Broken(Severity::Error),
    page: include_str!("duplicate-slug.md"),
    check: None,
};
