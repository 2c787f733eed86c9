//! The system's own watching, behind a door that tests can stand in for.

use std::fmt::Debug;
use std::path::Path;

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::events::EventSink;

/// Where watching is to be had.
pub(super) trait Backend: Debug + Send {
    /// Begins to watch nothing; what will happen is told to the sink.
    fn connect(&self, sink: EventSink) -> notify::Result<Box<dyn BackendWatcher>>;
}

/// The folders that the system watches.
pub(super) trait BackendWatcher: Debug + Send {
    /// Watches one more folder; not those below it, but where [`IS_RECURSIVE`] says so.
    fn watch(&mut self, folder: &Path) -> notify::Result<()>;

    /// Watches it no more.
    fn unwatch(&mut self, folder: &Path) -> notify::Result<()>;
}

/// Whether the system watches all below a folder at the price of one. On Linux each folder has a
/// watch of its own (inotify), and watching downward would race with folders being made.
pub(super) const IS_RECURSIVE: bool = !cfg!(any(target_os = "linux", target_os = "android"));

/// The watching of the system that the program runs on.
#[derive(Debug)]
pub(super) struct NotifyBackend;

impl Backend for NotifyBackend {
    fn connect(&self, sink: EventSink) -> notify::Result<Box<dyn BackendWatcher>> {
        let config = Config::default().with_follow_symlinks(false);
        Ok(Box::new(RecommendedWatcher::new(move |told| sink.hear(told), config)?))
    }
}

impl BackendWatcher for RecommendedWatcher {
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        let mode =
            if IS_RECURSIVE { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        notify::Watcher::watch(self, folder, mode)
    }

    fn unwatch(&mut self, folder: &Path) -> notify::Result<()> {
        notify::Watcher::unwatch(self, folder)
    }
}
