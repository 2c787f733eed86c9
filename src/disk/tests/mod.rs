//! Tests of reading and publishing through the public functions, in folders of their own.

mod publish;
mod read;
mod refuse;
mod spare;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Protected, PublishError, PublishReport, Publisher};

/// A site's root with a content folder, in a folder that vanishes with it.
struct Site {
    temp: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self { temp: tempfile::tempdir().expect("a folder") };
        fs::create_dir_all(site.path("site/content")).expect("a content folder");
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.temp.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
        self
    }

    fn link(&self, path: &str, target: impl AsRef<Path>) -> &Self {
        std::os::unix::fs::symlink(target, self.path(path)).expect("a link");
        self
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    fn protected(&self) -> Protected {
        let home = Some(self.path("home/me"));
        Protected { root: self.path("site"), content: self.path("site/content"), home }
    }

    fn begin(&self) -> Result<Publisher, PublishError> {
        Publisher::begin(&self.path("site/public"), &self.protected())
    }

    /// Publishes exactly these files into `site/public`.
    fn publish(&self, files: &[(&str, &str)]) -> Result<PublishReport, PublishError> {
        let publisher = self.begin()?;
        for (path, text) in files {
            publisher.put(path, text.as_bytes(), None)?;
        }
        publisher.commit()
    }

    /// The names in a folder, sorted.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let name = |e: fs::DirEntry| e.file_name().to_string_lossy().into_owned();
        let mut names: Vec<_> = entries.map(|entry| name(entry.expect("an entry"))).collect();
        names.sort();
        names
    }
}

fn mkfifo(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo runs");
    assert!(made.success());
}
