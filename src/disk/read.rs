//! Reading content: every Markdown file below a folder, or one file.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::encoding;
use super::judged::judged;
use super::os::{is_of_process, open_any};
use super::root::Root;
use super::unreadable::{Trouble, read_version, read_whole, regular};
use super::walk::{Named, Underscored, walk};
use super::{DiskError, FileVersion, Unreadable};
use crate::settings::Limits;
use crate::site::{
    ActiveContent, Attachments, is_document, measured_stem, measures_beside, sample,
};
use crate::text::Source;

/// A content folder as it was read.
#[derive(Debug, Default)]
pub struct Tree {
    /// Markdown files by path.
    pub documents: Vec<Arc<Source>>,
    /// All other regular files, relative to the folder, with `/`.
    pub files: Attachments,
    /// What was left out though it looks meant, by path.
    pub unreadable: Vec<Unreadable>,
}

/// Reads every Markdown file (`.md`, `.markdown`, in any case) below `content`.
///
/// Left out without a word: names that begin with `_` or `.`, what `.gitignore` files from `content`
/// downward name, and the paths `exclude` (by real path: the output folder). A link to a regular
/// file inside `content` is read under the link's name; every other link, pipe, device, socket and
/// unreadable file stands in [`Tree::unreadable`]. Folders behind links are not entered.
///
/// # Errors
/// When `content` itself is missing, no folder, or cannot be listed.
pub fn read_tree(content: &Path, limits: &Limits, exclude: &[&Path]) -> Result<Tree, DiskError> {
    let root = open_root(content)?;
    let mut found = walk(&root, exclude, Underscored::LeftOut, limits.folder_depth)?;
    let read: Result<Vec<Result<Source, Unreadable>>, DiskError> =
        found.markdown.par_iter().map(|file| read_or_fail(&root, file, limits)).collect();
    let read = read?;
    let mut documents = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(source) => documents.push(Arc::new(source)),
            Err(unreadable) => found.unreadable.push(unreadable),
        }
    }
    documents.sort_by(|a, b| a.path().cmp(b.path()));
    found.unreadable.extend(read_companions(&root, &found.files, &mut documents, limits)?);
    found.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    let judge = |file: Named| {
        let active = active(&root, &file);
        (file.name, active)
    };
    let files = found.files.into_par_iter().map(judge).collect();
    Ok(Tree { documents, files, unreadable: found.unreadable })
}

/// Reads the files of measures that stand beside documents; those that can't be read.
fn read_companions(
    root: &Root,
    files: &[Named],
    documents: &mut [Arc<Source>],
    limits: &Limits,
) -> Result<Vec<Unreadable>, DiskError> {
    let is_of_measures = |file: &&Named| measured_stem(&file.name).is_some();
    let files: Vec<&Named> = files.iter().filter(is_of_measures).collect();
    let mut unreadable = Vec::new();
    if files.is_empty() {
        return Ok(unreadable);
    }
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, document) in documents.iter().enumerate() {
        places.entry(measures_beside(document.path())).or_default().push(at);
    }
    for file in files {
        let Some(places) = places.get(&file.name) else { continue };
        match read_or_fail(root, file, limits)? {
            Ok(companion) => {
                let companion = Arc::new(companion);
                for &at in places {
                    let document = Arc::unwrap_or_clone(Arc::clone(&documents[at]));
                    documents[at] = Arc::new(document.with_companion(Some(Arc::clone(&companion))));
                }
            }
            Err(file) => unreadable.push(file),
        }
    }
    Ok(unreadable)
}

/// Reads the one file that the user named, whatever its name and place; `name` is the path under
/// which it is shown. Links are followed: the user is trusted, the content is not.
///
/// # Errors
/// When it is missing, no regular file, too large, no text, or the system refuses.
pub fn read_one(path: &Path, name: &str, limits: &Limits) -> Result<Source, Unreadable> {
    match open_any(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(missing(name)),
        opened => {
            let opened = opened.map_err(Trouble::Io);
            let source =
                source(name, opened.and_then(|file| read_whole(&file, limits.file_bytes)))?;
            Ok(source.with_companion(companion_of(path, name, limits)))
        }
    }
}

/// The file of measures beside a document that the user named. What of it can't be read is as if it were empty, so
/// that reading it says so.
fn companion_of(path: &Path, name: &str, limits: &Limits) -> Option<Arc<Source>> {
    if !is_document(name) {
        return None;
    }
    let path = measures_beside(path.to_str()?);
    let file = open_any(Path::new(&path)).ok()?;
    let read = read_whole(&file, limits.file_bytes).and_then(encoding::decode);
    Some(Arc::new(Source::new(measures_beside(name), &read.unwrap_or_default())))
}

/// Opens a content folder.
pub(super) fn open_root(content: &Path) -> Result<Root, DiskError> {
    Root::at(content).map_err(|error| no_content(content, error))
}

/// Reads a file that a walk found.
pub(super) fn read_named(root: &Root, file: &Named, limits: &Limits) -> Result<Source, Unreadable> {
    let opened = root.open(file.path()).map_err(Trouble::Io);
    source(&file.name, opened.and_then(|file| read_whole(&file, limits.file_bytes)))
}

/// A file without change for so long is written to its end: programs write one text in several steps.
const REST: Duration = Duration::from_millis(30);

/// A file that never rests is read so long after the first look at it, as it stands.
const CEILING: Duration = Duration::from_secs(1);

/// Reads a file that is at rest, and waits for that: in one that was changed just now half of another
/// version may stand, and a further change by the same tick of the file system's clock is not told by its
/// times.
fn read_at_rest(root: &Root, path: &Path, limit: u64) -> Result<Vec<u8>, Trouble> {
    let begun = Instant::now();
    loop {
        let file = root.open(path)?;
        if begun.elapsed() >= CEILING {
            return read_whole(&file, limit);
        }
        let before = regular(&file)?;
        let age = FileVersion::of(&before).age(SystemTime::now());
        let left = age.map_or(Duration::ZERO, |age| REST.saturating_sub(age));
        if !left.is_zero() {
            sleep(left);
        } else if let Some(bytes) = read_version(&file, &before, limit)? {
            return Ok(bytes);
        }
    }
}

/// Reads a file at rest, where what this process lacks ends the reading: it is no fault of the file, and the next
/// one would be unreadable too.
fn read_or_fail(
    root: &Root,
    file: &Named,
    limits: &Limits,
) -> Result<Result<Source, Unreadable>, DiskError> {
    match read_at_rest(root, file.path(), limits.file_bytes) {
        Err(Trouble::Io(error)) if is_of_process(&error) => {
            Err(DiskError::new("read", root.path().join(file.path()), error)
                .hinting("raise the limit on open files (`ulimit -n`) or on memory"))
        }
        read => Ok(source(&file.name, read)),
    }
}

/// Why a file that a walk found is not published. One that can't be read is not known to run anything;
/// that it is not there to publish is told when it is published.
pub(super) fn active(root: &Root, file: &Named) -> Option<ActiveContent> {
    match sample(&file.name) {
        Ok(0) => return None,
        Ok(_) => {}
        Err(active) => return Some(active),
    }
    judged(&file.name, &mut root.open(file.path()).ok()?).ok()?.err()
}

fn source(name: &str, bytes: Result<Vec<u8>, Trouble>) -> Result<Source, Unreadable> {
    let text = bytes.and_then(encoding::decode);
    text.map(|text| Source::new(name, &text)).map_err(|trouble| trouble.at(name))
}

/// Reads any file of a content folder by its name there; a link is followed inside the folder.
///
/// # Errors
/// When it is gone, no regular file, outside of the folder, or the system refuses.
pub fn read_file(content: &Path, name: &str) -> Result<Vec<u8>, Unreadable> {
    let read = || -> Result<Vec<u8>, Trouble> {
        let root = Root::at(content)?;
        let target = root.resolve(&root.path().join(name))?.ok_or(Trouble::Outside)?;
        read_whole(&root.open(&target)?, u64::MAX)
    };
    read().map_err(|trouble| trouble.at(name))
}

fn missing(name: &str) -> Unreadable {
    Unreadable {
        path: name.to_owned(),
        message: "this file does not exist".to_owned(),
        help: "check the path for a slip".to_owned(),
        severity: crate::diagnostic::Severity::Error,
    }
}

fn no_content(content: &Path, error: io::Error) -> DiskError {
    let hint = match error.kind() {
        io::ErrorKind::NotFound => {
            "create it, run `phasebook init`, or name it with `--content DIR`"
        }
        io::ErrorKind::NotADirectory => "name the folder that holds the plans with `--content DIR`",
        _ => return DiskError::new("read the content folder", content, error),
    };
    DiskError::new("read the content folder", content, error).hinting(hint)
}
