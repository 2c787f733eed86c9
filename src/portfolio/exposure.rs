//! How many people a phase reaches at most for the first time.

use super::summary::Summary;
use crate::model::measure::{Amount, AmountUnit};

/// How many people a phase newly reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NewlyReached {
    /// So many at most: the number that the phase states. A plan may state all whom the rollout has reached by then, or
    /// those whom the phase adds.
    People {
        /// How many.
        count: f64,
        /// Whether the number is rough.
        approximate: bool,
    },
    /// Its audience is a share of users, and nobody knows of how many.
    Share,
    /// Its audience has no number.
    NoNumber,
    /// The plan is paused: the phase will not begin on its day.
    Paused,
}

/// How many people the phase at an index newly reaches.
pub fn newly_reached(plan: &Summary, phase: usize) -> NewlyReached {
    if plan.is_paused() {
        return NewlyReached::Paused;
    }
    match plan.audience(phase).and_then(|audience| audience.amount) {
        None => NewlyReached::NoNumber,
        Some(Amount { unit: AmountUnit::Share, .. }) => NewlyReached::Share,
        Some(Amount { value, approximate, .. }) => {
            NewlyReached::People { count: value, approximate }
        }
    }
}
