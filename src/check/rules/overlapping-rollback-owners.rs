//! Two rows of the owners' table for one phase.

use super::{Nature, Rule};
use crate::analysis::wording::phase_name;
use crate::check::Facts;
use crate::diagnostic::Diagnostic;

pub(super) const RULE: Rule = Rule {
    id: "overlapping-rollback-owners",
    nature: Nature::Hole,
    page: include_str!("overlapping-rollback-owners.md"),
    check: Some(check),
};

/// One finding for each row that covers phases of a row above it.
fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let owners = &facts.plan.rollback.owners;
    let mut findings = Vec::new();
    for (index, row) in owners.iter().enumerate() {
        // Shifts share their phases.
        let above: Vec<_> = owners[..index].iter().filter(|o| o.names_phases).collect();
        if !row.names_phases {
            continue;
        }
        let is_covered = |phase| above.iter().any(|other| other.phases.contains(phase));
        let mut twice: Vec<_> = row.phases.iter().filter(|phase| is_covered(phase)).collect();
        twice.dedup();
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
        for other in above.iter().filter(|o| twice.iter().any(|phase| o.phases.contains(phase))) {
            finding = finding.also(other.phases_text.span, "by this row");
        }
        findings.push(finding);
    }
    findings
}
