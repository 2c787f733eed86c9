//! The line of a finding, with its place marked.

use serde::Serialize;

use crate::text::{Source, Span};

/// Characters of a line that are shown, its ellipses not counted.
const MOST: usize = 100;

/// Characters of the marked part that are shown.
const MOST_MARKED: usize = 60;

/// A line in three parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// Before the place; begins with an ellipsis where the line is cut.
    pub before: String,
    /// The place.
    pub marked: String,
    /// After it; ends with an ellipsis where the line is cut.
    pub after: String,
}

/// The line that a span begins in; `None` where nothing stands in it. A span of several lines is
/// marked to the end of its first one, an empty span by the character behind it.
pub(super) fn excerpt(source: &Source, span: Span) -> Option<Excerpt> {
    let line = source.line_span(source.line(span.start)).range();
    let text = source.text();
    if text[line.clone()].trim().is_empty() {
        return None;
    }
    let start = (span.start as usize).min(line.end);
    let mut end = (span.end as usize).clamp(start, line.end);
    if start == end {
        end += text[end..line.end].chars().next().map_or(0, char::len_utf8);
    }
    let before = text[line.start..start].trim_start();
    let (marked, after) = (&text[start..end], text[end..line.end].trim_end());
    let shown_marked = first(marked, MOST_MARKED);
    let left = MOST - shown_marked.chars().count();
    // What one side does not need, the other may have.
    let half = left / 2;
    let behind = after.chars().take(half).count();
    let shown_before = last(before, left - behind);
    let shown_after = first(after, left - shown_before.chars().count());
    Some(Excerpt {
        before: cut(before, shown_before, |shown| format!("…{shown}")),
        marked: cut(marked, shown_marked, |shown| format!("{shown}…")),
        after: cut(after, shown_after, |shown| format!("{shown}…")),
    })
}

/// The first characters of a text.
fn first(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

/// The last characters of a text.
fn last(text: &str, most: usize) -> &str {
    let cut = most
        .checked_sub(1)
        .map_or(Some(text.len()), |before| text.char_indices().rev().nth(before).map(|(at, _)| at));
    cut.map_or(text, |at| &text[at..])
}

fn cut(whole: &str, shown: &str, mark: impl Fn(&str) -> String) -> String {
    if shown.len() == whole.len() { whole.to_owned() } else { mark(shown) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, range: (usize, usize), expected: Option<(&str, &str, &str)>) {
        let source = Source::new("a.md", text.as_bytes());
        let found = excerpt(&source, Span::new(range.0, range.1));
        let parts = found.as_ref().map(|e| (&*e.before, &*e.marked, &*e.after));
        assert_eq!(parts, expected);
    }

    #[test]
    fn the_place_is_marked_in_its_line() {
        check("a\n  | R8 | Mediun |  \n", (11, 17), Some(("| R8 | ", "Mediun", " |")));
        check("one\ntwo\n", (1, 6), Some(("o", "ne", "")));
        check("one\n", (1, 1), Some(("o", "n", "e")));
        check("one\n", (3, 3), Some(("one", "", "")));
        check("one\n  \n", (4, 4), None);
        check("", (0, 0), None);
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}x{}", "é".repeat(300), "ü".repeat(300));
        let found = excerpt(&Source::new("a.md", line.as_bytes()), Span::new(600, 601));
        let Some(Excerpt { before, marked, after }) = found else { panic!("an excerpt") };
        assert_eq!((before.chars().count(), &*marked, after.chars().count()), (51, "x", 50));
        assert!(before.starts_with("…é") && after.ends_with("ü…"));
        let found = excerpt(&Source::new("a.md", line.as_bytes()), Span::new(0, 600));
        let Some(Excerpt { before, marked, after }) = found else { panic!("an excerpt") };
        assert_eq!((&*before, marked.chars().count(), after.chars().count()), ("", 61, 41));
    }

    #[test]
    fn a_short_side_gives_its_room_to_the_other() {
        let line = format!("{}x!", "a".repeat(300));
        let found = excerpt(&Source::new("a.md", line.as_bytes()), Span::new(300, 301));
        let Some(Excerpt { before, after, .. }) = found else { panic!("an excerpt") };
        assert_eq!((before.chars().count(), &*after), (99, "!"));
    }
}
