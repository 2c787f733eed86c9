//! What files say, in whatever form.

use std::collections::BTreeMap;

use crate::project::Project;

/// What a file says, whatever it is written in: tags and line folds gone, entities and escapes resolved.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['<', '&', '\\']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (said, length) = match rest.as_bytes()[0] {
            b'<' => (None, rest.find('>').map_or(1, |end| end + 1)),
            b'&' => entity(rest),
            _ => escape(rest),
        };
        plain.extend(said);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn entity(text: &str) -> (Option<char>, usize) {
    let Some(end) = text.find(';').filter(|end| *end < 10) else { return (Some('&'), 1) };
    let name = &text[1..end];
    let code = name.strip_prefix("#x").map(|digits| u32::from_str_radix(digits, 16));
    let code = code.or_else(|| name.strip_prefix('#').map(str::parse));
    let named = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => None,
    };
    let said = named.or_else(|| char::from_u32(code?.ok()?));
    said.map_or((Some('&'), 1), |said| (Some(said), end + 1))
}

/// Of JSON and of calendars.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(kind) = text[1..].chars().next() else { return (Some('\\'), 1) };
    let code = text.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match (kind, code.and_then(char::from_u32)) {
        ('u', Some(said)) => (Some(said), 6),
        ('n' | 'N' | 't' | 'r', _) => (Some(' '), 2),
        (other, _) => (Some(other), 1 + other.len_utf8()),
    }
}

/// Every file of a site, decoded, with its path.
pub(super) fn site(project: &Project, folder: &str) -> BTreeMap<String, String> {
    let files = project.files(folder);
    files.into_iter().map(|(path, bytes)| (path, decoded(&bytes))).collect()
}

#[test]
fn texts_are_found_in_every_form() {
    let html = "<p>Ana &amp; <bdi>Kim</bdi>\n says&#32;&lt;no&gt;</p>";
    assert_eq!(decoded(html.as_bytes()), "ana & kim says <no>");
    assert_eq!(
        decoded(br#"{"a":"Ana \u0026 Kim\nsays \"no\""}"#),
        "{\"a\":\"ana & kim says \"no\"\"}"
    );
    assert_eq!(decoded(b"SUMMARY:Ana\\, Ki\r\n m"), "summary:ana, kim");
}
