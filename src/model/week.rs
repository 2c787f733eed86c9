//! Weeks from Monday to Sunday, as ISO 8601 counts them.

use super::date::{self, Date};

/// Days of a week.
const DAYS: i64 = 7;

/// A week; ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    monday: Date,
}

impl Week {
    /// The week that a day stands in. The first days of the calendar are in a week that begins with it.
    pub fn of(day: Date) -> Self {
        let since_monday = i64::from(day.weekday().to_monday_zero_offset());
        Self { monday: date::add_days(day, -since_monday).unwrap_or(Date::MIN) }
    }

    /// The week so many later; the last one of the calendar where it ends before.
    #[must_use]
    pub fn plus(self, weeks: i64) -> Self {
        let monday = weeks.checked_mul(DAYS).and_then(|days| date::add_days(self.monday, days));
        monday.map_or_else(|| Self::of(Date::MAX), |monday| Self { monday })
    }

    /// Its Monday.
    pub const fn first_day(self) -> Date {
        self.monday
    }

    /// Its Sunday.
    pub fn last_day(self) -> Date {
        date::add_days(self.monday, DAYS - 1).unwrap_or(Date::MAX)
    }

    /// Whether a day stands in it.
    pub fn holds(self, day: Date) -> bool {
        self.monday <= day && day <= self.last_day()
    }
}

/// A day of the week in three letters: "Mon".
pub fn weekday(day: Date) -> &'static str {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    DAYS[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()) % 7]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        date::parse_iso(text).expect("a date")
    }

    #[test]
    fn a_week_begins_on_monday() {
        for (of, first, last) in [
            ("2026-11-22", "2026-11-16", "2026-11-22"),
            ("2026-11-23", "2026-11-23", "2026-11-29"),
            ("2027-01-01", "2026-12-28", "2027-01-03"),
        ] {
            let week = Week::of(day(of));
            assert_eq!((week.first_day(), week.last_day()), (day(first), day(last)), "{of}");
            assert!(week.holds(day(of)) && !week.holds(week.plus(1).first_day()));
        }
        assert_eq!(Week::of(day("2026-11-22")).plus(1), Week::of(day("2026-11-25")));
        assert_eq!((weekday(day("2026-11-23")), weekday(day("2026-11-22"))), ("Mon", "Sun"));
    }

    #[test]
    fn the_calendar_ends() {
        assert!(Week::of(Date::MAX).last_day() <= Date::MAX);
        assert_eq!(Week::of(Date::MAX).plus(i64::MAX), Week::of(Date::MAX));
        assert!(Week::of(Date::MIN).holds(Date::MIN));
    }
}
