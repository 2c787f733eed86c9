//! Publishing file by file, where a folder can't be exchanged: a mount point.
//!
//! Invariant: whatever call fails, each file of the site is whole, the old one or the new one, and is
//! known as ours by one of the two lists. New files come first, the index after them, and what is gone
//! goes last.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::carry::PreviousSite;
use super::manifest;
use super::os::name_of;
use super::place::sync_folder;
use super::stage::Stage;
use super::{DiskError, PublishError};

/// The page that is put last: it leads to all others.
const LAST: &str = "index.html";

/// Puts the staged files into the published folder and takes the stale ones away. The staged lists
/// stand at [`manifest::NAME`] and [`manifest::NEXT`] of the stage.
pub(super) fn publish(stage: &Stage, survey: &PreviousSite) -> Result<(), PublishError> {
    let ledger = stage.ledger();
    let is_list = |path: &str| path == manifest::NAME || path == manifest::NEXT;
    let mut pages: Vec<&str> = ledger.written_paths().filter(|path| !is_list(path)).collect();
    pages.sort_unstable_by_key(|path| (*path == LAST, *path));
    let placed: BTreeSet<&str> =
        ledger.iter().map(|(path, _)| path).filter(|path| !is_list(path)).collect();
    for theirs in survey.theirs.iter().chain(&survey.folders) {
        if name_of(theirs).is_some_and(|path| is_in_the_way(&path, &placed)) {
            return Err(PublishError::Foreign(stage.old().join(theirs)));
        }
    }
    let move_in = |path: &str| {
        let target = stage.old().join(path);
        fs::rename(stage.folder().join(path), &target)
            .map_err(|error| DiskError::new("publish", target, error))
    };
    move_in(manifest::NEXT)?;
    sync_folder(stage.old())?;
    let (first, last): (Vec<&String>, Vec<&String>) =
        survey.stale.iter().partition(|stale| is_in_the_way(stale, &placed));
    first.into_iter().try_for_each(|path| take_away(stage, path))?;
    for page in pages {
        make_folder_for(stage.old(), page)?;
        move_in(page)?;
    }
    last.into_iter().try_for_each(|path| take_away(stage, path))?;
    stage.sync_published()?;
    move_in(manifest::NAME)?;
    sync_folder(stage.old())?;
    let next = stage.old().join(manifest::NEXT);
    fs::remove_file(&next).map_err(|error| DiskError::new("remove", next, error).into())
}

/// Whether a file stands where a page has a folder, or has a folder where a page stands.
fn is_in_the_way(path: &str, placed: &BTreeSet<&str>) -> bool {
    let folder = format!("{path}/");
    let mut below = placed.range(folder.as_str()..);
    below.next().is_some_and(|page| page.starts_with(&folder))
        || path.match_indices('/').any(|(at, _)| placed.contains(&path[..at]))
        || placed.contains(path)
}

/// Removes a file of ours, and the folders above it that are empty then.
fn take_away(stage: &Stage, path: &str) -> Result<(), DiskError> {
    let file = stage.old().join(path);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(DiskError::new("remove", file, error));
        }
        _ => {}
    }
    for folder in Path::new(path).ancestors().skip(1).filter(|f| !f.as_os_str().is_empty()) {
        let folder = stage.old().join(folder);
        match fs::remove_dir(&folder) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => break,
            Err(error) => return Err(DiskError::new("remove", folder, error)),
        }
    }
    Ok(())
}

/// Makes the folders above a page; a link of the user's among them is not followed.
fn make_folder_for(site: &Path, page: &str) -> Result<(), PublishError> {
    let mut folder = PathBuf::from(site);
    let parts: Vec<&str> = page.split('/').collect();
    for part in &parts[..parts.len() - 1] {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Err(PublishError::Foreign(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir(&folder)
                .map_err(|error| DiskError::new("create the folder", &folder, error))?,
            Err(error) => return Err(DiskError::new("look at", folder, error).into()),
        }
    }
    Ok(())
}
