//! Phases that words mention: "for Phase 2", "Phases 1 and 3".

use crate::model::phase::PhaseNumber;

/// Whether words mention the phase of a number.
pub fn mentions_phase(text: &str, number: PhaseNumber) -> bool {
    // Most texts are settled by the digits alone.
    text.contains(&number.whole.to_string()) && mentioned_phases(text).contains(&number)
}

/// The phase numbers that words mention, in order. Of a range both ends are mentioned.
pub fn mentioned_phases(text: &str) -> Vec<PhaseNumber> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = lower[from..].find("phase").map(|i| from + i) {
        from = at + "phase".len();
        let inside_word = lower[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if inside_word {
            continue;
        }
        let mut rest = lower[from..].strip_prefix('s').unwrap_or(&lower[from..]);
        while let Some((number, after)) = next_number(rest) {
            found.push(number);
            let Some(following) = after_separator(after) else { break };
            rest = following;
        }
    }
    found
}

fn next_number(text: &str) -> Option<(PhaseNumber, &str)> {
    let text = text.trim_start_matches([' ', '\u{a0}', '#']);
    let (whole, rest) = digits(text)?;
    if let Some((part, after)) = rest.strip_prefix('.').and_then(digits) {
        return Some((PhaseNumber { whole, part: Some(part) }, after));
    }
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then_some((PhaseNumber::whole(whole), rest))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn after_separator(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', '\u{a0}']);
    [",", "–", "—", "-", "/", "&", "+", "and ", "or ", "to ", "through "]
        .iter()
        .find_map(|separator| text.strip_prefix(separator))
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
    }

    #[test]
    fn other_words_mention_none() {
        check("the next phase", &[]);
        check("multiphase 3", &[]);
        check("Phase 2b", &[]);
        check("Phase 99999999999", &[]);
    }
}
