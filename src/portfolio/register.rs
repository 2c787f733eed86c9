//! What pages about many plans list across them: open risks, past decisions, dates and owners, each list in
//! its order, made at the first use.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::actions::ActionRef;
use super::calendar::Calendar;
use super::entry::PlanEntry;
use super::exposure::Exposure;
use super::facets::{Facets, has_same_facets};
use super::order::compare_risks;
use super::owners::{Owners, RiskRef, has_same_owners};
use super::summary::Summary;
use super::version::VersionRef;
use super::week::Weeks;
use crate::analysis::extent::{LISTED_CATEGORIES, LISTED_DECISIONS};
use crate::settings::Band;
use crate::site::{Slug, list_segment};

/// Lists across plans, made at the first use; shared by portfolios that differ in nothing of them.
#[derive(Debug, Clone, Default)]
pub struct AcrossPlans {
    pub(super) register: Arc<OnceLock<Register>>,
    pub(super) decisions: Arc<OnceLock<Vec<(usize, usize)>>>,
    pub(super) calendar: Arc<OnceLock<Calendar>>,
    pub(super) owners: Arc<OnceLock<Owners>>,
    pub(super) facets: Arc<OnceLock<Facets>>,
    pub(super) waiting: Arc<OnceLock<Vec<(usize, usize)>>>,
    pub(super) with_users: Arc<OnceLock<Vec<usize>>>,
    pub(super) versions: Arc<OnceLock<Vec<VersionRef>>>,
    pub(super) slipped: Arc<OnceLock<Vec<usize>>>,
    pub(super) weeks: Arc<OnceLock<Weeks>>,
    pub(super) actions: Arc<OnceLock<Vec<ActionRef>>>,
    pub(super) dependents: Arc<OnceLock<FxHashMap<Slug, Vec<usize>>>>,
    pub(super) exposure: Arc<OnceLock<Exposure>>,
}

impl AcrossPlans {
    /// The lists of a portfolio in which newer versions of some plans have the place of older ones:
    /// pairs of both; `has_titles` where programs may have got others.
    pub(super) fn kept(&self, changed: &[(&Summary, &Summary)], has_titles: bool) -> Self {
        let has_same_risks = |(old, new): &(&Summary, &Summary)| {
            old.counts_risks() == new.counts_risks() && old.risks == new.risks
        };
        let has_same_decisions = |(old, new): &(&Summary, &Summary)| old.decisions == new.decisions;
        let has_same_dates = |(old, new): &(&Summary, &Summary)| {
            let is_same_plan = old.title == new.title && old.is_closed() == new.is_closed();
            is_same_plan && old.schedule == new.schedule
        };
        let has_same_slip = |(old, new): &(&Summary, &Summary)| {
            let is_same_phase = old.current == new.current && old.phases == new.phases;
            is_same_phase && old.has_users() == new.has_users()
        };
        let mut kept = Self::default();
        // A template that becomes a plan is like a plan that is added.
        if changed.iter().any(|(old, new)| old.is_template != new.is_template) {
            return kept;
        }
        // Versions are those of commits, which no edit adds.
        kept.versions = Arc::clone(&self.versions);
        if changed.iter().all(has_same_risks) {
            kept.register = Arc::clone(&self.register);
        }
        if changed.iter().all(has_same_slip) {
            kept.slipped = Arc::clone(&self.slipped);
        }
        if changed.iter().all(has_same_decisions) {
            kept.decisions = Arc::clone(&self.decisions);
        }
        if changed.iter().all(has_same_dates) {
            kept.calendar = Arc::clone(&self.calendar);
        }
        if changed.iter().all(|(old, new)| has_same_owners(old, new)) {
            kept.owners = Arc::clone(&self.owners);
        }
        if !has_titles && changed.iter().all(|(old, new)| has_same_facets(old, new)) {
            kept.facets = Arc::clone(&self.facets);
        }
        kept
    }
}

/// All open risks of plans whose risks count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    /// The risks by band, impact, likelihood and ID; those without a place last.
    pub risks: Vec<RiskRef>,
    /// The risks of each cell that has one, as indices into `risks`.
    pub cells: BTreeMap<(usize, usize), Vec<usize>>,
    /// Their categories, the fullest first.
    pub categories: Vec<RiskCategory>,
    /// Number of mitigated and closed risks of the same plans.
    pub settled: usize,
}

/// A category of risks: names that differ in case or punctuation alone are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskCategory {
    /// Its part of a path.
    pub slug: String,
    /// Its name as the first plan has it.
    pub name: String,
    /// Its risks, as indices into [`Register::risks`].
    pub risks: Vec<usize>,
}

impl Register {
    /// Indices of the risks of a band that have no place on the map: they state a single overall level.
    pub fn rated(&self, band: Band) -> Vec<usize> {
        let placed: BTreeSet<usize> = self.cells.values().flatten().copied().collect();
        let mut rated = self.of_band(Some(band));
        rated.retain(|risk| !placed.contains(risk));
        rated
    }

    /// Indices of the risks of a band; `None`: those that have no place.
    pub fn of_band(&self, band: Option<Band>) -> Vec<usize> {
        (0..self.risks.len()).filter(|&i| self.risks[i].band == band).collect()
    }

    /// The category of a slug.
    pub fn category(&self, slug: &str) -> Option<&RiskCategory> {
        self.categories.iter().find(|c| c.slug == slug)
    }
}

/// All open risks of plans whose risks count.
pub(super) fn register(entries: &[Arc<PlanEntry>]) -> Register {
    let mut settled = 0;
    let mut risks = Vec::new();
    for (plan, entry) in entries.iter().enumerate() {
        if !entry.summary.counts_risks() {
            continue;
        }
        let listed = entry.extent.listed_risks;
        for (risk, summary) in entry.summary.risks.iter().enumerate().take(listed) {
            if summary.open {
                risks.push(RiskRef { plan, risk, band: summary.band });
            } else {
                settled += 1;
            }
        }
    }
    // The sort is stable: risks that are equal in all of it stay in the order of their plans.
    risks.sort_by(|&a, &b| compare_risks(a.of(entries).1, b.of(entries).1));
    let mut cells: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut categories: BTreeMap<String, RiskCategory> = BTreeMap::new();
    // How many categories each plan was the first to name.
    let mut named: FxHashMap<usize, usize> = FxHashMap::default();
    for (index, &of) in risks.iter().enumerate() {
        let (_, risk) = of.of(entries);
        if let Some(cell) = risk.cell {
            cells.entry(cell).or_default().push(index);
        }
        if let Some(name) = &risk.category {
            let slug = list_segment(name, &[]);
            if !categories.contains_key(&slug) {
                let count = named.entry(of.plan).or_default();
                *count += 1;
                if *count > LISTED_CATEGORIES {
                    continue;
                }
            }
            let category = categories.entry(slug).or_insert_with_key(|slug| RiskCategory {
                slug: slug.clone(),
                name: name.to_string(),
                risks: Vec::new(),
            });
            category.risks.push(index);
        }
    }
    let mut categories: Vec<RiskCategory> = categories.into_values().collect();
    categories.sort_by_key(|c| Reverse(c.risks.len()));
    Register { risks, cells, categories, settled }
}

/// Past decisions of all plans, newest first, undated ones last: plans and their decisions.
pub(super) fn past_decisions(entries: &[Arc<PlanEntry>]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = entries
        .iter()
        .enumerate()
        .flat_map(|(plan, entry)| {
            let count = entry.summary.decisions.len();
            (count.saturating_sub(LISTED_DECISIONS)..count).map(move |d| (plan, d))
        })
        .collect();
    // Of one date, the later row of a log is the newer one.
    all.sort_by_cached_key(|&(plan, decision)| {
        let date = entries[plan].summary.decisions[decision].date;
        (Reverse(date), plan, Reverse(decision))
    });
    all
}
