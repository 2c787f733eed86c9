//! JUnit XML: a suite a file, a case a finding.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{File, printable, remarks};
use crate::diagnostic::{Diagnostic, Severity};

/// Prints the findings of files; those at or above `fail_on` are failures. A file without findings is
/// one case that passed.
pub(super) fn write(out: &mut impl Write, files: &[File<'_>], fail_on: Severity) -> io::Result<()> {
    let fails = |file: &File<'_>| file.findings.iter().filter(|f| f.severity >= fail_on).count();
    let cases = |file: &File<'_>| file.findings.len().max(1);
    let tests: usize = files.iter().map(cases).sum();
    let failures: usize = files.iter().map(fails).sum();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="phasebook" tests="{tests}" failures="{failures}">"#)?;
    for file in files {
        let path = escaped(&file.path);
        let (tests, failures) = (cases(file), fails(file));
        writeln!(
            out,
            r#"  <testsuite name="{path}" tests="{tests}" failures="{failures}" errors="0" skipped="0">"#
        )?;
        if file.findings.is_empty() {
            writeln!(out, r#"    <testcase classname="{path}" name="no findings"/>"#)?;
        }
        for finding in &file.findings {
            case(out, file, &path, finding, finding.severity >= fail_on)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn case(
    out: &mut impl Write,
    file: &File<'_>,
    path: &str,
    finding: &Diagnostic,
    is_failure: bool,
) -> io::Result<()> {
    let place = file.start(finding);
    let (line, column) = (place.line, place.column);
    let code = finding.code;
    writeln!(out, r#"    <testcase classname="{path}" name="{code} at {line}:{column}">"#)?;
    let level = finding.severity.word();
    let message = escaped(&finding.message);
    let mut text = format!("{path}:{line}:{column}: {level}[{code}]: {message}");
    for (kind, words) in remarks(finding) {
        let _ = write!(text, "\n{kind}: {}", escaped(words));
    }
    if is_failure {
        writeln!(
            out,
            r#"      <failure type="{code}" message="{level}: {message}">{text}</failure>"#
        )?;
    } else {
        writeln!(out, "      <system-out>{text}</system-out>")?;
    }
    writeln!(out, "    </testcase>")
}

/// Words in XML 1.0, also between quotes. It has no control characters and no non-characters, not
/// even escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}
