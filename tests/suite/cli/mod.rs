//! The command line: what each command prints, writes and exits with.

mod begin;
mod check;
mod dates;
mod failures;
mod findings;
mod list;
mod output;
mod refusals;
mod unreadable;
