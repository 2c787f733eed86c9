//! Comments of YAML behind a value: what an author may have meant as a part of it.

use crate::markdown::{FrontMatter, Syntax};
use crate::text::{Source, Span};

/// A comment behind a key or a list's item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Comment<'a> {
    /// The top-level key that it stands under.
    pub(in super::super) key: &'a str,
    /// The comment with its `#`, and its place.
    pub(in super::super) text: &'a str,
    /// Where it stands in the file.
    pub(in super::super) span: Span,
    /// Whether it looks like a part of the value: `#2`, `#4711`. A `#` and a space begin a remark.
    pub(in super::super) cuts: bool,
}

/// The comments behind the values of front matter. TOML has none that cut a value: its texts stand in
/// quotes.
pub(in super::super) fn comments(source: &Source, front: FrontMatter) -> Vec<Comment<'_>> {
    let mut found = Vec::new();
    if front.syntax == Syntax::Toml {
        return found;
    }
    let mut at = front.span.start as usize;
    let mut key = "";
    let mut scan = Scan::default();
    for line in source.slice(front.span).split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        scan.leave_block(line, indent);
        if indent == 0
            && scan.is_between()
            && let Some((head, _)) = line.split_once(':')
        {
            key = head.trim().trim_matches(['"', '\'']);
        }
        if let Some((start, is_quoted)) = scan.line(line.trim_end(), indent) {
            let text = line[start..].trim_end();
            let said = &text[1..];
            let glued = said.starts_with(char::is_alphanumeric);
            let counts = said.trim_start().starts_with(|c: char| c.is_ascii_digit());
            let place = Span::new(at + start, at + start + text.len());
            found.push(Comment { key, text, span: place, cuts: !is_quoted && (glued || counts) });
        }
        at += line.len();
    }
    found
}

/// Where a comment begins on a line that stands alone.
pub(super) fn start(line: &str) -> Option<usize> {
    Scan::default().line(line.trim_end(), 0).map(|(start, _)| start)
}

/// What is open from the lines before.
#[derive(Debug, Default)]
struct Scan {
    /// The quote of a text that runs over several lines.
    quote: Option<char>,
    /// The indent of the line that opened a block of text (`|`, `>`).
    block: Option<usize>,
}

impl Scan {
    fn is_between(&self) -> bool {
        self.quote.is_none() && self.block.is_none()
    }

    /// A line that is indented no deeper than the one that opened a block of text stands behind it.
    fn leave_block(&mut self, line: &str, indent: usize) {
        if self.block.is_some_and(|above| !line.trim().is_empty() && indent <= above) {
            self.block = None;
        }
    }

    /// The start of the comment on a line that holds more than it, and whether a quoted text stands
    /// before it.
    fn line(&mut self, line: &str, indent: usize) -> Option<(usize, bool)> {
        if self.block.is_some() {
            return None;
        }
        let mut before = ' ';
        let mut sign = ' ';
        let mut is_escaped = false;
        let mut is_quoted = false;
        for (at, c) in line.char_indices() {
            match self.quote {
                Some(_) if is_escaped => is_escaped = false,
                Some('"') if c == '\\' => is_escaped = true,
                Some(quote) if c == quote => {
                    self.quote = None;
                    is_quoted = true;
                }
                None if c == '#' && before.is_whitespace() => {
                    let has_value = !line[..at].trim().is_empty();
                    return has_value.then_some((at, is_quoted));
                }
                None if matches!(c, '"' | '\'')
                    && matches!(sign, ' ' | ':' | '-' | '[' | '{' | ',') =>
                {
                    self.quote = Some(c);
                }
                None if !c.is_whitespace() => {
                    sign = c;
                    is_quoted = false;
                }
                Some(_) | None => {}
            }
            before = c;
        }
        let value = line.rsplit([' ', '\t']).next().unwrap_or_default();
        let is_block = value.starts_with(['|', '>'])
            && value[1..].chars().all(|c| matches!(c, '+' | '-') || c.is_ascii_digit());
        if self.quote.is_none() && is_block {
            self.block = Some(indent);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Limits;

    #[test]
    fn comments_that_cut_a_value_are_told_from_remarks() {
        let text = "---\ntitle: Move #2 of it\nticket: #4711\nstatus: Draft # to be agreed\n# a line\nq: \"x #3\"\n\
                    r: 'it''s #4' #5\nurl: a#b\nlist:\n  - #6\nnote: |\n  text #7\nn: # 8\nm: \"a\n  #9\"\n---\n";
        let source = Source::new("a.md", text.as_bytes());
        let (document, _) = crate::markdown::read(&source, &Limits::default());
        let found = comments(&source, document.front_matter.expect("front matter"));
        let found: Vec<_> = found.iter().map(|c| (c.key, c.text, c.cuts)).collect();
        assert_eq!(
            found,
            [
                ("title", "#2 of it", true),
                ("ticket", "#4711", true),
                ("status", "# to be agreed", false),
                ("r", "#5", false),
                ("list", "#6", true),
                ("n", "# 8", true),
            ]
        );
    }
}
