//! Why there is no history.

use std::fmt;
use std::io;

/// Why a content folder has no history that can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoHistory {
    /// The folder lies in no repository.
    NoRepository,
    /// It lies in one, and git is not installed.
    NoGit,
    /// The clone holds the last commits alone: what it says of earlier ones is not true.
    Shallow,
    /// The repository belongs to another user, and git refuses to read it.
    Untrusted {
        /// The folder that git names.
        folder: String,
    },
    /// Nothing was committed yet.
    NoCommit,
    /// A revision that was asked for is not there.
    NoRevision {
        /// As asked for.
        name: String,
    },
    /// Git failed otherwise.
    Failed {
        /// What it said: one line.
        message: String,
    },
}

impl NoHistory {
    /// The reason in git's own words.
    pub(super) fn of_message(message: &str) -> Self {
        if let Some((_, after)) = message.split_once("dubious ownership in repository at '") {
            let folder = after.split('\'').next().unwrap_or_default();
            return Self::Untrusted { folder: folder.to_owned() };
        }
        if message.contains("not a git repository") {
            return Self::NoRepository;
        }
        let line =
            message.lines().find(|line| !line.trim().is_empty()).unwrap_or("no reason given");
        let line = line.trim().trim_start_matches("fatal: ").trim_start_matches("error: ");
        Self::Failed { message: line.to_owned() }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoRepository | Self::NoCommit => {
                Some("commit the plans, or leave history out with `--no-history`".to_owned())
            }
            Self::NoGit => {
                Some("install git, or leave history out with `--no-history`".to_owned())
            }
            Self::Shallow => Some(
                "fetch the rest with `git fetch --unshallow`; in GitHub Actions set `fetch-depth: 0`, in \
                 GitLab CI `GIT_DEPTH: 0`"
                    .to_owned(),
            ),
            Self::Untrusted { folder } => Some(format!(
                "if you trust it: `git config --global --add safe.directory {folder}`"
            )),
            Self::NoRevision { .. } => {
                Some("`git log --oneline` lists the revisions that there are".to_owned())
            }
            Self::Failed { .. } => None,
        }
    }

    /// Whether whoever builds should hear of it: that a folder is in no repository they know.
    pub const fn is_surprising(&self) -> bool {
        !matches!(self, Self::NoRepository | Self::NoCommit)
    }
}

impl fmt::Display for NoHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRepository => f.write_str("the content folder is in no git repository"),
            Self::NoGit => f.write_str("git can't be run"),
            Self::Shallow => f.write_str("the repository is a shallow clone"),
            Self::Untrusted { folder } => {
                write!(f, "git does not trust `{folder}`, which belongs to another user")
            }
            Self::NoCommit => f.write_str("the repository has no commit yet"),
            Self::NoRevision { name } => write!(f, "the repository has no revision `{name}`"),
            Self::Failed { message } => write!(f, "git failed: {message}"),
        }
    }
}

impl std::error::Error for NoHistory {}

impl From<io::Error> for NoHistory {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NoGit,
            _ => Self::Failed { message: error.to_string() },
        }
    }
}
