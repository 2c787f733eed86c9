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

/// When something was measured: a day, and the time of that day where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AsOf {
    /// The day.
    pub date: Date,
    /// Hour and minute; a day alone comes before all times of it.
    pub time: Option<(i8, i8)>,
}

impl AsOf {
    /// As readers see it: `24 Nov 2026 14:00`.
    pub fn display(self) -> String {
        match self.time {
            Some((hour, minute)) => format!("{} {hour:02}:{minute:02}", display(self.date)),
            None => display(self.date),
        }
    }

    /// As data have it: `2026-11-24T14:00`.
    pub fn iso(self) -> String {
        match self.time {
            Some((hour, minute)) => format!("{}T{hour:02}:{minute:02}", self.date),
            None => self.date.to_string(),
        }
    }
}

/// Reads a calendar date, or a moment by RFC 3339, which is told in UTC.
pub fn parse_moment(text: &str) -> Option<AsOf> {
    if let Some(date) = parse_iso(text) {
        return Some(AsOf { date, time: None });
    }
    // A date, a time and an offset, all of them.
    let bytes = text.as_bytes();
    let is_shaped = parse_iso(text.get(..10)?).is_some()
        && matches!(bytes.get(10), Some(b'T' | b't' | b' '))
        && bytes.get(13) == Some(&b':')
        && bytes.get(16) == Some(&b':')
        && !text.contains(['[', ']']);
    let moment: jiff::Timestamp = is_shaped.then(|| text.parse().ok()).flatten()?;
    let moment = moment.to_zoned(jiff::tz::TimeZone::UTC);
    Some(AsOf { date: moment.date(), time: Some((moment.hour(), moment.minute())) })
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
    fn moments_are_told_in_utc() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(parse_moment(text).map(AsOf::iso).as_deref(), expected, "{text}");
        };
        check("2026-11-24", Some("2026-11-24"));
        check("2026-11-24T14:00:00Z", Some("2026-11-24T14:00"));
        check("2026-11-24T23:30:15.5-02:00", Some("2026-11-25T01:30"));
        for odd in ["2026-11-24T14:00:00", "2026-11-24T14:00Z", "24 Nov 2026", "yesterday", ""] {
            check(odd, None);
        }
        let day = AsOf { date: day("2026-11-24"), time: None };
        assert!(day < AsOf { time: Some((0, 0)), ..day });
        assert_eq!(AsOf { time: Some((9, 5)), ..day }.display(), "24 Nov 2026 09:05");
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
