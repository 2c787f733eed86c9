//! The shortest way to Go: what is missing at a gate as things that somebody can do, each once.
//!
//! Every blocker and every missing value is one action; a gate that is ready wants a decision, a stopped one
//! another decision. Signing comes last, as it is the decision about all others.

use super::gate::{BlockerKind, Gate, GateVerdict, MissingKind};
use super::wording;
use crate::model::plan::Plan;
use crate::model::prose::Text;
use crate::text::Span;

/// Something that somebody can do for a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What is to be done.
    pub deed: Deed,
    /// Who can do it.
    pub actor: Actor,
    /// The name that the plan states for that; `None` where it states none.
    pub who: Option<String>,
    /// The blocker or missing value that it settles, by its index: blockers first, then what is missing.
    pub settles: Option<usize>,
    /// Where the plan speaks of it.
    pub span: Span,
}

/// What can be done for a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// Decide about a gate that nothing blocks.
    Decide,
    /// Decide again about a gate that is stopped.
    DecideAgain,
    /// Sign the gate.
    Sign,
    /// Close, mitigate or accept a risk.
    SettleRisk,
    /// Rate a risk.
    RateRisk,
    /// Reach the target of a measured criterion.
    Reach,
    /// Confirm a criterion.
    Confirm,
    /// Finish an item of a checklist.
    Finish,
    /// Name who signs the gate.
    NameApprover,
    /// Name who rolls back.
    NameRollbackOwner,
    /// State what can't be read, or is not stated.
    State,
}

/// Who can do something for a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// Who signs the gate.
    Approver,
    /// Who answers for the risk.
    RiskOwner,
    /// The plan's owner, else its author.
    PlanOwner,
}

/// What is to be done for the gate at the end of the phase at `index`; nothing where it is passed or not yet
/// due. What an audience is not shown is no action.
pub fn actions(plan: &Plan, index: usize, gate: &Gate) -> Vec<Action> {
    let phase = &plan.phases[index];
    let stated = |text: Option<&Text>| text.filter(|t| !t.is_empty()).map(|t| t.plain.to_string());
    let approver = || stated(phase.go_no_go.as_ref());
    let owner = || {
        let header = &plan.header;
        stated(header.owner.as_ref()).or_else(|| stated(header.author.as_ref()))
    };
    let decided = gate.decision.and_then(|row| plan.decisions.get(row)).map(|row| row.span);
    let decision = |deed| Action {
        deed,
        actor: Actor::Approver,
        who: approver(),
        settles: None,
        span: decided.unwrap_or(phase.span),
    };
    match gate.verdict {
        GateVerdict::Passed | GateVerdict::NotYetDue => return Vec::new(),
        GateVerdict::Ready => return vec![decision(Deed::Decide)],
        GateVerdict::Stopped => return vec![decision(Deed::DecideAgain)],
        GateVerdict::Unknown | GateVerdict::Blocked => {}
    }
    let signing = wording::signing_criterion(plan, &gate.criteria);
    let risk_owner = |risk: usize| stated(plan.risks[risk].owner.as_ref());
    let of_risk = |deed, risk: usize| match risk_owner(risk) {
        Some(name) => (deed, Actor::RiskOwner, Some(name)),
        None => (deed, Actor::PlanOwner, owner()),
    };
    let of_plan = |deed| (deed, Actor::PlanOwner, owner());
    let blockers = gate.blockers.iter().enumerate().filter_map(|(at, blocker)| {
        let (deed, actor, who) = match blocker.kind {
            BlockerKind::Criterion(criterion) if signing == Some(criterion) => {
                (Deed::Sign, Actor::Approver, approver())
            }
            BlockerKind::Criterion(_) => of_plan(Deed::Confirm),
            BlockerKind::Measure(_) => of_plan(Deed::Reach),
            BlockerKind::Risk(risk) => of_risk(Deed::SettleRisk, risk),
            BlockerKind::NoApprover => of_plan(Deed::NameApprover),
            BlockerKind::NoRollbackOwner => of_plan(Deed::NameRollbackOwner),
            BlockerKind::ChecklistItem(..) | BlockerKind::ChecklistMark(..) => {
                of_plan(Deed::Finish)
            }
            BlockerKind::Withheld(_) => return None,
        };
        Some(Action { deed, actor, who, settles: Some(at), span: blocker.span })
    });
    let missing = gate.missing.iter().enumerate().filter_map(|(at, missing)| {
        let (deed, actor, who) = match missing.kind {
            MissingKind::Rating(risk) => of_risk(Deed::RateRisk, risk),
            MissingKind::Approver => of_plan(Deed::NameApprover),
            MissingKind::Signature(_) => (Deed::Sign, Actor::Approver, approver()),
            MissingKind::CriterionMark(..) => of_plan(Deed::Confirm),
            MissingKind::CurrentPhase
            | MissingKind::Criteria
            | MissingKind::Status
            | MissingKind::StatedPhase
            | MissingKind::Decision(_)
            | MissingKind::LeftOut(_) => of_plan(Deed::State),
            MissingKind::Withheld => return None,
        };
        let settles = Some(gate.blockers.len() + at);
        Some(Action { deed, actor, who, settles, span: missing.kind.span(plan, phase) })
    });
    let mut all: Vec<Action> = blockers.chain(missing).collect();
    all.sort_by_key(|action| action.deed == Deed::Sign);
    all
}
