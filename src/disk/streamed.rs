//! Files of a site that are written bit by bit: what is in them is never all in memory.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use super::DiskError;
use super::manifest::{BLOCK, Digest};

/// A staged file whose bytes come bit by bit.
#[derive(Debug)]
pub struct StreamedFile {
    path: String,
    target: PathBuf,
    file: File,
    /// What is not written yet: less than a block, so that the hash is that of whole blocks.
    block: Vec<u8>,
    digest: Digest,
    /// Bytes that are written.
    size: u64,
}

/// A staged file that is whole.
pub(super) struct Whole {
    /// Its path below the site's root.
    pub(super) path: String,
    /// Where it is staged.
    pub(super) target: PathBuf,
    pub(super) hash: u64,
    pub(super) size: u64,
}

impl StreamedFile {
    pub(super) fn new(path: &str, target: PathBuf, file: File) -> Self {
        let block = Vec::with_capacity(BLOCK);
        Self { path: path.to_owned(), target, file, block, digest: Digest::default(), size: 0 }
    }

    /// Writes what is left.
    pub(super) fn end(mut self) -> Result<Whole, DiskError> {
        self.flush().map_err(|error| {
            error.downcast().unwrap_or_else(|error| DiskError::new("write", &self.target, error))
        })?;
        let Self { path, target, digest, size, .. } = self;
        Ok(Whole { path, target, hash: digest.finish(), size })
    }

    fn write_block(&mut self) -> io::Result<()> {
        self.digest.add(&self.block);
        let written = self.file.write_all(&self.block);
        // Whoever writes knows no path.
        written.map_err(|e| io::Error::other(DiskError::new("write", &self.target, e)))?;
        self.size += self.block.len() as u64;
        self.block.clear();
        Ok(())
    }
}

impl Write for StreamedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = BLOCK - self.block.len();
        let taken = &bytes[..bytes.len().min(room)];
        self.block.extend_from_slice(taken);
        if self.block.len() == BLOCK {
            self.write_block()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.block.is_empty() { Ok(()) } else { self.write_block() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::OpenOptions;

    /// Where every write fails for want of room.
    const FULL: &str = "/dev/full";

    fn file() -> StreamedFile {
        let full = OpenOptions::new().write(true).open(FULL).expect("the device");
        StreamedFile::new("api/v1/plans.json", PathBuf::from(FULL), full)
    }

    #[test]
    fn a_write_that_fails_says_of_which_file() {
        let told = |error: DiskError| assert!(error.to_string().contains(FULL), "{error}");
        let error = file().write_all(&vec![7; BLOCK + 1]).expect_err("no room");
        told(error.downcast().expect("ours"));
        let mut short = file();
        short.write_all(b"a few bytes").expect("kept for the end");
        told(short.end().map(|whole| whole.size).expect_err("no room"));
    }
}
