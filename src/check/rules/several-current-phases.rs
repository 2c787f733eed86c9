//! Several phases in progress at once; found by `parse`.

use super::{Nature, Rule};

pub(super) const RULE: Rule = Rule {
    id: "several-current-phases",
    nature: Nature::Contradiction,
    page: include_str!("several-current-phases.md"),
    check: None,
};
