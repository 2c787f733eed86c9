//! The one overall level that a risk states.

use super::super::table::Column;
use super::super::words::{Words, tokens};
use super::Raw;
use super::level::{Legend, level};
use crate::model::prose::Text;
use crate::model::risk::{Level, LevelKind};

/// Most words of a rating; more are a sentence.
const MOST_WORDS: usize = 4;

/// The overall level of a risk: of its rating or of a score that has a legend, else of a severity that
/// stands alone or beside an impact.
pub(super) fn rating(raw: &Raw, legend: &Legend, words: &Words) -> Option<Level> {
    let stated = raw.get(Column::Score).and_then(|text| of_score(text, legend, words));
    let of_severity = || {
        let severity = raw.get(Column::Severity)?;
        let is_alone = raw.get(Column::Likelihood).is_none();
        let is_beside = raw.get(Column::Impact).is_some();
        (is_alone || is_beside).then(|| level(severity.clone(), legend, words))
    };
    stated.or_else(of_severity)
}

/// The level of a score. A number without a legend rates nothing, and neither does a sentence.
fn of_score(text: &Text, legend: &Legend, words: &Words) -> Option<Level> {
    let level = level(text.clone(), legend, words);
    let is_word =
        text.plain.contains(char::is_alphabetic) && tokens(&text.plain).len() <= MOST_WORDS;
    (level.kind != LevelKind::Unknown || is_word).then_some(level)
}
