//! Numbered parts of a rollout guide: "1) Packaging" with bullets under it, so little indented that
//! Markdown takes each part for a list of its own.

use super::super::label::label;
use super::super::reader::Reader;
use super::group::{Facts, PhaseCandidate, PhaseForm, PhaseGroup};
use crate::markdown::text_of;
use crate::model::phase::PhaseNumber;
use crate::model::prose::{BlockKind, List};

/// Fewest parts that are phases.
const FEWEST: usize = 3;

/// Most words of a part's name; more are an instruction.
const MOST_WORDS: usize = 6;

/// The parts right under the document's own heading, where that names a rollout: numbered from one on
/// without a gap, each a few words with bullets behind it.
pub(super) fn of_parts<'a>(reader: &Reader<'a>) -> Option<PhaseGroup<'a>> {
    let own = reader.sections.iter().find(|section| section.level() == 1)?;
    let (_, heading, _) = own.heading?;
    if own.kind.is_some() || !reader.speaks_of_rollout(&heading.text.plain) {
        return None;
    }
    let blocks = &reader.blocks[own.blocks.clone()];
    let mut group = PhaseGroup::new(PhaseForm::BareList);
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::List(List { start: Some(start), items, .. }) = &block.kind else { continue };
        let number = group.candidates.len() + 1;
        let [item] = items.as_slice() else { return None };
        let is_next = usize::try_from(*start).is_ok_and(|start| start == number);
        let has_bullets = matches!(
            blocks.get(index + 1).map(|next| &next.kind),
            Some(BlockKind::List(List { start: None, .. }))
        );
        let (inlines, _) = item.lead()?;
        let mut text = text_of(inlines.clone());
        text.plain = text.plain.trim_end_matches(['.', ':', '：']).into();
        let is_name = text.plain.split_whitespace().count() <= MOST_WORDS;
        if !is_next || !has_bullets || !is_name || item.task.is_some() {
            return None;
        }
        let mut label = label(&text.plain, reader.words);
        label.number = label.number.or(u32::try_from(number).ok().map(PhaseNumber::whole));
        group.candidates.push(PhaseCandidate {
            label,
            text,
            span: item.span,
            place: None,
            facts: Facts::None,
        });
    }
    (group.candidates.len() >= FEWEST).then_some(group)
}
