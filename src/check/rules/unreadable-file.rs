//! A file that can't be read; found by `disk`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unreadable-file",
    nature: Nature::Broken(Severity::Error),
    page: include_str!("unreadable-file.md"),
    check: None,
};
