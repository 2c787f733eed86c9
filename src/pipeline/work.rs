//! How far the work on a site is, counted while it is done.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How far the work on a site is: whoever does it counts, and whoever waits may look at any time. Nothing that is
/// made depends on it.
#[derive(Debug, Default)]
pub struct Work {
    /// Files that are read.
    pub read: Tally,
    /// Plans whose pages or data are made.
    pub made: Tally,
}

/// So many of so many.
#[derive(Debug, Default)]
pub struct Tally {
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Tally {
    /// There are so many more to be done.
    pub fn expect(&self, more: usize) {
        self.total.fetch_add(more, Ordering::Relaxed);
    }

    /// One more is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// How many are to be done, those that are done among them; 0 as long as nobody knows.
    pub fn total(&self) -> usize {
        self.total.load(Ordering::Relaxed)
    }
}
