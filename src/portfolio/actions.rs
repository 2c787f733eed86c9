//! What waits for whom over all plans: the actions at gates that are wanted, those first that make most gates
//! ready.

use std::cmp::Reverse;
use std::sync::Arc;

use super::entry::PlanEntry;
use crate::analysis::gate::GateVerdict;
use crate::text::Natural;

/// An action at a gate, by indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionRef {
    /// Index into [`entries`](super::Portfolio::entries).
    pub plan: usize,
    /// Index into [`Summary::gates_wanted`](super::Summary::gates_wanted).
    pub gate: usize,
    /// Index into [`GateSummary::actions`](super::GateSummary::actions).
    pub action: usize,
    /// How many more actions the gate needs.
    pub more: usize,
    /// How many plans wait for the gate, as they depend on its plan.
    pub dependents: usize,
}

/// The actions at wanted gates, given as plan and gate: those alone at their gate first, of them those that most
/// plans wait for; then by due date and title.
pub(super) fn actions(
    entries: &[Arc<PlanEntry>],
    wanted: &[(usize, usize)],
    dependents: impl Fn(usize) -> usize,
) -> Vec<ActionRef> {
    let mut all: Vec<ActionRef> = wanted
        .iter()
        .flat_map(|&(plan, gate)| {
            let count = entries[plan].summary.gates_wanted[gate].actions.len();
            let dependents = dependents(plan);
            let more = count.saturating_sub(1);
            (0..count).map(move |action| ActionRef { plan, gate, action, more, dependents })
        })
        .collect();
    all.sort_by_cached_key(|at| {
        let summary = &entries[at.plan].summary;
        let gate = &summary.gates_wanted[at.gate];
        let is_stopped = gate.verdict == GateVerdict::Stopped;
        let due = (gate.due.is_none(), gate.due);
        let title = Natural::new(&summary.title);
        (is_stopped, at.more, Reverse(at.dependents), due, title, summary.slug.clone(), at.action)
    });
    all
}
