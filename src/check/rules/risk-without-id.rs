//! Risks that nothing can refer to, in a register whose other risks have IDs.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::risk::Risk;

/// A register without any IDs is written that way on purpose.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let risks = &facts.plan.risks;
    let Some(id) = risks.iter().rev().find_map(|risk| risk.id.as_ref()) else { return Vec::new() };
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let bare: Vec<(usize, &Risk)> =
        risks.iter().enumerate().filter(|(_, risk)| risk.id.is_none()).collect();
    let Some((_, first)) = bare.first() else { return Vec::new() };
    let names = subject::risks(bare.iter().copied());
    let (has, verb) = if bare.len() == 1 { ("has", "give it") } else { ("have", "give each") };
    let message = format!("{names} of the register {has} no ID");
    let finding = Diagnostic::new("risk-without-id", subject::risk_place(first), message);
    let others =
        bare.iter().skip(1).take(subject::LISTED).map(|(_, risk)| subject::risk_place(risk));
    let finding = others.fold(finding, |finding, place| finding.also(place, "no ID here either"));
    vec![
        finding
            .note("decisions, criteria and other plans cannot refer to it")
            .help(format!("{verb} an ID of the form of `{}`", id.value)),
    ]
}
