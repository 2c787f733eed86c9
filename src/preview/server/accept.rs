//! Taking connections, so many at once and no more.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::{ClientLimits, connection};

/// Serves one connection after the other, for ever.
pub(super) async fn accept(socket: &TcpListener, router: Router, limits: ClientLimits) {
    let places = Arc::new(Semaphore::new(limits.connections));
    // The place comes first: without one, clients wait in the system's queue at no cost of ours.
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let stream = one(async || socket.accept().await, limits.pause).await.0;
        let router = router.clone();
        tokio::spawn(async move {
            connection::serve(stream, router, limits).await;
            drop(place);
        });
    }
}

/// The next connection, whatever goes wrong before it.
async fn one<T>(accept: impl AsyncFn() -> io::Result<T>, pause: Duration) -> T {
    loop {
        match accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_client(&error) => {}
            // Most of all: too many open files. That lasts until others close some.
            Err(_) => tokio::time::sleep(pause).await,
        }
    }
}

/// Whether a client went away before we took it in; the next one may be there already.
fn is_of_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::time::Instant;

    /// What the system says when no more files may be opened (`EMFILE` on Unix).
    const TOO_MANY_FILES: i32 = 24;

    #[test]
    fn the_line_outlives_errors_and_does_not_spin() {
        let pause = Duration::from_millis(20);
        let calls = Cell::new(0);
        let accept = async || {
            calls.set(calls.get() + 1);
            match calls.get() {
                1 | 3 => Err(io::Error::from_raw_os_error(TOO_MANY_FILES)),
                2 => Err(io::ErrorKind::ConnectionAborted.into()),
                call => Ok(call),
            }
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let before = Instant::now();
        let accepted = runtime.expect("a runtime").block_on(one(accept, pause));
        assert_eq!(accepted, 4);
        assert!(before.elapsed() >= pause * 2, "it has rested after each error of the system");
    }
}
