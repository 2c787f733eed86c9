//! What of a cell are words of a name, and what stands beside them.

use super::telephone::telephone_at;

/// What a byte of a cell belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Words.
    Word,
    /// A remark in brackets, a number to dial or a link.
    Remark,
    /// An e-mail address or a handle.
    Address,
}

/// Fewest digits of a run that is a number to dial, a date or a reference, and no part of a name.
const FEWEST_DIGITS: usize = 4;

/// The mark of every byte of a cell.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = vec![Mark::Word; text.len()];
    // Most cells are words alone.
    if text
        .bytes()
        .all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'+' | b'&' | b',' | b'-'))
    {
        return marks;
    }
    addresses(text, &mut marks);
    brackets(text, &mut marks);
    numbers(text, &mut marks);
    marks
}

/// Links are remarks; whatever holds an `@` is an address, with the angle brackets around it.
fn addresses(text: &str, marks: &mut [Mark]) {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '[' | ']');
    let mut start = 0;
    for piece in text.split_inclusive(is_end) {
        let word = piece.trim_end_matches(is_end);
        let end = start + word.len();
        if word.contains("://") {
            marks[start..end].fill(Mark::Remark);
        } else if word.contains('@') && word.contains(char::is_alphanumeric) {
            marks[start..end].fill(Mark::Remark);
            let inner = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
            let from = start + word.find(inner).unwrap_or_default();
            marks[from..from + inner.len()].fill(Mark::Address);
        }
        start += piece.len();
    }
}

/// What stands in brackets is a remark; a bracket that nobody closes holds the rest.
fn brackets(text: &str, marks: &mut [Mark]) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        let is_open = matches!(c, '(' | '[' | '{' | '（' | '【');
        let is_close = matches!(c, ')' | ']' | '}' | '）' | '】');
        depth += usize::from(is_open);
        if depth > 0 {
            marks[at..at + c.len_utf8()].fill(Mark::Remark);
        }
        if is_close {
            depth = depth.saturating_sub(1);
        }
    }
}

/// Telephone numbers, dates and the like are remarks.
fn numbers(text: &str, marks: &mut [Mark]) {
    for (plus, _) in text.match_indices('+') {
        if let Some((length, _)) = telephone_at(&text[plus..]) {
            marks[plus..plus + length].fill(Mark::Remark);
        }
    }
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '/' | '\u{2011}');
    let mut start = 0;
    for run in text.split(|c: char| !is_part(c)) {
        let before = text[..start].chars().next_back();
        let after = text[start + run.len()..].chars().next();
        let digits = run.trim_matches(|c: char| !c.is_ascii_digit());
        let touches = (run.starts_with(digits) && before.is_some_and(char::is_alphanumeric))
            || (run.ends_with(digits) && after.is_some_and(|c| c.is_alphanumeric() || c == '%'));
        if digits.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS && !touches {
            let from = start + run.find(digits).unwrap_or_default();
            marks[from..from + digits.len()].fill(Mark::Remark);
        }
        start += run.len() + after.map_or(0, char::len_utf8);
    }
}
