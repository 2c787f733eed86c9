//! Bars over a calendar: lines and places in percent of its width.

mod drawing;
mod legend;

use serde::Serialize;

pub use drawing::{Bar, Days, Drawing, Mark, draw, last_day};
pub use legend::{LegendEntry, freeze_words, legend};

/// The axis above the bars: a line for each month or week, and one for today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Axis {
    /// Lines for months, or weeks where a plan states durations only.
    pub ticks: Vec<Tick>,
    /// The line of today, where the calendar holds it.
    pub today: Option<String>,
    /// On which side of that line its word stands: `start` or, near the end, `end`.
    pub today_anchor: &'static str,
}

/// A line of the axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// Where, in percent of the width: `31.97%`.
    pub x: String,
    /// What it says.
    pub text: String,
}

impl Axis {
    /// An axis of `width` days; `now` is today, counted from its first day.
    pub fn new(ticks: Vec<Tick>, now: Option<i64>, width: i64) -> Self {
        let now = now.filter(|now| (0..width).contains(now));
        Self {
            ticks,
            today: now.map(|now| percent(now, width)),
            today_anchor: if now.is_some_and(|now| now * 4 > width * 3) { "end" } else { "start" },
        }
    }
}

/// A share of the width in percent, two decimals at most.
pub(super) fn percent(part: i64, whole: i64) -> String {
    // Hundredths of a percent, rounded to the nearest.
    let hundredths = (part * 20_000 + whole).div_euclid(2 * whole);
    let (whole, cents) = (hundredths / 100, hundredths % 100);
    match cents {
        0 => format!("{whole}%"),
        _ if cents % 10 == 0 => format!("{whole}.{}%", cents / 10),
        _ => format!("{whole}.{cents:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_two_decimals_at_most() {
        assert_eq!(
            [percent(0, 7), percent(1, 4), percent(1, 8), percent(1, 3)],
            ["0%", "25%", "12.5%", "33.33%"]
        );
    }

    #[test]
    fn today_stands_on_its_axis_or_nowhere() {
        let axis = |now| Axis::new(Vec::new(), now, 100);
        assert_eq!(
            (axis(Some(80)).today.as_deref(), axis(Some(80)).today_anchor),
            (Some("80%"), "end")
        );
        assert_eq!(
            [axis(Some(100)).today, axis(Some(-1)).today, axis(None).today],
            [None, None, None]
        );
    }
}
