//! Front matter in TOML.

use toml::de::{DeTable, DeValue};

use super::{Fault, Value, one_line};
use crate::text::Span;

/// Reads TOML; the fault's place is in `text`.
pub(super) fn read(text: &str) -> Result<Value, Fault> {
    match DeTable::parse(text) {
        Ok(table) => Ok(map(table.get_ref(), text)),
        Err(error) => Err(Fault {
            span: error.span().map_or(Span::default(), |range| Span::new(range.start, range.end)),
            message: one_line(error.message()),
        }),
    }
}

fn map(table: &DeTable<'_>, text: &str) -> Value {
    let entries = table.iter().map(|(key, value)| {
        (key.get_ref().to_string(), of(value.get_ref(), &text[value.span()], text))
    });
    Value::Map(entries.collect())
}

/// A value; `raw` is what stands in the file.
fn of(value: &DeValue<'_>, raw: &str, text: &str) -> Value {
    match value {
        DeValue::String(words) => Value::Scalar(crate::model::prose::fold_space(words)),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Scalar(raw.trim().to_owned())
        }
        DeValue::Array(items) => Value::List(
            items.iter().map(|item| of(item.get_ref(), &text[item.span()], text)).collect(),
        ),
        DeValue::Table(table) => map(table, text),
    }
}
