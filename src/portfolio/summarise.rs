//! From a plan and its analysis to its summary.

use std::sync::Arc;

use super::{
    ActionSummary, Approval, DecisionSummary, GateSummary, PhaseAudience, PhaseSummary, PlanEntry,
    RiskSummary, RollbackSummary, SignatureSummary, Summary, SupportSummary, file_of,
};
use crate::analysis::actions::actions;
use crate::analysis::current::{CurrentPhase, CurrentPhaseState};
use crate::analysis::gate::{GateSignature, GateVerdict};
use crate::analysis::phase_state::phase_state;
use crate::analysis::ready::ready_since;
use crate::analysis::wording;
use crate::model::measure::{Amount, AmountUnit};
use crate::model::phase::{Phase, PhasePosition};
use crate::model::prose::Text;
use crate::model::risk::{Level, LevelKind};
use crate::model::rollback::holds_for;
use crate::text::{LABEL, Span, shortened};

/// Summarises a plan. `entry.summary` is not read.
pub fn summarise(entry: &PlanEntry) -> Summary {
    let (plan, analysis) = (&entry.plan, &entry.analysis);
    let header = &plan.header;
    let live = match analysis.current.state {
        CurrentPhaseState::Live => analysis.current.position,
        _ => None,
    };
    let phase = live.and_then(|p| plan.phases.get(p.index()));
    let (owner, author) = (stated(header.owner.as_ref()), stated(header.author.as_ref()));
    let verdicts: Vec<GateVerdict> = analysis.gates.iter().map(|gate| gate.verdict).collect();
    let gate = current_gate(&verdicts, &analysis.current);
    let wanted = gates_wanted(entry, gate);
    let title = header.title.as_ref().map(|title| title.value.as_str());
    let title = title.unwrap_or_else(|| file_name(entry.source.path()));
    Summary {
        slug: entry.slug.clone(),
        source: entry.source.path().to_owned(),
        lang: header
            .lang
            .as_ref()
            .filter(|lang| !lang.is_english())
            .map(|lang| lang.tag().to_owned()),
        title: shortened(title, LABEL).into_owned(),
        is_template: plan.is_template,
        status: header.status.as_ref().map(|s| (s.kind, shortened(&s.text, LABEL).into_owned())),
        owner_is_author: owner.is_none() && author.is_some(),
        owner: owner.or_else(|| author.clone()),
        author,
        sentence: String::new(),
        tags: header.tags.clone(),
        date: header.date.as_ref().map(|d| d.value),
        updated: analysis.updated.as_ref().map(|updated| updated.date),
        next_review: header.next_review.as_ref().map(|day| day.value),
        updated_by: analysis.updated.as_ref().and_then(|updated| updated.by.clone()),
        current: analysis.current,
        phases: phase_labels(entry).into(),
        schedule: schedule(entry).into(),
        audiences: audiences(entry).into(),
        if_ended_today: analysis.if_ended_today.as_slice().into(),
        support: support(entry),
        current_name: phase
            .map(
                |p| if p.name.trim().is_empty() { p.label.plain.as_str() } else { p.name.as_str() },
            )
            .map(|name| shortened(name, LABEL).into_owned()),
        current_users: phase
            .and_then(|p| p.users.as_ref())
            .and_then(|users| stated(Some(&users.text)))
            .map(|users| shortened(&users, LABEL).into_owned()),
        share: share(entry),
        gate: gate.map(|index| {
            let wanted = wanted.iter().find(|gate| gate.phase == index);
            wanted.map_or_else(|| Arc::new(gate_summary(entry, index)), Arc::clone)
        }),
        gates_wanted: wanted.into(),
        approvals: (0..entry.analysis.gates.len()).map(|index| approval(entry, index)).collect(),
        decisions: decisions(entry).into(),
        risks: analysis.risk_order.iter().map(|&i| risk(entry, i)).collect(),
        worst_open: plan
            .risks
            .iter()
            .zip(&analysis.risks)
            .filter(|(risk, _)| risk.is_open())
            .filter_map(|(_, placement)| placement.band)
            .max(),
        rollback: rollback(entry, live),
        progress: analysis.progress,
        attention: None,
        withheld: None,
        site: None,
    }
}

/// Longest share, in characters, that is told as written.
const LONGEST_SHARE: usize = 32;

/// The share of users that the rollout reaches now: that of the current phase, at the end of the last.
fn share(entry: &PlanEntry) -> Option<String> {
    let (plan, current) = (&entry.plan, entry.analysis.current);
    let phase = match (current.state, current.position) {
        (CurrentPhaseState::Live, Some(position)) => plan.phases.get(position.index())?,
        (CurrentPhaseState::AllDone, _) => plan.phases.last()?,
        _ => return None,
    };
    let words = &phase.share_text()?.plain;
    let is_short = words.chars().count() <= LONGEST_SHARE;
    Some(if is_short { words.to_string() } else { format!("{}%", phase.share?) })
}

/// The last segment of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, file)| file)
}

fn stated(text: Option<&Text>) -> Option<String> {
    text.filter(|t| !t.is_empty()).map(|t| t.plain.to_string())
}

fn phase_labels(entry: &PlanEntry) -> Vec<(String, String)> {
    entry
        .plan
        .phases
        .iter()
        .enumerate()
        .map(|(index, phase)| {
            let label = match phase.label.plain.as_str() {
                "" => format!("Phase {}", phase.position.get()),
                label => shortened(label, LABEL).into_owned(),
            };
            (label, file_of(&entry.phase_files, index).to_owned())
        })
        .collect()
}

fn schedule(entry: &PlanEntry) -> Vec<PhaseSummary> {
    let (plan, analysis) = (&entry.plan, &entry.analysis);
    let dates = analysis.schedule.iter().take(plan.phases.len()).enumerate();
    dates
        .map(|(index, &dates)| PhaseSummary {
            dates,
            state: phase_state(plan, &analysis.current, index),
        })
        .collect()
}

/// Longest audience, in characters, that is told of a phase.
const LONGEST_AUDIENCE: usize = 60;

fn audiences(entry: &PlanEntry) -> Vec<PhaseAudience> {
    if entry.plan.is_closed() {
        return Vec::new();
    }
    let of = |(index, phase): (usize, &Phase)| {
        let users = phase.users.as_ref().and_then(|users| stated(Some(&users.text)));
        let exposure = stated(phase.exposure.as_ref());
        let text = match (users, exposure) {
            (Some(users), Some(exposure)) => format!("{users} · {exposure}"),
            (users, exposure) => users.or(exposure)?,
        };
        let share = || {
            let unit = AmountUnit::Share;
            phase.share.map(|value| Amount { value, unit, approximate: false })
        };
        Some(PhaseAudience {
            phase: u32::try_from(index).ok()?,
            text: shortened(&text, LONGEST_AUDIENCE).into(),
            amount: phase.users.as_ref().and_then(|users| users.amount).or_else(share),
        })
    };
    entry.plan.phases.iter().enumerate().filter_map(of).collect()
}

fn support(entry: &PlanEntry) -> Option<Box<SupportSummary>> {
    let note = entry.plan.support.as_ref().filter(|_| !entry.plan.is_closed())?;
    let text = note.text.as_deref().map(Into::into);
    Some(Box::new(SupportSummary { anchor: note.anchor.as_str().into(), text }))
}

/// Index of the gate that matters now, by the verdicts on all gates of a plan.
pub fn current_gate(verdicts: &[GateVerdict], current: &CurrentPhase) -> Option<usize> {
    let first = |verdict| verdicts.iter().position(|of| *of == verdict);
    let live = current.position.filter(|_| current.state == CurrentPhaseState::Live);
    live.map(PhasePosition::index)
        .filter(|&index| index < verdicts.len())
        .or_else(|| first(GateVerdict::Stopped))
        .or_else(|| {
            (current.state == CurrentPhaseState::NotStated)
                .then(|| first(GateVerdict::Unknown))
                .flatten()
        })
}

/// Whether a gate wants a decision: a stopped one does, others where they matter now.
pub fn is_wanted(verdict: GateVerdict, is_current: bool) -> bool {
    match verdict {
        GateVerdict::Stopped => true,
        GateVerdict::Blocked | GateVerdict::Ready | GateVerdict::Unknown => is_current,
        GateVerdict::Passed | GateVerdict::NotYetDue => false,
    }
}

fn gates_wanted(entry: &PlanEntry, current: Option<usize>) -> Vec<Arc<GateSummary>> {
    let gates = entry.analysis.gates.iter().enumerate();
    gates
        .filter(|(index, gate)| is_wanted(gate.verdict, Some(*index) == current))
        .map(|(index, _)| Arc::new(gate_summary(entry, index)))
        .collect()
}

fn gate_summary(entry: &PlanEntry, index: usize) -> GateSummary {
    let gate = &entry.analysis.gates[index];
    let Approval { approver, verdict, met, total, due, signatures } = approval(entry, index);
    GateSummary {
        verdict,
        phase: index,
        met,
        total,
        approver,
        blockers: gate.blockers.iter().map(|b| b.text.clone()).collect(),
        missing: gate.missing.iter().map(|m| m.text.clone()).collect(),
        due,
        ready_since: ready_since(&entry.plan, gate, &entry.versions),
        signatures,
        actions: actions(&entry.plan, index, gate)
            .into_iter()
            .map(|action| ActionSummary {
                deed: action.deed,
                actor: action.actor,
                who: action.who.map(Into::into),
                settles: action.settles,
                line: entry.source.line(action.span.start),
            })
            .collect(),
    }
}

fn approval(entry: &PlanEntry, index: usize) -> Approval {
    let gate = &entry.analysis.gates[index];
    let criteria = &entry.plan.transition_criteria;
    Approval {
        approver: stated(entry.plan.phases[index].go_no_go.as_ref()),
        verdict: gate.verdict,
        met: gate.criteria.iter().filter(|&&c| criteria[c].item.done).count(),
        total: gate.criteria.len(),
        due: entry.analysis.schedule.get(index).and_then(|dates| dates.end),
        signatures: gate.signatures.iter().map(|s| signature(entry, s)).collect(),
    }
}

fn signature(entry: &PlanEntry, of: &GateSignature) -> SignatureSummary {
    let who = wording::signer(&entry.plan, of).unwrap_or_default().to_owned();
    SignatureSummary { who, state: of.state, date: of.date }
}

fn decisions(entry: &PlanEntry) -> Vec<DecisionSummary> {
    entry
        .plan
        .decisions
        .iter()
        .map(|decision| DecisionSummary {
            phase: decision.phase_text.plain.to_string(),
            index: decision.phase.map(PhasePosition::index),
            verdict: decision.verdict,
            verdict_text: decision.verdict_text.plain.to_string(),
            by: stated(decision.by.as_ref()),
            date: decision.date.as_ref().map(|d| d.value),
            notes: stated(decision.notes.as_ref()),
        })
        .collect()
}

fn risk(entry: &PlanEntry, index: usize) -> RiskSummary {
    let risk = &entry.plan.risks[index];
    let placement = &entry.analysis.risks[index];
    RiskSummary {
        anchor: placement.anchor.as_str().into(),
        id: risk.id.as_ref().map(|id| id.value.as_str().into()),
        text: risk.text.plain.as_str().into(),
        category: stated(risk.category.as_ref()).map(Into::into),
        likelihood: level(risk.likelihood.as_ref()),
        impact: level(risk.impact.as_ref()),
        rating: level(risk.rating.as_ref()).filter(|_| placement.is_rated()),
        cell: placement.cell,
        band: placement.band,
        owner: stated(risk.owner.as_ref()).map(Into::into),
        open: risk.is_open(),
        accepted_until: risk.accepted_until(),
    }
}

fn level(level: Option<&Level>) -> Option<Box<str>> {
    level.map(|level| match level.kind {
        LevelKind::Unknown => level.text.plain.as_str().into(),
        kind => kind.label().into(),
    })
}

fn rollback(entry: &PlanEntry, live: Option<PhasePosition>) -> RollbackSummary {
    let rollback = &entry.plan.rollback;
    let holds = |phases: &[PhasePosition]| live.is_none_or(|live| holds_for(phases, live));
    // What is shown as written is not counted: nobody would find as many.
    let is_shown = |place: Span| !rollback.is_unread(place);
    let rows: Vec<usize> = live
        .and_then(|p| entry.analysis.coverage.get(p.index()))
        .map(|coverage| coverage.owners.clone())
        .unwrap_or_default();
    let of_live = || rows.iter().filter_map(|&row| rollback.owners.get(row));
    RollbackSummary {
        primary: of_live().find_map(|row| stated(row.primary.as_ref())),
        backup: of_live().find_map(|row| stated(row.backup.as_ref())),
        owners: rollback
            .owners
            .iter()
            .map(|row| {
                let (primary, backup) = (stated(row.primary.as_ref()), stated(row.backup.as_ref()));
                (row.phases_text.plain.to_string(), primary, backup)
            })
            .collect(),
        live: rows.clone(),
        triggers: rollback.triggers.iter().filter(|t| holds(&t.phases) && is_shown(t.span)).count(),
        steps: rollback.steps.iter().filter(|s| holds(&s.phases) && is_shown(s.span)).count(),
        unread: rollback.unread.iter().any(|u| holds(&u.phases)),
    }
}
