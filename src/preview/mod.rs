//! The live side of the program: what tells that files change, and when a change is over.
//!
//! In: the folders and files that walks find. Out: a [`Watcher`] whose caller waits for the next
//! change, and [`Settling`], which tells of each file whether it is to be read now. Invariant:
//! events are hints that something may have changed; what has changed is told by walking over the
//! folders again.

mod settle;
mod watch;

pub use settle::{Moment, Settling, Step, Walk};
pub use watch::{Complaint, LOOKED_FOR_EVERY, Means, Watcher, Woken};
