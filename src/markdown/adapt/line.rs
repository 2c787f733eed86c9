//! A line of the file, and what it is.

use std::ops::Range;

use super::opener::{self, Opener};
use crate::text::Span;

/// A line of the file.
#[derive(Debug)]
pub(super) struct Line {
    /// Without its end.
    pub(super) range: Range<usize>,
    /// The column of its words.
    pub(super) column: usize,
    /// The byte at which they begin.
    pub(super) words: usize,
    pub(super) kind: LineKind,
}

/// What a line is.
#[derive(Debug)]
pub(super) enum LineKind {
    Blank,
    /// Code, a comment: copied byte for byte.
    Inert,
    Words {
        is_row: bool,
    },
    /// Opens a callout whose words stand in.
    Indented(Opener),
    /// Opens a callout of a title alone.
    Title(Opener),
    /// Opens or closes a fence of colons.
    Fence(Fence),
}

/// A line of three colons or more.
#[derive(Debug)]
pub(super) enum Fence {
    /// Opens a callout.
    Open { opener: Opener, colons: usize, is_closed: bool },
    /// Closes what is open.
    Close,
    /// Opens a fence of another kind.
    Other(usize),
    /// Colons alone.
    Colons(usize),
}

impl Fence {
    /// The fence that a line's words are.
    pub(super) fn of(words: &str) -> Option<Self> {
        let colons = opener::colons(words)?;
        let rest = words[colons..].trim();
        if rest.is_empty() {
            return Some(Self::Colons(colons));
        }
        match opener::fenced(words) {
            Some(opener) => Some(Self::Open { opener, colons, is_closed: false }),
            None if rest.ends_with(":::") => None,
            None => Some(Self::Other(colons)),
        }
    }
}

/// The place of a part of the text in the file.
pub(super) fn span(base: usize, range: &Range<usize>) -> Span {
    Span::new(base + range.start, base + range.end)
}
