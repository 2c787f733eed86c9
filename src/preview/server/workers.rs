//! The threads that make answers. They are started before the first request and stay: once the server
//! runs, the system may have no further thread to give.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

type Work = Box<dyn FnOnce() + Send>;

/// Does work that would hold up the line; what can't be begun waits.
#[derive(Debug, Clone)]
pub(super) struct Workers(Sender<Work>);

impl Workers {
    /// Starts so many threads, or as many as the system gives.
    ///
    /// # Errors
    /// When it gives none.
    pub(super) fn start(most: usize) -> io::Result<Self> {
        let (sender, work) = channel();
        let work = Arc::new(Mutex::new(work));
        for number in 0..most {
            let work = Arc::clone(&work);
            match thread::Builder::new().spawn(move || serve(&work)) {
                Err(error) if number == 0 => return Err(error),
                Err(_) => break,
                Ok(_) => {}
            }
        }
        Ok(Self(sender))
    }

    /// What the work comes to; `None` if it has panicked.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (tell, told) = oneshot::channel();
        let work = move || {
            // Nobody waits for what a client asked that is gone.
            if !tell.is_closed() {
                let _ = tell.send(work());
            }
        };
        self.0.send(Box::new(work)).ok()?;
        told.await.ok()
    }
}

/// Does one work after the other until nobody can bring any.
fn serve(work: &Mutex<Receiver<Work>>) {
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(next) = next else { return };
        let _ = catch_unwind(AssertUnwindSafe(next));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thread_does_all_and_outlives_what_fails() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let workers = Workers::start(1).expect("a thread");
        runtime.block_on(async {
            let first = workers.run(|| thread::current().id()).await.expect("done");
            // A panic without the message on stderr.
            let failed = workers.run(|| std::panic::resume_unwind(Box::new("failed"))).await;
            assert_eq!(failed, None::<()>);
            assert_eq!(workers.run(|| thread::current().id()).await, Some(first));
            assert_ne!(first, thread::current().id());
        });
    }
}
