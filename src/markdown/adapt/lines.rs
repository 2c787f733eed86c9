//! Lines of Markdown: how deep they stand, and which of them are code or a comment.

/// Columns that a tab reaches to.
const TAB: usize = 4;

/// Columns of white space that make code of a line.
pub(super) const CODE_INDENT: usize = 4;

/// The column of a line's first character that is no white space, and its byte.
pub(super) fn indent(line: &str) -> (usize, usize) {
    let mut column = 0;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += TAB - column % TAB,
            _ => return (column, at),
        }
    }
    (column, line.len())
}

/// The column at which the words of a list's item begin, if the line begins one at `column`.
pub(super) fn item_column(words: &str, column: usize) -> Option<usize> {
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
    let rest = &words[marker..];
    let spaces = rest.bytes().take_while(|byte| *byte == b' ').count();
    match rest.bytes().next() {
        None => Some(column + marker + 1),
        Some(b'\t') => Some(column + marker + TAB - (column + marker) % TAB),
        // Beyond that the item begins with code.
        Some(b' ') if spaces > CODE_INDENT => Some(column + marker + 1),
        Some(b' ') => Some(column + marker + spaces),
        Some(_) => None,
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
                let is_left =
                    !words.is_empty() && own < *inside || *is_quoted && !words.starts_with('>');
                if is_left {
                    self.open = None;
                    return self.opens(words, own, column);
                }
                let words = unquoted(words).trim_end();
                let marks = words.bytes().take_while(|byte| byte == mark).count();
                if marks >= *len && marks == words.len() {
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
        let mut rest = unquoted(words);
        let mut inside = column;
        while let Some(content) = item_column(rest, 0).filter(|content| *content <= rest.len()) {
            rest = rest[content..].trim_start();
            inside = inside.max(own + content);
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

/// A line without the marks of the quotes that it stands in.
fn unquoted(words: &str) -> &str {
    let mut rest = words;
    while let Some(behind) = rest.strip_prefix('>') {
        rest = behind.trim_start_matches(' ');
    }
    rest
}
