//! What readers subscribe to: the dates of plans as a calendar, what changed as a feed.
//!
//! In: a [`Context`](super::Context) and whose plans. Out: the bytes of a file. Invariant: it is made of summaries and
//! of what commits changed, never of whole plans. The clock and the day that the site is as of say nothing, but where a
//! gate's verdict hangs on the day: so a build of the next day writes the same.

mod calendar;
mod changes;
mod ics;
mod offer;
mod whose;

pub use calendar::{calendar, write_calendar};
pub use changes::feed;
pub use offer::{offered, owner_routes, plans_of, routes, subscriptions};
pub use whose::Whose;
