//! Checklists and transition criteria: every task item of a document, exactly once, and other boxes.

mod boxes;

use super::reader::Reader;
use super::section::Kind;
use super::table::Column;
use crate::model::checklist::{Checklist, ChecklistKind, TransitionCriterion};
use crate::model::header::Header;
use crate::text::Span;

pub use boxes::marks;
pub(super) use boxes::{Boxes, split_box};

/// Reads the transition criteria and checklists of a plan.
pub(super) fn read(reader: &mut Reader<'_>) -> (Vec<TransitionCriterion>, Vec<Checklist>) {
    let mut criteria = Vec::new();
    let mut checklists = Vec::new();
    for section in 0..reader.sections.len() {
        let (kind, is_named, is_phase, range) = {
            let s = &reader.sections[section];
            (s.kind, s.is_named, s.is_phase, s.blocks.clone())
        };
        let phase = reader.phase_of(section);
        let is_criteria = kind == Some(Kind::TransitionCriteria)
            || is_phase
            || (phase.is_some() && names_criteria(reader, section));
        let is_of_boxes = kind.is_some_and(Kind::is_checklist) || is_criteria && !is_phase;
        let mut found = Boxes::default();
        for index in range.clone() {
            let before = found.len();
            found.collect(reader, &reader.blocks[index], is_of_boxes);
            if found.len() > before && boxes::is_all_boxes(&reader.blocks[index], reader.words) {
                reader.take(index);
            }
        }
        let Boxes { mut items, marks, groups } = found;
        if is_criteria {
            let taken = std::mem::take(&mut items);
            criteria.extend(taken.into_iter().map(|item| TransitionCriterion { item, phase }));
            if marks.is_empty() {
                continue;
            }
        }
        // A group without items waits for them; one of prose is none.
        let is_group = is_named
            && range.is_empty()
            && matches!(kind, Some(Kind::PreLaunch | Kind::LaunchDay | Kind::PostLaunch));
        if items.is_empty() && marks.is_empty() && !is_group {
            continue;
        }
        let heading = reader.sections[section].heading;
        let name = heading.map(|(_, h, _)| h.text.clone()).unwrap_or_default();
        let end = range.end.checked_sub(1).map(|last| reader.blocks[last].span);
        let start =
            heading.map_or_else(|| items.first().map(|i| i.span), |(_, _, span)| Some(span));
        let span = match (start, end) {
            (Some(start), Some(end)) => start.to(end),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => Span::default(),
        };
        let kind = match kind {
            _ if is_criteria => ChecklistKind::TransitionCriteria,
            Some(Kind::PreLaunch) => ChecklistKind::PreLaunch,
            Some(Kind::LaunchDay) => ChecklistKind::LaunchDay,
            Some(Kind::PostLaunch) => ChecklistKind::PostLaunch,
            _ => ChecklistKind::Other,
        };
        checklists.push(Checklist { name, kind, phase, items, marks, groups, span });
    }
    (criteria, checklists)
}

/// Whether the heading of a section under a phase means the conditions of its gate.
fn names_criteria(reader: &Reader<'_>, section: usize) -> bool {
    reader.sections[section].heading.is_some_and(|(_, heading, _)| {
        matches!(
            Column::of(&heading.text.plain, reader.words),
            Some(Column::SuccessCriteria | Column::GoNoGo)
        )
    })
}

/// Whether a document without a plan's sections is a rollout's checklist: it holds task items, and
/// its title or a heading speaks of a rollout.
pub(super) fn is_of_rollout(reader: &Reader<'_>, header: &Header) -> bool {
    let is_titled =
        header.title.as_ref().is_some_and(|title| reader.speaks_of_rollout(&title.value));
    let is_headed = reader.sections.iter().any(|s| s.is_named && s.kind == Some(Kind::Schedule));
    let mut found = Boxes::default();
    if is_titled || is_headed {
        reader.blocks.iter().for_each(|block| found.collect(reader, block, false));
    }
    !found.items.is_empty()
}
