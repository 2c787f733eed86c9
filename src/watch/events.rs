//! What the system tells, kept until the watcher's owner asks.
//!
//! A storm of events costs no memory: hints are one debouncer, and paths are kept only of
//! followed folders.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, Event, EventKind, ModifyKind, RemoveKind, RenameMode};
use rustc_hash::FxHashSet;

use super::debouncer::Debouncer;

/// What was heard since the watcher last asked.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// The hints.
    pub(super) debouncer: Option<Debouncer>,
    /// Events were lost, so that nobody knows what is still watched.
    pub(super) lost: bool,
    /// The system's side has ended; nothing will be heard any more.
    pub(super) ended: bool,
    /// The paths of the folders that are followed.
    pub(super) followed: FxHashSet<Arc<std::path::Path>>,
    /// Followed folders that were moved or removed: the system has forgotten them and all below
    /// them, even if they are back by now.
    pub(super) forgotten: FxHashSet<PathBuf>,
}

/// What the system's side and the watcher share.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    pending: Mutex<Pending>,
    bell: Condvar,
}

impl Mailbox {
    /// What was heard until now. The system's side waits while it is held, so nothing is asked of
    /// the system meanwhile.
    pub(super) fn lock(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go until something is heard, or for so long.
    pub(super) fn wait<'a>(
        &self,
        heard: MutexGuard<'a, Pending>,
        at_most: Option<Duration>,
    ) -> MutexGuard<'a, Pending> {
        match at_most {
            Some(time) => {
                let woken = self.bell.wait_timeout(heard, time);
                woken.unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.bell.wait(heard).unwrap_or_else(PoisonError::into_inner),
        }
    }
}

/// The end that the system tells its events to.
#[derive(Debug)]
pub(super) struct EventSink(pub(super) Arc<Mailbox>);

impl EventSink {
    /// Takes in what the system tells.
    pub(super) fn hear(&self, told: notify::Result<Event>) {
        let event = match told {
            Ok(event) if !event.need_rescan() => event,
            _ => return self.note(|heard| heard.lost = true),
        };
        if !is_hint(&event) {
            return;
        }
        self.note(|heard| {
            if forgets(event.kind) {
                let Pending { followed, forgotten, .. } = heard;
                let folders = event.paths.into_iter().filter(|p| followed.contains(p.as_path()));
                forgotten.extend(folders);
            }
        });
    }

    fn note(&self, change: impl FnOnce(&mut Pending)) {
        let now = Instant::now();
        let mut heard = self.0.lock();
        heard.debouncer.get_or_insert_with(|| Debouncer::new(now)).hint(now);
        change(&mut heard);
        drop(heard);
        self.0.bell.notify_one();
    }
}

impl Drop for EventSink {
    /// The system's side lets go of it when it ends, however it ends.
    fn drop(&mut self) {
        self.note(|heard| heard.ended = true);
    }
}

/// Whether an event may change what is read. Opening and reading do not, and are told as well.
pub(super) fn is_hint(event: &Event) -> bool {
    let is_read = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        kind => kind.is_access(),
    };
    let is_idle = |path: &PathBuf| path.file_name().is_some_and(is_swap_file);
    !is_read && (event.paths.is_empty() || !event.paths.iter().all(is_idle))
}

/// Whether an editor keeps what is not saved yet in a file of this name (vim's `.name.swp`), or
/// marks with it that it is at work (emacs's `.#name`): hidden, so that no walk reads it, and
/// written while its user types.
fn is_swap_file(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".#")
        || name.starts_with(b".")
            && [b".swp", b".swo", b".swx"].iter().any(|end| name.ends_with(*end))
}

/// Whether the system stops watching a folder with such an event, with all below it.
fn forgets(kind: EventKind) -> bool {
    match kind {
        EventKind::Remove(what) => what != RemoveKind::File,
        EventKind::Modify(ModifyKind::Name(mode)) => mode != RenameMode::To,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange};

    #[test]
    fn reading_and_swap_files_are_no_hints() {
        let check = |kind, paths: &[&str], expected: bool| {
            let event = paths.iter().fold(Event::new(kind), |e, p| e.add_path(PathBuf::from(p)));
            assert_eq!(is_hint(&event), expected, "{kind:?} {paths:?}");
        };
        let (made, written) = (
            EventKind::Create(CreateKind::File),
            EventKind::Modify(ModifyKind::Data(DataChange::Any)),
        );
        check(made, &["/c/a.md"], true);
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), &["/c/a.md"], false);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), &["/c/a.md"], false);
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), &["/c/a.md"], true);
        check(EventKind::Other, &[], true);
        for swap in ["/c/.a.md.swp", "/c/.a.md.swx", "/c/.#a.md"] {
            check(written, &[swap], false);
        }
        for read in ["/c/a.md~", "/c/a.swp", "/c/.gitignore", "/c/#a.md#"] {
            check(written, &[read], true);
        }
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        check(renamed, &["/c/.a.md.swp", "/c/a.md"], true);
    }

    #[test]
    fn only_followed_folders_that_went_are_remembered() {
        let mailbox = Arc::new(Mailbox::default());
        let sink = EventSink(Arc::clone(&mailbox));
        mailbox.lock().followed.insert(Arc::from(PathBuf::from("/c/a")));
        let tell = |kind, path: &str| sink.hear(Ok(Event::new(kind).add_path(PathBuf::from(path))));
        for number in 0..1000 {
            tell(EventKind::Remove(RemoveKind::Folder), &format!("/c/{number}"));
            tell(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/c/a");
            tell(EventKind::Create(CreateKind::Folder), "/c/a");
        }
        assert!(mailbox.lock().forgotten.is_empty());
        tell(EventKind::Modify(ModifyKind::Name(RenameMode::From)), "/c/a");
        tell(EventKind::Remove(RemoveKind::Folder), "/c/a");
        assert_eq!(mailbox.lock().forgotten.len(), 1);
        assert!(!mailbox.lock().lost);
        sink.hear(Err(notify::Error::generic("a fault")));
        assert!(mailbox.lock().lost);
        assert!(!mailbox.lock().ended);
        drop(sink);
        assert!(mailbox.lock().ended);
    }
}
