//! A file that can't be read; found by `disk`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unreadable-file",
    category: Category::Invalid(Severity::Error),
    page: include_str!("unreadable-file.md"),
    check: None,
};
