//! The watcher with real folders and the system's events.

#![expect(clippy::disallowed_methods, reason = "the tests change files")]

mod stub;

use std::fs;
use std::path::PathBuf;

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
        let mut bench = Self { _temp: temp, root, watcher: Watcher::new(WatchMode::Events) };
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
            self.watcher.mailbox.lock().debouncer = None;
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
        self.watcher.mailbox.lock().debouncer.is_none()
    }

    /// Whether a change ends the wait.
    fn hears(&mut self, what: &str, change: impl FnOnce(&Self)) {
        assert!(self.is_silent(), "{what}: before");
        change(self);
        assert_eq!(woken(&mut self.watcher, HANG), WakeReason::Hint, "{what}");
        self.come_through();
    }
}

/// How a wait ends; whether somebody could have looked before makes no difference here.
fn woken(watcher: &mut Watcher, at_most: Option<Duration>) -> WakeReason {
    loop {
        match watcher.wait(at_most) {
            WakeReason::Quiet => {}
            WakeReason::Settled => return WakeReason::Hint,
            other => return other,
        }
    }
}

#[test]
fn after_quiet_it_is_told_whether_there_was_more() {
    let mut bench = Bench::new();
    bench.folder("a");
    bench.follow();
    bench.write("a/x.md");
    let mut ends = Vec::new();
    while ends.last().is_none_or(|end| *end == WakeReason::Quiet) {
        ends.push(bench.watcher.wait(HANG));
    }
    // On a busy machine the quiet may be over before anybody could be woken for the quiet.
    let settled = [WakeReason::Quiet, WakeReason::Settled];
    assert!(
        ends == settled
            || ends == [WakeReason::Hint]
            || ends == [WakeReason::Quiet, WakeReason::Hint],
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
    assert_eq!(bench.watcher.wait(Some(Duration::from_millis(1))), WakeReason::Timeout);
    bench.write("a/x.md");
    let short = Some(Duration::from_millis(1));
    let woken = (0..20_000)
        .map(|_| woken(&mut bench.watcher, short))
        .find(|woken| *woken != WakeReason::Timeout);
    assert_eq!(woken, Some(WakeReason::Hint));
    bench.come_through();
}

#[test]
fn polling_wakes_after_its_interval() {
    fn check<T: Send>() {}
    check::<Watcher>();
    let interval = Duration::from_millis(2);
    let mut watcher = Watcher::new(WatchMode::Polling(interval));
    let here = disk::folder(std::path::Path::new(".")).expect("a folder");
    assert!(!watcher.follow(&[here]), "nothing is watched");
    for _ in 0..3 {
        let begun = Instant::now();
        assert_eq!(woken(&mut watcher, None), WakeReason::Hint);
        assert!(begun.elapsed() >= interval);
    }
    assert_eq!(watcher.wait(Some(Duration::from_millis(1))), WakeReason::Timeout);
    assert_eq!(watcher.take_warning(), None, "it was asked for");
}

#[test]
fn folders_that_went_with_all_that_held_them_are_news_once_and_looked_for() {
    let mut bench = Bench::new();
    bench.folder("a/b");
    bench.settle();
    let folders = bench.folders();
    fs::remove_dir_all(&bench.root).expect("removed");
    // Its owner knows no others, and asks for these again and again.
    while bench.watcher.follow(&folders) || bench.watcher.gone.is_empty() {
        assert_ne!(bench.watcher.wait(HANG), WakeReason::Timeout, "its removal is heard of");
    }
    assert!((0..3).all(|_| !bench.watcher.follow(&folders)), "no news");
    assert_eq!(bench.watcher.wait(HANG), WakeReason::Hint, "it is time to look for them");
    bench.folder("a/b");
    assert!(bench.follow(), "they are there again");
    assert!(bench.watcher.gone.is_empty());
}
