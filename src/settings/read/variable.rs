//! Settings in the environment.

use toml::de::DeValue;

use super::item::{Faults, Item, VARIABLE};
use crate::diagnostic::did_you_mean;
use crate::settings::named::TABLES;
use crate::settings::tables::{Draft, Key, Table};

const PREFIX: &str = "PHASEBOOK_";

/// Reads every variable that names a setting, by name.
pub(super) fn read(environment: &[(String, String)], draft: &mut Draft, faults: &mut Faults) {
    let mut variables: Vec<_> = environment
        .iter()
        .filter(|(name, value)| name.starts_with(PREFIX) && !value.is_empty())
        .filter_map(|(name, value)| {
            let (table, key) = name[PREFIX.len()..].split_once("__")?;
            Some((name.as_str(), table.to_lowercase(), key.to_lowercase(), value.as_str()))
        })
        .collect();
    variables.sort_unstable();
    for (name, table, key, text) in variables {
        let Some(table) = TABLES.iter().find(|known| known.name == table) else {
            let near = did_you_mean(&table, TABLES.iter().map(|table| table.name));
            let all = TABLES.iter().map(|table| variable(table.name, "…"));
            unknown(name, near.map(|table| variable(table, &key)), all, faults);
            continue;
        };
        read_variable(name, table, &key, text, draft, faults);
    }
}

fn read_variable(
    name: &str,
    table: &Table,
    key: &str,
    text: &str,
    draft: &mut Draft,
    faults: &mut Faults,
) {
    let Some((key, known)) = table.key_of_variable(key) else {
        let near = did_you_mean(key, table.names()).map(|key| variable(table.name, key));
        let all = table.names().map(|key| variable(table.name, key));
        return unknown(name, near, all, faults);
    };
    faults.about(format!("`{name}`"), example(name, known));
    let value = value_of(known, text);
    (known.set)(draft, &Item::in_environment(&key, &value), faults);
}

fn value_of<'a>(key: &Key, text: &'a str) -> DeValue<'a> {
    let as_text = || DeValue::String(text.into());
    if key.is_text() {
        return as_text();
    }
    DeValue::parse(text.trim()).map_or_else(|_| as_text(), toml::Spanned::into_inner)
}

fn example(name: &str, key: &Key) -> String {
    if key.is_text() {
        let text = key.example.trim_matches('"');
        let quote = if text.contains(' ') { "'" } else { "" };
        format!("{name}={quote}{text}{quote}")
    } else if key.example.bytes().all(|b| b.is_ascii_digit()) {
        format!("{name}={}", key.example)
    } else {
        format!("{name}='{}'", key.example)
    }
}

fn variable(table: &str, key: &str) -> String {
    format!("{PREFIX}{table}__{}", key.replace(['-', ' '], "_")).to_uppercase()
}

fn unknown(
    name: &str,
    near: Option<String>,
    all: impl Iterator<Item = String>,
    faults: &mut Faults,
) {
    let help = near.map_or_else(
        || format!("known are {}", all.map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    faults.push(VARIABLE, format!("unknown setting `{name}`"), help);
}
