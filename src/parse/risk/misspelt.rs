//! Keys and columns that are nearly the name of an axis which a risk lacks: "Liklihood".

use super::super::table::{Column, Columns};
use super::super::words::{Group, Words, fold};
use super::found::Raw;
use crate::diagnostic::did_you_mean;
use crate::model::prose::Table;
use crate::model::risk::Misspelt;
use crate::text::Spanned;

/// Letters under which a word may differ from another by one letter only.
const SHORT: usize = 8;

/// The keys of a risk that may mean an axis that it lacks.
pub(super) fn of(raw: &Raw, words: &Words) -> Vec<Misspelt> {
    let lacks = |is_likelihood: bool| {
        if is_likelihood {
            raw.get(Column::Likelihood).is_none()
        } else {
            raw.get(Column::Impact).is_none() && raw.get(Column::Severity).is_none()
        }
    };
    if !lacks(true) && !lacks(false) {
        return Vec::new();
    }
    let of_keys = raw.unknown_keys.iter().filter_map(|key| near(key, words));
    raw.misspelt.iter().cloned().chain(of_keys).filter(|m| lacks(m.is_likelihood)).collect()
}

/// The columns of a register that may mean an axis that it lacks.
pub(super) fn of_columns(table: &Table, columns: &Columns, words: &Words) -> Vec<Misspelt> {
    if columns.has(Column::Likelihood) && columns.has_any(&[Column::Impact, Column::Severity]) {
        return Vec::new();
    }
    let cells = table.header.cells.iter().enumerate();
    cells
        .filter(|(i, cell)| columns.kind(*i).is_none() && !cell.is_empty())
        .filter_map(|(_, cell)| near(&Spanned::new(cell.plain.to_string(), cell.span), words))
        .collect()
}

fn near(key: &Spanned<String>, words: &Words) -> Option<Misspelt> {
    let wanted = |kind: &str| matches!(kind, "likelihood" | "impact" | "severity");
    let folded = fold(&key.value);
    let letters = folded.chars().count();
    let known = words.phrases(Group::Column).filter(|(phrase, kind)| {
        // A letter or two is near to anything.
        wanted(kind) && phrase.chars().count() > 3 && phrase.chars().count().abs_diff(letters) <= 2
    });
    let mut known: Vec<(&str, &str)> = known.collect();
    known.sort_unstable();
    let meant = did_you_mean(&folded, known.iter().map(|(phrase, _)| *phrase))?;
    let close = letters >= SHORT || did_you_mean_by_one(&folded, meant);
    let is_likelihood =
        known.iter().any(|(phrase, kind)| *phrase == meant && *kind == "likelihood");
    let mut letters = meant.chars();
    let meant = letters.next().map(|first| first.to_uppercase().chain(letters).collect())?;
    close.then(|| Misspelt { key: key.clone(), meant, is_likelihood })
}

/// Whether one letter is too much, too few, another, or in the wrong place.
fn did_you_mean_by_one(word: &str, meant: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), meant.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let longest = a.len().max(b.len());
    let is_swapped = a.len() == b.len()
        && longest - head.min(longest) >= 2
        && a.get(head) == b.get(head + 1)
        && a.get(head + 1) == b.get(head)
        && head + tail + 2 >= longest;
    head + tail + 1 >= longest || is_swapped
}
