//! Plans side by side: entries, summaries, programs, and where links lead.
//!
//! In: plans with their analysis and findings. Out: a [`Portfolio`], the one thing views read.
//! Invariant: pages about many plans read [`Summary`] only, so that editing a plan touches no more
//! than what its summary says.

mod actions;
mod all;
mod beside;
mod calendar;
mod change;
mod claims;
mod collisions;
mod cycles;
mod entry;
mod exposure;
mod facets;
mod federated;
#[cfg(test)]
pub(crate) mod fixture;
mod gather;
mod held;
mod join;
mod lookup;
mod made;
mod order;
mod owners;
mod part;
mod phase_files;
mod plan_beside;
mod plan_orders;
mod register;
mod replace;
mod slips;
mod standing;
mod summarise;
mod summary;
mod version;
mod waiting;
mod week;

pub use actions::ActionRef;
pub use all::Portfolio;
pub use beside::{Beside, Placed, beside};
pub use calendar::{Calendar, DateSpan, DateWindow, PhaseEnd, SOON};
pub use change::{FileChange, SaveEffect, changes};
pub use claims::{Claims, FlagClaim};
pub use collisions::{
    CollisionRef, Collisions, Duty, FlagCollision, FreezeCollision, FreezeOverlap, OwnerCollision,
    Untold, collisions, may_collide,
};
pub use entry::{
    FileBeside, FileFinding, NameIndex, PageEntry, PlanEntry, Program, UnreadableDocument,
};
pub use exposure::{Exposure, ExposureWeek, NewlyReached, Uncounted, newly_reached};
pub use facets::{Facet, FacetValue, Facets};
pub use federated::{Federated, FederatedSite};
pub use gather::gather;
pub use held::Held;
pub use lookup::Lookup;
pub use order::by_urgency;
pub use owners::{GateRef, Owner, Owners, RiskRef, RollbackDuty};
pub use part::PlanPart;
pub use phase_files::{file_names, file_of, phase_files};
pub use plan_beside::{NamedPlan, PlanBeside, PlanCollision, Upstream, UpstreamGate};
pub use plan_orders::PlanOrders;
pub use register::{AcrossPlans, Register, RiskCategory};
pub use replace::replace;
pub use slips::{EndMoves, current_slip, end_moves, phase_called};
pub use summarise::{current_gate, is_wanted, summarise};
pub use summary::{
    ActionSummary, Approval, DecisionSummary, GateSummary, PhaseAudience, PhaseSummary,
    RiskSummary, RollbackSummary, SignatureSummary, Summary, SupportSummary,
};
pub use version::{LATEST_VERSIONS, VersionRef};
pub use week::{WEEKS, WeekEvent, WeekEventKind, Weeks};
