//! Phases, their gates and decisions as data.

use serde::Serialize;

use super::value::{ExtraValues, JsonNumber, number, plain};
use crate::analysis::gate::GateSignature;
use crate::analysis::measure::Held;
use crate::analysis::schedule::DatesOrigin;
use crate::model::decision::{Decision, Verdict};
use crate::model::measure::{Amount, Comparison};
use crate::model::phase::{Phase, PhasePosition, PhaseStatus};
use crate::model::prose::Text;
use crate::model::signature::{Signature, SignatureVerdict};
use crate::portfolio::PlanEntry;

/// A phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PhaseData<'a> {
    /// The stated number.
    pub number: Option<JsonNumber>,
    /// Place in the plan's order, from 1.
    pub position: u32,
    /// Name without word and number; may be empty.
    pub name: &'a str,
    /// As written.
    pub label: &'a str,
    /// What is released to whom.
    pub scope: Option<&'a str>,
    /// How many get it, as written.
    pub users: Option<&'a str>,
    /// How many: persons, or a share in percent.
    pub users_value: Option<JsonNumber>,
    /// `people` or `share`.
    pub users_unit: Option<&'static str>,
    /// Whether the amount is rough.
    pub users_approximate: Option<bool>,
    /// How long, as written.
    pub duration: Option<&'a str>,
    /// Words that say when it comes and are neither a length nor a date.
    pub when: Option<&'a str>,
    /// First day, stated or projected.
    pub start: Option<String>,
    /// The time of day behind the first day, as written.
    pub start_time: Option<&'a str>,
    /// Last day, inclusive, stated or projected.
    pub end: Option<String>,
    /// The time of day behind the last day, as written.
    pub end_time: Option<&'a str>,
    /// `stated`, `projected`, or `null` without dates.
    pub dates: Option<&'static str>,
    /// Whether it is current, the plan live, and its end past.
    pub overdue: bool,
    /// Whether it has begun or is to begin and has no end by plan.
    pub ongoing: bool,
    /// What must be reached.
    pub success_criteria: Vec<CriterionData<'a>>,
    /// Who signs the gate at its end.
    pub go_no_go: Option<&'a str>,
    /// Its own status.
    pub status: Option<PhaseStatusData<'a>>,
    /// Who leads it.
    pub owner: Option<&'a str>,
    /// The flag that opens it.
    pub flag: Option<&'a str>,
    /// The share of exposure.
    pub exposure: Option<&'a str>,
    /// Columns of the author's own.
    pub extra: ExtraValues<'a>,
    /// The gate at its end.
    pub gate: Option<GateData<'a>>,
    /// What it has, should it go wrong.
    pub rollback: Option<CoverageData>,
    /// Line of its row or heading.
    pub line: u32,
}

/// A phase's own status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PhaseStatusData<'a> {
    /// `not-started`, `in-progress`, `complete`, `paused`, `rolled-back`, `cancelled`, `unknown`.
    pub kind: &'static str,
    /// The author's words.
    pub text: &'a str,
}

/// A condition, measured or for a human to judge.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriterionData<'a> {
    /// As written.
    pub text: &'a str,
    /// What is measured; `null` where a human judges.
    pub metric: Option<&'a str>,
    /// `<`, `<=`, `>`, `>=`, `=`.
    pub op: Option<&'static str>,
    /// The value in `unit`.
    pub value: Option<JsonNumber>,
    /// The unit as written.
    pub unit: Option<&'a str>,
    /// Over what time or on what condition.
    pub window: Option<&'a str>,
    /// `met`, `not-met`, `unknown`, `too-old`; given where a measure decides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<&'static str>,
}

/// The gate at the end of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GateData<'a> {
    /// `stopped`, `passed`, `not-yet-due`, `unknown`, `blocked`, `ready`.
    pub verdict: &'static str,
    /// What blocks it.
    pub blockers: Vec<BlockerData<'a>>,
    /// What the plan does not state, or says in words that can't be read; also beside blockers.
    pub missing: Vec<&'a str>,
    /// Who has signed it; empty where the plan has no signatures.
    pub signatures: Vec<GateSignatureData<'a>>,
}

/// A signature of a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GateSignatureData<'a> {
    /// The approver as the gate names it, else the signer's role or name.
    pub who: Option<&'a str>,
    /// `signed`, `refused`, `open`.
    pub state: &'static str,
    /// When it was signed or refused.
    pub date: Option<String>,
    /// Line of the signature, else of the approver.
    pub line: u32,
}

/// A signature, as the plan states it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignatureData<'a> {
    /// Stated number of the phase whose gate it is for, where it names one phase.
    pub phase: Option<JsonNumber>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// The phase as written.
    pub phase_text: Option<&'a str>,
    /// What the signer stands for.
    pub role: Option<&'a str>,
    /// Who signs.
    pub name: Option<&'a str>,
    /// `go`, `no-go`; `null` while it is open.
    pub verdict: Option<&'static str>,
    /// The author's words for it.
    pub verdict_text: Option<&'a str>,
    /// When it was signed or refused.
    pub date: Option<String>,
    /// Conditions and reasons.
    pub notes: Option<&'a str>,
    /// Line of its row or item.
    pub line: u32,
}

/// Something that blocks a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlockerData<'a> {
    /// In words.
    pub text: &'a str,
    /// Line where it stands.
    pub line: u32,
}

/// Rollback coverage of a phase.
#[expect(clippy::struct_excessive_bools, reason = "four facts of a published shape")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoverageData {
    /// Whether triggers are stated that hold for it.
    pub triggers: bool,
    /// Whether steps are stated that hold for it.
    pub steps: bool,
    /// Whether a primary owner is named.
    pub primary: bool,
    /// Whether a backup owner is named.
    pub backup: bool,
}

/// A decision at a gate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DecisionData<'a> {
    /// Stated number of the phase.
    pub phase: Option<JsonNumber>,
    /// Position of the phase.
    pub phase_position: Option<u32>,
    /// The phase as written.
    pub phase_text: Option<&'a str>,
    /// `go`, `go-with-conditions`, `no-go`, `hold`, `rolled-back`; `null` where the word is none of the known
    /// ones.
    pub verdict: Option<&'static str>,
    /// The author's word.
    pub verdict_text: Option<&'a str>,
    /// Who decided.
    pub by: Option<&'a str>,
    /// When.
    pub date: Option<String>,
    /// Conditions and reasons.
    pub notes: Option<&'a str>,
    /// Line of its row.
    pub line: u32,
}

impl<'a> CriterionData<'a> {
    /// A text and the comparison that it states.
    pub(super) fn new(text: &'a Text, comparison: Option<&'a Comparison>) -> Self {
        Self {
            text: &text.plain,
            metric: comparison.map(|c| c.metric.as_str()),
            op: comparison.map(|c| c.op.sign()),
            value: comparison.map(|c| JsonNumber(c.value)),
            unit: comparison.and_then(|c| c.unit.as_deref()),
            window: comparison.and_then(|c| c.window.as_deref()),
            measured: None,
        }
    }

    /// The same with how it stands by what was measured.
    pub(super) fn measured(self, held: Option<Held>) -> Self {
        Self { measured: held.map(|held| held.state.word()), ..self }
    }
}

pub(super) fn phase<'a>(entry: &'a PlanEntry, phase: &'a Phase) -> PhaseData<'a> {
    let index = phase.position.index();
    let dates = entry.analysis.schedule.get(index).copied().unwrap_or_default();
    let amount: Option<Amount> = phase.users.as_ref().and_then(|u| u.amount);
    PhaseData {
        number: phase.number.map(JsonNumber::from),
        position: phase.position.get(),
        name: &phase.name,
        label: &phase.label.plain,
        scope: plain(phase.scope.as_ref()),
        users: phase.users.as_ref().and_then(|u| plain(Some(&u.text))),
        users_value: amount.map(|a| JsonNumber(a.value)),
        users_unit: amount.map(|a| a.unit.word()),
        users_approximate: amount.map(|a| a.approximate),
        duration: phase.duration.as_ref().and_then(|d| plain(Some(&d.text))),
        when: plain(phase.when.as_ref()),
        start: dates.start.map(|d| d.to_string()),
        start_time: phase.start_time.as_deref(),
        end: dates.end.map(|d| d.to_string()),
        end_time: phase.end_time.as_deref(),
        dates: dates.origin.map(DatesOrigin::word),
        overdue: dates.overdue,
        ongoing: dates.ongoing,
        success_criteria: phase
            .success_criteria
            .iter()
            .enumerate()
            .map(|(at, c)| {
                let held = entry.analysis.measures.of_success(index, at);
                CriterionData::new(&c.text, c.comparison.as_ref()).measured(held)
            })
            .collect(),
        go_no_go: plain(phase.go_no_go.as_ref()),
        status: phase.status.as_ref().map(phase_status),
        owner: plain(phase.owner.as_ref()),
        flag: plain(phase.flag.as_ref()),
        exposure: plain(phase.exposure.as_ref()),
        extra: ExtraValues::columns(&phase.extra),
        gate: gate_data(entry, index),
        rollback: entry.analysis.coverage.get(index).map(|c| CoverageData {
            triggers: c.triggers,
            steps: c.steps,
            primary: c.primary,
            backup: c.backup,
        }),
        line: entry.source.line(phase.span.start),
    }
}

/// The gate at the end of the phase at `index`; `None` where the plan has no such phase.
pub fn gate_data(entry: &PlanEntry, index: usize) -> Option<GateData<'_>> {
    let gate = entry.analysis.gates.get(index)?;
    Some(GateData {
        verdict: gate.verdict.word(),
        blockers: gate
            .blockers
            .iter()
            .map(|b| BlockerData { text: &b.text, line: entry.source.line(b.span.start) })
            .collect(),
        missing: gate.missing.iter().map(|m| m.text.as_str()).collect(),
        signatures: gate.signatures.iter().map(|s| gate_signature(entry, s)).collect(),
    })
}

fn phase_status(status: &PhaseStatus) -> PhaseStatusData<'_> {
    PhaseStatusData { kind: status.kind.word(), text: &status.text.plain }
}

pub(super) fn decision<'a>(entry: &'a PlanEntry, decision: &'a Decision) -> DecisionData<'a> {
    DecisionData {
        phase: decision.phase.and_then(|p| number(&entry.plan, p)),
        phase_position: decision.phase.map(PhasePosition::get),
        phase_text: plain(Some(&decision.phase_text)),
        verdict: decision.verdict.map(Verdict::word),
        verdict_text: plain(Some(&decision.verdict_text)),
        by: plain(decision.by.as_ref()),
        date: decision.date.as_ref().map(|d| d.value.to_string()),
        notes: plain(decision.notes.as_ref()),
        line: entry.source.line(decision.span.start),
    }
}

fn gate_signature<'a>(entry: &'a PlanEntry, of: &'a GateSignature) -> GateSignatureData<'a> {
    GateSignatureData {
        who: Some(of.who.as_str()).filter(|who| !who.is_empty()),
        state: of.state.word(),
        date: of.date.map(|date| date.to_string()),
        line: entry.source.line(of.span.start),
    }
}

pub(super) fn signature<'a>(entry: &'a PlanEntry, of: &'a Signature) -> SignatureData<'a> {
    let phase = match of.phases.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    SignatureData {
        phase: phase.and_then(|p| number(&entry.plan, p)),
        phase_position: phase.map(PhasePosition::get),
        phase_text: plain(of.phase_text.as_ref()),
        role: plain(of.role.as_ref()),
        name: plain(of.name.as_ref()),
        verdict: of.verdict.map(SignatureVerdict::word),
        verdict_text: plain(of.verdict_text.as_ref()),
        date: of.date.as_ref().map(|date| date.value.to_string()),
        notes: plain(of.notes.as_ref()),
        line: entry.source.line(of.span.start),
    }
}
