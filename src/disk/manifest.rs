//! The list of what Phasebook made: every file with its hash and that of all that it was made of, and of files that
//! are put together from many plans which part is whose; kept inside the published folder. It depends on the site
//! and the program alone, not on when or where it was published.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use super::records::{Record, Records};
use crate::text::fingerprint;

/// The manifest's name in the published folder.
pub(super) const NAME: &str = ".phasebook-manifest";

/// The list that a site being published in place will have. It stands in the published folder only
/// until that is done, so that a build that was killed is known by both lists.
pub(super) const NEXT: &str = ".phasebook-manifest-next";

/// Names in the published folder that are neither pages nor the user's: what a build in place works with.
pub(super) const INNER: [&str; 3] = [NEXT, ".phasebook-staging", ".phasebook-lock"];

/// The first line; the number is that of the format.
const HEAD: &str = "phasebook-manifest 3";

/// What stands behind the first line's number in the list of a site for one audience, before the audience's name.
const FOR: &str = " for ";

/// The first line of the format that knows no parts of files.
const SECOND_HEAD: &str = "phasebook-manifest 2";

/// The first line of the first format, whose lines have hash and path alone.
const FIRST_HEAD: &str = "phasebook-manifest 1";

/// What a line begins with that tells of a part of the file above it: no hash begins so.
const PART: &str = "+ ";

/// Bytes of a line before the path: two numbers of 16 digits, each with a space behind it.
const NUMBERS: usize = 34;

/// Files are hashed and compared in blocks, so that a large one never lies in memory.
pub(super) const BLOCK: usize = 64 << 10;

/// A part of a file that is put together from many plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Fingerprint of all that the part was made of.
    pub(super) inputs: u64,
    /// Where it begins, in bytes.
    pub(super) start: u64,
    /// How many bytes it has.
    pub(super) len: usize,
}

/// The parts of files by the files' paths.
pub(super) type Parts = BTreeMap<String, Vec<Part>>;

/// Paths below the published folder, with what was written there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) files: Arc<Records>,
    /// Those files whose parts are known.
    pub(super) parts: Parts,
    /// What a build in place that was killed has written or was about to.
    pub(super) next: Records,
    /// The audience that the site is for; `None`: all readers.
    pub(super) audience: Option<String>,
}

impl Manifest {
    /// Reads a manifest; `None` for anything but one of this format or those before.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (head, body) = text.split_once('\n')?;
        let (head, audience) = match head.split_once(FOR) {
            Some((head @ HEAD, audience)) => (head, Some(audience.to_owned())),
            _ => (head, None),
        };
        let line = match head {
            HEAD | SECOND_HEAD => read_line,
            FIRST_HEAD => read_first_line,
            _ => return None,
        };
        let lines = body.lines().filter(|line| !line.starts_with(PART));
        let (count, bytes) = lines.fold((0, 0), |(n, sum), line| (n + 1, sum + line.len()));
        // Two numbers stand before each path, at least in the present format.
        let mut files = Records::with_capacity(count, bytes.saturating_sub(count * NUMBERS));
        let mut parts = Parts::new();
        // Nobody but us writes it, and by path; but a user can.
        let mut out_of_order = Vec::new();
        let mut last: Option<Cow<'_, str>> = None;
        for text in body.lines() {
            if let Some(part) = text.strip_prefix(PART) {
                let (path, part) = (last.as_deref()?, read_part(part)?);
                match parts.get_mut(path) {
                    Some(known) => known.push(part),
                    None => drop(parts.insert(path.to_owned(), vec![part])),
                }
                continue;
            }
            let (path, record) = line(text)?;
            let path = unescape(path)?;
            if !is_sound(&path) {
                return None;
            }
            if !files.push(&path, record) {
                out_of_order.push((path.to_string(), record));
            }
            last = Some(path);
        }
        if !out_of_order.is_empty() {
            let in_order = files.iter().map(|(path, record)| (path.to_owned(), *record));
            files = in_order.chain(out_of_order).collect();
        }
        Some(Self { files: Arc::new(files), parts, next: Records::default(), audience })
    }

    /// Whether a file is ours by its path.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.files.get(path).is_some() || self.next.get(path).is_some()
    }

    /// Whether a file has a hash that we wrote.
    pub(super) fn has(&self, path: &str, hash: u64) -> bool {
        [&self.files, &self.next]
            .iter()
            .any(|files| files.get(path).is_some_and(|record| record.hash == hash))
    }

    /// Whether a folder holds any of the files.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        self.files.any_begins_with(&prefix) || self.next.any_begins_with(&prefix)
    }
}

/// Writes a manifest: a line a file and a line for each of its parts, sorted by path.
pub(super) fn write<'a>(
    out: &mut impl Write,
    files: impl Iterator<Item = (&'a str, Record)>,
    parts: &Parts,
    audience: Option<&str>,
) -> io::Result<()> {
    match audience {
        Some(audience) => writeln!(out, "{HEAD}{FOR}{audience}")?,
        None => writeln!(out, "{HEAD}")?,
    }
    for (path, Record { hash, inputs }) in files {
        match inputs {
            Some(inputs) => write!(out, "{hash:016x} {inputs:016x} ")?,
            None => write!(out, "{hash:016x} - ")?,
        }
        if path.contains(['\\', '\n', '\r']) {
            let path = path.replace('\\', r"\\").replace('\n', r"\n").replace('\r', r"\r");
            writeln!(out, "{path}")?;
        } else {
            writeln!(out, "{path}")?;
        }
        for Part { inputs, start, len } in parts.get(path).into_iter().flatten() {
            writeln!(out, "{PART}{inputs:016x} {start} {len}")?;
        }
    }
    Ok(())
}

fn read_line(line: &str) -> Option<(&str, Record)> {
    let (hash, rest) = line.split_once(' ')?;
    let (inputs, path) = rest.split_once(' ')?;
    let number = |digits| u64::from_str_radix(digits, 16).ok();
    let inputs = if inputs == "-" { None } else { Some(number(inputs)?) };
    Some((path, Record { hash: number(hash)?, inputs }))
}

fn read_first_line(line: &str) -> Option<(&str, Record)> {
    let (hash, path) = line.split_once(' ')?;
    let hash = u64::from_str_radix(hash, 16).ok()?;
    Some((path, Record { hash, inputs: None }))
}

fn read_part(line: &str) -> Option<Part> {
    let mut words = line.split(' ');
    let inputs = u64::from_str_radix(words.next()?, 16).ok()?;
    let (start, len) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next().is_none().then_some(Part { inputs, start, len })
}

fn unescape(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('\\') {
        return Some(path.into());
    }
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
    Some(plain.into())
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

    /// The hash of bytes in memory.
    pub(super) fn of_bytes(bytes: &[u8]) -> u64 {
        let mut digest = Self::default();
        bytes.chunks(BLOCK).for_each(|block| digest.add(block));
        digest.finish()
    }

    /// The hash of all that a reader gives.
    pub(super) fn of(reader: &mut impl Read) -> io::Result<u64> {
        // Each build reads all files of the site: a buffer for each would be zeroed for each.
        thread_local!(static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; BLOCK]));
        BUFFER.with_borrow_mut(|block| {
            let mut digest = Self::default();
            loop {
                let n = fill(reader, block)?;
                if n == 0 {
                    return Ok(digest.finish());
                }
                digest.add(&block[..n]);
            }
        })
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
        let files: Records = [
            ("index.html", Record { hash: 1, inputs: Some(u64::MAX) }),
            ("files/a\nb\\n c.png", Record { hash: u64::MAX, inputs: None }),
            ("plans/ä/index.html", Record::default()),
        ]
        .into_iter()
        .collect();
        let part = |inputs, start, len| Part { inputs, start, len };
        let of_index = vec![part(u64::MAX, 11, 0), part(1, 11, 5)];
        let parts = Parts::from([("index.html".to_owned(), of_index)]);
        let mut text = Vec::new();
        write(
            &mut text,
            files.iter().map(|(path, record)| (path, *record)),
            &parts,
            Some("support"),
        )
        .expect("memory");
        let text = String::from_utf8(text).expect("a text");
        assert_eq!(text.lines().count(), 6);
        let manifest = Manifest::parse(&text).expect("a manifest");
        assert_eq!((&*manifest.files, &manifest.parts), (&files, &parts));
        assert_eq!(manifest.audience.as_deref(), Some("support"));
        assert!(manifest.has_folder("plans") && manifest.has_folder("plans/ä"));
        assert!(!manifest.has_folder("plan") && !manifest.has_folder("index.html"));
    }

    #[test]
    fn a_manifest_of_a_format_before_is_read() {
        let check = |text, inputs| {
            let manifest = Manifest::parse(text).expect("one of ours");
            let record = Record { hash: 255, inputs };
            assert_eq!(*manifest.files, Records::from_iter([("a b.html", record)]));
        };
        check("phasebook-manifest 1\nff a b.html\n", None);
        check("phasebook-manifest 2\nff 10 a b.html\n", Some(16));
    }

    #[test]
    fn lines_in_another_order_are_read() {
        let text = "phasebook-manifest 3\n2 - b\n+ 0 0 1\n1 - a\n+ 0 1 1\n3 - c\n";
        let manifest = Manifest::parse(text).expect("one of ours");
        let files: Vec<_> =
            manifest.files.iter().map(|(path, record)| (path, record.hash)).collect();
        assert_eq!(files, [("a", 1), ("b", 2), ("c", 3)]);
        assert_eq!(manifest.parts.keys().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn anything_else_is_no_manifest() {
        for odd in [
            "",
            "phasebook-manifest 4\n",
            "phasebook-manifest 1",
            "phasebook-manifest 1\n0 ../x\n",
            "phasebook-manifest 1\n0 /x\n",
            "phasebook-manifest 1\n0\n",
            "phasebook-manifest 1\nxyz a\n",
            "phasebook-manifest 1\n0 a\\q\n",
            "phasebook-manifest 2\n0 a\n",
            "phasebook-manifest 2\n0 - ../x\n",
            "phasebook-manifest 2\n0 x x\n",
            "phasebook-manifest 3\n+ 0 0 1\n",
            "phasebook-manifest 3\n0 - a\n+ 0 0\n",
            "phasebook-manifest 3\n0 - a\n+ 0 0 1 2\n",
            "phasebook-manifest 3\n0 - a\n+ x 0 1\n",
        ] {
            assert_eq!(Manifest::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn bytes_have_one_hash_wherever_they_are() {
        let long = vec![7; BLOCK + 1];
        let hash = |bytes: &[u8]| Digest::of(&mut &bytes[..]).expect("reads");
        assert_ne!(hash(b"a"), hash(b"b"));
        for bytes in [b"a", &b""[..], &long[..BLOCK], &long] {
            assert_eq!(hash(bytes), Digest::of_bytes(bytes));
        }
    }
}
