//! The number of a label: in digits, with a letter, as a roman numeral, in words.

use super::super::words::{Group, Words, digit, first_token, is_ideographic, western};
use super::word::pair;
use crate::model::phase::PhaseNumber;

/// A number with a letter right behind it, "2b", and what follows both.
pub(in crate::parse) fn lettered(text: &str) -> Option<(PhaseNumber, char, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = text[..digits].parse().ok()?;
    let letter = text[digits..].chars().next()?;
    let tail = &text[digits + letter.len_utf8()..];
    let is_letter = letter.is_alphabetic() && !is_ideographic(letter);
    (is_letter && !tail.starts_with(char::is_alphanumeric)).then(|| {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        (PhaseNumber::whole(whole), lower, tail)
    })
}

/// A number in digits, as a roman numeral or in words ("Phase One", "一").
pub(in crate::parse) fn stated_number<'a>(
    text: &'a str,
    words: &Words,
) -> Option<(PhaseNumber, &'a str)> {
    if let Some(found) = number(text) {
        return Some(found);
    }
    let first = first_token(text).filter(|t| t.start == 0)?;
    let of = |word: &str| {
        let kind = words
            .kind_of_folded(Group::Ordinal, word)
            .or_else(|| words.kind_of_folded(Group::Number, word).filter(|_| word != "a"))?;
        kind.parse().ok().map(PhaseNumber::whole)
    };
    // "A doua", "thứ nhất": an ordinal of two words.
    if let Some((number, end)) = pair(&first, text).and_then(|(pair, end)| Some((of(&pair)?, end)))
    {
        return Some((number, &text[end..]));
    }
    if let Some(number) = of(&first.word) {
        return Some((number, &text[first.end..]));
    }
    let numeral = text.chars().next().filter(|c| is_ideographic(*c))?;
    let (head, tail) = text.split_at(numeral.len_utf8());
    of(head).map(|number| (number, tail))
}

/// A number in digits at the head of a text: 1, 4.1, a roman numeral; and what follows it.
pub(in crate::parse) fn number(text: &str) -> Option<(PhaseNumber, &str)> {
    let digits = digits_len(text);
    if digits == 0 {
        return roman(text);
    }
    let whole = western(&text[..digits]).parse().ok()?;
    let rest = &text[digits..];
    let part_len = rest.strip_prefix('.').map_or(0, digits_len);
    let part = (part_len > 0).then(|| western(&rest[1..=part_len]).parse().ok()).flatten();
    let rest = if part.is_some() { &rest[1 + part_len..] } else { rest };
    let ends = |c: char| !c.is_alphanumeric() || is_ideographic(c);
    rest.chars().next().is_none_or(ends).then_some((PhaseNumber { whole, part }, rest))
}

/// How many bytes at the head of a text are digits.
fn digits_len(text: &str) -> usize {
    let is_digit = |c: &char| c.is_ascii_digit() || digit(*c).is_some();
    text.chars().take_while(is_digit).map(char::len_utf8).sum()
}

fn roman(text: &str) -> Option<(PhaseNumber, &str)> {
    const NUMERALS: [&str; 12] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let len = text.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    let (numeral, rest) = text.split_at(len);
    let value = NUMERALS.iter().position(|n| *n == numeral)?;
    let whole = u32::try_from(value + 1).ok()?;
    (!rest.starts_with(char::is_alphanumeric)).then_some((PhaseNumber::whole(whole), rest))
}
