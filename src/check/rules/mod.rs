//! The registry of rules: one pair of files each, `<id>.rs` and `<id>.md`.
//!
//! The page is what `explain` prints, the rule's page of the site, and a test: its bad plan has the
//! findings that it lists, its good plan has none.

#[cfg(test)]
pub(crate) mod tests;

use super::input::RuleInput;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::header::{Status, StatusKind};
use crate::text::{Source, Span};
use Category::{Contradiction, Invalid, Missing, Suggestion};
use Severity::{Error, Info, Warning};

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

impl Category {
    /// The severity of a finding: what is missing is as grave as the plan is live; a contradiction stays a
    /// warning when the plan is closed; a suggestion is never an error; invalid input has a severity of its
    /// own. No status is that of ordinary pages.
    pub const fn severity(self, status: Option<StatusKind>) -> Severity {
        match (self, status) {
            (Self::Invalid(severity), _) => severity,
            (Self::Suggestion, Some(StatusKind::InProgress | StatusKind::Paused))
            | (_, Some(StatusKind::Approved | StatusKind::Unknown) | None) => Severity::Warning,
            (_, Some(StatusKind::InProgress | StatusKind::Paused)) => Severity::Error,
            (Self::Contradiction, Some(StatusKind::Draft))
            | (Self::Missing | Self::Suggestion, _) => Severity::Info,
            (Self::Contradiction, _) => Severity::Warning,
        }
    }
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
        self.category.severity(None)
    }
}

/// Makes the registry of its lines: of each rule the module of its file, and its entry with its page.
/// A line is the module, both files, what kind of fault the rule finds, and `check` where its file
/// finds it.
macro_rules! rules {
    ($($module:ident $file:tt $page:tt $category:expr $(, $check:ident)?;)*) => {
        $(#[path = $file] mod $module;)*

        /// All rules by id.
        pub const ALL: &[Rule] = &[$(
            Rule {
                id: id_of($page),
                category: $category,
                page: include_str!($page),
                check: check_of!($($module::$check)?),
            },
        )*];
    };
}

macro_rules! check_of {
    () => {
        None
    };
    ($module:ident::$check:ident) => {
        Some($module::$check)
    };
}

/// The name of a page without its ending `.md`.
const fn id_of(page: &'static str) -> &'static str {
    page.split_at(page.len() - 3).0
}

rules! {
    active_file "active-file.rs" "active-file.md" Invalid(Warning);
    ambiguous_date "ambiguous-date.rs" "ambiguous-date.md" Invalid(Warning);
    broken_callout "broken-callout.rs" "broken-callout.md" Invalid(Warning);
    broken_link "broken-link.rs" "broken-link.md" Invalid(Warning);
    change_in_freeze "change-in-freeze.rs" "change-in-freeze.md" Suggestion;
    changed_after_go "changed-after-go.rs" "changed-after-go.md" Suggestion, check;
    conflicting_metadata "conflicting-metadata.rs" "conflicting-metadata.md" Contradiction;
    conflicting_rating "conflicting-rating.rs" "conflicting-rating.md" Invalid(Info), check;
    criterion_without_trigger "criterion-without-trigger.rs" "criterion-without-trigger.md" Suggestion, check;
    current_phase_not_stated "current-phase-not-stated.rs" "current-phase-not-stated.md" Missing, check;
    cut_front_matter_value "cut-front-matter-value.rs" "cut-front-matter-value.md" Invalid(Warning);
    dependency_cycle "dependency-cycle.rs" "dependency-cycle.md" Contradiction;
    duplicate_footnote "duplicate-footnote.rs" "duplicate-footnote.md" Invalid(Warning);
    duplicate_measure "duplicate-measure.rs" "duplicate-measure.md" Invalid(Warning);
    duplicate_phase_number "duplicate-phase-number.rs" "duplicate-phase-number.md" Invalid(Warning);
    duplicate_risk_id "duplicate-risk-id.rs" "duplicate-risk-id.md" Invalid(Warning), check;
    duplicate_slug "duplicate-slug.rs" "duplicate-slug.md" Invalid(Error);
    duration_contradicts_dates "duration-contradicts-dates.rs" "duration-contradicts-dates.md" Contradiction, check;
    empty_section "empty-section.rs" "empty-section.md" Missing, check;
    exposure_jump "exposure-jump.rs" "exposure-jump.md" Suggestion, check;
    federation_unreadable "federation-unreadable.rs" "federation-unreadable.md" Invalid(Error);
    flag_collision "flag-collision.rs" "flag-collision.md" Suggestion;
    go_without_signature "go-without-signature.rs" "go-without-signature.md" Contradiction, check;
    idle_allow "idle-allow.rs" "idle-allow.md" Invalid(Warning);
    incomparable_measure "incomparable-measure.rs" "incomparable-measure.md" Invalid(Warning), check;
    incomplete_acceptance "incomplete-acceptance.rs" "incomplete-acceptance.md" Suggestion, check;
    invalid_front_matter "invalid-front-matter.rs" "invalid-front-matter.md" Invalid(Error);
    invalid_text "invalid-text.rs" "invalid-text.md" Invalid(Warning), check;
    invisible_characters "invisible-characters.rs" "invisible-characters.md" Invalid(Warning), check;
    limit_exceeded "limit-exceeded.rs" "limit-exceeded.md" Invalid(Warning), check;
    lost_table_cell "lost-table-cell.rs" "lost-table-cell.md" Invalid(Warning);
    measure_not_read "measure-not-read.rs" "measure-not-read.md" Invalid(Warning);
    measure_too_old "measure-too-old.rs" "measure-too-old.md" Suggestion, check;
    missing_image "missing-image.rs" "missing-image.md" Invalid(Warning);
    missing_section "missing-section.rs" "missing-section.md" Missing, check;
    mixed_rollback "mixed-rollback.rs" "mixed-rollback.md" Missing, check;
    not_markdown "not-markdown.rs" "not-markdown.md" Invalid(Error);
    other_markup "other-markup.rs" "other-markup.md" Invalid(Warning);
    overdue_phase "overdue-phase.rs" "overdue-phase.md" Suggestion, check;
    overdue_review "overdue-review.rs" "overdue-review.md" Suggestion, check;
    overlapping_rollback_owners "overlapping-rollback-owners.rs" "overlapping-rollback-owners.md" Missing, check;
    phase_dates_out_of_order "phase-dates-out-of-order.rs" "phase-dates-out-of-order.md" Contradiction, check;
    phase_without_approver "phase-without-approver.rs" "phase-without-approver.md" Missing, check;
    phase_without_criteria "phase-without-criteria.rs" "phase-without-criteria.md" Missing, check;
    phase_without_rollback_owner "phase-without-rollback-owner.rs" "phase-without-rollback-owner.md" Missing, check;
    raw_html "raw-html.rs" "raw-html.md" Invalid(Info);
    risk_due_at_passed_gate "risk-due-at-passed-gate.rs" "risk-due-at-passed-gate.md" Suggestion, check;
    risk_without_id "risk-without-id.rs" "risk-without-id.md" Suggestion, check;
    rollback_owner_collision "rollback-owner-collision.rs" "rollback-owner-collision.md" Suggestion;
    rollback_without_steps "rollback-without-steps.rs" "rollback-without-steps.md" Missing, check;
    rollback_without_triggers "rollback-without-triggers.rs" "rollback-without-triggers.md" Missing, check;
    rollback_without_verification "rollback-without-verification.rs" "rollback-without-verification.md" Suggestion, check;
    same_primary_and_backup "same-primary-and-backup.rs" "same-primary-and-backup.md" Missing, check;
    several_current_phases "several-current-phases.rs" "several-current-phases.md" Contradiction;
    severe_risk_without_mitigation "severe-risk-without-mitigation.rs" "severe-risk-without-mitigation.md" Missing, check;
    shrinking_audience "shrinking-audience.rs" "shrinking-audience.md" Suggestion, check;
    stale_plan "stale-plan.rs" "stale-plan.md" Suggestion, check;
    status_contradicts_evidence "status-contradicts-evidence.rs" "status-contradicts-evidence.md" Contradiction, check;
    status_names_a_phase "status-names-a-phase.rs" "status-names-a-phase.md" Invalid(Warning), check;
    ticked_above_open "ticked-above-open.rs" "ticked-above-open.md" Suggestion, check;
    unclear_signature "unclear-signature.rs" "unclear-signature.md" Invalid(Warning), check;
    uncounted_boxes "uncounted-boxes.rs" "uncounted-boxes.md" Invalid(Info);
    undefined_footnote "undefined-footnote.rs" "undefined-footnote.md" Invalid(Warning);
    unfilled_template_text "unfilled-template-text.rs" "unfilled-template-text.md" Missing, check;
    unknown_decision "unknown-decision.rs" "unknown-decision.md" Invalid(Warning);
    unknown_dependency "unknown-dependency.rs" "unknown-dependency.md" Invalid(Warning);
    unknown_phase_reference "unknown-phase-reference.rs" "unknown-phase-reference.md" Invalid(Warning);
    unknown_risk_reference "unknown-risk-reference.rs" "unknown-risk-reference.md" Invalid(Warning), check;
    unknown_risk_status "unknown-risk-status.rs" "unknown-risk-status.md" Invalid(Warning), check;
    unknown_status "unknown-status.rs" "unknown-status.md" Invalid(Warning);
    unmeasurable_criterion "unmeasurable-criterion.rs" "unmeasurable-criterion.md" Suggestion, check;
    unordered_phases "unordered-phases.rs" "unordered-phases.md" Suggestion, check;
    unowned_risk "unowned-risk.rs" "unowned-risk.md" Missing, check;
    unplaced_risk "unplaced-risk.rs" "unplaced-risk.md" Invalid(Warning), check;
    unread_header_line "unread-header-line.rs" "unread-header-line.md" Invalid(Info);
    unread_plan "unread-plan.rs" "unread-plan.md" Invalid(Warning);
    unread_table "unread-table.rs" "unread-table.md" Invalid(Warning);
    unreadable_date "unreadable-date.rs" "unreadable-date.md" Invalid(Warning);
    unreadable_duration "unreadable-duration.rs" "unreadable-duration.md" Suggestion, check;
    unreadable_file "unreadable-file.rs" "unreadable-file.md" Invalid(Error);
    unused_footnote "unused-footnote.rs" "unused-footnote.md" Invalid(Info);
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}

/// A rule that says more than another about the same words: of two findings at one place, or at one
/// inside the other, the latter is dropped.
const SUPERSEDES: [(&str, &str); 2] =
    [("status-names-a-phase", "unknown-status"), ("unfilled-template-text", "raw-html")];

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
