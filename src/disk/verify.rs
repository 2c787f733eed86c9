//! The last look before a generation takes its place: it holds what was put into it and nothing else.
//!
//! A disk that lies, or a program that works in all folders (a synchroniser, a cleaner, a scanner), would
//! else publish what nobody made. Names are compared for all files; sizes for those that were written,
//! as the others are the published ones, compared byte for byte when they were put.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::DiskError;
use super::carry::PreviousSite;
use super::guard::ExchangeMethod;
use super::list::below;
use super::os::name_of;
use super::place::exists;
use super::stage::Stage;

/// Compares the staged folder with the list of what was staged.
///
/// # Errors
/// When a file is missing, has another size than was written, or came from elsewhere.
pub(super) fn verify(
    stage: &Stage,
    survey: &PreviousSite,
    way: ExchangeMethod,
) -> Result<(), DiskError> {
    let ledger = stage.ledger();
    let wrong = |path: &Path, what: String| {
        DiskError::new("publish", path, io::Error::other(what)).hinting(
            "keep other programs out of the folder in which the site is made, look after the disk, and \
             build again",
        )
    };
    for (path, staged) in ledger.iter() {
        let Some(size) = staged.written else { continue };
        let path = stage.folder().join(path);
        let found = fs::symlink_metadata(&path).map_err(|e| DiskError::new("publish", &path, e))?;
        if !found.is_file() {
            return Err(wrong(&path, "what was written there is no longer a file".to_owned()));
        }
        if found.len() != size {
            let found = found.len();
            return Err(wrong(&path, format!("{size} bytes were written, and it has {found}")));
        }
    }
    let is_whole = way == ExchangeMethod::Exchange;
    let theirs: BTreeSet<&Path> =
        survey.theirs.iter().filter(|_| is_whole).map(PathBuf::as_path).collect();
    let is_staged =
        |path: &str| ledger.get(path).is_some_and(|staged| is_whole || staged.written.is_some());
    let mut found = 0;
    for entry in below(stage.folder())? {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let is_known = entry.path().strip_prefix(stage.folder()).is_ok_and(|at| {
            theirs.contains(at) || name_of(at).is_some_and(|name| is_staged(&name))
        });
        if !is_known {
            return Err(wrong(entry.path(), "no part of this build made it".to_owned()));
        }
        found += 1;
    }
    let staged = if is_whole { ledger.len() } else { ledger.written() };
    if found == staged + theirs.len() {
        return Ok(());
    }
    let paths = ledger.iter().map(|(path, _)| path);
    let paths = paths.filter(|path| is_staged(path)).map(Path::new);
    for path in paths.chain(theirs) {
        let path = stage.folder().join(path);
        if !exists(&path)? {
            return Err(wrong(&path, "it was made, and is gone".to_owned()));
        }
    }
    Err(wrong(stage.folder(), "another program changed it while it was being checked".to_owned()))
}
