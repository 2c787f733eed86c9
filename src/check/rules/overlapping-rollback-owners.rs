//! Two rows of the owners' table for one phase.

use std::collections::BTreeSet;

use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::phase::PhasePosition;

/// Phases and rows that a finding names at most.
const MOST: usize = 8;

/// One finding for each row that covers phases of a row above it.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let owners = &facts.plan.rollback.owners;
    // The first rows that cover each phase.
    let mut covering: Vec<Vec<usize>> = vec![Vec::new(); facts.plan.phases.len()];
    let mut findings = Vec::new();
    // Shifts share their phases.
    for (index, row) in owners.iter().enumerate().filter(|(_, row)| row.names_phases) {
        let mut phases: Vec<PhasePosition> = row.phases.clone();
        phases.dedup();
        let above = |phase: &PhasePosition| &covering[phase.index()];
        let twice: Vec<PhasePosition> =
            phases.iter().copied().filter(|phase| !above(phase).is_empty()).collect();
        if !twice.is_empty() {
            let shown = twice.iter().take(MOST);
            let mut names: Vec<String> =
                shown.map(|phase| phase_name(facts.plan.phase(*phase))).collect();
            if let Some(more) = twice.len().checked_sub(MOST).filter(|more| *more > 0) {
                names.push(format!("{more} more"));
            }
            let message =
                format!("more than one row of rollback owners covers {}", names.join(", "));
            let mut finding =
                Diagnostic::new("overlapping-rollback-owners", row.phases_text.span, message)
                    .label("covered already")
                    .help("let each phase stand in one row, and name the second person as backup");
            let others: BTreeSet<usize> =
                twice.iter().take(MOST).flat_map(above).copied().collect();
            for &other in others.iter().take(MOST) {
                finding = finding.also(owners[other].phases_text.span, "by this row");
            }
            findings.push(finding);
        }
        for phase in phases {
            let rows = &mut covering[phase.index()];
            if rows.len() < MOST && rows.last() != Some(&index) {
                rows.push(index);
            }
        }
    }
    findings
}
