//! Small doors for the command line: what a path is, and making a new file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::DiskError;
use super::folder::make_folders;

/// What stands at a path, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A pipe, a socket or a device.
    Other,
}

/// What stands at a path; `None` where nothing does.
///
/// # Errors
/// When the system does not tell.
pub fn kind(path: &Path) -> Result<Option<PathKind>, DiskError> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Ok(Some(PathKind::Folder)),
        Ok(meta) => Ok(Some(if meta.is_file() { PathKind::File } else { PathKind::Other })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::new("look at", path, error)),
    }
}

/// Writes a file that is not there yet, with the folders above it. A failed write leaves no file.
///
/// # Errors
/// When something stands at the path (also a link), or the system refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    if let Some(parent) = path.parent() {
        make_folders(parent).map_err(|e| DiskError::new("create the folder", parent, e))?;
    }
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = opened.map_err(|error| {
        let exists = error.kind() == io::ErrorKind::AlreadyExists;
        let error = DiskError::new("create", path, error);
        if exists { error.hinting("choose another name, or move that file away") } else { error }
    })?;
    file.write_all(bytes).map_err(|error| {
        let _ = fs::remove_file(path);
        DiskError::new("write", path, error)
    })
}

/// The path without links, dots and double slashes.
///
/// # Errors
/// When nothing stands there, or the system does not tell.
pub fn real_path(path: &Path) -> Result<PathBuf, DiskError> {
    fs::canonicalize(path).map_err(|error| {
        let missing = error.kind() == io::ErrorKind::NotFound;
        let error = DiskError::new("find", path, error);
        if missing { error.hinting("name an existing file or folder") } else { error }
    })
}
