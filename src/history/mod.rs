//! Plans of earlier commits: the door to git.
//!
//! In: the content folder. Out: which commits changed each file of it ([`read`]), and the texts that the files
//! had ([`Revision`], [`read_texts`]). Invariant: nothing that a repository's configuration, attributes or hooks name
//! is run, nothing is fetched and nothing written; a history that is not whole gives no date at all.

mod cache;
mod error;
mod follow;
mod git;
mod log;
mod revision;
mod texts;

pub use cache::{load_changes, load_standings, save_changes, save_standings};
pub use error::NoHistory;
pub use log::{changed_file, read};
pub use revision::{Moment, Revision, fork, moment, read_texts};
pub use texts::Texts;
