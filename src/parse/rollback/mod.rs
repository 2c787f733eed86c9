//! The rollback plan: triggers, steps and owners; whole sections where these can't be told apart.

mod contingency;
mod item;
mod judge;
mod owner;
mod pair;
mod part;
mod root;
mod section;
mod table;
mod title;
mod unread;

use std::ops::Range;

use super::reader::Reader;
use crate::markdown::text_of;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::prose::{Block, BlockKind, ListItem, Text};
use crate::model::risk::Risk;
use crate::model::rollback::Rollback;
use crate::text::Span;
use judge::Doubt;
use part::Place;
use root::Roots;

/// Reads the rollback plan: its sections, one or several, and what stands under a bold line of its
/// name anywhere ("**Rollback if:**"). What a section says of single risks becomes theirs.
pub(super) fn read(reader: &mut Reader<'_>, phases: &[Phase], risks: &mut [Risk]) -> Rollback {
    let mut roots = Roots::of(reader);
    contingency::give(reader, &mut roots, risks);
    let mut found = Found { phases, rollback: Rollback::default(), marks: Marks::default() };
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
    let Found { mut rollback, marks, .. } = found;
    rollback.sections = roots.sections(reader);
    rollback.unread = unread::sections(reader, &roots, &rollback, &marks);
    unread::drop_unsure(&mut rollback, &marks);
    rollback
}

/// What was read so far.
struct Found<'p> {
    phases: &'p [Phase],
    rollback: Rollback,
    marks: Marks,
}

/// Commands with the title right above them.
struct Commands {
    section: usize,
    /// The title and the commands, among the blocks of the document.
    blocks: Range<usize>,
    phases: Vec<PhasePosition>,
}

/// What tells, once all is read, in which sections the parts can't be told apart.
#[derive(Default)]
struct Marks {
    /// Sections with something that is neither triggers nor steps for sure.
    doubts: Vec<(usize, Doubt)>,
    /// Sections of titles that open one way of several, each time one does.
    ways: Vec<usize>,
    /// Sections with steps that are surely such: in order, or under a title that says so.
    sure: Vec<usize>,
    /// Sections that hold steps because their titles say so.
    stated: Vec<usize>,
    /// Commands under a title that says what they are for, outside of a rollback plan.
    commands: Vec<Commands>,
    /// Steps that only a line tells ("Rollback: revert the commit"), with their sections.
    told: Vec<(usize, Span)>,
}

/// The phase under whose heading a section stands.
pub(super) fn phase_of(reader: &Reader<'_>, section: usize) -> Option<PhasePosition> {
    reader.phase_of(section)
}

fn lead(item: &ListItem) -> Text {
    if let Some((inlines, _)) = item.lead() {
        return text_of(inlines.clone());
    }
    // "- >25 % of users are hit" is a quote to Markdown, and a limit to its author.
    if let Some(Block { kind: BlockKind::Quote { blocks }, .. }) = item.blocks.first()
        && let Some(Block { kind: BlockKind::Paragraph(inlines), span }) = blocks.first()
    {
        let text = text_of(inlines.clone());
        if text.plain.starts_with(|c: char| c.is_ascii_digit()) {
            return Text::of_words(format!("> {}", text.plain), *span);
        }
    }
    Text { span: item.span, ..Text::default() }
}
