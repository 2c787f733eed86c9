//! The walk over a content folder: which files belong to the site.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

use super::folder::{Folder, folder};
use super::root::{Root, real_path};
use super::unreadable::{Trouble, read_whole, what_it_is};
use super::{DiskError, Unreadable};

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Markdown files.
    pub(super) markdown: Vec<Named>,
    /// All other regular files.
    pub(super) files: Vec<Named>,
    /// The root and every folder below it that was entered, and those that links lead into.
    pub(super) folders: Vec<Folder>,
    /// What was left out.
    pub(super) unreadable: Vec<Unreadable>,
}

/// A file under its name.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Its path below the root as the author knows it, with `/`.
    pub(super) name: String,
    /// Its real path below the root, where its name is that of a link.
    target: Option<PathBuf>,
}

impl Named {
    /// Its real path below the root.
    pub(super) fn path(&self) -> &Path {
        self.target.as_deref().unwrap_or(Path::new(&self.name))
    }
}

/// Bytes that all `.gitignore` files of a folder may have together: more is nothing that a person
/// wrote, and takes seconds to compile.
const GITIGNORE_BYTES: u64 = 128 << 10;

/// What a walk does with names that begin with `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Underscored {
    /// Content: they are none of the site.
    LeftOut,
    /// A theme: they are names as any other.
    Taken,
}

struct Walk<'a> {
    root: &'a Root,
    underscored: Underscored,
    excluded: Vec<PathBuf>,
    ignores: Vec<Ignore>,
    gitignore_bytes_left: u64,
    found: Found,
}

struct Ignore {
    depth: usize,
    folder: PathBuf,
    globs: Gitignore,
}

/// Walks the folder downward in the order of names.
pub(super) fn walk(
    root: &Root,
    exclude: &[&Path],
    underscored: Underscored,
) -> Result<Found, DiskError> {
    // An excluded path that cannot be resolved is not below the folder.
    let excluded = exclude.iter().filter_map(|path| real_path(path).ok()).collect();
    let mut walk = Walk {
        root,
        underscored,
        excluded,
        ignores: Vec::new(),
        gitignore_bytes_left: GITIGNORE_BYTES,
        found: Found::default(),
    };
    // Entries of one folder have all of their paths but the names in common.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let mut entries = WalkDir::new(root.path()).sort_by(by_name).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                let is_folder = entry.file_type().is_dir();
                if !walk.visit(&entry) && is_folder {
                    entries.skip_current_dir();
                }
            }
            Err(error) => walk.failed(error)?,
        }
    }
    Ok(walk.found)
}

impl Walk<'_> {
    /// Sorts one entry in; whether a folder is to be entered.
    fn visit(&mut self, entry: &DirEntry) -> bool {
        while self.ignores.pop_if(|last| last.depth >= entry.depth()).is_some() {}
        let relative = self.below_root(entry.path());
        let kind = entry.file_type();
        if entry.depth() == 0 {
            self.note_folder(entry);
            self.enter(0, relative);
            return true;
        }
        if self.is_skipped(relative)
            || self.is_excluded(entry.path())
            || self.is_ignored(relative, kind)
        {
            return false;
        }
        let Some(name) = relative.to_str() else {
            self.refuse(relative, Trouble::Name);
            return false;
        };
        if kind.is_dir() {
            self.note_folder(entry);
            self.enter(entry.depth(), relative);
            return true;
        }
        if kind.is_file() {
            self.add(name, None);
        } else if kind.is_symlink() {
            match self.follow(entry.path()) {
                Ok(target) => {
                    // What the link leads to changes where nothing else may be watched.
                    let real = self.root.path().join(&target);
                    self.found.folders.extend(real.parent().and_then(folder));
                    self.add(name, Some(target));
                }
                Err(trouble) => self.refuse(relative, trouble),
            }
        } else {
            self.refuse(relative, Trouble::NotRegular(what_it_is(kind)));
        }
        false
    }

    /// The part of a path of the walk that is below the root.
    fn below_root<'p>(&self, path: &'p Path) -> &'p Path {
        let root = self.root.path().as_os_str().as_bytes();
        let below = path.as_os_str().as_bytes().strip_prefix(root).unwrap_or_default();
        let below = below.strip_prefix(b"/").unwrap_or(below);
        Path::new(OsStr::from_bytes(below))
    }

    fn add(&mut self, name: &str, target: Option<PathBuf>) {
        let list = if is_markdown(name) { &mut self.found.markdown } else { &mut self.found.files };
        list.push(Named { name: name.to_owned(), target });
    }

    fn note_folder(&mut self, entry: &DirEntry) {
        if let Ok(meta) = entry.metadata() {
            let (path, id) = (entry.path().to_path_buf(), (meta.dev(), meta.ino()));
            self.found.folders.push(Folder { path, id });
        }
    }

    fn refuse(&mut self, relative: &Path, trouble: Trouble) {
        self.found.unreadable.push(trouble.at(relative.to_string_lossy()));
    }

    /// The regular file below the root that a link leads to.
    fn follow(&self, link: &Path) -> Result<PathBuf, Trouble> {
        let target = self.root.resolve(link).map_err(about_link)?.ok_or(Trouble::Outside)?;
        let real = self.root.path().join(&target);
        let kind = fs::symlink_metadata(&real)?.file_type();
        if self.excluded.iter().any(|excluded| real.starts_with(excluded)) {
            return Err(Trouble::Output);
        }
        if kind.is_dir() {
            return Err(Trouble::FolderLink);
        }
        if target.iter().any(|part| part.as_bytes().starts_with(b".")) {
            return Err(Trouble::Hidden);
        }
        if kind.is_file() { Ok(target) } else { Err(Trouble::NotRegular(what_it_is(kind))) }
    }

    /// Reads the folder's `.gitignore`, suspiciously as any file.
    fn enter(&mut self, depth: usize, folder: &Path) {
        let path = folder.join(".gitignore");
        let text = match self.root.open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            // In a closed folder nobody knows; the folder itself will be named.
            Err(_) if fs::symlink_metadata(self.root.path().join(&path)).is_err() => return,
            opened => {
                let left = self.gitignore_bytes_left;
                opened.map_err(Trouble::Io).and_then(|file| read_whole(file, left))
            }
        };
        let globs = text.and_then(|bytes| {
            self.gitignore_bytes_left -= bytes.len() as u64;
            compile(&bytes)
        });
        match globs {
            Ok(globs) => {
                self.ignores.push(Ignore { depth, folder: folder.to_path_buf(), globs });
            }
            Err(trouble) => {
                let help = format!(
                    "make it a short regular file: all `.gitignore` files together may have \
                     {GITIGNORE_BYTES} bytes"
                );
                let about = trouble.at(path.to_string_lossy());
                self.found.unreadable.push(Unreadable { help, ..about });
            }
        }
    }

    /// The deepest `.gitignore` with an opinion decides.
    fn is_ignored(&self, relative: &Path, kind: FileType) -> bool {
        let opinion = self.ignores.iter().rev().find_map(|ignore| {
            let below = relative.strip_prefix(&ignore.folder).ok()?;
            match ignore.globs.matched(below, kind.is_dir()) {
                Match::None => None,
                found => Some(found.is_ignore()),
            }
        });
        opinion.unwrap_or(false)
    }

    fn is_skipped(&self, path: &Path) -> bool {
        let bytes = path.as_os_str().as_bytes();
        let name = bytes.rsplit(|&byte| byte == b'/').next();
        match name.and_then(<[u8]>::first) {
            Some(b'.') => true,
            Some(b'_') => self.underscored == Underscored::LeftOut,
            _ => false,
        }
    }

    fn is_excluded(&self, path: &Path) -> bool {
        self.excluded.iter().any(|excluded| excluded.as_os_str() == path.as_os_str())
    }

    fn failed(&mut self, error: walkdir::Error) -> Result<(), DiskError> {
        let path = error.path().unwrap_or(self.root.path()).to_path_buf();
        let depth = error.depth();
        let cause = error.into_io_error().unwrap_or_else(|| io::ErrorKind::InvalidData.into());
        if depth == 0 {
            return Err(DiskError::new("read the content folder", path, cause));
        }
        let relative = path.strip_prefix(self.root.path()).unwrap_or(&path);
        self.refuse(relative, Trouble::Io(cause));
        Ok(())
    }
}

/// A link to nothing is not "removed meanwhile": it is there and wrong.
fn about_link(error: io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::NotRegular("a link to nothing"),
        _ => Trouble::Io(error),
    }
}

fn compile(bytes: &[u8]) -> Result<Gitignore, Trouble> {
    let text = String::from_utf8_lossy(bytes);
    let mut builder = GitignoreBuilder::new("");
    for line in text.trim_start_matches('\u{feff}').lines() {
        // A pattern that is none matches nothing, as in git.
        let _ = builder.add_line(None, line);
    }
    builder.build().map_err(|_| Trouble::Io(io::Error::other("its patterns are too many")))
}

fn is_markdown(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}
