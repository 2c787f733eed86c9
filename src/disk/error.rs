//! What can go wrong with files: the path, what was being done, the cause, a way out.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::os;
use super::unreadable::{Unreadable, cause};
use crate::text::is_unprintable;

/// A failure of the file system that ends the command.
#[derive(Debug)]
pub struct DiskError {
    action: &'static str,
    path: PathBuf,
    source: io::Error,
    hint: Option<String>,
}

impl DiskError {
    /// `action` completes "cannot … `path`".
    pub(super) fn new(action: &'static str, path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self { action, path: path.into(), source, hint: None }
    }

    /// Adds a way out.
    pub(super) fn hinting(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Whether the file or folder is not there.
    pub(super) fn is_missing(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }

    /// The file or folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What to do about it, where something can be said.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref().or(match self.source.kind() {
            io::ErrorKind::PermissionDenied => {
                Some("let the user who runs phasebook read and write there, or name another folder")
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Some("free some space there, or name a folder on another disk")
            }
            io::ErrorKind::ReadOnlyFilesystem => Some("name a folder that can be written"),
            _ => None,
        })
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.action, shown(&self.path), cause(&self.source))
    }
}

impl Error for DiskError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

/// Why a site was not published. Whatever it is but the last one, the published site stands as it stood,
/// or as far as it was brought in place.
#[derive(Debug)]
pub enum PublishError {
    /// The output folder is one that must not be written.
    Refused {
        /// The folder.
        path: PathBuf,
        /// Completes "cannot publish into `path`: …".
        reason: String,
        /// What to do instead.
        hint: &'static str,
    },
    /// Another build holds the output folder.
    Busy(PathBuf),
    /// A path that no page may have: absolute, climbing, empty or reserved.
    BadPath(String),
    /// Two pages of one path, or a page where another has its folder.
    Collision(String),
    /// The user has a file of their own where a page should go.
    Foreign(PathBuf),
    /// A file to be copied into the site cannot be read; the rest can still be published.
    Source(Unreadable),
    /// The file system failed.
    Disk(DiskError),
    /// The new site stands, but the system could not make it last.
    Unsynced(DiskError),
}

impl PublishError {
    /// What to do about it, where something can be said.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Refused { hint, .. } => Some(hint),
            Self::Busy(_) => Some("wait until it ends, or name another folder with `--output DIR`"),
            Self::BadPath(_) => None,
            Self::Collision(_) => Some("rename one of the two"),
            Self::Foreign(_) => Some("move your file away, or rename the page"),
            Self::Source(file) => Some(&file.help),
            Self::Disk(error) => error.hint(),
            Self::Unsynced(_) => Some("look after the disk, and build again"),
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { path, reason, .. } => {
                write!(f, "cannot publish into `{}`: {reason}", shown(path))
            }
            Self::Busy(path) => write!(f, "another build is publishing into `{}`", shown(path)),
            Self::BadPath(path) => {
                write!(f, "`{}` is not a path inside a site", shown(Path::new(path)))
            }
            Self::Collision(path) => {
                write!(f, "two files of the site want the path `{}`", shown(Path::new(path)))
            }
            Self::Foreign(path) => {
                write!(f, "`{}` is not from phasebook, and stands where a page goes", shown(path))
            }
            Self::Source(file) => {
                write!(f, "`{}`: {}", shown(Path::new(&file.path)), file.message)
            }
            Self::Disk(error) => error.fmt(f),
            Self::Unsynced(error) => {
                write!(f, "the new site stands, but may not outlast a power cut: {error}")
            }
        }
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Disk(error) | Self::Unsynced(error) => Some(error),
            _ => None,
        }
    }
}

impl From<DiskError> for PublishError {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}

/// A path for people, control characters escaped.
pub(super) fn shown(path: &Path) -> String {
    let text = os::shown(path);
    text.chars()
        .flat_map(|c| {
            let escaped = is_unprintable(c).then(|| c.escape_default());
            let plain = escaped.is_none().then_some(c);
            escaped.into_iter().flatten().chain(plain)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_with_path_and_cause() {
        let denied = io::Error::from_raw_os_error(rustix::io::Errno::ACCESS.raw_os_error());
        let error = DiskError::new("write", "a\nb/\u{1b}[1m", denied);
        assert_eq!(error.to_string(), r"cannot write `a\nb/\u{1b}[1m`: permission denied");
        assert!(error.hint().is_some());
    }
}
