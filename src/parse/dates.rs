//! Dates as authors write them.

use std::borrow::Cow;

use super::words::{Group, Token, Words, first_token, tokens, western};
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
    read_head(text, words).0
}

/// Reads the date at the head of a text, and what stands behind it.
pub(super) fn read_head<'a>(text: &'a str, words: &Words) -> (Reading, &'a str) {
    let text = text.trim();
    match western(text) {
        Cow::Borrowed(text) => read_western(text, words),
        Cow::Owned(converted) => {
            // As many characters, though of other lengths.
            let (found, rest) = read_western(&converted, words);
            let behind = rest.chars().count();
            let at = behind.checked_sub(1).and_then(|last| text.char_indices().nth_back(last));
            (found, at.map_or("", |(at, _)| &text[at..]))
        }
    }
}

/// A text without the day of the week that it opens with: "Friday, 3 May 2026", "يوم الجمعة 3 مايو".
fn without_weekday<'a>(text: &'a str, words: &Words) -> &'a str {
    let parts = tokens(text);
    let is_day = |t: &Token| words.kind_of_folded(Group::Unit, &t.word) == Some("day");
    let skipped = usize::from(parts.first().is_some_and(is_day));
    match words.leading(Group::Word, &parts[skipped..]) {
        Some(("weekday", n)) => {
            let rest = text[parts[skipped + n - 1].end..].trim_start_matches(['.', ',', '،', ' ']);
            rest.trim_start_matches(['-', '–', '—', ' '])
        }
        _ => text,
    }
}

fn read_western<'a>(text: &'a str, words: &Words) -> (Reading, &'a str) {
    let text = without_weekday(text, words);
    if let Some(date) = text.get(..10).and_then(parse_iso) {
        let ends = text[10..].chars().next().is_none_or(|c| !c.is_ascii_digit());
        let found = if ends { Reading::Date(date) } else { Reading::None };
        return (found, text[10..].trim());
    }
    if let Some(date) = basic(text) {
        return (Reading::Date(date), "");
    }
    // "5 de marzo de 2026", "2026年3月5日".
    let is_filler = |word: &str| {
        word.parse::<u16>().is_err()
            && words.kind_of_folded(Group::Month, word).is_none()
            && (words.kind_of_folded(Group::Qualifier, word).is_some() || CALENDAR.contains(&word))
    };
    let parts: Vec<Token> = tokens(text).into_iter().filter(|t| !is_filler(&t.word)).collect();
    let parts = with_joint_months(parts, words);
    let [a, b, c, ..] = parts.as_slice() else { return (Reading::None, "") };
    let rest = text[c.end..].trim_start_matches(['日', '일', '.', ',']).trim();
    (read_parts(text, [a, b, c], words), rest)
}

fn read_parts(text: &str, [a, b, c]: [&Token; 3], words: &Words) -> Reading {
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
        // "2026. március 5."
        (Some(y), _, Some(m), _) => day(&c.word).map_or(Reading::None, |d| made(y, m, d)),
        (_, _, Some(m), Some(y)) => day(&a.word).map_or(Reading::None, |d| made(y, m, d)),
        (_, Some(m), _, Some(y)) => day(&b.word).map_or(Reading::None, |d| made(y, m, d)),
        (_, _, _, Some(y)) => match (a.word.parse(), b.word.parse(), between) {
            (Ok(d), Ok(m), (".", ".") | ("tháng", "năm")) => made(y, m, d),
            (Ok(first), Ok(second), ("/", "/") | ("-", "-")) => numeric(y, first, second),
            _ => Reading::None,
        },
        _ => Reading::None,
    }
}

/// Names of months that are two words ("كانون الثاني") as one token.
fn with_joint_months(parts: Vec<Token>, words: &Words) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(parts.len());
    for token in parts {
        if let Some(last) = out.last_mut() {
            let joint = format!("{} {}", last.word, token.word);
            if words.kind_of_folded(Group::Month, &joint).is_some() {
                last.word = joint.into();
                last.end = token.end;
                continue;
            }
        }
        out.push(token);
    }
    out
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

/// The time of day that a text begins with, as written to its end: "22:00 UTC", "10 pm", "22 Uhr".
pub(super) fn clock(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['T', ',', '@', '-', '–', '—', '·', '(', ' ']);
    let first = first_token(text)?;
    // "at 22:00", "um 22 Uhr", "kl. 22".
    let is_joint = first.word.chars().all(char::is_alphabetic)
        && first.word.chars().count() <= LONGEST_PREPOSITION;
    let text = if is_joint { text[first.end..].trim_start_matches(['.', ' ']) } else { text };
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let hour: u8 = text[..digits].parse().ok()?;
    let rest = &text[digits..];
    let has_minutes = rest.strip_prefix([':', 'h', 'H', '.', '：']).is_some_and(|minutes| {
        minutes.bytes().take_while(u8::is_ascii_digit).count() == 2
            && !minutes[2..].starts_with('.')
    });
    let sign = first_token(rest).map(|t| t.word).unwrap_or_default();
    let is_hour =
        CLOCK.contains(&sign.as_str()) && rest.trim_start().starts_with(char::is_alphabetic);
    let is_clock = hour <= 24 && (has_minutes || is_hour);
    is_clock.then(|| text.trim_end_matches(')').trim())
}

/// Most letters of what stands between a date and a time of day.
const LONGEST_PREPOSITION: usize = 4;

/// Signs behind an hour.
const CLOCK: [&str; 12] = ["am", "pm", "a", "p", "uhr", "h", "uur", "ч", "时", "点", "時", "시"];

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
        for same in [
            "den 3 maj 2026",
            "Sun, 2026-05-03",
            "söndag den 3 maj 2026",
            "Pazar, 3 Mayıs 2026",
            "Chủ nhật, ngày 3 tháng 5 năm 2026",
            "يوم الأحد 3 مايو 2026",
            "2026. május 3., vasárnap",
            "3. toukokuuta 2026",
            "3 Mayıs 2026",
            "3 mai 2026",
            "2026. május 3.",
            "2026. 05. 03.",
            "3 Μαΐου 2026",
            "ngày 3 tháng 5 năm 2026",
            "3 Mei 2026",
            "٣ مايو ٢٠٢٦",
            "۲۰۲۶-۰۵-۰۳",
            "3 أيار 2026",
            "3 במאי 2026",
        ] {
            check(same, "2026-05-03");
        }
        check("5 كانون الثاني 2026", "2026-01-05");
        check("2026-05-03 (draft)", "2026-05-03");
        check("25/12/2026", "2026-12-25");
        check("12/25/2026", "2026-12-25");
        check("05/05/2026", "2026-05-05");
        check("03/05/2026", "ambiguous");
        for none in ["2026-05", "May 2026", "soon", "2026-02-30", "Q3 2026", "", "31 Feb 2026"] {
            check(none, "none");
        }
    }

    #[test]
    fn times_of_day_follow_dates() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Option<&str>| {
            let (_, rest) = read_head(text, &words);
            assert_eq!(clock(rest), expected, "{text}");
        };
        check("2026-10-24 22:00", Some("22:00"));
        check("2026-10-24T22:00Z", Some("22:00Z"));
        check("24 Oct 2026, 10:30 pm", Some("10:30 pm"));
        check("24. Oktober 2026, 22 Uhr", Some("22 Uhr"));
        check("24 octobre 2026 à 22h30", Some("22h30"));
        check("2026年10月24日 22:00", Some("22:00"));
        check("2026-10-24 (22:00–02:00)", Some("22:00–02:00"));
        for none in
            ["2026-10-24", "2026-10-24 (draft)", "2026-10-24 – 2026-10-28", "2026-10-24 99:00"]
        {
            check(none, None);
        }
    }
}
