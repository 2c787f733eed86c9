//! One JSON object.

use std::io::{self, Write};

use serde::Serialize;

use super::{File, SeverityCounts};
use crate::diagnostic::Diagnostic;
use crate::text::{Position, Span};
use crate::view::data::{self, GENERATOR};

/// Version of the form.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    generator: &'static str,
    findings: Vec<Finding<'a>>,
    counts: SeverityCounts,
}

#[derive(Serialize)]
struct Finding<'a> {
    path: &'a str,
    source: &'a str,
    slug: Option<&'a str>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    level: &'static str,
    code: &'static str,
    message: &'a str,
    label: Option<&'a str>,
    labels: Vec<Label<'a>>,
    notes: &'a [String],
    help: &'a [String],
    /// `null` where no safe change is known.
    fix: Option<Vec<Edit<'a>>>,
}

#[derive(Serialize)]
struct Label<'a> {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Edit<'a> {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    replacement: &'a str,
}

/// Prints the findings of files on one line.
pub(super) fn write(out: &mut impl Write, files: &[File<'_>]) -> io::Result<()> {
    let findings = files
        .iter()
        .flat_map(|file| file.findings.iter().map(move |finding| one(file, finding)))
        .collect();
    let counts = SeverityCounts::of(files);
    let report = Report { schema: SCHEMA, generator: GENERATOR, findings, counts };
    data::write_json(out, &report)?;
    writeln!(out)
}

fn one<'a>(file: &'a File<'_>, finding: &'a Diagnostic) -> Finding<'a> {
    const HEAD: Position = Position { line: 1, column: 1 };
    let ends = |span: Span| file.ends(span).unwrap_or((HEAD, HEAD));
    let (start, end) = ends(finding.span);
    let labels = finding.labels.iter().map(|label| {
        let (start, end) = ends(label.span);
        Label {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: &label.text,
        }
    });
    let edits = finding.fix.iter().map(|edit| {
        let (start, end) = ends(edit.span);
        Edit {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            replacement: &edit.replacement,
        }
    });
    Finding {
        path: &file.path,
        source: file.source_path,
        slug: file.slug,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        level: finding.severity.word(),
        code: finding.code,
        message: &finding.message,
        label: finding.label.as_deref(),
        labels: labels.collect(),
        notes: &finding.notes,
        help: &finding.help,
        fix: (!finding.fix.is_empty()).then(|| edits.collect()),
    }
}
