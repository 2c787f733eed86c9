//! What was found of old texts, kept between runs in the user's cache folder.
//!
//! The file may be deleted at any time; one that is damaged, or of another program, is as none.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::analysis::changes::{ChangeLine, Shift};
use crate::analysis::past::KnownChanges;
use crate::analysis::trend::{GATES, RISKS, Standing};
use crate::disk;
use crate::model::date::Date;
use crate::model::history::TextId;
use crate::pipeline::KnownStandings;
use crate::text::fingerprint;

/// Bytes of a cache file; what would be more is not kept.
const MOST: u64 = 64 << 20;

/// Reads what a file keeps, if that is of this fingerprint: of the program, and of all that it was found with.
pub(super) fn load<T>(file: &Path, of: u64, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    read(body(&disk::read_cache(file, MOST)?, of)?)
}

/// Keeps something. That it can't be kept costs the next run time, and nothing else.
pub(super) fn save(file: &Path, of: u64, body: &[u8]) {
    if body.len() as u64 <= MOST {
        let _ = disk::write_cache(file, &framed(body, of));
    }
}

/// Reads which changes are known, for a program and settings of this fingerprint.
pub fn load_changes(file: &Path, of: u64) -> KnownChanges {
    load(file, of, decode).unwrap_or_default()
}

/// Keeps known changes, if it can.
pub fn save_changes(file: &Path, of: u64, known: &KnownChanges) {
    save(file, of, &encode(known));
}

/// Reads which standings are known, for a program and settings of this fingerprint.
pub fn load_standings(file: &Path, of: u64) -> KnownStandings {
    load(file, of, decode_standings).unwrap_or_default()
}

/// Keeps known standings, if it can.
pub fn save_standings(file: &Path, of: u64, known: &KnownStandings) {
    save(file, of, &encode_standings(known));
}

/// How the plan of a text stands on some days, as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptStandings<'a> {
    text: &'a [u8],
    days: Vec<(Day, Option<Counts>)>,
}

/// Year, month and day.
type Day = (i16, i8, i8);

/// Counts of risks and of gates.
type Counts = ([u16; RISKS], [u16; GATES]);

fn encode_standings(known: &KnownStandings) -> Vec<u8> {
    let mut all: Vec<_> = known.iter().collect();
    all.sort_unstable_by_key(|(text, _)| *text);
    let on = |(day, standing): &(Date, Option<Standing>)| {
        ((day.year(), day.month(), day.day()), standing.map(|of| (of.risks, of.gates)))
    };
    let all: Vec<KeptStandings<'_>> = all
        .into_iter()
        .map(|(text, days)| KeptStandings {
            text: text.bytes(),
            days: days.iter().map(on).collect(),
        })
        .collect();
    // Writing to memory does not fail.
    postcard::to_allocvec(&all).unwrap_or_default()
}

fn decode_standings(body: &[u8]) -> Option<KnownStandings> {
    let all: Vec<KeptStandings<'_>> = postcard::from_bytes(body).ok()?;
    let on = |&((year, month, day), counts): &(Day, Option<Counts>)| {
        let standing = counts.map(|(risks, gates)| Standing { risks, gates });
        Some((Date::new(year, month, day).ok()?, standing))
    };
    let known = |KeptStandings { text, days }: &KeptStandings<'_>| {
        Some((TextId::of_bytes(text)?, days.iter().map(on).collect::<Option<_>>()?))
    };
    all.iter().map(known).collect()
}

/// Fingerprint of what follows, that of what it was found with, then all that is kept.
fn framed(body: &[u8], of: u64) -> Vec<u8> {
    let told = [&of.to_le_bytes(), body].concat();
    [&fingerprint(&told).to_le_bytes(), &told[..]].concat()
}

/// What is kept in a whole file.
fn body(bytes: &[u8], of: u64) -> Option<&[u8]> {
    let (sum, told) = bytes.split_first_chunk()?;
    let body = told.strip_prefix(&of.to_le_bytes())?;
    (u64::from_le_bytes(*sum) == fingerprint(told)).then_some(body)
}

/// A pair of texts with its changes, as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptPair<'a> {
    before: &'a [u8],
    after: &'a [u8],
    #[serde(borrow)]
    lines: Vec<KeptLine<'a>>,
}

/// A [`ChangeLine`], as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptLine<'a> {
    kind: &'a str,
    subject: Option<&'a str>,
    what: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    is_tightened: Option<bool>,
    is_wording: bool,
    old_line: Option<u32>,
    line: Option<u32>,
}

impl<'a> KeptLine<'a> {
    fn of(line: &'a ChangeLine) -> Self {
        Self {
            kind: &line.kind,
            subject: line.subject.as_deref(),
            what: &line.what,
            before: line.before.as_deref(),
            after: line.after.as_deref(),
            is_tightened: line.shift.map(|shift| shift == Shift::Tightened),
            is_wording: line.is_wording,
            old_line: line.old_line,
            line: line.line,
        }
    }
}

/// Each pair of texts with its changes.
fn encode(known: &KnownChanges) -> Vec<u8> {
    let mut pairs: Vec<_> = known.iter().collect();
    pairs.sort_unstable_by_key(|(pair, _)| *pair);
    let pairs: Vec<KeptPair<'_>> = pairs
        .into_iter()
        .map(|((before, after), lines)| KeptPair {
            before: before.bytes(),
            after: after.bytes(),
            lines: lines.iter().map(KeptLine::of).collect(),
        })
        .collect();
    // Writing to memory does not fail.
    postcard::to_allocvec(&pairs).unwrap_or_default()
}

fn decode(body: &[u8]) -> Option<KnownChanges> {
    let pairs: Vec<KeptPair<'_>> = postcard::from_bytes(body).ok()?;
    let mut kinds: FxHashSet<Arc<str>> = FxHashSet::default();
    let mut known = |kept: &KeptLine<'_>| {
        // Of many lines there are few kinds.
        let kind = kinds.get(kept.kind).cloned().unwrap_or_else(|| kept.kind.into());
        kinds.insert(Arc::clone(&kind));
        let shift = |is_tightened| if is_tightened { Shift::Tightened } else { Shift::Loosened };
        ChangeLine {
            kind,
            subject: kept.subject.map(Into::into),
            what: kept.what.into(),
            before: kept.before.map(Into::into),
            after: kept.after.map(Into::into),
            shift: kept.is_tightened.map(shift),
            is_wording: kept.is_wording,
            old_line: kept.old_line,
            line: kept.line,
        }
    };
    let pairs = pairs.iter().map(|KeptPair { before, after, lines }| {
        let pair = (TextId::of_bytes(before)?, TextId::of_bytes(after)?);
        Some((pair, lines.iter().map(&mut known).collect()))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> KnownChanges {
        let line = ChangeLine {
            kind: "criterion-loosened".into(),
            subject: Some("Phase 1 — Pilot".into()),
            what: "Phase 1 — Pilot: success criterion loosened".into(),
            before: Some("error rate < 1 %\n".into()),
            after: None,
            shift: Some(Shift::Loosened),
            is_wording: false,
            old_line: Some(7),
            line: None,
        };
        let id = |digits: &str| TextId::new(&digits.repeat(20)).expect("an id");
        let none: Arc<[ChangeLine]> = Arc::default();
        KnownChanges::from_iter([
            ((id("0a"), id("0b")), Arc::from([line.clone(), ChangeLine { shift: None, ..line }])),
            ((id("0b"), id("0c")), none),
        ])
    }

    #[test]
    fn what_is_kept_is_what_was_known() {
        for known in [known(), KnownChanges::default()] {
            assert_eq!(body(&framed(&encode(&known), 5), 5).and_then(decode), Some(known));
        }
    }

    #[test]
    fn standings_that_are_kept_are_what_was_known() {
        let id = |digits: &str| TextId::new(&digits.repeat(20)).expect("an id");
        let standing = Standing { risks: [1, 0, 300, 0, 2], gates: [0, 1, 0, 0, 9, 65_535] };
        let day = |day| Date::new(2026, 11, day).expect("a date");
        let known = KnownStandings::from_iter([
            (id("0a"), vec![(day(15), Some(standing)), (day(8), None)]),
            (id("0b"), vec![(day(15), Some(Standing::default()))]),
        ]);
        assert_eq!(decode_standings(&encode_standings(&known)), Some(known));
        assert_eq!(decode_standings(&[0]), Some(KnownStandings::default()));
        assert_eq!(decode_standings(&[1]), None);
    }

    #[test]
    fn a_file_of_another_program_or_a_damaged_one_is_none() {
        let bytes = framed(&encode(&known()), 5);
        assert_eq!(body(&bytes, 6), None);
        assert_eq!(body(&[], 5), None);
        for at in 0..bytes.len() {
            assert_eq!(body(&bytes[..at], 5), None, "cut at {at}");
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(body(&damaged, 5), None, "damaged at {at}");
        }
    }
}
