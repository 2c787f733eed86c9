//! What was found of old texts, kept between runs in the user's cache folder.
//!
//! The file may be deleted at any time; one that is damaged, or of another program, is as none.

use std::path::Path;
use std::sync::Arc;

use crate::analysis::changes::{ChangeLine, Shift};
use crate::analysis::past::KnownChanges;
use crate::disk;
use crate::model::history::TextId;
use crate::text::fingerprint;

/// Bytes of a cache file; what would be more is not kept.
const MOST: u64 = 64 << 20;

/// Reads what is known, for a program and settings of this fingerprint.
pub fn load(file: &Path, of: u64) -> KnownChanges {
    let bytes = disk::read_cache(file, MOST).unwrap_or_default();
    decode(&bytes, of).unwrap_or_default()
}

/// Keeps what is known. That it can't be kept costs the next run time, and nothing else.
pub fn save(file: &Path, of: u64, known: &KnownChanges) {
    let bytes = encode(known, of);
    if bytes.len() as u64 <= MOST {
        let _ = disk::write_cache(file, &bytes);
    }
}

/// Fingerprint of what follows, that of program and settings, then each pair of texts with its changes. Numbers are
/// in little-endian order, texts have their length before them.
fn encode(known: &KnownChanges, of: u64) -> Vec<u8> {
    let mut body = of.to_le_bytes().to_vec();
    let mut pairs: Vec<_> = known.iter().collect();
    pairs.sort_unstable_by_key(|(pair, _)| *pair);
    for ((before, after), lines) in pairs {
        put(&mut body, Some(before.digits()));
        put(&mut body, Some(after.digits()));
        put_number(&mut body, u32::try_from(lines.len()).unwrap_or_default());
        for line in &**lines {
            let ChangeLine { kind, subject, what, before, after, .. } = line;
            put(&mut body, Some(kind));
            put(&mut body, Some(what));
            [subject, before, after].into_iter().for_each(|text| put(&mut body, text.as_deref()));
            let shift = match line.shift {
                None => 0,
                Some(Shift::Loosened) => 1,
                Some(Shift::Tightened) => 2,
            };
            body.extend([shift, u8::from(line.is_wording)]);
            [line.old_line, line.line]
                .into_iter()
                .for_each(|at| put_number(&mut body, at.unwrap_or(0)));
        }
    }
    let mut all = fingerprint(&body).to_le_bytes().to_vec();
    all.extend(body);
    all
}

fn put(bytes: &mut Vec<u8>, text: Option<&str>) {
    let length = text.map_or(Some(u32::MAX), |text| u32::try_from(text.len()).ok());
    put_number(bytes, length.unwrap_or(0));
    bytes.extend(text.filter(|_| length.is_some()).unwrap_or_default().as_bytes());
}

fn put_number(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend(number.to_le_bytes());
}

/// What is read of it, from the front.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// A text that may be none, into its place.
    fn text(&mut self, into: &mut Option<String>) -> Option<()> {
        *into = match self.number()? {
            u32::MAX => None,
            length => {
                let bytes = self.take(usize::try_from(length).ok()?)?;
                Some(String::from_utf8(bytes.to_vec()).ok()?)
            }
        };
        Some(())
    }

    /// A text that is always there.
    fn whole_text(&mut self) -> Option<String> {
        let mut text = None;
        self.text(&mut text)?;
        text
    }

    fn line(&mut self) -> Option<ChangeLine> {
        let (kind, what) = (self.whole_text()?, self.whole_text()?);
        let [mut subject, mut before, mut after] = [None, None, None];
        [&mut subject, &mut before, &mut after].into_iter().try_for_each(|into| self.text(into))?;
        let &[shift, is_wording] = self.take(2)? else { return None };
        let at = |number: u32| Some(number).filter(|number| *number > 0);
        Some(ChangeLine {
            kind,
            subject,
            what,
            before,
            after,
            shift: match shift {
                1 => Some(Shift::Loosened),
                2 => Some(Shift::Tightened),
                _ => None,
            },
            is_wording: is_wording == 1,
            old_line: at(self.number()?),
            line: at(self.number()?),
        })
    }
}

fn decode(bytes: &[u8], of: u64) -> Option<KnownChanges> {
    let (sum, body) = bytes.split_at_checked(8)?;
    if u64::from_le_bytes(sum.try_into().ok()?) != fingerprint(body) {
        return None;
    }
    let mut rest = Rest(body);
    if u64::from_le_bytes(rest.take(8)?.try_into().ok()?) != of {
        return None;
    }
    let mut known = KnownChanges::default();
    while !rest.0.is_empty() {
        let pair = (TextId::new(&rest.whole_text()?)?, TextId::new(&rest.whole_text()?)?);
        let count = rest.number()?;
        let lines: Option<Arc<[ChangeLine]>> = (0..count).map(|_| rest.line()).collect();
        known.insert(pair, lines?);
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> KnownChanges {
        let line = ChangeLine {
            kind: "criterion-loosened".to_owned(),
            subject: Some("Phase 1 — Pilot".to_owned()),
            what: "Phase 1 — Pilot: success criterion loosened".to_owned(),
            before: Some("error rate < 1 %\n".to_owned()),
            after: None,
            shift: Some(Shift::Loosened),
            is_wording: false,
            old_line: Some(7),
            line: None,
        };
        let id = |digits: &str| TextId::new(digits).expect("an id");
        let none: Arc<[ChangeLine]> = Arc::default();
        KnownChanges::from_iter([
            ((id("0a"), id("0b")), Arc::from([line.clone(), ChangeLine { shift: None, ..line }])),
            ((id("0b"), id("0c")), none),
        ])
    }

    #[test]
    fn what_is_kept_is_what_was_known() {
        assert_eq!(decode(&encode(&known(), 5), 5), Some(known()));
        assert_eq!(decode(&encode(&KnownChanges::default(), 5), 5), Some(KnownChanges::default()));
    }

    #[test]
    fn a_file_of_another_program_or_a_damaged_one_is_none() {
        let bytes = encode(&known(), 5);
        assert_eq!(decode(&bytes, 6), None);
        assert_eq!(decode(&[], 5), None);
        for at in 0..bytes.len() {
            assert_eq!(decode(&bytes[..at], 5), None, "cut at {at}");
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(decode(&damaged, 5), None, "damaged at {at}");
        }
    }
}
