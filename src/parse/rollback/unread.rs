//! Sections whose triggers and steps can't be told apart for sure.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::reader::Reader;
use super::super::value::State;
use super::super::words::Group;
use super::found::{Commands, Marks};
use super::judge::Doubt;
use super::part::{Part, Place};
use super::root::Roots;
use super::title::{self, Aside};
use crate::markdown::text_of;
use crate::model::phase::PhasePosition;
use crate::model::prose::{Block, BlockKind};
use crate::model::rollback::{Rollback, UnreadSection};
use crate::text::Span;

/// The sections that are shown as written, in order, none inside another.
pub(super) fn sections(
    reader: &Reader<'_>,
    roots: &Roots,
    rollback: &Rollback,
    marks: &Marks,
) -> Vec<UnreadSection> {
    let mut found = lines(reader, roots, rollback, marks);
    found.extend(commands(reader, marks));
    let read = Read::of(rollback, reader);
    for root in roots.all() {
        let end = roots.end(root);
        let count = |marked: &[usize]| {
            marked.partition_point(|s| *s < end) - marked.partition_point(|s| *s < root)
        };
        let from = marks.doubts.partition_point(|(section, _)| *section < root);
        let to = marks.doubts.partition_point(|(section, _)| *section < end);
        let (of_triggers, of_steps): (Vec<_>, Vec<_>) = marks.doubts[from..to]
            .iter()
            .copied()
            .partition(|(section, _)| is_of_other_part(roots, *section));
        let is_stated = count(&marks.stated) > 0;
        let is_sure = count(&marks.sure) > 0;
        let told = {
            let from = marks.told.partition_point(|(section, _)| *section < root);
            let to = marks.told.partition_point(|(section, _)| *section < end);
            &marks.told[from..to]
        };
        let is_of_groups = is_sure && marks.sure.binary_search(&root).is_err();
        let stands = |doubt: Doubt| match doubt {
            Doubt::Grave => true,
            Doubt::OfGroup => is_of_groups || !is_sure,
            Doubt::Slight => !is_sure,
        };
        // Lines of several sections tell one way each, too.
        let has_ways = count(&marks.ways) > 1
            || told.first().zip(told.last()).is_some_and(|(first, last)| first.0 != last.0);
        let is_doubtful =
            has_ways || of_steps.iter().any(|(_, doubt)| !is_stated && stands(*doubt));
        let unread = |sections: std::ops::Range<usize>| {
            let scope = roots.phases(reader, sections.start);
            let (_, _, heading) = reader.sections[sections.start].heading?;
            let first = reader.sections[sections.start].heading?.0;
            let last = reader.sections[sections.end - 1].blocks.end;
            let span = reader.blocks.get(last.checked_sub(1)?)?.span;
            Some(UnreadSection {
                heading,
                blocks: first..last,
                span: heading.to(span),
                phases: scope,
            })
        };
        if is_doubtful {
            found.extend(unread(root..end));
            continue;
        }
        // By their first sections: none stands inside another.
        let mut own: BTreeMap<usize, usize> = BTreeMap::new();
        let whole = place(reader, root..end);
        if whole.is_some_and(|place| !read.tells_steps(place)) {
            let parts = unclaimed(reader, roots, &read, root);
            own.extend(parts.into_iter().map(|range| (range.start, range.end)));
        }
        for (section, _) in of_triggers {
            let before = own.range(..=section).next_back();
            if before.is_none_or(|(_, end)| *end <= section) {
                own.insert(section, roots.end(section));
            }
        }
        found.extend(own.into_iter().filter_map(|(start, end)| unread(start..end)));
    }
    found.sort_by_key(|section| section.span.start);
    found
}

impl Marks {
    /// Keeps commands under a title at `first` among the blocks, outside of a rollback plan.
    pub(super) fn keep_commands(&mut self, place: &Place, first: usize, index: usize) {
        match self.commands.last_mut().filter(|known| known.blocks.end == index) {
            Some(known) => known.blocks.end = index + 1,
            None => self.commands.push(Commands {
                section: place.section,
                blocks: first..index + 1,
                phases: place.phases.clone(),
            }),
        }
    }
}

/// Commands that stand under a title of their own.
fn commands(reader: &Reader<'_>, marks: &Marks) -> Vec<UnreadSection> {
    let unread = |found: &Commands| {
        let (_, _, heading) = reader.sections[found.section].heading?;
        let [first, .., last] = &reader.blocks[found.blocks.clone()] else { return None };
        let span = first.span.to(last.span);
        let (blocks, phases) = (found.blocks.clone(), found.phases.clone());
        Some(UnreadSection { heading, blocks, span, phases })
    };
    marks.commands.iter().filter_map(unread).collect()
}

/// Lines of several places that each tell another way back of one phase: they make no sequence.
fn lines(
    reader: &Reader<'_>,
    roots: &Roots,
    rollback: &Rollback,
    marks: &Marks,
) -> Vec<UnreadSection> {
    let told: FxHashMap<Span, usize> =
        marks.told.iter().map(|(section, span)| (*span, *section)).collect();
    let steps = rollback.steps.iter().filter_map(|step| {
        let section = told.get(&step.span).copied().filter(|s| roots.root(*s).is_none())?;
        Some((section, step))
    });
    let mut by_phases: BTreeMap<&[PhasePosition], Vec<(usize, Span)>> = BTreeMap::new();
    for (section, step) in steps {
        by_phases.entry(&step.phases).or_default().push((section, step.span));
    }
    let several = by_phases.into_iter().filter(|(_, lines)| lines.len() > 1);
    several
        .flat_map(|(phases, lines)| lines.into_iter().map(move |line| (phases, line)))
        .filter_map(|(phases, (section, place))| {
            let (_, _, heading) = reader.sections[section].heading?;
            // The blocks of a section stand in the order of the text.
            let blocks = reader.sections[section].blocks.clone();
            let ends_before = |block: &Block| block.span.end < place.end;
            let at = blocks.start + reader.blocks[blocks.clone()].partition_point(ends_before);
            reader.blocks[..blocks.end].get(at).filter(|block| block.span.contains(place))?;
            let span = reader.blocks[at].span;
            Some(UnreadSection { heading, blocks: at..at + 1, span, phases: phases.to_vec() })
        })
        .collect()
}

/// Takes out what only a line told, in sections that are shown as written.
pub(super) fn drop_unsure(rollback: &mut Rollback, marks: &Marks) {
    let unread = std::mem::take(&mut rollback.unread);
    let told: FxHashSet<Span> = marks.told.iter().map(|(_, span)| *span).collect();
    let places = Rollback { unread, ..Rollback::default() };
    rollback.steps.retain(|step| !(told.contains(&step.span) && places.is_unread(step.span)));
    rollback.unread = places.unread;
}

/// Whether a section holds triggers or owners by its name, so that no step is sought in it.
fn is_of_other_part(roots: &Roots, section: usize) -> bool {
    matches!(roots.part(section), Some(Part::Triggers | Part::Owners))
}

/// The place of some sections in the text.
fn place(reader: &Reader<'_>, sections: std::ops::Range<usize>) -> Option<Span> {
    let (_, _, heading) = reader.sections[sections.start].heading?;
    let last = reader.sections[sections.end - 1].blocks.end.checked_sub(1)?;
    Some(heading.to(reader.blocks.get(last)?.span))
}

/// Where triggers, steps and owners were read, in order.
struct Read {
    steps: Vec<Span>,
    others: Vec<Span>,
}

impl Read {
    fn of(rollback: &Rollback, reader: &Reader<'_>) -> Self {
        let mut steps: Vec<Span> = rollback.steps.iter().map(|step| step.span).collect();
        let triggers = rollback.triggers.iter().map(|trigger| trigger.span);
        let mut others: Vec<Span> =
            triggers.chain(rollback.owners.iter().map(|owner| owner.span)).collect();
        // What still holds template text is to be filled in: nothing can be told yet.
        steps.extend(reader.unfilled.iter().filter(|u| !u.inside).map(|u| u.span));
        steps.sort_unstable();
        others.sort_unstable();
        Self { steps, others }
    }

    /// Whether steps were read inside a place, or will be.
    fn tells_steps(&self, place: Span) -> bool {
        holds(&self.steps, place)
    }
}

/// Whether one of some places, in order, begins inside another.
fn holds(places: &[Span], place: Span) -> bool {
    let first = places.partition_point(|span| span.start < place.start);
    places.get(first).is_some_and(|span| span.start < place.end)
}

/// The parts of a section without steps in which something is written that became no data: the whole of
/// it where nothing did.
fn unclaimed(
    reader: &Reader<'_>,
    roots: &Roots,
    read: &Read,
    root: usize,
) -> Vec<std::ops::Range<usize>> {
    let end = roots.end(root);
    let Some(whole) = place(reader, root..end) else { return Vec::new() };
    let is_open = |section: usize| {
        reader.sections[section].blocks.clone().any(|i| is_unread(reader, i, read))
    };
    if !holds(&read.others, whole) {
        return (root..end).any(is_open).then_some(root..end).into_iter().collect();
    }
    let first = roots.children(root).next().unwrap_or(end);
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    if !is_of_other_part(roots, root) && is_open(root) {
        parts.push(root..first);
    }
    for child in roots.children(root) {
        let range = child..roots.end(child);
        let is_aside = matches!(
            roots.part(child),
            Some(Part::Aside(Aside::Afterwards | Aside::Communication | Aside::NoGo))
        );
        if !is_aside && !is_of_other_part(roots, child) && range.clone().any(is_open) {
            parts.push(range);
        }
    }
    parts
}

/// Whether a block is written for readers and became no data.
fn is_unread(reader: &Reader<'_>, index: usize, read: &Read) -> bool {
    let block = &reader.blocks[index];
    let is_label = match &block.kind {
        BlockKind::Rule | BlockKind::Heading(_) => true,
        BlockKind::Paragraph(inlines) => {
            let text = text_of(inlines.clone());
            let is_nothing = reader.words.kind(Group::Word, &text.plain) == Some("none");
            is_nothing
                || title::title(inlines).is_some()
                || reader.state(&text, None) != State::Stated
        }
        _ => false,
    };
    !is_label && !reader.is_read[index] && !holds(&read.others, block.span)
}
