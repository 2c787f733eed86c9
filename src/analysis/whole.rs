//! What follows from a whole plan, where an audience is shown a part of it.
//!
//! Invariant: of a plan that is shown in part nothing is said that the whole plan does not say. Verdicts are those of
//! the whole plan, in words that do not tell what is left out; what can't be told so is not told.

use std::mem::{Discriminant, discriminant};

use rustc_hash::FxHashMap;

use super::Analysis;
use super::attention::ReasonKind;
use super::contradictions::Contradiction;
use super::coverage::Coverage;
use super::current::{CurrentPhase, CurrentPhaseState};
use super::gate::{Blocker, BlockerKind, Gate, GateVerdict, Missing, MissingKind, SignatureState};
use super::measure::MeasureState;
use super::rehearsal::Proof;
use super::schedule::PhaseDates;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::plan::Plan;
use crate::text::{Source, Span};

/// What is known of the whole plan. Places are lines, which are the same in the text that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    current: CurrentPhase,
    /// Lines of the phases.
    phases: Box<[u32]>,
    gates: Box<[WholeGate]>,
    coverage: Box<[Coverage]>,
    schedule: Box<[PhaseDates]>,
    proof: Proof,
    contradictions: Box<[(String, u32, u32)]>,
    /// Lines of measures whose value stands in the text, with how they stand.
    measures: Box<[(u32, MeasureState)]>,
    /// Why the plan needs attention.
    pub reasons: Box<[ReasonKind]>,
    /// Parts of which something is not shown.
    pub withheld: Withheld,
}

/// Parts of a plan of which something is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of its own")]
pub struct Withheld {
    /// Phases.
    pub phases: bool,
    /// Transition criteria.
    pub criteria: bool,
    /// Risks.
    pub risks: bool,
    /// Triggers, steps or owners of the rollback.
    pub rollback: bool,
    /// Checklists.
    pub checklists: bool,
}

impl Withheld {
    /// The names of these parts in data.
    pub fn words(self) -> Vec<&'static str> {
        let parts = [
            (self.phases, "phases"),
            (self.criteria, "transition_criteria"),
            (self.risks, "risks"),
            (self.rollback, "rollback"),
            (self.checklists, "checklists"),
        ];
        parts.into_iter().filter(|(is_withheld, _)| *is_withheld).map(|(_, word)| word).collect()
    }
}

#[derive(Debug, Clone, PartialEq)]
struct WholeGate {
    verdict: GateVerdict,
    blockers: Box<[(Discriminant<BlockerKind>, u32)]>,
    missing: Box<[(Discriminant<MissingKind>, u32)]>,
    signatures: Box<[(SignatureState, u32)]>,
    decision: Option<u32>,
    /// Lines of the risks that are bound to no gate, and of those without a rating.
    unbound: Box<[u32]>,
    unrated: Box<[u32]>,
}

/// A text with the plan in it and what follows.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The text.
    pub source: &'a Source,
    /// What it states.
    pub plan: &'a Plan,
    /// What follows.
    pub analysis: &'a Analysis,
}

impl Judged<'_> {
    fn line(&self, span: Span) -> u32 {
        self.source.line(span.start)
    }

    fn risks(&self, indices: &[usize]) -> Box<[u32]> {
        indices.iter().map(|&risk| self.line(self.plan.risks[risk].span)).collect()
    }

    fn gate(&self, phase: &Phase, gate: &Gate) -> WholeGate {
        let missing = |missing: &Missing| {
            let span = missing.kind.span(self.plan, phase);
            (discriminant(&missing.kind), self.line(span))
        };
        let blocker = |of: &Blocker| (discriminant(&of.kind), self.line(of.span));
        WholeGate {
            verdict: gate.verdict,
            blockers: gate.blockers.iter().map(blocker).collect(),
            missing: gate.missing.iter().map(missing).collect(),
            signatures: gate.signatures.iter().map(|s| (s.state, self.line(s.span))).collect(),
            decision: gate.decision.map(|row| self.line(self.plan.decisions[row].span)),
            unbound: self.risks(&gate.unbound),
            unrated: self.risks(&gate.unrated),
        }
    }

    /// The line of a measure whose value stands in the text, and how it stands.
    fn measure(&self, at: usize) -> Option<(u32, MeasureState)> {
        let measure = &self.plan.measures[at];
        let is_of_text = measure.actual.as_ref().is_none_or(|actual| !actual.is_beside);
        let span = measure.span.filter(|_| is_of_text)?;
        Some((self.line(span), self.analysis.measures.states[at]))
    }

    fn contradiction(&self, of: &Contradiction) -> (String, u32, u32) {
        (of.text.clone(), self.line(of.status), self.line(of.evidence))
    }
}

impl Whole {
    /// What is kept of the whole plan beside `shown`, the part of it that is shown.
    pub fn new(whole: Judged<'_>, reasons: Vec<ReasonKind>, shown: &Plan) -> Self {
        let Judged { plan, analysis, .. } = whole;
        let gates = std::iter::zip(&plan.phases, &analysis.gates);
        Self {
            current: analysis.current,
            phases: plan.phases.iter().map(|phase| whole.line(phase.span)).collect(),
            gates: gates.map(|(phase, gate)| whole.gate(phase, gate)).collect(),
            coverage: analysis.coverage.as_slice().into(),
            schedule: analysis.schedule.as_slice().into(),
            proof: analysis.proof,
            contradictions: analysis
                .contradictions
                .iter()
                .map(|c| whole.contradiction(c))
                .collect(),
            measures: (0..plan.measures.len()).filter_map(|at| whole.measure(at)).collect(),
            reasons: reasons.into(),
            withheld: withheld(plan, shown),
        }
    }
}

fn withheld(whole: &Plan, shown: &Plan) -> Withheld {
    let rollback = |plan: &Plan| {
        let of = &plan.rollback;
        (of.triggers.len(), of.steps.len(), of.owners.len(), of.unread.len(), of.rehearsals.len())
    };
    let boxes = |plan: &Plan| {
        plan.checklists.iter().map(|list| list.items.len() + list.marks.len()).sum::<usize>()
    };
    Withheld {
        phases: whole.phases.len() != shown.phases.len(),
        criteria: whole.transition_criteria.len() != shown.transition_criteria.len(),
        risks: whole.risks.len() != shown.risks.len(),
        rollback: rollback(whole) != rollback(shown),
        checklists: boxes(whole) != boxes(shown),
    }
}

impl Analysis {
    /// What is told of the part of a plan that is shown: nothing that the whole plan does not say.
    #[must_use]
    pub fn told(self, source: &Source, plan: &Plan, whole: &Whole) -> Self {
        let shown = Judged { source, plan, analysis: &self };
        let by_line: FxHashMap<u32, usize> =
            whole.phases.iter().enumerate().map(|(at, line)| (*line, at)).collect();
        // Where each phase stands among those of the whole plan.
        let phases: Vec<Option<usize>> =
            plan.phases.iter().map(|phase| by_line.get(&shown.line(phase.span)).copied()).collect();
        let gates = std::iter::zip(&plan.phases, &self.gates).zip(&phases);
        let gates = gates.map(|((phase, gate), at)| {
            let whole = at.and_then(|at| whole.gates.get(at));
            told_gate(&shown, phase, gate, whole)
        });
        let gates: Vec<Gate> = gates.collect();
        let coverage = std::iter::zip(&self.coverage, &phases).map(|(coverage, at)| {
            let whole = at.and_then(|at| whole.coverage.get(at));
            let Coverage { triggers, steps, primary, backup, unread, .. } =
                *whole.unwrap_or(coverage);
            let owners = coverage.owners.clone();
            Coverage { triggers, steps, owners, primary, backup, unread }
        });
        let coverage = coverage.collect();
        let schedule = std::iter::zip(&self.schedule, &phases).map(|(dates, at)| {
            let is_same = at.and_then(|at| whole.schedule.get(at)) == Some(dates);
            if is_same { *dates } else { PhaseDates::default() }
        });
        let schedule: Vec<PhaseDates> = schedule.collect();
        // What would follow from dates that are not shown can't be told.
        let if_ended_today =
            if schedule == self.schedule { self.if_ended_today.clone() } else { Vec::new() };
        let known = |of: &Contradiction| whole.contradictions.contains(&shown.contradiction(of));
        let contradictions = self.contradictions.iter().filter(|of| known(of)).cloned().collect();
        let current = told_current(self.current, whole.current, &phases);
        let proof = whole.proof;
        let measures = self.measures.clone();
        let is_told = |at| shown.measure(at).is_some_and(|known| whole.measures.contains(&known));
        let measures = measures.only(is_told);
        Self {
            current,
            gates,
            coverage,
            proof,
            schedule,
            if_ended_today,
            contradictions,
            measures,
            ..self
        }
    }
}

/// Where the whole rollout stands; what it follows from only where that is shown.
fn told_current(
    shown: CurrentPhase,
    whole: CurrentPhase,
    phases: &[Option<usize>],
) -> CurrentPhase {
    let place = |at: PhasePosition| phases.iter().position(|phase| *phase == Some(at.index()));
    let position = whole.position.and_then(place).map(PhasePosition::from_index);
    if whole.state == CurrentPhaseState::Live && position.is_none() {
        return CurrentPhase { state: CurrentPhaseState::NotStated, position: None, from: None };
    }
    let told = CurrentPhase { state: whole.state, position, from: whole.from };
    if told == shown { told } else { CurrentPhase { from: None, ..told } }
}

fn told_gate(shown: &Judged<'_>, phase: &Phase, gate: &Gate, whole: Option<&WholeGate>) -> Gate {
    let withheld = || Missing {
        kind: MissingKind::Withheld,
        text: "what is not shown to this audience".to_owned(),
    };
    let Some(whole) = whole else {
        return Gate {
            verdict: GateVerdict::Unknown,
            blockers: Vec::new(),
            missing: vec![withheld()],
            signatures: Vec::new(),
            ..gate.clone()
        };
    };
    let own = shown.gate(phase, gate);
    let mut blockers: Vec<Blocker> = std::iter::zip(&gate.blockers, &own.blockers)
        .filter(|(_, place)| whole.blockers.contains(place))
        .map(|(blocker, _)| blocker.clone())
        .collect();
    let count = whole.blockers.len().saturating_sub(blockers.len());
    if count > 0 {
        let text = match count {
            1 => "1 blocker is not shown to this audience".to_owned(),
            n => format!("{n} blockers are not shown to this audience"),
        };
        blockers.push(Blocker { kind: BlockerKind::Withheld(count), text, span: phase.span });
    }
    let mut missing: Vec<Missing> = std::iter::zip(&gate.missing, &own.missing)
        .filter(|(_, place)| whole.missing.contains(place))
        .map(|(missing, _)| missing.clone())
        .collect();
    if whole.missing.len() > missing.len() {
        missing.push(withheld());
    }
    let signatures = std::iter::zip(&gate.signatures, &own.signatures);
    let signatures = signatures.filter(|(_, place)| whole.signatures.contains(place));
    let risks = |indices: &[usize], lines: &[u32]| -> Vec<usize> {
        let is_told = |risk: &&usize| lines.contains(&shown.line(shown.plan.risks[**risk].span));
        indices.iter().filter(is_told).copied().collect()
    };
    Gate {
        verdict: whole.verdict,
        blockers,
        missing,
        criteria: gate.criteria.clone(),
        decision: gate.decision.filter(|_| own.decision == whole.decision),
        signatures: signatures.map(|(signature, _)| signature.clone()).collect(),
        unbound: risks(&gate.unbound, &whole.unbound),
        unrated: risks(&gate.unrated, &whole.unrated),
    }
}
