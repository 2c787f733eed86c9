//! Phases that words mention: "for Phase 2", "Phases 1 and 3".

use std::ops::Range;

use crate::model::phase::PhaseNumber;

/// A phase that words mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its number.
    pub number: PhaseNumber,
    /// The bytes of the words that name it: "Phase 2", of those that follow the number alone.
    pub place: Range<usize>,
}

/// The word that a mention begins with.
const WORD: &str = "phase";

/// Whether words mention the phase of a number.
pub fn mentions_phase(text: &str, number: PhaseNumber) -> bool {
    // Most texts are settled by the digits alone.
    text.contains(&number.whole.to_string()) && mentioned_phases(text).contains(&number)
}

/// The phase numbers that words mention, in order. Of a range both ends are mentioned.
pub fn mentioned_phases(text: &str) -> Vec<PhaseNumber> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = find_word(text, from) {
        from = at + WORD.len();
        let inside_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if !inside_word {
            found.extend(mentions_at(&text[at..]).into_iter().map(|mention| mention.number));
        }
    }
    found
}

/// The phases that the first words of a text mention, where it begins with "Phase" or "Phases".
pub fn mentions_at(text: &str) -> Vec<Mention> {
    let Some(rest) = strip_word(text, WORD) else { return Vec::new() };
    let plural = rest.strip_prefix(['s', 'S']);
    let mut rest = plural.unwrap_or(rest);
    let mut found: Vec<Mention> = Vec::new();
    while let Some((number, digits, after)) = next_number(rest) {
        let is_first = found.is_empty();
        if is_share(after) || (!is_first && is_amount(after)) {
            break;
        }
        // "Phase 2" reads better as a link than "2"; "Phases 1" does not.
        let start = if is_first && plural.is_none() { 0 } else { text.len() - digits.len() };
        found.push(Mention { number, place: start..text.len() - after.len() });
        let Some(following) = after_separator(after) else { break };
        rest = following;
    }
    found
}

/// Where the word stands next, in any case.
fn find_word(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|b| matches!(b, b'p' | b'P'))?;
        if strip_word(&text[at..], WORD).is_some() {
            return Some(at);
        }
        at += 1;
    }
}

/// The rest of a text that begins with a word of ASCII letters, in any case.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

/// The number that a text begins with, the text from its digits on, and what follows it.
fn next_number(text: &str) -> Option<(PhaseNumber, &str, &str)> {
    let text = text.trim_start_matches([' ', '\u{a0}', '#']);
    let (whole, rest) = digits(text)?;
    let (number, rest) = match rest.strip_prefix('.').and_then(digits) {
        Some((part, after)) => (PhaseNumber { whole, part: Some(part) }, after),
        None => (PhaseNumber::whole(whole), rest),
    };
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then_some((number, text, rest))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn after_separator(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', '\u{a0}']);
    [",", "–", "—", "-", "/", "&", "+", "and ", "or ", "to ", "through "]
        .iter()
        .find_map(|separator| strip_word(text, separator))
}

/// Whether what follows a number makes it a share: "Phase 10%".
fn is_share(after: &str) -> bool {
    after.trim_start_matches([' ', '\u{a0}']).starts_with('%')
}

/// Whether what follows a number makes it an amount or a day: "after Phase 1, 2 weeks later".
fn is_amount(after: &str) -> bool {
    const UNITS: [&str; 16] = [
        "day", "week", "month", "year", "hour", "hr", "minute", "min", "second", "sec", "user",
        "people", "percent", "business", "working", "sprint",
    ];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let after = after.trim_start_matches([' ', '\u{a0}']);
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let word = &after[..end];
    let unit = word.to_ascii_lowercase();
    UNITS.contains(&unit.strip_suffix('s').unwrap_or(&unit))
        || MONTHS.iter().any(|month| word.starts_with(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = mentioned_phases(text).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn phases_are_found_by_their_numbers() {
        check("Build a stub for Phase 1; real integration for phase 2", &["1", "2"]);
        check("Phases 1, 3 and 4", &["1", "3", "4"]);
        check("Phase 0–1", &["0", "1"]);
        check("before Phase 4.1.", &["4.1"]);
        check("İPhase 2; PHASES 1 AND 2", &["1", "2"]);
    }

    #[test]
    fn other_words_mention_none() {
        check("the next phase", &[]);
        check("multiphase 3", &[]);
        check("Phase 2b, Phase 2.1b", &[]);
        check("Phase 99999999999", &[]);
        check("phase 10% of them in", &[]);
        check("Phased 2", &[]);
    }

    #[test]
    fn amounts_behind_a_phase_are_no_phases() {
        check("after Phase 1, 2 weeks later", &["1"]);
        check("Phase 1 – 3 May 2026", &["1"]);
        check("Phase 1 - 14 days", &["1"]);
        check("Phases 1 and 2 may run", &["1", "2"]);
    }

    #[test]
    fn a_mention_has_its_place() {
        let words = |text: &'static str| -> Vec<&'static str> {
            mentions_at(text).into_iter().map(|m| &text[m.place]).collect()
        };
        assert_eq!(words("Phase 2 and 3."), ["Phase 2", "3"]);
        assert_eq!(words("Phases 0–1"), ["0", "1"]);
        assert_eq!(words("phase\u{a0}#4.1, then"), ["phase\u{a0}#4.1"]);
        assert_eq!(words("for Phase 2"), [""; 0]);
    }
}
