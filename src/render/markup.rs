//! Printed markup in its pieces: tags with their attributes, and the text between them.
//!
//! In: what a theme printed, whose attributes stand with quotes or without. Out: pieces that make up the whole.
//! Text that looks like a tag and is none is text.

/// A piece of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, comments and what is no tag.
    Text(&'a str),
    /// A tag.
    Tag(Tag<'a>),
}

/// A tag as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Whether it ends an element.
    pub(super) is_end: bool,
    /// Names and values, escaped as printed; `None` where there is no value.
    pub(super) attributes: Vec<(&'a str, Option<&'a str>)>,
    /// Whether a slash stands at its end.
    pub(super) closes_itself: bool,
}

impl Tag<'_> {
    /// Whether its class attribute has a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        let value = self.attributes.iter().find(|(name, _)| *name == "class").and_then(|(_, v)| *v);
        value.is_some_and(|value| value.split_whitespace().any(|one| one == class))
    }
}

/// The pieces of some markup.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut at, mut from) = (0, 0);
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        match tag(&html[open..]) {
            Some((tag, length)) => {
                if from < open {
                    found.push(Piece::Text(&html[from..open]));
                }
                found.push(Piece::Tag(tag));
                (at, from) = (open + length, open + length);
            }
            None => at = open + 1,
        }
    }
    if from < html.len() {
        found.push(Piece::Text(&html[from..]));
    }
    found
}

/// The tag at the start of a text, and its length.
fn tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let is_end = text.starts_with("</");
    let start = if is_end { 2 } else { 1 };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let length = text[start..].find(|c| !is_name(c))?;
    let name = &text[start..start + length];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (mut at, mut attributes) = (start + length, Vec::new());
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if rest.starts_with('>') {
            return Some((Tag { name, is_end, attributes, closes_itself: false }, at + 1));
        }
        if rest.starts_with("/>") {
            return Some((Tag { name, is_end, attributes, closes_itself: true }, at + 2));
        }
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>'))?;
        if length == 0 {
            return None;
        }
        let attribute = &rest[..length];
        at += length;
        let Some(value) = text[at..].strip_prefix('=') else {
            attributes.push((attribute, None));
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, length) = match quote {
            Some(quote) => {
                let end = value[1..].find(quote)?;
                (&value[1..=end], end + 2)
            }
            None => {
                let end = value.find(|c: char| c.is_whitespace() || c == '>')?;
                (&value[..end], end)
            }
        };
        attributes.push((attribute, Some(value)));
        at += 1 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str]) {
        let told: Vec<String> = pieces(html)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => format!("{text:?}"),
                Piece::Tag(tag) => {
                    let values =
                        tag.attributes.iter().map(|(n, v)| format!(" {n}={}", v.unwrap_or("-")));
                    let slash = if tag.is_end { "/" } else { "" };
                    format!("{slash}{}{}", tag.name, values.collect::<String>())
                }
            })
            .collect();
        assert_eq!(told, expected, "{html}");
    }

    #[test]
    fn tags_are_told_from_text() {
        check("a<b class=x y>c</b>", &["\"a\"", "b class=x y=-", "\"c\"", "/b"]);
        check("<a href=\"x>y\" title='z'>", &["a href=x>y title=z"]);
        check("1 < 2 <3 <é", &["\"1 < 2 <3 <é\""]);
        check("<use href=\"#i\"/><br>", &["use href=#i", "br"]);
        check("<a href=../x.html#y>", &["a href=../x.html#y"]);
        check("<a href=\"unclosed>", &["\"<a href=\\\"unclosed>\""]);
    }
}
