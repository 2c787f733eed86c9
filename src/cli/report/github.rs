//! Annotations of GitHub Actions: one workflow command a finding.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{File, printable, remarks};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Position;

/// Prints the findings of files.
pub(super) fn write(out: &mut impl Write, files: &[File<'_>]) -> io::Result<()> {
    for file in files {
        for finding in &file.findings {
            writeln!(out, "{}", command(file, finding))?;
        }
    }
    Ok(())
}

fn command(file: &File<'_>, finding: &Diagnostic) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = format!("file={}", property(&file.path));
    if let Some((start, end)) = file.region(finding) {
        let Position { line, column } = start;
        let _ = write!(properties, ",line={line},col={column},endLine={}", end.line);
        // Columns are of one line: GitHub refuses an end column on another.
        if start.line == end.line {
            let _ = write!(properties, ",endColumn={}", end.column);
        }
    }
    let mut text = data(&finding.message);
    for (kind, words) in remarks(finding) {
        let _ = write!(text, "%0A{kind}: {}", data(words));
    }
    format!("::{name} {properties},title={}::{text}", property(finding.code))
}

/// Words of a command. Line ends never reach it, but are escaped all the same.
fn data(text: &str) -> String {
    escape(&printable(text))
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Span};

    #[test]
    fn commands_are_escaped() {
        let source = Source::new("a.md", b"ab\ncd\n");
        let file = File {
            path: "content/a,b:c%.md".to_owned(),
            source_path: "a.md",
            slug: None,
            source: Some(&source),
            findings: Vec::new(),
            place: None,
        };
        let check = |finding: Diagnostic, expected: &str| {
            assert_eq!(command(&file, &finding), expected);
        };
        let finding = Diagnostic::new("raw-html", Span::new(3, 5), "50%: a, b\n::error::x");
        check(
            finding.note("n").help("h"),
            "::warning file=content/a%2Cb%3Ac%25.md,line=2,col=1,endLine=2,endColumn=3,\
             title=raw-html::50%25: a, b\u{FFFD}::error::x%0Anote: n%0Ahelp: h",
        );
        check(
            Diagnostic::new("raw-html", Span::new(0, 4), "m"),
            "::warning file=content/a%2Cb%3Ac%25.md,line=1,col=1,endLine=2,title=raw-html::m",
        );
        check(
            Diagnostic::new("duplicate-slug", Span::default(), "m"),
            "::warning file=content/a%2Cb%3Ac%25.md,title=duplicate-slug::m",
        );
    }
}
