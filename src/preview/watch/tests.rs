//! The watcher with real folders and the system's events, and with a system that refuses.

#![expect(clippy::disallowed_methods, reason = "the tests change files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use notify::event::{Event, EventKind, Flag, RemoveKind};

use super::*;
use crate::disk;

/// Far more than any wait takes: only a test that hangs ends by it.
const HANG: Option<Duration> = Some(Duration::from_secs(20));

/// A folder to change, and a watcher that follows what lies below it.
struct Bench {
    _temp: tempfile::TempDir,
    /// A folder in it, so that nobody else changes the one above, which is followed too.
    root: PathBuf,
    watcher: Watcher,
}

impl Bench {
    fn new() -> Self {
        let temp = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(temp.path()).expect("a path").join("site");
        fs::create_dir(&root).expect("a folder");
        let mut bench = Self { _temp: temp, root, watcher: Watcher::new(Means::Events) };
        bench.follow();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn folder(&self, name: &str) -> &Self {
        fs::create_dir_all(self.path(name)).expect("a folder");
        self
    }

    fn write(&self, name: &str) -> &Self {
        fs::write(self.path(name), name).expect("a file");
        self
    }

    fn folders(&self) -> Vec<Folder> {
        disk::survey(std::slice::from_ref(&self.root), &[]).folders
    }

    /// Follows what is there, until there is no news; whether there was some.
    fn follow(&mut self) -> bool {
        let mut has_news = false;
        while self.watcher.follow(&self.folders()) {
            has_news = true;
        }
        has_news
    }

    /// Lets everything that was done come through, and forgets the hints of it.
    fn settle(&mut self) {
        loop {
            self.come_through();
            self.watcher.shared.heard().burst = None;
            if !self.follow() {
                return;
            }
        }
    }

    /// Returns when the system's thread has handled every event of before: it handles events and
    /// requests by turns, so that the second answer comes after them.
    fn come_through(&mut self) {
        let watches = self.watcher.watches.as_mut().expect("it watches");
        for _ in 0..2 {
            watches.watch(&self.root).expect("watched again");
        }
    }

    fn is_silent(&mut self) -> bool {
        self.come_through();
        self.watcher.shared.heard().burst.is_none()
    }

    /// Whether a change ends the wait.
    fn hears(&mut self, what: &str, change: impl FnOnce(&Self)) {
        assert!(self.is_silent(), "{what}: before");
        change(self);
        assert_eq!(woken(&mut self.watcher, HANG), Woken::Hint, "{what}");
        self.come_through();
    }
}

/// How a wait ends; whether somebody could have looked before makes no difference here.
fn woken(watcher: &mut Watcher, at_most: Option<Duration>) -> Woken {
    loop {
        match watcher.wait(at_most) {
            Woken::Lull => {}
            Woken::Rested => return Woken::Hint,
            other => return other,
        }
    }
}

#[test]
fn after_a_lull_it_is_told_whether_there_was_more() {
    let mut bench = Bench::new();
    bench.folder("a");
    bench.follow();
    bench.write("a/x.md");
    let mut ends = Vec::new();
    while ends.last().is_none_or(|end| *end == Woken::Lull) {
        ends.push(bench.watcher.wait(HANG));
    }
    // On a busy machine the quiet may be over before anybody could be woken for the lull.
    let rested = [Woken::Lull, Woken::Rested];
    assert!(
        ends == rested || ends == [Woken::Hint] || ends == [Woken::Lull, Woken::Hint],
        "{ends:?}"
    );
}

#[test]
fn each_way_to_change_a_file_is_heard() {
    let mut bench = Bench::new();
    bench.folder("a/b").write("a/b/x.md");
    assert!(bench.follow(), "folders that were not watched before");
    assert!(!bench.follow(), "nothing new");
    bench.settle();
    bench.hears("a new file", |b| _ = b.write("a/new.md"));
    bench.settle();
    bench.hears("a file written anew", |b| _ = b.write("a/b/x.md"));
    bench.settle();
    bench.hears("one renamed over it", |b| {
        b.write("y");
        fs::rename(b.path("y"), b.path("a/b/x.md")).expect("renamed");
    });
    bench.settle();
    bench.hears("a file removed", |b| fs::remove_file(b.path("a/b/x.md")).expect("removed"));
}

#[test]
fn what_is_made_in_a_new_folder_is_seen_by_the_walk_or_heard() {
    let mut bench = Bench::new();
    bench.folder("top");
    bench.settle();
    bench.hears("deep new folders", |b| _ = b.folder("top/n/m").write("top/n/m/b.md"));
    assert!(bench.follow(), "new folders");
    assert!(bench.path("top/n/m/b.md").exists(), "and the walk sees what is in them");
    bench.settle();
    bench.hears("a file in one of them", |b| _ = b.write("top/n/m/c.md"));
}

#[test]
fn a_folder_made_again_is_watched_anew() {
    let mut bench = Bench::new();
    bench.folder("a/b");
    bench.settle();
    for round in 0..3 {
        bench.hears("a folder removed and made", |b| {
            fs::remove_dir_all(b.path("a")).expect("removed");
            b.folder("a/b");
        });
        assert!(bench.follow(), "{round}: it is watched anew");
        bench.settle();
        bench.hears("a file in it", |b| _ = b.write("a/b/x.md"));
        bench.settle();
    }
}

#[test]
fn a_folder_that_was_away_and_is_back_is_watched_anew() {
    let mut bench = Bench::new();
    bench.folder("a/b/c");
    bench.settle();
    // It is the same folder, but the system has forgotten it and all below it.
    bench.hears("there and back", |b| {
        fs::rename(b.path("a"), b.path("z")).expect("renamed");
        fs::rename(b.path("z"), b.path("a")).expect("renamed");
    });
    bench.settle();
    bench.hears("a file deep in it", |b| _ = b.write("a/b/c/x.md"));
}

#[test]
fn a_moved_folder_is_heard_at_its_new_place() {
    let mut bench = Bench::new();
    bench.folder("a/b").folder("other");
    bench.settle();
    bench.hears("a new name", |b| fs::rename(b.path("a"), b.path("z")).expect("renamed"));
    assert!(bench.follow());
    bench.settle();
    bench.hears("a file deep in it", |b| _ = b.write("z/b/x.md"));
    bench.settle();
    bench.hears("two folders that change places", |b| {
        fs::rename(b.path("z"), b.path("y")).expect("renamed");
        fs::rename(b.path("other"), b.path("z")).expect("renamed");
        fs::rename(b.path("y"), b.path("other")).expect("renamed");
    });
    bench.settle();
    for file in ["z/x.md", "other/x.md", "other/b/y.md"] {
        bench.hears(file, |b| _ = b.write(file));
        bench.settle();
    }
}

#[test]
fn a_folder_that_is_no_part_any_more_is_not_heard() {
    let mut bench = Bench::new();
    bench.folder("a").folder("b");
    bench.settle();
    let fewer: Vec<Folder> =
        bench.folders().into_iter().filter(|f| !f.path.ends_with("a")).collect();
    assert!(!bench.watcher.follow(&fewer), "nothing new");
    bench.write("a/x.md");
    assert!(bench.is_silent());
    bench.hears("another one", |b| _ = b.write("b/x.md"));
}

#[test]
fn reading_is_not_heard() {
    let mut bench = Bench::new();
    bench.folder("a").write("a/x.md");
    bench.settle();
    assert_eq!(fs::read(bench.path("a/x.md")).expect("read"), b"a/x.md");
    assert_eq!(fs::read_dir(bench.path("a")).expect("listed").count(), 1);
    assert!(!bench.folders().is_empty(), "walked over");
    assert!(bench.is_silent());
    bench.write("a/.x.md.swp");
    assert!(bench.is_silent(), "nor what an editor writes while its user types");
    bench.hears("what is saved", |b| _ = b.write("a/x.md"));
}

#[test]
fn time_ends_a_wait_and_hints_stay_for_the_next() {
    let mut bench = Bench::new();
    bench.folder("a");
    bench.settle();
    assert_eq!(bench.watcher.wait(Some(Duration::from_millis(1))), Woken::Time);
    bench.write("a/x.md");
    let short = Some(Duration::from_millis(1));
    let woken =
        (0..20_000).map(|_| woken(&mut bench.watcher, short)).find(|woken| *woken != Woken::Time);
    assert_eq!(woken, Some(Woken::Hint));
    bench.come_through();
}

#[test]
fn polling_wakes_after_its_interval() {
    fn check<T: Send>() {}
    check::<Watcher>();
    let interval = Duration::from_millis(2);
    let mut watcher = Watcher::new(Means::Polling(interval));
    let here = disk::folder(std::path::Path::new(".")).expect("a folder");
    assert!(!watcher.follow(&[here]), "nothing is watched");
    for _ in 0..3 {
        let begun = Instant::now();
        assert_eq!(woken(&mut watcher, None), Woken::Hint);
        assert!(begun.elapsed() >= interval);
    }
    assert_eq!(watcher.wait(Some(Duration::from_millis(1))), Woken::Time);
    assert_eq!(watcher.complaint(), None, "it was asked for");
}

/// A system that watches a few folders, notes which, and lets the test speak to the ear.
#[derive(Debug, Clone)]
struct Stub(Arc<Mutex<Notes>>);

#[derive(Debug, Default)]
struct Notes {
    most: usize,
    ear: Option<Ear>,
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

impl System for Stub {
    fn connect(&self, ear: Ear) -> notify::Result<Box<dyn Watches>> {
        // The ear of an earlier connection ends when it is replaced, as the system's would.
        let old = self.notes(|notes| {
            notes.connected += 1;
            notes.watched.clear();
            notes.ear.replace(ear)
        });
        drop(old);
        Ok(Box::new(self.clone()))
    }
}

impl Watches for Stub {
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
    let mut watcher = Watcher::on(Box::new(stub.clone()), Means::Events);
    assert!(watcher.follow(&invented(2)));
    assert_eq!(watcher.complaint(), None);
    assert!(!watcher.follow(&invented(4)), "what happened meanwhile is looked for");
    assert_eq!(watcher.means(), Means::Polling(LOOKED_FOR_EVERY));
    let complaint = watcher.complaint().expect("a reason");
    assert!(complaint.hint.contains("fs.inotify.max_user_watches=524288"), "{complaint:?}");
    assert_eq!(watcher.complaint(), None);
    assert_eq!(woken(&mut watcher, HANG), Woken::Hint);
    assert!(!watcher.follow(&invented(1)));
    assert_eq!(stub.notes(|notes| notes.connected), 1, "the system is left alone");
}

#[test]
fn after_lost_events_all_is_watched_anew() {
    let stub = Stub::watching(10);
    let mut watcher = Watcher::on(Box::new(stub.clone()), Means::Events);
    assert!(watcher.follow(&invented(3)));
    assert!(!watcher.follow(&invented(3)));
    let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
    for told in [Ok(overflow), Err(notify::Error::generic("a fault"))] {
        stub.notes(|notes| notes.ear.as_ref().expect("an ear").hear(told));
        assert_eq!(watcher.wait(HANG), Woken::Lost);
        let before = stub.notes(|notes| notes.calls);
        assert!(watcher.follow(&invented(3)));
        assert_eq!(stub.notes(|notes| (notes.calls - before, notes.watched.len())), (3, 3));
        assert!(!watcher.follow(&invented(3)));
    }
    assert_eq!(stub.notes(|notes| notes.connected), 3);
    assert_eq!(watcher.complaint(), None);
}

#[test]
fn after_a_mass_removal_the_system_is_asked_for_what_is_left_only() {
    let stub = Stub::watching(usize::MAX);
    let mut watcher = Watcher::on(Box::new(stub.clone()), Means::Events);
    let folders = invented(1000);
    watcher.follow(&folders);
    stub.notes(|notes| {
        let ear = notes.ear.as_ref().expect("an ear");
        for folder in &folders[10..] {
            let removed = EventKind::Remove(RemoveKind::Folder);
            ear.hear(Ok(Event::new(removed).add_path(folder.path.clone())));
        }
    });
    assert_eq!(woken(&mut watcher, HANG), Woken::Hint);
    assert!(watcher.follow(&folders[..10]));
    let (connected, calls) = stub.notes(|notes| (notes.connected, notes.calls));
    assert_eq!((connected, calls), (2, 1000 + 10));
    assert!(!watcher.follow(&folders[..10]));
}

#[test]
fn a_system_that_ends_is_told_and_changes_are_looked_for() {
    let stub = Stub::watching(10);
    let mut watcher = Watcher::on(Box::new(stub.clone()), Means::Events);
    watcher.follow(&invented(3));
    drop(stub.notes(|notes| notes.ear.take()));
    assert_eq!(watcher.wait(HANG), Woken::Lost);
    assert!(watcher.complaint().is_some_and(|complaint| complaint.message.contains(ENDED)));
    assert_eq!(woken(&mut watcher, HANG), Woken::Hint);
}

#[test]
fn an_unchanged_list_asks_the_system_nothing() {
    let stub = Stub::watching(usize::MAX);
    let mut watcher = Watcher::on(Box::new(stub.clone()), Means::Events);
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
