//! Changes of a text, made in the bytes of its file.

use super::{Source, Span};

/// The file's bytes with the changes, each a span of `source` and what takes its place; all else,
/// also the byte order mark and the kind of line ends, stays as it is. Changes are sorted and do not
/// overlap.
///
/// `None` where it is not certain which bytes are meant: `source` is not the text of these bytes, or
/// they had to be repaired to be read.
pub fn rewrite(source: &Source, bytes: &[u8], edits: &[(Span, &str)]) -> Option<Vec<u8>> {
    let now = Source::new(source.path(), bytes);
    if now.text() != source.text() || !now.repairs().is_empty() {
        return None;
    }
    let mut offsets = Offsets::new(bytes);
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut copied = 0;
    for (span, replacement) in edits {
        let (start, end) = (offsets.of(span.start)?, offsets.of(span.end)?);
        out.extend_from_slice(bytes.get(copied..start)?);
        out.extend_from_slice(replacement.as_bytes());
        copied = end;
    }
    out.extend_from_slice(bytes.get(copied..)?);
    Some(out)
}

/// Places of the text in the bytes, from the first to the last.
struct Offsets<'a> {
    bytes: &'a [u8],
    /// The same place in the text and in the bytes.
    text: usize,
    byte: usize,
}

impl<'a> Offsets<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mark = b"\xEF\xBB\xBF";
        Self { bytes, text: 0, byte: if bytes.starts_with(mark) { mark.len() } else { 0 } }
    }

    /// The place in the bytes of one in the text that is not before the last one asked for.
    fn of(&mut self, offset: u32) -> Option<usize> {
        let wanted = offset as usize;
        while self.text < wanted {
            let is_pair = self.bytes.get(self.byte..)?.starts_with(b"\r\n");
            self.byte += if is_pair { 2 } else { 1 };
            self.text += 1;
        }
        (self.text == wanted && self.byte <= self.bytes.len()).then_some(self.byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_the_change_stays() {
        let check = |bytes: &str, old: &str, new: &str| {
            let source = Source::new("a.md", bytes.as_bytes());
            let edits: Vec<(Span, &str)> = source
                .text()
                .match_indices(old)
                .map(|(at, _)| (Span::new(at, at + old.len()), new))
                .collect();
            let expected = bytes.replace(old, new);
            assert_eq!(rewrite(&source, bytes.as_bytes(), &edits), Some(expected.into_bytes()));
        };
        check("a\nbb\nc", "bb", "x");
        check("\u{FEFF}é\r\nbb\r\n\r\nbb\r\n", "bb", "ccc");
        check("a\rbb\r\r\nbb", "bb", "");
        check("none", "bb", "x");
    }

    #[test]
    fn what_is_not_certain_is_not_changed() {
        let edits = [(Span::new(0, 1), "x")];
        let source = Source::new("a.md", b"a\0");
        assert_eq!(rewrite(&source, b"a\0", &edits), None);
        assert_eq!(rewrite(&Source::new("a.md", b"a\n"), b"ab\n", &edits), None);
        let past = [(Span::new(0, 9), "x")];
        assert_eq!(rewrite(&Source::new("a.md", b"a\n"), b"a\n", &past), None);
    }
}
