//! Triggers and steps as items of lists.

use super::super::comparison::comparison;
use super::super::reader::Reader;
use super::super::words::{Group, heads};
use super::found::FoundRollback;
use super::lead::lead;
use super::part::Place;
use super::title::phases_in;
use crate::model::phase::PhasePosition;
use crate::model::prose::{Block, List, ListItem, Text};
use crate::model::rollback::{Step, StepKind, Trigger};
use crate::text::Span;

impl FoundRollback<'_> {
    pub(super) fn read_triggers(&mut self, reader: &mut Reader<'_>, list: &List, place: &Place) {
        for item in &list.items {
            let found = trigger(reader, &lead(item), &place.phases, item.span);
            self.rollback.triggers.extend(found);
        }
    }

    pub(super) fn read_steps(
        &mut self,
        reader: &mut Reader<'_>,
        list: &List,
        place: &Place,
        group: Option<&Text>,
    ) {
        // Of a list by phases every item names some: "Phase 2: restore the old pool". Where only some do,
        // the steps are taken in one order.
        let of_item = |item: &ListItem| {
            let lead = lead(item);
            let text = lead.plain.as_str();
            let key = text.split_once([':', '：']).or_else(|| text.split_once(" — "));
            let key = key.or_else(|| text.split_once(" – ")).map(|(key, _)| key);
            let key = key.filter(|key| key.len() <= LONGEST_KEY);
            key.map_or_else(Vec::new, |key| phases_in(key, &reader.phases, reader.words))
        };
        let of_items: Vec<Vec<PhasePosition>> = list.items.iter().map(of_item).collect();
        let is_by_phase = of_items.iter().all(|phases| !phases.is_empty());
        for (item, own) in list.items.iter().zip(of_items) {
            let lead = lead(item);
            let phases = if is_by_phase { own } else { place.phases.clone() };
            let Some(mut step) = step(reader, item, lead, phases) else { continue };
            step.group = group.filter(|title| title.span.len() <= LONGEST_TITLE).cloned();
            self.rollback.steps.push(step);
        }
    }
}

/// Most bytes of a title that each step under it is told with.
const LONGEST_TITLE: usize = 1_000;

/// Bytes of a key that names phases before a step.
const LONGEST_KEY: usize = 32;

pub(super) fn trigger(
    reader: &mut Reader<'_>,
    text: &Text,
    phases: &[PhasePosition],
    span: Span,
) -> Option<Trigger> {
    let text = reader.value(text, None, "a rollback trigger").filter(|t| !is_nothing(reader, t))?;
    let comparison = comparison(&text.plain, reader.words);
    Some(Trigger { text, comparison, phases: phases.to_vec(), extra: Vec::new(), span })
}

fn is_nothing(reader: &Reader<'_>, text: &Text) -> bool {
    reader.words.kind(Group::Word, &text.plain) == Some("none")
}

fn step(
    reader: &mut Reader<'_>,
    item: &ListItem,
    lead: Text,
    phases: Vec<PhasePosition>,
) -> Option<Step> {
    // A step may be a command alone.
    if lead.is_empty() && !item.blocks.is_empty() {
        let blocks = item.rest().to_vec();
        let kind = StepKind::Act;
        return Some(Step { text: lead, kind, blocks, group: None, phases, span: item.span });
    }
    stated_step(reader, &lead, item.rest().to_vec(), phases, item.span)
}

pub(super) fn stated_step(
    reader: &mut Reader<'_>,
    text: &Text,
    blocks: Vec<Block>,
    phases: Vec<PhasePosition>,
    span: Span,
) -> Option<Step> {
    let text = reader.value(text, None, "a rollback step").filter(|t| !is_nothing(reader, t))?;
    let heads = heads(&text.plain);
    let kind = match reader.words.leading(Group::Step, &heads) {
        Some(("verify", _)) => StepKind::Verify,
        Some(("escalate", _)) => StepKind::Escalate,
        _ => StepKind::Act,
    };
    Some(Step { text, kind, blocks, group: None, phases, span })
}

/// Whether a list is no checklist, too: task items are read again as a checklist's.
pub(super) fn is_plain(list: &List) -> bool {
    list.items.iter().all(|item| item.task.is_none())
}
