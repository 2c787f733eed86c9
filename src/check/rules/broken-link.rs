//! A link that leads nowhere; found by [`links`](crate::check::links()).

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "broken-link",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("broken-link.md"),
    check: None,
};
