//! The declared status against the evidence.

use super::blocker;
use super::current::{CurrentPhase, CurrentPhaseSource, CurrentPhaseState};
use super::decision;
use super::heatmap::{self, Placement};
use super::wording::{self, phase_name};
use crate::model::checklist::{ChecklistKind, MarkState, TaskItem};
use crate::model::decision::{Decision, Verdict};
use crate::model::header::StatusKind;
use crate::model::phase::{Phase, PhaseStatus, PhaseStatusKind};
use crate::model::plan::Plan;
use crate::settings::{Band, Settings};
use crate::text::Span;

/// A place where the declared status and the evidence disagree. Both are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// In words, for readers: "declared Complete, but 2 severe risks are still open: R1, R4".
    pub text: String,
    /// The declared status.
    pub status: Span,
    /// The evidence; where it is an absence, the section that lacks it, else the empty span at 0.
    pub evidence: Span,
}

/// Finds where the declared status and the evidence disagree.
pub fn contradictions(
    plan: &Plan,
    current: &CurrentPhase,
    risks: &[Placement],
    settings: &Settings,
) -> Vec<Contradiction> {
    let Some(status) = &plan.header.status else { return Vec::new() };
    let evidence = match status.kind {
        StatusKind::Complete => vec![
            open_high_risks(plan, risks, settings.scale.tolerated),
            unticked_criteria(plan),
            unticked_items(plan),
            stopped(plan).or_else(|| unfinished_phase(plan, current)),
            phase_not_run(plan),
            partial_exposure(plan),
        ],
        StatusKind::InProgress => vec![
            empty_rollback(plan),
            all_phases_done(plan, current),
            taken_back(plan, current),
            nothing_begun(plan, current),
        ],
        StatusKind::Paused => vec![all_phases_done(plan, current)],
        StatusKind::RolledBack | StatusKind::Cancelled => vec![running_phase(plan)],
        StatusKind::Approved => vec![
            no_approver(plan),
            begun_phase(plan, current),
            finished_phase(plan),
            logged_go(plan),
            ticked_launch_day(plan),
        ],
        StatusKind::Draft => vec![
            begun_phase(plan, current),
            finished_phase(plan),
            logged_go(plan),
            ticked_launch_day(plan),
        ],
        StatusKind::Unknown => Vec::new(),
    };
    let contradiction = |evidence: Evidence| Contradiction {
        text: format!("declared {}, but {}", status.kind.label(), evidence.text),
        status: status.span,
        evidence: evidence.span,
    };
    evidence.into_iter().flatten().map(contradiction).collect()
}

/// What speaks against a status: in words, and where.
struct Evidence {
    text: String,
    span: Span,
}

impl Evidence {
    fn new(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span }
    }
}

fn open_high_risks(plan: &Plan, risks: &[Placement], tolerated: Band) -> Option<Evidence> {
    let mut high = heatmap::order(plan, risks);
    high.retain(|&i| plan.risks[i].is_open() && blocker::is_above(risks[i].band, tolerated));
    let worst = *high.first()?;
    let text = wording::open_risks(plan, risks, &high, "still open");
    Some(Evidence::new(text, plan.risks[worst].span))
}

fn unticked_criteria(plan: &Plan) -> Option<Evidence> {
    let mut open = plan.transition_criteria.iter().filter(|c| !c.item.done);
    let first = open.next()?;
    let text = match open.count() + 1 {
        1 => "1 transition criterion is not ticked".to_owned(),
        n => format!("{n} transition criteria are not ticked"),
    };
    Some(Evidence::new(text, first.item.span))
}

/// Items of the launch checklists that are open: what may not apply, and what carries no box of a
/// task, is left out, and so are lists of the author's own.
fn unticked_items(plan: &Plan) -> Option<Evidence> {
    let lists = plan.checklists.iter().filter(|list| list.kind != ChecklistKind::Other);
    let required: Vec<&TaskItem> =
        lists.flat_map(|list| &list.items).filter(|item| !item.optional).collect();
    let open: Vec<&TaskItem> = required.iter().copied().filter(|item| !item.done).collect();
    let first = open.first()?;
    let is = if open.len() == 1 { "is" } else { "are" };
    let all = wording::count(required.len(), "checklist item", "checklist items");
    Some(Evidence::new(format!("{} of {all} {is} not ticked", open.len()), first.span))
}

/// The last word of the log, where it is no Go.
fn stopped(plan: &Plan) -> Option<Evidence> {
    let latest = decision::latest(plan, |decision| decision.verdict.is_some());
    let phase = latest.iter().rposition(Option::is_some)?;
    let decision = &plan.decisions[latest[phase]?];
    let verdict = stop_word(decision.verdict?)?;
    let name = phase_name(&plan.phases[phase]);
    Some(Evidence::new(format!("the latest decision on {name} is {verdict}"), decision.span))
}

const fn stop_word(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::NoGo => Some("No-Go"),
        Verdict::Hold => Some("Hold"),
        Verdict::RolledBack => Some("Rolled back"),
        Verdict::Go | Verdict::GoWithConditions => None,
    }
}

/// A phase that is said to be yet to come, or halted.
fn phase_not_run(plan: &Plan) -> Option<Evidence> {
    let (phase, status) = phase_with(plan, |kind| {
        matches!(kind, PhaseStatusKind::NotStarted | PhaseStatusKind::Paused)
    })?;
    let how = if status.kind == PhaseStatusKind::Paused { "is paused" } else { "has not started" };
    Some(Evidence::new(format!("{} {how}", phase_name(phase)), status.text.span))
}

/// The first phase with a status of its own of some kind.
fn phase_with(
    plan: &Plan,
    is_wanted: impl Fn(PhaseStatusKind) -> bool,
) -> Option<(&Phase, &PhaseStatus)> {
    let mut stated = plan.phases.iter().filter_map(|phase| Some((phase, phase.status.as_ref()?)));
    stated.find(|(_, status)| is_wanted(status.kind))
}

/// A phase that is said to run. That the log has no Go for the last phase is no such word: after it
/// there is nothing to decide.
fn unfinished_phase(plan: &Plan, current: &CurrentPhase) -> Option<Evidence> {
    let phase = plan.phases.get(current.position?.index())?;
    let name = phase_name(phase);
    if current.from != Some(CurrentPhaseSource::Decisions) {
        let text = format!("{name} is still in progress");
        return Some(Evidence::new(text, stated_span(plan, phase, current)));
    }
    let is_last = phase.position.index() + 1 == plan.phases.len();
    (!is_last).then(|| Evidence::new(format!("no Go is logged for {name}"), phase.span))
}

/// The widest share that any phase reaches, where it is not all users. A last phase that states none may
/// have reached all.
fn partial_exposure(plan: &Plan) -> Option<Evidence> {
    plan.phases.last()?.share?;
    let stated = plan.phases.iter().filter_map(|phase| Some((phase.share?, phase)));
    let (share, phase) = stated.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let span = phase.share_text().map_or(phase.span, |text| text.span);
    (share < 100.0).then(|| Evidence::new(format!("the widest exposure stated is {share}%"), span))
}

fn empty_rollback(plan: &Plan) -> Option<Evidence> {
    let rollback = &plan.rollback;
    let is_empty =
        rollback.triggers.is_empty() && rollback.steps.is_empty() && rollback.owners.is_empty();
    // What is shown as written may state them.
    let is_empty = is_empty && rollback.unread.is_empty();
    let span = plan.sections.rollback.unwrap_or_default();
    is_empty.then(|| Evidence::new("no rollback trigger, step or owner is stated", span))
}

fn all_phases_done(plan: &Plan, current: &CurrentPhase) -> Option<Evidence> {
    let last = plan.phases.last()?;
    if current.state == CurrentPhaseState::AllDone {
        let mut decisions = plan.decisions.iter();
        let go = decisions.rfind(|d| d.phase == Some(last.position) && is_go(d));
        let text = format!("a Go is logged for the last phase, {}", phase_name(last));
        return Some(Evidence::new(text, go.map_or(last.span, |d| d.span)));
    }
    let is_complete =
        |p: &Phase| p.status.as_ref().is_some_and(|s| s.kind == PhaseStatusKind::Complete);
    let is_done = plan.phases.iter().all(is_complete);
    is_done.then(|| Evidence::new("every phase is complete", last.span))
}

/// The current phase, where log or status say that it was taken back. A No-Go or a Hold stops its
/// gate, but the phase goes on.
fn taken_back(plan: &Plan, current: &CurrentPhase) -> Option<Evidence> {
    let phase = plan.phases.get(current.position?.index())?;
    let name = phase_name(phase);
    let status = phase.status.as_ref();
    if let Some(status) = status.filter(|status| status.kind == PhaseStatusKind::RolledBack) {
        return Some(Evidence::new(format!("{name} is rolled back"), status.text.span));
    }
    let latest = decision::latest(plan, |decision| decision.verdict.is_some());
    let decision = &plan.decisions[*latest.get(phase.position.index())?.as_ref()?];
    (decision.verdict == Some(Verdict::RolledBack)).then(|| {
        Evidence::new(format!("the latest decision on {name} is Rolled back"), decision.span)
    })
}

/// Phases of which each is said to be yet to come.
fn nothing_begun(plan: &Plan, current: &CurrentPhase) -> Option<Evidence> {
    let first = plan.phases.first().filter(|_| current.position.is_none())?;
    let is_to_come =
        |p: &Phase| p.status.as_ref().is_some_and(|s| s.kind == PhaseStatusKind::NotStarted);
    let span = first.status.as_ref().map_or(first.span, |status| status.text.span);
    plan.phases.iter().all(is_to_come).then(|| Evidence::new("no phase has started", span))
}

/// A phase that is said to run by its own status: the line of the current phase may stay where the
/// rollout ended.
fn running_phase(plan: &Plan) -> Option<Evidence> {
    let (phase, status) = phase_with(plan, |kind| kind == PhaseStatusKind::InProgress)?;
    Some(Evidence::new(format!("{} is in progress", phase_name(phase)), status.text.span))
}

/// A phase that is said to be over though the rollout has not begun.
fn finished_phase(plan: &Plan) -> Option<Evidence> {
    let (phase, status) = phase_with(plan, |kind| kind == PhaseStatusKind::Complete)?;
    Some(Evidence::new(format!("{} is complete", phase_name(phase)), status.text.span))
}

fn no_approver(plan: &Plan) -> Option<Evidence> {
    let span = plan.sections.phases.unwrap_or_default();
    let nobody_signs = plan.phases.iter().all(|p| p.go_no_go.is_none());
    nobody_signs.then(|| Evidence::new("no phase names an approver", span))
}

/// A phase that is said to run though the rollout has not begun; decisions are named by themselves.
fn begun_phase(plan: &Plan, current: &CurrentPhase) -> Option<Evidence> {
    if current.from == Some(CurrentPhaseSource::Decisions) {
        return None;
    }
    let phase = plan.phases.get(current.position?.index())?;
    let text = format!("{} is in progress", phase_name(phase));
    Some(Evidence::new(text, stated_span(plan, phase, current)))
}

fn logged_go(plan: &Plan) -> Option<Evidence> {
    let go = plan.decisions.iter().find(|d| is_go(d))?;
    let name = go
        .phase
        .and_then(|p| plan.phases.get(p.index()))
        .map_or_else(|| go.phase_text.plain.to_string(), phase_name);
    Some(Evidence::new(format!("a Go is logged for {name}"), go.span))
}

fn ticked_launch_day(plan: &Plan) -> Option<Evidence> {
    let lists = plan.checklists.iter().filter(|list| list.kind == ChecklistKind::LaunchDay);
    let ticked: Vec<Span> = lists
        .flat_map(|list| {
            let items = list.items.iter().filter(|item| item.done).map(|item| item.span);
            let marks = list.marks.iter().filter(|mark| mark.state == MarkState::Done);
            items.chain(marks.map(|mark| mark.text.span))
        })
        .collect();
    let text = match ticked.len() {
        1 => "1 item of Launch Day is ticked".to_owned(),
        n => format!("{n} items of Launch Day are ticked"),
    };
    Some(Evidence::new(text, *ticked.first()?))
}

fn is_go(decision: &Decision) -> bool {
    decision.verdict.is_some_and(Verdict::is_go)
}

/// Where the current phase is stated: the header's line, the phase's status, else the phase.
fn stated_span(plan: &Plan, phase: &Phase, current: &CurrentPhase) -> Span {
    let stated = match current.from {
        Some(CurrentPhaseSource::Stated) => plan.header.current_phase.as_ref(),
        Some(CurrentPhaseSource::PhaseStatus) => phase.status.as_ref().map(|s| &s.text),
        _ => None,
    };
    stated.map_or(phase.span, |text| text.span)
}

#[cfg(test)]
mod tests;
