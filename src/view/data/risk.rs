//! The risk register as data.

use serde::Serialize;

use super::value::{ExtraValues, JsonNumber, number, plain, references};
use crate::model::phase::PhasePosition;
use crate::model::risk::{Binding, Level, Risk};
use crate::portfolio::PlanEntry;

/// A risk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RiskData<'a> {
    /// ID as written.
    pub id: Option<&'a str>,
    /// What may happen.
    pub text: &'a str,
    /// Kind of risk.
    pub category: Option<&'a str>,
    /// Its likelihood: `very-low`, `low`, `medium`, `high`, `very-high`, `critical`, `unknown`.
    pub likelihood: Option<&'static str>,
    /// Its impact, of the same words.
    pub impact: Option<&'static str>,
    /// Band of its cell, else of its rating: `minor`, `moderate`, `major`, `severe`; `null` for a risk that has
    /// neither.
    pub band: Option<&'static str>,
    /// The author's word of the likelihood.
    pub likelihood_text: Option<&'a str>,
    /// The author's word of the impact.
    pub impact_text: Option<&'a str>,
    /// Its one overall level, of the words of `likelihood`; `band` follows it where the axes give no cell.
    pub rating: Option<&'static str>,
    /// The author's word of that level.
    pub rating_text: Option<&'a str>,
    /// A score or combined level as written.
    pub score: Option<&'a str>,
    /// What is done against it.
    pub mitigation: Option<&'a str>,
    /// What is done when it happens.
    pub contingency: Option<&'a str>,
    /// What tells that it happens.
    pub trigger: Option<&'a str>,
    /// Who answers for it.
    pub owner: Option<&'a str>,
    /// `open`, `mitigating`, `mitigated`, `accepted`, `closed`, `occurred`, `unknown`.
    pub status: Option<&'static str>,
    /// The author's words of the status.
    pub status_text: Option<&'a str>,
    /// Whether it counts as open.
    pub open: bool,
    /// Who has taken it, where it is accepted and says more than that.
    pub acceptance: Option<AcceptanceData<'a>>,
    /// When it was found.
    pub raised: Option<String>,
    /// When it must be dealt with.
    pub due: Option<String>,
    /// Its likelihood after mitigation.
    pub residual_likelihood: Option<&'static str>,
    /// Its impact after mitigation.
    pub residual_impact: Option<&'static str>,
    /// Band after mitigation.
    pub residual_band: Option<&'static str>,
    /// Stated numbers of the phases that it is bound to, as named; `null` for one without a number.
    pub phases: Vec<Option<JsonNumber>>,
    /// Positions of the same phases.
    pub phases_positions: Vec<u32>,
    /// The words that bind it.
    pub bindings: Vec<BindingData<'a>>,
    /// Columns of the author's own.
    pub extra: ExtraValues<'a>,
    /// Anchor on the plan's risks page.
    pub anchor: &'a str,
    /// Line of its row.
    pub line: u32,
}

/// Who has taken a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AcceptanceData<'a> {
    /// Who.
    pub by: Option<&'a str>,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// Why.
    pub reason: Option<&'a str>,
    /// Whether it holds on the day of the build.
    pub holds: bool,
    /// Line of its words.
    pub line: u32,
}

/// Words that bind a risk to a phase and so to a gate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BindingData<'a> {
    /// Stated number of the phase named.
    pub phase: Option<JsonNumber>,
    /// Position of the phase named.
    pub phase_position: u32,
    /// `before`, `by`, `in`, `during`, `at`.
    pub when: &'static str,
    /// Stated number of the phase whose gate it is bound to.
    pub gate: Option<JsonNumber>,
    /// Position of that phase.
    pub gate_position: Option<u32>,
    /// The words.
    pub words: &'a str,
    /// Line of the words.
    pub line: u32,
}

pub(super) fn risk<'a>(entry: &'a PlanEntry, index: usize) -> RiskData<'a> {
    let risk: &'a Risk = &entry.plan.risks[index];
    let placement = &entry.analysis.risks[index];
    let kind = |level: &Option<Level>| level.as_ref().map(|l| l.kind.word());
    let level = |level: &'a Option<Level>| level.as_ref().and_then(|l| plain(Some(&l.text)));
    let mut named: Vec<PhasePosition> = Vec::new();
    for binding in &risk.bindings {
        if !named.contains(&binding.phase) {
            named.push(binding.phase);
        }
    }
    let (phases, phases_positions) = references(&entry.plan, named);
    RiskData {
        id: risk.id.as_ref().map(|id| id.value.as_str()),
        text: &risk.text.plain,
        category: plain(risk.category.as_ref()),
        likelihood: kind(&risk.likelihood),
        impact: kind(&risk.impact),
        band: placement.band.map(crate::settings::Band::word),
        likelihood_text: level(&risk.likelihood),
        impact_text: level(&risk.impact),
        rating: kind(&risk.rating),
        rating_text: level(&risk.rating),
        score: plain(risk.score.as_ref()),
        mitigation: plain(risk.mitigation.as_ref()),
        contingency: plain(risk.contingency.as_ref()),
        trigger: plain(risk.trigger.as_ref()),
        owner: plain(risk.owner.as_ref()),
        status: risk.status_kind().map(crate::model::risk::RiskStatusKind::word),
        status_text: risk.status.as_ref().and_then(|s| plain(Some(&s.text))),
        open: risk.is_open(),
        acceptance: risk.acceptance.as_ref().map(|acceptance| AcceptanceData {
            by: plain(acceptance.by.as_ref()),
            until: acceptance.until.as_ref().map(|day| day.value.to_string()),
            reason: plain(acceptance.reason.as_ref()),
            holds: placement.accepted,
            line: entry.source.line(acceptance.span.start),
        }),
        raised: risk.raised.as_ref().map(|d| d.value.to_string()),
        due: risk.due.as_ref().map(|d| d.value.to_string()),
        residual_likelihood: kind(&risk.residual_likelihood),
        residual_impact: kind(&risk.residual_impact),
        residual_band: placement.residual_band.map(crate::settings::Band::word),
        phases,
        phases_positions,
        bindings: risk
            .bindings
            .iter()
            .enumerate()
            .map(|(i, b)| binding(entry, b, placement.gates.get(i).copied()))
            .collect(),
        extra: ExtraValues::columns(&risk.extra),
        anchor: &placement.anchor,
        line: entry.source.line(risk.span.start),
    }
}

fn binding<'a>(
    entry: &'a PlanEntry,
    binding: &'a Binding,
    gate: Option<PhasePosition>,
) -> BindingData<'a> {
    BindingData {
        phase: number(&entry.plan, binding.phase),
        phase_position: binding.phase.get(),
        when: binding.when.word(),
        gate: gate.and_then(|p| number(&entry.plan, p)),
        gate_position: gate.map(PhasePosition::get),
        words: &binding.words,
        line: entry.source.line(binding.span.start),
    }
}
