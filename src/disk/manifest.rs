//! The list of what Phasebook made: hash and path of every file, kept inside the published folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read};

use crate::text::fingerprint;

/// The manifest's name in the published folder.
pub(super) const NAME: &str = ".phasebook-manifest";

/// The list that a site being published in place will have. It stands in the published folder only
/// until that is done, so that a build that was killed is known by both lists.
pub(super) const NEXT: &str = ".phasebook-manifest-next";

/// Names in the published folder that are neither pages nor the user's: what a build in place works with.
pub(super) const INNER: [&str; 3] = [NEXT, ".phasebook-staging", ".phasebook-lock"];

/// The first line; the number is that of the format.
const HEAD: &str = "phasebook-manifest 1";

/// Files are hashed and compared in blocks, so that a large one never lies in memory.
const BLOCK: usize = 64 << 10;

/// Paths below the published folder, with the hashes of what was written there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<String, u64>,
    /// What a build in place that was killed has written or was about to.
    pub(super) next: BTreeMap<String, u64>,
}

impl Manifest {
    /// Reads a manifest; `None` for anything but one of this format.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let body = text.strip_prefix(HEAD)?.strip_prefix('\n')?;
        let mut files = BTreeMap::new();
        for line in body.lines() {
            let (hash, path) = line.split_once(' ')?;
            let path = unescape(path)?;
            if !is_sound(&path) {
                return None;
            }
            files.insert(path, u64::from_str_radix(hash, 16).ok()?);
        }
        Some(Self { files, next: BTreeMap::new() })
    }

    /// Whether a file is ours by its path.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.next.contains_key(path)
    }

    /// Whether a file has a hash that we wrote.
    pub(super) fn has(&self, path: &str, hash: u64) -> bool {
        [&self.files, &self.next].iter().any(|files| files.get(path) == Some(&hash))
    }

    /// Whether a folder holds any of the files.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        let is_in = |files: &BTreeMap<String, u64>| {
            files.range(prefix.clone()..).next().is_some_and(|(path, _)| path.starts_with(&prefix))
        };
        is_in(&self.files) || is_in(&self.next)
    }
}

/// The text of a manifest: a line a file, sorted by path.
pub(super) fn print(files: &BTreeMap<String, u64>) -> String {
    let mut text = format!("{HEAD}\n");
    for (path, hash) in files {
        let path = path.replace('\\', r"\\").replace('\n', r"\n").replace('\r', r"\r");
        let _ = writeln!(text, "{hash:016x} {path}");
    }
    text
}

fn unescape(path: &str) -> Option<String> {
    let mut plain = String::with_capacity(path.len());
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        plain.push(match c {
            '\\' => match chars.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            _ => c,
        });
    }
    Some(plain)
}

/// Whether a path stays inside the site and out of the way of the manifest and of git.
pub(super) fn is_sound(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    path != NAME
        && !INNER.contains(&top)
        && path.split('/').all(|part| {
            !matches!(part, "" | "." | "..")
                && !part.contains('\0')
                && !part.eq_ignore_ascii_case(".git")
        })
}

/// The hash of a file that is read block by block.
#[derive(Debug, Default)]
pub(super) struct Digest {
    blocks: Vec<u8>,
}

impl Digest {
    /// Adds the next block.
    pub(super) fn add(&mut self, block: &[u8]) {
        self.blocks.extend(fingerprint(block).to_le_bytes());
    }

    /// The hash of all blocks.
    pub(super) fn finish(&self) -> u64 {
        fingerprint(&self.blocks)
    }

    /// The hash of all that a reader gives.
    pub(super) fn of(reader: &mut impl Read, size: u64) -> io::Result<u64> {
        let mut digest = Self::default();
        let mut block = block_for(size);
        loop {
            let n = fill(reader, &mut block)?;
            if n == 0 {
                return Ok(digest.finish());
            }
            digest.add(&block[..n]);
        }
    }
}

/// A buffer for files of about this size.
pub(super) fn block_for(size: u64) -> Vec<u8> {
    vec![0; usize::try_from(size).unwrap_or(BLOCK).clamp(1, BLOCK)]
}

/// Reads until the buffer is full or the reader is at its end.
pub(super) fn fill(reader: &mut impl Read, block: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while n < block.len() {
        match reader.read(&mut block[n..]) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        let files: BTreeMap<String, u64> =
            [("index.html", 1), ("files/a\nb\\n c.png", u64::MAX), ("plans/ä/index.html", 0)]
                .into_iter()
                .map(|(path, hash)| (path.to_owned(), hash))
                .collect();
        let text = print(&files);
        assert_eq!(text.lines().count(), 4);
        let manifest = Manifest::parse(&text).expect("a manifest");
        assert_eq!(manifest.files, files);
        assert!(manifest.has_folder("plans") && manifest.has_folder("plans/ä"));
        assert!(!manifest.has_folder("plan") && !manifest.has_folder("index.html"));
    }

    #[test]
    fn anything_else_is_no_manifest() {
        for odd in [
            "",
            "phasebook-manifest 2\n",
            "phasebook-manifest 1",
            "phasebook-manifest 1\n0 ../x\n",
            "phasebook-manifest 1\n0 /x\n",
            "phasebook-manifest 1\n0\n",
            "phasebook-manifest 1\nxyz a\n",
            "phasebook-manifest 1\n0 a\\q\n",
        ] {
            assert_eq!(Manifest::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_block_size_has_no_say_in_short_files_only() {
        let long = vec![7; BLOCK + 1];
        let hash = |bytes: &[u8], size| Digest::of(&mut &bytes[..], size).expect("reads");
        assert_ne!(hash(b"a", 1), hash(b"b", 1));
        assert_eq!(hash(&long, long.len() as u64), hash(&long, u64::MAX));
    }
}
