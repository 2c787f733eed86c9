//! What a repository tells of a file: which commits changed it.

use std::collections::BTreeMap;
use std::fmt;
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
    pub author: Arc<str>,
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

/// The name of a text in a repository (git calls it a blob): equal names are equal texts. A site with history holds
/// several for each of its plans' versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(Name);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Name {
    Sha1([u8; 20]),
    Sha256(Box<[u8; 32]>),
}

impl TextId {
    /// The id of 40 or 64 hexadecimal digits; `None` for anything else, and for zeros alone, by which git names no
    /// text.
    pub fn new(digits: &str) -> Option<Self> {
        let value = |digit: u8| char::from(digit).to_digit(16).and_then(|v| u8::try_from(v).ok());
        let byte = |pair: &[u8]| Some((value(pair[0])? << 4) | value(pair[1])?);
        let bytes: Vec<u8> = digits.as_bytes().chunks_exact(2).map(byte).collect::<Option<_>>()?;
        Self::of_bytes(&bytes).filter(|_| digits.len() == bytes.len() * 2)
    }

    /// The id of 20 or 32 bytes, as [`TextId::bytes`] has them.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let is_one = bytes.iter().any(|byte| *byte != 0);
        let name = match bytes.len() {
            20 => Name::Sha1(bytes.try_into().ok()?),
            32 => Name::Sha256(Box::new(bytes.try_into().ok()?)),
            _ => return None,
        };
        is_one.then_some(Self(name))
    }

    /// Its bytes: 20 or 32.
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Name::Sha1(bytes) => bytes,
            Name::Sha256(bytes) => &**bytes,
        }
    }
}

/// Its hexadecimal digits.
impl fmt::Display for TextId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
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
