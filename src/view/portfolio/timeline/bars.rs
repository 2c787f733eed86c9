//! The phases of a plan as bars over some days, and as words.

use crate::model::date::{self, Date};
use crate::portfolio::{DateSpan, DateWindow};
use crate::view::gantt::{Axis, Days, Tick, percent};
use crate::view::part::counted;
use crate::view::plan::fact::short_start;
use crate::view::plan::words::Line;

/// Lines for the months of a window.
pub(super) fn axis(window: DateWindow, today: Date) -> Axis {
    let width = days(window).width;
    let mut ticks = Vec::new();
    for n in 0.. {
        let Some(month) = date::add_months(window.first, n) else { break };
        if month > window.last {
            break;
        }
        let words = date::display(month);
        let short = words.split(' ').nth(1).unwrap_or_default();
        let text = if month.month() == 1 { words.trim_start_matches("1 ") } else { short };
        let x = percent(date::days_between(window.first, month), width);
        ticks.push(Tick { x, text: text.to_owned() });
    }
    Axis::new(ticks, Some(date::days_between(window.first, today)), width)
}

/// The days of a window.
pub(super) fn days(window: DateWindow) -> Days {
    Days { first: window.first, width: date::days_between(window.first, window.last) + 1 }
}

/// First day of all, last day of all, and whether every phase has an end.
fn extent(spans: &[Option<DateSpan>]) -> Option<(Date, Date, bool)> {
    let dated = || spans.iter().flatten();
    let first = dated().map(|s| s.first).min()?;
    let last = dated().map(|s| s.last.unwrap_or(s.first)).max()?;
    Some((first, last, dated().all(|s| s.has_end)))
}

/// "4 phases from 2 Nov 2026, no end date".
pub(super) fn label(spans: &[Option<DateSpan>]) -> String {
    let Some((first, last, has_end)) = extent(spans) else { return String::new() };
    let dated = spans.iter().flatten().count();
    let end = if has_end { format!(" to {}", date::display(last)) } else { ", no end date".into() };
    let undated = match spans.len() - dated {
        0 => String::new(),
        n => format!(", {n} more without dates"),
    };
    format!("{} from {}{end}{undated}", counted(dated, "phase"), date::display(first))
}

/// "2 Nov – 6 Dec 2026", "from 2 Nov 2026".
pub(super) fn dates(spans: &[Option<DateSpan>]) -> Line {
    match extent(spans) {
        None => Line::default(),
        Some((first, _, false)) => Line::of("from ").day(first),
        Some((first, last, true)) if first == last => Line::default().day(first),
        Some((first, last, true)) => {
            Line::default().time(first, &short_start(first, last)).say(" – ").day(last)
        }
    }
}
