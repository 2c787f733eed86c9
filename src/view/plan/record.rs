//! The record of a gate: what was decided, what was known then, and what changed since.

use serde::Serialize;

use super::decision::DecisionRow;
use super::header::{PlanHeader, TabKey};
use super::signature::signature_state;
use super::{At, PlanView};
use crate::analysis::gate::GateSignature;
use crate::analysis::measure::Measures;
use crate::analysis::past::{GateRecord, change_words, is_decided_on};
use crate::analysis::wording;
use crate::model::decision::Decision;
use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;
use crate::model::risk::RiskStatusKind;
use crate::portfolio::PlanEntry;
use crate::site::Route;
use crate::text::{LABEL, shortened};
use crate::view::change::{ChangeRow, change_row, commit_digits};
use crate::view::gate_card::GateRowState;
use crate::view::part::{DateText, date_text, signature_word};
use crate::view::shell::{Anchor, NavSection, Shell};

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-record.html";

/// The record of a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// "Gate from Phase 0 to Phase 1: Go".
    pub title: String,
    /// The decisions about it, in the order of the log.
    pub decisions: Vec<DecisionRow>,
    /// The commit with which the latest stood in the plan.
    pub committed: Option<Committed>,
    /// Why there is no more to tell, where there is not.
    pub unknown: Option<&'static str>,
    /// "2 criteria, 1 step"; `None` where nothing changed, or that is not known.
    pub drift_words: Option<String>,
    /// Whether it is known what changed since.
    pub is_compared: bool,
    /// Whether the file was edited after the last commit, with which the decision is compared.
    pub is_edited: bool,
    /// What changed since of what was decided on, the gravest first.
    pub drift: Vec<ChangeRow>,
    /// What else changed since, the gravest first.
    pub besides: Vec<ChangeRow>,
    /// What the plan said then.
    pub known: Option<KnownThen>,
    /// The phase that the gate ends.
    pub phase: Anchor,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Committed {
    /// When.
    pub date: DateText,
    /// Who.
    pub author: String,
    /// First digits of its name.
    pub commit: String,
}

/// What a plan said when a gate was decided: words alone, as what they led to may be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownThen {
    /// Transition criteria, and whether each was met: "Met", "Open".
    pub criteria: Vec<StateThen>,
    /// Success criteria of the phase.
    pub success: Vec<String>,
    /// What the plan's text said was measured, and how that stood.
    pub measures: Vec<String>,
    /// What stood in the way by the plan's own rules.
    pub blockers: Vec<String>,
    /// Risks that were accepted.
    pub accepted: Vec<String>,
    /// Who was to sign.
    pub approver: Option<String>,
    /// Who had signed, refused and not signed.
    pub signatures: Vec<SignatureThen>,
}

/// A signature and how it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureThen {
    /// "Security: Ana Lima".
    pub who: String,
    /// When it was signed or refused.
    pub date: Option<DateText>,
    /// Value of `data-state`.
    pub state: GateRowState,
    /// "Signed", "Refused", "Open".
    pub word: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
}

/// A condition and how it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateThen {
    /// The condition.
    pub text: String,
    /// Value of `data-state`.
    pub state: &'static str,
    /// "Met", "Open".
    pub word: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
}

/// The records of a plan's gates.
pub(super) fn routes(entry: &PlanEntry) -> impl Iterator<Item = Route> {
    let files = entry.gate_files.iter();
    files.map(|(_, file)| Route::GateRecord(entry.slug.clone(), file.to_string()))
}

/// The record of the gate at the end of a phase.
pub fn record(plan_view: &PlanView<'_>, phase: usize) -> (Shell, RecordPage) {
    let entry = plan_view.entry;
    let route = entry.gate_route(phase).unwrap_or(Route::Phases(entry.slug.clone()));
    let at = At::new(plan_view, &route);
    let latest = entry.analysis.gates.get(phase).and_then(|gate| gate.decision);
    let decision = latest.and_then(|latest| at.plan().decisions.get(latest));
    let verdict = decision.map(|decision| decision.verdict_text.plain.to_string());
    let gate = at.gate_name(phase);
    let gate = wording::capitalised(gate.strip_prefix("the ").unwrap_or(&gate));
    let title = match verdict.filter(|words| !words.is_empty()) {
        Some(words) => format!("{gate}: {}", shortened(&words, LABEL)),
        None => gate.clone(),
    };
    let kept = latest.and_then(|latest| entry.analysis.past.records.get(&latest));
    let committed = kept.and_then(|record| at.committed(record));
    let known = kept.and_then(|record| at.known_then(phase, decision?, record));
    let since = kept.and_then(|record| record.since.as_deref());
    let rows = |is_drift| {
        let some = since.into_iter().flatten().filter(|line| is_decided_on(line) == is_drift);
        some.map(change_row).collect::<Vec<_>>()
    };
    let view = RecordPage {
        header: at.header(TabKey::Phases, &gate),
        title,
        decisions: at.decisions(Some(phase)),
        unknown: match (kept, &known) {
            (None, _) if entry.versions.is_empty() => {
                Some("the plan's earlier versions are not known")
            }
            (None, _) => Some(
                "the decision is not committed yet, or is older than the commits that are compared",
            ),
            (Some(_), None) => Some("the repository lacks the text of that version"),
            (Some(_), Some(_)) => None,
        },
        committed,
        drift_words: latest.and_then(|latest| at.changed_since(latest)),
        is_compared: since.is_some(),
        is_edited: since.is_some() && !plan_view.context.opener.is_committed(entry),
        drift: rows(true),
        besides: rows(false),
        known,
        phase: Anchor { href: at.to_phase(phase), text: at.phase_label(phase) },
    };
    (at.shell(&gate, NavSection::Plans, false), view)
}

impl At<'_, '_> {
    fn committed(&self, record: &GateRecord) -> Option<Committed> {
        let commit = &self.entry.versions.get(record.version)?.commit;
        Some(Committed {
            date: date_text(commit.date),
            author: shortened(&commit.author, LABEL).into_owned(),
            commit: commit_digits(commit),
        })
    }

    /// What the plan said in the version in which a decision first stood, as of the day of its commit.
    fn known_then(
        &self,
        phase: usize,
        decision: &Decision,
        record: &GateRecord,
    ) -> Option<KnownThen> {
        let day = self.entry.versions.get(record.version)?.commit.date;
        let then = self.context.opener.earlier(self.entry, &record.text, day)?;
        // The phase may have stood elsewhere among the others.
        let label = &self.plan().phases[phase].label.plain;
        let is_same = |decided: &Decision| decided.phase_text.plain == decision.phase_text.plain;
        let of_log = then.plan.decisions.iter().find(|decided| is_same(decided))?.phase;
        let by_label = then.plan.phases.iter().position(|phase| phase.label.plain == *label);
        let index = of_log.map(PhasePosition::index).or(by_label)?;
        let (gate, own) = (then.analysis.gates.get(index)?, then.plan.phases.get(index)?);
        let criteria = gate.criteria.iter().map(|&at| {
            let item = &then.plan.transition_criteria[at].item;
            let (state, word, icon) =
                if item.done { ("met", "Met", "check") } else { ("todo", "Open", "todo") };
            StateThen { text: item.text.plain.to_string(), state, word, icon }
        });
        let accepted = then
            .plan
            .risks
            .iter()
            .filter(|risk| risk.status_kind() == Some(RiskStatusKind::Accepted));
        Some(KnownThen {
            criteria: criteria.collect(),
            success: own.success_criteria.iter().map(|of| of.text.plain.to_string()).collect(),
            measures: measures_then(&then.plan, &then.analysis.measures, index),
            blockers: gate.blockers.iter().map(|blocker| blocker.text.clone()).collect(),
            accepted: accepted
                .map(|risk| match &risk.id {
                    Some(id) => format!("{}: {}", id.value, risk.text.plain),
                    None => risk.text.plain.to_string(),
                })
                .collect(),
            approver: own.go_no_go.as_ref().map(|of| of.plain.to_string()),
            signatures: gate.signatures.iter().map(|of| signature_then(&then.plan, of)).collect(),
        })
    }

    /// What changed since a decision of the log, in words, where that is known: "2 criteria, 1 step".
    pub(super) fn changed_since(&self, decision: usize) -> Option<String> {
        let words = change_words(self.entry.analysis.past.records.get(&decision)?.drift());
        (!words.is_empty()).then_some(words)
    }
}

/// What a plan said was measured, of a phase or of none in particular.
fn measures_then(plan: &Plan, measures: &Measures, phase: usize) -> Vec<String> {
    let phase = PhasePosition::from_index(phase);
    let all = std::iter::zip(&plan.measures, &measures.states);
    let own = all.filter(|(measure, _)| measure.holds_for(phase));
    let words = own.map(|(measure, state)| {
        let metric = shortened(&measure.metric.plain, LABEL);
        format!("{metric}: {}, {}", wording::measured(measure), state.label().to_lowercase())
    });
    words.collect()
}

/// A signature of a gate in an earlier version of its plan.
fn signature_then(plan: &Plan, of: &GateSignature) -> SignatureThen {
    let who = match wording::signer(plan, of) {
        Some(name) if name != of.who && !of.who.is_empty() => format!("{}: {name}", of.who),
        Some(name) => name.to_owned(),
        None => "Not stated".to_owned(),
    };
    let (state, icon) = signature_state(of.state);
    SignatureThen { who, date: of.date.map(date_text), state, word: signature_word(of.state), icon }
}
