//! Values of front matter: the door to YAML, and with the settings to TOML.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::markdown::{FrontMatter, Syntax};
use crate::text::{Source, Span};

/// A value of front matter, keys in the author's order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Null,
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
            Self::Null => String::new(),
            Self::Scalar(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::to_line).collect::<Vec<_>>().join(", "),
            Self::Map(entries) => entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", value.to_line()))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    /// The values of a list, or the parts of a text at commas.
    pub(super) fn items(&self) -> Vec<String> {
        match self {
            Self::Null => Vec::new(),
            Self::Scalar(text) => {
                text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
            }
            Self::List(items) => {
                items.iter().map(Self::to_line).filter(|t| !t.is_empty()).collect()
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
    let base = front.span.start as usize;
    // The readers put a place of their own before some messages; ours is in the file.
    let one_line = |message: &str| {
        let line = message.lines().next().unwrap_or_default();
        let line = line.strip_prefix("error: ").unwrap_or(line);
        let line = match line.split_once(": ") {
            Some((place, rest)) if place.starts_with("line ") => rest,
            _ => line,
        };
        line.trim().trim_end_matches('.').to_lowercase()
    };
    let at = |offset: usize| {
        let start = (base + offset).min(front.span.end as usize);
        Span::new(start, start)
    };
    let value: Value = match front.syntax {
        Syntax::Toml => toml::from_str(text).map_err(|e| Fault {
            span: e.span().map_or(at(0), |r| Span::new(base + r.start, base + r.end)),
            message: one_line(e.message()),
        })?,
        Syntax::Yaml => serde_saphyr::from_str_with_options(text, yaml_options()).map_err(|e| {
            let offset = e.location().and_then(|l| offset_of(text, l.line(), l.column()));
            Fault { span: at(offset.unwrap_or_default()), message: one_line(&e.to_string()) }
        })?,
    };
    match value {
        Value::Map(entries) => Ok(entries),
        Value::Null => Ok(Vec::new()),
        _ => Err(Fault { span: at(0), message: "it holds no `key: value` pairs".to_owned() }),
    }
}

/// Only `true` and `false` are booleans: an author named `No` keeps the name.
fn yaml_options() -> serde_saphyr::Options {
    serde_saphyr::options! { strict_booleans: true }
}

/// Offset of a line and a column, both from 1, the column in characters.
fn offset_of(text: &str, line: u64, column: u64) -> Option<usize> {
    let before = usize::try_from(line).ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    let characters = usize::try_from(column).ok()?.saturating_sub(1);
    let width = text[start..].chars().take(characters).map(char::len_utf8).sum::<usize>();
    Some(start + width)
}

/// Where the value of a top-level key stands; the whole block where it is not found on a line of its
/// own.
pub(super) fn place_of(source: &Source, front: FrontMatter, key: &str) -> Span {
    let mut at = front.span.start as usize;
    for line in source.slice(front.span).split_inclusive('\n') {
        let rest = line
            .trim_start_matches(['"', '\''])
            .strip_prefix(key)
            .map(|r| r.trim_start_matches(['"', '\'']).trim_start());
        if let Some(rest) = rest.and_then(|r| r.strip_prefix([':', '='])) {
            let value = rest.trim();
            let start = at + line.len() - rest.len() + (rest.len() - rest.trim_start().len());
            let end = start + value.len();
            return if value.is_empty() {
                Span::new(at, at + line.trim_end().len())
            } else {
                Span::new(start, end)
            };
        }
        at += line.len();
    }
    front.span
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of front matter")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Scalar(v.to_string()))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Scalar(v.to_string()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Scalar(v.to_string()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Scalar(v.to_string()))
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Scalar(crate::model::prose::fold_space(v)))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut entries: Vec<(String, Value)> = Vec::new();
        while let Some((key, value)) = access.next_entry::<Value, Value>()? {
            entries.push((key.to_line(), value));
        }
        // TOML hands a date over as a map of one private key.
        match entries.as_mut_slice() {
            [(key, value)] if key.starts_with("$__toml") => {
                Ok(std::mem::replace(value, Value::Null))
            }
            _ => Ok(Value::Map(entries)),
        }
    }
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
                ("z", "b: 1; a: "),
            ],
        );
        check(
            "+++\nzeta = 'A'\ndate = 2026-11-22\nok = true\n[t]\nb = 1\n+++\n",
            &[("zeta", "A"), ("date", "2026-11-22"), ("ok", "true"), ("t", "b: 1")],
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
        let span = place_of(&source, document.front_matter.expect("front matter"), "status");
        assert_eq!(source.slice(span), "In Progress");
    }
}
