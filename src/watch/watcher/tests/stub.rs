//! A system that refuses, loses and ends when the test says so.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

use notify::event::{Event, EventKind, Flag, RemoveKind};

use super::super::*;
use super::{HANG, woken};

/// A system that watches a few folders, notes which, and lets the test speak to the sink.
#[derive(Debug, Clone)]
struct Stub(Arc<Mutex<Notes>>);

#[derive(Debug, Default)]
struct Notes {
    most: usize,
    sink: Option<EventSink>,
    watched: BTreeSet<PathBuf>,
    connected: usize,
    calls: usize,
}

impl Stub {
    fn watching(most: usize) -> Self {
        Self(Arc::new(Mutex::new(Notes { most, ..Notes::default() })))
    }

    fn notes<R>(&self, look: impl FnOnce(&mut Notes) -> R) -> R {
        look(&mut self.0.lock().expect("notes"))
    }
}

impl Backend for Stub {
    fn connect(&self, sink: EventSink) -> notify::Result<Box<dyn BackendWatcher>> {
        // The sink of an earlier connection ends when it is replaced, as the system's would.
        let old = self.notes(|notes| {
            notes.connected += 1;
            notes.watched.clear();
            notes.sink.replace(sink)
        });
        drop(old);
        Ok(Box::new(self.clone()))
    }
}

impl BackendWatcher for Stub {
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        self.notes(|notes| {
            notes.calls += 1;
            if notes.watched.len() == notes.most {
                return Err(notify::Error::new(ErrorKind::MaxFilesWatch));
            }
            notes.watched.insert(folder.to_path_buf());
            Ok(())
        })
    }

    fn unwatch(&mut self, folder: &Path) -> notify::Result<()> {
        self.notes(|notes| {
            notes.calls += 1;
            notes.watched.remove(folder);
        });
        Ok(())
    }
}

/// Folders that need not be there.
fn invented(count: u64) -> Vec<Folder> {
    (0..count).map(|n| Folder { path: format!("/site/content/{n}").into(), id: (1, n) }).collect()
}

#[test]
fn a_refused_watch_is_told_once_and_changes_are_looked_for() {
    let stub = Stub::watching(2);
    let mut watcher = Watcher::on(Box::new(stub.clone()), WatchMode::Events);
    assert!(watcher.follow(&invented(2)));
    assert_eq!(watcher.take_warning(), None);
    assert!(!watcher.follow(&invented(4)), "what happened meanwhile is looked for");
    assert_eq!(watcher.mode(), WatchMode::Polling(POLL_INTERVAL));
    let warning = watcher.take_warning().expect("a reason");
    assert!(warning.hint.contains("fs.inotify.max_user_watches=524288"), "{warning:?}");
    assert_eq!(watcher.take_warning(), None);
    assert_eq!(woken(&mut watcher, HANG), WakeReason::Hint);
    assert!(!watcher.follow(&invented(1)));
    assert_eq!(stub.notes(|notes| notes.connected), 1, "the system is left alone");
}

#[test]
fn after_lost_events_all_is_watched_anew() {
    let stub = Stub::watching(10);
    let mut watcher = Watcher::on(Box::new(stub.clone()), WatchMode::Events);
    assert!(watcher.follow(&invented(3)));
    assert!(!watcher.follow(&invented(3)));
    let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
    for told in [Ok(overflow), Err(notify::Error::generic("a fault"))] {
        stub.notes(|notes| notes.sink.as_ref().expect("a sink").hear(told));
        assert_eq!(watcher.wait(HANG), WakeReason::EventsLost);
        let before = stub.notes(|notes| notes.calls);
        assert!(watcher.follow(&invented(3)));
        assert_eq!(stub.notes(|notes| (notes.calls - before, notes.watched.len())), (3, 3));
        assert!(!watcher.follow(&invented(3)));
    }
    assert_eq!(stub.notes(|notes| notes.connected), 3);
    assert_eq!(watcher.take_warning(), None);
}

#[test]
fn after_a_mass_removal_the_system_is_asked_for_what_is_left_only() {
    let stub = Stub::watching(usize::MAX);
    let mut watcher = Watcher::on(Box::new(stub.clone()), WatchMode::Events);
    let folders = invented(1000);
    watcher.follow(&folders);
    stub.notes(|notes| {
        let sink = notes.sink.as_ref().expect("a sink");
        for folder in &folders[10..] {
            let removed = EventKind::Remove(RemoveKind::Folder);
            sink.hear(Ok(Event::new(removed).add_path(folder.path.clone())));
        }
    });
    assert_eq!(woken(&mut watcher, HANG), WakeReason::Hint);
    assert!(watcher.follow(&folders[..10]));
    let (connected, calls) = stub.notes(|notes| (notes.connected, notes.calls));
    assert_eq!((connected, calls), (2, 1000 + 10));
    assert!(!watcher.follow(&folders[..10]));
}

#[test]
fn a_system_that_ends_is_told_and_changes_are_looked_for() {
    let stub = Stub::watching(10);
    let mut watcher = Watcher::on(Box::new(stub.clone()), WatchMode::Events);
    watcher.follow(&invented(3));
    drop(stub.notes(|notes| notes.sink.take()));
    assert_eq!(watcher.wait(HANG), WakeReason::EventsLost);
    assert!(watcher.take_warning().is_some_and(|warning| warning.message.contains(ENDED)));
    assert_eq!(woken(&mut watcher, HANG), WakeReason::Hint);
}

#[test]
fn an_unchanged_list_asks_the_system_nothing() {
    let stub = Stub::watching(usize::MAX);
    let mut watcher = Watcher::on(Box::new(stub.clone()), WatchMode::Events);
    let mut folders = invented(10_000);
    assert!(watcher.follow(&folders));
    folders.extend(invented(10));
    folders.push(Folder { path: "/elsewhere/same".into(), id: (1, 7) });
    assert!(!watcher.follow(&folders), "named twice, also by another path");
    assert_eq!(stub.notes(|notes| notes.calls), 10_000);
    // One is replaced, one has moved, one is gone.
    folders.truncate(9_999);
    folders[5].id = (1, 20_000);
    folders[6].path = "/site/content/moved".into();
    assert!(watcher.follow(&folders));
    assert_eq!(stub.notes(|notes| notes.calls), 10_000 + 3 + 2);
    let expected: BTreeSet<PathBuf> = folders.iter().map(|folder| folder.path.clone()).collect();
    assert_eq!(stub.notes(|notes| notes.watched.clone()), expected);
}

#[test]
fn where_one_watch_holds_all_below_only_the_topmost_folders_need_one() {
    let at = |path: &str| Folder { path: path.into(), id: (1, 1) };
    let folders = [at("/a/b/c"), at("/a"), at("/a/b"), at("/ab"), at("/d/e")];
    let paths = |is_below: bool| -> Vec<&str> {
        topmost(&folders, is_below).filter_map(|folder| folder.path.to_str()).collect()
    };
    assert_eq!(paths(true), ["/a", "/ab", "/d/e"]);
    assert_eq!(paths(false), ["/a/b/c", "/a", "/a/b", "/ab", "/d/e"]);
}
