//! Raw HTML of authors, cut into tags, comments and words.

use std::ops::Range;

/// A piece of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Words between tags, entities unresolved.
    Words(&'a str),
    /// A comment, a declaration or a processing instruction.
    Comment,
    /// An opening tag: lower-case comparison is the reader's; with its attributes as written.
    Open(&'a str, &'a str),
    /// A closing tag.
    Close(&'a str),
}

/// Cuts raw HTML into tokens with their ranges; what is no whole tag is words.
pub(super) fn tokens(html: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut words = 0;
    while let Some(offset) = html[at..].find('<') {
        let start = at + offset;
        let Some((token, len)) = tag(&html[start..]) else {
            at = start + 1;
            continue;
        };
        if words < start {
            out.push((Token::Words(&html[words..start]), words..start));
        }
        out.push((token, start..start + len));
        at = start + len;
        words = at;
    }
    if words < html.len() {
        out.push((Token::Words(&html[words..]), words..html.len()));
    }
    out
}

fn tag(html: &str) -> Option<(Token<'_>, usize)> {
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>")] {
        if let Some(rest) = html.strip_prefix(open) {
            // An unclosed comment runs to the end, as it does for a browser.
            let end = rest.find(close).map_or(html.len(), |i| open.len() + i + close.len());
            let is_words = open == "<![CDATA[";
            return Some(if is_words {
                (Token::Words(&html[..end]), end)
            } else {
                (Token::Comment, end)
            });
        }
    }
    let closing = html.starts_with("</");
    let rest = &html[if closing { 2 } else { 1 }..];
    let name_len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (name, after) = rest.split_at(name_len);
    let end = tag_end(after)?;
    let attributes = after[..end].trim_end_matches('/').trim();
    let len = html.len() - rest.len() + name_len + end + 1;
    Some((if closing { Token::Close(name) } else { Token::Open(name, attributes) }, len))
}

/// Offset of the `>` that ends a tag, quotes respected. A tag never spans a blank line or `<`.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (i, b) in text.bytes().enumerate() {
        match (quote, b) {
            (Some(q), _) if b == q => quote = None,
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'>') => return Some(i),
            (None, b'<') => return None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute among attributes as written, entities resolved.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let key_len = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(key_len.max(1).min(rest.len()));
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('=').map(str::trim_start) {
            None => ("", after),
            Some(v) => match v.chars().next() {
                Some(q @ ('"' | '\'')) => v[1..].split_once(q).unwrap_or((&v[1..], "")),
                _ => v.split_at(v.find(char::is_whitespace).unwrap_or(v.len())),
            },
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(resolve_entities(value));
        }
        rest = next;
    }
}

/// Resolves the entities that raw HTML of plans uses; others stay as written.
pub(super) fn resolve_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = rest.find('&') {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        // The longest name below is six bytes, the longest number eight.
        let window = rest.char_indices().nth(10).map_or(rest.len(), |(n, _)| n);
        let found = rest[..window].find(';').and_then(|end| Some((entity(&rest[1..end])?, end)));
        match found {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let number = |n: u32| {
        char::from_u32(n).filter(|c| !c.is_control() || c.is_whitespace()).or(Some('\u{FFFD}'))
    };
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "rarr" => Some('→'),
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(hex) => number(u32::from_str_radix(hex, 16).ok()?),
            None => number(name[1..].parse().ok()?),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_cut_out_of_words() {
        let html = "a <b class='x>y'>c</B> < d <!-- e --> <br/> <i";
        let kinds: Vec<Token<'_>> = tokens(html).into_iter().map(|(t, _)| t).collect();
        assert_eq!(
            kinds,
            [
                Token::Words("a "),
                Token::Open("b", "class='x>y'"),
                Token::Words("c"),
                Token::Close("B"),
                Token::Words(" < d "),
                Token::Comment,
                Token::Words(" "),
                Token::Open("br", ""),
                Token::Words(" <i"),
            ]
        );
    }

    #[test]
    fn attributes_and_entities_are_read() {
        assert_eq!(attribute("id=a HREF = \"x&amp;y\" q", "href").as_deref(), Some("x&y"));
        assert_eq!(attribute("href", "href").as_deref(), Some(""));
        assert_eq!(attribute("=", "href"), None);
        assert_eq!(resolve_entities("a&nbsp;b&#65;&#x42;&zzz;&"), "a\u{a0}bAB&zzz;&");
    }
}
