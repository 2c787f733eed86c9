//! Entries of folders, by name. A folder that can't be listed to its end is an error with its path:
//! what is not seen must not pass for what is not there.

use std::any::Any;
use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::Path;
use std::sync::Once;
use std::vec;

use walkdir::{DirEntry, WalkDir};

use super::DiskError;

/// The entries of one folder, by name. A link is no folder.
pub(super) fn list(folder: &Path) -> Result<Vec<DirEntry>, DiskError> {
    let failed = |path: &Path, cause| DiskError::new("list the folder", path, cause);
    let read = || -> Result<Vec<DirEntry>, DiskError> {
        // Sorted, so that the folder is read to its end and closed here, and not when it is dropped.
        let walk = WalkDir::new(folder).max_depth(1).follow_root_links(false).sort_by_file_name();
        let mut entries = Vec::new();
        for entry in walk {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_path_buf();
                let cause = error.into_io_error();
                failed(&path, cause.unwrap_or_else(|| io::ErrorKind::InvalidData.into()))
            })?;
            if entry.depth() > 0 {
                entries.push(entry);
            } else if !entry.file_type().is_dir() {
                return Err(failed(folder, io::ErrorKind::NotADirectory.into()));
            }
        }
        Ok(entries)
    };
    caught(read).unwrap_or_else(|panic| Err(failed(folder, unclosed(&*panic))))
}

/// All that is below a folder, each folder before what is in it, by name.
pub(super) struct Below {
    levels: Vec<vec::IntoIter<DirEntry>>,
    /// The folder that came last and is still to be entered.
    next: Option<DirEntry>,
}

/// Begins with the entries of a folder.
pub(super) fn below(folder: &Path) -> Result<Below, DiskError> {
    Ok(Below { levels: vec![list(folder)?.into_iter()], next: None })
}

impl Below {
    /// How many folders deep the entry that came last is; 1 for those of the first folder.
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// Leaves out what is in the folder that came last.
    pub(super) fn leave_out(&mut self) {
        self.next = None;
    }
}

impl Iterator for Below {
    type Item = Result<DirEntry, DiskError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(folder) = self.next.take() {
            match list(folder.path()) {
                Ok(entries) => self.levels.push(entries.into_iter()),
                Err(error) => return Some(Err(error)),
            }
        }
        loop {
            match self.levels.last_mut()?.next() {
                Some(entry) => {
                    self.next = entry.file_type().is_dir().then(|| entry.clone());
                    return Some(Ok(entry));
                }
                None => {
                    self.levels.pop();
                }
            }
        }
    }
}

thread_local! {
    /// Whether a panic of this thread is caught and told as an error.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// The standard library panics where a folder can't be closed; this takes it as what it is, an error of
/// the system, and prints nothing.
fn caught<T>(read: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let told = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                told(panic);
            }
        }));
    });
    IS_CAUGHT.set(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    IS_CAUGHT.set(false);
    result
}

/// The cause that the standard library's panic tells: "unexpected error during closedir: Os { code: 5,
/// kind: …".
fn unclosed(panic: &(dyn Any + Send)) -> io::Error {
    let told = panic.downcast_ref::<String>().map_or("", String::as_str);
    let code = told.split_once("code: ").and_then(|(_, rest)| rest.split(',').next()?.parse().ok());
    code.map_or_else(|| io::Error::other("it could not be closed"), io::Error::from_raw_os_error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_come_before_what_is_in_them_and_may_be_left_out() {
        let temp = tempfile::tempdir().expect("a folder");
        for folder in ["b/c", "d", "e/f"] {
            fs::create_dir_all(temp.path().join(folder)).expect("folders");
        }
        for file in ["a", "b/c/1", "b-x", "e/f/2"] {
            fs::write(temp.path().join(file), "").expect("a file");
        }
        std::os::unix::fs::symlink("b", temp.path().join("z")).expect("a link");
        let mut walk = below(temp.path()).expect("a list");
        let mut found = Vec::new();
        while let Some(entry) = walk.next() {
            let entry = entry.expect("an entry");
            let name = entry.path().strip_prefix(temp.path()).expect("below");
            found.push(format!("{} {}", walk.depth(), name.display()));
            if name == Path::new("e") {
                walk.leave_out();
            }
        }
        let expected = ["1 a", "1 b", "2 b/c", "3 b/c/1", "1 b-x", "1 d", "1 e", "1 z"];
        assert_eq!(found, expected);
        assert!(list(&temp.path().join("z")).is_err(), "a link is not followed");
        assert!(list(&temp.path().join("a")).is_err(), "a file");
    }

    #[test]
    fn a_folder_that_cannot_be_closed_is_an_error_with_the_system_s_cause() {
        let closed =
            || panic!("unexpected error during closedir: {:?}", io::Error::from_raw_os_error(5));
        let panic = caught::<()>(closed).expect_err("a panic");
        assert_eq!(unclosed(&*panic).raw_os_error(), Some(5));
        let panic = caught::<()>(|| panic!("anything")).expect_err("a panic");
        assert_eq!(unclosed(&*panic).to_string(), "it could not be closed");
        assert_eq!(caught(|| 1).ok(), Some(1));
    }
}
