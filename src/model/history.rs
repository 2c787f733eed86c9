//! What a repository tells of a file: which commits changed it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::date::Date;

/// A commit, as far as pages tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Commit {
    /// Its name: 40 or 64 hexadecimal digits.
    pub id: String,
    /// The day on which it was committed, where that was.
    pub date: Date,
    /// Seconds since 1970 of the same, by which commits are in order.
    pub seconds: i64,
    /// Who wrote it, by the repository's `.mailmap`.
    pub author: String,
    /// First line of its message.
    pub subject: String,
}

/// One commit's change of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Version {
    /// The commit.
    pub commit: Arc<Commit>,
    /// The text before it; `None` where the file began with it.
    pub before: Option<TextId>,
    /// The text after it; `None` where it took the file away.
    pub after: Option<TextId>,
    /// The file's path after it, below the content folder; it had another where it was renamed since.
    pub path: Arc<str>,
}

/// The name of a text in a repository (git calls it a blob): equal names are equal texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(Arc<str>);

impl TextId {
    /// The id of these hexadecimal digits; `None` for zeros alone, by which git names no text.
    pub fn new(digits: &str) -> Option<Self> {
        digits.bytes().any(|digit| digit != b'0').then(|| Self(digits.into()))
    }

    /// Its hexadecimal digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// The history of one file: never empty, the latest commit first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileHistory {
    /// Its versions, the latest first.
    pub versions: Vec<Version>,
}

impl FileHistory {
    /// The commit that changed it last.
    pub fn last(&self) -> Option<&Arc<Commit>> {
        self.versions.first().map(|version| &version.commit)
    }

    /// The commit that it began with.
    pub fn first(&self) -> Option<&Arc<Commit>> {
        self.versions.last().map(|version| &version.commit)
    }
}

/// The histories of the files of a content folder, by path below it. A file that is not in it was not committed,
/// or its repository could not be read.
pub type History = BTreeMap<String, Arc<FileHistory>>;
