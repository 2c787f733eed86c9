//! The live side of the program: what tells that files change.
//!
//! In: folders and files to watch. Out: a [`Watcher`] whose caller waits for the next change.
//! Invariant: events are hints that something may have changed; what has changed is told by reading
//! the files again.

mod watch;

pub use watch::{WatchError, Watcher};
