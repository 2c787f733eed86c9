//! What can be done for a gate, in words.

use crate::analysis::actions::{Actor, Deed};

/// What is to be done, as a request.
pub(super) const fn deed_words(deed: Deed) -> &'static str {
    match deed {
        Deed::Decide => "Decide",
        Deed::DecideAgain => "Decide again",
        Deed::Sign => "Sign",
        Deed::SettleRisk => "Close, mitigate or accept a risk",
        Deed::RateRisk => "Rate a risk",
        Deed::Reach => "Reach the target",
        Deed::Confirm => "Confirm a criterion",
        Deed::Finish => "Finish a checklist item",
        Deed::NameApprover => "Name the approver",
        Deed::NameRollbackOwner => "Name a rollback owner",
        Deed::State => "State what is missing",
    }
}

/// Who can do it, where the plan names nobody.
pub(super) const fn actor_words(actor: Actor) -> &'static str {
    match actor {
        Actor::Approver => "Approver",
        Actor::RiskOwner => "Risk owner",
        Actor::PlanOwner => "Plan owner",
    }
}
