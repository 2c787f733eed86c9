//! Quarters of calendar years.

use std::fmt;

use super::date::{self, Date};

/// A quarter of a calendar year, `Q3 2026`; ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(i32);

impl Quarter {
    /// The quarter that a day stands in.
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 4 + i32::from(day.month() - 1) / 3)
    }

    /// The quarter so many later; earlier where `quarters` is negative.
    #[must_use]
    pub const fn plus(self, quarters: i32) -> Self {
        Self(self.0.saturating_add(quarters))
    }

    /// Its year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// Its first day; the calendar's last day where the calendar does not have it.
    pub fn first_day(self) -> Date {
        let month = self.0.rem_euclid(4) * 3 + 1;
        let parts = i16::try_from(self.year()).ok().zip(i8::try_from(month).ok());
        parts.and_then(|(year, month)| date::from_ymd(year, month, 1)).unwrap_or(Date::MAX)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        date::add_days(self.plus(1).first_day(), -1).unwrap_or(Date::MAX)
    }

    /// Its part of a path: `2026-q3`.
    pub fn word(self) -> String {
        format!("{:04}-q{}", self.year(), self.0.rem_euclid(4) + 1)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{} {}", self.0.rem_euclid(4) + 1, self.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        date::parse_iso(text).expect("a date")
    }

    #[test]
    fn a_quarter_is_three_months() {
        for (text, name, first, last) in [
            ("2026-01-01", "Q1 2026", "2026-01-01", "2026-03-31"),
            ("2026-09-30", "Q3 2026", "2026-07-01", "2026-09-30"),
            ("2026-12-31", "Q4 2026", "2026-10-01", "2026-12-31"),
        ] {
            let quarter = Quarter::of(day(text));
            assert_eq!(quarter.to_string(), name);
            assert_eq!((quarter.first_day(), quarter.last_day()), (day(first), day(last)));
        }
    }

    #[test]
    fn quarters_count_on_through_the_years() {
        let quarter = Quarter::of(day("2026-11-22"));
        assert_eq!(quarter.plus(1).to_string(), "Q1 2027");
        assert_eq!(quarter.plus(-4).word(), "2025-q4");
        let last = Quarter::of(day("9999-12-31"));
        assert_eq!((last.last_day(), last.plus(9).year()), (day("9999-12-30"), 10_002));
    }
}
