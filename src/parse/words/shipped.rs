//! The words that ship with Phasebook: tables that are made of the lists when the program is built (`build.rs`).

use super::lists::{GROUPS, Group, LANGUAGES};
use super::slots::{Place, SLOT, Slot};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// All folded words of all tables.
static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/words.txt"));

/// The slots of all tables.
static SLOTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

/// Some of [`SLOTS`].
#[derive(Debug, Clone, Copy)]
struct Table {
    /// The first slot.
    first: usize,
    /// How many there are.
    slots: usize,
}

impl Table {
    /// The slot at a place; `None` where no word stands there.
    fn slot(self, at: usize) -> Option<Slot> {
        let bytes = SLOTS.get((self.first + at) * SLOT..)?;
        let &[a, b, c, d, len, tag, e, f] = bytes.first_chunk::<SLOT>()?;
        let (start, value) = (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([e, f]));
        (len > 0).then_some(Slot { start, len, tag, value })
    }

    /// What the table tells of a word.
    fn get(self, word: &str) -> Option<u16> {
        let place = Place::of(word, self.slots);
        for at in place.tried() {
            let slot = self.slot(at)?;
            if slot.tag == place.tag && word_of(slot) == word {
                return Some(slot.value);
            }
        }
        None
    }
}

fn word_of(Slot { start, len, .. }: Slot) -> &'static str {
    let start = start as usize;
    &TEXT[start..start + usize::from(len)]
}

/// The kind that a folded phrase names.
pub(super) fn kind(group: Group, folded: &str) -> Option<&'static str> {
    let kind = PHRASES[group as usize].get(folded)?;
    Some(KINDS[group as usize][usize::from(kind)])
}

/// The most tokens of a phrase of the group that begins with a token.
pub(super) fn longest(group: Group, first: &str) -> Option<usize> {
    LONGEST[group as usize].get(first).map(usize::from)
}

/// The folded phrases of a group, each with its kind, in no order.
pub(super) fn phrases<'a>(group: Group) -> impl Iterator<Item = (&'a str, &'a str)> {
    let (table, kinds) = (PHRASES[group as usize], KINDS[group as usize]);
    let slots = (0..table.slots).filter_map(move |at| table.slot(at));
    slots.map(|slot| (word_of(slot), kinds[usize::from(slot.value)]))
}

/// The kinds of a group.
pub(super) const fn kinds(group: Group) -> &'static [&'static str] {
    KINDS[group as usize]
}

/// The languages of which a folded word is a common one, as bits: bit `n` is the `n`th language.
pub(in crate::parse) fn languages_of(word: &str) -> u32 {
    COMMON.get(word).map_or(0, |set| LANGUAGE_SETS[usize::from(set)])
}

/// The tag of the `n`th language.
pub(in crate::parse) fn tag_of(n: usize) -> &'static str {
    LANGUAGES.get(n).copied().unwrap_or_default()
}
