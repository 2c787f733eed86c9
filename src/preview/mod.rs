//! The live side of the program: what tells that files change, and what shows them.
//!
//! In: folders and files to watch; addresses that browsers ask for. Out: a [`Watcher`] whose caller
//! waits for the next change; answers over HTTP ([`serve`]), made by who implements [`Answers`].
//! Invariant: events are hints that something may have changed; what has changed is told by reading
//! the files again.

mod watch;
mod server;

pub use server::{
    AllowedHost, Announcer, Answer, Answers, BindError, Changes, EVENTS, HostError, Hosts,
    Listener, Port, Request, ServeError, bind, changes, mime, serve,
};
pub use watch::{WatchError, Watcher};
