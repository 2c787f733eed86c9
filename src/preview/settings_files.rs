//! The settings file, the baseline and the log of commits: whether they are to be read again.

use std::path::PathBuf;
use std::time::Instant;

use rustc_hash::{FxHashMap, FxHashSet};

use super::half_written::EMPTIED;
use crate::disk::{self, FileVersion, Folder};
use crate::watch::{Moment, WriteStabilizer};

/// Files that are read as a whole by the command line.
#[derive(Debug)]
pub(super) struct SettingsFiles {
    /// Names as the user knows them, and paths.
    files: Vec<(String, PathBuf)>,
    stabilizer: WriteStabilizer,
    /// Those that held a text when they were read.
    with_text: FxHashSet<String>,
    /// Those that held one and are empty, by that version, with when it was first seen.
    emptied: FxHashMap<String, (FileVersion, Instant)>,
    is_read: bool,
}

impl SettingsFiles {
    /// Files of which none is read yet, each with its name for the user.
    pub(super) fn new(files: Vec<(String, PathBuf)>) -> Self {
        Self {
            files,
            stabilizer: WriteStabilizer::default(),
            with_text: FxHashSet::default(),
            emptied: FxHashMap::default(),
            is_read: false,
        }
    }

    /// The names of those that changed and came to rest, or are gone; `None` where none did. The
    /// first time all are to be read, and none has changed.
    pub(super) fn refresh(&mut self, now: Moment) -> Option<Vec<String>> {
        let mut walk = self.stabilizer.walk(now);
        let mut changed = Vec::new();
        for (name, path) in &self.files {
            let Some(version) = disk::version(path) else { continue };
            if walk.found(name, version).reads(!self.is_read).is_none() {
                continue;
            }
            if version.size() == 0 && self.with_text.contains(name) {
                let known = self.emptied.get(name).filter(|(known, _)| *known == version);
                let since = known.map_or(now.instant, |(_, since)| *since);
                self.emptied.insert(name.clone(), (version, since));
                if now.instant < since + EMPTIED {
                    continue;
                }
            }
            changed.push((name.clone(), version));
        }
        let gone = walk.finish();
        for name in &gone {
            self.emptied.remove(name);
        }
        for (name, version) in &changed {
            self.stabilizer.mark_read(name, *version, now);
            self.emptied.remove(name);
            if version.size() > 0 {
                self.with_text.insert(name.clone());
            } else {
                self.with_text.remove(name);
            }
        }
        let is_first = !std::mem::replace(&mut self.is_read, true);
        if is_first {
            return Some(Vec::new());
        }
        let names: Vec<String> = changed.into_iter().map(|(name, _)| name).chain(gone).collect();
        (!names.is_empty()).then_some(names)
    }

    /// When to look again though nothing was heard.
    pub(super) fn next_look(&self) -> Option<Instant> {
        let emptied = self.emptied.values().map(|(_, since)| *since + EMPTIED);
        emptied.chain(self.stabilizer.next_look()).min()
    }

    /// The folders whose changes matter.
    pub(super) fn folders(&self) -> Vec<Folder> {
        self.files.iter().flat_map(|(_, path)| disk::folders_above(path)).collect()
    }
}

#[cfg(test)]
mod tests;
