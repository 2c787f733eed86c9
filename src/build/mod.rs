//! The pipeline on one screen: from texts to the portfolio, from the portfolio to pages.
//!
//! In: the texts of the content folder, the settings, the date, the theme. Out: a [`Site`], whose
//! pages are made when asked for. Invariant: what is cached of a file depends on nothing but that
//! file, the settings and the date, so an empty cache is the full build.

mod file;
mod page;
mod slugs;

pub use file::{Cache, Parsed};
pub use page::Site;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::attention::attention;
use crate::check::{self, Baseline};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::date::Date;
use crate::model::plan::Article;
use crate::parse::Language;
use crate::portfolio::{self, Entry, LooseFinding, PageEntry, Portfolio};
use crate::settings::Settings;
use crate::site::{Directory, Document};
use crate::text::Source;

/// What the content folder holds.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Markdown files.
    pub documents: Vec<Arc<Source>>,
    /// Paths of the other files.
    pub files: BTreeSet<String>,
    /// Findings on files that could not be read.
    pub loose: Vec<LooseFinding>,
}

/// Reads every file that the cache does not know, and puts all side by side. Findings that the
/// baseline accepts are counted and left out.
pub fn assemble(
    input: Input,
    language: &Language,
    settings: &Settings,
    today: Date,
    baseline: &Baseline,
    cache: &mut Cache,
) -> Portfolio {
    let parsed = cache.read(&input.documents, language, settings, today);
    let slugs = slugs::assign(&parsed);
    let directory = directory(&parsed, &slugs, input.files);
    let aliases = slugs::aliases(&parsed, &slugs);
    let made: Vec<(Made, usize)> = parsed
        .par_iter()
        .zip(&slugs)
        .zip(aliases)
        .map(|((parsed, slug), aliases)| {
            let outside = Outside { slug, aliases, directory: &directory, baseline };
            make(parsed, outside, settings, today)
        })
        .collect();
    let mut entries = Vec::new();
    let mut pages = Vec::new();
    let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
    for (parsed, (made, count)) in parsed.iter().zip(made) {
        if count > 0 {
            accepted.insert(parsed.source.path().to_owned(), count);
        }
        match made {
            Made::Plan(entry) => entries.push(Arc::new(*entry)),
            Made::Page(page) => pages.push(Arc::new(*page)),
        }
    }
    let loose = loose(input.loose, settings, baseline, &mut accepted);
    let portfolio = portfolio::gather(entries, pages, directory, loose);
    Portfolio { accepted, ..portfolio }
}

/// Findings on files that could not be read, by the levels of the settings where those say one: they
/// know better than a rule how grave each is. Those that the baseline accepts are counted.
fn loose(
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

enum Made {
    Plan(Box<Entry>),
    Page(Box<PageEntry>),
}

/// What stands outside of a file and is told with it.
struct Outside<'a> {
    slug: &'a slugs::Assigned,
    aliases: Vec<Diagnostic>,
    directory: &'a Directory,
    baseline: &'a Baseline,
}

/// A file with its place in the site, and what only its neighbours can tell: links that lead nowhere,
/// a slug that another file has. With it the number of findings that the baseline accepts.
fn make(
    parsed: &Arc<Parsed>,
    around: Outside<'_>,
    settings: &Settings,
    today: Date,
) -> (Made, usize) {
    let Outside { slug, aliases, directory, baseline } = around;
    let source = Arc::clone(&parsed.source);
    let blocks = match &parsed.article {
        Article::Plan(plan) => &plan.blocks,
        Article::Page(page) => &page.blocks,
    };
    let (mut outside, files) = check::links(&source, blocks, directory);
    outside.extend(slug.finding.clone());
    outside.extend(aliases);
    let status = match &parsed.article {
        Article::Plan(plan) => plan.status_kind(),
        Article::Page(_) => None,
    };
    let mut findings = parsed.checked.with(outside, status, settings);
    let accepted = baseline.accept(source.path(), Some(&source), &mut findings);
    let slug = slug.slug.clone();
    let made = match (&parsed.article, &parsed.analysis) {
        (Article::Plan(plan), Some(analysis)) => {
            let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
            let attention = attention(plan, analysis, errors, settings, today);
            Made::Plan(Box::new(Entry::new(
                slug,
                source,
                Arc::clone(plan),
                Arc::clone(analysis),
                findings,
                files,
                attention,
            )))
        }
        (Article::Page(page), _) => {
            Made::Page(Box::new(PageEntry::new(slug, source, page.clone(), findings, files)))
        }
        (Article::Plan(_), None) => unreachable!("every plan is analysed when it is parsed"),
    };
    (made, accepted)
}

fn directory(
    parsed: &[Arc<Parsed>],
    slugs: &[slugs::Assigned],
    files: BTreeSet<String>,
) -> Directory {
    let documents: BTreeMap<String, Document> = parsed
        .iter()
        .zip(slugs)
        .map(|(parsed, assigned)| {
            let document = Document {
                slug: assigned.slug.clone(),
                is_plan: matches!(parsed.article, Article::Plan(_)),
                anchors: parsed.anchors.clone(),
            };
            (parsed.source.path().to_owned(), document)
        })
        .collect();
    Directory::new(documents, files)
}
