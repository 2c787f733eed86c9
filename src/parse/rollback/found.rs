//! What was read of a rollback plan so far.

use std::ops::Range;

use super::judge::Doubt;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::rollback::Rollback;
use crate::text::Span;

/// What was read so far.
pub(super) struct FoundRollback<'p> {
    pub(super) phases: &'p [Phase],
    pub(super) rollback: Rollback,
    pub(super) marks: Marks,
}

/// Commands with the title right above them.
pub(super) struct Commands {
    pub(super) section: usize,
    /// The title and the commands, among the blocks of the document.
    pub(super) blocks: Range<usize>,
    pub(super) phases: Vec<PhasePosition>,
}

/// What tells, once all is read, in which sections the parts can't be told apart.
#[derive(Default)]
pub(super) struct Marks {
    /// Sections with something that is neither triggers nor steps for sure.
    pub(super) doubts: Vec<(usize, Doubt)>,
    /// Sections of titles that open one way of several, each time one does.
    pub(super) ways: Vec<usize>,
    /// Sections with steps that are surely such: in order, or under a title that says so.
    pub(super) sure: Vec<usize>,
    /// Sections that hold steps because their titles say so.
    pub(super) stated: Vec<usize>,
    /// Commands under a title that says what they are for, outside of a rollback plan.
    pub(super) commands: Vec<Commands>,
    /// Steps that only a line tells ("Rollback: revert the commit"), with their sections.
    pub(super) told: Vec<(usize, Span)>,
}
