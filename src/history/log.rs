//! One pass over the log: which commit changed which file.

use std::path::Path;
use std::sync::Arc;

use super::error::NoHistory;
use super::follow::{FileChange, follow};
use super::git::ask;
use crate::disk;
use crate::model::date::parse_iso;
use crate::model::history::{Commit, History, TextId};

/// What is asked of each commit: name, seconds, day, author by the mailmap, subject.
const COMMIT: &str = "--format=tformat:%H%x00%ct%x00%cs%x00%aN%x00%s";

/// The log with what each commit did to each file, parted by NUL, whatever the settings say. Merges are left out:
/// what they bring is told by the commits that they merge. Renames are sought among a thousand files of a commit on
/// either side; above, those with the same text are still found.
const LOG: [&str; 13] = [
    "log",
    "-z",
    "--raw",
    "--no-abbrev",
    "-l1000",
    "--relative",
    "--no-merges",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-notes",
    "--encoding=UTF-8",
    COMMIT,
];

/// The histories of the files of a content folder, those that are no longer there too, by one pass over the log of
/// the repository that it lies in.
///
/// # Errors
/// If there is no history, or not all of it: a shallow clone would give each old file the date of its oldest commit.
pub fn read(content: &Path) -> Result<History, NoHistory> {
    if !disk::is_in_repository(content) {
        return Err(NoHistory::NoRepository);
    }
    let head = head(content)?;
    // A clone that left the texts of old commits at its server can't compare them, but can name them.
    let log = log(content, &head, "-M").or_else(|_| log(content, &head, "-M100%"))?;
    let unread = || NoHistory::Failed { message: "its log can't be read".to_owned() };
    Ok(follow(&parse(&log).ok_or_else(unread)?))
}

fn log(content: &Path, head: &str, renames: &str) -> Result<Vec<u8>, NoHistory> {
    let arguments = LOG.into_iter().chain([renames, head, "--", "."]);
    let answer = ask(content, arguments)?;
    if answer.status.success() {
        return Ok(answer.stdout);
    }
    Err(NoHistory::of_message(&String::from_utf8_lossy(&answer.stderr)))
}

/// The name of the commit that is checked out, where all before it is there.
fn head(content: &Path) -> Result<String, NoHistory> {
    let answer = ask(content, ["rev-parse", "--is-shallow-repository", "HEAD"])?;
    let out = String::from_utf8_lossy(&answer.stdout);
    let mut lines = out.lines();
    match (lines.next(), lines.next(), answer.status.success()) {
        (Some("true"), ..) => Err(NoHistory::Shallow),
        (Some("false"), Some(head), true) => Ok(head.to_owned()),
        (Some("false"), ..) => Err(NoHistory::NoCommit),
        _ => Err(NoHistory::of_message(&String::from_utf8_lossy(&answer.stderr))),
    }
}

/// Changes of a log that is parted by NUL: five fields of a commit, then for each file what happened to it and its
/// path, or two. `None` where it is none.
pub(super) fn parse(log: &[u8]) -> Option<Vec<FileChange>> {
    let log = log.strip_suffix(&[0]).unwrap_or(log);
    let mut parts = log.split(|&byte| byte == 0).peekable();
    let text = |part| String::from_utf8_lossy(part).into_owned();
    let mut changes = Vec::new();
    while let Some(id) = parts.next().filter(|id| !id.is_empty()) {
        let seconds = text(parts.next()?).parse().ok()?;
        let date = parse_iso(&text(parts.next()?))?;
        let (author, subject) = (text(parts.next()?), text(parts.next()?));
        let commit = Arc::new(Commit { id: text(id), date, seconds, author, subject });
        // A line end stands before the first.
        let is_entry = |part: &&[u8]| part.starts_with(b":") || part.starts_with(b"\n:");
        while let Some(entry) = parts.next_if(is_entry) {
            let entry = std::str::from_utf8(entry).ok()?.trim_start().strip_prefix(':')?;
            let mut fields = entry.split(' ');
            let (old_mode, new_mode) = (fields.next()?, fields.next()?);
            let (before, after, what) = (fields.next()?, fields.next()?, fields.next()?);
            let from = if what.starts_with(['R', 'C']) { Some(parts.next()?) } else { None };
            let path = parts.next()?;
            // The rest are links, and commits of repositories within this one.
            let is_file = [old_mode, new_mode].iter().any(|mode| mode.starts_with("100"));
            // A name that is no text is no document's.
            let (Ok(path), true) = (std::str::from_utf8(path), is_file) else { continue };
            let from = from.filter(|_| what.starts_with('R'));
            changes.push(FileChange {
                commit: Arc::clone(&commit),
                before: TextId::new(before),
                after: TextId::new(after),
                renamed_from: from.and_then(|f| std::str::from_utf8(f).ok()).map(Into::into),
                path: path.into(),
            });
        }
    }
    Some(changes)
}
