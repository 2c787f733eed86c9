//! When a file that differs is to be read: not while it is being written.
//!
//! A walk finds files in some version; the version last read is remembered here. Time is passed in.
//! Invariant: a file whose version differs from the one last read is read at some later walk, and a
//! file that is gone is told as gone at some later walk: [`WriteStabilizer::next_look`] is set until
//! then.

use std::time::{Duration, Instant, SystemTime};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::disk::FileVersion;

/// A file without change for so long is written to its end: editors and programs write one text in
/// several steps, a few milliseconds apart.
const SETTLE_TIME: Duration = Duration::from_millis(30);

/// A file that never rests is read so long after its first change that was not read.
const MAX_DELAY: Duration = Duration::from_secs(1);

/// A file that is gone for less keeps its last version: vim renames a file away before it writes it
/// anew, and others remove it.
const MISSING_GRACE: Duration = Duration::from_millis(300);

/// A moment by both clocks: one that nobody sets, and the one that files are stamped with.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// What spans of time are measured with.
    pub instant: Instant,
    /// What change times are compared with.
    pub clock: SystemTime,
}

impl Moment {
    /// This moment.
    #[expect(
        clippy::disallowed_methods,
        reason = "the preview compares change times with the clock"
    )]
    pub fn now() -> Self {
        Self { instant: Instant::now(), clock: SystemTime::now() }
    }
}

/// What to do with a file that a walk has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadDecision {
    /// Nothing: it is as it was last read.
    Unchanged,
    /// It has come to rest and is to be read, and then told with [`WriteStabilizer::mark_read`].
    Read,
    /// It does not come to rest, and is to be read as it stands, and then told.
    ReadUnstable,
    /// It may still be being written: its last version stays until a later walk.
    Wait,
}

impl ReadDecision {
    /// Whether the file is to be read now: `Some(true)` as it stands, `Some(false)` only if it is
    /// still in the version that was found. The first time everything is read as it stands.
    pub fn reads(self, is_first: bool) -> Option<bool> {
        match self {
            Self::Unchanged => None,
            Self::Wait => is_first.then_some(true),
            Self::Read => Some(is_first),
            Self::ReadUnstable => Some(true),
        }
    }
}

/// The versions of files as they were last read.
#[derive(Debug, Default)]
pub struct WriteStabilizer {
    files: FxHashMap<String, TrackedFile>,
    /// The number of the last walk.
    walk: u64,
    next_look: Option<Instant>,
}

#[derive(Debug)]
struct TrackedFile {
    /// The version last found.
    found: FileVersion,
    /// The version last read.
    read: Option<FileVersion>,
    /// Whether it was read so soon after its change that one more, by the same tick of the file
    /// system's clock, would have left the version as it is. Then it is read once more.
    was_young: bool,
    /// When the version last found was first found.
    since: Instant,
    /// When the first version that was not read was found.
    unread_since: Option<Instant>,
    /// When it was first missing.
    missing_since: Option<Instant>,
    /// The last walk that found it.
    walk: u64,
}

impl WriteStabilizer {
    /// Begins a walk over all files. `now` is a moment before the first file is looked at.
    pub fn walk(&mut self, now: Moment) -> Walk<'_> {
        self.walk += 1;
        self.next_look = None;
        Walk { seen: 0, now, stabilizer: self }
    }

    /// Notes that a file was read, or tried to be, in the version that a walk has found; also one
    /// that no walk was asked about, as all are at the start. `now` is a moment before it was opened.
    pub fn mark_read(&mut self, name: &str, version: FileVersion, now: Moment) {
        let walk = self.walk;
        let file = self
            .files
            .entry(name.to_owned())
            .or_insert_with(|| TrackedFile::new(version, now, walk));
        let since = if file.found == version { file.since } else { now.instant };
        let is_second_time = file.read == Some(version) && file.was_young;
        file.was_young = rested(version, since, now) < SETTLE_TIME && !is_second_time;
        file.read = Some(version);
        // It may have changed since it was read; then the next walk finds it so.
        file.unread_since = None;
        if file.was_young {
            self.look_at(now.instant + SETTLE_TIME);
        }
    }

    /// Notes that a file was not read after all, as it has just changed again.
    pub fn postpone(&mut self, now: Moment) {
        self.look_at(now.instant + SETTLE_TIME);
    }

    /// When a walk is wanted though nothing is heard: a file waits to be read, or is missing.
    pub fn next_look(&self) -> Option<Instant> {
        self.next_look
    }

    fn look_at(&mut self, moment: Instant) {
        self.next_look = Some(self.next_look.map_or(moment, |next| next.min(moment)));
    }
}

impl TrackedFile {
    fn new(version: FileVersion, now: Moment, walk: u64) -> Self {
        Self {
            found: version,
            read: None,
            was_young: false,
            since: now.instant,
            unread_since: None,
            missing_since: None,
            walk,
        }
    }
}

/// A walk going on. One that is dropped unfinished takes no file for gone.
#[derive(Debug)]
pub struct Walk<'a> {
    stabilizer: &'a mut WriteStabilizer,
    now: Moment,
    /// Known files that were found.
    seen: usize,
}

impl Walk<'_> {
    /// Takes in a file that the walk has found.
    pub fn found(&mut self, name: &str, version: FileVersion) -> ReadDecision {
        let (now, walk) = (self.now, self.stabilizer.walk);
        let file = match self.stabilizer.files.get_mut(name) {
            Some(file) => file,
            // Only a new name is copied.
            None => {
                let file = TrackedFile::new(version, now, walk - 1);
                self.stabilizer.files.entry(name.to_owned()).or_insert(file)
            }
        };
        self.seen += usize::from(file.walk != walk);
        file.walk = walk;
        file.missing_since = None;
        if file.found != version {
            file.found = version;
            file.since = now.instant;
        }
        if file.read == Some(version) && !file.was_young {
            file.unread_since = None;
            return ReadDecision::Unchanged;
        }
        let unread_since = *file.unread_since.get_or_insert(now.instant);
        let rested = rested(version, file.since, now);
        let ceiling = unread_since + MAX_DELAY;
        if rested >= SETTLE_TIME {
            return ReadDecision::Read;
        }
        if now.instant >= ceiling {
            return ReadDecision::ReadUnstable;
        }
        self.stabilizer.look_at((now.instant + SETTLE_TIME.saturating_sub(rested)).min(ceiling));
        ReadDecision::Wait
    }

    /// Ends the walk: the names, in their order, of files that were read once and are gone now.
    /// Files that have only just gone missing are not told yet; they stay as they were read.
    pub fn finish(self) -> Vec<String> {
        let Self { stabilizer, now, seen } = self;
        if seen == stabilizer.files.len() {
            return Vec::new();
        }
        let walk = stabilizer.walk;
        let moved = stabilizer.moved();
        let (mut gone, mut next) = (Vec::new(), None::<Instant>);
        stabilizer.files.retain(|name, file| {
            if file.walk == walk {
                return true;
            }
            let end = *file.missing_since.get_or_insert(now.instant) + MISSING_GRACE;
            let is_held = file.read.is_some() && now.instant < end && !moved.contains(name);
            if is_held {
                next = Some(next.map_or(end, |next| next.min(end)));
            } else if file.read.is_some() {
                gone.push(name.clone());
            }
            is_held
        });
        if let Some(next) = next {
            stabilizer.look_at(next);
        }
        gone.sort_unstable();
        gone
    }
}

impl WriteStabilizer {
    /// Names that this walk has not found, of files that it found under another name.
    fn moved(&self) -> FxHashSet<String> {
        let is_missing = |file: &TrackedFile| file.walk != self.walk;
        let missing: FxHashMap<(u64, u64), (&str, FileVersion)> = self
            .files
            .iter()
            .filter(|(_, file)| is_missing(file))
            .map(|(name, file)| (file.found.id(), (name.as_str(), file.found)))
            .collect();
        self.files
            .iter()
            .filter(|(_, file)| !is_missing(file))
            .filter_map(|(name, file)| {
                let (old, version) = *missing.get(&file.found.id())?;
                // `plan.md~` is the backup that an editor makes while it saves `plan.md`.
                let is_backup = name.starts_with(old);
                (file.found.is_renamed(&version) && !is_backup).then(|| old.to_owned())
            })
            .collect()
    }
}

/// How long a version has been without change: by its change time, and where that does not tell, by
/// when it was first found.
fn rested(version: FileVersion, since: Instant, now: Moment) -> Duration {
    version.age(now.clock).unwrap_or_else(|| now.instant.saturating_duration_since(since))
}

#[cfg(test)]
mod tests;
