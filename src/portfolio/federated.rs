//! Plans of other sites among those of this one.
//!
//! They stand behind the site's own plans, so that an index into these stays what it is. Nothing is made of them
//! but rows of pages about many plans: they have no page, source, history or findings here.

use std::sync::Arc;

use super::entry::{FileFinding, PlanEntry};
use super::summary::Summary;
use crate::settings::{Federation, Freeze};
use crate::text::Span;

/// What other sites give.
#[derive(Debug, Clone, Default)]
pub struct Federated {
    /// The sites, in the order of the settings.
    pub sites: Vec<FederatedSite>,
    /// Their plans: site by site, in the order of their data.
    pub plans: Vec<Arc<PlanEntry>>,
    /// What keeps data from being read.
    pub findings: Vec<FileFinding>,
    /// The fingerprint of all data, as far as it was read.
    pub fingerprint: u64,
}

/// Another site, and whether its plans are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederatedSite {
    /// Which.
    pub site: Arc<Federation>,
    /// How many plans it has, templates left out; `None` where its data could not be read.
    pub plans: Option<usize>,
}

impl Federated {
    /// Whether it was read of the same data.
    pub fn is_same(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
            && self.sites == other.sites
            && self.findings == other.findings
    }
}

/// The plans of the site itself among all.
pub(super) fn own(entries: &[Arc<PlanEntry>]) -> &[Arc<PlanEntry>] {
    let end = entries.partition_point(|entry| entry.summary.site.is_none());
    &entries[..end]
}

impl Summary {
    /// Its title, and behind it the name of its site where that is another.
    pub fn called(&self) -> String {
        match &self.site {
            None => self.title.clone(),
            Some(site) => format!("{} · {}", self.title, site.name),
        }
    }

    /// Whether a freeze of this site holds for it. Other sites have freezes of their own.
    pub fn is_frozen_by(&self, freeze: &Freeze) -> bool {
        self.site.is_none() && freeze.holds_for(self.slug.as_str())
    }
}

impl PlanEntry {
    /// The line of a place that it claims something at, from 1. Of a plan of another site there is no text: its
    /// places are lines, and 0 where the data gives none.
    pub fn claim_line(&self, span: Span) -> u32 {
        if self.summary.site.is_some() { span.start } else { self.source.line(span.start) }
    }
}
