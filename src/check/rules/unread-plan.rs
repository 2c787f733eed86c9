//! A file that names phases or risks and is no plan; found by `parse`.

use super::{Category, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unread-plan",
    category: Category::Invalid(Severity::Warning),
    page: include_str!("unread-plan.md"),
    check: None,
};
