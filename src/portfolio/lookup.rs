//! Finding plans and pages by what others call them.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::{PageEntry, PlanEntry, Portfolio};
use crate::site::Slug;

/// Where things are, made at the first use; shared by portfolios that differ in nothing of it.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    places: Arc<OnceLock<Places>>,
    used_files: Arc<OnceLock<BTreeSet<String>>>,
}

/// Indices of plans and pages by slug.
#[derive(Debug)]
struct Places {
    plans: FxHashMap<Slug, usize>,
    pages: FxHashMap<Slug, usize>,
}

impl Lookup {
    /// That of a portfolio with the same slugs; `is_same_files`: and the same used files.
    pub(super) fn kept(&self, is_same_files: bool) -> Self {
        let used_files = if is_same_files { Arc::clone(&self.used_files) } else { Arc::default() };
        Self { places: Arc::clone(&self.places), used_files }
    }
}

impl Portfolio {
    /// The plan of a slug.
    pub fn plan(&self, slug: &str) -> Option<&PlanEntry> {
        self.places().plans.get(slug).map(|&index| &*self.entries[index])
    }

    /// The ordinary page of a slug.
    pub fn page(&self, slug: &str) -> Option<&PageEntry> {
        self.places().pages.get(slug).map(|&index| &*self.pages[index])
    }

    /// The plan that a file of the content folder became.
    pub fn plan_of_source(&self, path: &str) -> Option<&PlanEntry> {
        let at = self.entries.binary_search_by(|entry| entry.source.path().cmp(path)).ok()?;
        Some(&self.entries[at])
    }

    /// The ordinary page that a file of the content folder became.
    pub fn page_of_source(&self, path: &str) -> Option<&PageEntry> {
        let at = self.pages.binary_search_by(|page| page.source.path().cmp(path)).ok()?;
        Some(&self.pages[at])
    }

    /// Files of the content folder that plans and pages use.
    pub fn used_files(&self) -> &BTreeSet<String> {
        self.lookup.used_files.get_or_init(|| {
            let of_plans = self.entries.iter().flat_map(|entry| &entry.files);
            let of_pages = self.pages.iter().flat_map(|page| &page.files);
            of_plans.chain(of_pages).cloned().collect()
        })
    }

    fn places(&self) -> &Places {
        self.lookup.places.get_or_init(|| {
            let plans = self.entries.iter().enumerate().map(|(i, e)| (e.slug.clone(), i));
            let pages = self.pages.iter().enumerate().map(|(i, p)| (p.slug.clone(), i));
            Places { plans: plans.collect(), pages: pages.collect() }
        })
    }
}
