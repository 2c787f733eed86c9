//! How a phase stands, in one word.

use serde::Serialize;

use crate::analysis::phase_state;
use crate::portfolio::PlanEntry;

pub use crate::analysis::phase_state::PhaseState;

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

/// How the phase at an index stands.
pub fn phase_state(entry: &PlanEntry, index: usize) -> PhaseState {
    phase_state::phase_state(&entry.plan, &entry.analysis.current, index)
}
