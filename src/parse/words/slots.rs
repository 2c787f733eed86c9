//! Tables of words that are made when the program is built, so that no run reads a list: known to both.
//!
//! A table is a row of slots, each word in the first free one from where its hash points. A slot is a word's place in
//! a common text and a number; one that holds no word is all zero.

/// Bytes of a slot.
pub(crate) const SLOT: usize = 8;

/// A word in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Where the word begins in the text, in bytes.
    pub(crate) start: u32,
    /// Its length in bytes; 0 where there is none.
    pub(crate) len: u8,
    /// Some of its hash: most words that are not sought differ in it.
    pub(crate) tag: u8,
    /// What the table tells of it.
    pub(crate) value: u16,
}

/// Where a word is sought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    first: usize,
    slots: usize,
    /// See [`Slot::tag`].
    pub(crate) tag: u8,
}

impl Place {
    /// The place of a word in a table of so many slots.
    pub(crate) fn of(word: &str, slots: usize) -> Self {
        let hash = hash(word);
        // The upper half depends on all bytes of the word: a share of the slots, without a division.
        let first = ((hash >> 32) * slots as u64) >> 32;
        Self {
            first: usize::try_from(first).unwrap_or_default(),
            slots,
            tag: hash.to_le_bytes()[0],
        }
    }

    /// The slots in which the word may stand, in the order in which they are tried.
    pub(crate) fn tried(self) -> impl Iterator<Item = usize> {
        (self.first..self.slots).chain(0..self.first)
    }
}

/// Eight bytes at a time, each mixed by a multiplication (the constant is that of Knuth's multiplicative hashing: 2⁶⁴
/// by the golden ratio).
fn hash(word: &str) -> u64 {
    let mut hash = word.len() as u64;
    for part in word.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes[..part.len()].copy_from_slice(part);
        hash =
            (hash.rotate_left(23) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    hash ^ (hash >> 29)
}
