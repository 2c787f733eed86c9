//! A file with its place in the site: what was read of it, and what its neighbours tell.

use std::sync::Arc;

use super::file::FileContent;
use super::slugs::Assigned;
use super::{BuildConfig, ParsedFile};
use crate::check::{ResolvedDependencies, ResolvedLinks};
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::{FileFinding, PageEntry, PlanEntry};

/// A file with its place in the site, and what was made of it.
#[derive(Debug)]
pub(super) struct AssembledFile {
    /// What it states; `None` where nobody asks again.
    pub(super) parsed: Option<Arc<ParsedFile>>,
    /// What only its neighbours can tell.
    pub(super) cross_file: CrossFileFacts,
    pub(super) entry: FileEntry,
    /// How many of its findings the baseline accepts.
    pub(super) accepted: usize,
    /// What of the file beside it can't be read.
    pub(super) companion: Vec<FileFinding>,
}

impl AssembledFile {
    pub(super) fn path(&self) -> &str {
        match &self.entry {
            FileEntry::Plan(entry) => entry.source.path(),
            FileEntry::Page(page) => page.source.path(),
        }
    }

    pub(super) fn parsed(&self) -> &Arc<ParsedFile> {
        self.parsed.as_ref().expect("only an assembler that keeps its files is asked twice")
    }
}

/// What other files make of a file: its slug, aliases that collide, where its links lead, the plans that it
/// depends on, and what those that stand beside it tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CrossFileFacts {
    pub(super) slug: Assigned,
    pub(super) aliases: Vec<Diagnostic>,
    pub(super) linked: ResolvedLinks,
    pub(super) depends_on: ResolvedDependencies,
    pub(super) beside: Vec<Diagnostic>,
}

#[derive(Debug)]
pub(super) enum FileEntry {
    Plan(Arc<PlanEntry>),
    Page(Arc<PageEntry>),
}

/// A file with its place in the site, and what only its neighbours can tell: links that lead nowhere,
/// a slug that another file has. What was read of it is kept for who `remembers`.
pub(super) fn make(
    parsed: Arc<ParsedFile>,
    cross_file: CrossFileFacts,
    config: &BuildConfig,
    remembers: bool,
) -> AssembledFile {
    let BuildConfig { settings, baseline, .. } = config;
    let kept = remembers.then(|| Arc::clone(&parsed));
    // What nobody else has is not copied: of many plans, copies would lie scattered across all memory.
    let ParsedFile { source, stated, checked, links, whole, companion, .. } =
        Arc::unwrap_or_clone(parsed);
    let mut told = cross_file.linked.findings.clone();
    told.extend(cross_file.slug.finding.clone());
    told.extend(cross_file.aliases.iter().cloned());
    told.extend(cross_file.depends_on.findings.iter().cloned());
    told.extend(cross_file.beside.iter().cloned());
    let status = match &stated {
        FileContent::Plan(entry, _) => entry.summary.status_kind(),
        FileContent::Page(_) => None,
    };
    let of_neighbours: Vec<&str> = told.iter().map(|finding| finding.code).collect();
    let mut findings = checked.with(told, status, settings);
    if let Some(whole) = whole {
        findings
            .retain(|finding| of_neighbours.contains(&finding.code) || whole.has(&source, finding));
    }
    let accepted = baseline.accept(source.path(), Some(&source), &mut findings);
    let (slug, files) = (cross_file.slug.slug.clone(), cross_file.linked.files.clone());
    let entry = match stated {
        FileContent::Plan(mut entry, grounds) => {
            let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
            let of_plan = Arc::make_mut(&mut entry);
            of_plan.place(slug, findings, files, grounds.with(errors));
            of_plan.links = links;
            of_plan.depends_on = cross_file.depends_on.plans.as_slice().into();
            FileEntry::Plan(entry)
        }
        FileContent::Page(page) => {
            let mut entry = PageEntry::new(slug, source, page, findings, files);
            entry.links = links;
            FileEntry::Page(Arc::new(entry))
        }
    };
    AssembledFile { parsed: kept, cross_file, entry, accepted, companion }
}
