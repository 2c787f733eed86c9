//! The content folder as it was last read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::half_written::HalfWritten;
use crate::disk::{self, DiskError, FileVersion, Folder, FoundFile, Scan, Unreadable};
use crate::pipeline::{Input, Site};
use crate::portfolio::FileFinding;
use crate::settings::Limits;
use crate::site::{ActiveContent, measured_stem, measures_beside};
use crate::text::Source;
use crate::view::preview::Problem;
use crate::watch::{Moment, WriteStabilizer};

/// A content folder that is gone for less keeps its last version: a link to it that leads elsewhere
/// now, or a folder put in its place, is not there for a moment.
const HOLD: Duration = Duration::from_millis(300);

/// Time between two looks at a folder that can't be listed: that it can be again is often told by no
/// event (a folder above that was opened, a mount that is back, a disk that works again).
const AGAIN: Duration = Duration::from_secs(1);

/// The documents that a file of measures stands beside.
fn beside_mut<'a>(
    documents: &'a mut BTreeMap<String, Arc<Source>>,
    name: &'a str,
) -> impl Iterator<Item = (&'a String, &'a mut Arc<Source>)> {
    let stem = measured_stem(name).unwrap_or(name);
    let from = documents.range_mut(stem.to_owned()..);
    let near = from.take_while(move |(path, _)| path.starts_with(stem));
    near.filter(move |(path, _)| measures_beside(path) == name)
}

/// The content folder as it was last read, brought up to date by [`Content::refresh`].
#[derive(Debug)]
pub(super) struct Content {
    folder: PathBuf,
    exclude: PathBuf,
    limits: Limits,
    documents: BTreeMap<String, Arc<Source>>,
    /// Files of measures, which are read with the documents beside them.
    companions: BTreeMap<String, Arc<Source>>,
    /// The other files, and why one is not published.
    files: BTreeMap<String, (FileVersion, Option<ActiveContent>)>,
    /// Documents that could not be read.
    unread: BTreeMap<String, Unreadable>,
    /// What the last walk left out.
    left_out: Vec<Unreadable>,
    stabilizer: WriteStabilizer,
    /// What the last walk found, in their order.
    scan: Option<Scan>,
    /// Files that plans use, and why one can't be published.
    probed: FxHashMap<String, (FileVersion, Option<Unreadable>)>,
    missing_since: Option<Instant>,
    half_written: HalfWritten,
    next_look: Option<Instant>,
}

/// What a walk has brought.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// Documents that are new, gone or hold another text.
    pub(super) documents: Vec<String>,
    /// Other files that are new or gone, or published only now or no more.
    pub(super) files: Vec<String>,
    /// Other files of another version.
    pub(super) newer: Vec<String>,
    /// Whether what can't be read has changed.
    pub(super) unreadable: bool,
}

impl Change {
    pub(super) fn is_none(&self) -> bool {
        let Self { documents, files, newer, unreadable } = self;
        documents.is_empty() && files.is_empty() && newer.is_empty() && !unreadable
    }
}

impl Content {
    /// A folder of which nothing was read yet; what lies under `exclude` is left out.
    pub(super) fn new(folder: PathBuf, exclude: PathBuf, limits: Limits) -> Self {
        Self {
            folder,
            exclude,
            limits,
            documents: BTreeMap::new(),
            companions: BTreeMap::new(),
            files: BTreeMap::new(),
            unread: BTreeMap::new(),
            left_out: Vec::new(),
            stabilizer: WriteStabilizer::default(),
            scan: None,
            probed: FxHashMap::default(),
            missing_since: None,
            half_written: HalfWritten::default(),
            next_look: None,
        }
    }

    /// Whether it is read just so.
    pub(super) fn is(&self, folder: &Path, exclude: &Path, limits: &Limits) -> bool {
        self.folder == folder && self.exclude == exclude && self.limits == *limits
    }

    /// Whether it was read at least once.
    pub(super) fn is_read(&self) -> bool {
        self.scan.is_some()
    }

    /// The folder's real path, as far as there is one.
    pub(super) fn real_path(&self) -> PathBuf {
        disk::real_path(&self.folder).unwrap_or_else(|_| self.folder.clone())
    }

    /// Walks over the folder without reading, for a [`Content::refresh`] that follows if nothing is
    /// heard meanwhile.
    pub(super) fn scan(&self) -> Result<Scan, DiskError> {
        disk::scan(&self.folder, &[&self.exclude], self.limits.folder_depth)
    }

    /// Reads what has changed and come to rest by a walk over the folder. The first time everything
    /// is read as it stands. `is_no_plan` tells whether a file that is shown as a plan reads as none.
    ///
    /// # Errors
    /// When the folder is missing for more than a moment, or cannot be listed.
    pub(super) fn refresh(
        &mut self,
        scan: Result<Scan, DiskError>,
        now: Moment,
        is_no_plan: &dyn Fn(&Source) -> bool,
    ) -> Result<Change, DiskError> {
        self.next_look = None;
        let scan = match scan {
            Ok(scan) => scan,
            Err(error) => return self.without_folder(error, now),
        };
        self.missing_since = None;
        let is_first = self.scan.is_none();
        let mut walk = self.stabilizer.walk(now);
        let mut to_read = Vec::new();
        for found in &scan.documents {
            if let Some(as_it_stands) = walk.found(found.name(), found.version).reads(is_first) {
                to_read.push((found, as_it_stands));
            }
        }
        let mut newer = Vec::new();
        for found in &scan.files {
            if let Some(as_it_stands) = walk.found(found.name(), found.version).reads(is_first) {
                newer.push((found, as_it_stands));
            }
        }
        let gone = walk.finish();
        let mut change = Change::default();
        self.read(&scan, &to_read, now, is_no_plan, &mut change);
        for (found, as_it_stands) in newer {
            if measured_stem(found.name()).is_some()
                && !self.read_companion(&scan, found, as_it_stands, &mut change)
            {
                self.stabilizer.postpone(now);
                continue;
            }
            self.stabilizer.mark_read(found.name(), found.version, now);
            let name = found.name().to_owned();
            let active = match self.files.get(&name) {
                Some((version, active)) if *version == found.version => *active,
                _ => scan.active(found),
            };
            match self.files.insert(name.clone(), (found.version, active)) {
                Some((_, known)) if known != active => change.files.push(name),
                None => change.files.push(name),
                Some((known, _)) if known != found.version => change.newer.push(name),
                Some(_) => {}
            }
        }
        for name in gone {
            self.half_written.forget(&name);
            change.unreadable |= self.unread.remove(&name).is_some();
            if self.companions.remove(&name).is_some() {
                self.join(&name, &mut change);
            }
            if self.files.remove(&name).is_some() {
                change.files.push(name);
            } else if self.documents.remove(&name).is_some() {
                change.documents.push(name);
            }
        }
        // What is only gone for a moment is not told as left out.
        let is_held = |file: &Unreadable| {
            self.documents.contains_key(&file.path) || self.files.contains_key(&file.path)
        };
        let left_out: Vec<Unreadable> =
            scan.unreadable.iter().filter(|file| !is_held(file)).cloned().collect();
        change.unreadable |= left_out != self.left_out;
        self.left_out = left_out;
        self.scan = Some(scan);
        Ok(change)
    }

    /// Reads a file of measures; whether it is read, and does not change meanwhile.
    fn read_companion(
        &mut self,
        scan: &Scan,
        found: &FoundFile,
        as_it_stands: bool,
        change: &mut Change,
    ) -> bool {
        let name = found.name();
        let read = scan.read(found, &self.limits);
        if !as_it_stands && !scan.is_still(found) {
            return false;
        }
        change.unreadable |= self.unread.remove(name).is_some();
        match read {
            Ok(source) => drop(self.companions.insert(name.to_owned(), Arc::new(source))),
            Err(unread) => {
                self.companions.remove(name);
                // One beside no document is told as that.
                if beside_mut(&mut self.documents, name).next().is_some() {
                    change.unreadable = true;
                    self.unread.insert(name.to_owned(), unread);
                }
            }
        }
        self.join(name, change);
        true
    }

    /// Joins a file of measures, or that there is none, with the documents beside it.
    fn join(&mut self, name: &str, change: &mut Change) {
        let companion = self.companions.get(name);
        for (path, document) in beside_mut(&mut self.documents, name) {
            if document.companion() == companion {
                continue;
            }
            let text = Arc::unwrap_or_clone(Arc::clone(document));
            *document = Arc::new(text.with_companion(companion.cloned()));
            if !change.documents.contains(path) {
                change.documents.push(path.clone());
            }
        }
    }

    fn without_folder(&mut self, error: DiskError, now: Moment) -> Result<Change, DiskError> {
        let since = *self.missing_since.get_or_insert(now.instant);
        let end = since + HOLD;
        if self.scan.is_none() || now.instant >= end {
            self.next_look = Some(now.instant + AGAIN);
            return Err(error);
        }
        self.next_look = Some(end);
        Ok(Change::default())
    }

    fn read(
        &mut self,
        scan: &Scan,
        files: &[(&FoundFile, bool)],
        now: Moment,
        is_no_plan: &dyn Fn(&Source) -> bool,
        change: &mut Change,
    ) {
        let limits = &self.limits;
        let read: Vec<Option<Result<Source, Unreadable>>> = files
            .par_iter()
            .map(|&(found, as_it_stands)| {
                let read = scan.read(found, limits);
                (as_it_stands || scan.is_still(found)).then_some(read)
            })
            .collect();
        for ((found, _), result) in files.iter().zip(read) {
            let name = found.name();
            let Some(result) = result else {
                self.stabilizer.postpone(now);
                continue;
            };
            if let (Ok(new), Some(last)) = (&result, self.documents.get(name))
                && let Some(next) =
                    self.half_written
                        .hold(new, last, found.version, now.instant, || is_no_plan(new))
            {
                self.next_look = Some(self.next_look.map_or(next, |known| known.min(next)));
                continue;
            }
            match result {
                Ok(source) => {
                    self.stabilizer.mark_read(name, found.version, now);
                    change.unreadable |= self.unread.remove(name).is_some();
                    let companion = self.companions.get(&measures_beside(name)).cloned();
                    let source = source.with_companion(companion);
                    let is_known = |known: &Arc<Source>| known.is_same(&source);
                    if !self.documents.get(name).is_some_and(is_known) {
                        self.documents.insert(name.to_owned(), Arc::new(source));
                        change.documents.push(name.to_owned());
                    }
                }
                // Gone since the walk: the next one tells whether it stays so.
                Err(unread) if unread.is_gone() => {}
                Err(unread) => {
                    self.stabilizer.mark_read(name, found.version, now);
                    if self.documents.remove(name).is_some() {
                        change.documents.push(name.to_owned());
                    }
                    let known = self.unread.insert(name.to_owned(), unread.clone());
                    change.unreadable |= known != Some(unread);
                }
            }
        }
    }

    /// What is told of files that are shown in an older version, as the newest looks half-written.
    pub(super) fn half_written(&self, now: Moment) -> Option<Problem> {
        self.half_written.problem(now.instant)
    }

    /// When to walk again though nothing was heard.
    pub(super) fn next_look(&self) -> Option<Instant> {
        let looks = [self.next_look, self.stabilizer.next_look()];
        looks.into_iter().flatten().min()
    }

    /// What is to be put side by side.
    pub(super) fn input(&self) -> Input {
        let mut unreadable: Vec<Unreadable> =
            self.left_out.iter().chain(self.unread.values()).cloned().collect();
        unreadable.sort_by(|a, b| a.path.cmp(&b.path));
        Input {
            documents: self.documents.values().cloned().collect(),
            files: self.files.iter().map(|(name, (_, active))| (name.clone(), *active)).collect(),
            file_findings: unreadable.into_iter().map(FileFinding::from).collect(),
            ..Input::default()
        }
    }

    /// The files that a site uses and that can't be published.
    pub(super) fn lost(&mut self, site: &Site) -> Vec<FileFinding> {
        let Some(scan) = &self.scan else { return Vec::new() };
        let mut lost = Vec::new();
        for name in site.portfolio().used_files() {
            let Ok(at) = scan.files.binary_search_by(|found| found.name().cmp(name)) else {
                continue;
            };
            let found = &scan.files[at];
            let known = self.probed.get(name).filter(|(version, _)| *version == found.version);
            let result = match known {
                Some((_, result)) => result.clone(),
                None => {
                    let result = scan.probe(found).err();
                    self.probed.insert(name.clone(), (found.version, result.clone()));
                    result
                }
            };
            lost.extend(result.map(FileFinding::from));
        }
        lost
    }

    /// The folders whose changes matter.
    pub(super) fn folders(&self) -> Vec<Folder> {
        let mut folders = disk::folders_above(&self.folder);
        folders.extend(self.scan.iter().flat_map(|scan| scan.folders.iter().cloned()));
        folders
    }
}
