//! What has changed in folders, and when a file is at rest: for `serve` and `check --watch` alike.
//!
//! In: the folders and file versions that walks find. Out: word that it is time to walk again
//! ([`Watcher`]), and which of the files found are to be read ([`WriteStabilizer`]). Invariant:
//! events are hints that something may have changed, never what; a change is acted on at the next
//! walk or at a later one, and never missed.

mod backend;
mod debouncer;
mod events;
mod stabilizer;
mod warning;
mod watcher;

pub use stabilizer::{Moment, ReadDecision, Walk, WriteStabilizer};
pub use warning::WatchWarning;
pub use watcher::{POLL_INTERVAL, WakeReason, WatchMode, Watcher};
