//! The spare generation: the one before the published, brought up to date, so that a small change of a large site
//! costs little.
//!
//! It shares its files with the published site by hard links. Invariants: a file of it is kept only where it is the
//! very file that is published, so that nothing in it needs to be trusted; no file of it is written in place.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use super::carry::PreviousSite;
use super::ledger::Ledger;
use super::list::below;
use super::os::{HAS_FILE_NUMBERS, is_alike, is_on_one_system};
use super::place::{Place, remove};
use super::stage::Stage;
use super::{DiskError, PublishError};

/// Sites of fewer files keep none: to link them anew takes milliseconds.
const WORTH_KEEPING: usize = 1000;

/// Whether a site is large enough, and shares enough with the one before, for a spare generation; and the system
/// tells which files it has in common with the published one.
pub(super) fn is_of_use(ledger: &Ledger) -> bool {
    HAS_FILE_NUMBERS && ledger.len() >= WORTH_KEEPING && ledger.unchanged() > ledger.written()
}

/// Stages in the spare generation from now on, if there is one; whether there is. It holds then all that did not
/// change, what was written, and nothing else.
pub(super) fn take(
    stage: &mut Stage,
    place: &Place,
    survey: &PreviousSite,
) -> Result<bool, PublishError> {
    let failed = |error| DiskError::new("look at", &place.spare, error);
    let fresh = fs::symlink_metadata(stage.folder()).map_err(failed)?;
    match fs::symlink_metadata(&place.spare) {
        Ok(meta) if meta.is_dir() && is_alike(&meta, &fresh) => {}
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error).into()),
        _ => return Ok(false),
    }
    let shared = shared(stage, &place.spare, survey)?;
    stage.move_to(&place.spare)?;
    stage.link_unchanged(|path| shared.contains(path))?;
    Ok(true)
}

/// Takes away what is not to stay; the paths of what does.
fn shared(
    stage: &Stage,
    spare: &Path,
    survey: &PreviousSite,
) -> Result<HashSet<String>, DiskError> {
    let (ledger, mut shared) = (stage.ledger(), HashSet::new());
    let usual = usual_folder(stage)?;
    let mut entries = below(spare)?;
    while let Some(entry) = entries.next() {
        let entry = entry?;
        let Ok(relative) = entry.path().strip_prefix(spare) else { continue };
        let name = relative.to_str().unwrap_or_default();
        if entry.file_type().is_dir() {
            let is_usual = |folder: &Path| {
                fs::symlink_metadata(folder).is_ok_and(|meta| is_alike(&meta, &usual))
            };
            // What is published may be another file system here.
            let published = fs::symlink_metadata(stage.old().join(relative));
            let is_kept = ledger.has_folder(name)
                && is_usual(entry.path())
                && published.is_ok_and(|meta| is_on_one_system(&meta, &usual));
            if !is_kept {
                remove(entry.path())?;
                entries.leave_out();
            }
            continue;
        }
        let is_unchanged = ledger.get(name).is_some_and(|staged| staged.written.is_none());
        if is_unchanged && survey.inode(relative) == Some(entry.inode()) {
            shared.insert(name.to_owned());
        } else {
            fs::remove_file(entry.path())
                .map_err(|error| DiskError::new("remove", entry.path(), error))?;
        }
    }
    Ok(shared)
}

/// A folder as one is made now, by its mode and owner.
fn usual_folder(stage: &Stage) -> Result<Metadata, DiskError> {
    let made = stage.folder().join(".phasebook-folder");
    let look = || -> io::Result<Metadata> {
        fs::create_dir(&made)?;
        let meta = fs::symlink_metadata(&made);
        fs::remove_dir(&made)?;
        meta
    };
    look().map_err(|error| DiskError::new("create the folder", &made, error))
}
