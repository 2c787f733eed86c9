//! Grave risks against which nothing is planned.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::risk::Risk;
use crate::settings::Band;
use crate::text::Span;

/// Accepted risks are taken knowingly, and those that nobody can prevent may have a contingency.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    if plan.is_closed() {
        return Vec::new();
    }
    let risks = plan.risks.iter().zip(&facts.analysis.risks).enumerate();
    let bare: Vec<(usize, &Risk, Band)> = risks
        .filter(|(_, (risk, place))| !place.accepted && is_bare(plan, risk))
        .filter_map(|(index, (risk, place))| Some((index, risk, place.band?)))
        .filter(|(_, _, band)| *band >= Band::Major)
        .collect();
    if bare.len() > subject::LISTED {
        return vec![several(plan, &bare)];
    }
    bare.into_iter().map(|(index, risk, band)| finding(risk, index, band)).collect()
}

fn is_bare(plan: &Plan, risk: &Risk) -> bool {
    risk.is_open()
        && risk.mitigation.is_none()
        && risk.contingency.is_none()
        && !subject::is_unfilled(plan, risk.span)
}

fn several(plan: &Plan, bare: &[(usize, &Risk, Band)]) -> Diagnostic {
    let span = plan.sections.risks.unwrap_or(bare[0].1.span);
    let names = subject::risks(bare.iter().map(|(index, risk, _)| (*index, *risk)));
    let message = format!("{} major or severe risks have no mitigation: {names}", bare.len());
    explained(span, message)
}

fn finding(risk: &Risk, index: usize, band: Band) -> Diagnostic {
    let name = subject::risk(risk, index);
    let message = format!("{} {name} is open and has no mitigation", band.word());
    explained(subject::risk_place(risk), message)
}

fn explained(span: Span, message: String) -> Diagnostic {
    Diagnostic::new("severe-risk-without-mitigation", span, message)
        .help("write what is done against it and by when, such as `rehearsed in staging before Phase 2`")
        .help("or give it the status Accepted, if you take it as it is")
}
