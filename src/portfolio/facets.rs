//! What plans can be picked out by besides their status and risk: program, approver and tag, each with its
//! values and the plans that have them. Made at the first use.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entry::{PlanEntry, Program};
use super::owners::{Owners, has_same_owners};
use super::summary::Summary;
use crate::analysis::gate::GateVerdict;
use crate::text::Natural;

/// The values of each kind, and which of them each plan has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// Folders with plans in them or in folders below, by title.
    pub programs: Facet,
    /// People and roles who sign the next gate of a plan ([`Summary::next_gates`]), by name: a reader who picks
    /// a name asks what waits for that person, not which gates they have signed or will sign some day.
    pub approvers: Facet,
    /// Tags, by name; those that differ in case alone are the same.
    pub tags: Facet,
}

/// One kind of value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facet {
    /// Each value once, in the order of a menu.
    pub values: Vec<FacetValue>,
    /// Indices into `values`, by the index of the plan in [`entries`](super::Portfolio::entries).
    pub of_plan: Vec<Vec<usize>>,
}

/// A value to pick plans by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// Its word in an address.
    pub value: String,
    /// Its words.
    pub text: String,
}

impl Facet {
    /// The facet of values by key: text, and the plans that have it.
    fn of(plans: usize, found: BTreeMap<String, (String, Vec<usize>)>) -> Self {
        let mut found: Vec<(String, (String, Vec<usize>))> = found.into_iter().collect();
        found.sort_by_cached_key(|(value, (text, _))| (Natural::new(text), value.clone()));
        let mut facet = Self { values: Vec::new(), of_plan: vec![Vec::new(); plans] };
        for (value, (text, plans)) in found {
            for plan in plans {
                let of_plan = &mut facet.of_plan[plan];
                if of_plan.last() != Some(&facet.values.len()) {
                    of_plan.push(facet.values.len());
                }
            }
            facet.values.push(FacetValue { value, text });
        }
        facet
    }
}

impl Summary {
    /// The phases whose gates are next to be decided: those that want a decision now, else the first that is
    /// not passed. A rollout that is over has none.
    pub fn next_gates(&self) -> Vec<usize> {
        if self.is_closed() {
            return Vec::new();
        }
        let wanted: Vec<usize> = self.gates_wanted.iter().map(|gate| gate.phase).collect();
        if !wanted.is_empty() {
            return wanted;
        }
        let is_left = |approval: &super::Approval| approval.verdict != GateVerdict::Passed;
        self.approvals.iter().position(is_left).into_iter().collect()
    }
}

/// Whether two versions of a plan have the same values.
pub(super) fn has_same_facets(old: &Summary, new: &Summary) -> bool {
    old.tags == new.tags && has_same_owners(old, new)
}

/// What these plans can be picked out by.
pub(super) fn facets(entries: &[Arc<PlanEntry>], programs: &[Program], owners: &Owners) -> Facets {
    let (plans, all) = (entries.len(), programs);
    let mut programs = BTreeMap::new();
    for program in all {
        let is_twin = |other: &&Program| other.title == program.title;
        let text = match all.iter().filter(is_twin).count() {
            1 => program.title.clone(),
            _ => format!("{} ({})", program.title, program.folder),
        };
        programs.insert(program.folder.clone(), (text, program.plans.clone()));
    }
    let mut approvers: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    let next: Vec<Vec<usize>> = entries.iter().map(|entry| entry.summary.next_gates()).collect();
    for owner in owners.people.iter().chain(&owners.roles) {
        let name = &owner.who.name;
        for gate in owner.gates.iter().filter(|gate| next[gate.plan].contains(&gate.phase)) {
            add(&mut approvers, name.clone(), name, gate.plan);
        }
    }
    let mut tags = BTreeMap::new();
    for (plan, entry) in entries.iter().enumerate() {
        for tag in &entry.summary.tags {
            add(&mut tags, tag.to_lowercase(), tag, plan);
        }
    }
    Facets {
        programs: Facet::of(plans, programs),
        approvers: Facet::of(plans, approvers),
        tags: Facet::of(plans, tags),
    }
}

fn add(found: &mut BTreeMap<String, (String, Vec<usize>)>, value: String, text: &str, plan: usize) {
    let (_, plans) = found.entry(value).or_insert_with(|| (text.to_owned(), Vec::new()));
    plans.push(plan);
}

#[cfg(test)]
mod tests;
