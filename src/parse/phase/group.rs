//! Phases as they are found: candidates of one form, before their facts are read.

use std::ops::Range;

use super::super::label::PhaseLabel;
use super::super::reader::Reader;
use super::super::table::Columns;
use crate::model::prose::{Row, Text};
use crate::text::Span;

/// The form in which phases are given, the most explicit first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PhaseForm {
    /// A table in a section of phases.
    PhaseTable,
    /// Headings with a word for phase.
    PhaseHeadings,
    /// A table whose rows have a word for phase, anywhere.
    OtherTable,
    /// Items with a word for phase.
    PhaseList,
    /// Bold lines with a word for phase.
    PhaseLines,
    /// Headings by a unit, or the parts of a section of phases.
    UnitHeadings,
    /// Items by a unit.
    UnitList,
    /// A table by a unit.
    UnitTable,
    /// An ordered list, or one of bold names, in a section of phases.
    BareList,
}

impl PhaseForm {
    /// Whether the author calls them phases.
    pub(super) const fn is_explicit(self) -> bool {
        matches!(self, Self::PhaseTable | Self::PhaseHeadings | Self::OtherTable | Self::PhaseList)
    }

    /// Whether one phase may be given twice: an overview, then details.
    pub(super) const fn repeats(self) -> bool {
        matches!(self, Self::PhaseHeadings | Self::PhaseLines | Self::UnitHeadings)
    }
}

/// What names a phase.
#[derive(Debug)]
pub(super) struct PhaseCandidate<'a> {
    pub(super) label: PhaseLabel,
    pub(super) text: Text,
    pub(super) span: Span,
    /// The section that it stands right under, where it is a heading or a line.
    pub(super) place: Option<usize>,
    pub(super) facts: Facts<'a>,
}

/// Where the facts of a candidate stand.
#[derive(Debug)]
pub(super) enum Facts<'a> {
    /// In a row, with the index of its table's columns.
    Row(&'a Row, usize),
    /// Under a heading.
    Section(usize),
    /// In blocks.
    Blocks(Range<usize>),
    None,
}

/// Candidates of one form.
pub(super) struct PhaseGroup<'a> {
    pub(super) form: PhaseForm,
    pub(super) candidates: Vec<PhaseCandidate<'a>>,
    /// Columns of its tables.
    pub(super) columns: Vec<Columns>,
    /// Blocks that hold nothing but these phases.
    pub(super) blocks: Vec<usize>,
    /// Rows that are template text.
    pub(super) unfilled: Vec<&'a Row>,
}

impl PhaseGroup<'_> {
    pub(super) fn new(form: PhaseForm) -> Self {
        Self {
            form,
            candidates: Vec::new(),
            columns: Vec::new(),
            blocks: Vec::new(),
            unfilled: Vec::new(),
        }
    }

    /// Notes the rows that are template text.
    pub(super) fn note_unfilled(&self, reader: &mut Reader<'_>) {
        for row in &self.unfilled {
            reader.note_unfilled_row(row, &self.columns[0], "a phase");
        }
    }
}
