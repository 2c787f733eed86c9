//! The staged generation: new files are written into it, unchanged ones linked from the old.

use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::folder::make_folders;
use super::ledger::Ledger;
use super::link::link_or_copy;
use super::manifest::{self, Digest, Manifest, Part, block_for, fill};
use super::os::{open_plain, sync_file, sync_file_system};
use super::place::remove;
use super::records::Record;
use super::streamed::{PublishedParts, StreamedFile, Whole};
use super::unreadable::Trouble;
use super::{DiskError, PublishError};
use crate::text::fingerprint;

/// Up to so many new files are synced one by one; above, the whole file system at once is quicker.
const SYNC_SINGLY: usize = 32;

/// A folder that becomes the site; removed when dropped before that, whatever it then holds.
#[derive(Debug)]
pub(super) struct Stage {
    folder: PathBuf,
    old: PathBuf,
    manifest: Manifest,
    /// Folders that are made, by the fingerprints of their paths.
    folders: Mutex<HashSet<u64>>,
    ledger: Mutex<Ledger>,
    is_published: bool,
}

impl Stage {
    /// Stages into `folder`, which is made empty before the first file comes, against the site published at `old`.
    pub(super) fn new(folder: PathBuf, old: PathBuf, manifest: Manifest) -> Self {
        let ledger = Mutex::new(Ledger::new(Arc::clone(&manifest.files)));
        let folders = Mutex::default();
        Self { folder, old, manifest, folders, ledger, is_published: false }
    }

    /// The folder of the new generation.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the published site.
    pub(super) fn old(&self) -> &Path {
        &self.old
    }

    /// The manifest of the published site.
    pub(super) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What was staged so far.
    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        held(&self.ledger)
    }

    /// Stages one file of `size` bytes, made of what has the fingerprint `inputs`. One that is published
    /// with the same bytes is only noted, and linked when there is something to publish.
    pub(super) fn put<R: Read + Seek>(
        &self,
        path: &str,
        inputs: Option<u64>,
        content: &mut R,
        size: u64,
    ) -> Result<(), PublishError> {
        let unchanged = self.unchanged(path, content, size);
        let (hash, written) = match unchanged {
            Some(hash) => (hash, None),
            None => self.write(path, content, size).map(|(hash, size)| (hash, Some(size)))?,
        };
        self.note(path, Record { hash, inputs }, written)
    }

    /// Stages one file as [`put`](Self::put) does, whose bytes are in memory.
    pub(super) fn put_bytes(
        &self,
        path: &str,
        inputs: Option<u64>,
        bytes: &[u8],
    ) -> Result<(), PublishError> {
        let hash = Digest::of_bytes(bytes);
        let is_unchanged = self.manifest.files.get(path).is_some_and(|old| old.hash == hash)
            && self.is_published(path, bytes);
        if !is_unchanged {
            let (mut file, target) = self.create(path)?;
            file.write_all(bytes).map_err(|error| {
                let _ = fs::remove_file(&target);
                DiskError::new("write", target, error)
            })?;
        }
        self.note(path, Record { hash, inputs }, (!is_unchanged).then_some(bytes.len() as u64))
    }

    /// Whether the published file has these very bytes. What cannot be read there has others.
    fn is_published(&self, path: &str, bytes: &[u8]) -> bool {
        let same = || -> io::Result<bool> {
            let mut old = open_plain(&self.old.join(path))?;
            let meta = old.metadata()?;
            if !meta.is_file() || meta.len() != bytes.len() as u64 {
                return Ok(false);
            }
            let mut theirs = Vec::with_capacity(bytes.len() + 1);
            old.read_to_end(&mut theirs)?;
            Ok(theirs == bytes)
        };
        same().unwrap_or(false)
    }

    /// A new file of the staged generation, and where it lies.
    fn create(&self, path: &str) -> Result<(File, PathBuf), PublishError> {
        let target = self.folder.join(path);
        let made = self
            .make_folder_for(path)
            .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&target));
        match made {
            Ok(file) => Ok((file, target)),
            Err(error) => Err(clash(path, &target, error)),
        }
    }

    /// Begins a file whose bytes come bit by bit.
    pub(super) fn begin(&self, path: &str) -> Result<StreamedFile, PublishError> {
        let (file, target) = self.create(path)?;
        Ok(StreamedFile::new(path, target, file))
    }

    /// Stages a file that is whole now. One that is published with the same bytes is taken away again.
    pub(super) fn end(&self, file: StreamedFile, inputs: Option<u64>) -> Result<(), PublishError> {
        let Whole { path, target, hash, size, parts } = file.end()?;
        let is_unchanged = self.manifest.files.get(&path).is_some_and(|old| old.hash == hash)
            && self.published_hash(&path) == Some(hash);
        if is_unchanged {
            fs::remove_file(&target).map_err(|error| DiskError::new("remove", &target, error))?;
        }
        self.note(&path, Record { hash, inputs }, (!is_unchanged).then_some(size))?;
        self.ledger().add_parts(&path, parts);
        Ok(())
    }

    /// Notes a file that is published already, if it was made of what has this fingerprint and has the
    /// bytes that were published; whether it does. Its bytes are read: a time of modification can be set.
    pub(super) fn keep(&self, path: &str, inputs: u64) -> Result<bool, PublishError> {
        let record = self.manifest.files.get(path).filter(|record| record.inputs == Some(inputs));
        let Some(record) = record else { return Ok(false) };
        if self.published_hash(path) != Some(record.hash) {
            return Ok(false);
        }
        self.note(path, *record, None)?;
        if let Some(parts) = self.manifest.parts.get(path) {
            self.ledger().add_parts(path, parts.clone());
        }
        Ok(true)
    }

    /// The parts of a published file, if they are known and it has the bytes that were published.
    pub(super) fn published_parts(&self, path: &str) -> Option<PublishedParts> {
        let parts: &[Part] = self.manifest.parts.get(path)?;
        let record = self.manifest.files.get(path)?;
        let (file, hash) = self.published(path)?;
        (hash == record.hash).then(|| PublishedParts::new(file, parts))
    }

    fn published_hash(&self, path: &str) -> Option<u64> {
        self.published(path).map(|(_, hash)| hash)
    }

    /// A published file and its hash.
    fn published(&self, path: &str) -> Option<(File, u64)> {
        let mut file = open_plain(&self.old.join(path)).ok()?;
        file.metadata().ok().filter(Metadata::is_file)?;
        let hash = Digest::of(&mut file).ok()?;
        Some((file, hash))
    }

    /// Notes a file; `written` is its size where it was written anew.
    fn note(&self, path: &str, record: Record, written: Option<u64>) -> Result<(), PublishError> {
        if self.ledger().add(path, record, written) {
            Ok(())
        } else {
            Err(PublishError::Collision(path.to_owned()))
        }
    }

    /// Links what did not change into the staged generation, but for what `is_there` already.
    pub(super) fn link_unchanged(
        &self,
        is_there: impl Fn(&str) -> bool + Sync,
    ) -> Result<(), PublishError> {
        let ledger = self.ledger();
        ledger.iter().par_bridge().try_for_each(|(path, staged)| {
            if staged.written.is_some() || is_there(path) {
                return Ok(());
            }
            let target = self.folder.join(path);
            self.make_folder_for(path)
                .and_then(|()| link_or_copy(&self.old.join(path), &target))
                .map_err(|error| clash(path, &target, error))
        })
    }

    /// Goes on in another folder: moves what was written there, to where nothing stands.
    pub(super) fn move_to(&mut self, folder: &Path) -> Result<(), PublishError> {
        let left = mem::replace(&mut self.folder, folder.to_path_buf());
        held(&self.folders).clear();
        let moved = self.ledger().written_paths().try_for_each(|path| {
            let target = self.folder.join(path);
            self.make_folder_for(path)
                .and_then(|()| fs::rename(left.join(path), &target))
                .map_err(|error| clash(path, &target, error))
        });
        // Also where something could not be moved: nothing stays beside the site.
        let removed = remove(&left);
        moved?;
        Ok(removed?)
    }

    /// Lets the folder be: it is published, and what has its name now is the generation before.
    pub(super) fn let_be(&mut self) {
        self.is_published = true;
    }

    /// The hash, if the published file is ours and has these very bytes. What cannot be read there
    /// counts as changed.
    fn unchanged<R: Read>(&self, path: &str, content: &mut R, size: u64) -> Option<u64> {
        self.manifest.lists(path).then_some(())?;
        let mut old = open_plain(&self.old.join(path)).ok()?;
        let meta = old.metadata().ok()?;
        if !meta.is_file() || meta.len() != size {
            return None;
        }
        let (mut ours, mut theirs) = (block_for(size), block_for(size));
        let mut digest = Digest::default();
        loop {
            let n = fill(content, &mut ours).ok()?;
            if fill(&mut old, &mut theirs).ok()? != n || ours[..n] != theirs[..n] {
                return None;
            }
            if n == 0 {
                return Some(digest.finish());
            }
            digest.add(&ours[..n]);
        }
    }

    /// Writes a new file; its hash, and the bytes that it really had.
    fn write<R: Read + Seek>(
        &self,
        path: &str,
        content: &mut R,
        size: u64,
    ) -> Result<(u64, u64), PublishError> {
        let (mut file, target) = self.create(path)?;
        let failed = |error| PublishError::from(DiskError::new("write", &target, error));
        let unreadable = |error| PublishError::Source(Trouble::Io(error).at(path));
        let mut copy = || {
            content.rewind().map_err(unreadable)?;
            let (mut digest, mut written) = (Digest::default(), 0);
            let mut block = block_for(size);
            loop {
                let n = fill(content, &mut block).map_err(unreadable)?;
                if n == 0 {
                    return Ok((digest.finish(), written));
                }
                digest.add(&block[..n]);
                written += n as u64;
                file.write_all(&block[..n]).map_err(failed)?;
            }
        };
        copy().inspect_err(|_| {
            let _ = fs::remove_file(&target);
        })
    }

    /// Makes the folder of a staged file, once.
    fn make_folder_for(&self, path: &str) -> io::Result<()> {
        let relative = Path::new(path).parent().unwrap_or(Path::new(""));
        if relative.as_os_str().is_empty()
            || held(&self.folders).contains(&fingerprint_of(relative))
        {
            return Ok(());
        }
        make_folders(&self.folder.join(relative))?;
        held(&self.folders).insert(fingerprint_of(relative));
        Ok(())
    }

    /// Makes a folder of the user's own, with the modes that it and those above it have in the
    /// published site.
    pub(super) fn carry_folder(&self, relative: &Path) -> io::Result<()> {
        if relative.as_os_str().is_empty()
            || held(&self.folders).contains(&fingerprint_of(relative))
        {
            return Ok(());
        }
        if let Some(parent) = relative.parent() {
            self.carry_folder(parent)?;
        }
        let target = self.folder.join(relative);
        match fs::create_dir(&target) {
            // Made as the parent of one of our folders.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && target.is_dir() => {}
            made => {
                made?;
                let theirs = fs::symlink_metadata(self.old.join(relative))?;
                fs::set_permissions(&target, theirs.permissions())?;
            }
        }
        held(&self.folders).insert(fingerprint_of(relative));
        Ok(())
    }

    /// Makes the new files outlast a power cut: their bytes, before names refer to them.
    pub(super) fn sync(&self) -> Result<(), DiskError> {
        let ledger = self.ledger();
        if ledger.written() > SYNC_SINGLY && synced(&self.folder)? {
            return Ok(());
        }
        for path in ledger.written_paths() {
            let path = self.folder.join(path);
            sync_file(&path).map_err(|error| DiskError::new("write", path, error))?;
        }
        Ok(())
    }
}

impl Stage {
    /// Puts the staged manifest in the place of the published one.
    pub(super) fn renew_manifest(&self) -> io::Result<()> {
        let staged = self.folder.join(manifest::NAME);
        sync_file(&staged)?;
        fs::rename(staged, self.old.join(manifest::NAME))
    }

    /// Makes the names of all published files outlast a power cut.
    pub(super) fn sync_published(&self) -> Result<(), DiskError> {
        synced(&self.old).map(drop)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_published {
            let _ = remove(&self.folder);
        }
    }
}

/// A path as one number.
pub(super) fn fingerprint_of(path: &Path) -> u64 {
    fingerprint(path.as_os_str().as_encoded_bytes())
}

/// Two files of one path meet in the staging folder, which is empty at first.
fn clash(path: &str, target: &Path, error: io::Error) -> PublishError {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            PublishError::Collision(path.to_owned())
        }
        _ => DiskError::new("write", target, error).into(),
    }
}

/// Syncs all that was written to a folder's file system, where one call does it; whether it does.
fn synced(folder: &Path) -> Result<bool, DiskError> {
    sync_file_system(folder).map_err(|error| DiskError::new("write", folder, error))
}

/// A thread that panicked left a whole value: every change under the lock is one insertion.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
