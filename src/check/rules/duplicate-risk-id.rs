//! Two risks with one ID.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Nature, Rule};
use crate::check::Facts;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "duplicate-risk-id",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("duplicate-risk-id.md"),
    check: Some(check),
};

fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut first_places = HashMap::new();
    let mut findings = Vec::new();
    for id in facts.plan.risks.iter().filter_map(|risk| risk.id.as_ref()) {
        match first_places.entry(id.to_lowercase()) {
            Entry::Vacant(place) => {
                place.insert(id.span);
            }
            Entry::Occupied(first) => findings.push(
                Diagnostic::new(
                    "duplicate-risk-id",
                    id.span,
                    format!("two risks have the ID `{}`", id.value),
                )
                .also(*first.get(), "the first; a mention of the ID leads here")
                .help("give each risk an ID of its own, and never use one again"),
            ),
        }
    }
    findings
}
