//! A site's own theme files.

use std::path::Path;

use super::scan::scan_with;
use super::walk::Underscored;
use super::{DiskError, FoundFile, PathKind, Scan, Unreadable, kind};
use crate::diagnostic::Severity;
use crate::render::{OwnFiles, OwnKind};

/// Folders of a site that may hold files in place of the theme's, and beside them.
pub const THEME_FOLDERS: [&str; 2] = ["templates", "static"];

/// Bytes that a file of the theme may have.
const FILE_BYTES: u64 = 4 << 20;

/// Bytes that the images and fonts of a theme may have together: they are held in memory.
const MEDIA_BYTES: u64 = 64 << 20;

/// A site's own theme files as they were found, none of them read.
#[derive(Debug)]
pub struct OwnScan {
    /// The folder: one of [`THEME_FOLDERS`].
    pub folder: &'static str,
    /// What is there.
    pub scan: Scan,
}

/// Folders that a file of a theme may lie in, below one of the theme's own.
const THEME_DEPTH: usize = 32;

/// Looks at the folders of a site's theme, as far as there are any. Names that begin with `_` are as
/// good as others. `logo` is the path of the site's logo below `static/`.
///
/// # Errors
/// When a folder cannot be listed, holds more images and fonts than a site can want, or a link in place
/// of a theme's file that leads out of it.
pub fn scan_theme(root: &Path, logo: Option<&str>) -> Result<Vec<OwnScan>, ThemeError> {
    let mut scans = Vec::new();
    for folder in THEME_FOLDERS {
        let path = root.join(folder);
        if kind(&path)? != Some(PathKind::Folder) {
            continue;
        }
        let mut scan = scan_with(&path, &[], Underscored::Taken, THEME_DEPTH)?;
        let use_of = |name: &str| OwnKind::of(&format!("{folder}/{name}"), logo);
        let is_lost =
            |file: &Unreadable| file.severity == Severity::Error && use_of(&file.path).is_some();
        if let Some(lost) = scan.unreadable.iter().find(|file| is_lost(file)) {
            let path = format!("{folder}/{}", lost.path);
            let help = "put the file itself there, or take it away".to_owned();
            return Err(ThemeError::File(Unreadable { path, help, ..lost.clone() }));
        }
        scan.documents.clear();
        scan.files.retain(|file| use_of(file.name()).is_some());
        let media = scan.files.iter().filter(|f| use_of(f.name()) == Some(OwnKind::Media));
        let bytes: u64 = media.map(|file| file.version.size()).sum();
        if bytes > MEDIA_BYTES {
            return Err(ThemeError::File(Unreadable {
                path: folder.to_owned(),
                message: format!(
                    "its images and fonts have {bytes} bytes, and the limit is {MEDIA_BYTES}"
                ),
                help: "make them smaller, or take those away that no page shows".to_owned(),
                severity: Severity::Error,
            }));
        }
        scans.push(OwnScan { folder, scan });
    }
    Ok(scans)
}

impl OwnScan {
    /// The name of a file with its folder: `static/css/own.css`.
    pub fn name(&self, found: &FoundFile) -> String {
        format!("{}/{}", self.folder, found.name())
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it is gone, too large, no regular file any more, or the system refuses.
    pub fn read(&self, found: &FoundFile) -> Result<Vec<u8>, Unreadable> {
        self.scan.bytes(found, FILE_BYTES).map_err(|file| {
            let help = if found.version.size() > FILE_BYTES {
                "make it smaller".to_owned()
            } else {
                file.help
            };
            Unreadable { path: self.name(found), help, ..file }
        })
    }
}

/// Reads a site's own theme files; `logo` as in [`scan_theme`].
///
/// # Errors
/// As [`scan_theme`], and when a file cannot be read.
pub fn read_theme(root: &Path, logo: Option<&str>) -> Result<OwnFiles, ThemeError> {
    let mut own = OwnFiles::default();
    for scan in scan_theme(root, logo)? {
        for found in &scan.scan.files {
            match scan.read(found) {
                Ok(bytes) => {
                    own.put(&scan.name(found), bytes);
                }
                Err(file) => return Err(ThemeError::File(file)),
            }
        }
    }
    Ok(own)
}

/// Why a site's own theme files can't be read.
#[derive(Debug)]
pub enum ThemeError {
    /// A folder of them.
    Folder(DiskError),
    /// One of them.
    File(Unreadable),
}

impl From<DiskError> for ThemeError {
    fn from(error: DiskError) -> Self {
        Self::Folder(error)
    }
}
