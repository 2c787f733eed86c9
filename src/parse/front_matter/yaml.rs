//! Front matter in YAML.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::{Fault, Value, one_line};
use crate::text::Span;

/// Reads YAML; the fault's place is in `text`.
pub(super) fn read(text: &str) -> Result<Value, Fault> {
    // Only `true` and `false` are booleans: an author named `No` keeps the name.
    let options = serde_saphyr::options! { strict_booleans: true };
    match serde_saphyr::from_str_with_options::<Spanned<Node>>(text, options) {
        Ok(node) => Ok(value(node, text)),
        Err(error) => {
            let offset = error.location().and_then(|l| offset_of(text, l.line(), l.column()));
            let at = offset.unwrap_or_default();
            Err(Fault { span: Span::new(at, at), message: one_line(&error.to_string()) })
        }
    }
}

/// Offset of a line and a column, both from 1, the column in characters.
fn offset_of(text: &str, line: u64, column: u64) -> Option<usize> {
    let before = usize::try_from(line).ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    let characters = usize::try_from(column).ok()?.saturating_sub(1);
    let width = text[start..].chars().take(characters).map(char::len_utf8).sum::<usize>();
    Some(start + width)
}

/// A value as YAML understands it.
enum Node {
    Null,
    /// A number or a truth value, whose characters YAML does not keep.
    Typed(String),
    Text(String),
    List(Vec<Spanned<Node>>),
    Map(Vec<(Spanned<Node>, Spanned<Node>)>),
}

/// The value with the characters of the file.
fn value(node: Spanned<Node>, text: &str) -> Value {
    let place = node.defined.span();
    let raw = || {
        let start = usize::try_from(place.byte_offset()?).ok()?;
        let end = start + usize::try_from(place.byte_len()?).ok()?;
        text.get(start..end).map(str::trim)
    };
    match node.value {
        Node::Null => {
            let written = raw().filter(|raw| *raw == "~" || raw.eq_ignore_ascii_case("null"));
            Value::Null(written.unwrap_or_default().to_owned())
        }
        Node::Typed(understood) => {
            let written = raw().filter(|raw| !raw.is_empty() && !raw.contains('\n'));
            Value::Scalar(written.map_or(understood, str::to_owned))
        }
        Node::Text(words) => Value::Scalar(words),
        Node::List(items) => Value::List(items.into_iter().map(|item| value(item, text)).collect()),
        Node::Map(entries) => {
            let entries = entries.into_iter();
            Value::Map(entries.map(|(k, v)| (value(k, text).to_line(), value(v, text))).collect())
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of front matter")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Node, E> {
        Ok(Node::Typed(v.to_string()))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Node, E> {
        Ok(Node::Typed(v.to_string()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Node, E> {
        Ok(Node::Typed(v.to_string()))
    }

    fn visit_i128<E>(self, v: i128) -> Result<Node, E> {
        Ok(Node::Typed(v.to_string()))
    }

    fn visit_u128<E>(self, v: u128) -> Result<Node, E> {
        Ok(Node::Typed(v.to_string()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Node, E> {
        Ok(Node::Typed(v.to_string()))
    }

    fn visit_str<E>(self, v: &str) -> Result<Node, E> {
        Ok(Node::Text(crate::model::prose::fold_space(v)))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }
}
