//! What is printed: findings and failures for people.

mod human;

use std::io::{self, Write};

use super::error::Failure;
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::Portfolio;

pub(super) use human::Style;

/// Counts of findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub(super) struct Counts {
    /// Errors.
    pub(super) error: usize,
    /// Warnings.
    pub(super) warning: usize,
    /// Infos.
    pub(super) info: usize,
}

impl Counts {
    /// Counts every finding of a portfolio.
    pub(super) fn of(portfolio: &Portfolio) -> Self {
        let mut counts = Self::default();
        let loose = portfolio.loose.iter().map(|l| &l.diagnostic);
        let plans = portfolio.entries.iter().flat_map(|e| &e.findings);
        let pages = portfolio.pages.iter().flat_map(|p| &p.findings);
        for finding in loose.chain(plans).chain(pages) {
            match finding.severity {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Info => counts.info += 1,
            }
        }
        counts
    }

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
}

/// Prints every finding of a portfolio at or above a severity on stderr, by path and place.
pub(super) fn findings(portfolio: &Portfolio, least: Severity) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stderr().lock());
    let style = Style::of_stderr();
    let mut files: Vec<(&str, Option<&crate::text::Source>, Vec<&Diagnostic>)> = Vec::new();
    for entry in &portfolio.entries {
        files.push((entry.source.path(), Some(&entry.source), entry.findings.iter().collect()));
    }
    for page in &portfolio.pages {
        files.push((page.source.path(), Some(&page.source), page.findings.iter().collect()));
    }
    for loose in &portfolio.loose {
        files.push((&loose.path, None, vec![&loose.diagnostic]));
    }
    files.sort_by_key(|(path, ..)| *path);
    for (path, source, findings) in files {
        for finding in findings.into_iter().filter(|f| f.severity >= least) {
            writeln!(out, "{}\n", style.render(path, source, finding))?;
        }
    }
    out.flush()
}

/// Prints a failure on stderr.
pub(super) fn failure(failure: &Failure) {
    let mut out = anstream::stderr().lock();
    let style = Style::of_stderr();
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
        Failure::ClosedPipe => Ok(()),
    };
}
