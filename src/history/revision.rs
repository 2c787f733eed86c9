//! The content folder as a commit has it.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::NoHistory;
use super::git::ask;
use super::texts::Texts;
use crate::disk;
use crate::model::date::{Date, parse_iso};
use crate::model::history::TextId;
use crate::site::is_read;

/// The documents of a content folder in one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The commit's name.
    pub commit: String,
    /// The ids of the texts, by path below the content folder.
    pub documents: BTreeMap<String, TextId>,
}

impl Revision {
    /// The commit that a revision names: a branch, a tag, a commit, or one relative to these (`HEAD~3`). Of `A...B`,
    /// see [`fork`].
    ///
    /// # Errors
    /// If there is no such revision, or no repository.
    pub fn read(content: &Path, name: &str) -> Result<Self, NoHistory> {
        if !disk::is_in_repository(content) {
            return Err(NoHistory::NoRepository);
        }
        let commit = commit(content, name)?;
        let answer = ask(content, ["ls-tree", "-r", "-z", &commit])?;
        if !answer.status.success() {
            return Err(NoHistory::of_message(&String::from_utf8_lossy(&answer.stderr)));
        }
        let entries = answer.stdout.split(|&byte| byte == 0);
        Ok(Self { commit, documents: entries.filter_map(document).collect() })
    }
}

/// A document of a tree, from its entry: `MODE blob ID`, a tab, `PATH`. Names that begin with `_` or `.` are left out,
/// as in the content folder.
fn document(entry: &[u8]) -> Option<(String, TextId)> {
    let (head, path) = std::str::from_utf8(entry).ok()?.split_once('\t')?;
    let mut fields = head.split(' ');
    let (mode, _, id) = (fields.next()?, fields.next()?, fields.next()?);
    if !mode.starts_with("100") || !is_read(path) {
        return None;
    }
    Some((path.to_owned(), TextId::new(id)?))
}

/// The commit from which two revisions went apart.
///
/// # Errors
/// If there is none, or one of them is not there.
pub fn fork(content: &Path, one: &str, other: &str) -> Result<String, NoHistory> {
    let (one, other) = (commit(content, one)?, commit(content, other)?);
    let answer = ask(content, ["merge-base", &one, &other])?;
    let id = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    if answer.status.success() && !id.is_empty() {
        return Ok(id);
    }
    // A shallow clone may lack it.
    Err(NoHistory::NoRevision { name: format!("{one}...{other}") })
}

/// When a commit was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The commit's name.
    pub commit: String,
    /// Seconds since 1970.
    pub seconds: i64,
    /// The day on which it was committed, where that was.
    pub day: Date,
}

/// When the commit was made that a revision names.
///
/// # Errors
/// If there is no such revision, or no repository.
pub fn moment(content: &Path, revision: &str) -> Result<Moment, NoHistory> {
    if !disk::is_in_repository(content) {
        return Err(NoHistory::NoRepository);
    }
    let commit = commit(content, revision)?;
    let answer = ask(content, ["log", "-1", "--no-color", "--format=%ct %cs", &commit, "--"])?;
    let said = String::from_utf8_lossy(&answer.stdout);
    let read = || {
        let (seconds, day) = said.trim().split_once(' ')?;
        Some((seconds.parse().ok()?, parse_iso(day)?))
    };
    match read() {
        Some((seconds, day)) => Ok(Moment { commit, seconds, day }),
        None => Err(NoHistory::of_message(&String::from_utf8_lossy(&answer.stderr))),
    }
}

/// The name of the commit that a revision names.
fn commit(content: &Path, revision: &str) -> Result<String, NoHistory> {
    let peeled = format!("{revision}^{{commit}}");
    let answer = ask(content, ["rev-parse", "--verify", "--quiet", "--end-of-options", &peeled])?;
    let id = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    if answer.status.success() && !id.is_empty() {
        return Ok(id);
    }
    let message = String::from_utf8_lossy(&answer.stderr);
    if message.trim().is_empty() {
        return Err(NoHistory::NoRevision { name: revision.to_owned() });
    }
    Err(NoHistory::of_message(&message))
}

/// Texts by path, as bytes.
///
/// # Errors
/// If git can't be asked, or the repository lacks one of them.
pub fn read_texts<'a>(
    content: &Path,
    documents: impl IntoIterator<Item = (&'a String, &'a TextId)>,
) -> Result<Vec<(String, Vec<u8>)>, NoHistory> {
    let mut texts = Texts::open(content)?;
    let lacking =
        |path: &str| NoHistory::Failed { message: format!("the clone lacks the text of `{path}`") };
    documents
        .into_iter()
        .map(|(path, id)| Ok((path.clone(), texts.get(id)?.ok_or_else(|| lacking(path))?)))
        .collect()
}
