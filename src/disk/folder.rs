//! Folders as things of their own, whatever stands at their path later.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A folder at its real path. One that was removed and made again is another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Folder {
    /// Its real path.
    pub path: PathBuf,
    /// Device and inode.
    pub id: (u64, u64),
}

/// The folder at a path, links followed; `None` where there is none.
pub fn folder(path: &Path) -> Option<Folder> {
    let path = fs::canonicalize(path).ok()?;
    let meta = fs::symlink_metadata(&path).ok()?;
    meta.is_dir().then(|| Folder { path, id: (meta.dev(), meta.ino()) })
}
