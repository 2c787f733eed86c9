//! Files of the user that are written anew: whole, or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::DiskError;
use super::os::open_plain;
use super::root::real_path;
use super::unreadable::{Trouble, read_whole};

/// Replaces a file's bytes by what `change` makes of them; `None` leaves it as it is. Whether it was
/// replaced.
///
/// # Errors
/// When the file is missing, larger than `limit` bytes, no regular file or may not be written, or the
/// system refuses. The file is then as it was.
pub fn rewrite(
    path: &Path,
    limit: u64,
    change: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Result<bool, DiskError> {
    let failed = |error| DiskError::new("read", path, error);
    let file = open_plain(path).map_err(failed)?;
    let bytes = read_whole(&file, limit).map_err(|trouble| match trouble {
        Trouble::Io(error) => failed(error),
        other => failed(io::Error::other(other.at("").message)),
    })?;
    let Some(changed) = change(&bytes) else { return Ok(false) };
    // Replacing a file asks its folder for permission, not the file.
    OpenOptions::new().write(true).open(path).map_err(|e| DiskError::new("write", path, e))?;
    write_whole(path, &changed)?;
    Ok(true)
}

/// Where a file is, or would be made: links are followed, also one to a file that is not there.
///
/// # Errors
/// When the folder above it is missing, or the system refuses.
pub fn real_place(path: &Path) -> Result<PathBuf, DiskError> {
    real_path(path).map_err(|error| DiskError::new("find", path, error))
}

/// Writes a file beside its place and moves it there, so that a reader sees the old bytes or the new
/// ones. The mode of a file that is replaced is kept; a link is followed.
///
/// # Errors
/// When the system refuses. What stood at the path is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let failed = |error| DiskError::new("write", path, error);
    let path = real_path(path).map_err(failed)?;
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".phasebook-new");
    let aside = path.with_file_name(name);
    let written = write_aside(&aside, &path, bytes).and_then(|()| fs::rename(&aside, &path));
    written.map_err(|error| {
        let _ = fs::remove_file(&aside);
        failed(error)
    })?;
    // The file is in its place by then, so failing is nothing to report.
    let _ = File::open(path.parent().unwrap_or(Path::new("."))).and_then(|f| f.sync_all());
    Ok(())
}

fn write_aside(aside: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What a killed run left behind.
    match fs::remove_file(aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(aside)?;
    if let Ok(meta) = fs::metadata(path) {
        file.set_permissions(meta.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_file_is_replaced_with_its_mode_and_nothing_is_left_beside_it() {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("a.md");
        fs::write(&path, "old").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        fs::write(temp.path().join(".a.md.phasebook-new"), "left over").expect("a file");
        assert!(rewrite(&path, 100, |old| Some([old, b" and new"].concat())).expect("written"));
        assert_eq!(fs::read(&path).expect("a file"), b"old and new");
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert_eq!(fs::read_dir(temp.path()).expect("a list").count(), 1);
        assert!(!rewrite(&path, 100, |_| None).expect("left"));
        assert!(rewrite(&path, 2, |_| Some(Vec::new())).is_err(), "too large");
    }

    #[test]
    fn a_link_stays_a_link() {
        let temp = tempfile::tempdir().expect("a folder");
        let (file, link) = (temp.path().join("a"), temp.path().join("b"));
        fs::write(&file, "old").expect("a file");
        std::os::unix::fs::symlink("a", &link).expect("a link");
        write_whole(&link, b"new").expect("written");
        assert_eq!(fs::read(&file).expect("a file"), b"new");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        write_whole(&temp.path().join("c"), b"c").expect("a new file");
    }
}
