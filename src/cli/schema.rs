//! `phasebook schema`: JSON Schemas of what the program reads and writes.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::Outcome;
use super::args::{SchemaArguments, SchemaName};
use super::error::Failure;
use crate::parse::MEASURES_SCHEMA;
use crate::settings::{DescribedKey, DescribedTable, Form, described};
use crate::view::data::PLANS_SCHEMA;

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

pub(super) fn run(options: &SchemaArguments) -> Result<Outcome, Failure> {
    let mut out = anstream::stdout().lock();
    match options.name {
        SchemaName::Plans => out.write_all(PLANS_SCHEMA.as_bytes())?,
        SchemaName::Measures => out.write_all(MEASURES_SCHEMA.as_bytes())?,
        SchemaName::Settings => {
            let text = serde_json::to_string_pretty(&settings()).map_err(std::io::Error::from)?;
            writeln!(out, "{text}")?;
        }
    }
    Ok(Outcome::Good)
}

/// The schema of `phasebook.toml`.
fn settings() -> Value {
    let tables = described().map(|table| (table.name.to_owned(), table_schema(&table)));
    json!({
        "$schema": DIALECT,
        "title": "Settings of a Phasebook site",
        "description": "The file phasebook.toml in the root of a site. All of it is optional.",
        "type": "object",
        "additionalProperties": false,
        "properties": tables.collect::<Map<_, _>>(),
    })
}

fn table_schema(table: &DescribedTable) -> Value {
    let mut properties = Map::new();
    let mut schema = json!({ "type": "object" });
    for key in table.keys() {
        match key.name {
            Some(name) => drop(properties.insert(name.to_owned(), key_schema(&key))),
            None => schema["additionalProperties"] = key_schema(&key),
        }
    }
    if !properties.is_empty() {
        schema["properties"] = Value::Object(properties);
        schema["additionalProperties"] = json!(false);
    }
    if !table.needed().is_empty() {
        schema["required"] = json!(table.needed());
    }
    if table.is_list {
        json!({ "description": table.about.trim(), "type": "array", "items": schema })
    } else {
        schema["description"] = json!(table.about.trim());
        schema
    }
}

fn key_schema(key: &DescribedKey) -> Value {
    let mut schema = form_schema(key.form);
    schema["description"] = json!(key.about.trim());
    let read = |toml: &str| serde_json::from_str::<Value>(toml).ok();
    if let Some(default) = key.default.as_deref().and_then(read) {
        schema["default"] = default;
    }
    // An example that shows the default tells nothing.
    if let Some(example) = read(key.example).filter(|example| *example != schema["default"]) {
        schema["examples"] = json!([example]);
    }
    schema
}

fn form_schema(form: Form) -> Value {
    match form {
        Form::Text => json!({ "type": "string", "minLength": 1 }),
        Form::TextOrNumber => json!({ "type": ["string", "integer"] }),
        Form::Number(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Form::Truth => json!({ "type": "boolean" }),
        Form::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Form::OneOf(words) => json!({ "enum": words }),
        Form::List(items) => json!({ "type": "array", "items": form_schema(*items) }),
        Form::Map(values) => {
            json!({ "type": "object", "additionalProperties": form_schema(*values) })
        }
        Form::Table(keys) => {
            let key = |(name, about, form): &(&str, &str, Form)| {
                let mut schema = form_schema(*form);
                schema["description"] = json!(about);
                ((*name).to_owned(), schema)
            };
            let properties: Map<_, _> = keys.iter().map(key).collect();
            json!({ "type": "object", "properties": properties, "additionalProperties": false })
        }
    }
}
