//! The schema of the published shape is that of its types.

#![expect(
    clippy::disallowed_methods,
    reason = "the test writes the schema where it is not that of the types"
)]

use std::fs;
use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::super::{ExportData, PLANS_SCHEMA, SCHEMA};

/// What the types say, as a schema.
fn of_types() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = SchemaGenerator::new(settings).into_root_schema_for::<ExportData<'static>>();
    // Names of types are the program's own affair.
    RecursiveTransform(without_suffix).transform(&mut schema);
    let mut schema = schema.to_value();
    rename(&mut schema);
    schema["title"] = json!("Plans of a Phasebook site");
    schema["description"] = json!(
        "What `phasebook export` prints and `api/v1/plans.json` holds. Within schema 1 names keep their meaning and \
         type; more names may come, and more words where a text is one of several."
    );
    schema["properties"]["schema"] =
        json!({ "const": SCHEMA, "description": "Version of this shape." });
    serde_json::to_string_pretty(&schema).expect("JSON") + "\n"
}

/// Ranges that follow from a number's size in memory are no promise.
fn without_suffix(schema: &mut Schema) {
    schema.remove("format");
    schema.remove("maximum");
}

/// What is `PlanData` here is "Plan" for readers.
fn rename(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(to)) = map.get_mut("$ref") {
                *to = to.replace("Data", "");
            }
            if let Some(Value::Object(defs)) = map.get_mut("$defs") {
                *defs = std::mem::take(defs)
                    .into_iter()
                    .map(|(name, def)| (name.replace("Data", ""), def))
                    .collect();
            }
            map.values_mut().for_each(rename);
        }
        Value::Array(all) => all.iter_mut().for_each(rename),
        _ => {}
    }
}

#[test]
fn the_schema_is_that_of_the_types() {
    let made = of_types();
    if made != PLANS_SCHEMA {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view/data/plans.schema.json");
        fs::write(&path, &made).expect("the repository can be written to");
    }
    assert!(made == PLANS_SCHEMA, "plans.schema.json was not that of the types; it is now");
}
