//! What is known of the files of a site that was published, by path: of 10,000 plans they are 150,000.

use std::collections::BTreeMap;

/// What is known of a file that was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Record {
    /// Hash of its bytes.
    pub(super) hash: u64,
    /// Fingerprint of all that it was made of; `None` where nobody told.
    pub(super) inputs: Option<u64>,
}

/// Files by their paths below the published folder, in the order of the paths, which lie one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Records {
    paths: String,
    /// Where each path ends, and what is known of the file.
    files: Vec<(usize, Record)>,
}

impl Records {
    /// Space for so many files, with paths of so many bytes in all.
    pub(super) fn with_capacity(files: usize, bytes: usize) -> Self {
        Self { paths: String::with_capacity(bytes), files: Vec::with_capacity(files) }
    }

    /// What is known of a file.
    pub(super) fn get(&self, path: &str) -> Option<&Record> {
        self.find(path).map(|at| &self.files[at].1)
    }

    /// The index of a file in the order of the paths.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        let at = self.place(path);
        (at < self.files.len() && self.path(at) == path).then_some(at)
    }

    /// The file at an index.
    ///
    /// # Panics
    /// Where there is none.
    pub(super) fn at(&self, at: usize) -> (&str, &Record) {
        (self.path(at), &self.files[at].1)
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// The indices of the files whose paths begin with this.
    pub(super) fn beginning_with(&self, prefix: &str) -> impl Iterator<Item = usize> {
        let from = self.place(prefix);
        (from..self.files.len()).take_while(move |at| self.path(*at).starts_with(prefix))
    }

    /// All files, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Record)> {
        self.files.iter().enumerate().map(|(at, (_, record))| (self.path(at), record))
    }

    /// Whether a path begins with this.
    pub(super) fn any_begins_with(&self, prefix: &str) -> bool {
        self.beginning_with(prefix).next().is_some()
    }

    /// Adds a file behind those that are there; `false` where its path is not behind theirs.
    #[must_use]
    pub(super) fn push(&mut self, path: &str, record: Record) -> bool {
        let is_next = self.files.is_empty() || self.path(self.files.len() - 1) < path;
        if is_next {
            self.paths.push_str(path);
            self.files.push((self.paths.len(), record));
        }
        is_next
    }

    /// How many paths are before this one.
    fn place(&self, path: &str) -> usize {
        // By halves, as of a sorted list; a path is known by its place alone.
        let (mut low, mut high) = (0, self.files.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.path(middle) < path { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn path(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.files[at - 1].0 };
        &self.paths[start..self.files[at].0]
    }
}

impl<P: AsRef<str> + Ord> FromIterator<(P, Record)> for Records {
    /// In any order; of one path the last counts.
    fn from_iter<I: IntoIterator<Item = (P, Record)>>(files: I) -> Self {
        let mut records = Self::default();
        for (path, record) in files.into_iter().collect::<BTreeMap<P, Record>>() {
            // The map gives them in order.
            let _ = records.push(path.as_ref(), record);
        }
        records
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(hash: u64) -> Record {
        Record { hash, inputs: None }
    }

    #[test]
    fn files_are_found_by_path_and_by_folder() {
        let files = [("b/c", 2), ("a", 1), ("b/", 9), ("b.html", 3), ("b/c", 4)];
        let records: Records = files.into_iter().map(|(path, n)| (path, record(n))).collect();
        let told: Vec<_> = records.iter().map(|(path, record)| (path, record.hash)).collect();
        assert_eq!(told, [("a", 1), ("b.html", 3), ("b/", 9), ("b/c", 4)]);
        let found = ["a", "b", "b/c", "c", ""].map(|path| records.get(path).map(|r| r.hash));
        assert_eq!(found, [Some(1), None, Some(4), None, None]);
        let begun = ["a/", "b/", "b/c/", "", "c"].map(|prefix| records.any_begins_with(prefix));
        assert_eq!(begun, [false, true, false, true, false]);
        assert_eq!(Records::default().get("a"), None);
        assert!(!Records::default().any_begins_with(""));
    }

    #[test]
    fn a_path_that_is_not_the_next_is_not_added() {
        let mut records = Records::default();
        let added = ["a", "c", "b", "c", "d"].map(|path| records.push(path, record(0)));
        assert_eq!(added, [true, true, false, false, true]);
    }
}
