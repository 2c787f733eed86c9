//! The published shape, as far as it is read: what stands beside it is passed over.

use serde::Deserialize;

use super::words::{Word, Words};
use crate::analysis::attention::ReasonKind;
use crate::analysis::current::{CurrentPhaseSource, CurrentPhaseState};
use crate::analysis::gate::{GateVerdict, SignatureState};
use crate::analysis::schedule::DatesOrigin;
use crate::model::date::Date;
use crate::model::decision::Verdict;
use crate::model::header::StatusKind;
use crate::model::measure::AmountUnit;
use crate::model::phase::PhaseStatusKind;
use crate::model::risk::LevelKind;
use crate::settings::Band;

/// The version of the shape alone.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    pub(super) schema: u64,
}

/// All plans of a site.
#[derive(Debug, Deserialize)]
pub(super) struct Data {
    pub(super) plans: Vec<PlanData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PlanData {
    pub(super) slug: String,
    pub(super) source: Words,
    pub(super) title: Option<Words>,
    #[serde(default)]
    pub(super) template: bool,
    pub(super) date: Option<Word<Date>>,
    pub(super) updated: Option<Word<Date>>,
    pub(super) next_review: Option<Word<Date>>,
    pub(super) updated_by: Option<Words>,
    pub(super) author: Option<Words>,
    pub(super) owner: Option<Words>,
    pub(super) flag: Option<Words>,
    pub(super) tags: Vec<Words>,
    pub(super) status: Option<StatusData>,
    pub(super) current_phase_position: Option<u32>,
    pub(super) current_phase_state: Word<CurrentPhaseState>,
    pub(super) current_phase_from: Option<Word<CurrentPhaseSource>>,
    pub(super) phases: Vec<PhaseData>,
    pub(super) transition_criteria: Vec<CriterionData>,
    pub(super) decisions: Vec<DecisionData>,
    pub(super) risks: Vec<RiskData>,
    pub(super) rollback: RollbackData,
    pub(super) progress: ProgressData,
    pub(super) attention: Vec<AttentionData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct StatusData {
    pub(super) kind: Word<StatusKind>,
    pub(super) text: Words,
}

#[derive(Debug, Deserialize)]
pub(super) struct PhaseData {
    pub(super) number: Option<serde_json::Number>,
    pub(super) name: Words,
    pub(super) label: Words,
    pub(super) users: Option<Words>,
    pub(super) users_value: Option<f64>,
    pub(super) users_unit: Option<Word<AmountUnit>>,
    pub(super) users_approximate: Option<bool>,
    pub(super) start: Option<Word<Date>>,
    pub(super) end: Option<Word<Date>>,
    pub(super) dates: Option<Word<DatesOrigin>>,
    #[serde(default)]
    pub(super) ongoing: bool,
    pub(super) go_no_go: Option<Words>,
    pub(super) status: Option<PhaseStatusData>,
    pub(super) flag: Option<Words>,
    pub(super) exposure: Option<Words>,
    pub(super) gate: Option<GateData>,
    pub(super) line: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct PhaseStatusData {
    pub(super) kind: Word<PhaseStatusKind>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GateData {
    pub(super) verdict: Word<GateVerdict>,
    pub(super) blockers: Vec<BlockerData>,
    pub(super) missing: Vec<Words>,
    #[serde(default)]
    pub(super) signatures: Vec<SignatureData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct BlockerData {
    pub(super) text: Words,
}

#[derive(Debug, Deserialize)]
pub(super) struct SignatureData {
    pub(super) who: Option<Words>,
    pub(super) state: Word<SignatureState>,
    pub(super) date: Option<Word<Date>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CriterionData {
    pub(super) done: bool,
    pub(super) phase_position: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct DecisionData {
    pub(super) phase_position: Option<u32>,
    pub(super) phase_text: Option<Words>,
    pub(super) verdict: Option<Word<Verdict>>,
    pub(super) verdict_text: Option<Words>,
    pub(super) by: Option<Words>,
    pub(super) date: Option<Word<Date>>,
    pub(super) notes: Option<Words>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RiskData {
    pub(super) id: Option<Words>,
    pub(super) text: Words,
    pub(super) category: Option<Words>,
    pub(super) likelihood: Option<Word<LevelKind>>,
    pub(super) impact: Option<Word<LevelKind>>,
    pub(super) band: Option<Word<Band>>,
    pub(super) likelihood_text: Option<Words>,
    pub(super) impact_text: Option<Words>,
    pub(super) rating: Option<Word<LevelKind>>,
    pub(super) rating_text: Option<Words>,
    pub(super) owner: Option<Words>,
    pub(super) open: bool,
    #[serde(default)]
    pub(super) acceptance: Option<AcceptanceData>,
    pub(super) anchor: Words,
}

#[derive(Debug, Deserialize)]
pub(super) struct AcceptanceData {
    pub(super) until: Option<Word<Date>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RollbackData {
    pub(super) triggers: Vec<PlaceData>,
    pub(super) steps: Vec<PlaceData>,
    pub(super) owners: Vec<OwnerData>,
    #[serde(default)]
    pub(super) unread: Vec<PlaceData>,
}

/// What holds for some phases, or for all: a trigger, a step, a section.
#[derive(Debug, Deserialize)]
pub(super) struct PlaceData {
    /// `None` where the data leaves them out.
    pub(super) phases_positions: Option<Vec<u32>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OwnerData {
    pub(super) phases_positions: Option<Vec<u32>>,
    pub(super) phases_text: Option<Words>,
    pub(super) primary: Option<Words>,
    pub(super) backup: Option<Words>,
    pub(super) line: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct ProgressData {
    pub(super) done: u32,
    pub(super) total: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct AttentionData {
    pub(super) kind: Word<ReasonKind>,
    pub(super) text: Words,
}
