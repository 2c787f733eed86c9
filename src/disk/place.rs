//! The published folder and its neighbours, and how a new generation takes its place.
//!
//! Invariant: a process that dies at any moment leaves the old site or the new one, whole, at the
//! output path or (only where the system has no exchange) at the `previous` path, from where the
//! next build brings it back.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::DiskError;
use super::folder::make_folders;
use super::list::list;
use super::os;

/// The output folder, and what may stand beside it while a build runs.
#[derive(Debug)]
pub(super) struct Place {
    /// The published site.
    pub(super) output: PathBuf,
    /// The new generation being made; after an exchange the old one.
    pub(super) staging: PathBuf,
    /// The generation before the published one, kept for the next build: it shares most files with it.
    pub(super) spare: PathBuf,
    /// The old generation, between the two renames where there is no exchange.
    pub(super) previous: PathBuf,
    /// The lock's file.
    pub(super) lock: PathBuf,
    parent: PathBuf,
    /// The lock's file of builds of the other way to publish.
    pub(super) other_lock: PathBuf,
}

impl Place {
    /// The names inside a real path, which is published in place.
    pub(super) fn inside(output: PathBuf) -> Self {
        let beside = Self::of(output);
        Self {
            staging: beside.output.join(".phasebook-staging"),
            lock: beside.other_lock,
            parent: beside.output.clone(),
            other_lock: beside.lock,
            ..beside
        }
    }

    /// The neighbours of a real path.
    pub(super) fn of(output: PathBuf) -> Self {
        let neighbour = |suffix: &str| {
            let mut name = OsString::from(".");
            name.push(output.file_name().unwrap_or_default());
            name.push(suffix);
            output.with_file_name(name)
        };
        let parent = output.parent().unwrap_or(Path::new("/")).to_path_buf();
        Self {
            staging: neighbour(".phasebook-staging"),
            spare: neighbour(".phasebook-spare"),
            previous: neighbour(".phasebook-previous"),
            lock: neighbour(".phasebook-lock"),
            other_lock: output.join(".phasebook-lock"),
            parent,
            output,
        }
    }

    /// Makes the folders above the output.
    pub(super) fn make_parents(&self) -> Result<(), DiskError> {
        make_folders(&self.parent)
            .map_err(|error| DiskError::new("create the folder", &self.parent, error))
    }

    /// Clears up after a build that was killed.
    pub(super) fn recover(&self) -> Result<(), DiskError> {
        if exists(&self.previous)? && !exists(&self.output)? {
            fs::rename(&self.previous, &self.output)
                .map_err(|error| DiskError::new("bring back", &self.previous, error))?;
        }
        remove(&self.previous)?;
        remove(&self.staging)
    }

    /// Makes the staging folder, with the mode of the published one.
    pub(super) fn make_staging(&self) -> Result<(), DiskError> {
        let failed = |error| DiskError::new("create the folder", &self.staging, error);
        fs::create_dir(&self.staging).map_err(failed)?;
        match fs::metadata(&self.output) {
            Ok(meta) => os::take_mode(&self.staging, &meta).map_err(failed),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Puts a generation in the place of the published one, which then stands at the returned path.
    pub(super) fn exchange(&self, generation: &Path) -> Result<Option<PathBuf>, DiskError> {
        if !exists(&self.output)? {
            self.rename(generation, &self.output)?;
            return Ok(None);
        }
        match os::exchange(generation, &self.output) {
            Ok(true) => Ok(Some(generation.to_path_buf())),
            Ok(false) => self.rename_twice(generation),
            Err(error) => Err(DiskError::new("publish", &self.output, error)),
        }
    }

    /// The safest that a system without exchange has.
    fn rename_twice(&self, generation: &Path) -> Result<Option<PathBuf>, DiskError> {
        self.rename(&self.output, &self.previous)?;
        if let Err(error) = self.rename(generation, &self.output) {
            self.rename(&self.previous, &self.output)?;
            return Err(error);
        }
        Ok(Some(self.previous.clone()))
    }

    /// Keeps a generation for the next build.
    pub(super) fn keep(&self, generation: &Path) -> Result<(), DiskError> {
        if generation == self.spare {
            return Ok(());
        }
        remove(&self.spare)?;
        fs::rename(generation, &self.spare)
            .map_err(|error| DiskError::new("keep", generation, error))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        fs::rename(from, to).map_err(|error| DiskError::new("publish", &self.output, error))
    }

    /// Makes the exchange outlast a power cut, and with it all that was made before: file systems with a
    /// journal write names in the order in which they were given.
    pub(super) fn sync(&self) -> Result<(), DiskError> {
        sync_folder(&self.parent)
    }
}

/// Makes the names in a folder outlast a power cut, where the file system has a way to.
pub(super) fn sync_folder(folder: &Path) -> Result<(), DiskError> {
    os::sync_folder(folder).map_err(|error| DiskError::new("sync", folder, error))
}

/// Removes a folder and all in it, or a file, if it is there; links are removed, never followed.
pub(super) fn remove(path: &Path) -> Result<(), DiskError> {
    let failed = |error| DiskError::new("remove", path, error);
    let meta = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        meta => meta.map_err(failed)?,
    };
    if !meta.is_dir() {
        return fs::remove_file(path).map_err(failed);
    }
    // What is left of a folder of the user's may be closed.
    os::open_up(path, &meta);
    for entry in list(path)? {
        if entry.file_type().is_dir() {
            remove(entry.path())?;
        } else {
            let gone = fs::remove_file(entry.path());
            gone.map_err(|error| DiskError::new("remove", entry.path(), error))?;
        }
    }
    fs::remove_dir(path).map_err(failed)
}

/// Whether anything stands at a path; links are not followed.
pub(super) fn exists(path: &Path) -> Result<bool, DiskError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(DiskError::new("look at", path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(base: &Path) -> Place {
        let place = Place::of(base.join("public"));
        for (folder, text) in [(&place.output, "old"), (&place.staging, "new")] {
            fs::create_dir(folder).expect("a folder");
            fs::write(folder.join("index.html"), text).expect("a file");
        }
        place
    }

    fn index(folder: &Path) -> Option<String> {
        fs::read_to_string(folder.join("index.html")).ok()
    }

    #[test]
    fn both_ways_to_exchange_end_alike() {
        for exchange in [Place::exchange, Place::rename_twice] {
            let temp = tempfile::tempdir().expect("a folder");
            let place = place(temp.path());
            let old =
                exchange(&place, &place.staging).expect("exchanged").expect("an old generation");
            assert_eq!(index(&place.output).as_deref(), Some("new"));
            assert_eq!(index(&old).as_deref(), Some("old"));
        }
    }

    #[test]
    fn a_build_killed_between_two_renames_is_taken_back() {
        let temp = tempfile::tempdir().expect("a folder");
        let place = place(temp.path());
        fs::rename(&place.output, &place.previous).expect("renamed");
        place.recover().expect("recovered");
        assert_eq!(index(&place.output).as_deref(), Some("old"));
        assert_eq!(fs::read_dir(temp.path()).expect("a list").count(), 1);
    }

    #[test]
    fn two_renames_that_fail_half_way_are_taken_back() {
        let temp = tempfile::tempdir().expect("a folder");
        let place = place(temp.path());
        fs::remove_dir_all(&place.staging).expect("removed");
        assert!(place.rename_twice(&place.staging).is_err());
        assert_eq!(index(&place.output).as_deref(), Some("old"));
    }
}
