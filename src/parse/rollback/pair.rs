//! Triggers, steps and owners that a line tells: "**Rollback trigger:** error rate > 5 %".

use super::super::pairs::Pair;
use super::super::reader::Reader;
use super::super::table::Column;
use super::super::words::{Group, tokens};
use super::found::FoundRollback;
use super::item::{stated_step, trigger};
use super::judge::{Doubt, Reads, reads};
use super::owner::{everywhere, is_name};
use super::part::{Part, Place};
use super::title::Aside;
use crate::model::prose::Text;
use crate::model::rollback::RollbackOwner;
use crate::text::Span;

impl FoundRollback<'_> {
    /// Takes pairs like "**Rollback trigger:** error rate > 5 %"; whether any was one.
    pub(super) fn read_pairs(
        &mut self,
        reader: &mut Reader<'_>,
        found: Vec<Pair>,
        place: &Place,
    ) -> bool {
        let own = place.own;
        let mut any = false;
        let mut owner = RollbackOwner {
            phases_text: Text::default(),
            phases: Vec::new(),
            names_phases: false,
            primary: None,
            backup: None,
            span: Span::default(),
        };
        for Pair { key, value, .. } in found {
            if value.is_empty() || Aside::of(&key, reader.words).is_some() {
                continue;
            }
            let column = own.and_then(|_| Column::of(&key, reader.words));
            match (Part::named(&key, None, reader), column) {
                (Some(Part::Triggers), _) => {
                    let found = trigger(reader, &value, &place.phases, value.span);
                    self.rollback.triggers.extend(found);
                }
                _ if own.is_some() && reader.words.kind(Group::Word, &key) == Some("who") => {
                    owner.primary = name(reader, &value, "the rollback owner");
                    owner.span = value.span;
                }
                (Some(Part::Owners), _) | (_, Some(Column::Primary | Column::Owner)) => {
                    owner.primary = name(reader, &value, "the rollback owner");
                    owner.span = value.span;
                }
                (_, Some(Column::Backup)) => {
                    owner.backup = name(reader, &value, "the backup of the rollback owner");
                }
                (_, Some(Column::Mitigation | Column::Contingency)) => {
                    self.tell_step(reader, &value, place);
                }
                (Some(Part::Steps | Part::Any), _)
                    if own.is_some()
                        || (!place.phases.is_empty() && tokens(&value.plain).len() > 2) =>
                {
                    self.tell_step(reader, &value, place);
                }
                _ => continue,
            }
            any = true;
        }
        if owner.primary.is_some() {
            owner.phases = everywhere(&place.phases, self.phases);
            self.rollback.owners.push(owner);
        }
        any
    }

    /// A step that a line tells, unless it says how things are: "Rollback: not needed".
    fn tell_step(&mut self, reader: &mut Reader<'_>, value: &Text, place: &Place) {
        let bare = value.plain.trim_start_matches(['(', '[', ' ']);
        if reads(bare, reader.words) == Reads::Other {
            if place.own.is_some() {
                self.marks.doubts.push((place.section, Doubt::Slight));
            }
            return;
        }
        let found = stated_step(reader, value, Vec::new(), place.phases.clone(), value.span);
        if found.is_some() {
            self.marks.told.push((place.section, value.span));
        }
        self.rollback.steps.extend(found);
    }
}

/// A value that may name somebody: "Decision: < 15 minutes" does not.
fn name(reader: &mut Reader<'_>, value: &Text, place: &str) -> Option<Text> {
    if is_name(reader, &value.plain) { reader.value(value, None, place) } else { None }
}

/// Whether pairs of a numbered list tell triggers or owners, and do not only mark its steps.
pub(super) fn tells_more(found: &[Pair], reader: &Reader<'_>) -> bool {
    found.iter().any(|pair| {
        let part = Part::named(&pair.key, None, reader);
        matches!(part, Some(Part::Triggers | Part::Owners)) && !pair.value.is_empty()
    })
}
