//! The registry of rules: one pair of files each, `<id>.rs` and `<id>.md`.
//!
//! The page is what `explain` prints, the rule's page of the site, and a test: its bad plan has the
//! findings that it lists, its good plan has none.

#[path = "active-file.rs"]
mod active_file;
#[path = "ambiguous-date.rs"]
mod ambiguous_date;
#[path = "broken-callout.rs"]
mod broken_callout;
#[path = "broken-link.rs"]
mod broken_link;
#[path = "conflicting-metadata.rs"]
mod conflicting_metadata;
#[path = "conflicting-rating.rs"]
mod conflicting_rating;
#[path = "criterion-without-trigger.rs"]
mod criterion_without_trigger;
#[path = "current-phase-not-stated.rs"]
mod current_phase_not_stated;
#[path = "cut-front-matter-value.rs"]
mod cut_front_matter_value;
#[path = "duplicate-footnote.rs"]
mod duplicate_footnote;
#[path = "duplicate-phase-number.rs"]
mod duplicate_phase_number;
#[path = "duplicate-risk-id.rs"]
mod duplicate_risk_id;
#[path = "duplicate-slug.rs"]
mod duplicate_slug;
#[path = "duration-contradicts-dates.rs"]
mod duration_contradicts_dates;
#[path = "empty-section.rs"]
mod empty_section;
#[path = "exposure-jump.rs"]
mod exposure_jump;
#[path = "idle-allow.rs"]
mod idle_allow;
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
#[path = "missing-section.rs"]
mod missing_section;
#[path = "mixed-rollback.rs"]
mod mixed_rollback;
#[path = "not-markdown.rs"]
mod not_markdown;
#[path = "other-markup.rs"]
mod other_markup;
#[path = "overdue-phase.rs"]
mod overdue_phase;
#[path = "overlapping-rollback-owners.rs"]
mod overlapping_rollback_owners;
#[path = "phase-dates-out-of-order.rs"]
mod phase_dates_out_of_order;
#[path = "phase-without-approver.rs"]
mod phase_without_approver;
#[path = "phase-without-criteria.rs"]
mod phase_without_criteria;
#[path = "phase-without-rollback-owner.rs"]
mod phase_without_rollback_owner;
#[path = "raw-html.rs"]
mod raw_html;
#[path = "risk-due-at-passed-gate.rs"]
mod risk_due_at_passed_gate;
#[path = "risk-without-id.rs"]
mod risk_without_id;
#[path = "rollback-without-steps.rs"]
mod rollback_without_steps;
#[path = "rollback-without-triggers.rs"]
mod rollback_without_triggers;
#[path = "rollback-without-verification.rs"]
mod rollback_without_verification;
#[path = "same-primary-and-backup.rs"]
mod same_primary_and_backup;
#[path = "several-current-phases.rs"]
mod several_current_phases;
#[path = "severe-risk-without-mitigation.rs"]
mod severe_risk_without_mitigation;
#[path = "shrinking-audience.rs"]
mod shrinking_audience;
#[path = "stale-plan.rs"]
mod stale_plan;
#[path = "status-contradicts-evidence.rs"]
mod status_contradicts_evidence;
#[path = "status-names-a-phase.rs"]
mod status_names_a_phase;
#[cfg(test)]
pub(crate) mod tests;
#[path = "ticked-above-open.rs"]
mod ticked_above_open;
#[path = "uncounted-boxes.rs"]
mod uncounted_boxes;
#[path = "undefined-footnote.rs"]
mod undefined_footnote;
#[path = "unfilled-template-text.rs"]
mod unfilled_template_text;
#[path = "unknown-decision.rs"]
mod unknown_decision;
#[path = "unknown-phase-reference.rs"]
mod unknown_phase_reference;
#[path = "unknown-risk-reference.rs"]
mod unknown_risk_reference;
#[path = "unknown-risk-status.rs"]
mod unknown_risk_status;
#[path = "unknown-status.rs"]
mod unknown_status;
#[path = "unmeasurable-criterion.rs"]
mod unmeasurable_criterion;
#[path = "unordered-phases.rs"]
mod unordered_phases;
#[path = "unowned-risk.rs"]
mod unowned_risk;
#[path = "unplaced-risk.rs"]
mod unplaced_risk;
#[path = "unread-header-line.rs"]
mod unread_header_line;
#[path = "unread-plan.rs"]
mod unread_plan;
#[path = "unread-table.rs"]
mod unread_table;
#[path = "unreadable-date.rs"]
mod unreadable_date;
#[path = "unreadable-duration.rs"]
mod unreadable_duration;
#[path = "unreadable-file.rs"]
mod unreadable_file;
#[path = "unused-footnote.rs"]
mod unused_footnote;

use super::RuleInput;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::header::Status;
use crate::text::{Source, Span};

/// What kind of fault a rule finds; its severity follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Something is missing or not filled in: as grave as the plan is live.
    Missing,
    /// Two statements disagree.
    Contradiction,
    /// Worth a second look; a good plan may have its reasons. As grave as what is missing, but never an
    /// error.
    Suggestion,
    /// Input that can't be read as it stands.
    Invalid(Severity),
}

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case, names the fault, stable.
    pub id: &'static str,
    /// What kind of fault it finds.
    pub category: Category,
    /// Its page in Markdown: what, why, a bad and a good plan.
    pub page: &'static str,
    /// Finds the fault in a plan; `None` where reading or gathering finds it.
    pub check: Option<fn(&RuleInput<'_>) -> Vec<Diagnostic>>,
}

impl Rule {
    /// What it finds, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.page.lines().nth(2).unwrap_or_default()
    }

    /// How grave its findings are where a plan states no status.
    pub const fn severity(&self) -> Severity {
        super::severity(self.category, None)
    }
}

/// All rules by id.
pub const ALL: &[Rule] = &[
    active_file::RULE,
    ambiguous_date::RULE,
    broken_callout::RULE,
    broken_link::RULE,
    conflicting_metadata::RULE,
    conflicting_rating::RULE,
    criterion_without_trigger::RULE,
    current_phase_not_stated::RULE,
    cut_front_matter_value::RULE,
    duplicate_footnote::RULE,
    duplicate_phase_number::RULE,
    duplicate_risk_id::RULE,
    duplicate_slug::RULE,
    duration_contradicts_dates::RULE,
    empty_section::RULE,
    exposure_jump::RULE,
    idle_allow::RULE,
    invalid_front_matter::RULE,
    invalid_text::RULE,
    invisible_characters::RULE,
    limit_exceeded::RULE,
    lost_table_cell::RULE,
    missing_image::RULE,
    missing_section::RULE,
    mixed_rollback::RULE,
    not_markdown::RULE,
    other_markup::RULE,
    overdue_phase::RULE,
    overlapping_rollback_owners::RULE,
    phase_dates_out_of_order::RULE,
    phase_without_approver::RULE,
    phase_without_criteria::RULE,
    phase_without_rollback_owner::RULE,
    raw_html::RULE,
    risk_due_at_passed_gate::RULE,
    risk_without_id::RULE,
    rollback_without_steps::RULE,
    rollback_without_triggers::RULE,
    rollback_without_verification::RULE,
    same_primary_and_backup::RULE,
    several_current_phases::RULE,
    severe_risk_without_mitigation::RULE,
    shrinking_audience::RULE,
    stale_plan::RULE,
    status_contradicts_evidence::RULE,
    status_names_a_phase::RULE,
    ticked_above_open::RULE,
    uncounted_boxes::RULE,
    undefined_footnote::RULE,
    unfilled_template_text::RULE,
    unknown_decision::RULE,
    unknown_phase_reference::RULE,
    unknown_risk_reference::RULE,
    unknown_risk_status::RULE,
    unknown_status::RULE,
    unmeasurable_criterion::RULE,
    unordered_phases::RULE,
    unowned_risk::RULE,
    unplaced_risk::RULE,
    unread_header_line::RULE,
    unread_plan::RULE,
    unread_table::RULE,
    unreadable_date::RULE,
    unreadable_duration::RULE,
    unreadable_file::RULE,
    unused_footnote::RULE,
];

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}

/// A rule that says more than another about the same words: of two findings at one place, or at one
/// inside the other, the latter is dropped.
const SUPERSEDES: [(&str, &str); 2] = [
    (status_names_a_phase::RULE.id, "unknown-status"),
    (unfilled_template_text::RULE.id, raw_html::RULE.id),
];

/// Drops findings at places about which another rule says more.
pub(super) fn drop_superseded(findings: &mut Vec<Diagnostic>) {
    for (more, less) in SUPERSEDES {
        let mut places: Vec<Span> =
            findings.iter().filter(|f| f.code == more).map(|f| f.span).collect();
        places.sort_unstable();
        let holds = |span: Span| {
            let before = places.partition_point(|place| place.start <= span.start);
            places[..before].last().is_some_and(|place| place.end >= span.end)
        };
        findings.retain(|f| f.code != less || !holds(f.span));
    }
}

/// What the rules find that read the text alone: on ordinary pages as well as on plans.
pub fn of_text(source: &Source) -> Vec<Diagnostic> {
    let mut findings = invalid_text::of(source);
    findings.extend(invisible_characters::of(source));
    findings
}

/// Adds the fixes of findings that reading made: what reads does not know how to write.
pub(super) fn add_fixes(source: &Source, status: Option<&Status>, findings: &mut [Diagnostic]) {
    for finding in findings {
        finding.fix = match (finding.code, status) {
            ("unknown-status", Some(status)) => unknown_status::fix(source, status, finding),
            _ => continue,
        };
    }
}
