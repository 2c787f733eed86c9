//! The word that makes a label one of a phase.

use super::super::words::{Folded, Group, Token, Words, first_token, is_ideographic, joined};

/// The word that makes a label one of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) enum Staging {
    /// A word that means a phase: "Phase", "Stage", "Fase".
    Phase,
    /// A unit that a rollout may be staged by, folded: "week", "step".
    Unit(String),
}

/// The staging word at the head of a text, and what follows it.
pub(in crate::parse) fn staging_word<'a>(
    text: &'a str,
    words: &Words,
) -> Option<(Staging, &'a str)> {
    let first = first_token(text).filter(|t| t.start == 0)?;
    let of = |word: &str| match words.kind_of_folded(Group::Word, word)? {
        "phase" => Some(Staging::Phase),
        "unit" => Some(Staging::Unit(word.to_owned())),
        _ => None,
    };
    if let Some(staging) = of(&first.word) {
        return Some((staging, text[first.end..].trim_start()));
    }
    // "Giai đoạn 1": a word of two.
    if let Some((staging, end)) = pair(&first, text).and_then(|(pair, end)| Some((of(&pair)?, end)))
    {
        return Some((staging, text[end..].trim_start()));
    }
    // Scripts without spaces: the word may be the head of its token.
    if !text.starts_with(is_ideographic) {
        return None;
    }
    let token = &text[..first.end];
    let ends = token.char_indices().map(|(i, _)| i).skip(1).take(6).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| Some((of(&token[..end])?, &text[end..])))
}

/// The first two words of a text, folded, and where the second ends.
pub(super) fn pair(first: &Token, text: &str) -> Option<(Folded, usize)> {
    let behind = text[first.end..].strip_prefix(' ')?;
    let len = behind.find(|c: char| c.is_whitespace()).unwrap_or(behind.len());
    let second = first_token(&behind[..len]).filter(|t| t.start == 0)?;
    Some((joined(&[first, &second]), first.end + 1 + second.end))
}
