//! One pass over the log: which commit changed which file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cache::{load, save};
use super::error::NoHistory;
use super::follow::{FileChange, follow};
use super::git::ask;
use crate::disk;
use crate::model::date::parse_iso;
use crate::model::history::{Commit, History, TextId};
use crate::text::fingerprint;

/// What is asked of each commit: name, seconds, day, author with address, subject.
const COMMIT: &str = "--format=tformat:%H%x00%ct%x00%cs%x00%an <%ae>%x00%s";

/// People whose names are asked for at a time: a command line holds that many, however long they are.
const ASKED_AT_ONCE: usize = 100;

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
/// the repository that it lies in. `kept` is a file of the user's cache folder in which the log stands until another
/// commit is checked out, and the fingerprint of the program that reads it.
///
/// # Errors
/// If there is no history, or not all of it: a shallow clone would give each old file the date of its oldest commit.
pub fn read(content: &Path, kept: Option<(&Path, u64)>) -> Result<History, NoHistory> {
    if !disk::is_in_repository(content) {
        return Err(NoHistory::NoRepository);
    }
    let head = head(content)?;
    // The same commit has the same commits before it, whatever became of the repository.
    let of = kept.map(|(_, program)| fingerprint(format!("{head} {program}").as_bytes()));
    let known = kept.zip(of).and_then(|((file, _), of)| load(file, of, parse));
    let log = match known {
        Some(log) => log,
        None => {
            // A clone that left the texts of old commits at its server can't compare them, but can name them.
            let (bytes, is_whole) = match log(content, &head, "-M") {
                Ok(bytes) => (bytes, true),
                Err(_) => (log(content, &head, "-M100%")?, false),
            };
            let log = parse(&bytes).ok_or_else(unread)?;
            if let Some(((file, _), of)) = kept.zip(of).filter(|_| is_whole) {
                save(file, of, &bytes);
            }
            log
        }
    };
    Ok(follow(&log.changes, &with_authors(content, log.commits)?))
}

/// The file that changes whenever another commit is checked out or made, if there is one: git's own log of that
/// (`gitrepository-layout`).
pub fn changed_file(content: &Path) -> Option<PathBuf> {
    if !disk::is_in_repository(content) {
        return None;
    }
    let answer = ask(content, ["rev-parse", "--git-path", "logs/HEAD"]).ok()?;
    let path = std::str::from_utf8(&answer.stdout).ok()?.trim_end_matches('\n');
    answer.status.success().then(|| content.join(path))
}

fn unread() -> NoHistory {
    NoHistory::Failed { message: "its log can't be read".to_owned() }
}

/// Commits with their authors by the mailmap, which may change without a commit.
fn with_authors(content: &Path, commits: Vec<Commit>) -> Result<Vec<Arc<Commit>>, NoHistory> {
    let people: BTreeSet<Arc<str>> = commits.iter().map(|c| Arc::clone(&c.author)).collect();
    let people: Vec<Arc<str>> = people.into_iter().collect();
    let mut names: FxHashMap<Arc<str>, Arc<str>> = FxHashMap::default();
    for some in people.chunks(ASKED_AT_ONCE) {
        let arguments = ["check-mailmap", "--"].into_iter().chain(some.iter().map(|who| &**who));
        let answer = ask(content, arguments)?;
        let told = String::from_utf8_lossy(&answer.stdout);
        let mut told: Vec<&str> = told.lines().collect();
        // Some versions of git refuse all for one that they can't read: names are then as they were written.
        if told.len() != some.len() {
            told = some.iter().map(|who| &**who).collect();
        }
        let name = |who: &str| who.rsplit_once('<').map_or(who, |(name, _)| name).trim().into();
        names.extend(some.iter().cloned().zip(told.into_iter().map(name)));
    }
    let with_author = |commit: Commit| {
        let author = names.get(&commit.author).cloned().unwrap_or_default();
        Arc::new(Commit { author, ..commit })
    };
    Ok(commits.into_iter().map(with_author).collect())
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

/// What a log tells.
#[derive(Debug)]
pub(super) struct Log {
    /// The latest first; authors as they were written, with their addresses.
    pub(super) commits: Vec<Commit>,
    /// In the order of their commits.
    pub(super) changes: Vec<FileChange>,
}

/// Commits and changes of a log that is parted by NUL: five fields of a commit, then for each file what happened to it and its
/// path, or two. `None` where it is none.
pub(super) fn parse(log: &[u8]) -> Option<Log> {
    let log = log.strip_suffix(&[0]).unwrap_or(log);
    let mut parts = log.split(|&byte| byte == 0).peekable();
    let text = |part| String::from_utf8_lossy(part).into_owned();
    let mut all = Log { commits: Vec::new(), changes: Vec::new() };
    let mut people: FxHashSet<Arc<str>> = FxHashSet::default();
    while let Some(id) = parts.next().filter(|id| !id.is_empty()) {
        let seconds = text(parts.next()?).parse().ok()?;
        let date = parse_iso(&text(parts.next()?))?;
        let (person, subject) = (text(parts.next()?), text(parts.next()?));
        let author = people.get(&*person).cloned().unwrap_or_else(|| person.into());
        people.insert(Arc::clone(&author));
        all.commits.push(Commit { id: text(id), date, seconds, author, subject });
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
            all.changes.push(FileChange {
                commit: all.commits.len() - 1,
                before: TextId::new(before),
                after: TextId::new(after),
                renamed_from: from.and_then(|f| std::str::from_utf8(f).ok()).map(Into::into),
                path: path.into(),
            });
        }
    }
    Some(all)
}
