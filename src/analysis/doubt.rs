//! What of a gate that is up for a decision can't be read, though it could block or stop it: such a gate
//! is never ready.

use super::gate::{GateSignature, Missing, MissingKind};
use super::heatmap::{Placement, Ranked};
use super::wording::{count, phase_name, risk_name};
use crate::model::checklist::{Checklist, ChecklistKind, MarkState};
use crate::model::decision::{Decision, Verdict};
use crate::model::header::StatusKind;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::plan::{LeftOut, Plan};
use crate::model::risk::{Risk, RiskStatusKind};
use crate::settings::{Band, Settings};
use crate::text::{LABEL, shortened};

/// What can't be read of what could block the gate at the end of `phase`; `decision` is the latest one
/// about it.
pub(super) fn missing(
    plan: &Plan,
    phase: &Phase,
    decision: Option<usize>,
    risks: &Ranked<'_>,
    settings: &Settings,
) -> Vec<Missing> {
    let mut missing = header(plan);
    missing.extend(plan.left_out.iter().enumerate().map(|(index, left)| {
        let LeftOut { what, count: left, read, .. } = *left;
        let [one, many] = what.nouns();
        let text = format!("{} after the first {read}", count(left, one, many));
        Missing { kind: MissingKind::LeftOut(index), text }
    }));
    missing.extend(decisions(plan, phase, decision));
    if is_placeholder(plan, phase) {
        let text = format!("the approver of {}", phase_name(phase));
        missing.push(Missing { kind: MissingKind::Approver, text });
    }
    missing.extend(criterion_marks(plan, phase.position));
    missing.extend(ratings(plan, phase.position, risks, settings.scale.tolerated));
    missing
}

/// Open risks without a rating that are bound to no gate, in the order of urgency.
pub(super) fn unbound(plan: &Plan, risks: &Ranked<'_>, tolerated: Band) -> Vec<usize> {
    let places = risks.places;
    let mut order = risks.order.to_vec();
    order.retain(|&i| {
        places[i].gates.is_empty() && is_unrated(&plan.risks[i], &places[i], tolerated)
    });
    order
}

/// A status may mean that the plan is halted, and a current phase that it stands elsewhere.
fn header(plan: &Plan) -> Vec<Missing> {
    let mut missing = Vec::new();
    let header = &plan.header;
    if let Some(status) = header.status.as_ref().filter(|s| s.kind == StatusKind::Unknown) {
        let text = format!("the plan’s status (“{}”)", shortened(&status.text, LABEL));
        missing.push(Missing { kind: MissingKind::Status, text });
    }
    let is_known =
        header.current_phase_position.is_some_and(|stated| stated.index() < plan.phases.len());
    if let Some(stated) = header.current_phase.as_ref().filter(|_| !is_known) {
        let text = format!("the current phase (“{}”)", shortened(&stated.plain, LABEL));
        missing.push(Missing { kind: MissingKind::StatedPhase, text });
    }
    missing
}

/// The latest decision about the gate, where its word is none of the known ones; and those that stop
/// some gate, without a phase that can be read.
fn decisions(plan: &Plan, phase: &Phase, latest: Option<usize>) -> Vec<Missing> {
    let unread = latest.filter(|&row| plan.decisions[row].verdict.is_none()).map(|row| {
        let word = shortened(&plan.decisions[row].verdict_text.plain, LABEL);
        (row, format!("the decision on {} (“{word}”)", phase_name(phase)))
    });
    let stops = |decision: &Decision| {
        decision.verdict.is_some_and(|v: Verdict| !v.is_go())
            && decision.phase.is_none()
            && !decision.phase_text.is_empty()
    };
    let astray = plan.decisions.iter().enumerate().filter(|(_, decision)| stops(decision));
    let astray = astray.map(|(row, decision)| {
        let word = shortened(&decision.verdict_text.plain, LABEL);
        let phase = shortened(&decision.phase_text.plain, LABEL);
        (row, format!("the phase of the decision “{word}” (“{phase}”)"))
    });
    let missing = |(row, text)| Missing { kind: MissingKind::Decision(row), text };
    unread.into_iter().chain(astray).map(missing).collect()
}

/// What a signer says, where that can't be read.
pub(super) fn signatures(plan: &Plan, signatures: &[GateSignature]) -> Vec<Missing> {
    let unread = signatures.iter().filter_map(|of| of.signature.zip(Some(&of.who)));
    let unread = unread.filter(|(index, _)| plan.signatures[*index].is_unread);
    let missing = |(index, who): (usize, &String)| {
        let said = plan.signatures[index].verdict_text.as_ref();
        let said = said.map_or("", |text| text.plain.as_str());
        let (who, said) = (shortened(who, LABEL), shortened(said, LABEL));
        let of = if who.is_empty() { String::new() } else { format!(" of {who}") };
        let said = if said.is_empty() { String::new() } else { format!(" (“{said}”)") };
        Missing { kind: MissingKind::Signature(index), text: format!("the signature{of}{said}") }
    };
    unread.map(missing).collect()
}

/// Whether a placeholder stands where the approver would. While the plan is in progress, that nobody is
/// named blocks the gate already.
fn is_placeholder(plan: &Plan, phase: &Phase) -> bool {
    let name = format!("of {}", phase_name(phase));
    match &phase.go_no_go {
        Some(approver) => !approver.placeholders.is_empty(),
        None if plan.status_kind() == Some(StatusKind::InProgress) => false,
        None => {
            plan.unfilled.iter().filter(|unfilled| !unfilled.inside).any(|unfilled| {
                phase.span.contains(unfilled.span) || unfilled.place.ends_with(&name)
            })
        }
    }
}

/// Boxes among the criteria of the gate that are no task items: what is open there may be a condition.
fn criterion_marks(plan: &Plan, gate: PhasePosition) -> impl Iterator<Item = Missing> {
    let is_due = move |list: &Checklist| {
        list.kind == ChecklistKind::TransitionCriteria
            && list.phase.is_none_or(|phase| phase == gate)
    };
    let lists = plan.checklists.iter().enumerate().filter(move |(_, list)| is_due(list));
    lists.flat_map(|(at, list)| {
        let marks = list.marks.iter().enumerate();
        let open = marks.filter(|(_, mark)| mark.state == MarkState::Open);
        open.map(move |(index, mark)| Missing {
            kind: MissingKind::CriterionMark(at, index),
            text: format!("the box of “{}”", shortened(&mark.text.plain, LABEL)),
        })
    })
}

fn ratings(plan: &Plan, gate: PhasePosition, risks: &Ranked<'_>, tolerated: Band) -> Vec<Missing> {
    let places = risks.places;
    let mut order = risks.order.to_vec();
    order.retain(|&i| {
        let is_due = places[i].gates.iter().any(|&bound| bound <= gate);
        is_due && is_unrated(&plan.risks[i], &places[i], tolerated)
    });
    let missing = |i: usize| Missing {
        kind: MissingKind::Rating(i),
        text: format!("the rating of {}", risk_name(plan, i)),
    };
    order.into_iter().map(missing).collect()
}

/// Whether a risk might block if its rating could be read. One that has occurred blocks without it, one
/// that is accepted never does, and no risk does where every band is tolerated.
fn is_unrated(risk: &Risk, place: &Placement, tolerated: Band) -> bool {
    let is_settled = place.accepted || risk.status_kind() == Some(RiskStatusKind::Occurred);
    place.band.is_none() && risk.is_open() && !is_settled && tolerated < Band::Severe
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::gate::{Gate, GateVerdict};
    use super::super::testing::{HEALTHY, gates, plan};
    use super::*;

    /// The gate of the current phase of `HEALTHY` with more facts.
    #[track_caller]
    fn judge(settings: &Settings, facts: &str) -> Gate {
        let plan = plan(&format!("{HEALTHY}; {facts}"));
        let current = current(&plan);
        let index = current.position.expect("a live phase").index();
        gates(&plan, &current, settings).swap_remove(index)
    }

    #[track_caller]
    fn check(facts: &str, verdict: GateVerdict, expected: &[&str]) {
        let gate = judge(&Settings::default(), facts);
        let missing: Vec<&str> = gate.missing.iter().map(|m| m.text.as_str()).collect();
        assert_eq!((gate.verdict, &*missing), (verdict, expected), "{facts}");
    }

    #[test]
    fn a_bound_risk_without_a_rating_leaves_no_gate_ready() {
        use GateVerdict::{Blocked, Ready, Unknown};
        for bound in ["-/- open in 1", "high/- open before 2", "unknown/high mitigating by 0"] {
            check(&format!("risk R1 {bound}"), Unknown, &["the rating of R1"]);
            check(&format!("risk R1 {bound}; criteria o"), Blocked, &["the rating of R1"]);
        }
        check("risk - -/- unknown in 1", Unknown, &["the rating of risk 1"]);
        for quiet in ["-/- open in 2", "-/- closed in 1", "-/- accepted in 1", "-/- open"] {
            check(&format!("risk R1 {quiet}"), Ready, &[]);
        }
        check("risk R1 -/- occurred in 1", Blocked, &[]);
    }

    #[test]
    fn where_every_band_is_tolerated_no_rating_is_missed() {
        let mut settings = Settings::default();
        settings.scale.tolerated = Band::Severe;
        let gate = judge(&settings, "risk R1 -/- open in 1; risk R2 -/- open");
        assert_eq!((gate.verdict, gate.unrated), (GateVerdict::Ready, Vec::new()));
    }

    #[test]
    fn unrated_risks_bound_to_no_gate_are_listed() {
        let gate = judge(
            &Settings::default(),
            "risk R1 -/-; risk R2 -/high mitigating; risk R3 -/- accepted; risk R4 -/- closed; \
             risk R5 low/low",
        );
        assert_eq!((gate.verdict, gate.unrated), (GateVerdict::Ready, vec![1, 0]));
        assert_eq!(gate.unbound, Vec::<usize>::new());
    }

    #[test]
    fn a_header_that_can_t_be_read_leaves_no_gate_ready() {
        use GateVerdict::{Blocked, Unknown};
        let status = "the plan’s status (“Unknown”)";
        check("status unknown", Unknown, &[status]);
        check("status unknown; criteria o", Blocked, &[status]);
        check("decided 0 go; current 7", Unknown, &["the current phase (“7”)"]);
    }

    #[test]
    fn a_decision_that_can_t_be_read_leaves_no_gate_ready() {
        use GateVerdict::{Ready, Unknown};
        check("decided 1 ?", Unknown, &["the decision on Phase 1 (“?”)"]);
        check("decided 9 no-go", Unknown, &["the phase of the decision “no-go” (“9”)"]);
        check("decided 9 go", Ready, &[]);
        check("decided 1 -", Ready, &[]);
        check("decided 0 ?", Ready, &[]);
    }

    #[test]
    fn an_open_mark_among_the_criteria_leaves_no_gate_ready() {
        use GateVerdict::{Ready, Unknown};
        check("marks =", Unknown, &["the box of “mark”"]);
        check("marks = 1", Unknown, &["the box of “mark”"]);
        check("marks = 2", Ready, &[]);
        check("marks +~", Ready, &[]);
    }
}
