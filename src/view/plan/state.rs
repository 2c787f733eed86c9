//! How a phase stands, in one word.

use serde::Serialize;

use crate::analysis::current::CurrentState;
use crate::model::header::StatusKind;
use crate::model::phase::PhaseStatusKind;
use crate::portfolio::Entry;

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

/// A badge with a phase's state: `.badge[data-state]`, or `.badge[data-tone]` for the rare ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateBadge {
    /// Value of `data-state`: `complete`, `live`, `next`, `later`.
    pub state: Option<&'static str>,
    /// Value of `data-tone` of any other state.
    pub tone: Option<&'static str>,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// What it says.
    pub text: &'static str,
}

impl PhaseState {
    /// Its badge.
    pub const fn badge(self) -> StateBadge {
        let (state, tone) = match self {
            Self::Complete => (Some("complete"), None),
            Self::Live => (Some("live"), None),
            Self::Next => (Some("next"), None),
            Self::Later => (Some("later"), None),
            Self::Paused => (None, Some("warn")),
            Self::RolledBack => (None, Some("danger")),
            Self::Cancelled | Self::NotStated => (None, Some("neutral")),
        };
        StateBadge { state, tone, icon: self.icon(), text: self.label() }
    }

    /// The words shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Complete => "Complete",
            Self::Live => "Live now",
            Self::Paused => "Paused",
            Self::RolledBack => "Rolled back",
            Self::Cancelled => "Cancelled",
            Self::Next => "Next",
            Self::Later => "Later",
            Self::NotStated => "Not stated",
        }
    }

    /// Name of the icon's symbol.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Complete => "check",
            Self::Live => "progress",
            Self::Paused => "pause",
            Self::RolledBack => "undo",
            Self::Cancelled => "cross",
            Self::Next | Self::Later => "later",
            Self::NotStated => "unknown",
        }
    }

    /// How its bar on a timeline is drawn: `done`, `live` or `planned`.
    pub const fn bar(self) -> &'static str {
        match self {
            Self::Complete => "done",
            Self::Live | Self::Paused => "live",
            _ => "planned",
        }
    }
}

/// How the phase at an index stands: by the current phase, unless its own status says that it was
/// halted, taken back or given up.
pub fn phase_state(entry: &Entry, index: usize) -> PhaseState {
    let own = entry.plan.phases[index].status.as_ref().map(|s| s.kind);
    match own {
        Some(PhaseStatusKind::Paused) => return PhaseState::Paused,
        Some(PhaseStatusKind::RolledBack) => return PhaseState::RolledBack,
        Some(PhaseStatusKind::Cancelled) => return PhaseState::Cancelled,
        _ => {}
    }
    let current = entry.analysis.current;
    let ended = match entry.plan.status_kind() {
        Some(StatusKind::Cancelled) => Some(PhaseState::Cancelled),
        Some(StatusKind::RolledBack) => Some(PhaseState::RolledBack),
        _ => None,
    };
    match (current.state, current.position) {
        (CurrentState::AllDone, _) => PhaseState::Complete,
        (CurrentState::NotStarted, _) => ended
            .filter(|s| *s == PhaseState::Cancelled)
            .unwrap_or(if index == 0 { PhaseState::Next } else { PhaseState::Later }),
        (CurrentState::Live, Some(position)) => {
            let live = position.index();
            match index {
                _ if index < live => PhaseState::Complete,
                _ if index == live => match entry.plan.status_kind() {
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
