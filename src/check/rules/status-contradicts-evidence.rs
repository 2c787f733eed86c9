//! A declared status that the rest of the plan speaks against.

use crate::analysis::contradictions::Contradiction;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    facts.analysis.contradictions.iter().map(finding).collect()
}

fn finding(contradiction: &Contradiction) -> Diagnostic {
    let finding =
        Diagnostic::new("status-contradicts-evidence", contradiction.status, &contradiction.text)
            .label("the declared status")
            .note("pages show both; the declared status stays as it is")
            .help("bring the plan up to date, or correct its status");
    if contradiction.evidence.is_empty() {
        return finding;
    }
    finding.also(contradiction.evidence, "the evidence")
}
