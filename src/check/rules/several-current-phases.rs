//! Several phases in progress at once; found by `parse`.

use super::{Category, Rule};

pub(super) const RULE: Rule = Rule {
    id: "several-current-phases",
    category: Category::Contradiction,
    page: include_str!("several-current-phases.md"),
    check: None,
};
