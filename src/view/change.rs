//! Rows of changes, on the pages of one plan and of many.

use serde::Serialize;

use super::part::DateText;
use crate::analysis::changes::{ChangeLine, Shift};
use crate::analysis::past::{PlanVersion, VersionChanges};
use crate::model::history::Commit;
use crate::text::{LABEL, shortened};

/// What one version of a plan states otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionRow {
    /// When it was committed.
    pub date: DateText,
    /// Who wrote it.
    pub author: String,
    /// First line of the commit's message.
    pub subject: String,
    /// First eight digits of the commit's name.
    pub commit: String,
    /// What is said in the place of changes: "The plan's first version."
    pub note: Option<String>,
    /// Facts that it states otherwise, the gravest first.
    pub facts: Vec<ChangeRow>,
    /// What it says in other words.
    pub wording: Vec<ChangeRow>,
    /// "3 in wording".
    pub wording_text: String,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// The sentence without the values.
    pub what: String,
    /// As it was.
    pub before: Option<String>,
    /// As it is.
    pub after: Option<String>,
    /// Value of `data-tone`: `danger` where a condition is easier to meet, `ok` where it is harder, else "".
    pub tone: &'static str,
    /// The mark of these, which stands beside the word.
    pub mark: Option<char>,
}

/// Digits of a commit's name that tell it from others of its repository.
const COMMIT_DIGITS: usize = 8;

/// The digits of a commit's name that are shown.
pub fn commit_digits(commit: &Commit) -> String {
    commit.id.chars().take(COMMIT_DIGITS).collect()
}

/// A version as a row.
pub fn version_row(version: &PlanVersion) -> VersionRow {
    let commit = &version.commit;
    let (changes, told): (&[ChangeLine], _) = match &version.changes {
        VersionChanges::Began => (&[], Some("First version")),
        VersionChanges::NotCompared => (&[], Some("Not compared with the version before")),
        VersionChanges::Compared(changes) if changes.is_empty() => (&[], Some("No fact changed")),
        VersionChanges::Compared(changes) => (changes, None),
    };
    let moved = version.moved_from.as_ref().map(|from| format!("Moved from {from}"));
    let note = match (told, moved) {
        (Some(told), Some(moved)) => Some(format!("{told} · {moved}")),
        (told, moved) => told.map(str::to_owned).or(moved),
    };
    let rows = |is_wording| {
        let some = changes.iter().filter(move |change| change.is_wording == is_wording);
        some.map(change_row).collect::<Vec<_>>()
    };
    let wording = rows(true);
    VersionRow {
        date: super::part::date_text(commit.date),
        author: shortened(&commit.author, LABEL).into_owned(),
        subject: shortened(&commit.subject, LABEL).into_owned(),
        commit: commit_digits(commit),
        note,
        facts: rows(false),
        wording_text: format!("{} in wording", wording.len()),
        wording,
    }
}

/// A change as a row.
pub fn change_row(change: &ChangeLine) -> ChangeRow {
    let short = |text: &str| shortened(text, LABEL).into_owned();
    ChangeRow {
        what: short(&change.what),
        before: change.before.as_deref().map(short),
        after: change.after.as_deref().map(short),
        tone: match change.shift {
            Some(Shift::Loosened) => "danger",
            Some(Shift::Tightened) => "ok",
            None => "",
        },
        mark: change.shift.map(Shift::mark),
    }
}
