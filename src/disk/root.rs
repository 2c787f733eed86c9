//! A folder whose files are opened below it and never outside of it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::FileVersion;
use super::os::OpenFolder;

/// A folder that was opened once; paths are resolved below it, without following links.
#[derive(Debug)]
pub(super) struct Root {
    path: PathBuf,
    folder: OpenFolder,
}

impl Root {
    /// Opens a folder; it may itself be reached over links.
    pub(super) fn at(folder: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(folder)?;
        let folder = OpenFolder::at(&path)?;
        Ok(Self { path, folder })
    }

    /// The folder's real path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where a path really leads, relative to the folder; `None` if that is outside.
    pub(super) fn resolve(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        let real = fs::canonicalize(path)?;
        Ok(real.strip_prefix(&self.path).ok().map(Path::to_path_buf))
    }

    /// The version of a file by its real path below the folder.
    pub(super) fn version(&self, relative: &Path) -> io::Result<FileVersion> {
        self.folder.version(relative)
    }

    /// Opens a file by its path below the folder, of which no part may be a link.
    pub(super) fn open(&self, relative: &Path) -> io::Result<File> {
        self.folder.open(relative)
    }
}

/// The real path of something that need not exist yet: links of the part that exists are resolved.
pub(super) fn real_path(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(error); // a link to nothing
            }
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
                return Err(error);
            };
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            Ok(real_path(parent)?.join(name))
        }
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_ways_to_open_refuse_links_and_read_files() {
        let temp = tempfile::tempdir().expect("a folder");
        let inside = temp.path().join("in");
        fs::create_dir_all(inside.join("a/b")).expect("folders");
        fs::write(inside.join("a/b/c.md"), "text").expect("a file");
        fs::write(temp.path().join("out.md"), "secret").expect("a file");
        let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, inside.join(at));
        link("../../out.md", "a/leak.md").expect("a link");
        link("a", "z").expect("a link");
        let root = Root::at(&inside).expect("a root");
        for open in [OpenFolder::open, OpenFolder::open_stepwise] {
            let mut text = String::new();
            let mut file = open(&root.folder, Path::new("a/b/c.md")).expect("opens");
            file.read_to_string(&mut text).expect("reads");
            assert_eq!(text, "text");
            for refused in
                ["a/leak.md", "z/b/c.md", "../out.md", "/etc/passwd", "", "a/../a/b/c.md"]
            {
                let opened = open(&root.folder, Path::new(refused));
                // The kernel allows `..` that stays inside; both never leave the root.
                assert!(opened.is_err() || refused.contains("a/.."), "{refused}");
            }
        }
    }

    #[test]
    fn real_paths_of_what_is_not_there_yet() {
        let temp = tempfile::tempdir().expect("a folder");
        let base = fs::canonicalize(temp.path()).expect("a real path");
        assert_eq!(real_path(&base.join("x/y")).expect("a path"), base.join("x/y"));
        assert!(real_path(&base.join("x/../..")).is_err());
        std::os::unix::fs::symlink("nowhere", base.join("dangling")).expect("a link");
        assert!(real_path(&base.join("dangling")).is_err());
    }
}
