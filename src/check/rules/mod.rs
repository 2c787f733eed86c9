//! The registry of rules: one pair of files each, `<id>.rs` and `<id>.md`.
//!
//! The page is what `explain` prints, the rule's page of the site, and a test: its bad plan has the
//! findings that it lists, its good plan has none.

#[path = "ambiguous-date.rs"]
mod ambiguous_date;
#[path = "broken-link.rs"]
mod broken_link;
#[path = "conflicting-metadata.rs"]
mod conflicting_metadata;
#[path = "current-phase-not-stated.rs"]
mod current_phase_not_stated;
#[path = "duplicate-phase-number.rs"]
mod duplicate_phase_number;
#[path = "duplicate-risk-id.rs"]
mod duplicate_risk_id;
#[path = "duplicate-slug.rs"]
mod duplicate_slug;
#[path = "invalid-front-matter.rs"]
mod invalid_front_matter;
#[path = "invalid-text.rs"]
mod invalid_text;
#[path = "invisible-characters.rs"]
mod invisible_characters;
#[path = "limit-exceeded.rs"]
mod limit_exceeded;
#[path = "lost-table-cell.rs"]
mod lost_table_cell;
#[path = "missing-image.rs"]
mod missing_image;
#[path = "overlapping-rollback-owners.rs"]
mod overlapping_rollback_owners;
#[path = "phase-without-rollback-owner.rs"]
mod phase_without_rollback_owner;
#[path = "raw-html.rs"]
mod raw_html;
#[path = "same-primary-and-backup.rs"]
mod same_primary_and_backup;
#[path = "several-current-phases.rs"]
mod several_current_phases;
#[path = "status-contradicts-evidence.rs"]
mod status_contradicts_evidence;
#[cfg(test)]
mod tests;
#[path = "unfilled-template-text.rs"]
mod unfilled_template_text;
#[path = "unknown-decision.rs"]
mod unknown_decision;
#[path = "unknown-phase-reference.rs"]
mod unknown_phase_reference;
#[path = "unknown-status.rs"]
mod unknown_status;
#[path = "unplaced-risk.rs"]
mod unplaced_risk;
#[path = "unreadable-date.rs"]
mod unreadable_date;
#[path = "unreadable-file.rs"]
mod unreadable_file;

use super::Facts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Source;

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
pub const ALL: &[Rule] = &[
    ambiguous_date::RULE,
    broken_link::RULE,
    conflicting_metadata::RULE,
    current_phase_not_stated::RULE,
    duplicate_phase_number::RULE,
    duplicate_risk_id::RULE,
    duplicate_slug::RULE,
    invalid_front_matter::RULE,
    invalid_text::RULE,
    invisible_characters::RULE,
    limit_exceeded::RULE,
    lost_table_cell::RULE,
    missing_image::RULE,
    overlapping_rollback_owners::RULE,
    phase_without_rollback_owner::RULE,
    raw_html::RULE,
    same_primary_and_backup::RULE,
    several_current_phases::RULE,
    status_contradicts_evidence::RULE,
    unfilled_template_text::RULE,
    unknown_decision::RULE,
    unknown_phase_reference::RULE,
    unknown_status::RULE,
    unplaced_risk::RULE,
    unreadable_date::RULE,
    unreadable_file::RULE,
];

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}

/// What the rules find that read the text alone: on ordinary pages as well as on plans.
pub fn of_text(source: &Source) -> Vec<Diagnostic> {
    let mut findings = invalid_text::of(source);
    findings.extend(invisible_characters::of(source));
    findings
}
