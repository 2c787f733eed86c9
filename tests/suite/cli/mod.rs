//! The command line: what each command prints, writes and exits with.

mod begin;
mod check;
mod damaged;
mod dates;
mod failures;
mod findings;
mod gate;
mod hostile;
mod itself;
mod limits;
mod list;
mod look;
mod measure;
mod one_file;
mod output;
mod own_theme;
mod refusals;
mod theme_faults;
mod unreadable;
