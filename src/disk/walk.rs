//! The walk over a content folder: which files belong to the site.

use std::ffi::OsStr;
use std::fs::{self, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::folder::{Folder, folder};
use super::list::{ListEntry, below};
use super::os;
use super::root::{Root, real_path};
use super::unreadable::{Trouble, read_whole, what_it_is};
use super::{DiskError, Unreadable};
use crate::site::is_document;

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct WalkResult {
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
    folder_depth: usize,
    excluded: Vec<PathBuf>,
    ignores: Vec<Ignore>,
    gitignore_bytes_left: u64,
    found: WalkResult,
}

struct Ignore {
    depth: usize,
    folder: PathBuf,
    globs: Gitignore,
}

/// Walks the folder downward in the order of names. A folder below `folder_depth` others is not entered.
pub(super) fn walk(
    root: &Root,
    exclude: &[&Path],
    underscored: Underscored,
    folder_depth: usize,
) -> Result<WalkResult, DiskError> {
    // An excluded path that cannot be resolved is not below the folder.
    let excluded = exclude.iter().filter_map(|path| real_path(path).ok()).collect();
    let mut walk = Walk {
        root,
        underscored,
        folder_depth,
        excluded,
        ignores: Vec::new(),
        gitignore_bytes_left: GITIGNORE_BYTES,
        found: WalkResult::default(),
    };
    walk.enter_root()?;
    let unlisted = |error: DiskError| {
        error.hinting(
            "nothing is left out because it can't be listed: look whether the folder is mounted",
        )
    };
    let mut entries = below(root.path()).map_err(unlisted)?;
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                if !walk.visit(&entry, entries.depth())? {
                    entries.leave_out();
                }
            }
            Err(error) => walk.failed(error)?,
        }
    }
    Ok(walk.found)
}

impl Walk<'_> {
    fn enter_root(&mut self) -> Result<(), DiskError> {
        let path = self.root.path();
        let meta = fs::symlink_metadata(path).map_err(|e| DiskError::new("look at", path, e))?;
        self.note_folder(path, &meta);
        self.enter(0, Path::new(""))
    }

    /// Sorts one entry in; whether a folder is to be entered.
    fn visit(&mut self, entry: &ListEntry, depth: usize) -> Result<bool, DiskError> {
        while self.ignores.pop_if(|last| last.depth >= depth).is_some() {}
        let relative = self.below_root(entry.path());
        let kind = entry.file_type();
        if self.is_skipped(relative)
            || self.is_excluded(entry.path())
            || self.is_ignored(relative, kind)
        {
            return Ok(false);
        }
        let Some(name) = os::name_of(relative) else {
            self.refuse(relative, Trouble::Name);
            return Ok(false);
        };
        if kind.is_dir() {
            if depth > self.folder_depth {
                self.refuse(relative, Trouble::TooDeep { limit: self.folder_depth });
                return Ok(false);
            }
            if let Ok(meta) = fs::symlink_metadata(entry.path()) {
                self.note_folder(entry.path(), &meta);
            }
            self.enter(depth, relative)?;
            return Ok(true);
        }
        if kind.is_file() {
            self.add(&name, None);
        } else if kind.is_symlink() {
            match self.follow(entry.path()) {
                Ok(target) => {
                    // What the link leads to changes where nothing else may be watched.
                    let real = self.root.path().join(&target);
                    self.found.folders.extend(real.parent().and_then(folder));
                    self.add(&name, Some(target));
                }
                Err(trouble) => self.refuse(relative, trouble),
            }
        } else {
            self.refuse(relative, Trouble::NotRegular(what_it_is(kind)));
        }
        Ok(false)
    }

    /// The part of a path of the walk that is below the root.
    fn below_root<'p>(&self, path: &'p Path) -> &'p Path {
        os::below(self.root.path(), path)
    }

    fn add(&mut self, name: &str, target: Option<PathBuf>) {
        let list = if is_document(name) { &mut self.found.markdown } else { &mut self.found.files };
        list.push(Named { name: name.to_owned(), target });
    }

    fn note_folder(&mut self, path: &Path, meta: &Metadata) {
        if let Ok(id) = os::folder_id(path, meta) {
            self.found.folders.push(Folder { path: path.to_path_buf(), id });
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
        if target.iter().any(|part| part.as_encoded_bytes().starts_with(b".")) {
            return Err(Trouble::Hidden);
        }
        if kind.is_file() { Ok(target) } else { Err(Trouble::NotRegular(what_it_is(kind))) }
    }

    /// Reads the folder's `.gitignore`, suspiciously as any file. One that the system does not let us
    /// read ends the walk: what it leaves out may not be meant for others.
    fn enter(&mut self, depth: usize, folder: &Path) -> Result<(), DiskError> {
        let path = folder.join(".gitignore");
        let real = self.root.path().join(&path);
        let text = match self.root.open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            // In a closed folder nobody knows; what is in it will be named.
            Err(_) if fs::symlink_metadata(&real).is_err() => return Ok(()),
            opened => {
                let left = self.gitignore_bytes_left;
                opened.map_err(Trouble::Io).and_then(|file| read_whole(&file, left))
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
            Err(Trouble::Io(error)) if !os::is_link(&error) => {
                return Err(DiskError::new("read", real, error));
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
        Ok(())
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
        let name = path.file_name().map(OsStr::as_encoded_bytes);
        match name.and_then(<[u8]>::first) {
            Some(b'.') => true,
            Some(b'_') => self.underscored == Underscored::LeftOut,
            _ => false,
        }
    }

    fn is_excluded(&self, path: &Path) -> bool {
        self.excluded.iter().any(|excluded| excluded.as_os_str() == path.as_os_str())
    }

    /// A folder that is gone since it was seen is told as such a file is; one that can't be listed ends
    /// the walk.
    fn failed(&mut self, error: DiskError) -> Result<(), DiskError> {
        if error.is_missing() && error.path() != self.root.path() {
            let relative = self.below_root(error.path()).to_path_buf();
            self.refuse(&relative, Trouble::Io(io::ErrorKind::NotFound.into()));
            return Ok(());
        }
        Err(error.hinting(
            "nothing is left out because it can't be listed: let the user who runs phasebook list it, or \
             begin its name with `_`",
        ))
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
