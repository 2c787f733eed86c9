//! Risks that should have been dealt with at a gate that lies behind.

use crate::analysis::gate::GateVerdict;
use crate::analysis::heatmap::Placement;
use crate::analysis::wording::gate_name;
use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::risk::Risk;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let risks = facts.plan.risks.iter().zip(&facts.analysis.risks).enumerate();
    risks.filter_map(|(index, (risk, place))| finding(facts, risk, place, index)).collect()
}

/// The finding on a risk whose last gate is passed: as long as one of its gates is ahead, it has time.
fn finding(
    facts: &RuleInput<'_>,
    risk: &Risk,
    place: &Placement,
    index: usize,
) -> Option<Diagnostic> {
    if !risk.is_open() || place.accepted {
        return None;
    }
    let bindings = place.gates.iter().zip(&risk.bindings);
    let (last, binding) = bindings.max_by_key(|(gate, _)| **gate)?;
    let gate = facts.analysis.gates.get(last.index())?;
    if gate.verdict != GateVerdict::Passed {
        return None;
    }
    let gate_name = gate_name(facts.plan, last.index());
    let name = subject::risk(risk, index);
    let message = format!("{name} is still open, but {gate_name} is passed");
    let finding = Diagnostic::new("risk-due-at-passed-gate", binding.span, message)
        .label("it was to be dealt with by then");
    let decision = gate.decision.and_then(|row| facts.plan.decisions.get(row));
    let finding = match decision {
        Some(decision) => finding.also(decision.span, "the decision that passed the gate"),
        None => finding,
    };
    Some(
        finding
            .help("give it the status Mitigated, Closed or Accepted")
            .help("or write the phase before which it is dealt with now"),
    )
}
