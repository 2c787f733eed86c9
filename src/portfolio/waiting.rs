//! Gates that want a decision, across plans, in the order of the page that lists them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entry::PlanEntry;
use super::summary::{GateSummary, Summary};
use crate::analysis::gate::GateVerdict;
use crate::model::date::Date;
use crate::model::header::StatusKind;
use crate::text::Natural;

/// Verdicts in the order of the page: what waits for a decision, for work, is on hold, can't be told.
const ORDER: [GateVerdict; 4] =
    [GateVerdict::Ready, GateVerdict::Blocked, GateVerdict::Stopped, GateVerdict::Unknown];

/// Gates of live and paused plans, and of those whose status can't be read, by what they wait for; in each group
/// approvers by their longest waiting gate, and each one's gates by their due dates, undated ones last. A gate is the
/// index of its plan, and its own among those that the plan wants decided.
pub(super) fn waiting(entries: &[Arc<PlanEntry>], order: &[usize]) -> Vec<(usize, usize)> {
    let is_unread = |s: &Summary| s.status_kind() == Some(StatusKind::Unknown);
    let counts = |plan: &&usize| {
        let summary = &entries[**plan].summary;
        summary.has_users() || is_unread(summary)
    };
    let gates_of =
        |&plan: &usize| (0..entries[plan].summary.gates_wanted.len()).map(move |gate| (plan, gate));
    let mut gates: Vec<(usize, usize)> = order.iter().filter(counts).flat_map(gates_of).collect();
    let of = |&(plan, gate): &(usize, usize)| {
        let summary = &entries[plan].summary;
        (summary, &*summary.gates_wanted[gate])
    };
    let group = |gate: &GateSummary| (rank(gate.verdict), gate.approver_key());
    let mut first: BTreeMap<(usize, String), Wait> = BTreeMap::new();
    for (_, gate) in gates.iter().map(of) {
        let wait = Wait::of(gate);
        first.entry(group(gate)).and_modify(|w| *w = (*w).min(wait)).or_insert(wait);
    }
    gates.sort_by_cached_key(|at| {
        let (plan, gate) = of(at);
        let key = group(gate);
        let longest = first.get(&key).copied();
        let title = Natural::new(&plan.title);
        (key.0, longest, key.1, Wait::of(gate), title, plan.slug.clone(), gate.phase)
    });
    gates
}

/// The place of a verdict in the order of the page.
fn rank(verdict: GateVerdict) -> usize {
    ORDER.iter().position(|of| *of == verdict).unwrap_or(ORDER.len())
}

/// How long a gate waits; the earliest due date stands first, none last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wait(bool, Option<Date>);

impl Wait {
    fn of(gate: &GateSummary) -> Self {
        Self(gate.due.is_none(), gate.due)
    }
}
