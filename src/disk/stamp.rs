//! What tells one version of a file from another without reading it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Size, times and identity of a file. A file whose stamp is as it was holds what it held: programs
/// that set the time of a change back can't set back the inode's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    size: u64,
    /// Last change of what it holds: seconds and nanoseconds since 1970.
    modified: (i64, i64),
    /// Last change of the inode, its name aside.
    changed: (i64, i64),
    /// Device and inode.
    id: (u64, u64),
}

impl Stamp {
    /// The stamp in what the system tells of a file.
    pub(super) fn of(meta: &Metadata) -> Self {
        Self {
            size: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
            id: (meta.dev(), meta.ino()),
        }
    }

    /// Device and inode: the file itself, whatever its name.
    pub fn id(&self) -> (u64, u64) {
        self.id
    }

    /// How long ago the inode was last changed; `None` if that lies in the future of this clock.
    pub fn age(&self, now: SystemTime) -> Option<Duration> {
        let (seconds, nanos) = self.changed;
        let since_epoch = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanos).ok()?);
        now.duration_since(UNIX_EPOCH).ok()?.checked_sub(since_epoch)
    }
}
