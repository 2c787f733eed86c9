//! Parts of a plan whose entries are counted.

use crate::model::plan::Plan;

/// Parts of a plan whose entries are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanPart {
    /// Rollout phases.
    Phases,
    /// Risks of the register.
    Risks,
    /// Rollback triggers.
    Triggers,
    /// Rollback steps.
    Steps,
    /// Rows of the rollback owners' table.
    RollbackOwners,
    /// Transition criteria.
    Criteria,
    /// Items of checklists.
    Items,
}

impl PlanPart {
    /// All parts, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Phases,
        Self::Criteria,
        Self::Risks,
        Self::Triggers,
        Self::Steps,
        Self::RollbackOwners,
        Self::Items,
    ];
}

/// How many entries of each part a plan has, in the order of [`PlanPart::ALL`].
pub(super) fn counts(plan: &Plan) -> [usize; PlanPart::ALL.len()] {
    PlanPart::ALL.map(|part| match part {
        PlanPart::Phases => plan.phases.len(),
        PlanPart::Criteria => plan.transition_criteria.len(),
        PlanPart::Risks => plan.risks.len(),
        PlanPart::Triggers => plan.rollback.triggers.len(),
        PlanPart::Steps => plan.rollback.steps.len(),
        PlanPart::RollbackOwners => plan.rollback.owners.len(),
        PlanPart::Items => plan.checklists.iter().map(|list| list.items.len()).sum(),
    })
}
