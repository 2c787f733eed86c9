//! Templates as the engine gets them: without what only their readers need.
//!
//! In: a template as its author wrote it. Out: the same without indentation, without line ends that
//! mean nothing beside a block, without quotes that an attribute does not need and without end tags
//! that HTML lets a page leave out. Invariant: lines keep their numbers, and [`column()`] finds the
//! place of what an error names in the line as it was written.

/// End tags that a page may leave out: a template has nothing behind them but the next element of
/// their kind, or the end of what they stand in.
const OPTIONAL_ENDS: [&str; 9] =
    ["</li>", "</dt>", "</dd>", "</td>", "</th>", "</tr>", "</thead>", "</tbody>", "</option>"];

/// Elements beside which white space means nothing.
const BLOCKS: [&str; 36] = [
    "article",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "script",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// A line end that prints nothing: it stands in a comment, so that lines keep their numbers.
const UNPRINTED: &str = "{#\n#}";

/// A template as the engine gets it.
pub(super) fn compact(template: &str) -> String {
    pieces(template).iter().map(|piece| piece.text).collect()
}

/// The column of a place in a line of a template, for its column in the same line of what the engine
/// got; both from 0, in characters. `line` is from 1.
pub(super) fn column(template: &str, line: usize, column: usize) -> Option<usize> {
    let (mut at_line, mut at_column) = (1, 0);
    for piece in pieces(template) {
        for (offset, c) in piece.text.char_indices() {
            if (at_line, at_column) == (line, column) {
                let place = piece.at + offset;
                let start = template[..place].rfind('\n').map_or(0, |end| end + 1);
                return Some(template[start..place].chars().count());
            }
            (at_line, at_column) =
                if c == '\n' { (at_line + 1, 0) } else { (at_line, at_column + 1) };
        }
    }
    None
}

/// A part of a template that stays, and where it stands.
struct Piece<'a> {
    at: usize,
    text: &'a str,
}

/// The parts of a template that the engine gets, in order.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Pieces { template, all: Vec::new(), kept: 0 };
    pieces.cut(0, indentation(template), "");
    let mut is_in_tag = false;
    let mut at = pieces.kept;
    while let Some(c) = template[at..].chars().next() {
        let rest = &template[at..];
        let length = code_length(rest);
        if length > 0 {
            at += length;
            continue;
        }
        let end = at + c.len_utf8();
        at = match c {
            '\n' => {
                let next = end + indentation(&template[end..]);
                let means_nothing = !is_in_tag
                    && (ends_with_block(&template[..at]) || begins_with_block(&template[next..]));
                pieces.cut(at, next, if means_nothing { UNPRINTED } else { "\n" });
                next
            }
            '<' => {
                let optional = OPTIONAL_ENDS.iter().find(|tag| rest.starts_with(**tag));
                is_in_tag = optional.is_none() && !name(rest).is_empty();
                let next = optional.map_or(end, |tag| at + tag.len());
                pieces.cut(end - optional.map_or(0, |_| 1), next, "");
                next
            }
            '"' if is_in_tag => {
                let next = quoted(template, at);
                let (value, after) = (&template[end..next - 1], &template[next..]);
                if template[end..next].ends_with('"')
                    && (is_plain(value, after) || is_plain(value, " ") && after.starts_with("{%"))
                {
                    pieces.cut(at, end, "");
                    pieces.cut(next - 1, next, "");
                }
                next
            }
            _ => {
                is_in_tag &= c != '>';
                end
            }
        };
    }
    pieces.cut(template.len(), template.len(), "");
    pieces.all
}

/// Parts that stay, as they are found.
struct Pieces<'a> {
    template: &'a str,
    all: Vec<Piece<'a>>,
    /// Where what is neither kept nor cut yet begins.
    kept: usize,
}

impl<'a> Pieces<'a> {
    /// Keeps what stands before a range, and puts other text in the range's place.
    fn cut(&mut self, from: usize, to: usize, instead: &'a str) {
        for (at, text) in [(self.kept, &self.template[self.kept..from]), (from, instead)] {
            if !text.is_empty() {
                self.all.push(Piece { at, text });
            }
        }
        self.kept = to;
    }
}

fn indentation(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// Length of the engine's code at the start of a text; 0 where none begins.
fn code_length(text: &str) -> usize {
    let marks = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    let found = marks.into_iter().find(|(open, _)| text.starts_with(open));
    found.map_or(0, |(_, close)| text.find(close).map_or(text.len(), |at| at + close.len()))
}

/// Where the quoted value that begins at a place ends.
fn quoted(template: &str, from: usize) -> usize {
    let mut at = from + 1;
    while let Some(c) = template[at..].chars().next() {
        match code_length(&template[at..]) {
            0 if c == '"' => return at + 1,
            0 => at += c.len_utf8(),
            length => at += length,
        }
    }
    at
}

/// Whether a quoted value means the same without quotes before what follows it in its tag.
pub(super) fn is_plain(value: &str, after: &str) -> bool {
    let is_safe = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b':' | b'#' | b'/' | b'%')
    };
    !value.is_empty() && value.bytes().all(is_safe) && after.starts_with([' ', '>', '\n'])
}

/// The name in the tag at the start of a text; "" where no tag begins.
fn name(text: &str) -> &str {
    let Some(tag) = text.strip_prefix('<') else { return "" };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())]
}

fn begins_with_block(text: &str) -> bool {
    BLOCKS.contains(&name(text))
}

fn ends_with_block(text: &str) -> bool {
    text.ends_with('>') && text.rfind('<').is_some_and(|at| begins_with_block(&text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_nothing_goes() {
        let check = |template: &str, expected: &str| {
            assert_eq!(compact(template).replace(UNPRINTED, ""), expected, "{template}");
            assert_eq!(compact(template).lines().count(), template.lines().count());
        };
        check(
            "  <ul class=\"a\">\n    <li id=\"{{ x }}\">a</li>\n  </ul>",
            "<ul class=a><li id=\"{{ x }}\">a</ul>",
        );
        check(
            "<b title=\"a b\" data-x=\"\">a</b>\n  <i>b</i>",
            "<b title=\"a b\" data-x=\"\">a</b>\n<i>b</i>",
        );
        check("<a\n  class=\"x\"\n  href=\"#top\">é</a>", "<a\nclass=x\nhref=#top>é</a>");
        check("<use href=\"#i-x\"/>a = \"b\" < c", "<use href=\"#i-x\"/>a = \"b\" < c");
        check(
            "{{ <icon\n  name=\"x\" /> }}\n<p>{% if a == \"b\" %}\n</p>",
            "{{ <icon\n  name=\"x\" /> }}<p>{% if a == \"b\" %}</p>",
        );
        check(
            "<p{% if a %} id=\"b\"{% endif %} title=\"{% if b == \"c\" %}d{% endif %}\" dir=\"x\">",
            "<p{% if a %} id=b{% endif %} title=\"{% if b == \"c\" %}d{% endif %}\" dir=x>",
        );
    }

    #[test]
    fn places_are_found_again() {
        let template = "<ul>\n  <li class=\"é\" id=\"a\">é{{ name }}</li>\n    {{ other }}</ul>\n";
        let compacted = compact(template);
        for word in ["name", "other"] {
            let place = |text: &str| {
                let at = text.find(word).expect("the word");
                let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
                (text[..at].matches('\n').count() + 1, text[start..at].chars().count())
            };
            let (line, found) = place(&compacted);
            assert_eq!(
                (line, column(template, line, found)),
                (place(template).0, Some(place(template).1))
            );
        }
        assert_eq!(column(template, 9, 0), None);
    }
}
