//! Linux, macOS and the other Unixes.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, DirEntry, File, FileType, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{
    DirBuilderExt, DirEntryExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt,
};
use std::path::{Component, Path};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, RenameFlags, Stat};
use rustix::io::Errno;

use crate::disk::FileVersion;

/// Whether the system tells which file it is, whatever its name.
pub(in crate::disk) const HAS_FILE_NUMBERS: bool = true;

/// Reading without waiting for a pipe's writer, and without taking a terminal.
const FILE: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK).union(OFlags::NOCTTY);
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::DIRECTORY);

const SECOND: i128 = 1_000_000_000;

/// A folder that was opened once: paths below it are resolved from its descriptor.
#[derive(Debug)]
pub(in crate::disk) struct OpenFolder(OwnedFd);

impl OpenFolder {
    /// Opens a folder by its real path.
    pub(in crate::disk) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self(rustix::fs::open(path, FOLDER, Mode::empty())?))
    }

    /// The version of a file by its real path below the folder.
    pub(in crate::disk) fn version(&self, relative: &Path) -> io::Result<FileVersion> {
        Ok(version_of_stat(&rustix::fs::statat(&self.0, relative, AtFlags::SYMLINK_NOFOLLOW)?))
    }

    /// Opens a file by its path below the folder, of which no part may be a link.
    #[cfg(target_os = "linux")]
    pub(in crate::disk) fn open(&self, relative: &Path) -> io::Result<File> {
        use rustix::fs::ResolveFlags;
        let inside = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match rustix::fs::openat2(&self.0, relative, FILE, Mode::empty(), inside) {
            // No such call here, or not allowed in this container, or renames crossed it.
            Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN) => self.open_stepwise(relative),
            opened => Ok(File::from(opened?)),
        }
    }

    /// Opens a file by its path below the folder, of which no part may be a link.
    #[cfg(not(target_os = "linux"))]
    pub(in crate::disk) fn open(&self, relative: &Path) -> io::Result<File> {
        self.open_stepwise(relative)
    }

    /// The same for every Unix: folder by folder, each from the descriptor of the one before.
    pub(in crate::disk) fn open_stepwise(&self, relative: &Path) -> io::Result<File> {
        let mut folder: Option<OwnedFd> = None;
        let mut parts = relative.components().peekable();
        while let Some(Component::Normal(name)) = parts.next() {
            let at = folder.as_ref().map_or(self.0.as_fd(), AsFd::as_fd);
            let flags = if parts.peek().is_some() { FOLDER } else { FILE };
            let fd = rustix::fs::openat(at, name, flags | OFlags::NOFOLLOW, Mode::empty())?;
            if parts.peek().is_none() {
                return Ok(File::from(fd));
            }
            folder = Some(fd);
        }
        Err(io::ErrorKind::InvalidInput.into())
    }
}

/// Opens a file of the user's own choice: links are followed, pipes are not waited for.
pub(in crate::disk) fn open_any(path: &Path) -> io::Result<File> {
    Ok(File::from(rustix::fs::open(path, FILE, Mode::empty())?))
}

/// Opens a file that must not be a link.
pub(in crate::disk) fn open_plain(path: &Path) -> io::Result<File> {
    Ok(File::from(rustix::fs::open(path, FILE | OFlags::NOFOLLOW, Mode::empty())?))
}

/// Opens the file of a lock for writing: no link, and no waiting for a pipe's reader.
pub(in crate::disk) fn open_lock(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    options.custom_flags(flags.cast_signed()).open(path)
}

/// Reads bytes from a place in a file.
pub(in crate::disk) fn read_exact_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    file.read_exact_at(bytes, start)
}

/// Puts two folders in each other's place at once; `false` where the system has no such call.
pub(in crate::disk) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    match rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Makes the bytes of a file outlast a power cut.
pub(in crate::disk) fn sync_file(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_data()
}

/// Makes the names in a folder outlast a power cut, where the file system has a way to.
pub(in crate::disk) fn sync_folder(folder: &Path) -> io::Result<()> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    let code = synced.as_ref().err().and_then(io::Error::raw_os_error);
    let is_without_sync =
        [Errno::INVAL, Errno::NOTSUP].iter().any(|known| code == Some(known.raw_os_error()));
    if is_without_sync { Ok(()) } else { synced }
}

/// Makes all that was written to a folder's file system outlast a power cut; `false` where that takes a
/// call for each file.
#[cfg(target_os = "linux")]
pub(in crate::disk) fn sync_file_system(folder: &Path) -> io::Result<bool> {
    rustix::fs::syncfs(File::open(folder)?)?;
    Ok(true)
}

/// Makes all that was written to a folder's file system outlast a power cut; `false` where that takes a
/// call for each file.
#[cfg(not(target_os = "linux"))]
pub(in crate::disk) fn sync_file_system(_: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Which folder it is, whatever its name: device and inode.
#[expect(clippy::unnecessary_wraps, reason = "the same call as on other systems")]
pub(in crate::disk) fn folder_id(_: &Path, meta: &Metadata) -> io::Result<(u64, u64)> {
    Ok((meta.dev(), meta.ino()))
}

/// Whether an open file is what stands at a path.
pub(in crate::disk) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The number of what a folder holds under a name, on its file system.
pub(in crate::disk) fn entry_number(entry: &DirEntry) -> u64 {
    entry.ino()
}

/// The version of an opened or listed file.
pub(in crate::disk) fn version_of(meta: &Metadata) -> FileVersion {
    let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * SECOND + i128::from(rest);
    FileVersion {
        size: meta.len(),
        mtime: nanoseconds(meta.mtime(), meta.mtime_nsec()),
        ctime: nanoseconds(meta.ctime(), meta.ctime_nsec()),
        dev: meta.dev(),
        ino: meta.ino(),
    }
}

/// The version of a file by the system's own record of it.
fn version_of_stat(stat: &Stat) -> FileVersion {
    let nanoseconds = |seconds: i128, rest: i128| seconds * SECOND + rest;
    FileVersion {
        size: u64::try_from(stat.st_size).unwrap_or(0),
        mtime: nanoseconds(stat.st_mtime.into(), stat.st_mtime_nsec.into()),
        ctime: nanoseconds(stat.st_ctime.into(), stat.st_ctime_nsec.into()),
        // Its type is not the same on all systems.
        dev: u64::try_from(i128::from(stat.st_dev)).unwrap_or(0),
        ino: stat.st_ino,
    }
}

/// Whether two folders have the same file system, mode and owner.
pub(in crate::disk) fn is_alike(one: &Metadata, other: &Metadata) -> bool {
    let key = |meta: &Metadata| (meta.dev(), meta.mode(), meta.uid(), meta.gid());
    key(one) == key(other)
}

/// Whether two files lie on the same file system.
pub(in crate::disk) fn is_on_one_system(one: &Metadata, other: &Metadata) -> bool {
    one.dev() == other.dev()
}

/// Whether a file system begins at a path.
#[cfg(target_os = "linux")]
pub(in crate::disk) fn is_mount_point(path: &Path, _: &Metadata) -> io::Result<bool> {
    use rustix::fs::{StatxAttributes, StatxFlags, statx};
    let found = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())?;
    Ok(found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Whether a file system begins at a path.
#[cfg(not(target_os = "linux"))]
pub(in crate::disk) fn is_mount_point(path: &Path, meta: &Metadata) -> io::Result<bool> {
    let Some(parent) = path.parent() else { return Ok(true) };
    Ok(!is_on_one_system(&fs::symlink_metadata(parent)?, meta))
}

/// Gives a folder the mode of another, and its user all rights.
pub(in crate::disk) fn take_mode(folder: &Path, of: &Metadata) -> io::Result<()> {
    fs::set_permissions(folder, Permissions::from_mode(of.mode() & 0o7777 | 0o700))
}

/// Opens a folder that its user had closed, as far as that can be.
pub(in crate::disk) fn open_up(folder: &Path, meta: &Metadata) {
    if meta.mode() & 0o700 != 0o700 {
        let _ = fs::set_permissions(folder, Permissions::from_mode(0o700));
    }
}

/// Makes folders that only their user may read.
pub(in crate::disk) fn make_private(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes a link that leads where another does.
pub(in crate::disk) fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

/// What a file is that is none, no folder and no link, with its article.
pub(in crate::disk) fn special(kind: FileType) -> &'static str {
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

/// Whether the process or the system has run out of something.
pub(in crate::disk) fn is_of_process(error: &io::Error) -> bool {
    let lacks = [Errno::MFILE, Errno::NFILE, Errno::NOMEM];
    lacks.iter().any(|lack| error.raw_os_error() == Some(lack.raw_os_error()))
}

/// Whether a link stood where none may be.
pub(in crate::disk) fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(Errno::LOOP.raw_os_error())
}

/// The part of a path that is below a folder of which it is known to lie in; the quickest way to it.
pub(in crate::disk) fn below<'p>(folder: &Path, path: &'p Path) -> &'p Path {
    let folder = folder.as_os_str().as_bytes();
    let below = path.as_os_str().as_bytes().strip_prefix(folder).unwrap_or_default();
    Path::new(OsStr::from_bytes(below.strip_prefix(b"/").unwrap_or(below)))
}

/// A path for people.
pub(in crate::disk) fn shown(path: &Path) -> Cow<'_, str> {
    path.to_string_lossy()
}

/// A relative path as sites name it, with `/`; `None` where it is no Unicode.
pub(in crate::disk) fn name_of(path: &Path) -> Option<Cow<'_, str>> {
    path.to_str().map(Cow::Borrowed)
}
