//! How plans stand today, counted as commits count them week by week.

use super::all::Portfolio;
use super::summary::Summary;
use crate::analysis::trend::{Standing, Totals};

impl Summary {
    /// Its open risks by band, and its gates by verdict.
    pub fn standing(&self) -> Standing {
        let open = self.risks.iter().filter(|risk| risk.open).map(|risk| risk.band);
        Standing::new(self.status_kind(), open, self.approvals.iter().map(|gate| gate.verdict))
    }
}

impl Portfolio {
    /// The same of all plans of the site itself.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        let own = self.ordered().filter(|plan| plan.site.is_none());
        own.for_each(|plan| totals.add(&plan.standing()));
        totals
    }
}
