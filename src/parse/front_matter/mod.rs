//! Values of front matter: the door to YAML, and with the settings to TOML.
//!
//! A value keeps the characters of the file: `1.10` stays a version, `0123` a number of parts.

mod comment;
mod toml;
mod yaml;

pub(super) use comment::{Comment, comments};

use rustc_hash::FxHashMap;

use crate::markdown::{FrontMatter, Syntax};
use crate::text::{Source, Span};

/// A value of front matter, keys in the author's order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing, in the characters that say so: none, `~`, `null`.
    Null(String),
    /// Anything that is one value, as its text.
    Scalar(String),
    /// Several values.
    List(Vec<Value>),
    /// Named values.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value as one line of text.
    pub(super) fn to_line(&self) -> String {
        match self {
            Self::Null(text) | Self::Scalar(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::to_line).collect::<Vec<_>>().join(", "),
            Self::Map(entries) => entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", value.to_line()))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    /// The value as a line of people: of each map that names one, the name.
    pub(super) fn people(&self) -> String {
        match self {
            Self::List(items) => items.iter().map(Self::people).collect::<Vec<_>>().join(", "),
            Self::Map(entries) => {
                let name = entries.iter().find(|(key, _)| key.eq_ignore_ascii_case("name"));
                name.map_or_else(|| self.to_line(), |(_, name)| name.to_line())
            }
            Self::Null(_) | Self::Scalar(_) => self.to_line(),
        }
    }

    /// The values of a list, or the parts of a text at commas.
    pub(super) fn items(&self) -> Vec<String> {
        match self {
            Self::Null(_) => Vec::new(),
            Self::Scalar(text) => {
                text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
            }
            Self::List(items) => {
                let stated = items.iter().filter(|item| !matches!(item, Self::Null(_)));
                stated.map(Self::to_line).filter(|t| !t.is_empty()).collect()
            }
            Self::Map(_) => vec![self.to_line()],
        }
    }
}

/// What is wrong with front matter.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where, in the file.
    pub(super) span: Span,
    /// What the reader of its language says, on one line.
    pub(super) message: String,
}

/// Reads the entries of front matter. Errors keep the block unread; the caller shows it as it is.
pub(super) fn read(source: &Source, front: FrontMatter) -> Result<Vec<(String, Value)>, Fault> {
    let text = source.slice(front.span);
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let value = match front.syntax {
        Syntax::Toml => toml::read(text),
        Syntax::Yaml => yaml::read(text),
    };
    let at = |fault: Fault| {
        let place = |offset: u32| (front.span.start + offset).min(front.span.end) as usize;
        Fault { span: Span::new(place(fault.span.start), place(fault.span.end)), ..fault }
    };
    match value.map_err(at)? {
        Value::Map(entries) => Ok(entries),
        Value::Null(_) => Ok(Vec::new()),
        Value::Scalar(_) | Value::List(_) => {
            let message = "it holds no `key: value` pairs".to_owned();
            Err(at(Fault { span: Span::default(), message }))
        }
    }
}

/// A reader's message on one line. The readers put a place of their own before some; ours is in the
/// file.
fn one_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    let line = match line.split_once(": ") {
        Some((place, rest)) if place.starts_with("line ") => rest,
        _ => line,
    };
    line.trim().trim_end_matches('.').to_lowercase()
}

/// Where the values of top-level keys stand that have a line of their own.
pub(super) fn places(source: &Source, front: FrontMatter) -> FxHashMap<&str, Span> {
    let mut places = FxHashMap::default();
    let mut at = front.span.start as usize;
    for line in source.slice(front.span).split_inclusive('\n') {
        if let Some(sign) = line.find([':', '=']).filter(|_| !line.starts_with([' ', '\t'])) {
            let key = line[..sign].trim().trim_matches(['"', '\'']);
            let rest = &line[sign + 1..];
            let value = match comment::start(line) {
                Some(cut) if cut > sign => line[sign + 1..cut].trim(),
                _ => rest.trim(),
            };
            let start = at + sign + 1 + (rest.len() - rest.trim_start().len());
            let span = if value.is_empty() {
                Span::new(at, at + line.trim_end().len())
            } else {
                Span::new(start, start + value.len())
            };
            places.entry(key).or_insert(span);
        }
        at += line.len();
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Limits;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let source = Source::new("a.md", text.as_bytes());
        let (document, _) = crate::markdown::read(&source, &Limits::default());
        let front = document.front_matter.expect("front matter");
        let entries = read(&source, front).expect("readable front matter");
        let found: Vec<_> = entries.iter().map(|(k, v)| (k.as_str(), v.to_line())).collect();
        let found: Vec<_> = found.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn values_keep_their_order_and_text() {
        check(
            "---\ntitle: A\ndate: 2026-11-22\ntags: [x, y]\nn: 1.5\nz:\n  b: 1\n  a: null\n---\n",
            &[
                ("title", "A"),
                ("date", "2026-11-22"),
                ("tags", "x, y"),
                ("n", "1.5"),
                ("z", "b: 1; a: null"),
            ],
        );
        check(
            "+++\nzeta = 'A'\ndate = 2026-11-22\nok = true\n[t]\nb = 1\n+++\n",
            &[("zeta", "A"), ("date", "2026-11-22"), ("ok", "true"), ("t", "b: 1")],
        );
    }

    #[test]
    fn values_keep_the_characters_of_the_file() {
        check(
            "---\na: 1.10\nb: 0123\nc: 12e5\nd: yes\ne: No\nf: 1_000\ng: 0x10\nh: ~\ni: 12:30:00\nj: +5\n\
             k: .50\nl: TRUE\nm: [1.0, 2.50, ~]\nn: {v: 1.20}\no: 1.10 # note\np: 2026-01-02\nq: \nr: é\n\
             s: 3.0\n1.0: x\n---\n",
            &[
                ("a", "1.10"),
                ("b", "0123"),
                ("c", "12e5"),
                ("d", "yes"),
                ("e", "No"),
                ("f", "1_000"),
                ("g", "0x10"),
                ("h", "~"),
                ("i", "12:30:00"),
                ("j", "+5"),
                ("k", ".50"),
                ("l", "TRUE"),
                ("m", "1.0, 2.50, ~"),
                ("n", "v: 1.20"),
                ("o", "1.10"),
                ("p", "2026-01-02"),
                ("q", ""),
                ("r", "é"),
                ("s", "3.0"),
                ("1.0", "x"),
            ],
        );
        check(
            "+++\na = 1.10\nb = 1_000\nc = 0x10\nd = 1979-05-27 07:32:00Z\ne = [1.0, 'é', 2.50]\nf = { v = 1.20 }\n\
             g = +5\n[h.i]\nj = 12e5\n+++\n",
            &[
                ("a", "1.10"),
                ("b", "1_000"),
                ("c", "0x10"),
                ("d", "1979-05-27 07:32:00Z"),
                ("e", "1.0, é, 2.50"),
                ("f", "v: 1.20"),
                ("g", "+5"),
                ("h", "i: j: 12e5"),
            ],
        );
    }

    #[test]
    fn faults_have_a_place() {
        let source = Source::new("a.md", b"---\ntitle: A\nx: [1\n---\n");
        let (document, _) = crate::markdown::read(&source, &Limits::default());
        let fault =
            read(&source, document.front_matter.expect("front matter")).expect_err("a fault");
        assert!(source.line(fault.span.start) >= 2);
        assert!(!fault.message.is_empty());
    }

    #[test]
    fn places_are_those_of_the_values() {
        let source = Source::new("a.md", b"---\nstatus:  In Progress\n---\n");
        let (document, _) = crate::markdown::read(&source, &Limits::default());
        let places = places(&source, document.front_matter.expect("front matter"));
        assert_eq!(source.slice(places["status"]), "In Progress");
    }
}
