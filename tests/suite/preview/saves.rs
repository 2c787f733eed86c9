//! However a file is saved, the page shows it, and is there all the while.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime};

use super::client::{Preview, Response};
use crate::project::{ALPHA, Project};

/// Far more than any save takes to be shown.
pub(super) const HANG: Duration = Duration::from_secs(10);

/// The plan's file, and its page.
pub(super) const PLAN: &str = "content/alpha.md";
pub(super) const PAGE: &str = "/plans/alpha/";

/// The plan with words of its own in its title.
pub(super) fn plan(words: &str) -> String {
    assert!(ALPHA.contains("Alpha search"));
    ALPHA.replace("Alpha search", words)
}

/// Ends the asking when it goes, also by a panic.
struct Until<'a>(&'a AtomicBool);

impl Drop for Until<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Saves while the page is asked for without a pause: it comes to be as it should, and it is there
/// each time until then.
pub(super) fn check_until(
    preview: &Preview,
    page: &str,
    what: &str,
    is_so: impl Fn(&Response) -> bool,
    save: impl FnOnce(),
) {
    let is_over = AtomicBool::new(false);
    let failed = thread::scope(|scope| {
        let until = Until(&is_over);
        let asking = scope.spawn(|| {
            let mut failed = Vec::new();
            while !is_over.load(Ordering::Relaxed) {
                let status = preview.get(page).status;
                failed.extend((status != 200).then_some(status));
            }
            failed
        });
        save();
        preview.wait_until(what, HANG, || is_so(&preview.get(page)));
        drop(until);
        asking.join().expect("answers")
    });
    assert_eq!(failed, Vec::<u16>::new(), "{what}: answers without the page");
}

/// The same for a page that comes to say some words.
pub(super) fn check(preview: &Preview, page: &str, words: &str, save: impl FnOnce()) {
    check_until(preview, page, words, |answer| answer.text().contains(words), save);
}

/// Waits until a page that was not there says some words.
pub(super) fn shows(preview: &Preview, page: &str, words: &str) {
    let is_shown = || {
        let answer = preview.get(page);
        answer.status == 200 && answer.text().contains(words)
    };
    preview.wait_until(words, HANG, is_shown);
}

/// Waits until a page is not there any more.
pub(super) fn is_gone(preview: &Preview, page: &str) {
    preview.wait_until(page, HANG, || preview.get(page).status == 404);
}

/// A site of one plan, served.
struct Served {
    project: Project,
    preview: Preview,
}

impl Served {
    fn new() -> Self {
        let project = Project::alpha();
        let preview = Preview::start(&project, &[]);
        shows(&preview, PAGE, "Alpha search");
        Self { project, preview }
    }

    /// Saves the plan in a way of its own.
    fn check(&self, words: &str, save: impl FnOnce(&Files, &str)) {
        let files = Files { plan: self.project.path(PLAN) };
        check(&self.preview, PAGE, words, || save(&files, &plan(words)));
    }
}

/// The plan and what editors put beside it.
struct Files {
    plan: PathBuf,
}

impl Files {
    fn beside(&self, name: &str) -> PathBuf {
        self.plan.with_file_name(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.beside(name), text).expect("a file");
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.beside(from), self.beside(to)).expect("renamed");
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.beside(name)).expect("removed");
    }

    /// The plan, opened to be written in place.
    fn open(&self) -> File {
        File::options().write(true).open(&self.plan).expect("opens")
    }
}

#[test]
fn vim_saves() {
    let served = Served::new();
    served.check("Vim by renaming", |files, text| {
        files.write("4913", "");
        files.remove("4913");
        files.rename("alpha.md", "alpha.md~");
        files.write("alpha.md", text);
        files.remove("alpha.md~");
    });
    served.check("Vim by copying", |files, text| {
        fs::copy(&files.plan, files.beside("alpha.md~")).expect("copied");
        files.write("alpha.md", text);
        files.remove("alpha.md~");
    });
}

#[test]
fn emacs_saves() {
    let served = Served::new();
    let lock = |files: &Files| {
        let link = files.beside(".#alpha.md");
        std::os::unix::fs::symlink("somebody@somewhere.42:1795348800", link).expect("a link");
    };
    served.check("Emacs with a backup", |files, text| {
        lock(files);
        files.write("#alpha.md#", text);
        files.rename("alpha.md", "alpha.md~");
        files.write("alpha.md", text);
        files.remove("#alpha.md#");
        files.remove(".#alpha.md");
    });
    served.check("Emacs with a precious file", |files, text| {
        lock(files);
        files.write("tmp4jQ2x0", text);
        files.rename("tmp4jQ2x0", "alpha.md");
        files.remove(".#alpha.md");
    });
}

#[test]
fn other_editors_save() {
    let served = Served::new();
    served.check("Visual Studio Code", |files, text| files.write("alpha.md", text));
    served.check("JetBrains", |files, text| {
        files.write("alpha.md___jb_tmp___", text);
        files.rename("alpha.md", "alpha.md___jb_old___");
        files.rename("alpha.md___jb_tmp___", "alpha.md");
        files.remove("alpha.md___jb_old___");
    });
    served.check("Removed and written", |files, text| {
        files.remove("alpha.md");
        files.write("alpha.md", text);
    });
    served.check("Stream editor", |files, _| {
        let script = "s/Removed and written/Stream editor/";
        let sed = Command::new("sed").args(["-i", script]).arg(&files.plan).status();
        assert!(sed.expect("sed runs").success());
    });
}

#[test]
fn a_slow_writer_is_waited_for() {
    let served = Served::new();
    let (_kept, never) = mpsc::channel::<()>();
    served.check("Written slowly", |files, text| {
        let (half, rest) = text.as_bytes().split_at(text.len() / 2);
        let mut file = files.open();
        file.set_len(0).expect("truncated");
        file.write_all(half).expect("the first half");
        for chunk in rest.chunks(rest.len() / 20) {
            // Ten milliseconds: nothing ever comes here.
            assert!(never.recv_timeout(Duration::from_millis(10)).is_err());
            file.write_all(chunk).expect("a chunk");
        }
    });
    shows(&served.preview, PAGE, "Written slowly");
    let last = plan("").lines().rfind(|line| line.starts_with("## ")).expect("a part").to_owned();
    // On a busy machine the writer pauses for longer, and its next write mends what was seen of it.
    served.preview.wait_until("its end", HANG, || {
        let source = served.preview.get("/plans/alpha/source.html");
        source.text().contains(last.trim_start_matches("## "))
    });
    assert!(served.preview.get(PAGE).text().contains("Written slowly"));
}

#[test]
fn a_writer_that_pauses_never_makes_an_ordinary_page_of_a_plan() {
    let served = Served::new();
    let (_kept, never) = mpsc::channel::<()>();
    let cuts: [fn(&str) -> usize; 5] = [
        |_| 0,
        |text| text.find('\n').expect("a title") + 1,
        |text| text.find("\n## ").expect("a section"),
        |text| text.find("\n## ").expect("a section") + 5,
        |text| text.len() / 2,
    ];
    for (round, cut) in cuts.iter().enumerate() {
        served.check(&format!("Written with a pause {round}"), |files, text| {
            let (half, rest) = text.as_bytes().split_at(cut(text));
            let mut file = files.open();
            file.set_len(0).expect("truncated");
            file.write_all(half).expect("the first half");
            // Longer than a file takes to come to rest: nothing ever comes here.
            assert!(never.recv_timeout(Duration::from_millis(60)).is_err());
            file.write_all(rest).expect("the rest");
        });
    }
}

#[test]
fn a_plan_that_stays_without_sections_is_said_to_look_half_written_and_then_is_a_page() {
    let served = Served::new();
    Files { plan: served.project.path(PLAN) }.write("alpha.md", "# Alpha search\n\nNothing yet.\n");
    let state =
        || served.preview.get("/_preview/state?page=plans/alpha/index.html").text().to_owned();
    served.preview.wait_until("it is said", HANG, || state().contains("looks half-written"));
    assert_eq!(served.preview.get(PAGE).status, 200);
    let is_led = || served.preview.get(PAGE).header("location") == Some("/pages/alpha.html");
    served.preview.wait_until("the address leads on", HANG, is_led);
    served.preview.wait_until("no more is said", HANG, || !state().contains("looks half-written"));
}

#[test]
fn a_file_that_is_saved_all_the_time_is_never_gone() {
    let served = Served::new();
    let (_kept, never) = mpsc::channel::<()>();
    served.check("Saved for the last time", |files, text| {
        // For longer than a file is waited for to come to rest.
        for _ in 0..400 {
            files.write("alpha.md", text);
            assert!(never.recv_timeout(Duration::from_millis(5)).is_err());
        }
    });
    shows(&served.preview, PAGE, "Saved for the last time");
    // Emptied for good it is an ordinary page, and its address leads there.
    Files { plan: served.project.path(PLAN) }.write("alpha.md", "");
    let is_led = || served.preview.get(PAGE).header("location") == Some("/pages/alpha.html");
    served.preview.wait_until("the address leads on", HANG, is_led);
}

#[test]
fn times_of_modification_may_lie() {
    let served = Served::new();
    served.check("Alpha finder", |files, text| {
        // Of the same length, written over the old text, with its time.
        let before = fs::metadata(&files.plan).expect("a file");
        assert_eq!(before.len(), u64::try_from(text.len()).expect("a length"));
        let mut file = files.open();
        file.rewind().expect("the beginning");
        file.write_all(text.as_bytes()).expect("written");
        file.set_modified(before.modified().expect("a time")).expect("set back");
    });
    served.check("Copied with its time", |files, text| {
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        files.write(".alpha.md.Xy12Zw", text);
        let copy = File::options().write(true).open(files.beside(".alpha.md.Xy12Zw"));
        copy.expect("opens").set_modified(old).expect("set back");
        files.rename(".alpha.md.Xy12Zw", "alpha.md");
    });
}
