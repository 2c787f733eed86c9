//! How each phase stands.

use super::current::{CurrentPhase, CurrentPhaseState};
use crate::model::header::StatusKind;
use crate::model::phase::PhaseStatusKind;
use crate::model::plan::Plan;

/// How a phase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseState {
    /// Over.
    Complete,
    /// Users are on it now.
    Live,
    /// Users are on it, and it does not go on.
    Paused,
    /// It was taken back.
    RolledBack,
    /// It was given up.
    Cancelled,
    /// The one to come.
    Next,
    /// After that.
    Later,
    /// The plan does not say.
    NotStated,
}

impl PhaseState {
    /// Whether nothing more happens in it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Complete | Self::RolledBack | Self::Cancelled)
    }
}

/// How the phase at an index stands: by the current phase, unless its own status says that it was
/// halted, taken back or given up.
pub fn phase_state(plan: &Plan, current: &CurrentPhase, index: usize) -> PhaseState {
    let own = plan.phases[index].status.as_ref().map(|s| s.kind);
    state_of(own, plan.status_kind(), current, index)
}

/// The same by the phase's own status and that of its plan.
pub fn state_of(
    own: Option<PhaseStatusKind>,
    status: Option<StatusKind>,
    current: &CurrentPhase,
    index: usize,
) -> PhaseState {
    match own {
        Some(PhaseStatusKind::Paused) => return PhaseState::Paused,
        Some(PhaseStatusKind::RolledBack) => return PhaseState::RolledBack,
        Some(PhaseStatusKind::Cancelled) => return PhaseState::Cancelled,
        _ => {}
    }
    let ended = match status {
        Some(StatusKind::Cancelled) => Some(PhaseState::Cancelled),
        Some(StatusKind::RolledBack) => Some(PhaseState::RolledBack),
        _ => None,
    };
    match (current.state, current.position) {
        (CurrentPhaseState::AllDone, _) => PhaseState::Complete,
        (CurrentPhaseState::NotStarted, _) => ended
            .filter(|s| *s == PhaseState::Cancelled)
            .unwrap_or(if index == 0 { PhaseState::Next } else { PhaseState::Later }),
        (CurrentPhaseState::Live, Some(position)) => {
            let live = position.index();
            match index {
                _ if index < live => PhaseState::Complete,
                _ if index == live => match status {
                    Some(StatusKind::Paused) => PhaseState::Paused,
                    _ => ended.unwrap_or(PhaseState::Live),
                },
                _ if ended == Some(PhaseState::Cancelled) => PhaseState::Cancelled,
                _ if ended.is_none() && index == live + 1 => PhaseState::Next,
                _ => PhaseState::Later,
            }
        }
        _ => match own {
            Some(PhaseStatusKind::Complete) => PhaseState::Complete,
            Some(PhaseStatusKind::InProgress) => PhaseState::Live,
            _ => PhaseState::NotStated,
        },
    }
}
