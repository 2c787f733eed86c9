//! The gates of a plan, each with its verdict.

use std::sync::Arc;

use super::blocker;
use super::doubt;
use super::gate::{Gate, GateVerdict};
use super::heatmap::Ranked;
use super::verdict::{Case, Known};
use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;
use crate::settings::Settings;

/// Derives the verdict on the gate of each phase, in phase order; with signatures that are for no gate for
/// sure.
pub(super) fn gates(
    plan: &Plan,
    known: Known<'_>,
    risks: &Ranked<'_>,
    settings: &Settings,
) -> (Vec<Gate>, Vec<usize>) {
    let case = Case::new(plan, known, settings);
    let criteria = criteria(plan);
    let mut gates: Vec<Gate> = std::iter::zip(&plan.phases, criteria)
        .map(|(phase, criteria)| case.judge(phase, criteria, risks, settings))
        .collect();
    let now = known
        .current
        .position
        .map(PhasePosition::index)
        .or_else(|| gates.iter().position(|gate| gate.verdict != GateVerdict::Passed));
    if let Some(gate) = now.and_then(|index| gates.get_mut(index)) {
        gate.unbound = blocker::unbound(plan, risks, settings.scale.tolerated);
        gate.unrated = doubt::unbound(plan, risks, settings.scale.tolerated);
    }
    (gates, case.unclear_signatures())
}

/// The criteria of each gate: those of every gate and those of its phase. Gates without any of their
/// own share one list.
fn criteria(plan: &Plan) -> Vec<Arc<[usize]>> {
    let mut common = Vec::new();
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); plan.phases.len()];
    for (i, criterion) in plan.transition_criteria.iter().enumerate() {
        match criterion.phase {
            None => common.push(i),
            Some(position) => {
                if let Some(own) = own.get_mut(position.index()) {
                    own.push(i);
                }
            }
        }
    }
    let shared: Arc<[usize]> = common.as_slice().into();
    let list = |mut own: Vec<usize>| {
        if own.is_empty() {
            return Arc::clone(&shared);
        }
        own.extend_from_slice(&common);
        own.sort_unstable();
        own.into()
    };
    own.into_iter().map(list).collect()
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::testing::{gates, plan};
    use super::*;

    fn judge(facts: &str) -> Vec<Gate> {
        let (plan, settings) = (plan(facts), Settings::default());
        gates(&plan, &current(&plan), &settings)
    }

    #[test]
    fn a_gate_knows_its_criteria_and_its_decision() {
        let gates =
            judge("phases 3; criteria xo; criteria x 1; criteria o; decided 1 hold; decided 1 go");
        let criteria: Vec<&[usize]> = gates.iter().map(|g| &*g.criteria).collect();
        assert_eq!(criteria, [&[0, 1, 3][..], &[0, 1, 2, 3], &[0, 1, 3]]);
        assert_eq!(gates.iter().map(|g| g.decision).collect::<Vec<_>>(), [None, Some(1), None]);
    }

    #[track_caller]
    fn check_unbound(facts: &str, expected: &[&[usize]]) {
        let unbound: Vec<Vec<usize>> = judge(facts).into_iter().map(|g| g.unbound).collect();
        assert_eq!(unbound, expected, "{facts}");
    }

    #[test]
    fn high_risks_bound_to_no_gate_are_listed_at_the_gate_of_now() {
        let risks = "risk R1 low/critical; risk R2 high/high open in 0; risk R3 high/high; \
                     risk R4 high/low; risk R5 high/high accepted; risk R6 high/high closed; \
                     risk R7 low/low occurred";
        let phases = "phases 3; criteria x";
        check_unbound(&format!("{phases}; current 1; {risks}"), &[&[], &[2, 0], &[]]);
        check_unbound(&format!("{phases}; {risks}"), &[&[2, 0], &[], &[]]);
        check_unbound(&format!("{phases}; status complete; {risks}"), &[&[], &[], &[]]);
    }
}
