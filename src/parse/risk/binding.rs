//! Bindings: the words that tie a risk to a phase.

use super::super::reader::Reader;
use super::super::reference::reference;
use super::super::words::{Group, Token, Words, tokens};
use crate::model::prose::Text;
use crate::model::risk::{Binding, When};

/// Bindings by the Phase column, which count as "in".
pub(super) fn column_bindings(reader: &mut Reader<'_>, text: &Text) -> Vec<Binding> {
    // The column may say "before Phase 2" as well.
    let by_words = word_bindings(reader, text);
    if !by_words.is_empty() {
        return by_words;
    }
    let Some(found) = reference(&text.plain, &reader.phases, reader.words) else {
        return Vec::new();
    };
    if found.positions.is_empty() {
        reader.findings.push(super::super::header::unknown_phase(text, &reader.phases));
    }
    found
        .positions
        .into_iter()
        .map(|phase| Binding {
            phase,
            when: When::In,
            words: text.plain.to_string(),
            span: text.span,
        })
        .collect()
}

/// Bindings by words: "before Phase 2", "by Phase 1", "during Phases 1–2".
pub(super) fn word_bindings(reader: &mut Reader<'_>, text: &Text) -> Vec<Binding> {
    let plain = &text.plain;
    let parts = tokens(plain);
    let mut bindings = Vec::new();
    for (i, token) in parts.iter().enumerate() {
        if reader.words.kind_of_folded(Group::Word, &token.word) != Some("phase") {
            continue;
        }
        let Some((when, used)) = when_before(plain, &parts[i.saturating_sub(2)..i], reader.words)
        else {
            continue;
        };
        let start = parts[i - used].start;
        let Some(number) = parts.get(i + 1) else { continue };
        // The number, and the rest of a range or list behind it.
        let end = plain[number.end..]
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–' | '.' | '+')))
            .map_or(plain.len(), |n| number.end + n);
        let phrase = plain[token.start..end].trim_end_matches(['.', '-', '–']);
        let Some(found) = reference(phrase, &reader.phases, reader.words) else { continue };
        let words = plain[start..token.start + phrase.len()].to_owned();
        let span = reader.place_of(text, &words);
        if found.positions.is_empty() {
            let named = Text { plain: phrase.into(), span, ..Text::default() };
            reader.findings.push(super::super::header::unknown_phase(&named, &reader.phases));
        }
        bindings.extend(found.positions.into_iter().map(|phase| Binding {
            phase,
            when,
            words: words.clone(),
            span,
        }));
    }
    bindings
}

/// The preposition right before "phase", and how many tokens it takes ("ahead of": two).
fn when_before(plain: &str, before: &[Token], words: &Words) -> Option<(When, usize)> {
    (1..=before.len()).rev().find_map(|n| {
        let phrase = &plain[before[before.len() - n].start..before.last()?.end];
        let word = words.kind(Group::Binding, phrase)?;
        When::WORDS.iter().find(|(_, w)| *w == word).map(|(when, _)| (*when, n))
    })
}
