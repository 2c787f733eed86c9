//! Calendar dates: the door to the calendar crate.

pub use jiff::civil::Date;
use jiff::{ToSpan, civil::Weekday};

/// Parses an ISO 8601 calendar date, `2026-11-22`, and nothing else.
pub fn parse_iso(text: &str) -> Option<Date> {
    let b = text.as_bytes();
    let shaped = b.len() == 10
        && b.iter().enumerate().all(|(i, c)| match i {
            4 | 7 => *c == b'-',
            _ => c.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    from_ymd(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

/// A date from its parts, if the calendar has it.
pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The date of a moment given in seconds since 1970-01-01 UTC; `None` outside the calendar.
pub fn from_unix_seconds(seconds: i64) -> Option<Date> {
    add_days(from_ymd(1970, 1, 1)?, seconds.div_euclid(86_400))
}

/// `days` later (earlier where negative); `None` past the calendar's end.
pub fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// `months` later by the calendar, the day kept or cut to the month's last.
pub fn add_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

/// The last of `days` business days of which `start` is the first, Saturdays and Sundays skipped;
/// `None` for no days or past the calendar's end.
pub fn last_business_day(start: Date, days: u32) -> Option<Date> {
    let is_working = |d: Date| !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
    let mut day = start;
    let mut left = days;
    loop {
        if is_working(day) {
            left = left.checked_sub(1)?;
            if left == 0 {
                return Some(day);
            }
        }
        day = day.checked_add(1.day()).ok()?;
    }
}

/// Days from `from` to `to`, negative where `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

/// The date as readers see it: `22 Nov 2026`.
pub fn display(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    format!("{} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse_iso(text).expect("a date")
    }

    #[test]
    fn only_whole_iso_dates_are_read() {
        assert!(parse_iso("2026-11-22").is_some());
        for odd in ["2026-11-2", "2026-02-30", "20261122", "+026-11-22", "2026-11-22 "] {
            assert_eq!(parse_iso(odd), None, "{odd}");
        }
    }

    #[test]
    fn business_days_skip_weekends() {
        // 2026-11-20 is a Friday.
        assert_eq!(last_business_day(day("2026-11-20"), 1), Some(day("2026-11-20")));
        assert_eq!(last_business_day(day("2026-11-20"), 2), Some(day("2026-11-23")));
        assert_eq!(last_business_day(day("2026-11-21"), 1), Some(day("2026-11-23")));
        assert_eq!(last_business_day(day("2026-11-20"), 0), None);
    }

    #[test]
    fn calendar_arithmetic() {
        assert_eq!(add_months(day("2026-01-31"), 1), Some(day("2026-02-28")));
        assert_eq!(days_between(day("2026-11-30"), day("2027-01-01")), 32);
        assert_eq!(from_unix_seconds(1_795_305_600), Some(day("2026-11-22")));
        assert_eq!(display(day("2026-11-02")), "2 Nov 2026");
    }
}
