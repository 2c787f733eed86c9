//! Plans and the commits of their repository.

mod dates;
mod diff;
mod hostile;
mod pages;
pub(crate) mod repository;
