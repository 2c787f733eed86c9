//! The HTTP server of the live preview: it guards the door and keeps the line, and knows no page.
//!
//! In: a bound socket, the hosts it answers to, something that [`Responder`], and the changes to tell.
//! Out: HTTP/1.1 over plain TCP, until the program ends; `GET` and `HEAD` only.
//! Invariant: no request reaches [`Responder`] or the changes before `guard` has let it through, and
//! every answer of ours leaves with the headers of `respond`.

mod accept;
mod answer;
mod bind;
mod connection;
mod events;
mod guard;
mod hosts;
mod mime;
mod respond;
#[cfg(test)]
mod tests;
mod workers;

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::{middleware, routing};
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use self::workers::Workers;

pub use answer::{Answer, Request, Responder};
pub use bind::{BindError, Listener, Port, bind};
pub use events::{Announcer, Changes, EVENTS, changes};
pub use hosts::{AllowedHost, HostError, Hosts};
pub use mime::mime;

/// Threads that answer at once; further requests wait for one.
const ANSWERING: usize = 16;

/// What one client may cost.
#[derive(Debug, Clone, Copy)]
struct ClientLimits {
    /// Connections at once; more wait in the system's queue.
    connections: usize,
    /// Time for a whole request to come in, also on a connection that has had an answer.
    head: Duration,
    /// Time that a client may take nothing of an answer that waits for it.
    stall: Duration,
    /// Time between two comments to one who follows the changes.
    comment: Duration,
    /// Time that a connection we close may still send, so that it reads our last answer.
    linger: Duration,
    /// Time to wait after the system has refused a further connection.
    pause: Duration,
}

impl Default for ClientLimits {
    fn default() -> Self {
        Self {
            connections: 512,
            head: Duration::from_secs(10),
            stall: Duration::from_mins(1),
            comment: Duration::from_secs(15),
            linger: Duration::from_secs(1),
            pause: Duration::from_millis(200),
        }
    }
}

/// Answers requests until the program ends. Blocks; brings the threads it needs.
///
/// # Errors
/// When the system gives no means to wait for connections, or no thread to answer on.
pub fn serve(
    listener: Listener,
    hosts: Hosts,
    answers: Arc<dyn Responder>,
    changes: Changes,
) -> Result<(), ServeError> {
    let limits = ClientLimits::default();
    let router = router(hosts, answers, changes, limits)?;
    run(listener, router, limits).map_err(ServeError)
}

fn run(listener: Listener, router: Router, limits: ClientLimits) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let socket = TcpListener::from_std(listener.into_socket())?;
        accept::accept(&socket, router, limits).await;
        Ok(())
    })
}

fn router(
    hosts: Hosts,
    answers: Arc<dyn Responder>,
    changes: Changes,
    limits: ClientLimits,
) -> io::Result<Router> {
    let workers = Workers::start(ANSWERING)?;
    let follow = async move || changes.stream(limits.comment);
    Ok(Router::new()
        .route(EVENTS, routing::get(follow))
        .fallback(answer)
        .with_state((answers, workers))
        .layer(middleware::from_fn_with_state(Arc::new(hosts), guard::guard)))
}

/// What makes answers, and where.
type Answering = (Arc<dyn Responder>, Workers);

/// Everything but the changes.
async fn answer(
    State((answers, workers)): State<Answering>,
    uri: Uri,
    asked: HeaderMap,
) -> Response {
    let Some(request) = Request::of(&uri) else {
        return respond::line(StatusCode::BAD_REQUEST, "this address is not UTF-8 text");
    };
    // An answer may take as long as building a page; the line must move on meanwhile.
    match workers.run(move || answers.answer(&request)).await {
        Some(answer) => respond::respond(answer, &asked),
        None => respond::line(
            StatusCode::INTERNAL_SERVER_ERROR,
            "phasebook has failed at this page; the terminal says why",
        ),
    }
}

/// Why the server can't run.
#[derive(Debug)]
pub struct ServeError(io::Error);

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the preview can't be kept up: {}", self.0)
    }
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

impl Error for ServeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}
