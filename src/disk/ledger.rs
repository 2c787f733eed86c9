//! What is staged so far: every file of the new site, and which of them were written anew.

use std::collections::BTreeMap;
use std::iter;
use std::sync::Arc;

use super::manifest::{Manifest, Part, Parts};
use super::records::{Record, Records};

/// A file of the new site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staged {
    pub(super) record: Record,
    /// Its size where it was written anew; `None` where it is published as it is to be already.
    pub(super) written: Option<u64>,
}

/// The files of the new site, by their paths below the published folder. Most paths of a large site are those of the
/// published one and are not kept twice; of a file that stays as it is no more is kept than that it does.
#[derive(Debug)]
pub(super) struct Ledger {
    /// The files of the published site.
    old: Arc<Records>,
    /// Which of them the new site has with the same record, by their index.
    kept: Vec<bool>,
    /// Those that it has with another record, by their index.
    remade: BTreeMap<usize, Staged>,
    /// The files that the published site does not have.
    new: BTreeMap<Box<str>, Staged>,
    len: usize,
    written: usize,
    pub(super) parts: Parts,
}

impl Ledger {
    /// An empty one, beside the files of the published site.
    pub(super) fn new(old: Arc<Records>) -> Self {
        let (remade, new, parts) = (BTreeMap::new(), BTreeMap::new(), Parts::new());
        Self { kept: vec![false; old.len()], old, remade, new, len: 0, written: 0, parts }
    }

    /// Adds a file; `false` where one of its path is there already.
    #[must_use]
    pub(super) fn add(&mut self, path: &str, record: Record, written: Option<u64>) -> bool {
        let known = self.old.find(path);
        if known.map_or_else(|| self.new.contains_key(path), |at| self.stays(at).is_some()) {
            return false;
        }
        match known {
            Some(at) if written.is_none() && *self.old.at(at).1 == record => self.kept[at] = true,
            Some(at) => drop(self.remade.insert(at, Staged { record, written })),
            None => drop(self.new.insert(path.into(), Staged { record, written })),
        }
        self.len += 1;
        self.written += usize::from(written.is_some());
        true
    }

    /// Adds what is known of the parts of a file.
    pub(super) fn add_parts(&mut self, path: &str, parts: Vec<Part>) {
        if !parts.is_empty() {
            self.parts.insert(path.to_owned(), parts);
        }
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many files were written anew.
    pub(super) fn written(&self) -> usize {
        self.written
    }

    /// How many are published already.
    pub(super) fn unchanged(&self) -> usize {
        self.len - self.written
    }

    /// Whether there is a file of this path.
    pub(super) fn contains(&self, path: &str) -> bool {
        self.get(path).is_some()
    }

    /// A file.
    pub(super) fn get(&self, path: &str) -> Option<Staged> {
        match self.old.find(path) {
            Some(at) => self.stays(at),
            None => self.new.get(path).copied(),
        }
    }

    /// What becomes of a file of the published site; `None` where the new one does not have it.
    fn stays(&self, at: usize) -> Option<Staged> {
        let kept = self.kept[at].then(|| Staged { record: *self.old.at(at).1, written: None });
        kept.or_else(|| self.remade.get(&at).copied())
    }

    /// All files, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Staged)> {
        let old = (0..self.old.len()).filter_map(|at| Some((self.old.at(at).0, self.stays(at)?)));
        let mut old = old.peekable();
        let mut new = self.new.iter().map(|(path, staged)| (&**path, *staged)).peekable();
        iter::from_fn(move || match (old.peek(), new.peek()) {
            (Some((old_path, _)), Some((new_path, _))) if new_path < old_path => new.next(),
            (None, _) => new.next(),
            (Some(_), _) => old.next(),
        })
    }

    /// The paths of files that were written anew, in no order.
    pub(super) fn written_paths(&self) -> impl Iterator<Item = &str> {
        let new = self.new.iter().map(|(path, staged)| (&**path, staged));
        let remade = self.remade.iter().map(|(at, staged)| (self.old.at(*at).0, staged));
        new.chain(remade).filter(|(_, staged)| staged.written.is_some()).map(|(path, _)| path)
    }

    /// Whether a folder holds any of the files.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        let mut below = self.new.range(Box::from(prefix.as_str())..);
        below.next().is_some_and(|(path, _)| path.starts_with(&prefix))
            || self.old.beginning_with(&prefix).any(|at| self.stays(at).is_some())
    }

    /// Whether a manifest lists these very paths.
    pub(super) fn has_paths_of(&self, files: &Records) -> bool {
        self.iter().map(|(path, _)| path).eq(files.iter().map(|(path, _)| path))
    }

    /// Whether a manifest tells the same.
    pub(super) fn is_told_by(&self, manifest: &Manifest) -> bool {
        let files = manifest.files.iter().map(|(path, record)| (path, *record));
        self.parts == manifest.parts
            && self.iter().map(|(path, staged)| (path, staged.record)).eq(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(hash: u64) -> Record {
        Record { hash, inputs: Some(hash) }
    }

    #[test]
    fn what_stays_and_what_is_new_stand_side_by_side_in_order() {
        let old = ["a/x", "b.html", "c/y", "d"].map(|path| (path, record(1)));
        let old: Arc<Records> = Arc::new(old.into_iter().collect());
        let mut ledger = Ledger::new(Arc::clone(&old));
        assert!(ledger.add("d", record(1), None));
        assert!(ledger.add("a/x", record(1), None));
        // Made of something else, with the same bytes; and written anew.
        assert!(ledger.add("b.html", Record { inputs: None, ..record(1) }, None));
        assert!(ledger.add("b/z", record(2), Some(7)));
        for path in ["d", "b.html", "b/z"] {
            assert!(!ledger.add(path, record(1), None), "{path} is there already");
        }
        let told: Vec<_> =
            ledger.iter().map(|(path, of)| (path, of.record.inputs, of.written)).collect();
        assert_eq!(
            told,
            [
                ("a/x", Some(1), None),
                ("b.html", None, None),
                ("b/z", Some(2), Some(7)),
                ("d", Some(1), None)
            ]
        );
        assert_eq!((ledger.len(), ledger.written(), ledger.unchanged()), (4, 1, 3));
        let folders = ["a", "b", "c", "d"].map(|folder| ledger.has_folder(folder));
        assert_eq!(folders, [true, true, false, false]);
        assert!(!ledger.contains("c/y") && !ledger.has_paths_of(&old));
        assert_eq!(ledger.written_paths().collect::<Vec<_>>(), ["b/z"]);
    }

    #[test]
    fn a_site_that_stays_is_told_by_its_list() {
        let files: Records = [("a", record(1)), ("b", record(2))].into_iter().collect();
        let manifest = Manifest { files: Arc::new(files), ..Manifest::default() };
        let mut ledger = Ledger::new(Arc::clone(&manifest.files));
        assert!(ledger.add("b", record(2), None));
        assert!(!ledger.is_told_by(&manifest), "one is missing");
        assert!(ledger.add("a", record(1), None));
        assert!(ledger.is_told_by(&manifest) && ledger.has_paths_of(&manifest.files));
    }
}
