use super::*;
use crate::analysis::attention::Attention;
use crate::model::phase::PhaseNumber;
use crate::model::plan::Plan;
use crate::model::risk::LevelKind;
use crate::portfolio::fixture::{entry_of, phase, risk};

fn row(status: StatusKind, phases: usize, live: Option<usize>) -> PlanRow {
    let mut plan = Plan {
        phases: (0..phases)
            .map(|i| phase(i, Some(PhaseNumber::whole(0)), &format!("P{i}")))
            .collect(),
        ..Plan::default()
    };
    plan.header.status = Some(crate::model::header::Status {
        kind: status,
        text: status.label().to_owned(),
        note: None,
        span: crate::text::Span::default(),
    });
    let entry = entry_of("pay/a.md", plan, live);
    plan_row(Links { page: "status/draft.html" }, &entry.summary)
}

#[test]
fn a_live_plan_shows_phase_and_gate() {
    let row = row(StatusKind::InProgress, 4, Some(1));
    assert_eq!(row.href, "../plans/pay/a/index.html");
    assert_eq!((row.place.as_str(), row.phase.as_deref()), ("2 of 4", Some("P1")));
    assert_eq!(row.bar, Some(PhaseTally { done: 1, live: 1, total: 4 }));
    assert_eq!(row.gate.map(|g| g.text), Some("Ready".to_owned()));
    assert_eq!((row.title.as_str(), row.owner), ("a.md", None));
}

#[test]
fn a_severe_risk_is_named_once() {
    let severe = |id| risk(id, LevelKind::High, LevelKind::Critical);
    let plan = Plan { risks: vec![severe("R1"), severe("R4")], ..Plan::default() };
    let mut plan = entry_of("a.md", plan, None).summary;
    let mut said = |gate: &str, risks: &str| {
        let reason = |kind, text: &str| Reason { kind, text: text.to_owned() };
        let reasons = vec![
            reason(ReasonKind::GateBlocked, &format!("Blocked at the gate from R1 to R4: {gate}.")),
            reason(ReasonKind::SevereRisk, risks),
            reason(ReasonKind::Stale, "Not updated for 44 days."),
        ];
        plan.attention = Some(Attention { reasons });
        attention_rows("index.html", &[&plan])[0].reasons.len()
    };
    assert_eq!(said("severe risk R1 is open", "Severe risk R1 is open."), 2);
    let both = "2 severe risks are open: R1, R4.";
    assert_eq!(said("1 of 4 criteria is not met; 2 severe risks are open: R1, R4", both), 2);
    assert_eq!(said("2 severe and 1 major risks are open: R1, R4, R5; no approver", both), 2);
    assert_eq!(said("1 severe and 1 major risks are open: R1, R5", both), 3);
    assert_eq!(said("4 severe risks are open: R9, R1, R8 and 1 more", both), 3);
    assert_eq!(said("1 of 4 criteria is not met", both), 3);
}

#[test]
fn a_draft_has_no_gate_yet() {
    let row = row(StatusKind::Draft, 4, None);
    assert_eq!((row.place.as_str(), row.phase, row.gate), ("0 of 4", None, None));
    assert_eq!(super::tests::row(StatusKind::Draft, 0, None).place, "No phases");
}
