//! Entries of folders, by name. A folder that can't be listed to its end is an error with its path:
//! what is not seen must not pass for what is not there.

use std::any::Any;
use std::cell::Cell;
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::vec;

use super::DiskError;
use super::os::entry_number;

/// What a folder holds under one name.
#[derive(Debug, Clone)]
pub(super) struct ListEntry {
    path: PathBuf,
    kind: FileType,
    inode: u64,
}

impl ListEntry {
    /// The folder's path, and the name.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The name.
    pub(super) fn file_name(&self) -> &OsStr {
        self.path.file_name().unwrap_or_default()
    }

    /// What it is; links are not followed.
    pub(super) fn file_type(&self) -> FileType {
        self.kind
    }

    /// Its number on its file system.
    pub(super) fn inode(&self) -> u64 {
        self.inode
    }
}

/// The entries of one folder, by name. The folders inside it are not read: not all are meant to be.
pub(super) fn list(folder: &Path) -> Result<Vec<ListEntry>, DiskError> {
    let failed = |path: &Path, cause| DiskError::new("list the folder", path, cause);
    let read = || -> Result<Vec<ListEntry>, DiskError> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| failed(folder, error))? {
            let entry = entry.map_err(|error| failed(folder, error))?;
            let (path, inode) = (entry.path(), entry_number(&entry));
            match entry.file_type() {
                Ok(kind) => entries.push(ListEntry { path, kind, inode }),
                // Gone since it was listed.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(failed(&path, error)),
            }
        }
        // All paths but the names are the same.
        entries.sort_unstable_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        Ok(entries)
    };
    caught(read).unwrap_or_else(|panic| Err(failed(folder, unclosed(&*panic))))
}

/// All that is below a folder, each folder before what is in it, by name.
pub(super) struct Below {
    levels: Vec<vec::IntoIter<ListEntry>>,
    /// The folder that came last and is still to be entered.
    next: Option<ListEntry>,
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
    type Item = Result<ListEntry, DiskError>;

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
pub(super) fn caught<T>(read: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
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
    use std::os::unix::fs::PermissionsExt;

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
        assert!(list(&temp.path().join("a")).is_err(), "a file");
        let closed = temp.path().join("e");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
        assert_eq!(list(temp.path()).expect("a list").len(), 6, "folders inside it are not read");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("open");
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
