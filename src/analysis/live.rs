//! Whether a rollout is live: the one derivation that every page, list, count, command and file uses.

use super::current::{CurrentPhase, CurrentPhaseState};
use crate::model::header::StatusKind;

/// Whether users are on the rollout and it goes on: its status is In Progress, or its current phase is
/// live and no status that is known says otherwise. A status that can't be read takes no plan out.
pub fn is_live(status: Option<StatusKind>, current: &CurrentPhase) -> bool {
    match status {
        Some(StatusKind::InProgress) => true,
        Some(
            StatusKind::Paused
            | StatusKind::Complete
            | StatusKind::RolledBack
            | StatusKind::Cancelled,
        ) => false,
        Some(StatusKind::Draft | StatusKind::Approved | StatusKind::Unknown) | None => {
            current.state == CurrentPhaseState::Live
        }
    }
}

/// Whether users are on the rollout, be it live or paused: whoever is on call must find it.
pub fn has_users(status: Option<StatusKind>, current: &CurrentPhase) -> bool {
    status == Some(StatusKind::Paused) || is_live(status, current)
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::testing::plan;
    use super::*;

    #[track_caller]
    fn check(facts: &str, live: bool, users: bool) {
        let plan = plan(facts);
        let (status, current) = (plan.status_kind(), current(&plan));
        let found = (is_live(status, &current), has_users(status, &current));
        assert_eq!(found, (live, users), "{facts}");
    }

    #[test]
    fn a_status_in_progress_is_live_whatever_its_phases_say() {
        check("status in-progress", true, true);
        check("status in-progress; phases 2; decided 1 go", true, true);
    }

    #[test]
    fn a_live_phase_makes_a_plan_live_unless_a_known_status_says_otherwise() {
        for status in ["", "status unknown", "status draft", "status approved"] {
            check(&format!("phases 2; current 1; {status}"), true, true);
            check(&format!("phases 2; decided 0 go; {status}"), true, true);
            check(&format!("phases 2; {status}"), false, false);
        }
        for status in ["complete", "rolled-back", "cancelled"] {
            check(&format!("phases 2; current 1; status {status}"), false, false);
        }
    }

    #[test]
    fn a_paused_plan_has_users_and_is_not_live() {
        check("phases 2; current 1; status paused", false, true);
        check("status paused", false, true);
    }
}
