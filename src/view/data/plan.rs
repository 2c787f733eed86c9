//! A plan as data.

use serde::Serialize;

use super::checklist::{ChecklistData, TransitionCriterionData, checklist, transition_criterion};
use super::measure::{MeasureData, measure};
use super::phase::{DecisionData, PhaseData, SignatureData, decision, phase, signature};
use super::risk::{RiskData, risk};
use super::rollback::{RollbackData, rollback};
use super::value::{ExtraValues, JsonNumber, number, plain};
use crate::analysis::current::CurrentPhaseSource;
use crate::analysis::updated::Updated;
use crate::analysis::whole::Withheld;
use crate::model::phase::PhasePosition;
use crate::portfolio::PlanEntry;
use crate::settings::Settings;
use crate::site::Route;

/// A plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanData<'a> {
    /// Its place in the site.
    pub slug: &'a str,
    /// Path below the content folder.
    pub source: &'a str,
    /// Path of its page below the site's root.
    pub path: String,
    /// Address of its page, where the site has a base URL.
    pub url: Option<String>,
    /// Title without "Rollout Plan:".
    pub title: Option<&'a str>,
    /// Title as written.
    pub title_text: Option<&'a str>,
    /// `true` where it is a template that nobody has begun to fill in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<bool>,
    /// The plan's date.
    pub date: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// When it is to be looked at again.
    pub next_review: Option<String>,
    /// `stated` where the plan says so, `commit` where its last commit does.
    pub updated_from: Option<&'static str>,
    /// Who committed it last, where the date is that of the commit.
    pub updated_by: Option<&'a str>,
    /// The day of its first commit.
    pub created: Option<String>,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// Who answers for it.
    pub owner: Option<&'a str>,
    /// The feature flag.
    pub flag: Option<&'a str>,
    /// Words to find it by.
    pub tags: &'a [String],
    /// Former slugs, as written.
    pub aliases: Vec<&'a str>,
    /// The declared status.
    pub status: Option<StatusData<'a>>,
    /// Whether the rollout is live.
    pub live: bool,
    /// Stated number of the current phase.
    pub current_phase: Option<JsonNumber>,
    /// Position of the current phase.
    pub current_phase_position: Option<u32>,
    /// `live`, `not-started`, `all-done`, `not-stated`.
    pub current_phase_state: &'static str,
    /// `stated`, `phase-status`, `decisions`, `plan-status`.
    pub current_phase_from: Option<&'static str>,
    /// Phases in order.
    pub phases: Vec<PhaseData<'a>>,
    /// Conditions of the gates.
    pub transition_criteria: Vec<TransitionCriterionData<'a>>,
    /// The go/no-go log.
    pub decisions: Vec<DecisionData<'a>>,
    /// Who has signed which gate.
    pub signatures: Vec<SignatureData<'a>>,
    /// The slugs of the plans that it depends on.
    pub depends_on: Vec<&'a str>,
    /// The risk register, in its own order.
    pub risks: Vec<RiskData<'a>>,
    /// The rollback plan.
    pub rollback: RollbackData<'a>,
    /// What was measured.
    pub measures: Vec<MeasureData<'a>>,
    /// Checklists.
    pub checklists: Vec<ChecklistData<'a>>,
    /// Done items of all checklists.
    pub progress: ProgressData,
    /// Why it needs attention, worst first.
    pub attention: Vec<AttentionData<'a>>,
    /// Where the declared status and the evidence disagree.
    pub contradictions: Vec<&'a str>,
    /// Header facts of the author's own.
    pub extra: ExtraValues<'a>,
    /// What is wrong, by place.
    pub findings: Vec<FindingData<'a>>,
    /// Parts of which the audience of the site is not shown everything; given where it is shown a part of the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_shown: Option<Vec<&'static str>>,
}

/// A declared status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusData<'a> {
    /// `draft`, `approved`, `in-progress`, `paused`, `rolled-back`, `complete`, `cancelled`, `unknown`.
    pub kind: &'static str,
    /// The author's words.
    pub text: &'a str,
    /// What follows the status word.
    pub note: Option<&'a str>,
}

/// Done items of a number of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProgressData {
    /// Done.
    pub done: usize,
    /// All that apply.
    pub total: usize,
}

/// Why a plan needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AttentionData<'a> {
    /// `trigger-met`, `unread`, `gate-stopped`, `gate-blocked`, `errors`, `severe-risk`, `no-rollback`,
    /// `decision-wanted`, `overdue`, `stale`, `review-overdue`.
    pub kind: &'static str,
    /// In words.
    pub text: &'a str,
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingData<'a> {
    /// The rule's id.
    pub code: &'static str,
    /// `error`, `warning`, `info`.
    pub level: &'static str,
    /// What is wrong.
    pub message: &'a str,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A plan as data.
pub fn plan_data<'a>(entry: &'a PlanEntry, settings: &Settings) -> PlanData<'a> {
    let (plan, analysis) = (&entry.plan, &entry.analysis);
    let header = &plan.header;
    let path = Route::Plan(entry.slug.clone()).path();
    PlanData {
        slug: entry.slug.as_str(),
        source: entry.source.path(),
        url: settings.site.base_url.as_ref().map(|base| format!("{base}{path}")),
        path,
        title: header.title.as_ref().map(|t| t.value.as_str()),
        title_text: header.title_text.as_deref(),
        template: plan.is_template.then_some(true),
        date: header.date.as_ref().map(|d| d.value.to_string()),
        next_review: header.next_review.as_ref().map(|d| d.value.to_string()),
        updated: analysis.updated.as_ref().map(|updated| updated.date.to_string()),
        updated_from: analysis.updated.as_ref().map(Updated::source_word),
        updated_by: analysis.updated.as_ref().and_then(|updated| updated.by.as_deref()),
        created: analysis.created.map(|day| day.to_string()),
        author: plain(header.author.as_ref()),
        owner: plain(header.owner.as_ref()),
        flag: plain(header.flag.as_ref()),
        tags: &header.tags,
        aliases: header.aliases.iter().map(|a| a.value.as_str()).collect(),
        live: entry.summary.is_live(),
        status: header.status.as_ref().map(|s| StatusData {
            kind: s.kind.word(),
            text: &s.text,
            note: s.note.as_deref(),
        }),
        current_phase: analysis.current.position.and_then(|p| number(plan, p)),
        current_phase_position: analysis.current.position.map(PhasePosition::get),
        current_phase_state: analysis.current.state.word(),
        current_phase_from: analysis.current.from.map(CurrentPhaseSource::word),
        phases: plan.phases.iter().map(|p| phase(entry, p)).collect(),
        transition_criteria: (0..plan.transition_criteria.len())
            .map(|at| transition_criterion(entry, at))
            .collect(),
        decisions: plan.decisions.iter().map(|d| decision(entry, d)).collect(),
        depends_on: entry.depends_on.iter().map(|(slug, _)| slug.as_str()).collect(),
        signatures: plan.signatures.iter().map(|s| signature(entry, s)).collect(),
        risks: (0..plan.risks.len()).map(|i| risk(entry, i)).collect(),
        rollback: rollback(entry),
        measures: (0..plan.measures.len()).map(|at| measure(entry, at)).collect(),
        checklists: plan.checklists.iter().map(|c| checklist(entry, c)).collect(),
        progress: ProgressData { done: analysis.progress.done, total: analysis.progress.total },
        attention: attention(entry),
        contradictions: analysis.contradictions.iter().map(|c| c.text.as_str()).collect(),
        extra: extra(entry),
        findings: findings(entry),
        not_shown: entry.summary.withheld.map(Withheld::words),
    }
}

fn attention(entry: &PlanEntry) -> Vec<AttentionData<'_>> {
    let reasons = entry.summary.attention.as_ref().map_or(&[][..], |a| &a.reasons);
    reasons.iter().map(|r| AttentionData { kind: r.kind.word(), text: &r.text }).collect()
}

fn extra(entry: &PlanEntry) -> ExtraValues<'_> {
    let header = &entry.plan.header;
    let front = header.extra.iter().map(|(key, value)| (key.as_str(), Some(value.as_str())));
    let lines = header.other.iter().map(|(key, value)| (key.as_str(), plain(Some(value))));
    ExtraValues(front.chain(lines).collect())
}

fn findings(entry: &PlanEntry) -> Vec<FindingData<'_>> {
    entry
        .findings
        .iter()
        .map(|finding| {
            let place = entry.source.position(finding.span.start);
            FindingData {
                code: finding.code,
                level: finding.severity.word(),
                message: &finding.message,
                line: place.line,
                column: place.column,
            }
        })
        .collect()
}
