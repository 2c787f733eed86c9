//! Files of a site that are written bit by bit: what is in them is never all in memory.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use super::DiskError;
use super::manifest::{BLOCK, Digest, Part};
use super::os::read_exact_at;

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
    parts: Vec<Part>,
}

/// A staged file that is whole.
pub(super) struct Whole {
    /// Its path below the site's root.
    pub(super) path: String,
    /// Where it is staged.
    pub(super) target: PathBuf,
    pub(super) hash: u64,
    pub(super) size: u64,
    pub(super) parts: Vec<Part>,
}

/// A published file that was written bit by bit, and what its parts were made of.
#[derive(Debug)]
pub struct PublishedParts {
    file: File,
    by_inputs: HashMap<u64, Part>,
}

impl PublishedParts {
    /// The parts of a file that has the bytes that were published.
    pub(super) fn new(file: File, parts: &[Part]) -> Self {
        Self { file, by_inputs: parts.iter().map(|part| (part.inputs, *part)).collect() }
    }

    /// The part that was made of what has this fingerprint; `None` where there is none, and where it can't be read.
    pub fn read(&self, inputs: u64) -> Option<Vec<u8>> {
        let part = self.by_inputs.get(&inputs)?;
        let mut bytes = vec![0; part.len];
        read_exact_at(&self.file, &mut bytes, part.start).ok()?;
        Some(bytes)
    }
}

impl StreamedFile {
    pub(super) fn new(path: &str, target: PathBuf, file: File) -> Self {
        let block = Vec::with_capacity(BLOCK);
        let (path, digest) = (path.to_owned(), Digest::default());
        Self { path, target, file, block, digest, size: 0, parts: Vec::new() }
    }

    /// Notes that the last `len` bytes were made of what has the fingerprint `inputs`: a later build
    /// [takes them](super::Publisher::published_parts) from the published file.
    pub fn mark(&mut self, inputs: u64, len: usize) {
        let end = self.size + self.block.len() as u64;
        self.parts.push(Part { inputs, start: end.saturating_sub(len as u64), len });
    }

    /// Writes what is left.
    pub(super) fn end(mut self) -> Result<Whole, DiskError> {
        self.flush().map_err(|error| {
            error.downcast().unwrap_or_else(|error| DiskError::new("write", &self.target, error))
        })?;
        let Self { path, target, digest, size, parts, .. } = self;
        Ok(Whole { path, target, hash: digest.finish(), size, parts })
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
