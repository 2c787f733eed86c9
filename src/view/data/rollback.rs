//! The rollback plan as data.

use serde::Serialize;

use super::phase::CriterionData;
use super::value::{Number, number, plain, references};
use crate::model::phase::Position;
use crate::model::prose::BlockKind;
use crate::model::rollback::{RollbackOwner, Step, StepKind, Trigger};
use crate::portfolio::Entry;

/// How to go back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RollbackData<'a> {
    /// When to roll back.
    pub triggers: Vec<TriggerData<'a>>,
    /// What to do, in order.
    pub steps: Vec<StepData<'a>>,
    /// Who does it.
    pub owners: Vec<OwnerData<'a>>,
}

/// A condition that calls for a rollback.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TriggerData<'a> {
    /// Its text and the comparison that it states.
    #[serde(flatten)]
    pub criterion: CriterionData<'a>,
    /// Stated number of the one phase that it speaks of.
    pub phase: Option<Number>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// Line in the source.
    pub line: u32,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepData<'a> {
    /// Its first paragraph.
    pub text: &'a str,
    /// `act`, `verify`, `escalate`.
    pub kind: &'static str,
    /// The code blocks under it, as written.
    pub commands: Vec<&'a str>,
    /// Stated number of the one phase that it speaks of.
    pub phase: Option<Number>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// Line in the source.
    pub line: u32,
}

/// A row of the owners' table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OwnerData<'a> {
    /// Stated numbers of its phases, `null` for one without a number.
    pub phases: Vec<Option<Number>>,
    /// Positions of the same phases.
    pub phases_positions: Vec<u32>,
    /// The phases as written.
    pub phases_text: Option<&'a str>,
    /// Who is called first.
    pub primary: Option<&'a str>,
    /// Who is called next.
    pub backup: Option<&'a str>,
    /// Line in the source.
    pub line: u32,
}

pub(super) fn rollback(entry: &Entry) -> RollbackData<'_> {
    let rollback = &entry.plan.rollback;
    RollbackData {
        triggers: rollback.triggers.iter().map(|t| trigger(entry, t)).collect(),
        steps: rollback.steps.iter().map(|s| step(entry, s)).collect(),
        owners: rollback.owners.iter().map(|o| owner(entry, o)).collect(),
    }
}

fn trigger<'a>(entry: &'a Entry, trigger: &'a Trigger) -> TriggerData<'a> {
    TriggerData {
        criterion: CriterionData::new(&trigger.text, trigger.comparison.as_ref()),
        phase: trigger.phase.and_then(|p| number(&entry.plan, p)),
        phase_position: trigger.phase.map(Position::get),
        line: entry.source.line(trigger.span.start),
    }
}

fn step<'a>(entry: &'a Entry, step: &'a Step) -> StepData<'a> {
    StepData {
        text: &step.text.plain,
        kind: match step.kind {
            StepKind::Act => "act",
            StepKind::Verify => "verify",
            StepKind::Escalate => "escalate",
        },
        commands: step
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Code { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect(),
        phase: step.phase.and_then(|p| number(&entry.plan, p)),
        phase_position: step.phase.map(Position::get),
        line: entry.source.line(step.span.start),
    }
}

fn owner<'a>(entry: &'a Entry, owner: &'a RollbackOwner) -> OwnerData<'a> {
    let (phases, phases_positions) = references(&entry.plan, owner.phases.iter().copied());
    OwnerData {
        phases,
        phases_positions,
        phases_text: plain(Some(&owner.phases_text)),
        primary: plain(owner.primary.as_ref()),
        backup: plain(owner.backup.as_ref()),
        line: entry.source.line(owner.span.start),
    }
}
