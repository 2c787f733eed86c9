//! Where one name of a cell ends and the next begins.

use std::ops::Range;

use super::Mark;
use super::vocabulary::{WordKind, kind};

/// The pieces of a cell between its separators: `+`, `&`, `,`, `;`, `/`, "and".
pub(super) fn parts(text: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut cuts: Vec<Range<usize>> = text
        .char_indices()
        .filter(|(at, c)| marks[*at] == Mark::Word && separates(text, *at, *c))
        .map(|(at, c)| at..at + c.len_utf8())
        .collect();
    cuts.extend(joints(text, marks));
    cuts.sort_by_key(|cut| cut.start);
    pieces(0..text.len(), cuts)
}

/// The pieces of a part between its dashes and colons: "Eng lead — Jonas Weber".
pub(super) fn segments(text: &str, marks: &[Mark], part: Range<usize>) -> Vec<Range<usize>> {
    let is_cut = |at: usize, c: char| match c {
        '—' | '：' | '→' => true,
        ':' => !text[at + 1..].starts_with(|c: char| c.is_ascii_digit()),
        '–' | '-' => {
            text[..at].ends_with(char::is_whitespace)
                && text[at + c.len_utf8()..].starts_with(char::is_whitespace)
        }
        _ => false,
    };
    let cuts = text[part.clone()]
        .char_indices()
        .map(|(at, c)| (part.start + at, c))
        .filter(|&(at, c)| marks[at] == Mark::Word && is_cut(at, c))
        .map(|(at, c)| at..at + c.len_utf8())
        .collect();
    pieces(part, cuts)
}

fn pieces(whole: Range<usize>, cuts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut start = whole.start;
    let mut pieces = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts {
        pieces.push(start..cut.start.max(start));
        start = cut.end;
    }
    pieces.push(start..whole.end);
    pieces
}

fn separates(text: &str, at: usize, c: char) -> bool {
    match c {
        ',' | ';' | '|' | '\n' | '、' | '，' | '；' | '／' | '＋' | '＆' => true,
        '•' | '·' => text[..at].ends_with(' '),
        '+' | '&' | '/' => !joins(&text[..at], &text[at + 1..]),
        _ => false,
    }
}

/// Whether a sign between two texts is part of one word: "R&D", "n/a", "24/7", "Go / No-Go".
fn joins(before: &str, after: &str) -> bool {
    let last = |text: &str| text.chars().rev().take_while(|c| c.is_alphanumeric()).count();
    let first = |text: &str| text.chars().take_while(|c| c.is_alphanumeric()).count();
    let starts_with = |text: &str, start: &str| {
        text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    let ends_in_go = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("go"));
    if ends_in_go && starts_with(after.trim_start(), "no") {
        return true;
    }
    let digits = before.ends_with(|c: char| c.is_ascii_digit())
        && after.starts_with(|c: char| c.is_ascii_digit());
    let lengths = (last(before), first(after));
    digits || (lengths.0 > 0 && lengths.1 > 0 && (lengths.0 == 1 || lengths.1 == 1))
}

/// Words between two names: "and". One of a single letter counts between capitals only, as it is an
/// initial or an article elsewhere.
fn joints<'a>(text: &'a str, marks: &'a [Mark]) -> impl Iterator<Item = Range<usize>> + 'a {
    let is_joint = move |range: &Range<usize>| {
        let word = &text[range.clone()];
        if marks[range.start] != Mark::Word || word.chars().any(|c| !c.is_lowercase()) {
            return false;
        }
        let is_single = word.chars().nth(1).is_none();
        let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
        let before = text[..range.start].split_whitespace().next_back();
        let after = text[range.end..].split_whitespace().next();
        let between = capital(before.and_then(|w| w.chars().next()))
            && capital(after.and_then(|w| w.chars().next()));
        kind(word) == Some(WordKind::Joint) && (!is_single || between)
    };
    words(text, 0..text.len()).filter(is_joint)
}

/// The runs of a text between white space.
pub(super) fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = range.start;
    text[range].split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let word = piece.trim_end();
        let found = start..start + word.len();
        start += piece.len();
        (!word.is_empty()).then_some(found)
    })
}
