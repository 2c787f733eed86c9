//! Which phase is live.

use super::decision;
use crate::model::decision::Verdict;
use crate::model::header::StatusKind;
use crate::model::phase::{Phase, PhasePosition, PhaseStatusKind};
use crate::model::plan::{Plan, Unread};

/// Where the rollout stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrentPhase {
    /// The state of the rollout as a whole.
    pub state: CurrentPhaseState,
    /// The live phase; filled exactly when the state is [`CurrentPhaseState::Live`].
    pub position: Option<PhasePosition>,
    /// What it was derived from.
    pub from: Option<CurrentPhaseSource>,
}

/// States of a rollout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CurrentPhaseState {
    /// A phase is live.
    Live,
    /// No phase has begun.
    NotStarted,
    /// The last phase is over.
    AllDone,
    /// The plan does not say.
    NotStated,
}

impl CurrentPhaseState {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::NotStarted => "not-started",
            Self::AllDone => "all-done",
            Self::NotStated => "not-stated",
        }
    }
}

/// What the current phase was derived from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CurrentPhaseSource {
    /// A header line or front matter.
    Stated,
    /// The Status column of the phases.
    PhaseStatus,
    /// The go/no-go log.
    Decisions,
    /// The plan's own status.
    PlanStatus,
}

impl CurrentPhaseSource {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::PhaseStatus => "phase-status",
            Self::Decisions => "decisions",
            Self::PlanStatus => "plan-status",
        }
    }
}

/// Derives the current phase: what is stated, else the phase whose status is in progress, else the
/// phase after the last Go, else the plan's status. A source that says nothing usable is passed over.
pub fn current(plan: &Plan) -> CurrentPhase {
    stated(plan)
        .or_else(|| by_phase_status(plan))
        .or_else(|| by_decisions(plan))
        .unwrap_or_else(|| by_plan_status(plan))
}

fn stated(plan: &Plan) -> Option<CurrentPhase> {
    let position = plan.header.current_phase_position?;
    plan.phases.get(position.index())?;
    Some(live(position.index(), CurrentPhaseSource::Stated))
}

fn by_phase_status(plan: &Plan) -> Option<CurrentPhase> {
    let in_progress = |p: &Phase| {
        p.status.as_ref().is_some_and(|status| status.kind == PhaseStatusKind::InProgress)
    };
    Some(live(plan.phases.iter().position(in_progress)?, CurrentPhaseSource::PhaseStatus))
}

/// The phase after the last one with a Go that stands; a Hold stops a gate, but takes no Go away.
fn by_decisions(plan: &Plan) -> Option<CurrentPhase> {
    let gives_or_takes = |verdict: Verdict| verdict != Verdict::Hold;
    let stands = |row: &Option<usize>| {
        row.and_then(|row| plan.decisions[row].verdict).is_some_and(Verdict::is_go)
    };
    let latest = decision::latest(plan, |d| d.verdict.is_some_and(gives_or_takes));
    let next = latest.iter().rposition(stands)? + 1;
    Some(if next < plan.phases.len() {
        live(next, CurrentPhaseSource::Decisions)
    } else if plan.left_out.iter().any(|left| left.what != Unread::Risks) {
        nowhere(CurrentPhaseState::NotStated, None)
    } else {
        nowhere(CurrentPhaseState::AllDone, Some(CurrentPhaseSource::Decisions))
    })
}

fn by_plan_status(plan: &Plan) -> CurrentPhase {
    match plan.status_kind() {
        Some(StatusKind::Complete) => {
            nowhere(CurrentPhaseState::AllDone, Some(CurrentPhaseSource::PlanStatus))
        }
        Some(StatusKind::Draft | StatusKind::Approved) => {
            nowhere(CurrentPhaseState::NotStarted, Some(CurrentPhaseSource::PlanStatus))
        }
        _ => nowhere(CurrentPhaseState::NotStated, None),
    }
}

fn live(index: usize, from: CurrentPhaseSource) -> CurrentPhase {
    let position = Some(PhasePosition::from_index(index));
    CurrentPhase { state: CurrentPhaseState::Live, position, from: Some(from) }
}

const fn nowhere(state: CurrentPhaseState, from: Option<CurrentPhaseSource>) -> CurrentPhase {
    CurrentPhase { state, position: None, from }
}

#[cfg(test)]
mod tests {
    use super::super::testing::plan;
    use super::*;

    /// `expected`: state, place of the live phase, source.
    #[track_caller]
    fn check(facts: &str, expected: &str) {
        let current = current(&plan(facts));
        let words = [
            current.state.word().to_owned(),
            current.position.map_or("-".to_owned(), |p| p.get().to_string()),
            current.from.map_or("-", CurrentPhaseSource::word).to_owned(),
        ];
        assert_eq!(words.join(" "), expected, "{facts}");
    }

    #[test]
    fn what_is_stated_comes_first() {
        let all = "phases 4; phase-status 1 in-progress; decided 2 go; status complete";
        check(&format!("{all}; current 0"), "live 1 stated");
        check(all, "live 2 phase-status");
        check("phases 4; decided 2 go; status complete", "live 4 decisions");
        check("phases 4; status complete", "all-done - plan-status");
    }

    #[test]
    fn a_stated_phase_that_the_plan_lacks_is_passed_over() {
        check("phases 2; current 7; decided 0 go", "live 2 decisions");
        check("phases 2; current 7; status in-progress", "not-stated - -");
    }

    #[test]
    fn the_first_of_several_phases_in_progress_is_current() {
        check(
            "phases 3; phase-status 1 in-progress; phase-status 2 in-progress",
            "live 2 phase-status",
        );
    }

    #[test]
    fn phase_statuses_without_one_in_progress_say_nothing() {
        let done = "phases 3; phase-status 0 complete; phase-status 1 paused";
        check(done, "not-stated - -");
        check(&format!("{done}; decided 0 go"), "live 2 decisions");
    }

    #[test]
    fn the_phase_after_the_last_go_is_current() {
        check("phases 3; decided 0 go", "live 2 decisions");
        check("phases 3; decided 1 go-with-conditions", "live 3 decisions");
        check("phases 3; decided 1 go 2026-01-01; decided 0 go 2026-02-02", "live 3 decisions");
        check("phases 3; decided 2 go; status in-progress", "all-done - decisions");
        check("phases 3; decided 2 go; status cancelled", "all-done - decisions");
        check(
            "phases 3; decided 0 go; decided 1 rolled-back; status rolled-back",
            "live 2 decisions",
        );
    }

    #[test]
    fn a_later_no_go_or_rollback_takes_a_go_away() {
        check("phases 3; decided 0 go; decided 1 go; decided 1 no-go", "live 2 decisions");
        check("phases 3; decided 0 go; decided 1 go; decided 1 rolled-back", "live 2 decisions");
        check("phases 3; decided 1 no-go; decided 1 go", "live 3 decisions");
        check("phases 3; decided 0 go 2026-02-02; decided 0 no-go 2026-01-01", "live 2 decisions");
        check("phases 3; decided 0 go; decided 0 no-go; status in-progress", "not-stated - -");
    }

    #[test]
    fn a_hold_or_an_unknown_word_takes_nothing_away() {
        check("phases 3; decided 0 go; decided 0 hold", "live 2 decisions");
        check("phases 3; decided 0 go; decided 0 ?", "live 2 decisions");
        check("phases 3; decided 0 hold; status in-progress", "not-stated - -");
    }

    #[test]
    fn gaps_in_the_log_do_not_matter() {
        check("phases 4; decided 0 go; decided 2 go; status complete", "live 4 decisions");
        check("phases 4; decided 0 go; decided 3 go; status complete", "all-done - decisions");
    }

    #[test]
    fn at_last_the_status_of_the_plan_tells() {
        check("phases 2; status draft", "not-started - plan-status");
        check("phases 2; status approved", "not-started - plan-status");
        check("phases 2; decided 0 no-go; status approved", "not-started - plan-status");
        for open in ["in-progress", "paused", "rolled-back", "cancelled", "unknown"] {
            check(&format!("phases 2; status {open}"), "not-stated - -");
        }
        check("phases 2", "not-stated - -");
    }

    #[test]
    fn a_plan_without_phases_has_a_state_too() {
        check("", "not-stated - -");
        check("status complete", "all-done - plan-status");
        check("status draft; decided 0 go; current 1", "not-started - plan-status");
    }
}
