//! What is printed: findings in a form a file, and failures for people.

mod file;
mod github;
mod human;
mod json;
mod junit;
mod link;
mod many;
mod sarif;
mod short;

use std::io::{self, Write};

use super::args::{CheckArguments, CheckFormat};
use super::error::Failure;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::is_unprintable;

pub(super) use file::{File, files};
pub(super) use human::Style;
pub(super) use link::{Links, address};

/// Counts of findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub(super) struct SeverityCounts {
    /// Errors.
    pub(super) error: usize,
    /// Warnings.
    pub(super) warning: usize,
    /// Infos.
    pub(super) info: usize,
}

impl SeverityCounts {
    /// "2 errors, 1 warning", or "no findings".
    pub(super) fn words(self) -> String {
        use crate::view::part::counted;
        let parts: Vec<String> =
            [(self.error, "error"), (self.warning, "warning"), (self.info, "info")]
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(
                    |(n, noun)| if noun == "info" { format!("{n} info") } else { counted(n, noun) },
                )
                .collect();
        if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
    }

    /// How many findings are at or above a level.
    pub(super) const fn at_least(self, level: Severity) -> usize {
        match level {
            Severity::Error => self.error,
            Severity::Warning => self.error + self.warning,
            Severity::Info => self.error + self.warning + self.info,
        }
    }
}

/// Prints findings in a form: all of them, but for people only the worst of many, unless they want all.
pub(super) fn findings(
    out: &mut impl Write,
    options: &CheckArguments,
    files: &[File<'_>],
    links: Option<Links>,
) -> io::Result<()> {
    match options.format {
        CheckFormat::Human => human::write(out, &Style::new(links), files, options.all),
        CheckFormat::Short => short::write(out, files),
        CheckFormat::Json => json::write(out, files),
        CheckFormat::Github => github::write(out, files),
        CheckFormat::Sarif => sarif::write(out, files),
        CheckFormat::Junit => junit::write(out, files, options.fail_on),
    }
}

/// Prints findings for people on stderr, of many the worst.
pub(super) fn findings_on_stderr(files: &[File<'_>]) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stderr().lock());
    human::write(&mut out, &Style::new(None), files, false)?;
    out.flush()
}

/// Prints a failure on stderr.
pub(super) fn failure(failure: &Failure) {
    let mut out = anstream::stderr().lock();
    let style = Style::new(None);
    // Nobody is left to hear that stderr is closed.
    let _ = match failure {
        Failure::Message { text, help } => {
            writeln!(out, "{}", style.message(text, help.as_deref()))
        }
        Failure::Settings { source, faults } => faults.iter().try_for_each(|fault| {
            // A fault of the environment names its variable; any other is of the file.
            let file = source.as_deref().filter(|_| !fault.message.contains("`PHASEBOOK_"));
            let path = file.map_or("environment", |s| s.path());
            writeln!(out, "{}\n", style.render(path, file, fault))
        }),
        Failure::Theme { path, source, fault } => {
            writeln!(out, "{}\n", style.render(path, source.as_deref(), fault))
        }
        Failure::ClosedPipe => Ok(()),
    };
}

/// Notes and help of a finding, each with the word before it.
fn remarks(finding: &Diagnostic) -> impl Iterator<Item = (&'static str, &str)> {
    let notes = finding.notes.iter().map(|note| ("note", note.as_str()));
    notes.chain(finding.help.iter().map(|help| ("help", help.as_str())))
}

/// Text without control characters and without what nobody sees, so that no author steers a terminal
/// or a reader of logs.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if is_unprintable(c) { '\u{FFFD}' } else { c }).collect()
}
