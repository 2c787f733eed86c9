//! Files through their renames.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::history::{Commit, FileHistory, History, TextId, Version};

/// What one commit did to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileChange {
    /// Its place among the commits of the log.
    pub(super) commit: usize,
    pub(super) before: Option<TextId>,
    pub(super) after: Option<TextId>,
    /// Where it lay before, if that is not where it lies after.
    pub(super) renamed_from: Option<Arc<str>>,
    pub(super) path: Arc<str>,
}

/// The histories of all files that there are or were. From the latest change back, a rename says under which name
/// the file is to be sought from there on; what bore its new name before was another file.
pub(super) fn follow(changes: &[FileChange], commits: &[Arc<Commit>]) -> History {
    let mut files: FxHashMap<&str, &str> = FxHashMap::default();
    let mut histories: BTreeMap<&str, Vec<Version>> = BTreeMap::new();
    for change in changes {
        let file = *files.entry(&change.path).or_insert(&change.path);
        histories.entry(file).or_default().push(Version {
            commit: Arc::clone(&commits[change.commit]),
            before: change.before.clone(),
            after: change.after.clone(),
            path: Arc::clone(&change.path),
        });
        if let Some(from) = &change.renamed_from {
            files.remove(&*change.path);
            files.entry(from).or_insert(file);
        }
    }
    let whole = |(file, versions): (&str, _)| (file.to_owned(), Arc::new(FileHistory { versions }));
    histories.into_iter().map(whole).collect()
}
