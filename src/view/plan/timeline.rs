//! Bars over a calendar: where each phase begins and ends, in percent of the width.

use serde::Serialize;

use crate::model::date::{self, Date};
use crate::model::measure::Length;
use crate::model::plan::Plan;
use crate::portfolio::{DateSpan, Summary};
use crate::view::gantt::{self, Axis, Bar, Days, Tick, percent};

/// The calendar of a plan with a bar for each phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The axis above the bars.
    pub axis: Axis,
    /// Whether the axis counts weeks from the beginning, for want of dates.
    pub relative: bool,
    /// The days that the calendar shows, where there are dates.
    #[serde(skip)]
    pub days: Option<Days>,
    /// A bar for each phase where durations alone are known; `None` where it is not scheduled.
    #[serde(skip)]
    pub bars: Vec<Option<Bar>>,
}

/// First day and day after the last, counted from the calendar's first day; `None`: open.
type DayRange = (i64, Option<i64>);

/// Most lines of an axis.
const MOST_TICKS: i64 = 8;

/// Makes the timeline of a plan; `None` where neither dates nor durations give one.
pub fn timeline(plan: &Plan, summary: &Summary, today: Date) -> Option<Timeline> {
    dated(summary, today).or_else(|| relative(plan))
}

fn dated(summary: &Summary, today: Date) -> Option<Timeline> {
    let spans = summary.phase_spans();
    let spans = || spans.iter().flatten();
    let first = spans().map(|span| span.first).min()?;
    // What goes on ends before it begins: the room behind is added below.
    let last = |span: &DateSpan| span.last.or_else(|| date::add_days(span.first, -1));
    let last = spans().filter_map(last).max();
    let last = last.max(gantt::last_day(summary, today))?;
    let moved = summary.if_ended_today.iter();
    let is_open = spans().any(|span| span.last.is_none()) || moved.clone().any(|m| m.end.is_none());
    let width = with_open_end(date::days_between(first, last) + 1, is_open);
    let now = date::days_between(first, today);
    Some(Timeline {
        axis: Axis::new(months(first, width), Some(now), width),
        relative: false,
        days: Some(Days { first, width }),
        bars: Vec::new(),
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
    Some(Timeline { axis: Axis::new(ticks, None, width), relative: true, days: None, bars })
}

/// Days from the first to the last day.
fn width_of(ranges: &[Option<DayRange>]) -> Option<i64> {
    let ends = |(start, end): &DayRange| end.unwrap_or(*start);
    let last = ranges.iter().flatten().map(ends).max()?;
    Some(with_open_end(last, ranges.iter().flatten().any(|(_, end)| end.is_none())))
}

/// So many days, where something goes on a sixth more, at least two weeks.
fn with_open_end(days: i64, is_open: bool) -> i64 {
    (days + if is_open { (days / 6).max(14) } else { 0 }).max(1)
}

fn bars(ranges: &[Option<DayRange>], width: i64) -> Vec<Option<Bar>> {
    let bar = |(start, end): DayRange| Bar {
        state: if end.is_none() { "open" } else { "planned" },
        x: percent(start, width),
        width: percent(end.unwrap_or(width) - start, width),
    };
    ranges.iter().map(|range| range.map(bar)).collect()
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
    use crate::analysis::phase_state::PhaseState;
    use crate::analysis::schedule::PhaseDates;
    use crate::model::header::StatusKind;
    use crate::portfolio::PhaseSummary;
    use crate::portfolio::fixture::entry;

    fn day(text: &str) -> Date {
        date::parse_iso(text).expect("a date")
    }

    fn plan(phases: &[(&str, Option<&str>)]) -> Summary {
        let mut plan = entry("a.md", "A", Some(StatusKind::Approved)).summary;
        let phase = |(start, end): &(&str, Option<&str>)| PhaseSummary {
            dates: PhaseDates {
                start: Some(day(start)),
                end: end.map(day),
                ..PhaseDates::default()
            },
            state: PhaseState::Later,
        };
        plan.schedule = phases.iter().map(phase).collect();
        plan
    }

    #[test]
    fn a_calendar_holds_all_days_of_the_plan() {
        let plan = plan(&[("2026-11-02", Some("2026-11-08")), ("2026-11-09", Some("2026-11-22"))]);
        let line = dated(&plan, day("2026-11-09")).expect("a timeline");
        assert_eq!(line.days, Some(Days { first: day("2026-11-02"), width: 21 }));
        assert_eq!(line.axis.today.as_deref(), Some("33.33%"));
        let ticks: Vec<&str> = line.axis.ticks.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(ticks, ["2 Nov"]);
    }

    #[test]
    fn a_phase_without_end_has_room_behind_it() {
        let plan = plan(&[("2026-12-01", Some("2026-12-30")), ("2026-12-31", None)]);
        let line = dated(&plan, day("2020-01-01")).expect("a timeline");
        assert_eq!(line.days, Some(Days { first: day("2026-12-01"), width: 44 }));
        assert_eq!(line.axis.today, None);
        let ticks: Vec<&str> = line.axis.ticks.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(ticks, ["1 Dec", "Jan 2027"]);
    }

    #[test]
    fn an_overdue_phase_has_room_up_to_today() {
        let mut plan = plan(&[("2026-11-02", Some("2026-11-08"))]);
        let mut late = plan.schedule[0];
        late.dates.overdue = true;
        plan.schedule = [late].into();
        let line = dated(&plan, day("2026-11-22")).expect("a timeline");
        assert_eq!(line.days, Some(Days { first: day("2026-11-02"), width: 21 }));
    }

    #[test]
    fn no_dates_no_calendar() {
        let plan = entry("a.md", "A", None).summary;
        assert_eq!(dated(&plan, day("2026-11-22")), None);
    }

    #[test]
    fn long_calendars_have_few_ticks() {
        let plan = plan(&[("2020-01-01", Some("2035-12-31"))]);
        let line = dated(&plan, day("2026-11-22")).expect("a timeline");
        assert!(line.axis.ticks.len() <= 9, "{}", line.axis.ticks.len());
    }
}
