//! Plans of other sites beside those of this one.

use std::sync::Arc;

use super::all::Portfolio;
use super::entry::PlanEntry;
use super::federated::{Federated, own};
use super::gather::sorted;
use super::summary::Summary;

impl Portfolio {
    /// The plans of the site itself, by source path: those that have pages here.
    pub fn own(&self) -> &[Arc<PlanEntry>] {
        own(&self.entries)
    }

    /// Adds the plans of other sites.
    pub fn join(&mut self, federated: &Arc<Federated>) {
        self.federated = Arc::clone(federated);
        if !federated.plans.is_empty() {
            self.entries.extend(federated.plans.iter().cloned());
            (self.order, self.templates) = sorted(&self.entries);
        }
    }

    /// The entry of a plan that has pages here; `None` for a plan of another site, whatever its slug.
    pub fn entry_of(&self, plan: &Summary) -> Option<&PlanEntry> {
        if plan.site.is_some() { None } else { self.plan(plan.slug.as_str()) }
    }
}
