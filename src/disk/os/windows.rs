//! Windows, by what its standard library offers.
//!
//! There is no exchange of folders (two renames are the nearest), no descriptor from which paths are
//! resolved (each part of a path is looked at before a file is opened), and no change time.

use std::borrow::Cow;
use std::fs::{self, DirEntry, File, FileType, Metadata, OpenOptions};
use std::io;
use std::os::windows::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};

use winapi_util::Handle;
use winapi_util::file::information;

use crate::disk::FileVersion;

/// Whether the system tells which file it is, whatever its name: not without opening it.
pub(in crate::disk) const HAS_FILE_NUMBERS: bool = false;

/// `FILE_FLAG_OPEN_REPARSE_POINT` of winbase.h: a link is opened itself, and not what it leads to.
const OPEN_LINK: u32 = 0x0020_0000;
/// `ERROR_CANT_RESOLVE_FILENAME` of winerror.h.
const LINK: i32 = 1921;
/// `ERROR_TOO_MANY_OPEN_FILES`, `ERROR_NOT_ENOUGH_MEMORY` and `ERROR_OUTOFMEMORY` of winerror.h.
const LACKS: [i32; 3] = [4, 8, 14];
/// Steps of 100 nanoseconds from 1601, where Windows begins to count, to 1970.
const STEPS_TO_1970: i128 = 116_444_736_000_000_000;

/// A folder below which paths are resolved.
#[derive(Debug)]
pub(in crate::disk) struct OpenFolder(PathBuf);

impl OpenFolder {
    /// Takes a folder by its real path.
    pub(in crate::disk) fn at(path: &Path) -> io::Result<Self> {
        if fs::metadata(path)?.is_dir() {
            Ok(Self(path.to_path_buf()))
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    /// The version of a file by its real path below the folder.
    pub(in crate::disk) fn version(&self, relative: &Path) -> io::Result<FileVersion> {
        fs::symlink_metadata(self.0.join(relative)).map(|meta| version_of(&meta))
    }

    /// Opens a file by its path below the folder, of which no part may be a link. Who may rename folders
    /// there between the look and the opening can lead it elsewhere.
    pub(in crate::disk) fn open(&self, relative: &Path) -> io::Result<File> {
        let mut path = self.0.clone();
        let mut parts = relative.components().peekable();
        while let Some(Component::Normal(name)) = parts.next() {
            path.push(name);
            if parts.peek().is_none() {
                return open_plain(&path);
            }
            if fs::symlink_metadata(&path)?.is_symlink() {
                return Err(io::Error::from_raw_os_error(LINK));
            }
        }
        Err(io::ErrorKind::InvalidInput.into())
    }
}

/// Opens a file of the user's own choice: links are followed.
pub(in crate::disk) fn open_any(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Opens a file that must not be a link.
pub(in crate::disk) fn open_plain(path: &Path) -> io::Result<File> {
    no_link(OpenOptions::new().read(true).custom_flags(OPEN_LINK).open(path)?)
}

/// Opens the file of a lock for writing: no link.
pub(in crate::disk) fn open_lock(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    no_link(options.custom_flags(OPEN_LINK).open(path)?)
}

fn no_link(file: File) -> io::Result<File> {
    if file.metadata()?.is_symlink() { Err(io::Error::from_raw_os_error(LINK)) } else { Ok(file) }
}

/// Reads bytes from a place in a file.
pub(in crate::disk) fn read_exact_at(
    file: &File,
    mut bytes: &mut [u8],
    mut start: u64,
) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.seek_read(bytes, start) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                bytes = &mut bytes[read..];
                start += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Puts two folders in each other's place at once: there is no such call.
#[expect(clippy::unnecessary_wraps, reason = "the same call as on other systems")]
pub(in crate::disk) fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Makes the bytes of a file outlast a power cut; only who may write it can.
pub(in crate::disk) fn sync_file(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.sync_data()
}

/// Makes the names in a folder outlast a power cut: the file system's journal does.
#[expect(clippy::unnecessary_wraps, reason = "the same call as on other systems")]
pub(in crate::disk) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes all that was written to a folder's file system outlast a power cut: only its administrator may.
#[expect(clippy::unnecessary_wraps, reason = "the same call as on other systems")]
pub(in crate::disk) fn sync_file_system(_: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Which folder it is, whatever its name: volume and index.
pub(in crate::disk) fn folder_id(path: &Path, _: &Metadata) -> io::Result<(u64, u64)> {
    let found = information(Handle::from_path_any(path)?)?;
    Ok((found.volume_serial_number(), found.file_index()))
}

/// Whether an open file is what stands at a path.
pub(in crate::disk) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let there = match open_plain(path) {
        Ok(there) => information(&there)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let ours = information(file)?;
    let key = |of: &winapi_util::file::Information| (of.volume_serial_number(), of.file_index());
    Ok(key(&ours) == key(&there))
}

/// The number of what a folder holds under a name: none is told.
pub(in crate::disk) fn entry_number(_: &DirEntry) -> u64 {
    0
}

/// The version of an opened or listed file. The time of its last writing stands for that of its last
/// change.
pub(in crate::disk) fn version_of(meta: &Metadata) -> FileVersion {
    let written = (i128::from(meta.last_write_time()) - STEPS_TO_1970) * 100;
    FileVersion { size: meta.len(), mtime: written, ctime: written, dev: 0, ino: 0 }
}

/// Whether two folders have the same file system, mode and owner: not known.
pub(in crate::disk) fn is_alike(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Whether two files lie on the same file system: not known.
pub(in crate::disk) fn is_on_one_system(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Whether a file system begins at a path: such a folder is a link here, and was resolved.
#[expect(clippy::unnecessary_wraps, reason = "the same call as on other systems")]
pub(in crate::disk) fn is_mount_point(path: &Path, _: &Metadata) -> io::Result<bool> {
    Ok(path.parent().is_none())
}

/// Gives a folder the mode of another: it has its parent's rights, as the other has.
#[expect(clippy::unnecessary_wraps, reason = "the same call as on other systems")]
pub(in crate::disk) fn take_mode(_: &Path, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Opens a folder that its user had closed: there is no such mode.
pub(in crate::disk) fn open_up(_: &Path, _: &Metadata) {}

/// Makes folders that only their user may read: as those of the user's profile are.
pub(in crate::disk) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Makes a link that leads where another does.
pub(in crate::disk) fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::windows::fs::{symlink_dir, symlink_file};
    let target = fs::read_link(from)?;
    let is_folder = fs::metadata(from).is_ok_and(|meta| meta.is_dir());
    if is_folder { symlink_dir(target, to) } else { symlink_file(target, to) }
}

/// What a file is that is none, no folder and no link, with its article.
pub(in crate::disk) fn special(_: FileType) -> &'static str {
    "a device"
}

/// Whether the process or the system has run out of something.
pub(in crate::disk) fn is_of_process(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|code| LACKS.contains(&code))
}

/// Whether a link stood where none may be.
pub(in crate::disk) fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(LINK)
}

/// The part of a path that is below a folder of which it is known to lie in.
pub(in crate::disk) fn below<'p>(folder: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(folder).unwrap_or(Path::new(""))
}

/// A path for people: without the mark of one that is looked up as it stands.
pub(in crate::disk) fn shown(path: &Path) -> Cow<'_, str> {
    match path.to_string_lossy() {
        Cow::Borrowed(text) => text.strip_prefix(r"\\?\").unwrap_or(text).into(),
        Cow::Owned(text) => text.strip_prefix(r"\\?\").map(str::to_owned).unwrap_or(text).into(),
    }
}

/// A relative path as sites name it, with `/`; `None` where it is no Unicode.
pub(in crate::disk) fn name_of(path: &Path) -> Option<Cow<'_, str>> {
    let name = path.to_str()?;
    Some(if name.contains('\\') { name.replace('\\', "/").into() } else { name.into() })
}
