//! One section of a rollback plan, block by block.

use super::super::pairs;
use super::super::reader::Reader;
use super::found::FoundRollback;
use super::item::{is_plain, stated_step};
use super::judge::{Doubt, asks_for_readiness, is_of_ways, judge};
use super::lead::lead;
use super::owner::read_owner_list;
use super::pair::tells_more;
use super::part::{Part, Place, announces, opens_with_not, says_no_more};
use super::title::{self, Aside, is_of_one_way, is_of_step, phases_in};
use crate::markdown::text_of;
use crate::model::phase::PhasePosition;
use crate::model::prose::{Block, BlockKind, Inline, List, ListItem, Text};
use crate::text::Span;

/// A line that says what follows it.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
struct Title {
    part: Option<Part>,
    text: Option<Text>,
    phases: Vec<PhasePosition>,
    /// Whether it stands right before the block that is read.
    is_fresh: bool,
    /// Whether it opens one way of several.
    is_way: bool,
    /// Whether it is a step itself, to which what follows belongs.
    is_step: bool,
    /// Whether a list under it was told to belong to one way of several.
    is_told: bool,
    /// Its place among the blocks of the document, where it stands right among them.
    index: Option<usize>,
}

impl Title {
    /// Whether it is one such as "Rollback command:", outside of a rollback plan.
    fn announces_commands(&self, place: &Place) -> bool {
        place.own.is_none() && self.part == Some(Part::Steps) && self.is_fresh
    }
}

/// A list, with what is known of it before its items are read.
#[derive(Debug)]
struct Listed<'l> {
    list: &'l List,
    /// The block that it is.
    block: &'l Block,
    /// What it holds, by the title above it.
    part: Part,
    /// Whether a title of its own says so, and not only the section's heading.
    is_announced: bool,
}

impl FoundRollback<'_> {
    pub(super) fn read_section(&mut self, reader: &mut Reader<'_>, place: &Place) {
        let range = reader.sections[place.section].blocks.clone();
        let mut title = self.opening(reader, place);
        let blocks = reader.blocks;
        self.read_blocks(reader, place, &mut title, &blocks[range.clone()], Some(range.start));
    }

    /// What the heading of a section is as a title.
    fn opening(&mut self, reader: &mut Reader<'_>, place: &Place) -> Title {
        let mut opening = Title::default();
        let Some((_, heading, span)) = reader.sections[place.section].heading else {
            return opening;
        };
        let Some(own) = place.own else { return opening };
        let (words, plain) = (reader.words, heading.text.plain.as_str());
        if matches!(own, Part::Any | Part::Steps) && is_of_step(plain, words) {
            opening.is_step = self.open_step(reader, &heading.text, place.phases.clone(), span);
        }
        // The heading of the whole plan names no group of its steps.
        if !place.is_named {
            opening.is_way = is_of_one_way(plain, words) && place.phases.is_empty();
            opening.text = Some(heading.text.clone());
        } else if matches!(own, Part::Any) {
            opening.is_way = is_of_one_way(plain, words) && place.phases.is_empty();
        }
        opening
    }

    fn open_step(
        &mut self,
        reader: &mut Reader<'_>,
        text: &Text,
        phases: Vec<PhasePosition>,
        span: Span,
    ) -> bool {
        let found = stated_step(reader, text, Vec::new(), phases, span);
        let is_step = found.is_some();
        self.rollback.steps.extend(found);
        is_step
    }

    fn read_blocks(
        &mut self,
        reader: &mut Reader<'_>,
        place: &Place,
        title: &mut Title,
        blocks: &[Block],
        first: Option<usize>,
    ) {
        for (at, block) in blocks.iter().enumerate() {
            let index = first.map(|first| first + at);
            match &block.kind {
                BlockKind::Paragraph(inlines) => {
                    self.read_paragraph(reader, place, title, block, inlines, index);
                    continue;
                }
                _ if title.is_step => self.push_to_step(block),
                BlockKind::Quote { blocks, .. } | BlockKind::Details { blocks, .. } => {
                    self.read_blocks(reader, place, title, blocks, None);
                }
                BlockKind::Code { .. } if self.goes_on(place, blocks, at) => {
                    self.push_to_step(block);
                }
                BlockKind::Code { .. } if title.announces_commands(place) => {
                    if let Some((first, index)) = title.index.zip(index) {
                        self.marks.keep_commands(place, first, index);
                    }
                    continue;
                }
                BlockKind::Table(table) => {
                    let part = title.part.filter(|_| title.is_fresh).or(place.own);
                    if let Some(part) = part
                        && self.read_table(reader, table, part, place)
                        && let Some(index) = index
                    {
                        reader.take(index);
                    }
                }
                BlockKind::List(list) => {
                    if self.read_list(reader, list, block, place, title)
                        && let Some(index) = index
                    {
                        reader.take(index);
                    }
                }
                _ => {}
            }
            title.is_fresh = false;
        }
    }

    fn read_paragraph(
        &mut self,
        reader: &mut Reader<'_>,
        place: &Place,
        title: &mut Title,
        block: &Block,
        inlines: &[Inline],
        index: Option<usize>,
    ) {
        let (own, words) = (place.own, reader.words);
        let part = announces(reader, inlines, own);
        let found = title::title(inlines);
        if own.is_some()
            && let Some(plain) = &found
        {
            let text = text_of(inlines);
            let phases = phases_in(plain, &reader.phases, words);
            let is_step = matches!(own, Some(Part::Any | Part::Steps))
                && is_of_step(plain, words)
                && self.open_step(reader, &text, place.phases.clone(), block.span);
            let aside = Aside::of(plain, words)
                .filter(|a| own != Some(Part::Triggers) || !a.may_name_a_group())
                .or_else(|| opens_with_not(reader, plain).then_some(Aside::NoGo));
            *title = Title {
                // What a title names in full counts before what its words hint at.
                part: aside.map(Part::Aside).or(part),
                is_way: is_of_one_way(plain, words) && phases.is_empty(),
                text: Some(text),
                phases,
                is_fresh: true,
                is_step,
                ..Title::default()
            };
            return;
        }
        if title.is_step {
            self.push_to_step(block);
            return;
        }
        title.is_fresh = part.is_some();
        if part.is_some() {
            *title = Title { part, is_fresh: true, index, ..Title::default() };
        }
        if !matches!(own.or(title.part), Some(Part::Aside(_))) {
            let (found, _) = pairs::of_block(block);
            self.read_pairs(reader, found, place);
        }
    }

    /// Adds a block to the last step.
    fn push_to_step(&mut self, block: &Block) {
        if let Some(step) = self.rollback.steps.last_mut() {
            step.blocks.push(block.clone());
            step.span = step.span.to(block.span);
        }
    }

    /// Whether a block stands inside a list of steps whose numbers go on behind it.
    fn goes_on(&self, place: &Place, blocks: &[Block], at: usize) -> bool {
        let holds_steps = matches!(place.own, Some(Part::Any | Part::Steps));
        let list = |block: Option<&Block>| match block.map(|b| &b.kind) {
            Some(BlockKind::List(list)) => list.start.map(|start| (start, list.items.len() as u64)),
            _ => None,
        };
        let before = at.checked_sub(1).and_then(|before| list(blocks.get(before)));
        let after = list(blocks.get(at + 1));
        let is_last = |block: &Block| {
            self.rollback.steps.last().is_some_and(|step| block.span.contains(step.span))
        };
        holds_steps
            && blocks.get(at.wrapping_sub(1)).is_some_and(is_last)
            && matches!((before, after), (Some((start, n)), Some((next, _))) if next == start + n)
    }

    /// Takes what a list holds; whether all of it became data.
    fn read_list(
        &mut self,
        reader: &mut Reader<'_>,
        list: &List,
        block: &Block,
        place: &Place,
        title: &mut Title,
    ) -> bool {
        let own = place.own;
        // A line right before the list says most; what it says of steps, or of another subject, holds
        // up to the next title.
        let stays = matches!(title.part, Some(Part::Steps | Part::Aside(_)));
        let announced = title.part.filter(|_| title.is_fresh || stays);
        let Some(part) = announced.or(own) else { return false };
        // What is numbered is done in order, whatever the line before it says.
        let part = if announced == Some(Part::Triggers)
            && own != Some(Part::Triggers)
            && list.start.is_some()
        {
            own.filter(|own| !matches!(own, Part::Aside(_))).unwrap_or(Part::Steps)
        } else {
            part
        };
        let mut here = place.clone();
        if !title.phases.is_empty() {
            here.phases.clone_from(&title.phases);
        }
        match part {
            // A group of steps may have such a title: "Monitoring".
            Part::Aside(aside) if aside.may_name_a_group() && holds_steps(place) => {
                let judged = judge(list, reader.words);
                if judged.all_act {
                    self.read_steps(reader, list, &here, title.text.as_ref());
                    return is_plain(list);
                }
                if list.start.is_some() && judged.any_acts && aside != Aside::Before {
                    self.marks.doubts.push((place.section, Doubt::Grave));
                }
                false
            }
            Part::Aside(aside) => {
                // Where all of it tells what to do, "Afterwards" may go on with the steps.
                let goes_on = aside == Aside::Afterwards && judge(list, reader.words).all_act;
                if goes_on && holds_steps(place) {
                    self.marks.doubts.push((place.section, Doubt::Grave));
                }
                false
            }
            Part::Owners => {
                let owners = &mut self.rollback;
                read_owner_list(reader, list, &here.phases, self.phases, owners);
                false
            }
            Part::Triggers => {
                self.read_triggers(reader, list, &here);
                is_plain(list)
            }
            Part::Any | Part::Steps => {
                let listed = Listed { list, block, part, is_announced: announced.is_some() };
                self.read_any(reader, &listed, &here, title)
            }
        }
    }

    /// Takes triggers, owners or steps of a list that may hold any of them.
    fn read_any(
        &mut self,
        reader: &mut Reader<'_>,
        listed: &Listed<'_>,
        place: &Place,
        title: &mut Title,
    ) -> bool {
        let &Listed { list, block, part, is_announced } = listed;
        let words = reader.words;
        if self.read_groups(reader, list, place, part) {
            return false;
        }
        if is_of_ways(list, words) {
            self.marks.ways.extend([place.section, place.section]);
            return false;
        }
        let is_ordered = list.start.is_some();
        if part == Part::Any {
            let (found, is_whole) = pairs::of_block(block);
            if (!is_ordered || tells_more(&found, reader)) && self.read_pairs(reader, found, place)
            {
                return is_whole;
            }
        }
        if asks_for_readiness(list, words) {
            return false;
        }
        let judged = judge(list, words);
        let is_stated = part == Part::Steps;
        let is_sure = is_stated
            || is_ordered
            || !judged.any_other && (place.is_named || is_announced || judged.all_act);
        if !is_sure {
            self.marks.doubts.push((place.section, judged.doubt()));
            return false;
        }
        if is_stated {
            self.marks.stated.push(place.section);
        }
        if is_stated || is_ordered {
            self.marks.sure.push(place.section);
        }
        if title.is_way && !std::mem::replace(&mut title.is_told, true) {
            self.marks.ways.push(place.section);
        }
        let group = title.text.as_ref().filter(|_| !says_no_more(title.part, part));
        let group = group.cloned();
        self.read_steps(reader, list, place, group.as_ref());
        is_plain(list)
    }

    /// Takes a list of which each item is a part: "- **Triggers:**" with a list under it.
    fn read_groups(
        &mut self,
        reader: &mut Reader<'_>,
        list: &List,
        place: &Place,
        part: Part,
    ) -> bool {
        if part != Part::Any || place.own.is_none() || list.start.is_some() || !is_plain(list) {
            return false;
        }
        let named = |item: &ListItem, reader: &Reader<'_>| {
            let (inlines, _) = item.lead()?;
            let plain = title::title(inlines).filter(|t| t.ends_with([':', '：']))?;
            let aside = Aside::of(&plain, reader.words).map(Part::Aside);
            aside.or_else(|| announces(reader, inlines, place.own).filter(|p| *p != Part::Any))
        };
        let is_group = |item: &ListItem, reader: &Reader<'_>| {
            !item.rest().is_empty() && named(item, reader).is_some()
        };
        if !list.items.iter().any(|item| is_group(item, reader)) {
            return false;
        }
        for item in &list.items {
            if item.lead().is_none() {
                continue;
            }
            let mut title = Title {
                part: named(item, reader),
                text: Some(lead(item)),
                is_fresh: true,
                ..Title::default()
            };
            if title.part.is_none() && item.rest().is_empty() {
                let (found, _) = pairs::of_block(&item.blocks[0]);
                if !self.read_pairs(reader, found, place) {
                    self.marks.doubts.push((place.section, Doubt::Slight));
                }
                continue;
            }
            self.read_blocks(reader, place, &mut title, item.rest(), None);
        }
        true
    }
}

/// Whether a section may hold steps.
fn holds_steps(place: &Place) -> bool {
    matches!(place.own, Some(Part::Any | Part::Steps | Part::Aside(_)))
}
