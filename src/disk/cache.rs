//! Files in the user's cache folder: what is there may be gone at any time.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::DiskError;
use super::os::{make_private, open_plain};
use super::replace::write_whole;
use super::unreadable::read_whole;

/// Cache files that are kept in a folder: of more the oldest are removed.
const MOST_FILES: usize = 32;

/// The bytes of a cache file, of at most `limit`; `None` where there is none.
pub fn read_cache(file: &Path, limit: u64) -> Option<Vec<u8>> {
    read_whole(&open_plain(file).ok()?, limit).ok()
}

/// Replaces a cache file whole, in a folder that only its user may read; of many files beside it the oldest go.
///
/// # Errors
/// When the system refuses.
pub fn write_cache(file: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let failed = |error| DiskError::new("write", file, error);
    make_private(folder).map_err(failed)?;
    write_whole(file, bytes)?;
    remove_oldest(folder, file).map_err(failed)
}

/// Removes the oldest files with the ending of `like`, but for the newest so many.
fn remove_oldest(folder: &Path, like: &Path) -> io::Result<()> {
    let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if path.extension() == like.extension() && entry.file_type()?.is_file() {
            files.push((entry.metadata()?.modified()?, path));
        }
    }
    files.sort_unstable();
    let gone = files.len().saturating_sub(MOST_FILES);
    files[..gone].iter().try_for_each(|(_, path)| fs::remove_file(path))
}
