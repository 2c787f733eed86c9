//! Bars over a calendar: where each phase begins and ends, in percent of the width.

use serde::Serialize;

use crate::analysis::schedule::PhaseDates;
use crate::model::date::{self, Date};
use crate::model::measure::Length;
use crate::model::plan::Plan;
use crate::view::gantt::{Axis, Tick, percent};

/// The calendar of a plan with a bar for each phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The axis above the bars.
    pub axis: Axis,
    /// Whether the axis counts weeks from the beginning, for want of dates.
    pub relative: bool,
    /// A bar for each phase; `None` where it is not scheduled.
    pub bars: Vec<Option<PhaseTimelineBar>>,
}

/// The bar of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseTimelineBar {
    /// Left end, in percent of the width.
    pub x: String,
    /// Width, in percent of the width.
    pub width: String,
    /// Whether it has no end: it runs to the edge.
    pub open: bool,
}

/// First day and day after the last, counted from the calendar's first day; `None`: open.
type DayRange = (i64, Option<i64>);

/// Most lines of an axis.
const MOST_TICKS: i64 = 8;

/// Makes the timeline of a plan; `None` where neither dates nor durations give one.
pub fn timeline(plan: &Plan, schedule: &[PhaseDates], today: Date) -> Option<Timeline> {
    dated(schedule, today).or_else(|| relative(plan))
}

fn dated(schedule: &[PhaseDates], today: Date) -> Option<Timeline> {
    let first = schedule.iter().filter_map(|d| d.start.or(d.end)).min()?;
    let ranges: Vec<Option<DayRange>> = schedule
        .iter()
        .map(|dates| {
            let day = |d: Date| date::days_between(first, d);
            match (dates.start, dates.end) {
                (None, None) => None,
                (Some(start), None) => Some((day(start), None)),
                (None, Some(end)) => Some((day(end), Some(day(end) + 1))),
                (Some(start), Some(end)) => Some((day(start), Some(day(end).max(day(start)) + 1))),
            }
        })
        .collect();
    let width = width_of(&ranges)?;
    let now = date::days_between(first, today);
    Some(Timeline {
        axis: Axis::new(months(first, width), Some(now), width),
        relative: false,
        bars: bars(&ranges, width),
    })
}

fn relative(plan: &Plan) -> Option<Timeline> {
    let mut begin = Some(0);
    let ranges: Vec<Option<DayRange>> = plan
        .phases
        .iter()
        .map(|phase| {
            let start = begin.take()?;
            let days = match phase.duration.as_ref()?.length? {
                Length::Days(days) => i64::from(days),
                // Five business days are a week.
                Length::BusinessDays(days) => (i64::from(days) * 7).div_euclid(5),
                // A twelfth of a year, rounded: good enough for an axis in weeks.
                Length::Months(months) => i64::from(months) * 365 / 12,
                Length::Ongoing => return Some((start, None)),
            };
            let end = start + days.max(1);
            begin = Some(end);
            Some((start, Some(end)))
        })
        .collect();
    if ranges.iter().flatten().filter(|(_, end)| end.is_some()).count() == 0 {
        return None;
    }
    let width = width_of(&ranges)?;
    let weeks = (width + 6) / 7;
    let step = weeks.div_euclid(MOST_TICKS) + 1;
    let ticks = (0..weeks)
        .filter(|week| week % step == 0)
        .map(|week| Tick { x: percent(week * 7, width), text: format!("Week {}", week + 1) })
        .collect();
    let bars = bars(&ranges, width);
    Some(Timeline { axis: Axis::new(ticks, None, width), relative: true, bars })
}

/// Days from the first to the last day; a phase without end adds a sixth, at least two weeks.
fn width_of(ranges: &[Option<DayRange>]) -> Option<i64> {
    let ends = |(start, end): &DayRange| end.unwrap_or(*start);
    let last = ranges.iter().flatten().map(ends).max()?;
    let open = ranges.iter().flatten().any(|(_, end)| end.is_none());
    Some((last + if open { (last / 6).max(14) } else { 0 }).max(1))
}

fn bars(ranges: &[Option<DayRange>], width: i64) -> Vec<Option<PhaseTimelineBar>> {
    ranges
        .iter()
        .map(|range| {
            range.map(|(start, end)| PhaseTimelineBar {
                x: percent(start, width),
                width: percent(end.unwrap_or(width) - start, width),
                open: end.is_none(),
            })
        })
        .collect()
}

fn months(first: Date, width: i64) -> Vec<Tick> {
    // The page names the year of the first day in its sentence.
    let words = date::display(first);
    let day = words.rsplit_once(' ').map_or("", |(day, _)| day);
    let mut ticks = vec![Tick { x: percent(0, width), text: day.to_owned() }];
    let Some(origin) = date::from_ymd(first.year(), first.month(), 1) else { return ticks };
    let count = width / 30 + 1;
    let step = [1, 2, 3, 6]
        .into_iter()
        .find(|s| count / s < MOST_TICKS)
        .unwrap_or(12 * (count / (12 * MOST_TICKS) + 1));
    let mut year = first.year();
    for n in 1.. {
        let Some(month) = date::add_months(origin, n * step) else { break };
        let day = date::days_between(first, month);
        if day >= width {
            break;
        }
        let words = date::display(month);
        let short = words.split(' ').nth(1).unwrap_or_default();
        let text = if day * 4 < width {
            // The first line's words need room: a quarter of the width on a telephone.
            String::new()
        } else if year == month.year() {
            short.to_owned()
        } else {
            year = month.year();
            format!("{short} {year}")
        };
        ticks.push(Tick { x: percent(day, width), text });
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        date::parse_iso(text).expect("a date")
    }

    fn dates(start: &str, end: Option<&str>) -> PhaseDates {
        PhaseDates { start: Some(day(start)), end: end.map(day), ..PhaseDates::default() }
    }

    #[test]
    fn bars_cover_their_days_inclusively() {
        let schedule =
            [dates("2026-11-02", Some("2026-11-08")), dates("2026-11-09", Some("2026-11-22"))];
        let line = dated(&schedule, day("2026-11-09")).expect("a timeline");
        let bars: Vec<(&str, &str)> =
            line.bars.iter().flatten().map(|b| (b.x.as_str(), b.width.as_str())).collect();
        assert_eq!(bars, [("0%", "33.33%"), ("33.33%", "66.67%")]);
        assert_eq!(line.axis.today.as_deref(), Some("33.33%"));
        let ticks: Vec<&str> = line.axis.ticks.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(ticks, ["2 Nov"]);
    }

    #[test]
    fn a_phase_without_end_runs_to_the_edge() {
        let schedule = [dates("2026-12-01", Some("2026-12-30")), dates("2026-12-31", None)];
        let line = dated(&schedule, day("2020-01-01")).expect("a timeline");
        let last = line.bars[1].as_ref().expect("a bar");
        assert!(last.open);
        assert_eq!((last.x.as_str(), last.width.as_str()), ("68.18%", "31.82%"));
        assert_eq!(line.axis.today, None);
        let ticks: Vec<&str> = line.axis.ticks.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(ticks, ["1 Dec", "Jan 2027"]);
    }

    #[test]
    fn no_dates_no_calendar() {
        assert_eq!(dated(&[PhaseDates::default()], day("2026-11-22")), None);
    }

    #[test]
    fn long_calendars_have_few_ticks() {
        let schedule = [dates("2020-01-01", Some("2035-12-31"))];
        let line = dated(&schedule, day("2026-11-22")).expect("a timeline");
        assert!(line.axis.ticks.len() <= 9, "{}", line.axis.ticks.len());
    }
}
