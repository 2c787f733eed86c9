//! What editors are told of plans while they are written, by the Language Server Protocol 3.17.
//!
//! In: messages of an editor, and the content folder as its owner loads it. Out: messages. Invariant: nothing is
//! written; an editor is given edits and makes them itself. What is said of a place is what the site says of it.

mod actions;
mod address;
mod completion;
mod definition;
mod hover;
mod outline;
mod place;
mod server;
#[cfg(test)]
mod tests;
mod workspace;

pub use lsp_server::{Connection, Message, Notification, Request};
pub use server::{Broken, Load, serve};
pub use workspace::Loaded;
