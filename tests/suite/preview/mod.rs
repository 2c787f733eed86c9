//! The live preview, asked as browsers ask it.

mod begin;
mod broken;
pub(crate) mod client;
mod closed;
mod commits;
mod doors;
mod events;
mod look;
mod measures;
mod moves;
mod polling;
mod saved;
mod saves;
mod storm;
mod subscribed;
