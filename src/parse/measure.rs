//! Audiences and lengths of time as authors write them.

use smallvec::SmallVec;
use smol_str::SmolStrBuilder;

use super::words::{Group, Token, Tokens, Words, fold, tokens, western};
use crate::model::measure::{Amount, AmountUnit, Duration, Length};
use crate::model::prose::Text;

/// Reads the size of an audience: "~200 users", "10% of production traffic", "2k", "All users".
pub(super) fn amount(text: &str, words: &Words) -> Option<Amount> {
    let lower = western(text.trim()).to_lowercase();
    if words.kind(Group::Word, &lower) == Some("everyone")
        || words.kind(Group::Word, &lower) == Some("all")
    {
        return Some(Amount { value: 100.0, unit: AmountUnit::Share, approximate: false });
    }
    let bare = lower.trim_start_matches(['~', '≈']).trim_start();
    let mut approximate = bare.len() < lower.len();
    let mut rest = bare;
    let parts = tokens(bare);
    if let Some(("approximately", n)) = words.leading(Group::Word, &parts) {
        approximate = true;
        rest = bare[parts[n - 1].end..].trim_start();
    }
    // "%10": the sign stands first in Turkish.
    if let Some((value, after)) = rest.strip_prefix('%').and_then(leading_number) {
        let share = (0.0..=100.0).contains(&value) && !after.starts_with('%');
        return share.then_some(Amount { value, unit: AmountUnit::Share, approximate });
    }
    let (value, after) = leading_number(rest)?;
    let whole = dotted_thousands(rest);
    let (value, after) = match after.strip_prefix('k') {
        Some(tail) if !tail.starts_with(char::is_alphanumeric) => (value * 1_000.0, tail),
        _ => (value, after),
    };
    let after = after.trim_start().trim_start_matches('+').trim_start();
    if after.starts_with('%') {
        let share = (0.0..=100.0).contains(&value);
        return share.then_some(Amount { value, unit: AmountUnit::Share, approximate });
    }
    let next = tokens(after);
    // "20 internal users": up to two words may qualify the noun.
    let names_people = next.is_empty()
        || (0..next.len().min(3))
            .any(|i| words.leading(Group::Word, &next[i..]).is_some_and(|(k, _)| k == "people"));
    let value = whole.filter(|_| !after.starts_with('k')).unwrap_or(value);
    names_people.then_some(Amount { value, unit: AmountUnit::People, approximate })
}

/// The number of people that "1.500" means: people are whole.
fn dotted_thousands(text: &str) -> Option<f64> {
    let len = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text[..len].trim_end_matches('.');
    let mut groups = number.split('.');
    let first = groups.next().filter(|g| (1..=3).contains(&g.len()) && !g.starts_with('0'))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    (digits.len() > first.len()).then(|| digits.parse().ok()).flatten()
}

/// Reads a length of time: "1 week", "2–3 weeks", "10 business days", "48h", "Ongoing". A range takes
/// its longer bound; hours round up to days. No length where the words say more than one.
pub(super) fn duration(text: &Text, words: &Words) -> Duration {
    let found = bounds(&text.plain, words);
    Duration {
        text: text.clone(),
        length: found.map(|(_, longest)| longest),
        shortest: found.map(|(shortest, _)| shortest),
        approximate: text.plain.trim_start().starts_with(['~', '≈']) || text.plain.contains('±'),
    }
}

/// The shorter and the longer bound of a length of time.
fn bounds(text: &str, words: &Words) -> Option<(Length, Length)> {
    let lower = western(text.trim()).to_lowercase();
    let parts = split_digits(&lower);
    if let Some(("ongoing", n)) = words.leading(Group::Word, &parts) {
        let is_whole = ends_here(&lower, parts[n - 1].end);
        return is_whole.then_some((Length::Ongoing, Length::Ongoing));
    }
    let Quantity { least, value, unit, end } = quantity(&lower, &parts, words)?;
    if !ends_here(&lower, end) {
        return None;
    }
    Some((of_unit(least, unit)?, of_unit(value, unit)?))
}

fn of_unit(value: f64, unit: &str) -> Option<Length> {
    match unit {
        "minute" => whole(value / 1440.0).map(Length::Days),
        "hour" => whole(value / 24.0).map(Length::Days),
        "day" => whole(value).map(Length::Days),
        "business-day" => whole(value).map(Length::BusinessDays),
        "week" => whole(value * 7.0).map(Length::Days),
        "month" if value.fract() == 0.0 => whole(value).map(Length::Months),
        "quarter" if value.fract() == 0.0 => whole(value * 3.0).map(Length::Months),
        _ => None,
    }
}

/// The share in percent that an audience or exposure ends with: 50 of "50% of users", 100 of
/// "5% → 25% → 100%" and of "All users". `None` where it is no share for sure.
pub(super) fn share(text: &str, words: &Words) -> Option<f64> {
    if let Some(Amount { value, unit: AmountUnit::Share, .. }) = amount(text, words)
        && !text.contains(|c: char| c.is_ascii_digit())
    {
        return Some(value);
    }
    let mut rest = &text[text.find(|c: char| c.is_ascii_digit())?..];
    let mut last = None;
    while let Some((value, after)) = leading_number(rest) {
        let after = after.trim_start();
        let percent = after.strip_prefix(['%', '％']);
        last = percent.map(|_| value).or(last.filter(|_| percent.is_some()));
        let Some(next) = next_share(percent.unwrap_or(after)) else { break };
        rest = next;
    }
    last.filter(|value| (0.0..=100.0).contains(value))
}

/// The next step of a ramp behind a mark or a short word: "→ 25%", ", then 25%", "to 25%".
fn next_share(text: &str) -> Option<&str> {
    let is_mark = |c: char| c.is_whitespace() || RAMP.contains(&c);
    let behind = text.trim_start_matches(is_mark);
    let word = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
    let is_short = behind[..word].chars().count() <= LONGEST_JOINT;
    let next = if is_short { behind[word..].trim_start_matches(is_mark) } else { behind };
    (next.len() < text.len() && next.starts_with(|c: char| c.is_ascii_digit())).then_some(next)
}

/// Marks between the steps of a ramp.
const RAMP: [char; 13] = ['→', '➔', '➜', '⇒', '>', '=', '-', '–', '—', '/', ',', ';', '~'];

/// Most letters of a word between two steps of a ramp: "then", "dann", "puis".
const LONGEST_JOINT: usize = 4;

/// A number of units at the head of a text.
struct Quantity<'w> {
    /// The shorter bound of a range.
    least: f64,
    /// The longer bound.
    value: f64,
    unit: &'w str,
    /// One past its last byte.
    end: usize,
}

fn quantity<'w>(lower: &str, parts: &[Token], words: &'w Words) -> Option<Quantity<'w>> {
    let mut bounds: Option<(f64, f64)> = None;
    let mut at = 0;
    while let Some(number) = parts.get(at).and_then(|t| number_of(&t.word, words)) {
        bounds = bounds.map(|(a, b)| (a.min(number), b.max(number))).or(Some((number, number)));
        at += 1;
        if parts.get(at).is_some_and(|t| t.word == "to" || t.word == "or") {
            at += 1;
        }
    }
    let (unit, n) = words.leading(Group::Unit, parts.get(at..)?)?;
    // "أسبوعان", "שבועיים": two weeks in one word.
    let (bounds, unit) = match unit.strip_prefix("2-") {
        Some(unit) if bounds.is_none() => (Some((2.0, 2.0)), unit),
        Some(_) => return None,
        None => (bounds, unit),
    };
    let (least, value) = bounds.filter(|(least, _)| *least > 0.0)?;
    // "3. Woche" is the third week.
    if at > 0 && lower[parts[at - 1].end..].starts_with('.') {
        return None;
    }
    Some(Quantity { least, value, unit, end: parts[at + n - 1].end })
}

/// Whether a text begins with a number of units of time, whatever follows: "24h soak".
pub(super) fn is_quantity(text: &str, words: &Words) -> bool {
    let lower = western(text.trim()).to_lowercase();
    let parts = split_digits(&lower);
    matches!(words.leading(Group::Word, &parts), Some(("ongoing", _)))
        || quantity(&lower, &parts, words).is_some()
}

/// Whole units, rounded up; a century of days at most.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn whole(value: f64) -> Option<u32> {
    let up = value.ceil();
    (1.0..=36_525.0).contains(&up).then_some(up as u32)
}

/// Whether what follows a length is nothing, a note in brackets, or set off by a mark.
fn ends_here(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start();
    rest.is_empty() || rest.starts_with(['(', ',', ';', '.', '–', '—', '+', '*'])
}

/// Tokens with digits parted from letters: "48h" is 48 and h. A decimal point or
/// comma stays inside its number; words are folded.
fn split_digits(text: &str) -> Tokens {
    let mut places: SmallVec<[(usize, usize); 4]> = SmallVec::new();
    let mut previous: Option<(char, bool)> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let is_point = matches!(c, '.' | ',')
            && previous.is_some_and(|(p, _)| p.is_ascii_digit())
            && chars.peek().is_some_and(|(_, n)| n.is_ascii_digit());
        if !c.is_alphanumeric() && !is_point {
            previous = None;
            continue;
        }
        let is_digit = c.is_ascii_digit() || is_point;
        let end = i + c.len_utf8();
        match (previous, places.last_mut()) {
            (Some((_, was_digit)), Some(last)) if was_digit == is_digit => last.1 = end,
            _ => places.push((i, end)),
        }
        previous = Some((c, is_digit));
    }
    let token = |(start, end): (usize, usize)| {
        let written = &text[start..end];
        let is_number = written.starts_with(|c: char| c.is_ascii_digit());
        let word = if is_number { written.into() } else { fold(written) };
        Token { word, start, end }
    };
    places.into_iter().map(token).collect()
}

fn number_of(word: &str, words: &Words) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return leading_number(word).filter(|(_, rest)| rest.is_empty()).map(|(value, _)| value);
    }
    words.kind_of_folded(Group::Number, word)?.parse().ok()
}

/// The number at the head of a text, and what follows. A comma or a space before exactly three digits
/// parts thousands; any other comma before a digit is a decimal one, as is that of "0,125".
pub(super) fn leading_number(text: &str) -> Option<(f64, &str)> {
    let mut digits = SmolStrBuilder::new();
    let mut end = 0;
    let mut has_point = false;
    let mut groups = 0;
    let bytes = text.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let groups_three = |i: usize| (i..i + 3).all(is_digit) && !is_digit(i + 3);
    for (i, c) in text.char_indices() {
        if i < end {
            continue;
        }
        match c {
            '0'..='9' => digits.push(c),
            '.' if !has_point && end > 0 && is_digit(i + 1) => {
                has_point = true;
                digits.push(c);
            }
            ',' | ' ' | '\u{2009}' | '\u{202f}' | '\u{a0}'
                if end > 0
                    && !has_point
                    && groups_three(i + c.len_utf8())
                    && digits.as_str() != "0"
                    && (c == ',' || parts_thousands(digits.as_str(), groups)) =>
            {
                groups += 1;
            }
            ',' if end > 0 && !has_point && groups == 0 && is_digit(i + 1) => {
                has_point = true;
                digits.push('.');
            }
            _ => break,
        }
        end = i + c.len_utf8();
    }
    (end > 0).then(|| Some((digits.as_str().parse().ok()?, &text[end..]))).flatten()
}

/// Whether what stands before a space may be the first groups of a number: 1 to 3 digits, then threes.
const fn parts_thousands(digits: &str, groups: usize) -> bool {
    let first = digits.len() - 3 * groups;
    first >= 1 && first <= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn audiences_are_read() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Option<(f64, AmountUnit, bool)>| {
            let found = amount(text, &words).map(|a| (a.value, a.unit, a.approximate));
            assert_eq!(found, expected, "{text}");
        };
        check("~200 users", Some((200.0, AmountUnit::People, true)));
        check("about 1,500 beta customers", Some((1500.0, AmountUnit::People, true)));
        check("10% of production traffic", Some((10.0, AmountUnit::Share, false)));
        check("2k", Some((2000.0, AmountUnit::People, false)));
        check("All users", Some((100.0, AmountUnit::Share, false)));
        check("0.5 %", Some((0.5, AmountUnit::Share, false)));
        check("0,5 % der Nutzer", Some((0.5, AmountUnit::Share, false)));
        check("1.500 Nutzer", Some((1500.0, AmountUnit::People, false)));
        check("cirka 10 000 användare", Some((10_000.0, AmountUnit::People, true)));
        check("٢٠٠ مستخدم", Some((200.0, AmountUnit::People, false)));
        check("٪۵", Some((5.0, AmountUnit::Share, false)));
        check("%10 kullanıcı", Some((10.0, AmountUnit::Share, false)));
        check("5٪ من المستخدمين", Some((5.0, AmountUnit::Share, false)));
        for none in ["Invited beta customers", "300%", "5 regions", "", "v2 users"] {
            check(none, None);
        }
    }

    #[test]
    fn shares_are_those_that_a_ramp_ends_with() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Option<f64>| {
            assert_eq!(share(text, &words), expected, "{text}");
        };
        check("50%", Some(50.0));
        check("2.5 % of traffic", Some(2.5));
        check("5% → 25% → 100%", Some(100.0));
        check("1 -> 10 -> 50%", Some(50.0));
        check("1%, dann 10%", Some(10.0));
        check("from 5% to 50% of users", Some(50.0));
        check("All users", Some(100.0));
        check("10% of traffic (errors < 1%)", Some(10.0));
        for none in ["200 users", "Staff", "", "300%", "two regions"] {
            check(none, None);
        }
    }

    #[test]
    fn lengths_are_read() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Option<Length>| {
            assert_eq!(bounds(text, &words).map(|(_, longest)| longest), expected, "{text}");
        };
        check("1 week", Some(Length::Days(7)));
        check("2–3 weeks", Some(Length::Days(21)));
        check("~2 to 3 Weeks", Some(Length::Days(21)));
        check("two weeks", Some(Length::Days(14)));
        check("1.5 weeks", Some(Length::Days(11)));
        check("1,5 Wochen", Some(Length::Days(11)));
        check("5 jours ouvrés", Some(Length::BusinessDays(5)));
        check("3 săptămâni", Some(Length::Days(21)));
        check("2 viikkoa", Some(Length::Days(14)));
        check("10 ngày làm việc", Some(Length::BusinessDays(10)));
        check("٣ أسابيع", Some(Length::Days(21)));
        check("۲ أسابيع", Some(Length::Days(14)));
        check("due settimane", Some(Length::Days(14)));
        check("3 εβδομάδες", Some(Length::Days(21)));
        check("2 hét", Some(Length::Days(14)));
        check("שלושה שבועות", Some(Length::Days(21)));
        check("שבועיים", Some(Length::Days(14)));
        check("أسبوعان", Some(Length::Days(14)));
        check("48h", Some(Length::Days(2)));
        check("36 hours", Some(Length::Days(2)));
        check("45 min", Some(Length::Days(1)));
        check("90 Minuten", Some(Length::Days(1)));
        check("2 Quartale", Some(Length::Months(6)));
        check("10 days", Some(Length::Days(10)));
        check("10 business days", Some(Length::BusinessDays(10)));
        check("3 months", Some(Length::Months(3)));
        check("Ongoing", Some(Length::Ongoing));
        check("2 weeks (holidays apart)", Some(Length::Days(14)));
        for none in [
            "",
            "soon",
            "2 weeks after GA",
            "Sprint 4",
            "0 days",
            "Week 3",
            "1.5 months",
            "3. Woche",
        ] {
            check(none, None);
        }
    }
}
