//! Plans on the calendar: which have dates, in which quarters, and what ends soon.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::entry::PlanEntry;
use super::summary::Summary;
use crate::model::date::{self, Date};
use crate::model::quarter::Quarter;
use crate::text::Natural;

/// Days from today within which the end of a phase is near.
pub const SOON: i64 = 14;

/// Quarters before today's that have a list. With [`QUARTERS_AHEAD`] they are twelve years: a date
/// that is mistyped by a century makes no thousand lists.
const QUARTERS_BACK: i32 = 32;

/// Quarters after today's that have a list.
const QUARTERS_AHEAD: i32 = 15;

/// Days of the calendar, the last one inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateWindow {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl DateWindow {
    /// Four months around a day: the one before its own, and two after.
    pub fn around(day: Date) -> Self {
        let own = date::from_ymd(day.year(), day.month(), 1).unwrap_or(day);
        let end = date::add_months(own, 3).and_then(|end| date::add_days(end, -1));
        Self { first: date::add_months(own, -1).unwrap_or(own), last: end.unwrap_or(Date::MAX) }
    }

    /// The days of a quarter.
    pub fn of(quarter: Quarter) -> Self {
        Self { first: quarter.first_day(), last: quarter.last_day() }
    }
}

/// The days of a phase on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateSpan {
    /// First day.
    pub first: Date,
    /// Last day, inclusive; `None` where it goes on.
    pub last: Option<Date>,
    /// Whether its last day follows from the plan. Of a phase that is over it may not: then its first
    /// day alone is known.
    pub has_end: bool,
}

impl DateSpan {
    /// Whether some day of it lies in a window.
    pub fn touches(&self, window: DateWindow) -> bool {
        self.first <= window.last && self.last.is_none_or(|last| last >= window.first)
    }

    /// Its first and last quarter; one that goes on is followed up to today.
    fn quarters(&self, today: Date) -> (Quarter, Quarter) {
        let first = Quarter::of(self.first);
        (first, self.last.map_or_else(|| first.max(Quarter::of(today)), Quarter::of))
    }
}

/// The last day of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PhaseEnd {
    /// The day.
    pub day: Date,
    /// Index into [`entries`](super::Portfolio::entries).
    pub plan: usize,
    /// Index of the phase.
    pub phase: usize,
}

/// All plans by their dates. Plans are indices into [`entries`](super::Portfolio::entries); plans with
/// dates stand in the order of the timeline: those that are not over by the start of the live or next
/// phase, then the others, each by title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// Number of plans with a dated phase.
    pub dated: usize,
    /// Plans with a phase in the four months around today.
    pub around: Vec<usize>,
    /// Plans with a phase in each quarter that has any, within twelve years.
    pub quarters: BTreeMap<Quarter, Vec<usize>>,
    /// Plans with a day outside those twelve years.
    pub outside: Vec<usize>,
    /// Plans without a dated phase, by title, those that are over last.
    pub undated: Vec<usize>,
    /// Phases to come or live that end within [`SOON`] days, the nearest first.
    pub ending: Vec<PhaseEnd>,
    /// Overdue phases, the longest first.
    pub overdue: Vec<PhaseEnd>,
}

impl Calendar {
    /// The first and the last quarter that may have a list.
    pub fn bounds(today: Date) -> (Quarter, Quarter) {
        let now = Quarter::of(today);
        (now.plus(-QUARTERS_BACK), now.plus(QUARTERS_AHEAD))
    }

    /// Whether some day of a span lies in no quarter that may have a list.
    pub fn is_outside(span: DateSpan, today: Date) -> bool {
        let (first, last) = span.quarters(today);
        let (low, high) = Self::bounds(today);
        first < low || last > high
    }
}

impl Summary {
    /// The days of each phase, in order; `None` where it has no date. A phase without a last day ends
    /// before the next one begins; else it goes on.
    pub fn phase_spans(&self) -> Vec<Option<DateSpan>> {
        let mut next: Option<Date> = None;
        let mut spans: Vec<Option<DateSpan>> = Vec::with_capacity(self.schedule.len());
        for phase in self.schedule.iter().rev() {
            let (start, end) = (phase.dates.start, phase.dates.end);
            spans.push(start.or(end).map(|first| {
                let until_next = || {
                    let next = next.filter(|next| *next > first)?;
                    date::add_days(next, -1)
                };
                let last = end.map(|end| end.max(first)).or_else(until_next);
                let is_over = self.is_closed() || phase.state.is_over();
                DateSpan { first, last: last.or(is_over.then_some(first)), has_end: last.is_some() }
            }));
            next = start.or(next);
        }
        spans.reverse();
        spans
    }
}

/// The place of a plan on the timeline: over or not, the day that it is sorted by, title, index.
type Key = (bool, Date, Natural, usize);

/// All plans by their dates, as of the day that they were analysed for.
pub(super) fn calendar(entries: &[Arc<PlanEntry>], today: Date) -> Calendar {
    let mut calendar = Calendar::default();
    let mut dated: Vec<(Key, Vec<Option<DateSpan>>)> = Vec::new();
    let mut undated: Vec<(bool, Natural, usize)> = Vec::new();
    for (plan, entry) in entries.iter().enumerate() {
        let summary = &entry.summary;
        if summary.is_template {
            continue;
        }
        let spans = summary.phase_spans();
        let title = Natural::new(&summary.title);
        match sorted_by(summary, &spans) {
            Some((is_over, day)) => dated.push(((is_over, day, title, plan), spans)),
            None => undated.push((summary.is_closed(), title, plan)),
        }
        calendar.add_ends(plan, summary, today);
    }
    dated.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    undated.sort_unstable();
    calendar.dated = dated.len();
    calendar.undated = undated.into_iter().map(|(_, _, plan)| plan).collect();
    let around = DateWindow::around(today);
    for ((.., plan), spans) in dated {
        let spans = || spans.iter().flatten();
        if spans().any(|span| span.touches(around)) {
            calendar.around.push(plan);
        }
        if spans().any(|span| Calendar::is_outside(*span, today)) {
            calendar.outside.push(plan);
        }
        for quarter in quarters(spans(), today) {
            calendar.quarters.entry(quarter).or_default().push(plan);
        }
    }
    calendar.ending.sort_unstable();
    calendar.overdue.sort_unstable();
    calendar
}

impl Calendar {
    /// Adds the phases of a plan that end soon or should have ended.
    fn add_ends(&mut self, plan: usize, summary: &Summary, today: Date) {
        for (phase, of) in summary.schedule.iter().enumerate() {
            let Some(day) = of.dates.end else { continue };
            let end = PhaseEnd { day, plan, phase };
            if of.dates.overdue {
                self.overdue.push(end);
            } else if !(summary.is_closed() || of.state.is_over())
                && (0..=SOON).contains(&date::days_between(today, day))
            {
                self.ending.push(end);
            }
        }
    }
}

/// Whether a plan is over, and the first day of its live or next phase, else of its last; `None`
/// without a dated phase.
fn sorted_by(summary: &Summary, spans: &[Option<DateSpan>]) -> Option<(bool, Date)> {
    let next = summary.schedule.iter().position(|phase| !phase.state.is_over());
    let is_over = summary.is_closed() || next.is_none();
    let from = next.filter(|_| !is_over).unwrap_or(spans.len());
    let span = spans[from..].iter().flatten().next();
    let last = || spans.iter().flatten().next_back();
    span.or_else(last).map(|span| (is_over, span.first))
}

/// The quarters of some spans that may have a list.
fn quarters<'a>(spans: impl Iterator<Item = &'a DateSpan>, today: Date) -> BTreeSet<Quarter> {
    let (low, high) = Calendar::bounds(today);
    let mut quarters = BTreeSet::new();
    for span in spans {
        let (first, last) = span.quarters(today);
        let (mut quarter, last) = (first.max(low), last.min(high));
        while quarter <= last {
            quarters.insert(quarter);
            quarter = quarter.plus(1);
        }
    }
    quarters
}

#[cfg(test)]
mod tests;
