//! What a page of a document is made of, as one number: a page that was made of the same is not made again.
//!
//! In: a document with its findings, and what its neighbours give it. Out: a fingerprint. Invariant: all
//! that a page of a document reads is in it, but for the templates' own words, which the theme has.

use std::fmt::Write as _;

use rayon::prelude::*;

use super::BuildConfig;
use super::site::{Inputs, Site};
use crate::analysis::past::pair;
use crate::analysis::whole::Whole;
use crate::check::Link;
use crate::diagnostic::Diagnostic;
use crate::model::history::Commit;
use crate::portfolio::{PageEntry, PlanEntry, Portfolio};
use crate::site::{Route, Slug};
use crate::text::{Source, fingerprint};
use crate::view::plan::header::programs_of;

/// A document with what its pages read.
struct DocumentInputs<'a> {
    source: &'a Source,
    slug: &'a Slug,
    links: &'a [Link],
    findings: &'a [Diagnostic],
    whole: Option<&'a Whole>,
}

impl Site {
    /// The fingerprint of all that a file of the site is made of: that of its document, or of the whole content where
    /// it speaks of many; `None` where nobody told the program.
    pub fn inputs(&self, route: &Route) -> Option<u64> {
        let inputs = || self.derived.inputs.get_or_init(|| self.make_inputs());
        match (route.plan(), route) {
            (Some(slug), _) => inputs().plans.get(slug).copied(),
            (None, Route::Page(slug)) => inputs().pages.get(slug).copied(),
            _ => inputs().all,
        }
    }

    /// The fingerprint of all that the data files are made of; `None` where nobody told the program.
    pub fn inputs_of_all(&self) -> Option<u64> {
        self.derived.inputs.get_or_init(|| self.make_inputs()).all
    }

    fn make_inputs(&self) -> Inputs {
        let Some(shared) = self.shared() else { return Inputs::default() };
        let portfolio = self.portfolio();
        let plans = portfolio.own().par_iter().map(|entry| {
            let PlanEntry { source, slug, links, findings, whole, .. } = &**entry;
            let whole = whole.as_deref();
            let document = DocumentInputs { source, slug, links, findings, whole };
            let beside = portfolio.beside(entry, &self.config().settings.freezes);
            let own = self.of(&document, shared);
            let inputs = if beside.is_empty() {
                own
            } else {
                fingerprint(format!("{own} {beside:?}").as_bytes())
            };
            (slug.clone(), inputs)
        });
        let pages = portfolio.pages.par_iter().map(|page| {
            let PageEntry { source, slug, links, findings, .. } = &**page;
            let document = DocumentInputs { source, slug, links, findings, whole: None };
            (slug.clone(), self.of(&document, shared))
        });
        let (plans, pages): (Vec<_>, Vec<_>) = (plans.collect(), pages.collect());
        let single = plans.iter().chain(&pages).flat_map(|(_, inputs)| inputs.to_le_bytes());
        let mut all: Vec<u8> = single.collect();
        all.extend(format!("{:?}", portfolio.collisions.untold).into_bytes());
        let Portfolio { unread, file_findings, accepted, trends, federated, .. } = &**portfolio;
        let totals = trends.as_ref().map(|trends| &trends.all);
        all.extend(format!("{:?} {}", federated.sites, federated.fingerprint).into_bytes());
        all.extend(
            format!("{shared} {unread:?} {file_findings:?} {accepted:?} {totals:?}").into_bytes(),
        );
        Inputs {
            all: Some(fingerprint(&all)),
            plans: plans.into_iter().collect(),
            pages: pages.into_iter().collect(),
        }
    }

    /// What all pages are made of.
    fn shared(&self) -> Option<u64> {
        let BuildConfig { settings, today, baseline, program, .. } = &**self.config();
        let all = (Some((*program)?), self.theme().fingerprint(), settings, today, baseline);
        let mut all = format!("{all:?}");
        if let Some(audience) = &self.config().audience {
            let _ = write!(all, " for {}", audience.edition.audience);
        }
        Some(fingerprint(all.as_bytes()))
    }

    fn of(&self, document: &DocumentInputs<'_>, shared: u64) -> u64 {
        let DocumentInputs { source, slug, links, findings, whole } = document;
        let portfolio = self.portfolio();
        let (path, text) = (source.path(), source.fingerprint());
        let mut all =
            format!("{shared} {text} {path:?} {slug:?} {:?} {findings:?}", source.repairs());
        let versions = self.config().history_of(path).map_or(&[][..], |history| &history.versions);
        let known = self.config().changes.as_deref();
        // What two texts state otherwise never changes, but whether both were at hand does.
        let is_known = |pair| known.is_some_and(|known| known.contains_key(&pair));
        if let Some(companion) = source.companion() {
            let _ = write!(all, " {} {}", companion.path(), companion.fingerprint());
        }
        for version in versions {
            let Commit { id, author, .. } = &*version.commit;
            let is_compared = pair(version).map(is_known);
            let _ = write!(all, " {id} {author:?} {:?} {is_compared:?}", version.path);
        }
        // Writing to memory does not fail.
        for link in *links {
            let destination = portfolio.directory.resolve(path, link.target());
            let _ = write!(all, " {destination:?}");
        }
        if let Some(trends) = &portfolio.trends {
            let _ = write!(all, " {:?}", trends.of(path));
        }
        for program in programs_of(&portfolio.programs, path) {
            let _ = write!(all, " {:?} {:?}", program.slug, program.title);
        }
        if let Some(whole) = whole {
            let _ = write!(all, " {whole:?}");
        }
        fingerprint(all.as_bytes())
    }
}
