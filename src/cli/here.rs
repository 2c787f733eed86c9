//! The working folder, and paths as they are named from it.

#![expect(clippy::disallowed_methods, reason = "the one door to the working folder")]

use std::path::{Component, Path, PathBuf};

/// The working folder, where it is known.
pub(super) fn working_folder() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// A path as it is named from the working folder, if it lies below that.
pub(super) fn from_here(folder: &Path) -> PathBuf {
    let plain: PathBuf = folder.components().filter(|c| *c != Component::CurDir).collect();
    let here = working_folder().filter(|_| plain.is_absolute());
    here.and_then(|here| Some(plain.strip_prefix(here).ok()?.to_path_buf())).unwrap_or(plain)
}

/// A path as it is told, with `/` on every system: reports in SARIF and the like ask for that.
pub(super) fn told(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}
