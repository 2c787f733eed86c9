//! Files that are left out, with the reason; and reading one whole version of a file.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};

use super::FileVersion;
use super::os;
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::FileFinding;
use crate::text::Span;

/// A file or folder that is left out of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its path as the author knows it, relative to the content folder, with `/`.
    pub path: String,
    /// One lower-case line that stands alone.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// [`Severity::Error`], but a warning for what vanished meanwhile and an info for a folder that
    /// is read at its own place.
    pub severity: Severity,
}

/// The finding on a file that could not be read.
impl From<Unreadable> for FileFinding {
    fn from(file: Unreadable) -> Self {
        let mut diagnostic = Diagnostic::new("unreadable-file", Span::default(), file.message);
        diagnostic.severity = file.severity;
        Self { diagnostic: diagnostic.help(file.help), path: file.path, source: None, beside: None }
    }
}

impl Unreadable {
    /// Whether it was removed while the site was read.
    pub fn is_gone(&self) -> bool {
        self.severity == Severity::Warning
    }
}

/// How often a file that changes under our eyes is read again before we give up.
const ATTEMPTS: usize = 5;

/// Room made before reading: a file may claim any size.
const READY: usize = 64 << 20;

/// Why a file is left out.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The system says no.
    Io(io::Error),
    /// No regular file; completes "it is …".
    NotRegular(&'static str),
    /// Larger than allowed.
    TooLarge { size: u64, limit: u64 },
    /// A folder below more others than allowed.
    TooDeep { limit: usize },
    /// It changed each time it was read.
    Restless,
    /// Its bytes are no text that can be read; completes "it is …".
    NotText(&'static str),
    /// Its name is not UTF-8.
    Name,
    /// A link that leads out of the content folder.
    Outside,
    /// A link to a file whose path has a name that begins with a dot.
    Hidden,
    /// A link to a folder of the content.
    FolderLink,
    /// A link to something excluded: the output folder.
    Output,
}

impl Trouble {
    /// The finding about the file of this path.
    pub(super) fn at(self, path: impl Into<String>) -> Unreadable {
        let (reason, help) = match self {
            Self::Io(error) => return about_io(path.into(), &error),
            Self::NotRegular(what) => (
                format!("it is {what}, not a regular file"),
                "put a regular file there, or take it out of the folder",
            ),
            Self::TooLarge { size, limit } => (
                format!("it has {size} bytes, and the limit is {limit}"),
                "split it, or raise `file_bytes` under `[limits]` in `phasebook.toml`",
            ),
            Self::TooDeep { limit } => {
                return Unreadable {
                    path: path.into(),
                    message: format!(
                        "this folder is not read: it lies in {limit} others, and that is the limit"
                    ),
                    help:
                        "move it up, or raise `folder_depth` under `[limits]` in `phasebook.toml`"
                            .to_owned(),
                    severity: Severity::Error,
                };
            }
            Self::Restless => (
                "it changed each time it was read".to_owned(),
                "build again when what writes it has come to rest",
            ),
            Self::NotText(what) => (
                format!("it is {what}"),
                "save it as text in UTF-8, or begin its name with `_` to leave it out",
            ),
            Self::Name => (
                "its name is not valid UTF-8".to_owned(),
                "rename it with letters, digits, `-` and `_`",
            ),
            Self::Outside => (
                "it is a link that leads out of the content folder".to_owned(),
                "put the file itself into the content folder",
            ),
            Self::Hidden => (
                "it is a link to a hidden file".to_owned(),
                "put the file itself in the link's place, or give its path no leading `.`",
            ),
            Self::Output => (
                "it is a link into the output folder".to_owned(),
                "take the link out of the content folder",
            ),
            Self::FolderLink => {
                return Unreadable {
                    path: path.into(),
                    message: "a link to a folder is not followed".to_owned(),
                    help:
                        "its files are read at their own place; move the folder to have them here"
                            .to_owned(),
                    severity: Severity::Info,
                };
            }
        };
        Unreadable {
            path: path.into(),
            message: format!("this file cannot be read: {reason}"),
            help: help.to_owned(),
            severity: Severity::Error,
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn about_io(path: String, error: &io::Error) -> Unreadable {
    if error.kind() == io::ErrorKind::NotFound {
        return Unreadable {
            path,
            message: "removed while the site was read".to_owned(),
            help: "build again to see the site without it".to_owned(),
            severity: Severity::Warning,
        };
    }
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "let the user who runs phasebook read it, or begin its name with `_` to leave it out"
        }
        _ => "mend the file, or begin its name with `_` to leave it out",
    };
    Unreadable {
        path,
        message: format!("this file cannot be read: {}", cause(error)),
        help: help.to_owned(),
        severity: Severity::Error,
    }
}

/// What a file that is not regular is, with its article.
pub(super) fn what_it_is(kind: std::fs::FileType) -> &'static str {
    if kind.is_dir() {
        "a folder"
    } else if kind.is_symlink() {
        "a link"
    } else {
        os::special(kind)
    }
}

/// The opened file's metadata, if it is a regular file.
pub(super) fn regular(file: &File) -> Result<Metadata, Trouble> {
    let meta = file.metadata()?;
    if meta.is_file() { Ok(meta) } else { Err(Trouble::NotRegular(what_it_is(meta.file_type()))) }
}

/// Reads one whole version of an opened file of at most `limit` bytes: what changes while it is
/// read is read again.
pub(super) fn read_whole(file: &File, limit: u64) -> Result<Vec<u8>, Trouble> {
    let mut before = regular(file)?;
    for _ in 0..ATTEMPTS {
        if let Some(bytes) = read_version(file, &before, limit)? {
            return Ok(bytes);
        }
        before = regular(file)?;
    }
    Err(Trouble::Restless)
}

/// Reads a file that was looked at before; `None` if it has changed since.
pub(super) fn read_version(
    mut file: &File,
    before: &Metadata,
    limit: u64,
) -> Result<Option<Vec<u8>>, Trouble> {
    let size = before.len();
    if size > limit {
        return Err(Trouble::TooLarge { size, limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(READY));
    file.rewind()?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let after = regular(file)?;
    let read = bytes.len() as u64;
    if read > limit {
        return Err(Trouble::TooLarge { size: after.len().max(read), limit });
    }
    Ok((FileVersion::of(before) == FileVersion::of(&after)).then_some(bytes))
}

/// The cause in lower case, without the number that the standard library appends, and without the stop of Windows.
pub(super) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default().trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
