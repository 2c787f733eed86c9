//! Waiting for folders to change.
//!
//! What happens in a followed folder after [`Watcher::follow`] has returned `false` ends the next
//! [`Watcher::wait`]. Folders are watched, never files: editors put a new file in the old one's
//! place, and a watch on the old one hears nothing of it.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use notify::ErrorKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::backend::{Backend, BackendWatcher, IS_RECURSIVE, NotifyBackend};
use super::events::{EventSink, Mailbox};
use super::warning::WatchWarning;
use crate::disk::Folder;

/// Time from one look to the next where the system tells of no changes.
pub const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// With more folders forgotten than that it is faster to watch all anew: `notify` goes over all its
/// folders for each that is removed, and answers nothing until it is done.
const MANY_FORGOTTEN: usize = 500;

/// What is wrong when the system's side lets go of its [`EventSink`].
const ENDED: &str = "its watcher has ended";

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchMode {
    /// The system tells of them.
    Events,
    /// They are looked for, with so much time from one look to the next.
    Polling(Duration),
}

/// Why a wait has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WakeReason {
    /// Something may have changed, and nothing was heard for 10 ms. Who looks now may have to look
    /// again, but has mostly seen it all when [`WakeReason::Settled`] comes.
    Quiet,
    /// Nothing was heard since [`WakeReason::Quiet`] for long enough.
    Settled,
    /// Something may have changed.
    Hint,
    /// The time is over.
    Timeout,
    /// Anything may have changed: the system has lost events. The next [`Watcher::follow`] watches
    /// every folder anew.
    EventsLost,
}

/// Notices that folders change. Hints are all it gives: its owner walks over the folders to see
/// what has changed.
#[derive(Debug)]
pub struct Watcher {
    mode: WatchMode,
    backend: Box<dyn Backend>,
    /// The system's side; none before the first folder, after a loss, and where changes are looked
    /// for.
    watches: Option<Box<dyn BackendWatcher>>,
    mailbox: Arc<Mailbox>,
    watched: FxHashMap<(u64, u64), WatchedFolder>,
    generation: u64,
    /// Folders that were to be followed last and are not there: all that holds them may be gone too.
    gone: FxHashSet<(u64, u64)>,
    warning: Option<WatchWarning>,
}

/// A folder that the system watches.
#[derive(Debug)]
struct WatchedFolder {
    path: Arc<Path>,
    /// The last generation of folders that held it.
    generation: u64,
}

impl Watcher {
    /// A watcher that follows nothing yet. If the system refuses to tell of events, changes are
    /// looked for every [`POLL_INTERVAL`], and [`Watcher::take_warning`] has the reason.
    pub fn new(mode: WatchMode) -> Self {
        Self::on(Box::new(NotifyBackend), mode)
    }

    fn on(backend: Box<dyn Backend>, mode: WatchMode) -> Self {
        Self {
            mode,
            backend,
            watches: None,
            mailbox: Arc::default(),
            watched: FxHashMap::default(),
            generation: 0,
            gone: FxHashSet::default(),
            warning: None,
        }
    }

    /// How changes are noticed by now.
    pub fn mode(&self) -> WatchMode {
        self.mode
    }

    /// Why changes are looked for though events were asked for; told once.
    pub fn take_warning(&mut self) -> Option<WatchWarning> {
        self.warning.take()
    }

    /// Makes the watched folders equal to these; the list may name one several times. `true` if
    /// there is news: a folder was not watched before, so that what happened in it until now was
    /// not heard, and its owner must walk once more and follow what that walk finds.
    ///
    /// An unchanged list costs one look-up a folder and asks the system nothing.
    pub fn follow(&mut self, folders: &[Folder]) -> bool {
        let WatchMode::Events = self.mode else { return false };
        if self.has_ended() {
            self.fall_back_to_polling(&notify::Error::generic(ENDED));
            return false;
        }
        if self.mailbox.lock().forgotten.len() > MANY_FORGOTTEN {
            self.disconnect();
        }
        let mut watches = match self.watches.take().map_or_else(|| self.connect(), Ok) {
            Ok(watches) => watches,
            Err(error) => {
                self.fall_back_to_polling(&error);
                return false;
            }
        };
        let (dropped, new) = self.compare(folders);
        for path in &dropped {
            // Mostly the system has noticed first that the folder is gone.
            let _ = watches.unwatch(path);
        }
        let mut has_news = false;
        let gone = std::mem::take(&mut self.gone);
        for folder in new {
            match watches.watch(&folder.path) {
                Ok(()) => has_news = true,
                Err(error) => match Refusal::of(&error) {
                    Refusal::Gone => {
                        self.forget(folder);
                        // Told once: who has no other folders asks for the same ones again.
                        has_news |= !gone.contains(&folder.id);
                        self.gone.insert(folder.id);
                    }
                    Refusal::Denied => self.forget(folder),
                    Refusal::All => {
                        self.watches = Some(watches);
                        self.fall_back_to_polling(&error);
                        return false;
                    }
                },
            }
        }
        self.watches = Some(watches);
        has_news
    }

    /// Waits until something may have changed and is quiet again, or `at_most` for so long. Takes
    /// no processor time meanwhile.
    pub fn wait(&mut self, at_most: Option<Duration>) -> WakeReason {
        let begun = Instant::now();
        let end = at_most.and_then(|time| begun.checked_add(time));
        let poll = match self.mode {
            WatchMode::Events if self.gone.is_empty() => None,
            // Nothing tells of a folder's return where the one that held it is gone too.
            WatchMode::Events => begun.checked_add(POLL_INTERVAL),
            WatchMode::Polling(interval) => begun.checked_add(interval),
        };
        let mailbox = Arc::clone(&self.mailbox);
        let mut heard = mailbox.lock();
        loop {
            let quiet = heard.debouncer.and_then(|burst| Some(burst.quiet_at()?.min(burst.due())));
            let due = poll.or(quiet).or_else(|| heard.debouncer.map(|burst| burst.due()));
            let is_end_first = end.is_some_and(|end| due.is_none_or(|due| end < due));
            let until = if is_end_first { end } else { due };
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left != Some(Duration::ZERO) {
                heard = mailbox.wait(heard, left);
                continue;
            }
            if is_end_first {
                return WakeReason::Timeout;
            }
            let (is_lost, has_ended) = (heard.lost, heard.ended);
            if let Some(burst) = &mut heard.debouncer
                && Instant::now() < burst.due()
                && !(is_lost || has_ended || poll.is_some())
            {
                burst.note_quiet();
                return WakeReason::Quiet;
            }
            let has_settled = heard.debouncer.take().is_some_and(|burst| burst.has_settled());
            drop(heard);
            if has_ended {
                self.fall_back_to_polling(&notify::Error::generic(ENDED));
            } else if is_lost {
                self.disconnect();
            }
            return match (is_lost || has_ended, has_settled) {
                (true, _) => WakeReason::EventsLost,
                (false, true) => WakeReason::Settled,
                (false, false) => WakeReason::Hint,
            };
        }
    }

    /// Compares folders with the watched ones: the paths to watch no more, and the folders to watch.
    fn compare<'a>(&mut self, folders: &'a [Folder]) -> (Vec<Arc<Path>>, Vec<&'a Folder>) {
        let forgotten = std::mem::take(&mut self.mailbox.lock().forgotten);
        let mut dropped = Vec::new();
        if !forgotten.is_empty() {
            // Watched anew if they are there again, though each may be the same as before.
            self.watched.retain(|_, watched| {
                let is_forgotten = watched.path.ancestors().any(|path| forgotten.contains(path));
                if is_forgotten {
                    dropped.push(Arc::clone(&watched.path));
                }
                !is_forgotten
            });
        }
        self.generation += 1;
        let generation = self.generation;
        let (mut new, mut kept) = (Vec::new(), 0);
        for folder in topmost(folders, IS_RECURSIVE) {
            match self.watched.get_mut(&folder.id) {
                // The second path of one folder: the system has one watch for both.
                Some(known) if known.generation == generation => continue,
                Some(known) if known.path.as_os_str() == folder.path.as_os_str() => {
                    known.generation = generation;
                }
                _ => {
                    let path: Arc<Path> = Arc::from(folder.path.as_path());
                    let moved = self.watched.insert(folder.id, WatchedFolder { path, generation });
                    dropped.extend(moved.map(|moved| moved.path));
                    new.push(folder);
                }
            }
            kept += 1;
        }
        if self.watched.len() > kept {
            self.watched.retain(|_, watched| {
                let is_kept = watched.generation == generation;
                if !is_kept {
                    dropped.push(Arc::clone(&watched.path));
                }
                is_kept
            });
        }
        if !(dropped.is_empty() && new.is_empty()) {
            // Before they are watched: from then on it may be told that one is moved away.
            let mut heard = self.mailbox.lock();
            dropped.iter().for_each(|path| {
                heard.followed.remove(path);
            });
            heard.followed.extend(new.iter().map(|folder| Arc::from(folder.path.as_path())));
        }
        (dropped, new)
    }

    /// A folder that could not be watched is tried again when a walk finds it again.
    fn forget(&mut self, folder: &Folder) {
        self.watched.remove(&folder.id);
        self.mailbox.lock().followed.remove(folder.path.as_path());
    }

    fn connect(&mut self) -> notify::Result<Box<dyn BackendWatcher>> {
        self.mailbox = Arc::default();
        let watches = self.backend.connect(EventSink(Arc::clone(&self.mailbox)))?;
        if self.has_ended() {
            std::mem::forget(watches);
            return Err(notify::Error::generic("its watcher does not start"));
        }
        Ok(watches)
    }

    /// Whether the system's side has let go of its sink.
    fn has_ended(&self) -> bool {
        self.mailbox.lock().ended
    }

    /// Lets go of all watches.
    fn disconnect(&mut self) {
        let watches = self.watches.take();
        if self.has_ended() {
            // `notify` panics where it is asked for anything after its thread has ended.
            std::mem::forget(watches);
        }
        self.mailbox = Arc::default();
        self.watched.clear();
    }

    /// From now on changes are looked for.
    fn fall_back_to_polling(&mut self, error: &notify::Error) {
        self.disconnect();
        self.mode = WatchMode::Polling(POLL_INTERVAL);
        self.warning = Some(WatchWarning::about(error, POLL_INTERVAL));
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.disconnect();
    }
}

/// What it means that a folder cannot be watched.
enum Refusal {
    /// It is not there any more.
    Gone,
    /// It may not be read, so that no walk sees into it either.
    Denied,
    /// No folder can be watched, or not all that should be.
    All,
}

impl Refusal {
    fn of(error: &notify::Error) -> Self {
        match &error.kind {
            ErrorKind::PathNotFound => Self::Gone,
            ErrorKind::Io(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Gone,
                io::ErrorKind::PermissionDenied => Self::Denied,
                _ => Self::All,
            },
            _ => Self::All,
        }
    }
}

/// Each folder, or where the system watches all below one those that lie in no other.
fn topmost(folders: &[Folder], is_below_watched: bool) -> impl Iterator<Item = &Folder> {
    let all: FxHashSet<&Path> =
        folders.iter().filter(|_| is_below_watched).map(|folder| folder.path.as_path()).collect();
    folders.iter().filter(move |folder| {
        !folder.path.ancestors().skip(1).any(|above| is_below_watched && all.contains(above))
    })
}

#[cfg(test)]
mod tests;
