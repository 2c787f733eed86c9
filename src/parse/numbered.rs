//! Headings and lines that number a risk: "Risk 1: …", "Risk #1", "RISK-001: …", "Riesgo 2 – …",
//! "风险1：…".

use super::words::{Group, Words, first_token};

/// The number or ID behind the word for a risk at the head of a text, and what follows it. "Risks
/// 2026" names a section.
pub(super) fn numbered_risk<'a>(text: &'a str, words: &Words) -> Option<(&'a str, &'a str)> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = first_token(text)?;
    let is_risk = words.kind_of_folded(Group::Column, &first.word) == Some("risk");
    if !is_risk {
        return None;
    }
    let behind = &text[first.end..];
    let rest = behind.trim_start();
    // "Risk no. 4".
    let rest = match first_token(rest) {
        Some(token) if words.kind_of_folded(Group::Column, &token.word) == Some("id") => {
            rest[token.end..].trim_start_matches(['.', ' ', ':'])
        }
        _ => rest,
    };
    if let Some(digits) = behind.strip_prefix(['-', '_']) {
        // "RISK-001" is an ID as a whole.
        let end = first.end + 1 + number(digits)?;
        return is_parted(&text[end..]).then(|| (&text[..end], trimmed(&text[end..])));
    }
    let end = match number(rest) {
        Some(end) => end,
        None => letters(rest)?,
    };
    let after = &rest[end..];
    is_parted(after).then(|| (&rest[..end], trimmed(after)))
}

/// Most digits of a risk's number: more are a year.
const MOST_DIGITS: usize = 3;

/// Where the number at the head of a text ends: "1", "4.2", "001".
fn number(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    if !(1..=MOST_DIGITS).contains(&whole) {
        return None;
    }
    let part = text[whole..].strip_prefix('.').map_or(0, digits);
    Some(if part == 0 { whole } else { whole + 1 + part })
}

/// Where an ID, a letter or a roman number at the head of a text ends: "R-01", "A", "IV".
fn letters(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let id = text[..end].trim_end_matches('-');
    let is_id = id.starts_with(|c: char| c.is_ascii_uppercase())
        && id.ends_with(|c: char| c.is_ascii_digit())
        && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    let is_letter = id.len() == 1 && id.bytes().all(|b| b.is_ascii_uppercase())
        || !id.is_empty() && id.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    (is_id || is_letter).then_some(id.len())
}

/// Whether what follows a number is set off from it, and does not go on counting ("Risks 1–5").
fn is_parted(after: &str) -> bool {
    let name = trimmed(after);
    after.trim().is_empty()
        || after.starts_with(is_separator)
            && after.trim_start().starts_with([':', '.', ')', '(', '-', '–', '—', ']', '：', '．'])
            && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// Marks between the number of a risk and its name.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '.' | ')' | '(' | '-' | '–' | '—' | ']' | '：' | '．')
}

fn trimmed(after: &str) -> &str {
    after.trim_start_matches(is_separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_number_behind_the_word_makes_a_risk() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Option<(&str, &str)>| {
            assert_eq!(numbered_risk(text, &words), expected, "{text}");
        };
        check("Risk 1: Call drops", Some(("1", "Call drops")));
        check("Risk #2 — Line is dead", Some(("2", "Line is dead")));
        check("RISK-001: Cache", Some(("RISK-001", "Cache")));
        check("Risk R-07: Cache", Some(("R-07", "Cache")));
        check("Risiko 3: Ausfall", Some(("3", "Ausfall")));
        check("Riesgo 2 – Retraso", Some(("2", "Retraso")));
        check("风险1：延迟", Some(("1", "延迟")));
        check("Risk A: Cache", Some(("A", "Cache")));
        check("Risk 1", Some(("1", "")));
        for none in
            ["Risks 2026: overview", "Risks 1–5", "Risk register", "Phase 1: Risk", "Risk A plan"]
        {
            check(none, None);
        }
    }
}
