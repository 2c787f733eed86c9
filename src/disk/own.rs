//! A site's own theme files.

use std::path::Path;

use super::{DiskError, Kind, Scan, Unreadable, kind, scan};

/// Folders of a site that may hold files in place of the theme's.
pub const THEME_FOLDERS: [&str; 2] = ["templates", "static"];

/// Bytes that a file of the theme may have.
pub const THEME_FILE_BYTES: u64 = 4 << 20;

/// Endings of the files that make a theme.
const KINDS: [&str; 4] = [".html", ".css", ".js", ".svg"];

/// Looks at one of [`THEME_FOLDERS`]; nothing where there is none.
///
/// # Errors
/// When the folder cannot be listed.
pub fn scan_theme(root: &Path, folder: &str) -> Result<Option<Scan>, DiskError> {
    let path = root.join(folder);
    if kind(&path)? != Some(Kind::Folder) {
        return Ok(None);
    }
    let mut scan = scan(&path, &[])?;
    scan.documents.clear();
    scan.files.retain(|file| KINDS.iter().any(|kind| file.name().ends_with(kind)));
    Ok(Some(scan))
}

/// Reads a site's own theme files: names with their folder (`templates/base.html`), and texts.
///
/// # Errors
/// When a folder cannot be listed, or a file not be read.
pub fn read_theme(root: &Path) -> Result<Vec<(String, String)>, ThemeError> {
    let mut files = Vec::new();
    for folder in THEME_FOLDERS {
        let Some(scan) = scan_theme(root, folder)? else { continue };
        for found in &scan.files {
            let name = format!("{folder}/{}", found.name());
            match scan.text(found, THEME_FILE_BYTES) {
                Ok(text) => files.push((name, text)),
                Err(file) => return Err(ThemeError::File(Unreadable { path: name, ..file })),
            }
        }
    }
    Ok(files)
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
