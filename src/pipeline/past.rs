//! What each commit changed of a plan, and what changed since its decisions, from the texts of its versions.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::BuildConfig;
use super::compare::plan_of;
use crate::analysis::changes::{ChangeLine, change_line, changes};
use crate::analysis::past::{DECIDED, KnownChanges, decided_texts, pair};
use crate::model::history::{FileHistory, TextId};
use crate::model::plan::Plan;
use crate::text::Source;

/// Versions of a plan that are compared, the latest: those before are listed without what they changed.
pub const COMPARED_VERSIONS: usize = 100;

/// Files whose texts are in memory at a time.
const AT_ONCE: usize = 256;

/// Two texts of one file, by their ids.
type Pair = (TextId, TextId);

/// Texts by their ids.
type Texts = FxHashMap<TextId, Vec<u8>>;

/// Compares the texts before and after each commit of the plans that there are, and those in which decisions first
/// stood with the last, as far as that is not known. `text` gives a text by its id; of one that is not there nothing
/// is known.
///
/// # Errors
/// If `text` fails.
pub fn find_changes<E: Send>(
    config: &BuildConfig,
    known: &mut KnownChanges,
    mut text: impl FnMut(&TextId) -> Result<Option<Vec<u8>>, E> + Send,
) -> Result<(), E> {
    // Where all versions were compared by an earlier run, the second round compares with the last.
    for pairs_of in [versions, decisions] {
        let unknown: Vec<Unknown<'_>> = config
            .history
            .iter()
            .map(|(path, history)| (path, &**history, pairs_of(history, known)))
            .filter(|(_, _, pairs)| !pairs.is_empty())
            .collect();
        let mut chunks = unknown.chunks(AT_ONCE);
        let mut next = chunks.next().map(|files| (files, texts_of(files, &mut text)));
        // While some are compared, the texts of the next are fetched.
        while let Some((files, texts)) = next {
            let texts = texts?;
            let compare = || -> Vec<KnownChanges> {
                let all = |(path, history, pairs): &Unknown<'_>| {
                    Comparison { path, texts: &texts, config }.all(history, pairs, known)
                };
                files.par_iter().map(all).collect()
            };
            let fetch = || chunks.next().map(|files| (files, texts_of(files, &mut text)));
            let (found, fetched) = rayon::join(compare, fetch);
            found.into_iter().for_each(|found| known.extend(found));
            next = fetched;
        }
    }
    Ok(())
}

/// A file with pairs of its texts that nobody has compared.
type Unknown<'a> = (&'a String, &'a FileHistory, Vec<Pair>);

/// The texts of some files, as far as they are there.
fn texts_of<E>(
    files: &[Unknown<'_>],
    text: &mut impl FnMut(&TextId) -> Result<Option<Vec<u8>>, E>,
) -> Result<Texts, E> {
    let pairs = files.iter().flat_map(|(_, _, pairs)| pairs);
    let ids: BTreeSet<&TextId> = pairs.flat_map(|(before, after)| [before, after]).collect();
    let mut texts = Texts::default();
    for id in ids {
        if let Some(bytes) = text(id)? {
            texts.insert(id.clone(), bytes);
        }
    }
    Ok(texts)
}

/// The pairs of texts before and after each commit that nobody has compared; of a file that is gone none, as it is no
/// plan of the site.
fn versions(history: &FileHistory, known: &KnownChanges) -> Vec<Pair> {
    if history.versions.first().is_none_or(|last| last.after.is_none()) {
        return Vec::new();
    }
    let latest = history.versions.iter().take(COMPARED_VERSIONS);
    latest.filter_map(pair).filter(|pair| !known.contains_key(pair)).collect()
}

/// The texts in which decisions first stood, each with the last, that nobody has compared.
fn decisions(history: &FileHistory, known: &KnownChanges) -> Vec<Pair> {
    let Some(last) = history.versions.first().and_then(|version| version.after.as_ref()) else {
        return Vec::new();
    };
    let texts = decided_texts(history, known).into_iter().filter(|text| text != last);
    texts.map(|text| (text, last.clone())).filter(|pair| !known.contains_key(pair)).collect()
}

/// Versions of one file, compared.
struct Comparison<'a> {
    path: &'a str,
    texts: &'a Texts,
    config: &'a BuildConfig,
}

/// A text, and the plan that it holds.
type Read = (Source, Option<Arc<Plan>>);

impl Comparison<'_> {
    /// Compares pairs, then what follows from them as far as its texts are at hand.
    fn all(&self, history: &FileHistory, pairs: &[Pair], known: &KnownChanges) -> KnownChanges {
        let mut read = FxHashMap::default();
        let mut found = self.some(pairs, &mut read);
        // The decisions are those of all versions, whoever compared them.
        let mut all = found.clone();
        for version in &history.versions {
            if let Some((pair, lines)) = pair(version).and_then(|pair| known.get_key_value(&pair)) {
                all.insert(pair.clone(), Arc::clone(lines));
            }
        }
        found.extend(self.some(&decisions(history, &all), &mut read));
        found
    }

    /// Compares pairs, each text of which is read once.
    fn some(&self, pairs: &[Pair], read: &mut FxHashMap<TextId, Read>) -> KnownChanges {
        for id in pairs.iter().flat_map(|(before, after)| [before, after]) {
            if let Some(bytes) = self.texts.get(id).filter(|_| !read.contains_key(id)) {
                let source = Source::new(self.path, bytes);
                let plan = plan_of(&source, self.config);
                read.insert(id.clone(), (source, plan));
            }
        }
        let lines = |(before, after): &Pair| -> Option<Arc<[ChangeLine]>> {
            let ((old, was), (new, is)) = (read.get(before)?, read.get(after)?);
            // What was no plan before begins with the commit that makes it one.
            let (Some(was), Some(is)) = (was, is) else { return Some(Arc::default()) };
            let lines = |was: &Plan| {
                let changes = changes(was, is);
                changes.iter().map(|change| change_line(change, old, new)).collect::<Vec<_>>()
            };
            if before == after {
                let mut decided = lines(&Plan::default());
                decided.retain(|line| &*line.kind == DECIDED);
                return Some(decided.into());
            }
            Some(lines(was).into())
        };
        pairs.iter().filter_map(|pair| Some((pair.clone(), lines(pair)?))).collect()
    }
}
