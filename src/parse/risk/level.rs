//! Levels of likelihood and impact, and how a risk stands.

use super::super::reader::Reader;
use super::super::table::Column;
use super::super::words::{Words, tokens};
use super::hedge::{self, Said, exact, said, unstruck};
use super::legend::Legend;
use crate::model::prose::Text;
use crate::model::risk::{Level, LevelKind, RiskStatus, RiskStatusKind};

/// The level that a text is, if it is one.
pub(super) fn kind_of(text: &str, words: &Words) -> Option<LevelKind> {
    match said(text, words) {
        Said::One(kind) => Some(kind),
        Said::Nothing | Said::Several => None,
    }
}

/// A level: the word at the head of a cell; what follows must be set off ("Low (build-time only)").
/// Other words are levels by the plan's own legend. A cell that names two levels has none.
pub(super) fn level(text: Text, legend: &Legend, words: &Words) -> Level {
    let (text, is_struck) = unstruck(text);
    let said = if is_struck { Said::Nothing } else { said(&text.plain, words) };
    let kind = match said {
        Said::One(kind) => Some(kind),
        Said::Nothing => legend.get(&text.plain).filter(|_| !is_struck),
        Said::Several => None,
    };
    let names_several = said == Said::Several;
    Level { kind: kind.unwrap_or(LevelKind::Unknown), text, names_several }
}

/// How a risk stands, by the words at the head of its cell. Words that begin with no status at all are
/// returned as they are where they make a sentence.
pub(super) fn risk_status(text: Text, words: &Words) -> Result<RiskStatus, Text> {
    let (text, is_struck) = unstruck(text);
    let (kind, begins) =
        if is_struck { (RiskStatusKind::Unknown, true) } else { hedge::status(&text.plain, words) };
    if !begins && tokens(&text.plain).len() > MOST_STATUS_WORDS {
        return Err(text);
    }
    Ok(RiskStatus { kind, text })
}

/// Most words of a status that names no kind.
const MOST_STATUS_WORDS: usize = 4;

/// Levels told in a sentence, each behind its axis: "likelihood: high, impact: low". Returns where the
/// first axis begins.
pub(super) fn told(reader: &Reader<'_>, text: &Text) -> (Vec<(Column, Text)>, usize) {
    let words = reader.words;
    let plain = &text.plain;
    let parts = tokens(plain);
    let mut found: Vec<(Column, Text)> = Vec::new();
    let mut start = plain.len();
    for (i, part) in parts.iter().enumerate() {
        let Some(next) = parts.get(i + 1) else { break };
        let between = plain[part.end..next.start].trim();
        let word = &plain[part.start..part.end];
        let axis = match between {
            ":" | "：" | "=" => Column::of(word, words).filter(|c| c.is_axis()),
            _ => axis_of(word, words),
        };
        let Some(axis) = axis else { continue };
        if !matches!(between, "" | ":" | "：" | "=" | "-" | "–" | "is") {
            continue;
        }
        // The longest level that begins here: "very high".
        let ends = parts[i + 1..].iter().take(2).map(|t| t.end).rev();
        let Some(level) =
            ends.map(|end| &plain[next.start..end]).find(|level| exact(level, words).is_some())
        else {
            continue;
        };
        if found.iter().all(|(column, _)| *column != axis) {
            start = start.min(part.start);
            found.push((axis, Text::of_words(level.to_owned(), reader.place_of(text, level))));
        }
    }
    (found, start)
}

fn axis_of(word: &str, words: &Words) -> Option<Column> {
    // A letter is a column's name, and no word of a sentence.
    let is_word = word.chars().nth(1).is_some();
    Column::of(word, words).filter(|c| is_word && c.is_axis())
}

/// Both levels in one line: "High severity, low likelihood"; each with its axis.
pub(super) fn assessment(reader: &Reader<'_>, text: &Text) -> Vec<(Column, Text)> {
    let words = reader.words;
    let axis = |word: &str| axis_of(word, words);
    let mut found = Vec::new();
    for part in text.plain.split([',', ';', '/', '|']) {
        let parts = tokens(part);
        let [first, .., last] = parts.as_slice() else { continue };
        let (axis, level) =
            match (axis(&part[first.start..first.end]), axis(&part[last.start..last.end])) {
                (Some(axis), None) => (axis, &part[first.end..]),
                (None, Some(axis)) => (axis, &part[..last.start]),
                _ => continue,
            };
        let level = level.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '='));
        if exact(level, words).is_some() {
            found.push((axis, Text::of_words(level.to_owned(), reader.place_of(text, level))));
        }
    }
    found
}
