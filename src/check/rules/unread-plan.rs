//! A file that names phases or risks and is no plan; found by `parse`.

use super::{Nature, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unread-plan",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("unread-plan.md"),
    check: None,
};
