//! From one generation to the next: what of the published folder is removed, kept and carried over.
//!
//! Invariant: only a file that the old manifest lists, with the hash that it lists, is left behind.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::make_folders;
use super::guard::{ExchangeMethod, is_nobodys, refused};
use super::ledger::Ledger;
use super::link::link_or_copy;
use super::list::{below, list};
use super::manifest::{self, Digest};
use super::os::{name_of, open_plain};
use super::stage::{Stage, fingerprint_of};
use super::{DiskError, PublishError};

/// What is in the published folder, and what becomes of it.
#[derive(Debug, Default)]
pub(super) struct PreviousSite {
    /// Files of ours that the new generation no longer has.
    pub(super) stale: Vec<String>,
    /// Files of ours that it no longer has either, but which the user changed: theirs from now on.
    pub(super) kept: Vec<String>,
    /// Whether a build in place was killed here.
    pub(super) has_litter: bool,
    /// All files of the user's.
    pub(super) theirs: Vec<PathBuf>,
    /// Empty folders of the user's.
    pub(super) folders: Vec<PathBuf>,
    /// The inodes of all files that were looked at, by the fingerprints of their paths.
    known: HashMap<u64, u64>,
}

/// Looks through the published folder.
pub(super) fn survey(
    stage: &Stage,
    ledger: &Ledger,
    way: ExchangeMethod,
) -> Result<PreviousSite, PublishError> {
    let mut survey = PreviousSite::default();
    let mut entries = match below(stage.old()) {
        Err(error) if error.is_missing() => return Ok(survey), // the first build
        entries => entries?,
    };
    while let Some(entry) = entries.next() {
        let entry = entry?;
        if entry.file_name().eq_ignore_ascii_case(".git") {
            let folder = entry.path().parent().unwrap_or(stage.old());
            return Err(refused(
                folder,
                "it holds a `.git`",
                "name a new folder with `--output DIR`",
            ));
        }
        let Ok(relative) = entry.path().strip_prefix(stage.old()) else { continue };
        if entries.depth() == 1 && is_nobodys(entry.file_name(), way) {
            survey.has_litter |=
                entry.file_name() == manifest::NEXT || way == ExchangeMethod::Exchange;
            survey.known.insert(fingerprint_of(relative), entry.inode());
            entries.leave_out();
        } else if entry.file_type().is_dir() {
            if is_empty_of_theirs(stage, entry.path(), relative)? {
                survey.folders.push(relative.to_path_buf());
            }
        } else {
            survey.known.insert(fingerprint_of(relative), entry.inode());
            survey.add(stage, ledger, relative)?;
        }
    }
    Ok(survey)
}

impl PreviousSite {
    fn add(&mut self, stage: &Stage, ledger: &Ledger, file: &Path) -> Result<(), PublishError> {
        // A name that is not UTF-8 is never ours.
        let name = &*name_of(file).unwrap_or_default();
        let manifest = stage.manifest();
        if name == manifest::NAME {
            return Ok(());
        }
        let path = stage.old().join(file);
        let is_listed = manifest.lists(name);
        if ledger.contains(name) {
            return if is_listed { Ok(()) } else { Err(PublishError::Foreign(path)) };
        }
        if is_listed {
            if hash_of(&path)?.is_some_and(|hash| manifest.has(name, hash)) {
                self.stale.push(name.to_owned());
                return Ok(());
            }
            self.kept.push(name.to_owned());
        }
        self.theirs.push(file.to_path_buf());
        Ok(())
    }

    /// The inode of a file that was looked at.
    pub(super) fn inode(&self, file: &Path) -> Option<u64> {
        self.known.get(&fingerprint_of(file)).copied()
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
    if name_of(relative).is_some_and(|name| stage.manifest().has_folder(&name)) {
        return Ok(false);
    }
    Ok(list(path)?.is_empty())
}

/// After the exchange: saves what the user put into the old generation in the last moment.
///
/// # Errors
/// When a file can't be saved: it is still in the old generation, which is then to be kept.
pub(super) fn rescue(old: &Path, site: &Path, survey: &PreviousSite) -> Result<(), DiskError> {
    let mut entries = below(old)?;
    while let Some(entry) = entries.next() {
        let entry = entry?;
        let Ok(relative) = entry.path().strip_prefix(old) else { continue };
        if entries.depth() == 1 && is_nobodys(entry.file_name(), ExchangeMethod::Exchange) {
            entries.leave_out();
            continue;
        }
        if entry.file_type().is_dir() || survey.inode(relative).is_some() {
            continue;
        }
        let target = site.join(relative);
        let made = target.parent().map_or(Ok(()), make_folders);
        made.and_then(|()| link_or_copy(entry.path(), &target)).map_err(|error| {
            DiskError::new("save", entry.path(), error)
                .hinting("it came while the site was published: move it away before the next build")
        })?;
    }
    Ok(())
}

/// The hash of a published file; `None` where the user has put something else in its place.
///
/// # Errors
/// When it can't be read: whether the user changed it is then not known.
fn hash_of(path: &Path) -> Result<Option<u64>, DiskError> {
    let read = || -> io::Result<Option<u64>> {
        if !fs::symlink_metadata(path)?.is_file() {
            return Ok(None);
        }
        let mut file = open_plain(path)?;
        if file.metadata()?.is_file() { Digest::of(&mut file).map(Some) } else { Ok(None) }
    };
    read().map_err(|error| {
        DiskError::new("read the outdated page", path, error).hinting(
            "let the user who runs phasebook read it, so that it is known to be as it was \
             published, or remove it yourself",
        )
    })
}

fn clash(path: PathBuf, error: io::Error) -> PublishError {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => PublishError::Foreign(path),
        _ => DiskError::new("carry over", path, error).into(),
    }
}
