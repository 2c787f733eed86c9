//! Checklists and transition criteria: every task item of a document, exactly once, and other boxes.

use super::reader::Reader;
use super::rollback::phase_of;
use super::section::Kind;
use super::table::Column;
use super::words::{Group, fold};
use crate::markdown::text_of;
use crate::model::callout::Callout;
use crate::model::checklist::{
    Checklist, ChecklistKind, Mark, MarkState, TaskItem, TransitionCriterion,
};
use crate::model::header::Header;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, List, ListItem, Table, Text};
use crate::text::Span;

/// Glyphs that authors use as boxes, with what they say.
const GLYPHS: [(char, MarkState); 8] = [
    ('☐', MarkState::Open),
    ('⬜', MarkState::Open),
    ('⏳', MarkState::Open),
    ('☑', MarkState::Done),
    ('☒', MarkState::Done),
    ('✅', MarkState::Done),
    ('✓', MarkState::Done),
    ('✔', MarkState::Done),
];

/// Reads the transition criteria and checklists of a plan.
pub(super) fn read(reader: &mut Reader<'_>) -> (Vec<TransitionCriterion>, Vec<Checklist>) {
    let mut criteria = Vec::new();
    let mut checklists = Vec::new();
    for section in 0..reader.sections.len() {
        let (kind, is_named, is_phase, range) = {
            let s = &reader.sections[section];
            (s.kind, s.is_named, s.is_phase, s.blocks.clone())
        };
        let phase = phase_of(reader, section);
        let is_criteria = kind == Some(Kind::TransitionCriteria)
            || is_phase
            || (phase.is_some() && names_criteria(reader, section));
        let mut items = Vec::new();
        let mut marks = Vec::new();
        for index in range.clone() {
            let before = items.len() + marks.len();
            collect(reader, &reader.blocks[index], 0, &mut items);
            if is_criteria || kind.is_some_and(Kind::is_checklist) {
                collect_marks(&reader.blocks[index], &mut marks);
            }
            if items.len() + marks.len() > before && is_all_tasks(&reader.blocks[index]) {
                reader.take(index);
            }
        }
        if is_criteria {
            let items = std::mem::take(&mut items).into_iter();
            criteria.extend(items.map(|item| TransitionCriterion { item, phase }));
            // Boxes that are no task items stand in a list of their own.
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
        checklists.push(Checklist { name, kind, phase, items, marks, span });
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
    let mut items = Vec::new();
    if is_titled || is_headed {
        reader.blocks.iter().for_each(|block| collect(reader, block, 0, &mut items));
    }
    !items.is_empty()
}

/// Task items of a block and of all that is nested in it, in order.
fn collect(reader: &Reader<'_>, block: &Block, depth: u8, items: &mut Vec<TaskItem>) {
    match &block.kind {
        BlockKind::List(list) => {
            for item in &list.items {
                let inner = match item.task {
                    Some(done) => {
                        items.push(task(reader, item, done, depth));
                        depth.saturating_add(1)
                    }
                    None => depth,
                };
                item.blocks.iter().for_each(|b| collect(reader, b, inner, items));
            }
        }
        BlockKind::Callout(Callout { blocks, .. })
        | BlockKind::Quote { blocks }
        | BlockKind::Footnote { blocks, .. }
        | BlockKind::Details { blocks, .. } => {
            blocks.iter().for_each(|b| collect(reader, b, depth, items));
        }
        _ => {}
    }
}

fn task(reader: &Reader<'_>, item: &ListItem, done: bool, depth: u8) -> TaskItem {
    let text = item.lead().map_or_else(
        || Text { span: item.span, ..Text::default() },
        |(inlines, _)| text_of(inlines),
    );
    let optional = bracketed(&text.plain)
        .any(|words| reader.words.kind(Group::Word, words) == Some("optional"));
    TaskItem { text, done, optional, depth, span: item.span }
}

/// What stands in round brackets.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    text.split('(').skip(1).filter_map(|rest| rest.split_once(')').map(|(inner, _)| inner))
}

/// Whether a block is a list of nothing but task items or marks, with no further text in them.
fn is_all_tasks(block: &Block) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    list.items.iter().all(|item| {
        let has_box = item.task.is_some()
            || item.lead().is_some_and(|(inlines, _)| mark_of(inlines).is_some());
        has_box && item.rest().iter().all(is_all_tasks)
    })
}

fn collect_marks(block: &Block, marks: &mut Vec<Mark>) {
    match &block.kind {
        BlockKind::List(list) => list_marks(list, marks),
        BlockKind::Table(table) => table_marks(table, marks),
        _ => {}
    }
}

fn list_marks(list: &List, marks: &mut Vec<Mark>) {
    for item in &list.items {
        if item.task.is_none()
            && let Some((inlines, _)) = item.lead()
        {
            marks.extend(mark_of(inlines));
        }
        item.rest().iter().for_each(|b| collect_marks(b, marks));
    }
}

/// The mark at the head of an item: a glyph, or a box with an unusual mark; only `[-]` says that the item
/// does not apply, any other is open.
fn mark_of(inlines: &[Inline]) -> Option<Mark> {
    let text = text_of(inlines);
    let (state, rest) = split_box(&text.plain)?;
    let plain = rest.trim().to_owned();
    let mut content = inlines.to_vec();
    if let Some(Inline { kind: InlineKind::Text(first), .. }) = content.first_mut() {
        let (_, rest) = split_box(first)?;
        *first = rest.trim_start().to_owned();
    }
    Some(Mark { text: Text { plain, content, ..text }, state })
}

fn split_box(text: &str) -> Option<(MarkState, &str)> {
    let text = text.trim_start();
    for (box_, state) in [
        ("[-]", MarkState::NotApplicable),
        ("[~]", MarkState::Open),
        ("[/]", MarkState::Open),
        ("[>]", MarkState::Open),
        ("[?]", MarkState::Open),
        ("[]", MarkState::Open),
        ("[ ]", MarkState::Open),
        ("[x]", MarkState::Done),
        ("[X]", MarkState::Done),
    ] {
        if let Some(rest) = text.strip_prefix(box_) {
            return Some((state, rest));
        }
    }
    let first = text.chars().next()?;
    let (_, state) = GLYPHS.iter().find(|(glyph, _)| *glyph == first)?;
    Some((*state, text[first.len_utf8()..].trim_start_matches('\u{FE0F}')))
}

/// A row with a cell that is a box alone: the mark's words are the first other cell.
fn table_marks(table: &Table, marks: &mut Vec<Mark>) {
    for row in &table.rows {
        let state = row.cells.iter().find_map(|cell| {
            let (state, rest) = split_box(&cell.plain)?;
            fold(rest).is_empty().then_some(state)
        });
        let words =
            row.cells.iter().find(|cell| !cell.is_empty() && split_box(&cell.plain).is_none());
        if let (Some(state), Some(text)) = (state, words) {
            marks.push(Mark { text: text.clone(), state });
        }
    }
}
