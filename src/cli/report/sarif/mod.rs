//! SARIF 2.1.0, as code scanning reads it.

mod model;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::link::{address, encoded};
use super::{File, printable, remarks};
use crate::check::{line_fingerprint, rules};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Position, Span, fingerprint_hex};
use crate::view::data;
use model::{
    ArtifactChange, ArtifactLocation, Configuration, Content, Driver, Fix, Help, Location, Log,
    Message, PhysicalLocation, Region, Replacement, Result, Rule, Run, Tool,
};

/// The schema's own address.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Prints the findings of files on one line.
pub(super) fn write(out: &mut impl Write, files: &[File<'_>]) -> io::Result<()> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut results = Vec::new();
    for file in files {
        for finding in &file.findings {
            results.push(result(file, finding, &mut seen));
        }
    }
    let driver = Driver {
        name: "phasebook",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules::ALL.iter().map(rule).collect(),
    };
    let run = Run { tool: Tool { driver }, results, column_kind: "unicodeCodePoints" };
    data::write_json(out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

/// Most bytes of a rule's description that code scanning shows.
const MOST_DESCRIPTION: usize = 1000;

/// A rule with its page: the summary, what is said of it, and the whole with its examples.
fn rule(rule: &rules::Rule) -> Rule {
    let text = rule.page.split("\n## ").next().unwrap_or_default();
    let full = text.split_once("\n\n").map_or("", |(_, rest)| rest).trim();
    let ends = full.match_indices("\n\n").map(|(at, _)| at).chain([full.len()]);
    let description = ends.take_while(|end| *end <= MOST_DESCRIPTION).last().unwrap_or_default();
    Rule {
        id: rule.id,
        short_description: Message::new(rule.summary()),
        full_description: Message::new(&full[..description]),
        help: Help { text: full.to_owned(), markdown: rule.page },
        default_configuration: Configuration { level: level(rule.severity()) },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(file: &File<'_>, finding: &Diagnostic, seen: &mut HashMap<String, usize>) -> Result {
    let label = finding.label.as_deref().map(|label| format!(" ({label})"));
    let mut text = format!("{}{}", finding.message, label.unwrap_or_default());
    for (kind, words) in remarks(finding) {
        let _ = write!(text, "\n{kind}: {words}");
    }
    let related = finding.labels.iter().enumerate().map(|(index, label)| Location {
        id: Some(index + 1),
        physical: physical(file, file.ends(label.span)),
        message: Some(Message::new(&label.text)),
    });
    let index = rules::ALL.iter().position(|rule| rule.id == finding.code);
    Result {
        rule_id: finding.code,
        rule_index: index,
        level: level(finding.severity),
        message: Message::new_lines(&text),
        locations: [Location {
            id: None,
            physical: physical(file, file.region(finding)),
            message: None,
        }],
        related_locations: related.collect(),
        partial_fingerprints: [("phasebookFinding/v1", stable(file, finding, seen))].into(),
        fixes: fixes(file, finding),
    }
}

/// What stays the same when lines move: path, rule and words of the line, and which of several such
/// findings it is.
fn stable(file: &File<'_>, finding: &Diagnostic, seen: &mut HashMap<String, usize>) -> String {
    let line = line_fingerprint(file.source, finding);
    let key = format!("{}\n{}\n{line:016x}", file.source_path, finding.code);
    let count = seen.entry(key.clone()).or_default();
    *count += 1;
    format!("{}:{count}", fingerprint_hex(key.as_bytes()))
}

fn physical(file: &File<'_>, ends: Option<(Position, Position)>) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: artifact(file),
        region: ends.map(|(start, end)| region(start, end)),
    }
}

/// A path below the working folder is relative to the sources' root; any other is absolute.
fn artifact(file: &File<'_>) -> ArtifactLocation {
    let path = std::path::Path::new(&file.path);
    if path.is_absolute() {
        ArtifactLocation { uri: address(path), uri_base_id: None }
    } else {
        ArtifactLocation { uri: encoded(&file.path), uri_base_id: Some("%SRCROOT%") }
    }
}

const fn region(start: Position, end: Position) -> Region {
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn fixes(file: &File<'_>, finding: &Diagnostic) -> Vec<Fix> {
    let place = |span: Span| file.ends(span).map(|(start, end)| region(start, end));
    let replacements: Vec<Replacement> = finding
        .fix
        .iter()
        .filter_map(|edit| {
            let inserted_content = Content { text: printable(&edit.replacement) };
            Some(Replacement { deleted_region: place(edit.span)?, inserted_content })
        })
        .collect();
    if replacements.is_empty() {
        return Vec::new();
    }
    let change = ArtifactChange { artifact_location: artifact(file), replacements };
    let description = Message::new("as `phasebook check --fix` writes it");
    vec![Fix { description, artifact_changes: [change] }]
}
