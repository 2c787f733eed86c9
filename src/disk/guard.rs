//! Where a site must not be published: anywhere that holds something of the user's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::shown;
use super::manifest::{self, Manifest};
use super::root::{open_plain, real_path};
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

/// Refuses a folder that is there and not ours, or that cannot be exchanged.
pub(super) fn look_inside(output: &Path) -> Result<(), PublishError> {
    let looking = |error| DiskError::new("look into the output folder", output, error);
    let meta = match fs::symlink_metadata(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found.map_err(looking)?,
    };
    let refuse = |reason, hint| Err(refused(output, reason, hint));
    if !meta.is_dir() {
        return refuse("it is a file", ELSEWHERE);
    }
    if is_mount_point(output, &meta).map_err(looking)? {
        return refuse(
            "it is a mount point, which cannot be exchanged",
            "name a folder inside it with `--output DIR`",
        );
    }
    let (mut is_empty, mut is_ours) = (true, false);
    for entry in fs::read_dir(output).map_err(looking)? {
        let name = entry.map_err(looking)?.file_name();
        if name.eq_ignore_ascii_case(".git") {
            return refuse("it holds a `.git`", ELSEWHERE);
        }
        is_empty = false;
        is_ours |= name == manifest::NAME;
    }
    if is_empty || is_ours {
        return Ok(());
    }
    refuse(
        "it is not empty and was not made by phasebook",
        "empty it yourself, or name a new folder with `--output DIR`",
    )
}

/// The manifest of the published site; empty where there is no site yet.
pub(super) fn load(output: &Path) -> Result<Manifest, PublishError> {
    let path = output.join(manifest::NAME);
    let bytes = match open_plain(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Manifest::default()),
        opened => opened.map_err(Trouble::Io).and_then(|file| read_whole(file, u64::MAX)),
    };
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.as_deref().and_then(Manifest::parse).ok_or_else(|| {
        refused(
            output,
            "its `.phasebook-manifest` cannot be read, so nobody knows what may be removed",
            "remove the folder yourself, or name a new one with `--output DIR`",
        )
    })
}

pub(super) fn refused(path: &Path, reason: &str, hint: &'static str) -> PublishError {
    PublishError::Refused { path: path.to_path_buf(), reason: reason.to_owned(), hint }
}

fn resolve(path: &Path) -> Result<PathBuf, DiskError> {
    real_path(path).map_err(|error| DiskError::new("find out where it is:", path, error))
}

#[cfg(target_os = "linux")]
fn is_mount_point(path: &Path, _: &fs::Metadata) -> io::Result<bool> {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let found = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())?;
    Ok(found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount_point(path: &Path, meta: &fs::Metadata) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let Some(parent) = path.parent() else { return Ok(true) };
    Ok(fs::symlink_metadata(parent)?.dev() != meta.dev())
}
