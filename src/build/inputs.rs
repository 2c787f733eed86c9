//! What a page of a document is made of, as one number: a page that was made of the same is not made again.
//!
//! In: a document with its findings, and what its neighbours give it. Out: a fingerprint. Invariant: all
//! that a page of a document reads is in it, but for the templates' own words, which the theme has.

use std::fmt::Write as _;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Basis, Site};
use crate::check::Link;
use crate::diagnostic::Diagnostic;
use crate::site::{Route, Slug};
use crate::text::{Source, fingerprint};
use crate::view::plan::header::programs_of;

/// The fingerprints of the pages of plans and of ordinary pages, by slug.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    plans: FxHashMap<Slug, u64>,
    pages: FxHashMap<Slug, u64>,
}

/// A document with what its pages read.
struct Document<'a> {
    source: &'a Source,
    slug: &'a Slug,
    links: &'a [Link],
    findings: &'a [Diagnostic],
}

impl Site {
    /// The fingerprint of all that a file of the site is made of; `None` where that is not told apart from
    /// all the rest of the content.
    pub fn inputs(&self, route: &Route) -> Option<u64> {
        let inputs = || self.made.inputs.get_or_init(|| self.make_inputs());
        match route {
            Route::Plan(slug)
            | Route::Phases(slug)
            | Route::Phase(slug, _)
            | Route::Rollback(slug)
            | Route::PlanRisks(slug, _)
            | Route::RisksInherent(slug)
            | Route::RisksResidual(slug)
            | Route::Checklists(slug)
            | Route::Source(slug)
            | Route::PlanFindings(slug) => inputs().plans.get(slug).copied(),
            Route::Page(slug) => inputs().pages.get(slug).copied(),
            _ => None,
        }
    }

    fn make_inputs(&self) -> Inputs {
        let Some(shared) = self.shared() else { return Inputs::default() };
        let portfolio = self.portfolio();
        let plans = portfolio.entries.par_iter().map(|entry| {
            let document = Document {
                source: &entry.source,
                slug: &entry.slug,
                links: &entry.links,
                findings: &entry.findings,
            };
            (entry.slug.clone(), self.of(&document, shared))
        });
        let pages = portfolio.pages.par_iter().map(|page| {
            let document = Document {
                source: &page.source,
                slug: &page.slug,
                links: &page.links,
                findings: &page.findings,
            };
            (page.slug.clone(), self.of(&document, shared))
        });
        Inputs { plans: plans.collect(), pages: pages.collect() }
    }

    /// What all pages are made of.
    fn shared(&self) -> Option<u64> {
        let Basis { settings, today, baseline, program, .. } = &**self.basis();
        let all = (Some((*program)?), self.theme().fingerprint(), settings, today, baseline);
        Some(fingerprint(format!("{all:?}").as_bytes()))
    }

    fn of(&self, document: &Document<'_>, shared: u64) -> u64 {
        let Document { source, slug, links, findings } = document;
        let portfolio = self.portfolio();
        let (path, text) = (source.path(), source.fingerprint());
        let mut all =
            format!("{shared} {text} {path:?} {slug:?} {:?} {findings:?}", source.repairs());
        // Writing to memory does not fail.
        for link in *links {
            let destination = portfolio.directory.resolve(path, link.target());
            let _ = write!(all, " {destination:?}");
        }
        for program in programs_of(&portfolio.programs, path) {
            let _ = write!(all, " {:?} {:?}", program.slug, program.title);
        }
        fingerprint(all.as_bytes())
    }
}
