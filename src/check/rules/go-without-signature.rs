//! Gates that were decided Go while a signature is open or refused.

use crate::analysis::gate::{Gate, GateSignature, SignatureState};
use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::decision::Verdict;
use crate::text::{LABEL, shortened};

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let gates = facts.analysis.gates.iter().enumerate();
    gates.filter_map(|(index, gate)| finding(facts, index, gate)).collect()
}

/// The finding on a gate with a Go that somebody has not signed. Who has signed a gate that can't be told is
/// said elsewhere.
fn finding(facts: &RuleInput<'_>, index: usize, gate: &Gate) -> Option<Diagnostic> {
    let decision = &facts.plan.decisions[gate.decision?];
    decision.verdict.filter(|verdict| Verdict::is_go(*verdict))?;
    let lacks = |of: &&GateSignature| of.state != SignatureState::Signed && !of.is_unclear;
    let lacking: Vec<&GateSignature> = gate.signatures.iter().filter(lacks).collect();
    let first = lacking.first()?;
    let phase = phase_name(facts.plan.phases.get(index)?);
    let who = match first.who.as_str() {
        "" => "a signer".to_owned(),
        who => format!("`{}`", shortened(who, LABEL)),
    };
    let did =
        if first.state == SignatureState::Refused { "refused to sign" } else { "has not signed" };
    let more = match lacking.len() - 1 {
        0 => String::new(),
        n => format!(" (and {n} more)"),
    };
    let message = format!("{phase} has a Go that {who} {did}{more}");
    let place = if first.signature.is_some() { "the signature" } else { "who signs the gate" };
    Some(
        Diagnostic::new("go-without-signature", decision.span, message)
            .also(first.span, place)
            .help("record the signature under the sign-off, or correct the decision"),
    )
}
