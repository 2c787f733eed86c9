//! One file's text, normalised, with its line index.

use super::{Span, fingerprint};

/// The text of one file of the content folder.
///
/// The text has no byte order mark, ends lines with `\n`, and holds neither NUL nor invalid UTF-8;
/// each such repair is noted in [`Source::repairs`]. All spans refer to this text.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    text: String,
    line_starts: Vec<u32>,
    /// How many characters stand before each [`STRIDE`]th byte.
    characters: Vec<u32>,
    repairs: Vec<Repair>,
    fingerprint: u64,
}

/// A place for people: line and column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// What normalising had to change, once per kind, at its first place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repair {
    /// What was wrong.
    pub kind: RepairKind,
    /// Byte offset in the file as it is on disk.
    pub offset: usize,
    /// Where the replacement stands in the normalised text.
    pub span: Span,
    /// How many of this kind the file has.
    pub count: usize,
}

/// Kinds of repair that an author should hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepairKind {
    /// Bytes that are not UTF-8, shown as U+FFFD.
    InvalidUtf8,
    /// A NUL byte, shown as U+FFFD.
    Nul,
}

impl Source {
    /// Normalises the bytes of a file. `path` is relative to the content folder, with `/`.
    pub fn new(path: impl Into<String>, bytes: &[u8]) -> Self {
        let (text, repairs) = normalise(bytes);
        let mut line_starts = vec![0];
        line_starts.extend(
            text.bytes()
                .enumerate()
                .filter(|&(_, b)| b == b'\n')
                .map(|(i, _)| Span::new(i + 1, i + 1).start),
        );
        let characters = characters(&text);
        let fingerprint = fingerprint(text.as_bytes());
        Self { path: path.into(), text, line_starts, characters, repairs, fingerprint }
    }

    /// Path relative to the content folder, with `/` between segments.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// What had to be repaired in the file's bytes.
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// Whether this is the same text, read with the same repairs, at the same path.
    pub fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || (self.fingerprint == other.fingerprint
                && self.text == other.text
                && self.repairs == other.repairs
                && self.path == other.path)
    }

    /// Hash of the normalised text.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_index(offset);
        let column =
            self.characters_before(offset) - self.characters_before(self.line_starts[line]);
        Position { line: count(line + 1), column: column + 1 }
    }

    /// Line of a byte offset, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        count(self.line_index(offset) + 1)
    }

    /// Number of lines, at least 1; a final line end opens no further line.
    pub fn line_count(&self) -> u32 {
        let n = self.line_starts.len();
        count(if n > 1 && self.text.ends_with('\n') { n - 1 } else { n })
    }

    /// The span of one line (from 1) without its line end; empty past the last line.
    pub fn line_span(&self, line: u32) -> Span {
        let index = (line.max(1) - 1) as usize;
        let Some(&start) = self.line_starts.get(index) else {
            return Span::new(self.text.len(), self.text.len());
        };
        let end =
            self.line_starts.get(index + 1).map_or(self.text.len(), |&next| next as usize - 1);
        Span::new(start as usize, end)
    }

    /// How many characters stand before an offset. A line may be long and hold a finding at every word, so
    /// that its characters are not counted from its start.
    fn characters_before(&self, offset: u32) -> u32 {
        let at = offset as usize;
        let known = at / STRIDE;
        self.characters[known] + begun(&self.text.as_bytes()[known * STRIDE..at])
    }

    fn line_index(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&s| s <= offset) - 1
    }
}

/// Bytes between two places of which it is known how many characters stand before them.
const STRIDE: usize = 1_024;

/// How many characters stand before each [`STRIDE`]th byte of a text.
fn characters(text: &str) -> Vec<u32> {
    let mut sum = 0;
    let mut before = vec![0];
    for chunk in text.as_bytes().chunks(STRIDE) {
        sum += begun(chunk);
        before.push(sum);
    }
    before
}

/// How many characters begin in some bytes of a text.
fn begun(bytes: &[u8]) -> u32 {
    count(bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn normalise(bytes: &[u8]) -> (String, Vec<Repair>) {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let skipped = bytes.len() - body.len();
    let mut text = String::with_capacity(body.len());
    let mut repairs: Vec<Repair> = Vec::new();
    let mut note = |kind, offset, at: usize| match repairs.iter_mut().find(|r| r.kind == kind) {
        Some(repair) => repair.count += 1,
        None => repairs.push(Repair {
            kind,
            offset,
            span: Span::new(at, at + '\u{FFFD}'.len_utf8()),
            count: 1,
        }),
    };
    let mut offset = skipped;
    for chunk in body.utf8_chunks() {
        let mut chars = chunk.valid().char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            match c {
                '\r' => {
                    text.push('\n');
                    chars.next_if(|&(_, next)| next == '\n');
                }
                '\0' => {
                    note(RepairKind::Nul, offset + i, text.len());
                    text.push('\u{FFFD}');
                }
                _ => text.push(c),
            }
        }
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            note(RepairKind::InvalidUtf8, offset, text.len());
            text.push('\u{FFFD}');
            offset += chunk.invalid().len();
        }
    }
    (text, repairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, repairs: &[(RepairKind, usize, usize)]) {
        let source = Source::new("a.md", bytes);
        assert_eq!(source.text(), text);
        let found: Vec<_> = source.repairs().iter().map(|r| (r.kind, r.offset, r.count)).collect();
        assert_eq!(found, repairs);
    }

    #[test]
    fn text_is_normalised_and_repairs_are_noted() {
        check(b"\xEF\xBB\xBF# A\r\nb\rc\n", "# A\nb\nc\n", &[]);
        check(b"a\0b\0", "a\u{FFFD}b\u{FFFD}", &[(RepairKind::Nul, 1, 2)]);
        check(b"a\xFFb", "a\u{FFFD}b", &[(RepairKind::InvalidUtf8, 1, 1)]);
        check(b"", "", &[]);
    }

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("a.md", "é\nab\n".as_bytes());
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(4), Position { line: 2, column: 2 });
        assert_eq!(source.line_count(), 2);
        assert_eq!(source.slice(source.line_span(2)), "ab");
    }
}
