//! Words of authors in Markdown that is printed.

use std::fmt::Write as _;

use crate::text::{LABEL, is_invisible, shortened};

/// Characters that Markdown may read as marks.
const MARKS: [char; 14] = ['\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '#', '|', '~', '!'];

/// Struck through.
pub(super) fn struck(text: &str) -> String {
    format!("~~{}~~", escape(text))
}

/// A value on one line, of which nothing is read as a mark, a mention or HTML. Characters that can't be seen are shown as
/// their code point.
pub(super) fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::new();
    for c in shortened(&line, LABEL).chars() {
        if c == '@' {
            // No word joiner: it would be copied along. A comment parts the sign from the name.
            escaped.push_str("@<!-- -->");
            continue;
        }
        if is_invisible(c) {
            // It could turn the words around it.
            let _ = write!(escaped, "\\[U+{:04X}\\]", u32::from(c));
            continue;
        }
        if c == '&' || MARKS.contains(&c) {
            escaped.push('\\');
        }
        if !c.is_control() {
            escaped.push(c);
        }
    }
    escaped
}

/// A path between backticks.
pub(super) fn code(path: &str) -> String {
    path.chars().filter(|c| !c.is_control() && *c != '`').collect()
}
