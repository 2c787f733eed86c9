//! One file in two generations.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use super::os::{copy_link, open_plain};

/// Links a file into the new generation, so that it keeps inode and times; copies it, with mode and
/// modification time, where that cannot be.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, TooManyLinks, Unsupported};
    match fs::hard_link(from, to) {
        Err(error)
            if matches!(
                error.kind(),
                CrossesDevices | PermissionDenied | TooManyLinks | Unsupported
            ) =>
        {
            copy(from, to, error)
        }
        done => done,
    }
}

fn copy(from: &Path, to: &Path, unlinkable: io::Error) -> io::Result<()> {
    let meta = fs::symlink_metadata(from)?;
    if meta.is_symlink() {
        return copy_link(from, to);
    }
    if !meta.is_file() {
        return Err(unlinkable);
    }
    let mut source = open_plain(from)?;
    let mut target = OpenOptions::new().write(true).create_new(true).open(to)?;
    io::copy(&mut source, &mut target)?;
    target.set_permissions(meta.permissions())?;
    target.set_modified(meta.modified()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::os::unix::fs::MetadataExt;

    #[test]
    fn a_copy_keeps_mode_and_time_and_a_link_stays_a_link() {
        let temp = tempfile::tempdir().expect("a folder");
        let (a, b) = (temp.path().join("a"), temp.path().join("b"));
        fs::write(&a, "text").expect("a file");
        let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        File::open(&a).and_then(|f| f.set_modified(old)).expect("dated");
        copy(&a, &b, io::ErrorKind::Other.into()).expect("copied");
        let (was, is) = (fs::metadata(&a).expect("a"), fs::metadata(&b).expect("b"));
        assert_eq!((was.mode(), was.mtime(), was.len()), (is.mode(), is.mtime(), is.len()));
        let (from, to) = (temp.path().join("c"), temp.path().join("d"));
        std::os::unix::fs::symlink("a", &from).expect("a link");
        copy(&from, &to, io::ErrorKind::Other.into()).expect("copied");
        assert_eq!(fs::read_link(&to).expect("a link"), Path::new("a"));
    }
}
