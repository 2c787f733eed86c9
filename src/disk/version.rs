//! The version of a file, told without reading it.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::os::{HAS_FILE_NUMBERS, version_of};

/// What the system says of a file; another text in it is another version.
///
/// The change time is what counts: a program can set the modification time back (`rsync --times`,
/// `git`, `touch -r`), nobody can set the change time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileVersion {
    /// Bytes of the file.
    pub(super) size: u64,
    /// Modification time, nanoseconds since 1970.
    pub(super) mtime: i128,
    /// Change time of the inode, nanoseconds since 1970.
    pub(super) ctime: i128,
    pub(super) dev: u64,
    pub(super) ino: u64,
}

const SECOND: i128 = 1_000_000_000;

impl FileVersion {
    /// The version of an opened or listed file.
    pub fn of(meta: &Metadata) -> Self {
        version_of(meta)
    }

    /// Bytes of the file.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Modification time, in nanoseconds since 1970.
    pub fn modified(&self) -> i128 {
        self.mtime
    }

    /// Device and inode: which file it is, whatever its name.
    pub fn id(&self) -> (u64, u64) {
        (self.dev, self.ino)
    }

    /// Whether it is the file that had the other version, under another name: renaming sets nothing but the
    /// change time. The identity alone does not tell it, as systems give the number of a removed
    /// file to the next one made.
    pub fn is_renamed(&self, old: &Self) -> bool {
        HAS_FILE_NUMBERS
            && self.id() == old.id()
            && (self.size, self.mtime) == (old.size, old.mtime)
    }

    /// Time since the last change. `None` where the change time does not tell it: it is ahead of
    /// `now` (a set clock, a server's clock), or whole seconds, which is all that some file systems
    /// keep.
    pub fn age(&self, now: SystemTime) -> Option<Duration> {
        if self.ctime % SECOND == 0 {
            return None;
        }
        let now = i128::try_from(now.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()?;
        let age = u64::try_from(now - self.ctime).ok()?;
        Some(Duration::from_nanos(age))
    }
}

/// The version of the file at a path, links followed; `None` where there is none.
pub fn version(path: &Path) -> Option<FileVersion> {
    fs::metadata(path).ok().map(|meta| FileVersion::of(&meta))
}

/// Versions without files, for tests of what is made of them.
#[cfg(test)]
impl FileVersion {
    /// The version of inode `ino`, of `size` bytes, changed at `ctime`.
    pub(crate) fn made(ino: u64, size: u64, ctime: SystemTime) -> Self {
        let since = ctime.duration_since(UNIX_EPOCH).expect("a time after 1970").as_nanos();
        let ctime = i128::try_from(since).expect("a time of our days");
        Self { size, mtime: 0, ctime, dev: 1, ino }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_change_a_file_changes_its_version() {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("a.md");
        let version = || FileVersion::of(&fs::metadata(&path).expect("a file"));
        fs::write(&path, "one").expect("a file");
        let first = version();
        assert_eq!(first, version(), "looking changes nothing");
        let old = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let set_back = || {
            let file = fs::File::options().write(true).open(&path).expect("opens");
            file.set_modified(old).expect("set back");
        };
        set_back();
        let second = version();
        assert_ne!(first, second);
        // The same size and modification time in another file, renamed over it.
        let other = temp.path().join("b.md");
        fs::write(&other, "two").expect("a file");
        fs::rename(&other, &path).expect("renamed");
        set_back();
        assert_ne!(version(), second);
        assert_ne!(version().id(), second.id());
        let third = version();
        fs::rename(&path, &other).expect("renamed");
        let renamed = FileVersion::of(&fs::metadata(&other).expect("a file"));
        assert!(renamed.is_renamed(&third) && !renamed.is_renamed(&second));
    }

    #[test]
    fn the_age_is_told_only_where_the_change_time_tells_it() {
        let now = UNIX_EPOCH + Duration::from_millis(1_000_000_500);
        let aged = |ctime| FileVersion::made(1, 1, ctime).age(now);
        let before = Duration::from_millis(20);
        assert_eq!(aged(now - before), Some(before));
        assert_eq!(aged(now), Some(Duration::ZERO));
        assert_eq!(aged(now + Duration::from_nanos(1)), None);
        assert_eq!(aged(now - Duration::from_millis(500)), None, "whole seconds");
    }
}
