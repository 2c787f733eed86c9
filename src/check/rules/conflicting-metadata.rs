//! A header fact that is stated twice and differently; found by `parse`.

use super::{Nature, Rule};

pub(super) const RULE: Rule = Rule {
    id: "conflicting-metadata",
    nature: Nature::Contradiction,
    page: include_str!("conflicting-metadata.md"),
    check: None,
};
