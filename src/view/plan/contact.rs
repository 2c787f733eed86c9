//! Telephone numbers in author's words.

use serde::Serialize;

use crate::parse::telephone_at;

/// A run of words, a telephone number where `tel` is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallWords {
    /// The words as written.
    pub text: String,
    /// `tel:` URL of a number.
    pub tel: Option<String>,
}

/// Parts words at international telephone numbers (`+49 30 23125 027`); all words are kept.
pub fn call_words(text: &str) -> Vec<CallWords> {
    let mut parts: Vec<CallWords> = Vec::new();
    let mut rest = 0;
    let mut from = 0;
    while let Some(plus) = text[from..].find('+').map(|i| from + i) {
        let follows_word = text[..plus].chars().next_back().is_some_and(char::is_alphanumeric);
        match telephone_at(&text[plus..]).filter(|_| !follows_word) {
            Some((length, tel)) => {
                push_plain(&mut parts, &text[rest..plus]);
                parts.push(CallWords {
                    text: text[plus..plus + length].to_owned(),
                    tel: Some(format!("tel:{tel}")),
                });
                rest = plus + length;
                from = rest;
            }
            None => from = plus + 1,
        }
    }
    push_plain(&mut parts, &text[rest..]);
    parts
}

/// The telephone numbers in words.
pub fn numbers(text: &str) -> Vec<CallWords> {
    call_words(text).into_iter().filter(|w| w.tel.is_some()).collect()
}

fn push_plain(parts: &mut Vec<CallWords>, text: &str) {
    if !text.is_empty() {
        parts.push(CallWords { text: text.to_owned(), tel: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let parts = call_words(text);
        let found: Vec<(&str, Option<&str>)> =
            parts.iter().map(|p| (p.text.as_str(), p.tel.as_deref())).collect();
        assert_eq!(found, expected);
        assert_eq!(parts.iter().map(|p| p.text.as_str()).collect::<String>(), text);
    }

    #[test]
    fn numbers_are_found_and_no_word_is_lost() {
        check(
            "Yusuf Demir, +49 30 23125 027",
            &[("Yusuf Demir, ", None), ("+49 30 23125 027", Some("tel:+493023125027"))],
        );
        check(
            "+49 (0)30 555-010 or chat",
            &[("+49 (0)30 555-010", Some("tel:+4930555010")), (" or chat", None)],
        );
        check(
            "call +1.650.555.0100.",
            &[("call ", None), ("+1.650.555.0100", Some("tel:+16505550100")), (".", None)],
        );
    }

    #[test]
    fn other_pluses_are_words() {
        check("2+ people", &[("2+ people", None)]);
        check("+5 more", &[("+5 more", None)]);
        check("C+4915112345678", &[("C+4915112345678", None)]);
        check("+", &[("+", None)]);
        check("", &[]);
    }
}
