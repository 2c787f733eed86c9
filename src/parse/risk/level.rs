//! Levels of likelihood and impact, and how a risk stands.

use rustc_hash::FxHashMap;

use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::status;
use super::super::table::Column;
use super::super::words::{Group, Words, fold, tokens};
use crate::model::prose::{BlockKind, Row, Text};
use crate::model::risk::{Level, LevelKind, RiskStatus, RiskStatusKind};

/// Words that a legend of the plan gives a level: "4 = High".
#[derive(Debug, Clone, Default)]
pub(super) struct Legend(FxHashMap<String, LevelKind>);

impl Legend {
    /// The legends of a plan: tables under a heading of scales or definitions whose rows hold a word
    /// and a level.
    pub(super) fn of(reader: &Reader<'_>) -> Self {
        let mut legend = Self::default();
        for section in reader.sections_where(|s| s.kind == Some(Kind::RiskCategories)) {
            for index in reader.sections[section].blocks.clone() {
                let BlockKind::Table(table) = &reader.blocks[index].kind else { continue };
                if table.header.cells.len() <= MOST_LEGEND_COLUMNS {
                    table.rows.iter().for_each(|row| legend.add(row, reader.words));
                }
            }
        }
        legend
    }

    fn add(&mut self, row: &Row, words: &Words) {
        let cells: Vec<&Text> = row.cells.iter().take(2).filter(|c| !c.is_empty()).collect();
        let [a, b] = cells.as_slice() else { return };
        match (exact(&a.plain, words), exact(&b.plain, words)) {
            (None, Some(level)) => self.insert(&a.plain, level),
            (Some(level), None) => self.insert(&b.plain, level),
            _ => {}
        }
    }

    fn insert(&mut self, word: &str, level: LevelKind) {
        let word = fold(word);
        // A range or a sentence names no level.
        if !word.is_empty() && !word.contains(' ') {
            self.0.entry(word).or_insert(level);
        }
    }

    fn get(&self, text: &str) -> Option<LevelKind> {
        self.0.get(&fold(text)).copied()
    }
}

/// Most columns of a table that tells what words mean.
const MOST_LEGEND_COLUMNS: usize = 4;

fn exact(text: &str, words: &Words) -> Option<LevelKind> {
    words.kind(Group::Level, text).and_then(LevelKind::from_word)
}

/// The level that a text is, if it is one.
pub(super) fn kind_of(text: &str, words: &Words) -> Option<LevelKind> {
    exact(text, words).or_else(|| {
        let kind = status::read(text, Group::Level, words).kind?;
        // "M. Ruiz" is a name.
        let first = tokens(text).into_iter().next()?;
        (first.word.chars().count() > 1).then(|| LevelKind::from_word(kind)).flatten()
    })
}

/// A level: the word at the head of a cell; what follows must be set off ("Low (build-time only)").
/// Other words are levels by the plan's own legend.
pub(super) fn level(text: Text, legend: &Legend, words: &Words) -> Level {
    let kind = kind_of(&text.plain, words).or_else(|| legend.get(&text.plain));
    Level { kind: kind.unwrap_or(LevelKind::Unknown), text }
}

/// How a risk stands, by the words at the head of its cell.
pub(super) fn risk_status(text: Text, words: &Words) -> RiskStatus {
    let found = status::read(&text.plain, Group::RiskStatus, words).kind;
    let kind = RiskStatusKind::ALL.into_iter().find(|k| Some(k.word()) == found);
    RiskStatus { kind: kind.unwrap_or(RiskStatusKind::Unknown), text }
}

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
            ":" | "：" | "=" => Column::of(word, words).filter(|c| is_axis(*c)),
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
    Column::of(word, words).filter(|c| is_word && is_axis(*c))
}

const fn is_axis(column: Column) -> bool {
    matches!(column, Column::Likelihood | Column::Impact | Column::Severity)
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
