//! Looking at a content folder without reading it: what is there, in which version.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::folder::Folder;
use super::read::{active, open_root, read_named};
use super::root::Root;
use super::unreadable::{Trouble, read_whole, regular};
use super::walk::{Named, Underscored, walk};
use super::{DiskError, FileVersion, Unreadable};
use crate::settings::Limits;
use crate::site::ActiveContent;
use crate::text::Source;

/// What a content folder holds, by the rules of [`read_tree`](super::read_tree).
#[derive(Debug)]
pub struct Scan {
    root: Root,
    /// Markdown files by name.
    pub documents: Vec<FoundFile>,
    /// All other regular files by name.
    pub files: Vec<FoundFile>,
    /// The folder itself, every folder below it that may hold something, and those that links lead
    /// into.
    pub folders: Vec<Folder>,
    /// What is left out though it looks meant, by path.
    pub unreadable: Vec<Unreadable>,
}

/// A file in one version.
#[derive(Debug, Clone)]
pub struct FoundFile {
    named: Named,
    /// Its version.
    pub version: FileVersion,
}

impl FoundFile {
    /// Its path below the content folder, with `/`.
    pub fn name(&self) -> &str {
        &self.named.name
    }
}

/// Looks at every file below `content`; what lies under `exclude`, or in more folders than
/// `folder_depth`, is left out.
///
/// # Errors
/// When `content` itself is missing, no folder, or cannot be listed.
pub fn scan(content: &Path, exclude: &[&Path], folder_depth: usize) -> Result<Scan, DiskError> {
    scan_with(content, exclude, Underscored::LeftOut, folder_depth)
}

/// The same with or without names that begin with `_`.
pub(super) fn scan_with(
    content: &Path,
    exclude: &[&Path],
    underscored: Underscored,
    folder_depth: usize,
) -> Result<Scan, DiskError> {
    let root = open_root(content)?;
    let found = walk(&root, exclude, underscored, folder_depth)?;
    let with_versions = |files: Vec<Named>| -> (Vec<FoundFile>, Vec<Unreadable>) {
        let looked: Vec<Result<FoundFile, Unreadable>> = files
            .into_par_iter()
            .filter_map(|named| match root.version(named.path()) {
                Ok(version) => Some(Ok(FoundFile { named, version })),
                // What is gone again is not there.
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => Some(Err(Trouble::Io(error).at(named.name))),
            })
            .collect();
        let (mut files, mut lost) = (Vec::with_capacity(looked.len()), Vec::new());
        for found in looked {
            match found {
                Ok(found) => files.push(found),
                Err(unreadable) => lost.push(unreadable),
            }
        }
        files.sort_by(|a, b| a.named.name.cmp(&b.named.name));
        (files, lost)
    };
    let ((documents, lost), (files, more)) =
        (with_versions(found.markdown), with_versions(found.files));
    let (folders, mut unreadable) = (found.folders, found.unreadable);
    unreadable.extend(lost.into_iter().chain(more));
    unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Scan { root, documents, files, folders, unreadable })
}

impl Scan {
    /// Reads a Markdown file that was found.
    ///
    /// # Errors
    /// When it is gone, too large, no regular file any more, or the system refuses.
    pub fn read(&self, found: &FoundFile, limits: &Limits) -> Result<Source, Unreadable> {
        read_named(&self.root, &found.named, limits)
    }

    /// Whether a file still is in the version that was found: what was read of it is that version.
    pub fn is_still(&self, found: &FoundFile) -> bool {
        self.root.version(found.named.path()).is_ok_and(|version| version == found.version)
    }

    /// Why another file that was found is not published; `None` for one that may be, or can't be read.
    pub fn active(&self, found: &FoundFile) -> Option<ActiveContent> {
        active(&self.root, &found.named)
    }

    /// The bytes of any file of at most `limit` bytes.
    ///
    /// # Errors
    /// As [`Scan::read`].
    pub fn bytes(&self, found: &FoundFile, limit: u64) -> Result<Vec<u8>, Unreadable> {
        let opened = self.root.open(found.named.path()).map_err(Trouble::Io);
        let read = opened.and_then(|file| read_whole(&file, limit));
        read.map_err(|trouble| trouble.at(found.name()))
    }

    /// Finds out whether any other file that was found could be published.
    ///
    /// # Errors
    /// As [`Scan::read`].
    pub fn probe(&self, found: &FoundFile) -> Result<(), Unreadable> {
        let opened = self.root.open(found.named.path()).map_err(Trouble::Io);
        let looked = opened.and_then(|file| regular(&file).map(drop));
        looked.map_err(|trouble| trouble.at(found.name()))
    }
}
