//! The threads that work is shared out to: as many as the system gives.

use std::num::NonZero;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use rayon::{ThreadBuilder, ThreadPoolBuildError, ThreadPoolBuilder};

use super::clock;
use super::error::Failure;

/// Where the threads come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Threads {
    /// Some of the system's own.
    Own,
    /// There are none: all is done on this one.
    OnlyThisOne,
}

/// Starts the threads, before any work is shared out. The pool is made of threads that run already,
/// because one that can't be started would leave it without any.
pub(super) fn start() -> Result<Threads, Failure> {
    let wanted = clock::threads().or_else(|| thread::available_parallelism().ok());
    let idle: Vec<Sender<ThreadBuilder>> =
        (0..wanted.map_or(1, NonZero::get)).map_while(|_| idle_thread()).collect();
    pool_of(idle).map_err(|error| {
        Failure::new(format!("cannot start a pool of worker threads: {error}"))
            .help("set `RAYON_NUM_THREADS` to 1")
    })
}

/// A thread that waits for its place in the pool; `None` where the system gives none.
fn idle_thread() -> Option<Sender<ThreadBuilder>> {
    let (place, given) = channel::<ThreadBuilder>();
    let work = move || {
        if let Ok(thread) = given.recv() {
            thread.run();
        }
    };
    thread::Builder::new().spawn(work).ok().map(|_| place)
}

fn pool_of(idle: Vec<Sender<ThreadBuilder>>) -> Result<Threads, ThreadPoolBuildError> {
    if idle.is_empty() {
        ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global()?;
        return Ok(Threads::OnlyThisOne);
    }
    let pool = ThreadPoolBuilder::new().num_threads(idle.len());
    let mut idle = idle.into_iter();
    let place = |thread: ThreadBuilder| {
        let sent = idle.next().map(|place| place.send(thread).is_ok());
        if sent == Some(true) { Ok(()) } else { Err(std::io::ErrorKind::WouldBlock.into()) }
    };
    pool.spawn_handler(place).build_global()?;
    Ok(Threads::Own)
}
