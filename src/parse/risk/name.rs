//! How a risk is named: an ID, its words, and what is told behind them on the same line.

use super::super::numbered::{is_separator, numbered_risk};
use super::super::reader::Reader;
use super::super::table::Column;
use super::super::words::{Token, tokens};
use super::found::Raw;
use crate::model::prose::Text;

/// A risk by the words that name it: an ID at their head is taken apart.
pub(super) fn named(reader: &Reader<'_>, text: &Text) -> Raw {
    let (id, rest) = match split_id(reader, &text.plain) {
        Some((id, rest)) => (Some(id), rest),
        None => (None, without_number(&text.plain)),
    };
    let place = |words: &str| reader.place_of(text, words);
    let value = |words: &str| Text::of_words(words.to_owned(), place(words));
    let own = if rest == text.plain { text.clone() } else { value(rest) };
    Raw { id: id.map(value), text: own, span: text.span, ..Raw::default() }
}

/// An ID at the head of a name ("R1: …", "RISK-001 — …", "FM2 …"), and what follows it.
pub(super) fn split_id<'a>(reader: &Reader<'_>, text: &'a str) -> Option<(&'a str, &'a str)> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let id = text[..end].trim_end_matches('-');
    let letters = id.bytes().take_while(u8::is_ascii_uppercase).count();
    let is_id = (1..=8).contains(&letters)
        && id.ends_with(|c: char| c.is_ascii_digit())
        && id
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
    let rest = &text[id.len()..];
    // "R0–R4" counts from one to another.
    let behind = rest.trim_start_matches(is_separator);
    let is_range = rest.starts_with(['-', '–', '—'])
        && behind.starts_with(&id[..letters])
        && behind[letters..].starts_with(|c: char| c.is_ascii_digit());
    if is_range {
        return None;
    }
    // "UUID7 is generated twice" begins with a word, no ID.
    let is_set_off = rest.trim_start().starts_with([':', '.', ')', '-', '–', '—', ']', '：'])
        || (rest.starts_with(' ') && id.contains('-'));
    if is_id && (rest.is_empty() || is_set_off) {
        return Some((id, rest.trim_start_matches(is_separator)));
    }
    // "Risk 1: …", "Risk #1 — …".
    numbered_risk(text, reader.words)
}

/// A name without the number of its place: "1. Memory leak".
fn without_number(text: &str) -> &str {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    match digits.strip_prefix(['.', ')']) {
        Some(name) if digits.len() < bare.len() => name.trim_start(),
        _ => text.trim_start_matches(|c: char| !c.is_alphanumeric() && !opens(c)),
    }
}

/// Whether a mark opens what an author sets off, and belongs to the words behind it.
fn opens(c: char) -> bool {
    matches!(c, '<' | '[' | '{' | '"' | '“' | '„' | '«' | '‘' | '$' | '~' | '@' | '%')
}

/// What stands before the levels of a risk.
pub(super) fn before(reader: &Reader<'_>, text: &Text, at: usize) -> Text {
    let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, '"' | '”' | '%' | '»');
    let words = text.plain[..at].trim_end_matches(is_end);
    Text::of_words(words.to_owned(), reader.place_of(text, words))
}

/// Bytes before a colon in which its key is sought.
const LONGEST_KEY: usize = 64;

/// Parts an item at "Mitigation:" ("Churn of the DOM → Mitigation: batch the writes").
pub(super) fn split_mitigation(reader: &Reader<'_>, text: Text) -> (Text, Option<Text>) {
    let plain = text.plain.clone();
    for (at, _) in plain.match_indices([':', '：']) {
        // The last word before the colon.
        let from = plain.floor_char_boundary(at.saturating_sub(LONGEST_KEY));
        let Some(word) = tokens(&plain[from..at]).into_iter().next_back() else { continue };
        let word = Token { start: word.start + from, end: word.end + from, ..word };
        let is_key = word.end == at
            && Column::of(&plain[word.start..word.end], reader.words) == Some(Column::Mitigation);
        if !is_key {
            continue;
        }
        let value = plain[at..].trim_start_matches([':', '：']).trim();
        let head = without_separator(&plain[..word.start]);
        let cut = |words: &str| Text::of_words(words.to_owned(), reader.place_of(&text, words));
        return (cut(head), Some(cut(value)).filter(|v| !v.is_empty()));
    }
    (text, None)
}

/// A text without the dash, comma, arrow or opening bracket at its end; a closing bracket is the author's.
fn without_separator(text: &str) -> &str {
    let is_separator = |c: char| {
        !c.is_alphanumeric()
            && !matches!(c, ')' | ']' | '}' | '>' | '"' | '”' | '»' | '%' | '?' | '!')
    };
    let mut head = text.trim_end_matches(is_separator);
    while let Some(rest) = head.strip_suffix("->").or_else(|| head.strip_suffix("=>")) {
        head = rest.trim_end_matches(is_separator);
    }
    head
}
