//! Dates as authors write them.

use super::words::{Group, Token, Words, tokens};
use crate::model::date::{Date, from_ymd, parse_iso};

/// Signs for year, month and day behind their numbers.
pub(super) const CALENDAR: [&str; 6] = ["年", "月", "日", "년", "월", "일"];

/// What parts the numbers of a date that begins with its year.
const YEAR_FIRST: [(&str, &str); 4] = [("/", "/"), (".", "."), ("年", "月"), ("년", "월")];

/// What a text says as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// A date.
    Date(Date),
    /// Digits that are two dates, by day first and by month first.
    Ambiguous(Date, Date),
    /// No date.
    None,
}

/// Reads the date at the head of a text: ISO 8601 first, then `2026/05/03`, `20260503`, `3 May 2026`,
/// `May 3, 2026`, `25/12/2026` where only one order fits, and `8.4.2026` (dots put the day first).
pub(super) fn read(text: &str, words: &Words) -> Reading {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(parse_iso) {
        let ends = text[10..].chars().next().is_none_or(|c| !c.is_ascii_digit());
        return if ends { Reading::Date(date) } else { Reading::None };
    }
    if let Some(date) = basic(text) {
        return Reading::Date(date);
    }
    // "5 de marzo de 2026", "2026年3月5日".
    let is_filler = |word: &str| {
        word.parse::<u16>().is_err()
            && words.kind_of_folded(Group::Month, word).is_none()
            && (words.kind_of_folded(Group::Qualifier, word).is_some() || CALENDAR.contains(&word))
    };
    let parts: Vec<Token> = tokens(text).into_iter().filter(|t| !is_filler(&t.word)).collect();
    let [a, b, c, ..] = parts.as_slice() else { return Reading::None };
    let between = (text[a.end..b.start].trim(), text[b.end..c.start].trim());
    let number = |word: &str| word.parse::<i16>().ok();
    let day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        ["", "st", "nd", "rd", "th"].contains(&suffix).then(|| digits.parse::<i8>().ok()).flatten()
    };
    let month = |word: &str| words.kind_of_folded(Group::Month, word)?.parse::<i8>().ok();
    let year = |word: &str| if word.len() == 4 { number(word) } else { None };
    let made = |y, m, d| from_ymd(y, m, d).map_or(Reading::None, Reading::Date);
    match (year(&a.word), month(&a.word), month(&b.word), year(&c.word)) {
        (Some(y), ..) if YEAR_FIRST.contains(&between) => match (b.word.parse(), c.word.parse()) {
            (Ok(m), Ok(d)) => made(y, m, d),
            _ => Reading::None,
        },
        (_, _, Some(m), Some(y)) => day(&a.word).map_or(Reading::None, |d| made(y, m, d)),
        (_, Some(m), _, Some(y)) => day(&b.word).map_or(Reading::None, |d| made(y, m, d)),
        (_, _, _, Some(y)) => match (a.word.parse(), b.word.parse(), between) {
            (Ok(d), Ok(m), (".", ".")) => made(y, m, d),
            (Ok(first), Ok(second), ("/", "/") | ("-", "-")) => numeric(y, first, second),
            _ => Reading::None,
        },
        _ => Reading::None,
    }
}

/// ISO 8601 in its basic form, alone: `20260503`.
fn basic(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month) = (text[..4].parse().ok()?, text[4..6].parse().ok()?);
    from_ymd(year, month, text[6..].parse().ok()?)
}

fn numeric(year: i16, first: i8, second: i8) -> Reading {
    match (from_ymd(year, second, first), from_ymd(year, first, second)) {
        (Some(a), Some(b)) if a != b => Reading::Ambiguous(a, b),
        (Some(date), _) | (_, Some(date)) => Reading::Date(date),
        _ => Reading::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn dates_are_read_and_ambiguous_ones_are_not() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: &str| {
            let shown = match read(text, &words) {
                Reading::Date(d) => d.to_string(),
                Reading::Ambiguous(..) => "ambiguous".to_owned(),
                Reading::None => "none".to_owned(),
            };
            assert_eq!(shown, expected, "{text}");
        };
        for same in
            ["2026-05-03", "2026/05/03", "3 May 2026", "May 3, 2026", "May 3rd 2026", "03.05.2026"]
        {
            check(same, "2026-05-03");
        }
        check("2026-05-03 (draft)", "2026-05-03");
        check("25/12/2026", "2026-12-25");
        check("12/25/2026", "2026-12-25");
        check("05/05/2026", "2026-05-05");
        check("03/05/2026", "ambiguous");
        for none in ["2026-05", "May 2026", "soon", "2026-02-30", "Q3 2026", "", "31 Feb 2026"] {
            check(none, "none");
        }
    }
}
