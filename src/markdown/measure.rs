//! How much of a text is read: its marks are counted before any of them is.
//!
//! Each mark may become a node of the tree, which takes a few hundred bytes whatever its length. Memory is
//! therefore bounded by their number, not by that of bytes.

use crate::diagnostic::Diagnostic;
use crate::model::plan::{LeftOut, Unread};
use crate::settings::Limits;
use crate::text::{Source, Span};

/// Parts `body` after the last line that is read: at the first line with which it has more marks than the
/// limit.
pub(super) fn read_part(source: &Source, body: Span, limits: &Limits) -> (Span, Option<LeftOut>) {
    let text = source.slice(body);
    let Some(cut) = cut(text.as_bytes(), limits.marks) else { return (body, None) };
    let place = body.start as usize + cut;
    let lines = |text: &str| text.lines().count();
    let left = LeftOut {
        what: Unread::Lines,
        count: lines(&text[cut..]),
        read: lines(&source.text()[..place]),
        span: Span::new(place, body.end as usize),
    };
    (Span::new(body.start as usize, place), Some(left))
}

/// Where the first line begins that is not read; always after a line feed or at the start.
fn cut(text: &[u8], limit: usize) -> Option<usize> {
    let (mut count, mut line) = (0, 0);
    for (at, byte) in text.iter().enumerate() {
        count += usize::from(is_mark(*byte, text.get(at + 1).copied()));
        if count > limit {
            return Some(line);
        }
        if *byte == b'\n' {
            line = at + 1;
        }
    }
    None
}

/// Whether a byte, followed by `next`, may open or close something in Markdown.
fn is_mark(byte: u8, next: Option<u8>) -> bool {
    match byte {
        b'\n' | b'\\' | b'*' | b'_' | b'~' | b'`' | b'&' | b'<' | b'>' | b'[' | b']' | b'!'
        | b'|' => true,
        // Marks of lists.
        b'-' | b'+' | b'.' | b')' => matches!(next, Some(b' ' | b'\t' | b'\n') | None),
        _ => false,
    }
}

/// Says that the lines from a place on are not read.
pub(super) fn finding(left: &LeftOut, limits: &Limits) -> Diagnostic {
    let (limit, start) = (limits.marks, left.span.start as usize);
    let message = format!("the text has more than {limit} Markdown marks and line ends");
    Diagnostic::new("limit-exceeded", Span::new(start, start), message)
        .label("nothing from here on is read")
        .note("it is shown as it is written; no gate is ready until all of it can be read")
        .help("split the plan, or raise `marks` under `[limits]` in the settings")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, marks: usize) -> (String, String) {
        let source = Source::new("a.md", text.as_bytes());
        let whole = Span::new(0, text.len());
        let (read, left) = read_part(&source, whole, &Limits { marks, ..Limits::default() });
        let left = left.map(|left| source.slice(left.span).to_owned());
        (source.slice(read).to_owned(), left.unwrap_or_default())
    }

    #[test]
    fn a_text_is_parted_where_a_line_begins() {
        let is = |text: &str, marks, read: &str, left: &str| {
            assert_eq!(parts(text, marks), (read.to_owned(), left.to_owned()), "{text:?} {marks}");
        };
        is("a\nb\nc", 2, "a\nb\nc", "");
        is("a\nb\nc", 1, "a\n", "b\nc");
        is("a\n*b* c\nd", 3, "a\n", "*b* c\nd");
        is("*a* *b*", 3, "", "*a* *b*");
        is("well-known a.b 1) - x", 2, "well-known a.b 1) - x", "");
        is("- - - x", 2, "", "- - - x");
    }
}
