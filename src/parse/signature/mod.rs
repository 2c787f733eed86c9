//! Signatures: who has said Go, of the tables and boxes under "Sign-off".
//!
//! The boxes stay task items of the section that they stand in, and the author's table stays where it is.

mod item;
mod said;
mod table;

use super::reader::Reader;
use crate::model::phase::PhasePosition;
use crate::model::signature::Signature;

/// Reads the signatures of a plan.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Signature> {
    let mut signatures = Vec::new();
    if !reader.sections.iter().any(|section| section.signs.is_some()) {
        return signatures;
    }
    // What stands under a heading of its own within the section is still of it: "Business", "Engineering".
    let mut signs = vec![false; reader.sections.len()];
    for section in 0..reader.sections.len() {
        let of = &reader.sections[section];
        let is_own = of.signs.is_some();
        let is_below = of.parent.is_some_and(|parent| signs[parent]) && !of.is_named;
        signs[section] = is_own || is_below;
        if !signs[section] {
            continue;
        }
        let phase = phase_of(reader, section);
        for (_, table) in reader.tables(section) {
            signatures.extend(table::read(reader, table, phase));
        }
        signatures.extend(item::read(reader, section, phase));
    }
    signatures
}

/// The phase that a section of signatures stands under, or that its heading speaks of.
fn phase_of(reader: &Reader<'_>, section: usize) -> Option<PhasePosition> {
    let named = reader.sections[section].signs.as_ref().and_then(|signs| signs.phase.as_ref());
    let named = named.and_then(|label| reader.positions.get(&label.phase_number()?).copied());
    let above = || {
        let parent = reader.sections[section].parent?;
        reader.sections[parent].signs.is_some().then(|| phase_of(reader, parent))?
    };
    named.or_else(|| reader.phase_of(section)).or_else(above)
}
