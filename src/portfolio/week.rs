//! What happens in this week and the next ones, across plans: what starts, ends, is decided, and is to be reviewed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entry::PlanEntry;
use super::summary::Summary;
use crate::analysis::extent::LISTED_DECISIONS;
use crate::analysis::gate::GateVerdict;
use crate::model::date::{Date, days_between};
use crate::model::week::Week;
use crate::text::Natural;

/// Weeks that have a page: this one and four to come, so that a month can be seen ahead.
pub const WEEKS: usize = 5;

/// Those of them that are to come.
const AHEAD: i64 = 4;

/// What happens on a day, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WeekEventKind {
    /// The last day of a phase, at whose end a gate wants a decision.
    GateDue,
    /// The first day of a phase.
    Start,
    /// The last day of a phase whose gate is not due yet: the rollout is in an earlier phase.
    End,
    /// A decision of the log.
    Decision,
    /// A plan is to be reviewed.
    Review,
    /// The acceptance of a risk ends.
    AcceptanceEnd,
}

/// Something that happens on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekEvent {
    /// The day.
    pub day: Date,
    /// What.
    pub kind: WeekEventKind,
    /// Index into [`entries`](super::Portfolio::entries).
    pub plan: usize,
    /// Index of the phase, decision or risk; 0 for a review.
    pub of: usize,
}

/// What happens in some weeks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weeks {
    /// What happens in each of the [`WEEKS`], by day, then kind, then title.
    pub weeks: [Vec<WeekEvent>; WEEKS],
    /// Phases that should have ended and reviews that should have been, as of today; the longest first.
    pub overdue: Vec<WeekEvent>,
    /// Which of this week's and of the overdue are a plan's: indices into the first week, and into `overdue`.
    of_plans: BTreeMap<usize, [Vec<usize>; 2]>,
}

impl Weeks {
    /// What of this week and of the overdue is some plans'.
    pub fn of(&self, plans: &[usize]) -> [Vec<WeekEvent>; 2] {
        let own = || plans.iter().filter_map(|plan| self.of_plans.get(plan));
        let pick = |which: usize, all: &[WeekEvent]| {
            let mut at: Vec<usize> = own().flat_map(|own| own[which].iter().copied()).collect();
            at.sort_unstable();
            at.into_iter().map(|at| all[at]).collect()
        };
        [pick(0, &self.weeks[0]), pick(1, &self.overdue)]
    }

    /// How many entries these are.
    pub fn count_of(&self, plans: &[usize]) -> usize {
        let own = plans.iter().filter_map(|plan| self.of_plans.get(plan));
        own.map(|[week, overdue]| week.len() + overdue.len()).sum()
    }
}

/// Whether a gate of a verdict wants a decision on its day.
fn is_wanted(verdict: GateVerdict) -> bool {
    use GateVerdict::{Blocked, NotYetDue, Passed, Ready, Stopped, Unknown};
    match verdict {
        Ready | Blocked | Stopped | Unknown => true,
        NotYetDue | Passed => false,
    }
}

/// What happens in this week and the next ones, as of the day that the plans were analysed for.
pub(super) fn weeks(entries: &[Arc<PlanEntry>], today: Date) -> Weeks {
    let first = Week::of(today);
    let last = first.plus(AHEAD);
    let mut all = Weeks::default();
    for (plan, entry) in entries.iter().enumerate().filter(|(_, e)| !e.summary.is_template) {
        each_event(plan, &entry.summary, &mut |event| {
            if is_overdue(&entry.summary, &event, today) {
                all.overdue.push(event);
            } else if first.first_day() <= event.day && event.day <= last.last_day() {
                let at = days_between(first.first_day(), event.day) / 7;
                if let Some(week) = usize::try_from(at).ok().and_then(|at| all.weeks.get_mut(at)) {
                    week.push(event);
                }
            }
        });
    }
    let title = |event: &WeekEvent| Natural::new(&entries[event.plan].summary.title);
    for events in all.weeks.iter_mut().chain([&mut all.overdue]) {
        events.sort_by_cached_key(|e| (e.day, e.kind, title(e), e.plan, e.of));
    }
    for (which, events) in [&all.weeks[0], &all.overdue].into_iter().enumerate() {
        for (at, event) in events.iter().enumerate() {
            all.of_plans.entry(event.plan).or_default()[which].push(at);
        }
    }
    all
}

/// Whether something should have happened before today and did not.
fn is_overdue(summary: &Summary, event: &WeekEvent, today: Date) -> bool {
    match event.kind {
        WeekEventKind::GateDue | WeekEventKind::End => {
            summary.schedule.get(event.of).is_some_and(|phase| phase.dates.overdue)
        }
        WeekEventKind::Review => event.day < today,
        WeekEventKind::Start | WeekEventKind::Decision | WeekEventKind::AcceptanceEnd => false,
    }
}

/// Tells all that has a day. Of a plan that is over only its decisions count, and of a phase that is over nothing:
/// what was planned of it came to pass or did not, and its decisions say which.
fn each_event(plan: usize, summary: &Summary, tell: &mut impl FnMut(WeekEvent)) {
    let mut event = |day: Option<Date>, kind, of| {
        if let Some(day) = day {
            tell(WeekEvent { day, kind, plan, of });
        }
    };
    for (at, decision) in summary.decisions.iter().enumerate().take(LISTED_DECISIONS) {
        event(decision.date, WeekEventKind::Decision, at);
    }
    if summary.is_closed() {
        return;
    }
    for (at, phase) in summary.schedule.iter().enumerate().filter(|(_, p)| !p.state.is_over()) {
        event(phase.dates.start, WeekEventKind::Start, at);
        let gate = summary.approvals.get(at).filter(|gate| is_wanted(gate.verdict));
        let kind = if gate.is_some() { WeekEventKind::GateDue } else { WeekEventKind::End };
        event(phase.dates.end, kind, at);
    }
    event(summary.next_review, WeekEventKind::Review, 0);
    for (at, risk) in summary.risks.iter().enumerate() {
        event(risk.accepted_until, WeekEventKind::AcceptanceEnd, at);
    }
}

#[cfg(test)]
mod tests;
