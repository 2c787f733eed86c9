//! The rules of a gate's verdict: the first that holds.

use std::sync::Arc;

use super::blocker;
use super::current::{CurrentPhase, CurrentPhaseState};
use super::decision;
use super::doubt;
use super::gate::{Gate, GateSignature, GateVerdict, Missing, MissingKind, SignatureState};
use super::heatmap::Ranked;
use super::measure::Measures;
use super::signature::Signatures;
use crate::model::decision::{Decision, Verdict};
use crate::model::header::StatusKind;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::plan::Plan;
use crate::settings::Settings;

/// What is known of a plan before its gates.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Where the rollout stands.
    pub(super) current: &'a CurrentPhase,
    /// How what was measured stands.
    pub(super) measures: &'a Measures,
}

/// What the verdicts on all gates of a plan are derived from.
pub(super) struct Case<'a> {
    plan: &'a Plan,
    current: &'a CurrentPhase,
    measures: &'a Measures,
    /// The latest decision about each phase.
    decisions: Vec<Option<usize>>,
    /// The gate that the plan's status halts.
    halted: Option<PhasePosition>,
    signatures: Signatures,
}

impl<'a> Case<'a> {
    /// Gathers what every gate's verdict depends on.
    pub(super) fn new(plan: &'a Plan, known: Known<'a>, settings: &Settings) -> Self {
        let Known { current, measures } = known;
        // A row that says nothing is no decision; one with an unknown word is.
        let is_made = |d: &Decision| d.verdict.is_some() || !d.verdict_text.is_empty();
        let decisions = decision::latest(plan, is_made);
        let signatures = Signatures::default();
        let mut case = Self { plan, current, measures, decisions, halted: None, signatures };
        let is_halted = matches!(
            plan.status_kind(),
            Some(StatusKind::Paused | StatusKind::RolledBack | StatusKind::Cancelled)
        );
        if is_halted {
            case.halted = current.position.or_else(|| case.first_without_go());
        }
        if !plan.signatures.is_empty() {
            let now = current.position.or_else(|| case.first_without_go());
            let decided = |gate| {
                let decision = &plan.decisions[case.decision(gate)?];
                Some((decision.date.as_ref().map(|date| date.value), decision.verdict))
            };
            case.signatures = Signatures::of(plan, now, settings, decided);
        }
        case
    }

    fn first_without_go(&self) -> Option<PhasePosition> {
        let open =
            |i: usize| !self.decided(PhasePosition::from_index(i)).is_some_and(Verdict::is_go);
        (0..self.plan.phases.len()).find(|&i| open(i)).map(PhasePosition::from_index)
    }

    fn decision(&self, gate: PhasePosition) -> Option<usize> {
        self.decisions.get(gate.index()).copied().flatten()
    }

    fn decided(&self, gate: PhasePosition) -> Option<Verdict> {
        self.plan.decisions[self.decision(gate)?].verdict
    }

    /// Derives all that is known of the gate at the end of `phase`.
    pub(super) fn judge(
        &self,
        phase: &Phase,
        criteria: Arc<[usize]>,
        risks: &Ranked<'_>,
        settings: &Settings,
    ) -> Gate {
        let position = phase.position;
        let signatures = self.signatures.at(self.plan, phase, settings);
        let mut missing = Vec::new();
        let mut blockers = Vec::new();
        let verdict = if self.is_stopped(position) || self.is_refused(position, &signatures) {
            GateVerdict::Stopped
        } else if self.is_passed(position) {
            GateVerdict::Passed
        } else if self.is_not_yet_due(position) {
            GateVerdict::NotYetDue
        } else {
            missing = self.missing(&criteria);
            let is_placed = missing.is_empty();
            let decision = self.decision(position);
            missing.extend(doubt::missing(self.plan, phase, decision, risks, settings));
            missing.extend(doubt::signatures(self.plan, &signatures));
            missing.extend(self.signatures.left_out.map(|first| Missing {
                kind: MissingKind::Signature(first),
                text: format!("the signatures after the first {first}"),
            }));
            if self.current.state == CurrentPhaseState::NotStated {
                missing.retain(|m| m.kind != MissingKind::StatedPhase);
            }
            if is_placed {
                blockers = blocker::blockers(self.plan, phase, &criteria, risks, settings);
                // Those of a phase that is not current decide nothing yet.
                if self.current.position == Some(position) {
                    blocker::add_measures(self.plan, phase, self.measures, &mut blockers);
                }
            }
            match (blockers.is_empty(), missing.is_empty()) {
                (false, _) => GateVerdict::Blocked,
                (true, false) => GateVerdict::Unknown,
                (true, true) => GateVerdict::Ready,
            }
        };
        let decision = self.decision(position);
        let (unbound, unrated) = (Vec::new(), Vec::new());
        Gate { verdict, blockers, missing, criteria, decision, signatures, unbound, unrated }
    }

    fn is_stopped(&self, gate: PhasePosition) -> bool {
        self.halted == Some(gate) || self.decided(gate).is_some_and(|verdict| !verdict.is_go())
    }

    /// Whether one of its signatures is refused, and no Go was decided on a later day.
    fn is_refused(&self, gate: PhasePosition, signatures: &[GateSignature]) -> bool {
        let decision = self.decision(gate).map(|row| &self.plan.decisions[row]);
        let go = decision.filter(|decision| decision.verdict.is_some_and(Verdict::is_go));
        let go = go.and_then(|decision| decision.date.as_ref()).map(|date| date.value);
        let is_overruled = |refusal: &GateSignature| {
            refusal.date.zip(go).is_some_and(|(refused, decided)| decided > refused)
        };
        let mut refused = signatures.iter().filter(|s| s.state == SignatureState::Refused);
        refused.any(|refusal| !is_overruled(refusal))
    }

    /// Signatures of which the plan does not say which gate they are for.
    pub(super) fn unclear_signatures(self) -> Vec<usize> {
        self.signatures.unclear(self.plan)
    }

    /// When all is done, every gate lies behind, as it does when a later phase is current.
    fn is_passed(&self, gate: PhasePosition) -> bool {
        self.decided(gate).is_some_and(Verdict::is_go)
            || self.current.position.is_some_and(|current| current > gate)
            || self.current.state == CurrentPhaseState::AllDone
            || self.plan.status_kind() == Some(StatusKind::Complete)
    }

    fn is_not_yet_due(&self, gate: PhasePosition) -> bool {
        let has_not_begun =
            matches!(self.plan.status_kind(), Some(StatusKind::Draft | StatusKind::Approved));
        self.current.position.map_or(has_not_begun, |current| current < gate)
    }

    /// What a verdict can't do without.
    fn missing(&self, criteria: &[usize]) -> Vec<Missing> {
        let is_unplaced = self.current.state == CurrentPhaseState::NotStated;
        let phase = is_unplaced.then_some((MissingKind::CurrentPhase, "the current phase"));
        let criteria = criteria
            .is_empty()
            .then_some((MissingKind::Criteria, "transition criteria for this gate"));
        let missing = |(kind, text): (_, &str)| Missing { kind, text: text.to_owned() };
        phase.into_iter().chain(criteria).map(missing).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::testing::{HEALTHY, gates, plan};
    use super::*;

    fn judge(facts: &str) -> Vec<Gate> {
        let (plan, settings) = (plan(facts), Settings::default());
        gates(&plan, &current(&plan), &settings)
    }

    #[track_caller]
    fn check(facts: &str, expected: &str) {
        let gates = judge(facts);
        let words: Vec<&str> = gates.iter().map(|g| g.verdict.word()).collect();
        assert_eq!(words.join(" "), expected, "{facts}");
        for gate in gates {
            assert_eq!(gate.verdict == GateVerdict::Blocked, !gate.blockers.is_empty());
            let may_miss = matches!(gate.verdict, GateVerdict::Unknown | GateVerdict::Blocked);
            assert!(may_miss || gate.missing.is_empty());
            assert!(gate.verdict != GateVerdict::Unknown || !gate.missing.is_empty());
        }
    }

    #[test]
    fn the_latest_decision_stops_a_gate() {
        for stop in ["no-go", "hold", "rolled-back"] {
            check(
                &format!("{HEALTHY}; decided 1 go; decided 1 {stop}"),
                "passed stopped not-yet-due not-yet-due",
            );
        }
        check(&format!("{HEALTHY}; decided 0 hold"), "stopped ready not-yet-due not-yet-due");
        check(&format!("{HEALTHY}; decided 2 hold"), "passed ready stopped not-yet-due");
        check("status complete; phases 2; decided 1 hold", "passed stopped");
        check("status draft; phases 2; decided 1 hold", "not-yet-due stopped");
    }

    #[test]
    fn the_status_of_the_plan_stops_the_gate_of_the_current_phase() {
        for status in ["paused", "rolled-back", "cancelled"] {
            check(&format!("{HEALTHY}; status {status}"), "passed stopped not-yet-due not-yet-due");
        }
        check("status paused; phases 3; current 1; decided 1 go", "passed stopped not-yet-due");
    }

    #[test]
    fn where_no_phase_is_current_the_status_stops_the_first_gate_without_a_go() {
        check("status paused; phases 3; criteria x", "stopped unknown unknown");
        check("status cancelled; phases 2; decided 1 no-go", "stopped stopped");
        check("status rolled-back; phases 2; decided 0 go; decided 1 go", "passed passed");
        check("status rolled-back; phases 3; decided 0 go; decided 2 go", "passed stopped passed");
        check("status paused", "");
    }

    #[test]
    fn a_go_or_a_later_phase_or_the_end_passes_a_gate() {
        check(&format!("{HEALTHY}; decided 1 go"), "passed passed not-yet-due not-yet-due");
        check("phases 2; current 0; decided 0 go-with-conditions", "passed not-yet-due");
        check("phases 3; current 2; criteria x", "passed passed ready");
        check("status complete; phases 2", "passed passed");
        check("status complete; phases 2; current 0", "passed passed");
        check("status in-progress; phases 2; decided 1 go", "passed passed");
    }

    #[test]
    fn a_gate_behind_the_current_one_is_not_yet_due() {
        check("phases 3; current 0; criteria x", "ready not-yet-due not-yet-due");
        check("status draft; phases 2; criteria o", "not-yet-due not-yet-due");
        check("status approved; phases 2", "not-yet-due not-yet-due");
        check("status draft; phases 2; current 0; criteria x", "ready not-yet-due");
    }

    #[track_caller]
    fn check_missing(facts: &str, expected: &[&str]) {
        let gate = judge(facts).swap_remove(0);
        let found: Vec<&str> = gate.missing.iter().map(|m| m.text.as_str()).collect();
        assert_eq!((gate.verdict, &*found), (GateVerdict::Unknown, expected), "{facts}");
    }

    #[test]
    fn what_is_not_stated_makes_a_gate_unknown() {
        let (phase, criteria) = ("the current phase", "transition criteria for this gate");
        check_missing("status in-progress; phases 2; criteria x", &[phase]);
        check_missing("phases 2", &[phase, criteria]);
        check_missing("status in-progress; phases 2; current 0; unsigned 0", &[criteria]);
        check_missing("status in-progress; phases 2; current 0; criteria x 1", &[criteria]);
    }

    #[test]
    fn an_unknown_word_decides_nothing_and_leaves_no_gate_ready() {
        check("phases 2; current 0; criteria x; decided 0 go; decided 0 ?", "unknown not-yet-due");
        check("phases 2; current 0; criteria o; decided 0 ?", "blocked not-yet-due");
        check("phases 2; current 0; criteria x; decided 0 go; decided 0 -", "passed not-yet-due");
    }
}
