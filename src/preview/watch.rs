//! Waiting for files to change.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::disk;

/// Files are at rest when nothing was heard for so long: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(30);

/// Longest time that a change is held back while others follow.
const CEILING: Duration = Duration::from_millis(150);

/// Watches folders and files from the moment it is made.
#[derive(Debug)]
pub struct Watcher {
    hints: Receiver<()>,
    /// Watches as long as it lives.
    _inner: RecommendedWatcher,
}

impl Watcher {
    /// Watches folders with all below them, and single files; also what is not there yet.
    ///
    /// # Errors
    /// When the system refuses to watch.
    pub fn new(folders: &[PathBuf], files: &[PathBuf]) -> Result<Self, WatchError> {
        let mut scope = Scope::default();
        for folder in folders {
            scope.folder(folder);
        }
        for file in files {
            scope.file(file);
        }
        let Scope { watched, concerned } = scope;
        let (sender, hints) = mpsc::channel();
        let on_event = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| !concerns(&concerned, &event)) {
                return;
            }
            // Nobody listens any more: the watcher is about to go.
            let _ = sender.send(());
        };
        let config = Config::default().with_follow_symlinks(false);
        let mut inner = RecommendedWatcher::new(on_event, config).map_err(WatchError)?;
        for (path, mode) in &watched {
            inner.watch(path, *mode).map_err(WatchError)?;
        }
        Ok(Self { hints, _inner: inner })
    }

    /// Waits until something has changed and come to rest.
    pub fn wait(&self) {
        if self.hints.recv().is_err() {
            return;
        }
        let first = Instant::now();
        while let Some(left) = CEILING.checked_sub(first.elapsed()) {
            if self.hints.recv_timeout(QUIET.min(left)).is_err() {
                return;
            }
        }
    }
}

/// What is watched, and which paths are of concern.
#[derive(Debug, Default)]
struct Scope {
    watched: Vec<(PathBuf, RecursiveMode)>,
    concerned: Vec<PathBuf>,
}

impl Scope {
    fn folder(&mut self, folder: &Path) {
        match disk::real_path(folder) {
            Ok(real) => {
                self.watched.push((real.clone(), RecursiveMode::Recursive));
                self.concerned.push(real);
            }
            Err(_) => self.file(folder),
        }
    }

    /// A file is watched by the nearest folder above it that is there: editors replace files.
    fn file(&mut self, file: &Path) {
        let (Some(parent), Some(name)) = (file.parent(), file.file_name()) else { return };
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        match disk::real_path(parent) {
            Ok(real) => {
                self.concerned.push(real.join(name));
                // A folder is watched once: with all below it, if that is wanted too.
                if !self.watched.iter().any(|(watched, _)| real.starts_with(watched)) {
                    self.watched.push((real, RecursiveMode::NonRecursive));
                }
            }
            Err(_) => self.file(parent),
        }
    }
}

/// Whether an event may change what is read. Reading does not.
fn concerns(concerned: &[PathBuf], event: &Event) -> bool {
    let is_inside = |path: &PathBuf| concerned.iter().any(|concern| path.starts_with(concern));
    !event.kind.is_access() && (event.paths.is_empty() || event.paths.iter().any(is_inside))
}

/// Why files can't be watched.
#[derive(Debug)]
pub struct WatchError(notify::Error);

impl WatchError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self.0.kind {
            notify::ErrorKind::MaxFilesWatch => {
                "raise the system's limit (on Linux `fs.inotify.max_user_watches`)"
            }
            _ => "run `phasebook check` by hand, without `--watch`",
        }
    }
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "files can't be watched: {}", self.0)
    }
}

impl Error for WatchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, EventKind};

    #[test]
    fn reading_and_strange_files_are_of_no_concern() {
        let concerned = [PathBuf::from("/site/content"), PathBuf::from("/site/phasebook.toml")];
        let check = |kind, path: &str, expected: bool| {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            assert_eq!(concerns(&concerned, &event), expected, "{path}");
        };
        let made = EventKind::Create(CreateKind::File);
        check(made, "/site/content/a/b.md", true);
        check(made, "/site/phasebook.toml", true);
        check(made, "/site/contents", false);
        check(made, "/site/public", false);
        check(EventKind::Access(AccessKind::Any), "/site/content/a.md", false);
        assert!(concerns(&concerned, &Event::new(EventKind::Other)), "all is to be read again");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test changes files")]
    fn a_change_ends_the_wait() {
        let temp = tempfile::tempdir().expect("a folder");
        let content = temp.path().join("content");
        let settings = temp.path().join("settings.toml");
        // Also a folder that comes into being, and a file that does.
        for (step, path) in [content.join("a.md"), settings.clone()].iter().enumerate() {
            let watcher =
                Watcher::new(std::slice::from_ref(&content), std::slice::from_ref(&settings))
                    .expect("a watcher");
            std::fs::create_dir_all(&content).expect("a folder");
            std::fs::write(path, format!("{step}")).expect("a file");
            watcher.wait();
        }
    }
}
