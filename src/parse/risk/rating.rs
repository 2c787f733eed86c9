//! The one overall level that a risk states.

use super::super::reader::Reader;
use super::super::table::Column;
use super::super::words::{Group, LONGEST_PHRASE, Words, tokens};
use super::found::Raw;
use super::hedge::level_at;
use super::legend::Legend;
use super::level::level;
use crate::model::prose::Text;
use crate::model::risk::{Level, LevelKind};

/// Most words of a rating; more are a sentence.
const MOST_WORDS: usize = 4;

/// The overall level of a risk: of its rating or of a score that has a legend; else of a severity that
/// stands alone or beside an impact; else of the heading that it stands under.
pub(super) fn rating(raw: &Raw, legend: &Legend, words: &Words) -> Option<Level> {
    let others =
        raw.extra.iter().filter(|(name, _)| Column::of(name, words) == Some(Column::Score));
    let scores = raw.get(Column::Score).into_iter().chain(others.map(|(_, text)| text));
    let found: Vec<Level> = scores.filter_map(|text| of_score(text, legend, words)).collect();
    let is_known = |level: &&Level| level.kind != LevelKind::Unknown;
    let stated = found.iter().find(is_known).or(found.first()).cloned();
    let of_severity = || {
        let severity = raw.get(Column::Severity)?;
        let is_alone = raw.get(Column::Likelihood).is_none() && !raw.has_likelihood_column;
        let is_beside = raw.get(Column::Impact).is_some();
        (is_alone || is_beside).then(|| level(severity.clone(), legend, words))
    };
    let of_group = || raw.group.as_ref().map(|text| level(text.clone(), legend, words));
    stated.or_else(of_severity).or_else(of_group)
}

/// The level of a score. A number without a legend rates nothing, and neither does a sentence.
fn of_score(text: &Text, legend: &Legend, words: &Words) -> Option<Level> {
    if let Some(kind) = legend.of_score(&text.plain) {
        return Some(Level { kind, text: text.clone(), names_several: false });
    }
    let level = level(text.clone(), legend, words);
    let is_word =
        text.plain.contains(char::is_alphabetic) && tokens(&text.plain).len() <= MOST_WORDS;
    (level.kind != LevelKind::Unknown || level.names_several || is_word).then_some(level)
}

/// The level in the heading of a section or of one above it: "High risks", "Hohe Risiken".
pub(super) fn of_section(reader: &Reader<'_>, section: usize) -> Option<Text> {
    std::iter::successors(Some(section), |above| reader.sections[*above].parent)
        .find_map(|above| of_heading(reader, above))
}

fn of_heading(reader: &Reader<'_>, section: usize) -> Option<Text> {
    let (_, heading, span) = reader.sections[section].heading?;
    of_words(&heading.text.plain, reader.words).map(|level| Text::of_words(level.to_owned(), span))
}

/// The level that a heading gives all risks under it: the one level in it, where its other words speak
/// of risks or their order. "High availability" and "High-impact risks" give none.
pub(super) fn of_words<'a>(heading: &'a str, words: &Words) -> Option<&'a str> {
    if heading.len() > LONGEST_PHRASE {
        return None;
    }
    let end = heading.find(['(', '[', '（']).filter(|at| *at > 0).unwrap_or(heading.len());
    let heading = &heading[..end];
    let parts = tokens(heading);
    let mut found: Option<&str> = None;
    let mut at = 0;
    while at < parts.len() {
        let part = &parts[at];
        if let Some((_, used)) = level_at(&parts[at..], words).filter(|_| part.end > part.start + 1)
        {
            if found.is_some() {
                return None;
            }
            found = Some(&heading[part.start..parts[at + used - 1].end]);
            at += used;
            continue;
        }
        let column = Column::of(&part.word, words);
        let is_kind = |group, kind| words.kind_of_folded(group, &part.word) == Some(kind);
        let is_about = matches!(column, Some(Column::Risk | Column::Score | Column::Id))
            || is_kind(Group::Section, "risks")
            || is_kind(Group::Word, "risk")
            || is_kind(Group::Word, "risks")
            || is_kind(Group::Word, "risk-ending")
            || part.word.bytes().all(|b| b.is_ascii_digit());
        if !is_about {
            return None;
        }
        at += 1;
    }
    found
}
