//! Measured values and targets, where the words are that and nothing else. "about 0.8 %", "0.8–1.2 %" and "see
//! dashboard" are none: a doubt is never met.

use super::super::comparison::exact;
use super::super::measure::leading_number;
use super::super::words::{Words, western};
use crate::model::measure::{Comparison, is_ambiguous_number};

/// Most bytes of a value; a longer text is prose.
const LONGEST: usize = 80;

/// Most words of a unit: "x baseline", "failed jobs per hour" has one too many.
const MOST_WORDS: usize = 3;

/// How the numbers of a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimals {
    /// "1,200" are thousands, "1.200" is little more than one.
    English,
    /// Either may be either.
    Other,
}

impl Decimals {
    /// Those of a plan in English, or in another language.
    pub(super) const fn of(is_english: bool) -> Self {
        if is_english { Self::English } else { Self::Other }
    }
}

/// A number with its unit, as English and programs write it: "0.8 %", "1,200 ms", "2k".
pub fn quantity(text: &str) -> Option<(f64, Option<String>)> {
    quantity_as(text, Decimals::English)
}

/// The same as a plan's language writes numbers.
pub(super) fn quantity_as(text: &str, decimals: Decimals) -> Option<(f64, Option<String>)> {
    if text.len() > LONGEST || decimals == Decimals::Other && is_ambiguous_number(text) {
        return None;
    }
    let text = western(text.trim());
    let (sign, bare) = match text.strip_prefix(['-', '−', '+']) {
        Some(rest) => (if text.starts_with('+') { 1.0 } else { -1.0 }, rest),
        None => (1.0, &*text),
    };
    // "%10" in Turkish, "$5".
    let first = bare.chars().next().filter(|c| matches!(c, '%' | '$' | '€' | '£'));
    let bare = first.map_or(bare, |c| bare[c.len_utf8()..].trim_start());
    let (value, rest) = leading_number(bare)?;
    let (factor, rest) = match rest.chars().next() {
        Some('k' | 'K') if ends_word(&rest[1..]) => (1_000.0, &rest[1..]),
        Some('M') if ends_word(&rest[1..]) => (1_000_000.0, &rest[1..]),
        _ => (1.0, rest),
    };
    let rest = rest.trim();
    let unit = match (first, rest) {
        (None, "") => None,
        (Some(sign), "") => Some(sign.to_string()),
        (None, "%" | "％" | "٪") => Some("%".to_owned()),
        (None, rest) if is_unit(rest) => Some(rest.to_owned()),
        _ => return None,
    };
    Some((sign * value * factor, unit))
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Whether words may be a unit: letters, at most with a stroke, and few of them.
fn is_unit(words: &str) -> bool {
    let is_of_unit =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '/' | '×' | '°' | '²' | '$' | '€' | '£');
    words.chars().all(is_of_unit)
        && words.starts_with(|c: char| c != '/' && c != ' ')
        && words.split_whitespace().count() <= MOST_WORDS
}

/// The comparison that a target surely is: "< 1 %", "at least 99.9 %"; its metric is empty.
pub(super) fn target(text: &str, words: &Words, decimals: Decimals) -> Option<Comparison> {
    let is_rough = text.contains(['~', '≈', '±']);
    if text.len() > LONGEST || is_rough || decimals == Decimals::Other && is_ambiguous_number(text)
    {
        return None;
    }
    exact(text, words)
}

/// Hour and minute of a time of day: "14:00", "9:30 UTC"; `None` for one by other clocks.
pub(super) fn hour_and_minute(text: &str) -> Option<(i8, i8)> {
    let (hour, rest) = text.split_once([':', '：'])?;
    let minute = rest.get(..2)?;
    let is_afternoon = rest[2..].trim().to_lowercase().starts_with(['a', 'p']);
    let (hour, minute) = (hour.trim().parse::<i8>().ok()?, minute.parse::<i8>().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute) && !is_afternoon)
        .then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_value_is_a_number_with_its_unit_and_nothing_else() {
        let check = |text: &str, value: f64, unit: Option<&str>| {
            let found = quantity(text).unwrap_or_else(|| panic!("{text} is a value"));
            assert_eq!((found.0, found.1.as_deref()), (value, unit), "{text}");
        };
        check("0.8 %", 0.8, Some("%"));
        check("0.8%", 0.8, Some("%"));
        check("0,8 %", 0.8, Some("%"));
        check("%10", 10.0, Some("%"));
        check("1,200 ms", 1_200.0, Some("ms"));
        check("-3 %", -3.0, Some("%"));
        check("2k", 2_000.0, None);
        check("2.1x baseline", 2.1, Some("x baseline"));
        check("45 req/s", 45.0, Some("req/s"));
        check("$5", 5.0, Some("$"));
        check("٠٫٨٪", 0.8, Some("%"));
        check("0", 0.0, None);
        for doubt in [
            "",
            "about 0.8 %",
            "~0.8 %",
            "≈ 0.8 %",
            "0.8–1.2 %",
            "0.8 - 1.2 %",
            "0.8 to 1.2 %",
            "< 0.5 %",
            "n/a",
            "see dashboard",
            "0.8 % (p95)",
            "0.8 %?",
            "✅ 0.8 %",
            "3 of 4",
            "1 or 2",
            "0.8 ± 0.1 %",
            "0.8 %, 0.9 %",
            "1.2.3",
            "one",
            "0.8 % and rising",
            "12 failed jobs in an hour",
        ] {
            assert_eq!(quantity(doubt), None, "{doubt}");
        }
        assert_eq!(quantity_as("1.200 ms", Decimals::Other), None);
        assert_eq!(quantity_as("0,8 %", Decimals::Other), Some((0.8, Some("%".to_owned()))));
    }

    #[test]
    fn a_target_is_a_comparison_and_nothing_else() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Option<(&str, f64, Option<&str>)>| {
            let found = target(text, &words, Decimals::English);
            let found = found.as_ref().map(|c| (c.op.sign(), c.value, c.unit.as_deref()));
            assert_eq!(found, expected, "{text}");
        };
        check("< 1 %", Some(("<", 1.0, Some("%"))));
        check("≤ 300 ms", Some(("<=", 300.0, Some("ms"))));
        check("at least 99.9 %", Some((">=", 99.9, Some("%"))));
        check("höchstens 1,5 %", Some(("<=", 1.5, Some("%"))));
        check("= 0", Some(("=", 0.0, None)));
        check("≥ 99.9 % over 7 days", Some((">=", 99.9, Some("%"))));
        for doubt in [
            "1 %",
            "~1 %",
            "< ~1 %",
            "< 1 % or 2 %",
            "low",
            "none",
            "",
            "< 1 % (p95)",
            "between 1 and 2",
        ] {
            check(doubt, None);
        }
    }

    #[test]
    fn times_of_day_are_read_by_24_hours() {
        assert_eq!(hour_and_minute("14:00 UTC"), Some((14, 0)));
        assert_eq!(hour_and_minute("9:05"), Some((9, 5)));
        assert_eq!(hour_and_minute("2:00 pm"), None);
        assert_eq!(hour_and_minute("24:00"), None);
    }
}
