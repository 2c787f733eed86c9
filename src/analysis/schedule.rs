//! Dates of phases, stated or projected.

use super::current::CurrentPhase;
use super::live;
use crate::model::date::{self, Date};
use crate::model::measure::Length;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::plan::Plan;

/// First and last day of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhaseDates {
    /// First day.
    pub start: Option<Date>,
    /// Last day, inclusive.
    pub end: Option<Date>,
    /// Whether the author stated them; `None` without any date.
    pub origin: Option<DatesOrigin>,
    /// Whether the phase has no end by plan.
    pub ongoing: bool,
    /// Whether the plan is in progress, this phase is current, and its end lies before today.
    pub overdue: bool,
}

/// Where a phase's dates come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DatesOrigin {
    /// The phase has a start of its own, or nothing but what is written; its end may follow from
    /// its duration.
    Stated,
    /// Its start follows from the phase before it.
    Projected,
}

impl DatesOrigin {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Projected => "projected",
        }
    }
}

/// Derives the dates of each phase, in phase order: a last day is first day + duration − 1 day; a
/// phase without its own start begins the day after the one before it ends; Ongoing has no end, and
/// what follows it has no projected dates.
pub fn schedule(plan: &Plan, current: &CurrentPhase, today: Date) -> Vec<PhaseDates> {
    let is_live = live::is_live(plan.status_kind(), current);
    let mut free = None;
    let mut schedule = Vec::with_capacity(plan.phases.len());
    for (index, phase) in plan.phases.iter().enumerate() {
        let mut dates = dates(phase, free);
        let is_current = current.position == Some(PhasePosition::from_index(index));
        dates.overdue = is_live && is_current && dates.end.is_some_and(|end| end < today);
        free = day_after(&dates);
        schedule.push(dates);
    }
    schedule
}

/// The dates that a phase would have if the overdue phase before it ended today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovedPhase {
    /// Index of the phase.
    pub phase: usize,
    /// First day.
    pub start: Date,
    /// Last day, inclusive.
    pub end: Option<Date>,
}

/// What follows an overdue phase, as far as that would begin on another day if the phase ended today. A plan's own dates
/// stay what they are: a phase with a start of its own is not moved, and nothing behind it.
pub fn if_ended_today(plan: &Plan, schedule: &[PhaseDates], today: Date) -> Vec<MovedPhase> {
    let mut moved = Vec::new();
    let Some(overdue) = schedule.iter().position(|dates| dates.overdue) else { return moved };
    let mut free = date::add_days(today, 1);
    for (index, phase) in plan.phases.iter().enumerate().skip(overdue + 1) {
        let dates = dates(phase, free);
        let (Some(start), true) = (dates.start, dates.origin == Some(DatesOrigin::Projected))
        else {
            break;
        };
        moved.push(MovedPhase { phase: index, start, end: dates.end });
        free = day_after(&dates);
    }
    moved
}

/// The dates of a phase where `free` is the day after the phase before it.
fn dates(phase: &Phase, free: Option<Date>) -> PhaseDates {
    let length = phase.duration.as_ref().and_then(|d| d.length);
    let own_start = phase.start.as_ref().map(|d| d.value);
    let own_end = phase.end.as_ref().map(|d| d.value);
    // A projection that its own end disproves is no date.
    let projected = free.filter(|&day| own_end.is_none_or(|end| day <= end));
    let start = own_start.or(projected);
    let end = own_end.or_else(|| last_day(start?, length?));
    let as_written = own_start.is_some() || (start == own_start && end == own_end);
    PhaseDates {
        start,
        end,
        origin: start
            .or(end)
            .map(|_| if as_written { DatesOrigin::Stated } else { DatesOrigin::Projected }),
        ongoing: end.is_none() && length == Some(Length::Ongoing),
        overdue: false,
    }
}

/// The day on which the next phase may begin; `None` where the dates contradict each other.
fn day_after(dates: &PhaseDates) -> Option<Date> {
    let end = dates.end?;
    if dates.start.is_some_and(|start| start > end) { None } else { date::add_days(end, 1) }
}

/// The last day of what begins on a day and lasts so long; `None` without an end.
pub fn last_day(start: Date, length: Length) -> Option<Date> {
    match length {
        Length::Days(0) | Length::Months(0) | Length::Ongoing => None,
        Length::Days(days) => date::add_days(start, i64::from(days) - 1),
        Length::BusinessDays(days) => {
            // Whole weeks at once: the calendar's door counts day by day.
            let weeks = days.checked_sub(1)? / 5;
            let start = date::add_days(start, i64::from(weeks) * 7)?;
            date::last_business_day(start, days - weeks * 5)
        }
        Length::Months(months) => date::add_days(date::add_months(start, i64::from(months))?, -1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::testing::{TODAY, day, plan};
    use super::*;

    /// `expected`: each phase as `first..last`, `~` before it where projected, `*` behind an overdue
    /// one, `+` behind an ongoing one.
    #[track_caller]
    fn check(facts: &str, expected: &str) {
        let plan = plan(facts);
        let word = |d: Option<Date>| d.map_or("?".to_owned(), |d| d.strftime("%m-%d").to_string());
        let found: Vec<String> = schedule(&plan, &current(&plan), day(TODAY))
            .into_iter()
            .map(|d| {
                let projected = d.origin == Some(DatesOrigin::Projected);
                assert_eq!(d.origin.is_none(), d.start.or(d.end).is_none());
                [
                    if projected { "~" } else { "" },
                    &word(d.start),
                    "..",
                    &word(d.end),
                    if d.overdue { "*" } else { "" },
                    if d.ongoing { "+" } else { "" },
                ]
                .concat()
            })
            .collect();
        assert_eq!(found.join(" "), expected, "{facts}");
    }

    #[test]
    fn nothing_is_projected_from_nothing() {
        check("phases 2; lasts 0 7d; lasts 1 7d", "?..? ?..?");
        check("phases 2; lasts 0 7d; starts 1 2026-03-02", "?..? 03-02..?");
    }

    #[test]
    fn the_end_is_the_last_day_and_the_next_phase_begins_the_day_after() {
        check(
            "phases 3; starts 0 2026-03-02; lasts 0 7d; lasts 1 14d; lasts 2 1d",
            "03-02..03-08 ~03-09..03-22 ~03-23..03-23",
        );
    }

    #[test]
    fn what_is_stated_wins() {
        check(
            "phases 3; starts 0 2026-03-02; ends 0 2026-03-04; lasts 0 7d; starts 1 2026-04-01; lasts 1 2d",
            "03-02..03-04 04-01..04-02 ~04-03..?",
        );
        check("phases 2; ends 0 2026-03-04; ends 1 2026-03-09", "?..03-04 ~03-05..03-09");
    }

    #[test]
    fn a_length_is_counted_by_its_kind() {
        // 2026-03-05 is a Thursday.
        check("phases 1; starts 0 2026-03-05; lasts 0 3b", "03-05..03-09");
        check("phases 1; starts 0 2026-03-05; lasts 0 12b", "03-05..03-20");
        check("phases 1; starts 0 2026-03-07; lasts 0 10b", "03-07..03-20");
        check("phases 1; starts 0 2026-03-02; lasts 0 2m", "03-02..05-01");
        check("phases 1; starts 0 2026-01-31; lasts 0 1m", "01-31..02-27");
    }

    #[test]
    fn lengths_beyond_the_calendar_give_no_end() {
        for length in ["0d", "0b", "0m", "4294967295d", "4294967295b", "4294967295m"] {
            check(&format!("phases 2; starts 0 2026-03-02; lasts 0 {length}"), "03-02..? ?..?");
        }
    }

    #[test]
    fn nothing_follows_an_ongoing_phase_until_a_stated_start() {
        check(
            "phases 4; starts 0 2026-03-02; lasts 0 ongoing; lasts 1 7d; starts 2 2026-05-04; lasts 2 7d",
            "03-02..?+ ?..? 05-04..05-10 ~05-11..?",
        );
        check("phases 1; starts 0 2026-03-02; ends 0 2026-03-08; lasts 0 ongoing", "03-02..03-08");
        check("phases 1; lasts 0 ongoing", "?..?+");
    }

    #[test]
    fn dates_that_contradict_each_other_project_nothing() {
        check("phases 2; starts 0 2026-03-09; ends 0 2026-03-02", "03-09..03-02 ?..?");
        check("phases 2; ends 0 2026-03-09; ends 1 2026-03-02", "?..03-09 ?..03-02");
    }

    #[test]
    fn what_follows_an_overdue_phase_begins_tomorrow_at_the_earliest() {
        let check = |facts: &str, expected: &[(usize, &str, Option<&str>)]| {
            let plan = plan(facts);
            let today = day(TODAY);
            let dates = schedule(&plan, &current(&plan), today);
            let moved = if_ended_today(&plan, &dates, today);
            let found: Vec<_> = moved.iter().map(|m| (m.phase, m.start, m.end)).collect();
            let expected: Vec<_> =
                expected.iter().map(|(at, start, end)| (*at, day(start), end.map(day))).collect();
            assert_eq!(found, expected, "{facts}");
        };
        let overdue = "status in-progress; current 0; starts 0 2026-11-02; lasts 0 7d; lasts 1 5b";
        check(
            &format!("phases 3; {overdue}; lasts 2 7d"),
            &[(1, "2026-11-23", Some("2026-11-27")), (2, "2026-11-28", Some("2026-12-04"))],
        );
        check(
            &format!("phases 4; {overdue}; starts 2 2026-12-01; lasts 2 7d; lasts 3 7d"),
            &[(1, "2026-11-23", Some("2026-11-27"))],
        );
        check(
            &format!("phases 3; {overdue}"),
            &[(1, "2026-11-23", Some("2026-11-27")), (2, "2026-11-28", None)],
        );
        check("status in-progress; phases 2; current 0; ends 0 2026-11-21; ends 1 2026-11-21", &[]);
        check("status in-progress; phases 2; current 0; ends 0 2026-11-22; lasts 1 7d", &[]);
    }

    #[test]
    fn only_the_current_phase_of_a_plan_in_progress_is_overdue() {
        let ended =
            "phases 2; current 0; starts 0 2026-11-02; ends 0 2026-11-21; ends 1 2026-11-21";
        check(&format!("status in-progress; {ended}"), "11-02..11-21* ?..11-21");
        check(&format!("status paused; {ended}"), "11-02..11-21 ?..11-21");
        check("status in-progress; phases 1; current 0; ends 0 2026-11-22", "?..11-22");
        check(
            "status in-progress; phases 1; current 0; starts 0 2026-11-02; lasts 0 7d",
            "11-02..11-08*",
        );
    }
}
