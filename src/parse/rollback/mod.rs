//! The rollback plan: triggers, steps and owners; whole sections where these can't be told apart.

mod contingency;
mod found;
mod item;
mod judge;
mod lead;
mod owner;
mod pair;
mod part;
mod root;
mod section;
mod table;
mod title;
mod unread;

use super::reader::Reader;
use crate::model::phase::Phase;
use crate::model::risk::Risk;
use crate::model::rollback::Rollback;
use found::{FoundRollback, Marks};
use part::Place;
use root::Roots;

/// Reads the rollback plan: its sections, one or several, and what stands under a bold line of its
/// name anywhere ("**Rollback if:**"). What a section says of single risks becomes theirs.
pub(super) fn read(reader: &mut Reader<'_>, phases: &[Phase], risks: &mut [Risk]) -> Rollback {
    let mut roots = Roots::of(reader);
    contingency::give(reader, &mut roots, risks);
    let mut found =
        FoundRollback { phases, rollback: Rollback::default(), marks: Marks::default() };
    for section in 0..reader.sections.len() {
        if roots.is_dropped(section) {
            continue;
        }
        let place = Place {
            section,
            own: roots.part(section),
            phases: roots.phases(reader, section),
            is_named: reader.sections[section].is_named,
        };
        found.read_section(reader, &place);
    }
    let FoundRollback { mut rollback, marks, .. } = found;
    rollback.sections = roots.sections(reader);
    rollback.unread = unread::sections(reader, &roots, &rollback, &marks);
    unread::drop_unsure(&mut rollback, &marks);
    rollback
}
