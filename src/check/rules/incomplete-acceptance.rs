//! Grave risks that are accepted by nobody, or without an end.

use crate::analysis::heatmap::Placement;
use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::risk::{Risk, RiskStatusKind};
use crate::settings::Band;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let risks = facts.plan.risks.iter().zip(&facts.analysis.risks).enumerate();
    risks.filter_map(|(index, (risk, place))| finding(risk, place, index)).collect()
}

fn finding(risk: &Risk, place: &Placement, index: usize) -> Option<Diagnostic> {
    let status = risk.status.as_ref().filter(|status| status.kind == RiskStatusKind::Accepted)?;
    let band = place.band.filter(|band| *band >= Band::Major)?;
    let acceptance = risk.acceptance.as_ref();
    let has_name = acceptance.is_some_and(|acceptance| acceptance.by.is_some());
    let has_end = acceptance.is_some_and(|acceptance| acceptance.until.is_some());
    let lacks = match (has_name, has_end) {
        (true, true) => return None,
        (false, true) => "without a name",
        (true, false) => "without an end",
        (false, false) => "without a name and an end",
    };
    let name = subject::risk(risk, index);
    let message = format!("{} {name} is accepted {lacks}", band.word());
    Some(
        Diagnostic::new("incomplete-acceptance", status.text.span, message)
            .help("add columns `Accepted by`, `Accepted until` and `Reason`")
            .help("or write `Accepted by Ana Lima until 2026-12-31: insured`"),
    )
}
