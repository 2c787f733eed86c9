//! What is staged so far: every file of the new site, and which of them were written anew.

use std::collections::BTreeMap;

use super::manifest::{Manifest, Part, Parts};
use super::records::{Record, Records};

/// A file of the new site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staged {
    pub(super) record: Record,
    /// Its size where it was written anew; `None` where it is published as it is to be already.
    pub(super) written: Option<u64>,
}

/// The files of the new site, by their paths below the published folder.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) files: BTreeMap<Box<str>, Staged>,
    pub(super) parts: Parts,
    written: usize,
}

impl Ledger {
    /// Adds a file; `false` where one of its path is there already.
    pub(super) fn add(&mut self, path: &str, record: Record, written: Option<u64>) -> bool {
        self.written += usize::from(written.is_some());
        self.files.insert(path.into(), Staged { record, written }).is_none()
    }

    /// Adds what is known of the parts of a file.
    pub(super) fn add_parts(&mut self, path: &str, parts: Vec<Part>) {
        if !parts.is_empty() {
            self.parts.insert(path.to_owned(), parts);
        }
    }

    /// How many files were written anew.
    pub(super) fn written(&self) -> usize {
        self.written
    }

    /// How many are published already.
    pub(super) fn unchanged(&self) -> usize {
        self.files.len() - self.written
    }

    /// The paths of files that were written anew.
    pub(super) fn written_paths(&self) -> impl Iterator<Item = &str> {
        let written = self.files.iter().filter(|(_, staged)| staged.written.is_some());
        written.map(|(path, _)| &**path)
    }

    /// Whether a folder holds any of the files.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        let mut below = self.files.range(Box::from(prefix.as_str())..);
        below.next().is_some_and(|(path, _)| path.starts_with(&prefix))
    }

    /// The files with what the manifest tells of them.
    pub(super) fn records(&self) -> impl Iterator<Item = (&str, &Record)> {
        self.files.iter().map(|(path, staged)| (&**path, &staged.record))
    }

    /// Whether a manifest lists these very paths.
    pub(super) fn has_paths_of(&self, files: &Records) -> bool {
        self.files.keys().map(|path| &**path).eq(files.iter().map(|(path, _)| path))
    }

    /// Whether a manifest tells the same.
    pub(super) fn is_told_by(&self, manifest: &Manifest) -> bool {
        self.parts == manifest.parts && self.records().eq(manifest.files.iter())
    }
}
