//! Folders as what can be watched: where they are, which they are, on what they lie.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::os::folder_id;

/// A folder as a walk found it: one that was removed and made again has another identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The real path.
    pub path: PathBuf,
    /// Device and inode, or what the system has in their place.
    pub id: (u64, u64),
}

/// Links that the kernel follows for one path (`MAXSYMLINKS` of linux/namei.h).
const MOST_LINKS: usize = 40;

/// The folder at a path, links followed; `None` where there is none.
pub fn folder(path: &Path) -> Option<Folder> {
    let path = fs::canonicalize(path).ok()?;
    let meta = fs::metadata(&path).ok().filter(fs::Metadata::is_dir)?;
    let id = folder_id(&path, &meta).ok()?;
    Some(Folder { path, id })
}

/// Makes a folder, and those above it.
///
/// The standard library says "file exists" also where a folder is there that the system does not let it
/// look at; this says why it does not.
pub(super) fn make_folders(folder: &Path) -> io::Result<()> {
    let exists = match fs::create_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => error,
        made => return made,
    };
    for part in folder.ancestors() {
        match fs::metadata(part) {
            Ok(meta) if meta.is_dir() => return fs::create_dir_all(folder),
            Ok(_) => return Err(exists),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(exists)
}

/// The folders whose entries decide what stands at a path: the one above it (or the nearest that is
/// there), and if a link stands at the path, the same for what it leads to. Links among the folders
/// above are followed, not listed.
pub fn folders_above(path: &Path) -> Vec<Folder> {
    let mut folders_above = Vec::new();
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        let above = above(&path);
        folders_above.extend(std::iter::successors(Some(above), |a| a.parent()).find_map(folder));
        match fs::read_link(&path) {
            Ok(target) => path = above.join(target),
            Err(_) => break,
        }
    }
    folders_above
}

/// The folder that a path's last part stands in; `.` for a bare name.
fn above(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

/// Whether a folder lies in a git repository: one above it, or itself, holds a `.git`.
pub fn is_in_repository(folder: &Path) -> bool {
    let real = fs::canonicalize(folder);
    real.is_ok_and(|real| real.ancestors().any(|above| above.join(".git").exists()))
}

/// Names of file systems, by their number in linux/magic.h, whose files change without the kernel
/// hearing of it: on another computer, or in the program that serves them.
#[cfg(target_os = "linux")]
const REMOTE: [(u32, &str); 10] = [
    (0x0102_1997, "9p"),   // V9FS_MAGIC
    (0x5346_414F, "AFS"),  // AFS_SUPER_MAGIC
    (0x6B41_4653, "AFS"),  // AFS_FS_MAGIC
    (0x00C3_6400, "Ceph"), // CEPH_SUPER_MAGIC
    (0xFF53_4D42, "CIFS"), // CIFS_SUPER_MAGIC
    (0xFE53_4D42, "SMB"),  // SMB2_SUPER_MAGIC
    (0x0000_517B, "SMB"),  // SMB_SUPER_MAGIC
    (0x7375_7245, "Coda"), // CODA_SUPER_MAGIC
    (0x6573_5546, "FUSE"), // FUSE_SUPER_MAGIC
    (0x0000_6969, "NFS"),  // NFS_SUPER_MAGIC
];

/// The name of the file system at a path if it is one that does not tell of all changes, so that
/// they must be looked for. `None` where it tells, and where that is not known.
#[cfg(target_os = "linux")]
pub fn is_remote(path: &Path) -> Option<&'static str> {
    // The type of the number differs between processors; 32 bits of it are in use.
    let found = i128::from(rustix::fs::statfs(path).ok()?.f_type) & 0xFFFF_FFFF;
    REMOTE.iter().find(|(number, _)| i128::from(*number) == found).map(|(_, name)| *name)
}

/// The name of the file system at a path if it is one that does not tell of all changes: known on
/// Linux only.
#[cfg(not(target_os = "linux"))]
pub fn is_remote(_path: &Path) -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_folder_made_again_is_another_one() {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("a");
        assert_eq!(folder(&path), None);
        fs::create_dir(&path).expect("a folder");
        let first = folder(&path).expect("a folder");
        symlink("a", temp.path().join("link")).expect("a link");
        assert_eq!(folder(&temp.path().join("link")), Some(first.clone()));
        // The old one stays, so that its number is not given to the new one.
        fs::rename(&path, temp.path().join("b")).expect("renamed");
        fs::create_dir(&path).expect("a folder");
        let second = folder(&path).expect("a folder");
        assert_eq!(second.path, first.path);
        assert_ne!(second.id, first.id);
        fs::write(temp.path().join("file"), "").expect("a file");
        assert_eq!(folder(&temp.path().join("file")), None);
    }

    #[test]
    fn what_decides_about_a_path_is_held_by_these_folders() {
        let temp = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(temp.path()).expect("a path");
        fs::create_dir_all(root.join("releases/one")).expect("folders");
        fs::create_dir_all(root.join("site")).expect("folders");
        symlink("../releases/now", root.join("site/content")).expect("a link");
        symlink("one", root.join("releases/now")).expect("a link");
        symlink("circle", root.join("circle")).expect("a link");
        let check = |path: &str, expected: &[&str]| {
            let mut held: Vec<PathBuf> =
                folders_above(&root.join(path)).into_iter().map(|folder| folder.path).collect();
            held.dedup();
            let expected: Vec<PathBuf> = expected.iter().map(|name| root.join(name)).collect();
            assert_eq!(held, expected, "{path}");
        };
        check("site/settings.toml", &["site"]);
        check("site/none/at/all.md", &["site"]);
        check("site/content", &["site", "releases"]);
        check("releases/one", &["releases"]);
        check("circle", &[""]);
        assert!(!folders_above(Path::new("name")).is_empty(), "beside the program");
        assert!(!folders_above(Path::new("/")).is_empty());
    }

    #[test]
    fn a_path_that_is_not_there_is_on_no_remote_system() {
        assert_eq!(is_remote(Path::new("/none/at/all")), None);
        assert_eq!(is_remote(Path::new("/proc")), None);
    }
}
