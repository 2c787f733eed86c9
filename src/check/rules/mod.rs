//! The registry of rules: one pair of files each, `<id>.rs` and `<id>.md`.

use super::Facts;
use crate::diagnostic::{Diagnostic, Severity};

/// What kind of fault a rule finds; its severity follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Something is missing or not filled in: as grave as the plan is live.
    Hole,
    /// Two statements disagree.
    Contradiction,
    /// Input that can't be read as it stands.
    Broken(Severity),
}

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case, names the fault, stable.
    pub id: &'static str,
    /// What kind of fault it finds.
    pub nature: Nature,
    /// Its page in Markdown: what, why, a bad and a good plan.
    pub page: &'static str,
    /// Finds the fault in a plan; `None` where reading or gathering finds it.
    pub check: Option<fn(&Facts<'_>) -> Vec<Diagnostic>>,
}

/// All rules by id.
pub const ALL: &[Rule] = &[];

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}
