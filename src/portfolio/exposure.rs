//! How many people phases reach: one phase at most for the first time, and all of them over the calendar.

use std::sync::Arc;

use super::entry::PlanEntry;
use super::summary::Summary;
use crate::analysis::phase_state::PhaseState;
use crate::model::date::Date;
use crate::model::measure::{Amount, AmountUnit};
use crate::model::week::Week;

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

/// Weeks before this one that the calendar of exposure shows.
const WEEKS_BACK: i64 = 4;

/// Weeks that it shows: a quarter, this one and eight to come among them.
const WEEKS: i64 = 13;

/// How many people phases reach in a week, as far as plans state numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExposureWeek {
    /// The week.
    pub week: Week,
    /// People in phases that start in it.
    pub starting: f64,
    /// People in phases that run on its last day; of several phases of one plan in the largest.
    pub running: f64,
}

/// What of a plan that is not over is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uncounted {
    /// All its phases.
    pub phases: usize,
    /// Those with a number of people and a day to begin on.
    pub counted: usize,
    /// Those whose audience is a share of users.
    pub shares: usize,
    /// Those whose audience has no number.
    pub no_number: usize,
    /// Those with a number and without a day to begin on.
    pub no_date: usize,
    /// Those that were to begin before today and have not.
    pub not_begun: usize,
    /// Those that wait until a paused plan goes on.
    pub paused: usize,
}

/// How many people phases reach over the calendar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exposure {
    /// The weeks, in order.
    pub weeks: Vec<ExposureWeek>,
    /// How many plans are counted in whole or in part.
    pub counted: usize,
    /// Whether one of their numbers is rough.
    pub approximate: bool,
    /// Plans that are not counted, or not in whole, in the order of the status index: indices into
    /// [`entries`](super::Portfolio::entries).
    pub uncounted: Vec<(usize, Uncounted)>,
}

/// A phase that is counted: its people, first and last day.
type Counted = (f64, Date, Option<Date>);

/// How many people phases reach over the calendar, as of the day that the plans were analysed for. Plans that are over
/// are left out.
pub(super) fn exposure(entries: &[Arc<PlanEntry>], order: &[usize], today: Date) -> Exposure {
    let first = Week::of(today).plus(-WEEKS_BACK);
    let weeks =
        (0..WEEKS).map(|n| ExposureWeek { week: first.plus(n), starting: 0.0, running: 0.0 });
    let mut all = Exposure { weeks: weeks.collect(), ..Exposure::default() };
    let plans = order.iter().map(|&plan| (plan, &entries[plan].summary));
    for (at, plan) in plans.filter(|(_, plan)| !plan.is_closed()) {
        let (phases, uncounted, approximate) = count(plan, today);
        all.approximate |= approximate;
        all.counted += usize::from(!phases.is_empty());
        if uncounted.counted < uncounted.phases || uncounted.phases == 0 {
            all.uncounted.push((at, uncounted));
        }
        for of in &mut all.weeks {
            let day = of.week.last_day();
            let starting = phases.iter().filter(|(_, first, _)| of.week.holds(*first));
            of.starting += starting.map(|(people, ..)| people).sum::<f64>();
            let runs =
                |(_, first, last): &&Counted| *first <= day && last.is_none_or(|last| day <= last);
            of.running +=
                phases.iter().filter(runs).map(|(people, ..)| *people).fold(0.0, f64::max);
        }
    }
    all
}

/// The phases of a plan that are counted, what is not, and whether a number is rough.
fn count(plan: &Summary, today: Date) -> (Vec<Counted>, Uncounted, bool) {
    let mut counted = Vec::new();
    let mut not = Uncounted { phases: plan.schedule.len(), ..Uncounted::default() };
    let mut approximate = false;
    for (index, (phase, span)) in plan.schedule.iter().zip(plan.phase_spans()).enumerate() {
        let amount = match plan.audience(index).and_then(|audience| audience.amount) {
            None => {
                not.no_number += 1;
                continue;
            }
            Some(Amount { unit: AmountUnit::Share, .. }) => {
                not.shares += 1;
                continue;
            }
            Some(amount) => amount,
        };
        // An end alone does not tell when the phase begins.
        let Some(span) = span.filter(|_| phase.dates.start.is_some()) else {
            not.no_date += 1;
            continue;
        };
        let last = match phase.state {
            PhaseState::Complete | PhaseState::RolledBack | PhaseState::Cancelled => span.last,
            // Who is on it stays on it, whatever was planned.
            PhaseState::Paused => None,
            PhaseState::Live if phase.dates.overdue => None,
            PhaseState::Live => span.last.map(|last| last.max(Week::of(today).last_day())),
            PhaseState::Next | PhaseState::Later | PhaseState::NotStated => {
                if plan.is_paused() {
                    not.paused += 1;
                    continue;
                }
                if span.first < today {
                    not.not_begun += 1;
                    continue;
                }
                span.last
            }
        };
        not.counted += 1;
        approximate |= amount.approximate;
        counted.push((amount.value, span.first, last));
    }
    (counted, not, approximate)
}

#[cfg(test)]
mod tests;
