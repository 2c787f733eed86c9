//! Phases that stand in lists and bold lines.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::label::{Naming, PhaseLabel, Staging, label, names_phase};
use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::words::Words;
use super::group::{Facts, PhaseCandidate, PhaseForm, PhaseGroup};
use crate::markdown::text_of;
use crate::model::phase::PhaseNumber;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Inlines, List, ListItem, Text};

/// Fewest items of a list, or bold lines, that are phases.
const FEWEST: usize = 2;

/// A list whose items name phases.
pub(super) fn of_list<'a>(
    words: &Words,
    list: &'a List,
    kind: Option<Kind>,
) -> Option<PhaseGroup<'a>> {
    let candidates: Vec<PhaseCandidate<'_>> = list
        .items
        .iter()
        .filter_map(|item| {
            let (inlines, _) = item.lead()?;
            let text = head_of(inlines);
            let label = label(&text.plain, words);
            Some(PhaseCandidate { label, text, span: item.span, place: None, facts: Facts::None })
        })
        .collect();
    if candidates.len() < FEWEST {
        return None;
    }
    let is_labelled = |c: &PhaseCandidate<'_>| c.label.is_designated();
    let all = |is_one: &dyn Fn(&PhaseCandidate<'_>) -> bool| candidates.iter().all(is_one);
    let is_phase = |c: &PhaseCandidate<'_>| {
        c.label.staging == Some(Staging::Phase)
            && (is_labelled(c) || names_phase(&c.label, words) == Some(Naming::Name))
    };
    let numbers: FxHashSet<_> =
        candidates.iter().map(|c| (c.label.number, c.label.letter)).collect();
    let are_parted = all(&is_labelled);
    // Without marks, "Phase 1 Pilot" and "Phase 1 Training" may speak of one phase.
    let is_phases =
        |c: &PhaseCandidate<'_>| is_phase(c) && (are_parted || numbers.len() == candidates.len());
    let is_units = |c: &PhaseCandidate<'_>| {
        matches!(c.label.staging, Some(Staging::Unit(_))) && is_labelled(c)
    };
    // Elsewhere two items that begin "Step 1:" may be anything; three days are a schedule.
    let is_place = matches!(kind, Some(Kind::Phases | Kind::Schedule))
        || (kind.is_none() && candidates.len() > FEWEST);
    let has_tasks = list.items.iter().any(|item| item.task.is_some());
    let is_bold = list.items.iter().all(|item| {
        item.lead()
            .and_then(|(inlines, _)| inlines.first())
            .is_some_and(|first| matches!(first.kind, InlineKind::Strong(_)))
    });
    let form = if all(&is_phases) {
        PhaseForm::PhaseList
    } else if is_place && all(&is_units) {
        PhaseForm::UnitList
    } else if !has_tasks
        && match kind {
            Some(Kind::Phases) => list.start.is_some() || is_bold,
            Some(Kind::Schedule) if list.start.is_some() => is_bold || list.items.len() > FEWEST,
            Some(Kind::Schedule) => is_bold && has_lengths(list, words),
            _ => false,
        }
    {
        PhaseForm::BareList
    } else {
        return None;
    };
    let mut group = PhaseGroup::new(form);
    group.candidates = candidates;
    if form == PhaseForm::BareList
        && let Some(start) = list.start
    {
        for (number, candidate) in (start..).zip(&mut group.candidates) {
            let number = u32::try_from(number).ok().map(PhaseNumber::whole);
            candidate.label.number = candidate.label.number.or(number);
        }
    }
    Some(group)
}

/// Whether items tell right behind their names how long they last or whom they reach.
fn has_lengths(list: &List, words: &Words) -> bool {
    let tells = |item: &&ListItem| {
        item.lead().is_some_and(|(inlines, _)| {
            let text = text_of(inlines.clone()).plain;
            let end = [" – ", " — ", " - ", ": "].iter().filter_map(|m| text.find(m)).min();
            !label(&text[..end.unwrap_or(text.len())], words).tails.is_empty()
        })
    };
    list.items.iter().filter(tells).count() >= FEWEST
}

/// The name at the head of an item: its bold run-in, else its first sentence.
fn head_of(inlines: &Inlines) -> Text {
    if let Some(first) = inlines.first()
        && let InlineKind::Strong(content) = &first.kind
    {
        let mut text = Text { span: first.span, ..text_of(content.clone()) };
        let is_number_alone = text.plain.chars().filter(|c| c.is_alphabetic()).count() < 2
            || text.plain.trim_end().ends_with(|c: char| c.is_ascii_digit());
        if !is_number_alone {
            text.plain = text.plain.trim_end_matches(['.', ':', '：']).into();
            return text;
        }
    }
    let mut text = text_of(inlines.clone());
    let end = [". ", "; ", " - ", " — ", " – "].iter().filter_map(|m| text.plain.find(m)).min();
    // A label's own mark is none that ends it.
    if let Some(end) = end.filter(|end| *end > 12) {
        text.plain = text.plain[..end].into();
    }
    let bare = text.plain.trim_end_matches(['.', ':', '：']);
    if bare.len() < text.plain.len() {
        text.plain = bare.into();
    }
    text
}

/// Bold lines that name phases, each with the blocks up to the next.
pub(super) fn of_lines<'a>(reader: &Reader<'a>) -> Option<PhaseGroup<'a>> {
    let mut group = PhaseGroup::new(PhaseForm::PhaseLines);
    for (at, section) in reader.sections.iter().enumerate() {
        if section.kind.is_some_and(Kind::speaks_of_phases) || section.is_phase {
            continue;
        }
        let lines = labelled_lines(reader, section.blocks.clone());
        let ends = lines.iter().skip(1).map(|line| line.index).chain([section.blocks.end]);
        for (line, end) in lines.iter().zip(ends) {
            group.candidates.push(PhaseCandidate {
                label: line.label.clone(),
                text: line.text.clone(),
                span: reader.blocks[line.index].span,
                place: Some(at),
                facts: Facts::Blocks(line.index + 1..end),
            });
        }
    }
    (group.candidates.len() >= FEWEST).then_some(group)
}

/// A bold line that names a phase, with the index of its block.
struct PhaseLine {
    index: usize,
    text: Text,
    label: PhaseLabel,
}

/// The bold lines of a section that name phases. "Phase 1 Launch:" is one beside "Phase 2:", unless another
/// line has its number.
fn labelled_lines(reader: &Reader<'_>, blocks: Range<usize>) -> Vec<PhaseLine> {
    let mut lines: Vec<PhaseLine> = blocks
        .filter_map(|index| {
            let text = bold_line(&reader.blocks[index])?;
            let mut label = label(&text.plain, reader.words);
            if !label.is_parted {
                let end = label.name.trim_end_matches([':', '：']).trim_end().len();
                label.name = label.name[..end].into();
            }
            let is_phase = label.staging == Some(Staging::Phase) && label.number.is_some();
            is_phase.then_some(PhaseLine { index, text, label })
        })
        .collect();
    let mut times: FxHashMap<_, usize> = FxHashMap::default();
    for line in &lines {
        *times.entry((line.label.number, line.label.letter)).or_default() += 1;
    }
    let has_parted = lines.iter().any(|line| line.label.is_parted);
    lines.retain(|PhaseLine { label, .. }| {
        let is_only = times.get(&(label.number, label.letter)) == Some(&1);
        let is_name = has_parted && is_only;
        label.is_parted || (is_name && names_phase(label, reader.words) == Some(Naming::Name))
    });
    lines
}

/// The bold words at the head of a paragraph.
fn bold_line(block: &Block) -> Option<Text> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let line = inlines.split(is_break).next()?;
    // What follows on the line is set off: "**Phase 1 – Pilot** (April)".
    let first = line.first()?;
    match &first.kind {
        InlineKind::Strong(content) => Some(Text { span: first.span, ..text_of(content.clone()) }),
        _ => None,
    }
}
