//! The door to the file system: reads what the site is made of, publishes what was made.
//!
//! In: folders named by the settings and the command line. Out: [`Tree`]s of sources, and a
//! published folder. Invariant: nothing outside this module touches a file, and nothing in it
//! deletes, overwrites or follows what is not its own: files are opened by descriptor inside their
//! root, the site is made aside and takes its place by one exchange.
//!
//! `std::fs` names no path in its errors, [`DiskError`] does; so it is used bare here and nowhere else.

#![expect(clippy::disallowed_methods, reason = "this module is the door to the file system")]

mod cache;
mod carry;
mod delta;
mod encoding;
mod error;
mod folder;
mod guard;
mod in_place;
mod judged;
mod ledger;
mod link;
mod list;
mod lock;
mod manifest;
mod os;
mod own;
mod streamed;
mod place;
mod publish;
mod read;
mod records;
mod replace;
mod root;
mod scan;
mod spare;
mod stage;
mod version;
mod survey;
mod system;
mod unreadable;
mod verify;
mod walk;
mod write;

#[cfg(test)]
mod tests;

pub use cache::{read_cache, write_cache};
pub use delta::{Delta, PublishedElsewhere, SiteSize, site_size};
pub use error::{DiskError, PublishError};
pub use folder::{Folder, folder, folders_above, is_in_repository, is_remote};
pub use guard::{Protected, admit};
pub use own::{OwnScan, THEME_FOLDERS, ThemeError, read_theme, scan_theme};
pub use publish::{PublishReport, Publisher};
pub use read::{Tree, read_file, read_one, read_tree};
pub use replace::{real_place, rewrite, write_whole};
pub use scan::{FoundFile, Scan, scan};
pub use streamed::{PublishedParts, StreamedFile};
pub use survey::{Survey, survey};
pub use system::kernel_file;
pub use unreadable::Unreadable;
pub use version::{FileVersion, version};
pub use write::{PathKind, kind, real_path, write_new};
