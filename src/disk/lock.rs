//! One build at a time: the kernel's lock on a file beside the published folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::os::{is_at, open_lock};
use super::{DiskError, PublishError};

/// Holds the lock; the kernel lets it go when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    is_gone: bool,
    _file: File,
}

/// Time between two tries.
const STEP: Duration = Duration::from_millis(25);

/// Takes the lock, or says who has it: `output` after so long a wait.
pub(super) fn acquire(
    path: &Path,
    output: &Path,
    patience: Duration,
) -> Result<Lock, PublishError> {
    let mut left = patience;
    loop {
        if let Some(lock) = attempt(path).map_err(|e| DiskError::new("lock", path, e))? {
            return Ok(lock);
        }
        if left.is_zero() {
            return Err(PublishError::Busy(output.to_path_buf()));
        }
        sleep(STEP.min(left));
        left = left.saturating_sub(STEP);
    }
}

/// Whether a build that locks another file holds that one.
pub(super) fn is_held(path: &Path) -> Result<bool, DiskError> {
    let failed = |error| DiskError::new("lock", path, error);
    match open_lock(OpenOptions::new().write(true), path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        opened => match opened.map_err(failed)?.try_lock() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        },
    }
}

/// `None` while another holds it.
fn attempt(path: &Path) -> io::Result<Option<Lock>> {
    loop {
        let mut options = OpenOptions::new();
        let file = open_lock(options.create(true).truncate(false).write(true), path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // The one before us may have removed the file between our opening and locking it.
        if is_at(&file, path)? {
            return Ok(Some(Lock { path: path.to_path_buf(), is_gone: false, _file: file }));
        }
    }
}

impl Lock {
    /// Removes the file while the lock is still held: nothing stays beside the site.
    pub(super) fn release(mut self) -> Result<(), DiskError> {
        self.is_gone = true;
        fs::remove_file(&self.path).map_err(|error| {
            DiskError::new("remove", &self.path, error).hinting("the next build removes it")
        })
    }
}

impl Drop for Lock {
    /// The same after a failure, which is what is told then.
    fn drop(&mut self) {
        if !self.is_gone {
            let _ = fs::remove_file(&self.path);
        }
    }
}
