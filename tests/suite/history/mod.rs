//! Plans and the commits of their repository.

mod plans_of;
mod dates;
mod diff;
mod digest;
mod feeds;
mod hostile;
mod pages;
pub(crate) mod repository;
mod since;
mod trends;
mod waits;
mod weeks;
mod whole;
