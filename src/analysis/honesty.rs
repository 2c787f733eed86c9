//! The declared status against the evidence.

use super::blocker;
use super::current::{Current, CurrentFrom, CurrentState};
use super::heatmap::{self, Placement};
use super::wording::{self, phase_name};
use crate::model::checklist::{ChecklistKind, MarkState};
use crate::model::decision::{Decision, Verdict};
use crate::model::header::StatusKind;
use crate::model::phase::{Phase, PhaseStatusKind};
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
    current: &Current,
    risks: &[Placement],
    settings: &Settings,
) -> Vec<Contradiction> {
    let Some(status) = &plan.header.status else { return Vec::new() };
    let evidence = match status.kind {
        StatusKind::Complete => vec![
            open_high_risks(plan, risks, settings.scale.tolerated),
            unticked_criteria(plan),
            unfinished_phase(plan, current),
        ],
        StatusKind::InProgress => vec![empty_rollback(plan), all_phases_done(plan, current)],
        StatusKind::Approved => vec![
            no_approver(plan),
            begun_phase(plan, current),
            logged_go(plan),
            ticked_launch_day(plan),
        ],
        StatusKind::Draft => {
            vec![begun_phase(plan, current), logged_go(plan), ticked_launch_day(plan)]
        }
        _ => Vec::new(),
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

/// A phase that is said to run. That the log has no Go for the last phase is no such word: after it
/// there is nothing to decide.
fn unfinished_phase(plan: &Plan, current: &Current) -> Option<Evidence> {
    let phase = plan.phases.get(current.position?.index())?;
    let name = phase_name(phase);
    if current.from != Some(CurrentFrom::Decisions) {
        let text = format!("{name} is still in progress");
        return Some(Evidence::new(text, stated_span(plan, phase, current)));
    }
    let is_last = phase.position.index() + 1 == plan.phases.len();
    (!is_last).then(|| Evidence::new(format!("no Go is logged for {name}"), phase.span))
}

fn empty_rollback(plan: &Plan) -> Option<Evidence> {
    let rollback = &plan.rollback;
    let is_empty =
        rollback.triggers.is_empty() && rollback.steps.is_empty() && rollback.owners.is_empty();
    let span = plan.sections.rollback.unwrap_or_default();
    is_empty.then(|| Evidence::new("no rollback trigger, step or owner is stated", span))
}

fn all_phases_done(plan: &Plan, current: &Current) -> Option<Evidence> {
    let last = plan.phases.last()?;
    if current.state == CurrentState::AllDone {
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

fn no_approver(plan: &Plan) -> Option<Evidence> {
    let span = plan.sections.phases.unwrap_or_default();
    let nobody_signs = plan.phases.iter().all(|p| p.go_no_go.is_none());
    nobody_signs.then(|| Evidence::new("no phase names an approver", span))
}

/// A phase that is said to run though the rollout has not begun; decisions are named by themselves.
fn begun_phase(plan: &Plan, current: &Current) -> Option<Evidence> {
    if current.from == Some(CurrentFrom::Decisions) {
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
        .map_or_else(|| go.phase_text.plain.clone(), phase_name);
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
fn stated_span(plan: &Plan, phase: &Phase, current: &Current) -> Span {
    let stated = match current.from {
        Some(CurrentFrom::Stated) => plan.header.current_phase.as_ref(),
        Some(CurrentFrom::PhaseStatus) => phase.status.as_ref().map(|s| &s.text),
        _ => None,
    };
    stated.map_or(phase.span, |text| text.span)
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::testing::{HEALTHY, plan};
    use super::*;

    #[track_caller]
    fn check(facts: &str, expected: &[&str]) {
        let (plan, settings) = (plan(facts), Settings::default());
        let risks = heatmap::place(&plan, &settings.scale);
        let found = contradictions(&plan, &current(&plan), &risks, &settings);
        let texts: Vec<&str> = found.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, expected, "{facts}");
        assert!(
            found.iter().all(|c| Some(c.status) == plan.header.status.as_ref().map(|s| s.span))
        );
    }

    #[test]
    fn complete_with_open_high_risks() {
        check(
            "status complete; risk R4 low/critical; risk R1 high/high; risk R2 high/high closed; risk R3 low/low",
            &["declared Complete, but 1 severe and 1 major risks are still open: R1, R4"],
        );
        check(
            "status complete; risk R1 high/high open",
            &["declared Complete, but severe risk R1 is still open"],
        );
        check("status complete; risk R1 high/high mitigated; risk R2 high/low; risk R3 -/-", &[]);
    }

    #[test]
    fn complete_with_unticked_criteria() {
        check(
            "status complete; criteria xo",
            &["declared Complete, but 1 transition criterion is not ticked"],
        );
        check(
            "status complete; criteria oxo",
            &["declared Complete, but 2 transition criteria are not ticked"],
        );
        check("status complete; criteria xx; pre o", &[]);
    }

    #[test]
    fn complete_with_a_phase_in_progress() {
        let expected = ["declared Complete, but Phase 1 is still in progress"];
        check("status complete; phases 2; current 1", &expected);
        check("status complete; phases 2; phase-status 1 in-progress", &expected);
        check(
            "status complete; phases 3; decided 0 go",
            &["declared Complete, but no Go is logged for Phase 1"],
        );
        check("status complete; phases 3; decided 1 go", &[]);
        check("status complete; phases 3; decided 2 go; decided 0 go", &[]);
        check("status complete; phases 3", &[]);
    }

    #[test]
    fn in_progress_with_an_empty_rollback() {
        let phases = "status in-progress; phases 1";
        check(phases, &["declared In progress, but no rollback trigger, step or owner is stated"]);
        for part in ["trigger", "step", "owner 0 Ann/-"] {
            check(&format!("{phases}; {part}"), &[]);
        }
        check("status paused; phases 1", &[]);
    }

    #[test]
    fn in_progress_with_all_phases_done() {
        check(HEALTHY, &[]);
        check(
            "status in-progress; trigger; phases 2; decided 1 go",
            &["declared In progress, but a Go is logged for the last phase, Phase 1"],
        );
        let done = "status in-progress; trigger; phases 2; phase-status 0 complete";
        check(done, &[]);
        check(
            &format!("{done}; phase-status 1 complete"),
            &["declared In progress, but every phase is complete"],
        );
        check("status in-progress; trigger", &[]);
    }

    #[test]
    fn approved_without_an_approver() {
        let nobody = "declared Approved, but no phase names an approver";
        check("status approved; phases 2; unsigned 0; unsigned 1", &[nobody]);
        check("status approved", &[nobody]);
        check("status approved; phases 2; unsigned 0", &[]);
    }

    #[test]
    fn not_begun_but_under_way() {
        for (status, label) in [("draft", "Draft"), ("approved", "Approved")] {
            let check = |facts: &str, but: &str| {
                let expected = format!("declared {label}, but {but}");
                check(&format!("status {status}; phases 2; {facts}"), &[&expected]);
            };
            check("current 0", "Phase 0 is in progress");
            check("phase-status 1 in-progress", "Phase 1 is in progress");
            check("decided 0 go-with-conditions", "a Go is logged for Phase 0");
            check("decided 1 go", "a Go is logged for Phase 1");
            check("launch-day ox", "1 item of Launch Day is ticked");
            check("launch-day xxo+", "3 items of Launch Day are ticked");
        }
        check("status draft; phases 2; decided 0 no-go; launch-day oo; pre xx", &[]);
    }

    #[test]
    fn other_statuses_contradict_nothing() {
        for status in ["rolled-back", "paused", "cancelled", "unknown"] {
            let facts = "phases 2; current 0; criteria o; risk R1 high/high; decided 1 go";
            check(&format!("status {status}; {facts}"), &[]);
        }
        check("phases 2; current 0; criteria o", &[]);
    }

    #[test]
    fn evidence_has_its_place() {
        let span = |facts: &str| {
            let (plan, settings) = (plan(facts), Settings::default());
            let risks = heatmap::place(&plan, &settings.scale);
            contradictions(&plan, &current(&plan), &risks, &settings)[0].evidence.start
        };
        assert_eq!(span("status complete; risk R1 low/low; risk R2 high/high"), 201);
        assert_eq!(span("status complete; criteria xo"), 301);
        assert_eq!(span("status in-progress; trigger; phases 2; decided 0 go; decided 1 go"), 401);
        assert_eq!(span("status draft; launch-day ox"), 501);
        assert_eq!(span("status in-progress; phases 1"), 0);
    }
}
