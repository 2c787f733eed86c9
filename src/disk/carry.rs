//! From one generation to the next: what of the published folder is removed, kept and carried over.
//!
//! Invariant: only a file that the old manifest lists, with the hash that it lists, is left behind.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::guard::refused;
use super::manifest::{self, Digest};
use super::root::open_plain;
use super::stage::{Ledger, Stage, link_or_copy};
use super::{DiskError, PublishError};

/// What is in the published folder, and what becomes of it.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Files of ours that the new generation no longer has.
    pub(super) removed: usize,
    /// Files of ours that it no longer has either, but which the user changed: theirs from now on.
    pub(super) kept: Vec<String>,
    /// All files of the user's.
    theirs: Vec<PathBuf>,
    /// Empty folders of the user's.
    folders: Vec<PathBuf>,
    /// All files that were looked at.
    known: HashSet<PathBuf>,
}

/// Looks through the published folder.
pub(super) fn survey(stage: &Stage, ledger: &Ledger) -> Result<Survey, PublishError> {
    let mut survey = Survey::default();
    for entry in WalkDir::new(stage.old()).min_depth(1).sort_by_file_name() {
        let entry = match entry {
            Err(error) if is_missing(&error) && error.depth() == 0 => break, // the first build
            entry => entry.map_err(|error| unlisted(stage.old(), error))?,
        };
        if entry.file_name().eq_ignore_ascii_case(".git") {
            let folder = entry.path().parent().unwrap_or(stage.old());
            return Err(refused(
                folder,
                "it holds a `.git`",
                "name a new folder with `--output DIR`",
            ));
        }
        let Ok(relative) = entry.path().strip_prefix(stage.old()) else { continue };
        if entry.file_type().is_dir() {
            if is_empty_of_theirs(stage, entry.path(), relative)? {
                survey.folders.push(relative.to_path_buf());
            }
        } else {
            survey.add(stage, ledger, relative)?;
        }
    }
    Ok(survey)
}

impl Survey {
    fn add(&mut self, stage: &Stage, ledger: &Ledger, file: &Path) -> Result<(), PublishError> {
        self.known.insert(file.to_path_buf());
        // A name that is not UTF-8 is never ours.
        let name = file.to_str().unwrap_or_default();
        let listed = stage.manifest().files.get(name);
        if name == manifest::NAME {
            return Ok(());
        }
        let path = stage.old().join(file);
        if ledger.placed.contains_key(name) {
            return if listed.is_some() { Ok(()) } else { Err(PublishError::Foreign(path)) };
        }
        if let Some(&hash) = listed {
            if is_as_written(&path, hash) {
                self.removed += 1;
                return Ok(());
            }
            self.kept.push(name.to_owned());
        }
        self.theirs.push(file.to_path_buf());
        Ok(())
    }

    /// Brings what is the user's into the staged generation.
    pub(super) fn carry_over(&self, stage: &Stage) -> Result<(), PublishError> {
        for file in &self.theirs {
            let path = stage.old().join(file);
            stage
                .carry_folder(file.parent().unwrap_or(Path::new("")))
                .and_then(|()| link_or_copy(&path, &stage.folder().join(file)))
                .map_err(|error| clash(path, error))?;
        }
        for folder in &self.folders {
            stage.carry_folder(folder).map_err(|error| clash(stage.old().join(folder), error))?;
        }
        Ok(())
    }
}

/// We make no empty folder, so it is the user's, unless they emptied one of ours.
fn is_empty_of_theirs(stage: &Stage, path: &Path, relative: &Path) -> Result<bool, PublishError> {
    if relative.to_str().is_some_and(|name| stage.manifest().has_folder(name)) {
        return Ok(false);
    }
    let mut entries = fs::read_dir(path).map_err(|e| DiskError::new("list", path, e))?;
    Ok(entries.next().is_none())
}

/// After the exchange: saves what the user put into the old generation in the last moment. The site
/// is published by then, so what fails here has no say any more.
pub(super) fn rescue(old: &Path, site: &Path, survey: &Survey) {
    for entry in WalkDir::new(old).into_iter().filter_map(Result::ok) {
        let Ok(relative) = entry.path().strip_prefix(old) else { continue };
        if entry.file_type().is_dir() || survey.known.contains(relative) {
            continue;
        }
        let target = site.join(relative);
        if let Some(parent) = target.parent() {
            let _ = fs::create_dir_all(parent);
        }
        let _ = link_or_copy(entry.path(), &target);
    }
}

fn is_as_written(path: &Path, hash: u64) -> bool {
    let read = || {
        let mut file = open_plain(path)?;
        let meta = file.metadata()?;
        if meta.is_file() { Digest::of(&mut file, meta.len()).map(Some) } else { Ok(None) }
    };
    read().is_ok_and(|found: Option<u64>| found == Some(hash))
}

fn clash(path: PathBuf, error: io::Error) -> PublishError {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => PublishError::Foreign(path),
        _ => DiskError::new("carry over", path, error).into(),
    }
}

fn is_missing(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound)
}

fn unlisted(folder: &Path, error: walkdir::Error) -> PublishError {
    let path = error.path().unwrap_or(folder).to_path_buf();
    let cause = error.into_io_error().unwrap_or_else(|| io::ErrorKind::InvalidData.into());
    DiskError::new("list", path, cause).into()
}
