//! A header fact that is stated twice and differently; found by `parse`.

use super::{Category, Rule};

pub(super) const RULE: Rule = Rule {
    id: "conflicting-metadata",
    category: Category::Contradiction,
    page: include_str!("conflicting-metadata.md"),
    check: None,
};
