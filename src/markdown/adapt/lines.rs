//! Lines of Markdown: how deep they stand, and which of them are code or a comment.

/// Columns that a tab reaches to.
const TAB: usize = 4;

/// Columns of white space that make code of a line.
pub(super) const CODE_INDENT: usize = 4;

/// The column of a line's first character that is no white space, and its byte.
pub(super) fn indent(line: &str) -> (usize, usize) {
    indent_from(line, 0)
}

/// The same where the text begins at a column: how far a tab reaches depends on where it stands.
fn indent_from(text: &str, start: usize) -> (usize, usize) {
    let mut column = start;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += TAB - column % TAB,
            _ => return (column, at),
        }
    }
    (column, text.len())
}

/// Where the words of a list's item begin, if the line begins one at `column`: their column and their byte.
pub(super) fn item(words: &str, column: usize) -> Option<(usize, usize)> {
    let marker = match words.as_bytes().first()? {
        b'-' | b'*' | b'+' => 1,
        _ => {
            let digits = words.bytes().take_while(u8::is_ascii_digit).count();
            let is_number = (1..=9).contains(&digits);
            let ends = words[digits..].starts_with(['.', ')']);
            if !(is_number && ends) {
                return None;
            }
            digits + 1
        }
    };
    let (rest, behind) = (&words[marker..], column + marker);
    let (next, at) = indent_from(rest, behind);
    if at == rest.len() || next - behind > CODE_INDENT {
        // It has no words, or begins with code: one column is the item's, whatever stands there.
        Some((behind + 1, marker))
    } else if at == 0 {
        None
    } else {
        Some((next, marker + at))
    }
}

/// Tells code and comments from other lines, from the first line to the last.
#[derive(Debug, Default)]
pub(super) struct Inert {
    open: Option<Open>,
}

#[derive(Debug)]
enum Open {
    /// A fence of so many marks, in a container whose words begin at a column, quoted or not.
    Fence { mark: u8, len: usize, column: usize, is_quoted: bool },
    /// Raw HTML up to these words.
    Html(&'static str),
}

impl Inert {
    /// Whether a line is code or a comment. `column` is where the words of the innermost container
    /// begin.
    pub(super) fn holds(&mut self, line: &str, column: usize) -> bool {
        let (own, at) = indent(line);
        let words = &line[at..];
        match &self.open {
            Some(Open::Html(end)) => {
                if words.contains(end) {
                    self.open = None;
                }
                true
            }
            Some(Open::Fence { mark, len, column: inside, is_quoted }) => {
                let (rest, depth) = if *is_quoted { unquoted(words, own) } else { (words, own) };
                let is_left =
                    !rest.is_empty() && depth < *inside || *is_quoted && !words.starts_with('>');
                if is_left {
                    self.open = None;
                    return self.opens(words, own, column);
                }
                let rest = rest.trim_end();
                let marks = rest.bytes().take_while(|byte| byte == mark).count();
                if marks >= *len && marks == rest.len() {
                    self.open = None;
                }
                true
            }
            None => self.opens(words, own, column),
        }
    }

    fn opens(&mut self, words: &str, own: usize, column: usize) -> bool {
        if own >= column + CODE_INDENT {
            return false;
        }
        let is_quoted = words.starts_with('>');
        let (mut rest, mut at) = unquoted(words, own);
        let mut inside = column;
        while let Some((content, byte)) = item(rest, at) {
            rest = &rest[byte..];
            // Only the white space of code, or of nothing, is left.
            let start = if rest.starts_with([' ', '\t']) { content - 1 } else { content };
            let (next, blank) = indent_from(rest, start);
            if next >= content + CODE_INDENT {
                return false;
            }
            (rest, at, inside) = (&rest[blank..], next, inside.max(content));
        }
        for (start, end) in
            [("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>")]
        {
            if let Some(behind) = rest.strip_prefix(start) {
                if !behind.contains(end) {
                    self.open = Some(Open::Html(end));
                }
                return true;
            }
        }
        let Some(mark @ (b'`' | b'~')) = rest.bytes().next() else { return false };
        let len = rest.bytes().take_while(|byte| *byte == mark).count();
        if len < 3 || mark == b'`' && rest[len..].contains('`') {
            return false;
        }
        self.open = Some(Open::Fence { mark, len, column: inside, is_quoted });
        true
    }
}

/// Words that begin at a column without the marks of the quotes that they stand in, and their own column.
fn unquoted(words: &str, column: usize) -> (&str, usize) {
    let mut rest = words;
    while let Some(behind) = rest.strip_prefix('>') {
        rest = behind.trim_start_matches(' ');
    }
    (rest, column + words.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, inert: &[usize]) {
        let mut state = Inert::default();
        let held = text.lines().enumerate().filter(|(_, line)| state.holds(line, 0));
        assert_eq!(held.map(|(at, _)| at + 1).collect::<Vec<_>>(), inert, "{text:?}");
    }

    #[test]
    fn an_item_behind_a_tab_begins_at_the_column_that_the_tab_reaches() {
        for (words, column, begins) in [
            ("- a", 0, Some((2, 2))),
            ("-\ta", 0, Some((4, 2))),
            ("-\t☐ a", 0, Some((4, 2))),
            ("-\t a", 0, Some((5, 3))),
            ("-\ta", 2, Some((4, 2))),
            ("1.\tа", 0, Some((4, 3))),
            ("12345678.\té", 3, Some((16, 10))),
            // Code, and nothing.
            ("-\t\ta", 0, Some((2, 1))),
            ("-     a", 0, Some((2, 1))),
            ("-", 0, Some((2, 1))),
            ("-\t", 0, Some((2, 1))),
            ("-a", 0, None),
            ("1234567890. a", 0, None),
            ("☐ a", 0, None),
        ] {
            assert_eq!(item(words, column), begins, "{words:?}");
        }
    }

    #[test]
    fn fences_begin_in_items_and_quotes_and_end_with_them() {
        check("-\t```\n\ta\n\t```\nb", &[1, 2, 3]);
        check("-\t☐ a\n-\t\u{fffd}\u{fffd}a\n*\té -\té", &[]);
        check("- - ```\n    a\n    ```\nb", &[1, 2, 3]);
        check("- ```\n  a\nb", &[1, 2]);
        check("> - ```\n>   a\n>   ```\n> b", &[1, 2, 3]);
        check("> - ```\n> b", &[1]);
        check("> ```\n> a\nb", &[1, 2]);
        // The quote is what is shown.
        check("```\n> ```\na\n```\nb", &[1, 2, 3, 4]);
        check("-     ```\n-\t\t```\nb", &[]);
    }
}
