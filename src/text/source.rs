//! One file's text, normalised, with its line index.

use std::sync::Arc;

use super::{Span, fingerprint};

/// The text of one file of the content folder.
///
/// The text has no byte order mark, ends lines with `\n`, and holds neither NUL nor invalid UTF-8;
/// each such repair is noted in [`Source::repairs`]. All spans refer to this text.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    text: String,
    /// What stands before each [`STRIDE`]th byte. A line's beginning is found from there: a site holds the texts of
    /// all its plans.
    marks: Box<[Mark]>,
    repairs: Vec<Repair>,
    fingerprint: u64,
    companion: Option<Arc<Source>>,
}

/// Two are equal where they are read alike.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}

impl Eq for Source {}

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
        let marks = marks(text.as_bytes());
        let fingerprint = fingerprint(text.as_bytes());
        Self { path: path.into(), text, marks, repairs, fingerprint, companion: None }
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

    /// The same with another file beside it, whose values it is read with: `a.measures.json` beside `a.md`.
    #[must_use]
    pub fn with_companion(self, companion: Option<Arc<Self>>) -> Self {
        Self { companion, ..self }
    }

    /// The file beside it whose values it is read with.
    pub fn companion(&self) -> Option<&Arc<Self>> {
        self.companion.as_ref()
    }

    /// Whether this is the same text, read with the same repairs and companion, at the same path.
    pub fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || (self.fingerprint == other.fingerprint
                && self.text == other.text
                && self.repairs == other.repairs
                && self.path == other.path
                && self.companion == other.companion)
    }

    /// Hash of the normalised text, without its companion.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        let before = self.before(offset as usize);
        let start = self.line_start(before.line_ends).unwrap_or_default();
        let column = before.characters - self.before(start).characters;
        Position { line: before.line_ends + 1, column: column + 1 }
    }

    /// Line of a byte offset, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.before(offset as usize).line_ends + 1
    }

    /// Number of lines, at least 1; a final line end opens no further line.
    pub fn line_count(&self) -> u32 {
        let ends = self.marks.last().map_or(0, |all| all.line_ends);
        ends + u32::from(ends == 0 || !self.text.ends_with('\n'))
    }

    /// The span of one line (from 1) without its line end; empty past the last line.
    pub fn line_span(&self, line: u32) -> Span {
        let index = line.max(1) - 1;
        let start = self.line_start(index).unwrap_or(self.text.len());
        let end = self.line_start(index.saturating_add(1)).map_or(self.text.len(), |next| next - 1);
        Span::new(start, end)
    }

    /// What stands before an offset. A line may be long and hold a finding at every word, so that nothing is counted
    /// from its start.
    fn before(&self, offset: usize) -> Mark {
        let known = offset / STRIDE;
        self.marks[known].and(&self.text.as_bytes()[known * STRIDE..offset])
    }

    /// Where a line (from 0) begins; `None` past the last.
    fn line_start(&self, line: u32) -> Option<usize> {
        let Some(further) = line.checked_sub(1) else { return Some(0) };
        // The last place before its beginning of which something is known.
        let known = self.marks.partition_point(|mark| mark.line_ends < line) - 1;
        let rest = self.text.as_bytes().get(known * STRIDE..)?;
        let mut ends = (0..rest.len().min(STRIDE)).filter(|&at| rest[at] == b'\n');
        let end = ends.nth((further - self.marks[known].line_ends) as usize)?;
        Some(known * STRIDE + end + 1)
    }
}

/// How much stands before a place in a text.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    characters: u32,
    line_ends: u32,
}

impl Mark {
    /// The mark behind some more bytes.
    fn and(self, bytes: &[u8]) -> Self {
        let characters = count(bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count());
        let line_ends = bytes.iter().map(|&byte| u32::from(byte == b'\n')).sum::<u32>();
        Self { characters: self.characters + characters, line_ends: self.line_ends + line_ends }
    }
}

/// Bytes between two places of which it is known what stands before them.
const STRIDE: usize = 1_024;

/// What stands before each [`STRIDE`]th byte of a text.
fn marks(text: &[u8]) -> Box<[Mark]> {
    let mut marks = Vec::with_capacity(text.len() / STRIDE + 2);
    marks.push(Mark::default());
    for chunk in text.chunks(STRIDE) {
        marks.push(marks[marks.len() - 1].and(chunk));
    }
    marks.into()
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

    #[test]
    fn lines_of_a_long_text_are_where_they_are() {
        let lines = [1, 2, 700, 1_022, 1_023, 1_024, 1_025, 5_000, 0, 0, 3].map(|n| "é".repeat(n));
        for end in ["", "\n"] {
            let text = lines.join("\n") + end;
            let source = Source::new("a.md", text.as_bytes());
            assert_eq!(source.line_count(), 11);
            let mut start = 0;
            for (number, line) in (1..).zip(&lines) {
                assert_eq!(source.line_span(number), Span::new(start, start + line.len()));
                for (column, at) in (1..).zip((start..=start + line.len()).step_by(2)) {
                    let offset = u32::try_from(at).expect("a short text");
                    assert_eq!(source.position(offset), Position { line: number, column });
                }
                start += line.len() + 1;
            }
            assert_eq!(source.line_span(13), Span::new(text.len(), text.len()));
        }
    }
}
