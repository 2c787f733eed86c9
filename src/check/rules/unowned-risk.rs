//! Open risks that nobody answers for.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::risk::Risk;
use crate::settings::Band;

/// A register that names owners should name all of them. One that names none is told so once, if it
/// holds a risk that is worth an owner.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    if plan.is_closed() {
        return Vec::new();
    }
    let names_owners = plan.risks.iter().any(|risk| risk.owner.is_some());
    let band = |index: usize| facts.analysis.risks.get(index).and_then(|place| place.band);
    let is_grave = |index: usize| band(index).is_some_and(|band| band >= Band::Major);
    let unowned: Vec<(usize, &Risk)> = plan
        .risks
        .iter()
        .enumerate()
        .filter(|(index, risk)| {
            risk.is_open()
                && risk.owner.is_none()
                && (names_owners || is_grave(*index))
                && !subject::is_unfilled(plan, risk.span)
        })
        .collect();
    if !names_owners && plan.risks.len() > 1 && !unowned.is_empty() {
        return vec![no_owner(plan, &unowned)];
    }
    if unowned.len() > subject::LISTED {
        return vec![several(plan, &unowned)];
    }
    unowned.into_iter().map(|(index, risk)| finding(risk, index)).collect()
}

fn no_owner(plan: &Plan, grave: &[(usize, &Risk)]) -> Diagnostic {
    let (first, count) = (grave[0].1, plan.risks.len());
    let span = plan.sections.risks.unwrap_or(first.span);
    let is = if grave.len() == 1 { "is" } else { "are" };
    let message = format!("none of the {count} risks has an owner");
    Diagnostic::new("unowned-risk", span, message)
        .note(format!("{} {is} open and major or severe", subject::risks(grave.iter().copied())))
        .help("add a column `Owner`, and name one person or role for each risk")
}

fn several(plan: &Plan, unowned: &[(usize, &Risk)]) -> Diagnostic {
    let span = plan.sections.risks.unwrap_or(unowned[0].1.span);
    let names = subject::risks(unowned.iter().copied());
    let message = format!("{} open risks have no owner: {names}", unowned.len());
    let finding = Diagnostic::new("unowned-risk", span, message);
    let places = unowned.iter().take(subject::LISTED).map(|(_, risk)| subject::risk_place(risk));
    places
        .fold(finding, |finding, place| finding.also(place, "no owner"))
        .help("name one person or role for each")
}

fn finding(risk: &Risk, index: usize) -> Diagnostic {
    let message = format!("{} is open and has no owner", subject::risk(risk, index));
    Diagnostic::new("unowned-risk", subject::risk_place(risk), message)
        .help("name the person or role that owns it, or close it")
}
