//! Whom the cells of a plan name: read once a plan, for all of its pages.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::PlanEntry;
use crate::parse::{Named, people};
use crate::settings::Settings;

/// Names by the cells that hold them, made at the first use.
#[derive(Debug, Clone, Default)]
pub struct NameIndex(Arc<OnceLock<BTreeMap<String, Vec<Named>>>>);

impl PlanEntry {
    /// The cells of the plan that name people and roles, each with the names in it that have pages.
    pub fn naming(&self, settings: &Settings) -> &BTreeMap<String, Vec<Named>> {
        self.naming.0.get_or_init(|| {
            let cells = self.summary.naming_cells();
            let names = |cell: &str| {
                let mut names = people(cell, settings);
                names.retain(|named| self.extent.lists(&named.who));
                (cell.to_owned(), names)
            };
            cells.map(names).collect()
        })
    }

    /// The names in a cell of the plan.
    pub fn names_in(&self, cell: &str, settings: &Settings) -> Cow<'_, [Named]> {
        match self.naming(settings).get(cell) {
            Some(named) => Cow::Borrowed(named),
            None if self.extent.lists_all() => Cow::Owned(people(cell, settings)),
            None => Cow::Borrowed(&[]),
        }
    }
}
