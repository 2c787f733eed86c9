//! The staged generation: new files are written into it, unchanged ones linked from the old.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::folder::make_folders;
use super::manifest::{self, Digest, Manifest, Record, Records, block_for, fill};
use super::place::remove;
use super::root::open_plain;
use super::streamed::{StreamedFile, Whole};
use super::unreadable::Trouble;
use super::{DiskError, PublishError};

/// Up to so many new files are synced one by one; above, the whole file system at once is quicker.
const SYNC_SINGLY: usize = 32;

/// A folder that becomes the site; removed when dropped, whatever it then holds.
#[derive(Debug)]
pub(super) struct Stage {
    folder: PathBuf,
    old: PathBuf,
    manifest: Manifest,
    folders: Mutex<HashSet<PathBuf>>,
    ledger: Mutex<Ledger>,
}

/// What was staged so far.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Every file of the new site.
    pub(super) placed: Records,
    /// Those of them that were written anew, with their sizes.
    pub(super) written: BTreeMap<String, u64>,
    /// The others: published as they are to be already.
    pub(super) unchanged: Vec<String>,
}

impl Stage {
    /// Stages into `folder`, which is made empty before the first file comes, against the site published at `old`.
    pub(super) fn new(folder: PathBuf, old: PathBuf, manifest: Manifest) -> Self {
        let (folders, ledger) = (Mutex::default(), Mutex::default());
        Self { folder, old, manifest, folders, ledger }
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
        let Whole { path, target, hash, size } = file.end()?;
        let is_unchanged = self.manifest.files.get(&path).is_some_and(|old| old.hash == hash)
            && self.published_hash(&path) == Some(hash);
        if is_unchanged {
            fs::remove_file(&target).map_err(|error| DiskError::new("remove", &target, error))?;
        }
        self.note(&path, Record { hash, inputs }, (!is_unchanged).then_some(size))
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
        Ok(true)
    }

    fn published_hash(&self, path: &str) -> Option<u64> {
        let mut file = open_plain(&self.old.join(path)).ok()?;
        let meta = file.metadata().ok().filter(Metadata::is_file)?;
        Digest::of(&mut file, meta.len()).ok()
    }

    /// Notes a file; `written` is its size where it was written anew.
    fn note(&self, path: &str, record: Record, written: Option<u64>) -> Result<(), PublishError> {
        let mut ledger = self.ledger();
        if ledger.placed.insert(path.to_owned(), record).is_some() {
            return Err(PublishError::Collision(path.to_owned()));
        }
        match written {
            Some(size) => drop(ledger.written.insert(path.to_owned(), size)),
            None => ledger.unchanged.push(path.to_owned()),
        }
        Ok(())
    }

    /// Links what did not change into the staged generation.
    pub(super) fn link_unchanged(&self) -> Result<(), PublishError> {
        let ledger = self.ledger();
        ledger.unchanged.par_iter().try_for_each(|path| {
            let target = self.folder.join(path);
            self.make_folder_for(path)
                .and_then(|()| link_or_copy(&self.old.join(path), &target))
                .map_err(|error| clash(path, &target, error))
        })
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
        if relative.as_os_str().is_empty() || held(&self.folders).contains(relative) {
            return Ok(());
        }
        make_folders(&self.folder.join(relative))?;
        held(&self.folders).insert(relative.to_path_buf());
        Ok(())
    }

    /// Makes a folder of the user's own, with the modes that it and those above it have in the
    /// published site.
    pub(super) fn carry_folder(&self, relative: &Path) -> io::Result<()> {
        if relative.as_os_str().is_empty() || held(&self.folders).contains(relative) {
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
        held(&self.folders).insert(relative.to_path_buf());
        Ok(())
    }

    /// Makes the new files outlast a power cut: their bytes, before names refer to them.
    pub(super) fn sync(&self) -> Result<(), DiskError> {
        let ledger = self.ledger();
        if ledger.written.len() > SYNC_SINGLY && sync_file_system(&self.folder)? {
            return Ok(());
        }
        for path in ledger.written.keys() {
            let path = self.folder.join(path);
            File::open(&path)
                .and_then(|file| file.sync_data())
                .map_err(|error| DiskError::new("write", path, error))?;
        }
        Ok(())
    }
}

impl Stage {
    /// Puts the staged manifest in the place of the published one.
    pub(super) fn renew_manifest(&self) -> io::Result<()> {
        let staged = self.folder.join(manifest::NAME);
        File::open(&staged)?.sync_data()?;
        fs::rename(staged, self.old.join(manifest::NAME))
    }

    /// Makes the names of all published files outlast a power cut.
    pub(super) fn sync_published(&self) -> Result<(), DiskError> {
        sync_file_system(&self.old).map(drop)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = remove(&self.folder);
    }
}

/// Links a file into the new generation, so that it keeps inode and times; copies it, with mode and
/// modification time, where that cannot be.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, TooManyLinks, Unsupported};
    match fs::hard_link(from, to) {
        Err(error)
            if matches!(
                error.kind(),
                CrossesDevices | PermissionDenied | TooManyLinks | Unsupported
            ) =>
        {
            copy(from, to, error)
        }
        done => done,
    }
}

fn copy(from: &Path, to: &Path, unlinkable: io::Error) -> io::Result<()> {
    let meta = fs::symlink_metadata(from)?;
    if meta.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    if !meta.is_file() {
        return Err(unlinkable);
    }
    let mut source = open_plain(from)?;
    let mut target = OpenOptions::new().write(true).create_new(true).open(to)?;
    io::copy(&mut source, &mut target)?;
    target.set_permissions(meta.permissions())?;
    target.set_modified(meta.modified()?)
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

#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> Result<bool, DiskError> {
    let failed = |error| DiskError::new("write", folder, error);
    let folder = File::open(folder).map_err(failed)?;
    rustix::fs::syncfs(folder).map_err(|error| failed(error.into()))?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_: &Path) -> Result<bool, DiskError> {
    Ok(false)
}

/// A thread that panicked left a whole value: every change under the lock is one insertion.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::MetadataExt;

    #[test]
    fn a_copy_keeps_mode_and_time_and_a_link_stays_a_link() {
        let temp = tempfile::tempdir().expect("a folder");
        let (a, b) = (temp.path().join("a"), temp.path().join("b"));
        fs::write(&a, "text").expect("a file");
        let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        File::open(&a).and_then(|f| f.set_modified(old)).expect("dated");
        copy(&a, &b, io::ErrorKind::Other.into()).expect("copied");
        let (was, is) = (fs::metadata(&a).expect("a"), fs::metadata(&b).expect("b"));
        assert_eq!((was.mode(), was.mtime(), was.len()), (is.mode(), is.mtime(), is.len()));
        let (from, to) = (temp.path().join("c"), temp.path().join("d"));
        std::os::unix::fs::symlink("a", &from).expect("a link");
        copy(&from, &to, io::ErrorKind::Other.into()).expect("copied");
        assert_eq!(fs::read_link(&to).expect("a link"), Path::new("a"));
    }
}
