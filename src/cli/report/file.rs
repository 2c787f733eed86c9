//! What is reported of one file.

use std::path::Path;

use super::SeverityCounts;
use crate::cli::here::{from_here, told};
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::{FileBeside, Portfolio};
use crate::text::{Position, Source, Span};

/// A file with its findings.
#[derive(Debug)]
pub(in crate::cli) struct File<'a> {
    /// Its path as a user opens it from the working folder.
    pub(in crate::cli) path: String,
    /// Its path below the content folder.
    pub(in crate::cli) source_path: &'a str,
    /// Its place in the site; `None` where it could not be read.
    pub(in crate::cli) slug: Option<&'a str>,
    /// Its text; `None` where it could not be read.
    pub(in crate::cli) source: Option<&'a Source>,
    /// What is wrong with it, by place.
    pub(in crate::cli) findings: Vec<&'a Diagnostic>,
    /// The place that its findings are about, where there is no text to show of it.
    pub(in crate::cli) place: Option<Position>,
}

impl File<'_> {
    /// First place and the place behind the last; `None` where the whole file is meant.
    pub(super) fn region(&self, finding: &Diagnostic) -> Option<(Position, Position)> {
        if finding.is_of_file() { None } else { self.ends(finding.span) }
    }

    /// First place of a span and the place behind its last.
    pub(super) fn ends(&self, span: Span) -> Option<(Position, Position)> {
        self.source.map(|source| (source.position(span.start), source.position(span.end)))
    }

    /// Where a finding begins, the head of the file where all of it is meant.
    pub(super) fn start(&self, finding: &Diagnostic) -> Position {
        let head = self.place.unwrap_or(Position { line: 1, column: 1 });
        self.region(finding).map_or(head, |(start, _)| start)
    }
}

/// The files of a portfolio with their findings, by path; those that were not asked for left out.
pub(in crate::cli) fn files<'a>(
    portfolio: &'a Portfolio,
    folder: &Path,
    is_asked: impl Fn(&str) -> bool,
) -> Vec<File<'a>> {
    let folder = from_here(folder);
    let mut files = Vec::new();
    let mut add = |source_path: &'a str, slug, source, findings| {
        if is_asked(source_path) {
            let path = told(&folder.join(source_path));
            files.push(File { path, source_path, slug, source, findings, place: None });
        }
    };
    for entry in portfolio.own() {
        let findings = entry.findings.iter().collect();
        add(entry.source.path(), Some(entry.slug.as_str()), Some(&*entry.source), findings);
    }
    for page in &portfolio.pages {
        let findings = page.findings.iter().collect();
        add(page.source.path(), Some(page.slug.as_str()), Some(&*page.source), findings);
    }
    for of in portfolio.file_findings.iter().filter(|of| of.beside.is_none()) {
        add(&of.path, None, of.source.as_deref(), vec![&of.diagnostic]);
    }
    // What lies beside the content folder is asked for with all of that.
    for of in portfolio.file_findings.iter().filter(|_| is_asked("")) {
        let Some(FileBeside { path, place }) = &of.beside else { continue };
        let (path, findings) = (path.clone(), vec![&of.diagnostic]);
        let (source_path, place) = (of.path.as_str(), *place);
        files.push(File { path, source_path, slug: None, source: None, findings, place });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

impl SeverityCounts {
    /// Counts the findings of files.
    pub(in crate::cli) fn of(files: &[File<'_>]) -> Self {
        let mut counts = Self::default();
        for finding in files.iter().flat_map(|file| &file.findings) {
            match finding.severity {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Info => counts.info += 1,
            }
        }
        counts
    }
}
