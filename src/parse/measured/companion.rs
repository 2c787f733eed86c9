//! The file beside a plan: `{"schema": 1, "measures": [{"metric": "error rate", "value": 0.8, "unit": "%", …}]}`.
//!
//! A fault of an entry costs that entry, and is told with its place in the file.

use serde_json::value::RawValue;

use super::super::language::Language;
use super::super::reference::KnownPhases;
use super::entry::{self, Beside, Members};
use super::newest::newest;
use super::places::{Places, fault, unknown};
use crate::diagnostic::Diagnostic;
use crate::model::measured::Measure;
use crate::model::plan::Plan;
use crate::text::{Source, Span};

/// The version of the file's form.
pub(super) const SCHEMA: u32 = 1;

/// Most entries that are read.
const MOST: usize = 1_000;

/// Reads the measures of a file; what can't be read is told, and left out.
pub(super) fn read(companion: &Source, beside: &Beside<'_>) -> (Vec<Measure>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let entries = match entries(companion, &mut findings) {
        Ok(entries) => entries,
        Err(finding) => return (Vec::new(), vec![*finding]),
    };
    let places = Places { text: companion.text() };
    let mut read = Vec::new();
    for raw in entries {
        let whole = places.of(raw);
        let members: Result<Members<'_>, _> = serde_json::from_str(raw.get());
        let entry = members
            .map_err(|_| {
                Box::new(fault(whole, "a measure is not an object".to_owned()).help(EXAMPLE))
            })
            .and_then(|members| entry::read(members, whole, &places, beside));
        match entry {
            Ok(measure) => read.push((whole, measure)),
            Err(finding) => findings.push(finding.note("nothing of this measure is read")),
        }
    }
    let (measures, twice) = newest(read.into_iter());
    findings.extend(twice);
    (measures, findings)
}

const EXAMPLE: &str = "write `{\"metric\": \"error rate\", \"value\": 0.8, \"unit\": \"%\"}`";

/// The entries of a file.
fn entries<'a>(
    companion: &'a Source,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<&'a RawValue>, Box<Diagnostic>> {
    let text = companion.text();
    let places = Places { text };
    let top: Members<'a> = serde_json::from_str(text).map_err(|error| broken(companion, &error))?;
    let (mut schema, mut measures) = (None, None);
    for (name, value) in top.0 {
        match name.as_str() {
            "schema" => schema = Some(value),
            "measures" => measures = Some(value),
            _ => findings.push(unknown(&name, &["schema", "measures"], places.of(value))),
        }
    }
    let form = format!("write `{{\"schema\": {SCHEMA}, \"measures\": []}}`");
    match schema {
        Some(value) if value.get().parse() == Ok(SCHEMA) => {}
        Some(value) => {
            let message =
                format!("schema {} is not known", crate::diagnostic::excerpt(value.get()));
            return Err(fault(places.of(value), message).help(form).into());
        }
        None => {
            return Err(fault(Span::new(0, 0), "the file does not say its `schema`".to_owned())
                .help(form)
                .into());
        }
    }
    let Some(raw) = measures else {
        return Err(fault(Span::new(0, 0), "the file has no list of `measures`".to_owned())
            .help(form)
            .into());
    };
    let mut all: Vec<&'a RawValue> = serde_json::from_str(raw.get())
        .map_err(|_| fault(places.of(raw), "`measures` is not a list".to_owned()).help(form))?;
    if let Some(first) = all.get(MOST) {
        let message = format!("{} measures are over the limit of {MOST}", all.len());
        findings.push(
            fault(places.of(first), message)
                .note("nothing from here on is read")
                .help("leave out what no criterion, trigger or table of the plan names"),
        );
        all.truncate(MOST);
    }
    Ok(all)
}

/// A text that is no JSON.
fn broken(companion: &Source, error: &serde_json::Error) -> Diagnostic {
    let line = u32::try_from(error.line()).unwrap_or(1).max(1);
    let span = companion.line_span(line);
    let at = (span.start as usize + error.column().saturating_sub(1)).min(span.end as usize);
    let at = companion.text().floor_char_boundary(at);
    let told = error.to_string();
    // Its own words for the place are about bytes.
    let what = told.split(" at line ").next().unwrap_or(&told);
    fault(Span::new(at, at), format!("the file is not JSON of this form: {what}"))
        .note("nothing of it is read")
        .help(format!("write `{{\"schema\": {SCHEMA}, \"measures\": []}}`"))
}

/// What of the file beside a plan can't be read.
pub fn companion_findings(companion: &Source, plan: &Plan, language: &Language) -> Vec<Diagnostic> {
    let phases = KnownPhases::of(&plan.phases, &language.words);
    read(companion, &Beside { phases: &phases, words: &language.words }).1
}

/// An entry as the file has it, for who writes the file anew.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanionEntry {
    /// What is measured.
    pub metric: String,
    /// What it is.
    pub value: Option<serde_json::Number>,
    /// The unit of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// When it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Whence it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The phase that it is of: its number or its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<serde_json::Value>,
    /// What it is to reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// The entries of a file, and what of it can't be read.
pub fn companion_entries(
    companion: &Source,
    plan: &Plan,
    language: &Language,
) -> (Vec<CompanionEntry>, Vec<Diagnostic>) {
    #[derive(serde::Deserialize)]
    struct File {
        measures: Vec<CompanionEntry>,
    }
    let findings = companion_findings(companion, plan, language);
    let read: Result<File, _> = serde_json::from_str(companion.text());
    (read.map(|file| file.measures).unwrap_or_default(), findings)
}

#[cfg(test)]
mod tests;
