//! Telling browsers that something has changed: server-sent events (WHATWG HTML, section 9.2).

use std::convert::Infallible;
use std::time::Duration;

use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use tokio::sync::watch;

/// Where changes are followed: `event: change` with the current number as `data`, at once and after
/// every change. The number alone tells nothing of what anybody wrote.
pub const EVENTS: &str = "/_preview/events";

/// Time after which a browser that lost the line asks again: a preview that is started anew is seen
/// soon.
const RETRY: Duration = Duration::from_secs(1);

/// Makes the two ends of the line. The first number is 0.
pub fn changes() -> (Announcer, Changes) {
    let (sender, receiver) = watch::channel(0);
    (Announcer(sender), Changes(receiver))
}

/// The end that tells of changes, from any thread.
#[derive(Debug, Clone)]
pub struct Announcer(watch::Sender<u64>);

impl Announcer {
    /// Tells all who follow a new number. The number they know already is told to nobody; of
    /// several in a row the last one is told for sure.
    pub fn announce(&self, number: u64) {
        self.0.send_if_modified(|current| std::mem::replace(current, number) != number);
    }
}

/// The end that browsers follow.
#[derive(Debug, Clone)]
pub struct Changes(watch::Receiver<u64>);

impl Changes {
    /// The answer to one who follows, with a comment now and then that finds out who has gone.
    pub(super) fn stream(&self, comment: Duration) -> impl IntoResponse + use<> {
        let mut receiver = self.0.clone();
        receiver.mark_changed();
        let events = stream::unfold(receiver, async |mut receiver| {
            receiver.changed().await.ok()?;
            let number = *receiver.borrow_and_update();
            let event = Event::default().event("change").data(number.to_string()).retry(RETRY);
            Some((Ok::<_, Infallible>(event), receiver))
        });
        Sse::new(events).keep_alive(KeepAlive::new().interval(comment))
    }
}
