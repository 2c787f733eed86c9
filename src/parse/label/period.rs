//! Quarters and halves of a year: "Q1 2026", "1. Quartal". They count time, and number no phases.

use super::super::words::{Group, Words};

/// Whether a folded word names a quarter.
pub(super) fn is_word(word: &str, words: &Words) -> bool {
    words.kind_of_folded(Group::Unit, word) == Some("quarter")
}

/// Whether a letter before a number stands for a quarter or a half: the Q of "Q1".
pub(super) fn is_sign(letter: &str, words: &Words) -> bool {
    words.kind(Group::Word, letter) == Some("quarter")
}

/// What follows the year behind a quarter: " 2026", "/26", " '26".
pub(super) fn without_year(tail: &str) -> &str {
    let rest = tail.trim_start_matches([' ', '/', '\'', '’', '-', '.']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[digits..];
    let is_year = matches!(digits, 2 | 4) && !after.starts_with(char::is_alphanumeric);
    if is_year { after.trim_start_matches(['年', '년']) } else { tail }
}
