//! What differs between a site that is published elsewhere and the one that was built here, so that a pipeline
//! sends only that.
//!
//! In: the manifest of the site elsewhere, and a folder that was built. Out: paths. Invariant: files are told
//! apart by what they hold; when they were written says nothing.

use std::io;
use std::path::Path;

use super::DiskError;
use super::manifest::{self, Manifest};
use super::os::open_plain;
use super::unreadable::{Trouble, read_whole};

/// Most bytes of a manifest: of 100,000 plans it has 150 MB.
const MOST_BYTES: u64 = 1 << 30;

/// A site that is published elsewhere, by its manifest.
#[derive(Debug)]
pub struct PublishedElsewhere {
    manifest: Manifest,
    bytes: Vec<u8>,
}

/// What has to be sent, and what to be removed, for the site elsewhere to be the one that was built. Paths are
/// sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delta {
    /// Files that are new or hold something else, the manifest among them.
    pub changed: Vec<String>,
    /// Files that are no longer part of the site.
    pub removed: Vec<String>,
}

/// How large a built site is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SiteSize {
    /// Files, the manifest among them.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl PublishedElsewhere {
    /// Reads a manifest. An empty file is that of a site without files.
    ///
    /// # Errors
    /// When it is missing, no manifest, or the system refuses.
    pub fn read(path: &Path) -> Result<Self, DiskError> {
        let bytes = read(path).map_err(|error| {
            let missing = error.is_missing();
            if missing { error.hinting(FIRST) } else { error }
        })?;
        let text = std::str::from_utf8(&bytes).ok();
        let manifest = match text {
            Some(text) if text.trim().is_empty() => Some(Manifest::default()),
            text => text.and_then(Manifest::parse),
        };
        let manifest = manifest.ok_or_else(|| {
            let cause =
                io::Error::new(io::ErrorKind::InvalidData, "it is not a manifest of phasebook");
            DiskError::new("use", path, cause)
                .hinting("fetch the file `.phasebook-manifest` of the published site")
        })?;
        Ok(Self { manifest, bytes })
    }

    /// The same where a site for an audience is built (`None`: for all readers).
    ///
    /// # Errors
    /// When the site elsewhere is for others: it would become a mixture of both, file by file.
    pub fn for_audience(self, path: &Path, audience: Option<&str>) -> Result<Self, DiskError> {
        let was = self.manifest.audience.as_deref();
        if was == audience || self.manifest.files.iter().next().is_none() {
            return Ok(self);
        }
        let (was, is) = (readers(was), readers(audience));
        let text = format!("it is of the site for {was}, and this one is for {is}");
        let cause = io::Error::new(io::ErrorKind::InvalidData, text);
        Err(DiskError::new("use", path, cause)
            .hinting("fetch the manifest of the site that this one is to replace"))
    }

    /// What differs between it and the site that was built in a folder.
    ///
    /// # Errors
    /// When the folder's manifest can't be read.
    pub fn delta(&self, output: &Path) -> Result<Delta, DiskError> {
        let path = output.join(manifest::NAME);
        let bytes = read(&path)?;
        let built = std::str::from_utf8(&bytes).ok().and_then(Manifest::parse).unwrap_or_default();
        let hash = |of: &Manifest, path: &str| of.files.get(path).map(|record| record.hash);
        let is_changed = |&(path, _): &(&str, _)| hash(&self.manifest, path) != hash(&built, path);
        let mut changed: Vec<String> =
            built.files.iter().filter(is_changed).map(|(path, _)| path.to_owned()).collect();
        if bytes != self.bytes {
            changed.push(manifest::NAME.to_owned());
        }
        changed.sort_unstable();
        let gone = self.manifest.files.iter().filter(|(path, _)| built.files.get(path).is_none());
        Ok(Delta { changed, removed: gone.map(|(path, _)| path.to_owned()).collect() })
    }
}

/// What to do where no site was published before.
const FIRST: &str = "where nothing is published yet, leave out `--against` and send the whole site";

/// How large the site is that was built in a folder.
///
/// # Errors
/// When its manifest or the size of a file can't be read.
pub fn site_size(output: &Path) -> Result<SiteSize, DiskError> {
    let path = output.join(manifest::NAME);
    let bytes = read(&path)?;
    let built = std::str::from_utf8(&bytes).ok().and_then(Manifest::parse).unwrap_or_default();
    let mut size = SiteSize { files: 1, bytes: bytes.len() as u64 };
    for (name, _) in built.files.iter() {
        let path = output.join(name);
        let meta = std::fs::symlink_metadata(&path);
        size.bytes += meta.map_err(|error| DiskError::new("read", &path, error))?.len();
        size.files += 1;
    }
    Ok(size)
}

/// Who an audience is, in words.
pub(super) fn readers(audience: Option<&str>) -> String {
    audience.map_or_else(|| "all readers".to_owned(), |name| format!("the audience `{name}`"))
}

fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    let opened = open_plain(path).map_err(Trouble::Io);
    opened.and_then(|file| read_whole(&file, MOST_BYTES)).map_err(|trouble| {
        let error = match trouble {
            Trouble::Io(error) => error,
            other => io::Error::other(other.at("").message),
        };
        DiskError::new("read", path, error)
    })
}
