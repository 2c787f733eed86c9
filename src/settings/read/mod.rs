//! Reading settings: the environment over the file over the defaults.
//!
//! In: the text of `phasebook.toml`, if there is one, and the process's environment. Out:
//! [`Settings`], or every mistake with its place and a right example. Invariant: the tables and keys
//! in `keys` are the only list of what is known; reading, suggestions and examples follow from it.
//!
//! A variable is `PHASEBOOK_`, the table, two underscores and the key, in capitals, with `_` for
//! `-` and spaces: `PHASEBOOK_SITE__BASE_URL`, `PHASEBOOK_RULES__UNOWNED_RISK`. Its value is text
//! where the key wants text, and TOML otherwise (`PHASEBOOK_STATUS__DRAFT='["idea"]'`). An empty
//! variable counts as not set; one without two underscores is no setting.

pub(super) mod audience;
pub(super) mod check;
pub(super) mod item;
pub(super) mod lists;
pub(super) mod map;
pub(super) mod scale;
mod variable;

#[cfg(test)]
mod tests;

pub use check::base_url;
pub use item::CODE;

use toml::de::{DeTable, DeValue};

use self::item::{Faults, Item, place};
use self::lists::LISTS;
use super::named::TABLES;
use super::tables::{Draft, Settings, Table};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::text::{RepairKind, Source, Span};

/// Reads the settings of a site.
///
/// # Errors
/// All mistakes, those of the environment by name and without a span, then those of the file by
/// place.
pub fn read(
    source: Option<&Source>,
    environment: &[(String, String)],
) -> Result<Settings, Vec<Diagnostic>> {
    let mut draft = Draft::default();
    let mut faults = Faults::default();
    if let Some(source) = source {
        read_file(source, &mut draft, &mut faults);
    }
    variable::read(environment, &mut draft, &mut faults);
    if let Some(scale) = draft.scale.finish(&mut faults) {
        draft.settings.scale = scale;
    }
    let mut found = faults.into_found();
    found.sort_by_key(|fault| fault.span);
    if found.is_empty() { Ok(draft.settings) } else { Err(found) }
}

fn read_file(source: &Source, draft: &mut Draft, faults: &mut Faults) {
    for repair in source.repairs() {
        let what = match repair.kind {
            RepairKind::InvalidUtf8 => "settings are not valid UTF-8",
            RepairKind::Nul => "settings hold a NUL byte",
        };
        faults.push(repair.span, what, "save the file as UTF-8 text");
    }
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let broken_lines = syntax_errors(source, &errors, faults);
    let mut values = Faults::default();
    for (name, value) in table.get_ref() {
        if let Some(list) = LISTS.iter().find(|list| list.name == name.get_ref()) {
            list.read_all(name, value, &mut draft.settings, &mut values);
            continue;
        }
        let known = TABLES.iter().find(|table| table.name == name.get_ref());
        match (known, value.get_ref()) {
            (Some(table), DeValue::Table(entries)) => {
                read_table(table, entries, draft, &mut values);
            }
            // Where a line is broken, so may be the header that this one belongs under.
            _ if !broken_lines.is_empty() => {}
            (Some(_), _) => no_table(name.get_ref(), place(value), &mut values),
            (None, DeValue::Table(_)) => {
                unknown_table(name.get_ref(), place(name), &mut values);
            }
            (None, _) => misplaced(name.get_ref(), place(name), &mut values),
        }
    }
    if !broken_lines.is_empty() {
        draft.scale.is_partial = true;
    }
    // What the parser guessed for a broken line is nothing to complain about.
    let is_sound = |fault: &Diagnostic| !broken_lines.contains(&source.line(fault.span.start));
    faults.extend(values.into_found().into_iter().filter(is_sound));
}

/// Reports what is no TOML, and gives its lines.
fn syntax_errors(source: &Source, errors: &[toml::de::Error], faults: &mut Faults) -> Vec<u32> {
    let end = source.text().len();
    let mut lines = Vec::new();
    for error in errors {
        let span = error.span().unwrap_or(end..end);
        let span = Span::new(span.start.min(end), span.end.min(end));
        let line = source.line(span.start);
        // One slip of the hand makes the parser stumble more than once.
        if lines.contains(&line) {
            continue;
        }
        lines.push(line);
        let message = error.message().lines().next().unwrap_or_default();
        let help = if message.contains("duplicate") {
            "state it once"
        } else {
            "write a line as `key = \"text\"`, `key = 7` or `key = [\"a\", \"b\"]`"
        };
        faults.push(span, message, help);
    }
    lines
}

fn read_table(table: &Table, entries: &DeTable<'_>, draft: &mut Draft, faults: &mut Faults) {
    for (key, value) in entries {
        let item = Item::in_file(key, value);
        match table.key(item.key) {
            Some(key) => {
                let example = format!("{} = {}", toml_key(item.key), key.example);
                faults.about(format!("`{}`", item.key), example);
                (key.set)(draft, &item, faults);
            }
            None => unknown_key(table, &item, faults),
        }
    }
}

fn unknown_table(name: &str, place: Span, faults: &mut Faults) {
    let message = format!("unknown table `{name}`");
    let tables = TABLES.iter().map(|table| table.name);
    faults.unknown(place, message, name, tables.chain(LISTS.iter().map(|list| list.name)));
}

fn unknown_key(table: &Table, item: &Item, faults: &mut Faults) {
    let message = format!("unknown key `{}` in `[{}]`", item.key, table.name);
    let is_near = did_you_mean(item.key, table.names()).is_some();
    match TABLES.iter().find(|other| other.names().any(|name| name == item.key)) {
        Some(other) if !is_near => {
            let help = format!("put `{}` below a line `[{}]`", item.key, other.name);
            faults.push(item.key_place, message, help);
        }
        _ => faults.unknown(item.key_place, message, item.key, table.names()),
    }
}

/// A table's name with another value.
fn no_table(name: &str, place: Span, faults: &mut Faults) {
    let help = format!("write a line `[{name}]`, and its keys below");
    faults.push(place, format!("`{name}` must be a table"), help);
}

/// A key above all tables.
fn misplaced(key: &str, place: Span, faults: &mut Faults) {
    match TABLES.iter().find(|table| table.names().any(|name| name == key)) {
        Some(table) => {
            let help = format!("put `{key}` below a line `[{}]`", table.name);
            faults.push(place, format!("`{key}` stands outside of any table"), help);
        }
        None => unknown_table(key, place, faults),
    }
}

/// A key as it is written in TOML: quoted unless bare letters do.
fn toml_key(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { format!("{key:?}") }
}
