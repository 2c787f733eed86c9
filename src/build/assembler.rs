//! From texts to the portfolio, all of it or what changed of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::slugs::{self, Assigned};
use super::{Basis, Input, Parsed};
use crate::analysis::attention::attention;
use crate::check::{self, Baseline, Linked};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::plan::Article;
use crate::portfolio::{self, Entry, LooseFinding, PageEntry, Portfolio};
use crate::settings::Settings;
use crate::site::{Directory, Document};
use crate::text::Source;

/// Puts files side by side, and remembers what it made of each: a file is read again when its text
/// changed, and told anew when its neighbours changed what its links come to or which slug it gets.
/// One that remembers nothing makes all of it: there is no second path.
#[derive(Debug)]
pub struct Assembler {
    basis: Arc<Basis>,
    /// By path.
    files: Vec<Arc<File>>,
    directory: Arc<Directory>,
}

/// A file with its place in the site, and what was made of it.
#[derive(Debug)]
struct File {
    parsed: Arc<Parsed>,
    /// What only its neighbours can tell.
    outside: Outside,
    made: Made,
    /// How many of its findings the baseline accepts.
    accepted: usize,
}

/// What stands outside of a file and is told with it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Outside {
    slug: Assigned,
    aliases: Vec<Diagnostic>,
    linked: Linked,
}

#[derive(Debug)]
enum Made {
    Plan(Arc<Entry>),
    Page(Arc<PageEntry>),
}

impl Assembler {
    /// One that remembers nothing.
    pub fn new(basis: Arc<Basis>) -> Self {
        Self { basis, files: Vec::new(), directory: Arc::default() }
    }

    /// What its files are read with.
    pub fn basis(&self) -> &Arc<Basis> {
        &self.basis
    }

    /// Reads what it does not know, and puts all side by side. Findings that the baseline accepts are
    /// counted and left out.
    pub fn assemble(&mut self, input: Input) -> Portfolio {
        let Input { mut documents, files, loose } = input;
        documents.sort_by(|a, b| a.path().cmp(b.path()));
        let (parsed, known) = self.read(&documents);
        let assigned = slugs::assign(&parsed);
        let aliases = slugs::aliases(&parsed, &assigned);
        let is_moved = self.place(&parsed, &known, &assigned, files);
        let places: Vec<_> = assigned.into_iter().zip(aliases).collect();
        self.files = parsed
            .into_par_iter()
            .zip(known)
            .zip(places)
            .map(|((parsed, known), (slug, aliases))| {
                let known = known.map(|at| &self.files[at]);
                let linked = match known {
                    Some(known) if !is_moved && Arc::ptr_eq(&known.parsed, &parsed) => {
                        known.outside.linked.clone()
                    }
                    _ => check::resolve_links(parsed.source.path(), &parsed.links, &self.directory),
                };
                let outside = Outside { slug, aliases, linked };
                match known {
                    Some(known)
                        if Arc::ptr_eq(&known.parsed, &parsed) && known.outside == outside =>
                    {
                        Arc::clone(known)
                    }
                    _ => Arc::new(make(parsed, outside, &self.basis)),
                }
            })
            .collect();
        self.gather(loose)
    }

    /// Every document, read or remembered; and where it is remembered, if it is.
    fn read(&self, documents: &[Arc<Source>]) -> (Vec<Arc<Parsed>>, Vec<Option<usize>>) {
        let mut at = 0;
        let known: Vec<Option<usize>> = documents
            .iter()
            .map(|document| {
                let is_before = |file: &&Arc<File>| file.parsed.source.path() < document.path();
                at += self.files[at..].iter().take_while(is_before).count();
                let file = self.files.get(at)?;
                (file.parsed.source.path() == document.path()).then_some(at)
            })
            .collect();
        let parsed = documents
            .par_iter()
            .zip(&known)
            .map(|(source, known)| match known.map(|at| &self.files[at].parsed) {
                Some(old) if old.source.is_same(source) => Arc::clone(old),
                _ => Arc::new(Parsed::new(Arc::clone(source), &self.basis)),
            })
            .collect();
        (parsed, known)
    }

    /// Brings the directory up to date; whether links may lead elsewhere than before.
    fn place(
        &mut self,
        parsed: &[Arc<Parsed>],
        known: &[Option<usize>],
        assigned: &[Assigned],
        files: BTreeSet<String>,
    ) -> bool {
        let is_same = |((parsed, known), assigned): ((&Arc<Parsed>, &Option<usize>), &Assigned)| {
            known.map(|at| &self.files[at]).is_some_and(|known| {
                known.outside.slug.slug == assigned.slug
                    && (Arc::ptr_eq(&known.parsed, parsed)
                        || (known.parsed.is_plan() == parsed.is_plan()
                            && known.parsed.anchors == parsed.anchors))
            })
        };
        let is_as_before = self.files.len() == parsed.len()
            && self.directory.files() == &files
            && parsed.iter().zip(known).zip(assigned).all(is_same);
        if !is_as_before {
            self.directory = Arc::new(directory(parsed, assigned, files));
        }
        !is_as_before
    }

    fn gather(&self, loose: Vec<LooseFinding>) -> Portfolio {
        let mut entries = Vec::with_capacity(self.files.len());
        let mut pages = Vec::new();
        let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
        for file in &self.files {
            if file.accepted > 0 {
                accepted.insert(file.parsed.source.path().to_owned(), file.accepted);
            }
            match &file.made {
                Made::Plan(entry) => entries.push(Arc::clone(entry)),
                Made::Page(page) => pages.push(Arc::clone(page)),
            }
        }
        let Basis { settings, baseline, .. } = &*self.basis;
        let loose = settle_loose(loose, settings, baseline, &mut accepted);
        let portfolio = portfolio::gather(entries, pages, Arc::clone(&self.directory), loose);
        Portfolio { accepted, ..portfolio }
    }
}

/// Findings on files that could not be read, by the levels of the settings where those say one: they
/// know better than a rule how grave each is. Those that the baseline accepts are counted.
fn settle_loose(
    mut findings: Vec<LooseFinding>,
    settings: &Settings,
    baseline: &Baseline,
    accepted: &mut BTreeMap<String, usize>,
) -> Vec<LooseFinding> {
    findings.retain_mut(|finding| {
        let level = settings.rules.get(finding.diagnostic.code);
        if let Some(Some(severity)) = level {
            finding.diagnostic.severity = *severity;
        }
        level != Some(&None)
    });
    findings.retain(|finding| {
        let count = baseline.accept(&finding.path, None, &mut vec![finding.diagnostic.clone()]);
        if count > 0 {
            *accepted.entry(finding.path.clone()).or_default() += count;
        }
        count == 0
    });
    findings
}

/// A file with its place in the site, and what only its neighbours can tell: links that lead nowhere,
/// a slug that another file has.
fn make(parsed: Arc<Parsed>, outside: Outside, basis: &Basis) -> File {
    let Basis { settings, today, baseline, .. } = basis;
    let source = Arc::clone(&parsed.source);
    let mut told = outside.linked.findings.clone();
    told.extend(outside.slug.finding.clone());
    told.extend(outside.aliases.iter().cloned());
    let status = match &parsed.article {
        Article::Plan(plan) => plan.status_kind(),
        Article::Page(_) => None,
    };
    let mut findings = parsed.checked.with(told, status, settings);
    let accepted = baseline.accept(source.path(), Some(&source), &mut findings);
    let (slug, files) = (outside.slug.slug.clone(), outside.linked.files.clone());
    let made = match (&parsed.article, &parsed.analysis) {
        (Article::Plan(plan), Some(analysis)) => {
            let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
            let attention = attention(plan, analysis, errors, settings, *today);
            let (plan, analysis) = (Arc::clone(plan), Arc::clone(analysis));
            let entry = Entry::new(slug, source, plan, analysis, findings, files, attention);
            Made::Plan(Arc::new(entry))
        }
        (Article::Page(page), _) => {
            Made::Page(Arc::new(PageEntry::new(slug, source, page.clone(), findings, files)))
        }
        (Article::Plan(_), None) => unreachable!("every plan is analysed when it is parsed"),
    };
    File { parsed, outside, made, accepted }
}

fn directory(parsed: &[Arc<Parsed>], assigned: &[Assigned], files: BTreeSet<String>) -> Directory {
    let documents: BTreeMap<String, Document> = parsed
        .iter()
        .zip(assigned)
        .map(|(parsed, assigned)| {
            let document = Document {
                slug: assigned.slug.clone(),
                is_plan: parsed.is_plan(),
                anchors: Arc::clone(&parsed.anchors),
            };
            (parsed.source.path().to_owned(), document)
        })
        .collect();
    Directory::new(documents, files)
}
