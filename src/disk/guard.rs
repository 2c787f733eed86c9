//! Where a site must not be published: anywhere that holds something of the user's.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::shown;
use super::list::list;
use super::manifest::{self, Manifest};
use super::os::{is_mount_point, open_plain};
use super::root::real_path;
use super::unreadable::cause;
use super::unreadable::{Trouble, read_whole};
use super::{DiskError, PublishError};

/// Folders that are never written, nor any folder above them.
#[derive(Debug, Clone)]
pub struct Protected {
    /// The site's root.
    pub root: PathBuf,
    /// The content folder; nothing is published inside it either.
    pub content: PathBuf,
    /// The user's home folder, where it is known.
    pub home: Option<PathBuf>,
}

const ELSEWHERE: &str = "name a new folder with `--output DIR`";

/// The real path of an output folder that is not forbidden by its place.
///
/// # Errors
/// When it is, or the system does not tell where it is.
pub fn admit(output: &Path, protected: &Protected) -> Result<PathBuf, PublishError> {
    let real = resolve(output)?;
    let refuse = |reason: &str| Err(refused(&real, reason, ELSEWHERE));
    if real.parent().is_none() {
        return refuse("it is the root of the file system");
    }
    let content = resolve(&protected.content)?;
    if real.starts_with(&content) && real != content {
        return refuse(&format!("it lies inside the content folder `{}`", shown(&content)));
    }
    let folders = [
        (Some(&protected.root), "the site's root"),
        (Some(&protected.content), "the content folder"),
        (protected.home.as_ref(), "the home folder"),
    ];
    for (folder, name) in folders {
        let Some(folder) = folder else { continue };
        let folder = resolve(folder)?;
        if real == folder {
            return refuse(&format!("it is {name}"));
        }
        if folder.starts_with(&real) {
            return refuse(&format!("{name} lies inside it: `{}`", shown(&folder)));
        }
    }
    if real.iter().any(|part| part.eq_ignore_ascii_case(".git")) {
        return refuse("it lies inside a git repository's own folder");
    }
    Ok(real)
}

/// How the site takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExchangeMethod {
    /// All at once: its folder is exchanged.
    Exchange,
    /// File by file, in the folder that is there.
    InPlace,
}

/// Refuses a folder that is there and not ours, or that cannot be exchanged. `asked` is the path as the
/// user named it, `output` its real path.
pub(super) fn look_inside(
    asked: &Path,
    output: &Path,
    way: ExchangeMethod,
) -> Result<(), PublishError> {
    let looking = |error| DiskError::new("look into the output folder", output, error);
    let meta = match fs::symlink_metadata(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found.map_err(looking)?,
    };
    let refuse = |reason, hint| Err(refused(output, reason, hint));
    if !meta.is_dir() {
        return refuse("it is a file", ELSEWHERE);
    }
    if way == ExchangeMethod::Exchange && is_mount_point(output, &meta).map_err(looking)? {
        return refuse(
            "it is a mount point, which cannot be exchanged",
            "name a folder inside it with `--output DIR`, or publish file by file with `--in-place`",
        );
    }
    let (mut is_empty, mut is_ours) = (true, false);
    for entry in list(output)? {
        let name = entry.file_name();
        if name.eq_ignore_ascii_case(".git") {
            return refuse("it holds a `.git`", ELSEWHERE);
        }
        is_ours |= name == manifest::NAME || name == manifest::NEXT;
        is_empty &= is_nobodys(name, way);
    }
    // Without the dots and slashes at its end that would hide a link.
    let asked: PathBuf = asked.components().collect();
    if !is_ours && fs::symlink_metadata(&asked).map_err(looking)?.is_symlink() {
        return refuse(
            "it is reached over a link and was not made by phasebook",
            "name the folder itself with `--output DIR`",
        );
    }
    if is_empty || is_ours {
        return Ok(());
    }
    refuse(
        "it is not empty and was not made by phasebook",
        "empty it yourself, or name a new folder with `--output DIR`",
    )
}

/// Whether a name at the top of the published folder is neither a page's nor the user's: what a build in
/// place works with, and the folder that some file systems have at their root.
pub(super) fn is_nobodys(name: &OsStr, way: ExchangeMethod) -> bool {
    let is_inner = name.to_str().is_some_and(|name| manifest::INNER.contains(&name));
    is_inner || (way == ExchangeMethod::InPlace && name == "lost+found")
}

/// The manifest of the published site; empty where there is no site yet.
pub(super) fn load(output: &Path) -> Result<Manifest, PublishError> {
    let files = read_list(output, manifest::NAME)?.unwrap_or_default();
    let next = read_list(output, manifest::NEXT)?.unwrap_or_default();
    let audience = files.audience.or(next.audience);
    let next = Arc::unwrap_or_clone(next.files);
    Ok(Manifest { next, audience, files: files.files, parts: files.parts })
}

/// One of the two lists, if it is there.
fn read_list(output: &Path, name: &str) -> Result<Option<Manifest>, PublishError> {
    let path = output.join(name);
    let bytes = match open_plain(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(Trouble::Io).and_then(|file| read_whole(&file, u64::MAX)),
    };
    let unknown = |reason: &str| {
        refused(
            output,
            &format!("its `{name}` cannot be read, so nobody knows what may be removed{reason}"),
            "remove the folder yourself, or name a new one with `--output DIR`",
        )
    };
    let bytes = bytes.map_err(|trouble| match trouble {
        Trouble::Io(error) => unknown(&format!(": {}", cause(&error))),
        _ => unknown(""),
    })?;
    let text = String::from_utf8(bytes).ok();
    text.as_deref().and_then(Manifest::parse).map(Some).ok_or_else(|| unknown(""))
}

pub(super) fn refused(path: &Path, reason: &str, hint: &'static str) -> PublishError {
    PublishError::Refused { path: path.to_path_buf(), reason: reason.to_owned(), hint }
}

fn resolve(path: &Path) -> Result<PathBuf, DiskError> {
    real_path(path).map_err(|error| DiskError::new("find out where it is:", path, error))
}
