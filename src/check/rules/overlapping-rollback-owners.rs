//! Two rows of the owners' table for one phase.

use std::collections::{BTreeMap, BTreeSet};

use super::{Nature, Rule};
use crate::analysis::wording::phase_name;
use crate::check::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::phase::Position;

pub(super) const RULE: Rule = Rule {
    id: "overlapping-rollback-owners",
    nature: Nature::Hole,
    page: include_str!("overlapping-rollback-owners.md"),
    check: Some(check),
};

/// Most rows above that one finding points to.
const MOST_ROWS: usize = 8;

/// One finding for each row that covers phases of a row above it.
fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let owners = &facts.plan.rollback.owners;
    let mut findings = Vec::new();
    // The first rows above that cover each phase.
    let mut covered: BTreeMap<Position, Vec<usize>> = BTreeMap::new();
    // Shifts share their phases.
    for (index, row) in owners.iter().enumerate().filter(|(_, row)| row.names_phases) {
        let mut twice: Vec<_> =
            row.phases.iter().filter(|phase| covered.contains_key(phase)).collect();
        twice.dedup();
        let above: BTreeSet<usize> =
            twice.iter().filter_map(|phase| covered.get(phase)).flatten().copied().collect();
        for phase in &row.phases {
            let rows = covered.entry(*phase).or_default();
            if rows.len() < MOST_ROWS {
                rows.push(index);
            }
        }
        if twice.is_empty() {
            continue;
        }
        let names: Vec<String> =
            twice.iter().map(|phase| phase_name(facts.plan.phase(**phase))).collect();
        let message = format!("more than one row of rollback owners covers {}", names.join(", "));
        let mut finding =
            Diagnostic::new("overlapping-rollback-owners", row.phases_text.span, message)
                .label("covered already")
                .help("let each phase stand in one row, and name the second person as backup");
        for other in above.into_iter().take(MOST_ROWS) {
            finding = finding.also(owners[other].phases_text.span, "by this row");
        }
        findings.push(finding);
    }
    findings
}
