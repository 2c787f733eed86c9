//! The progress bar: on a terminal, for work that takes its time.

use std::convert::Infallible;
use std::iter;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::clock;
use crate::pipeline::Work;

/// How long work may take without a word.
const PATIENCE: Duration = Duration::from_millis(500);

/// The time between two looks at the work.
const BETWEEN: Duration = Duration::from_millis(100);

/// A bar on stderr that follows some work, where somebody watches a terminal. Dropping it wipes the bar, which is
/// to happen before anything else is printed.
#[derive(Debug)]
pub(super) struct Progress(Option<Following>);

#[derive(Debug)]
struct Following {
    /// Nothing is ever sent: the thread ends when this is gone.
    end: Sender<Infallible>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Follows the work from now on.
    pub(super) fn of(work: &Arc<Work>) -> Self {
        if !clock::is_watched() {
            return Self(None);
        }
        let (end, ended) = channel();
        let work = Arc::clone(work);
        // Where there is no thread to spare, the work goes on without a bar.
        let thread = thread::Builder::new().spawn(move || draw(&work, &ended)).ok();
        Self(thread.map(|thread| Following { end, thread }))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Following { end, thread }) = self.0.take() {
            drop(end);
            // A bar that failed is no reason to fail.
            let _ = thread.join();
        }
    }
}

/// Draws the bar until the work has ended.
fn draw(work: &Work, ended: &Receiver<Infallible>) {
    let bar = ProgressBar::no_length();
    follow(ended, || {
        let (form, done, total) = state(work);
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.update(|bar| {
            bar.set_len(total as u64);
            bar.set_pos(done as u64);
        });
    });
    bar.finish_and_clear();
}

/// Calls `show` when patience is at an end, and again and again until the work has ended.
fn follow(ended: &Receiver<Infallible>, mut show: impl FnMut()) {
    let waits = iter::once(PATIENCE).chain(iter::repeat(BETWEEN));
    waits
        .map_while(|wait| {
            (ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout)).then_some(())
        })
        .for_each(|()| show());
}

/// The bar's form, how many are done, and of how many; of 0 where that is not known yet.
fn state(work: &Work) -> (&'static str, usize, usize) {
    let Work { read, made } = work;
    match (read.total(), made.total()) {
        (0, 0) => ("looking for plans", 0, 0),
        (total, 0) => ("plans read [{bar:40}] {pos}/{len}", read.done(), total),
        (_, total) => ("plans written [{bar:40}] {pos}/{len}", made.done(), total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_ends_before_patience_does_shows_nothing() {
        let (end, ended) = channel();
        drop(end);
        let mut shown = 0;
        follow(&ended, || shown += 1);
        assert_eq!(shown, 0);
    }

    #[test]
    fn plans_are_read_and_then_written() {
        let work = Work::default();
        let shown = || {
            let (form, done, total) = state(&work);
            format!("{} {done}/{total}", form.split(" [").next().unwrap_or_default())
        };
        assert_eq!(shown(), "looking for plans 0/0");
        work.read.expect(3);
        work.read.step();
        assert_eq!(shown(), "plans read 1/3");
        work.made.expect(2);
        assert_eq!(shown(), "plans written 0/2");
        work.made.step();
        assert_eq!(shown(), "plans written 1/2");
    }
}
