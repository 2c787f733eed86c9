//! Finding plans and pages by what others call them.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::entry::{PageEntry, PlanEntry};
use crate::site::Slug;

/// Where things are, made at the first use; shared by portfolios that differ in nothing of it.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    places: Arc<OnceLock<Places>>,
    pub(super) used_files: Arc<OnceLock<BTreeSet<String>>>,
}

/// Indices of plans and pages by slug.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) plans: FxHashMap<Slug, usize>,
    pub(super) pages: FxHashMap<Slug, usize>,
}

impl Lookup {
    /// That of a portfolio with the same slugs; `is_same_files`: and the same used files.
    pub(super) fn kept(&self, is_same_files: bool) -> Self {
        let used_files = if is_same_files { Arc::clone(&self.used_files) } else { Arc::default() };
        Self { places: Arc::clone(&self.places), used_files }
    }

    /// Indices of plans and pages by slug.
    pub(super) fn places(&self, entries: &[Arc<PlanEntry>], all: &[Arc<PageEntry>]) -> &Places {
        self.places.get_or_init(|| {
            let plans = entries.iter().enumerate().map(|(i, e)| (e.slug.clone(), i));
            let pages = all.iter().enumerate().map(|(i, p)| (p.slug.clone(), i));
            Places { plans: plans.collect(), pages: pages.collect() }
        })
    }
}
