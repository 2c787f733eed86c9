//! The outline of a document: which heading opens which section, and which open phases.

use std::ops::Range;

use super::heading::kind_of;
use super::label::{PhaseLabel, label};
use super::staging::phase_headings;
use super::words::Words;
use crate::model::prose::{Block, BlockKind, Heading};
use crate::text::Span;

/// Sections of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Phases, in any form.
    Phases,
    /// What may hold phases if they say so themselves: timelines, strategies.
    Schedule,
    TransitionCriteria,
    Decisions,
    Risks,
    /// What stands in a risk register and is no register: definitions, scales, summaries.
    RiskCategories,
    Rollback,
    RollbackTriggers,
    RollbackSteps,
    RollbackOwners,
    Checklists,
    PreLaunch,
    LaunchDay,
    PostLaunch,
    /// The plan's status, as in decision records.
    Status,
    /// Facts about the document itself.
    Document,
}

impl Kind {
    const WORDS: [(Self, &'static str); 16] = [
        (Self::Phases, "phases"),
        (Self::Schedule, "schedule"),
        (Self::TransitionCriteria, "transition-criteria"),
        (Self::Decisions, "decisions"),
        (Self::Risks, "risks"),
        (Self::RiskCategories, "risk-categories"),
        (Self::Rollback, "rollback"),
        (Self::RollbackTriggers, "rollback-triggers"),
        (Self::RollbackSteps, "rollback-steps"),
        (Self::RollbackOwners, "rollback-owners"),
        (Self::Checklists, "checklists"),
        (Self::PreLaunch, "pre-launch"),
        (Self::LaunchDay, "launch-day"),
        (Self::PostLaunch, "post-launch"),
        (Self::Status, "status"),
        (Self::Document, "document"),
    ];

    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind)
    }

    /// Whether it is a part of the rollback plan.
    pub(super) const fn is_rollback(self) -> bool {
        matches!(
            self,
            Self::Rollback | Self::RollbackTriggers | Self::RollbackSteps | Self::RollbackOwners
        )
    }

    /// Whether it holds checklists.
    pub(super) const fn is_checklist(self) -> bool {
        matches!(self, Self::Checklists | Self::PreLaunch | Self::LaunchDay | Self::PostLaunch)
    }

    /// Whether phases named under it are only spoken of.
    pub(super) const fn speaks_of_phases(self) -> bool {
        self.is_rollback()
            || matches!(
                self,
                Self::Risks | Self::RiskCategories | Self::Decisions | Self::TransitionCriteria
            )
    }
}

/// A heading and the blocks directly under it.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// The kind of its own heading, else that of the nearest known heading above it.
    pub(super) kind: Option<Kind>,
    /// Whether its own heading names the kind.
    pub(super) is_named: bool,
    /// Its heading with the heading's index among the blocks and its place.
    pub(super) heading: Option<(usize, &'a Heading, Span)>,
    /// The nearest phase heading above it or its own, or the phase that its heading speaks of.
    pub(super) phase: Option<PhaseLabel>,
    /// Whether its own heading is that of a phase.
    pub(super) is_phase: bool,
    /// Whether no heading of level 2 or deeper stands above it.
    pub(super) is_head: bool,
    /// The section that it stands under.
    pub(super) parent: Option<usize>,
    /// The blocks under it, up to the next heading.
    pub(super) blocks: Range<usize>,
}

impl Section<'_> {
    /// The level of its heading; 0 where none stands above the first blocks.
    pub(super) fn level(&self) -> u8 {
        self.heading.map_or(0, |(_, heading, _)| heading.level)
    }
}

/// Cuts a document at its headings.
pub(super) fn outline<'a>(blocks: &'a [Block], words: &Words) -> Vec<Section<'a>> {
    let mut sections = vec![Section {
        kind: None,
        is_named: false,
        heading: None,
        phase: None,
        is_phase: false,
        is_head: true,
        parent: None,
        blocks: 0..blocks.len(),
    }];
    let mut open: Vec<usize> = Vec::new();
    let mut is_head = true;
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        if let Some(last) = sections.last_mut() {
            last.blocks.end = index;
        }
        open.retain(|&above| sections[above].level() < heading.level);
        is_head &= heading.level == 1;
        let found = kind_of(&heading.text.plain, heading.level == 1, words);
        sections.push(Section {
            kind: found.as_ref().map(|f| f.kind),
            is_named: found.is_some(),
            heading: Some((index, heading, block.span)),
            phase: found.and_then(|f| f.phase),
            is_phase: false,
            is_head,
            parent: open.last().copied(),
            blocks: index + 1..blocks.len(),
        });
        open.push(sections.len() - 1);
    }
    inherit(&mut sections, words);
    sections
}

/// Settles which headings open phases, and what sections take from those above them.
fn inherit(sections: &mut [Section<'_>], words: &Words) {
    let opens_phase = phase_headings(sections, words);
    for (index, is_phase) in opens_phase.into_iter().enumerate() {
        let (kind, phase) = match sections[index].parent {
            Some(parent) => (sections[parent].kind, sections[parent].phase.clone()),
            None => (None, None),
        };
        let section = &mut sections[index];
        // "Procedure" under "Rollback" is the rollback's, and no plan of phases.
        let is_general = matches!(
            section.kind,
            Some(Kind::Phases | Kind::Schedule | Kind::Status | Kind::Document)
        );
        if is_general && kind.is_some_and(Kind::speaks_of_phases) {
            section.kind = None;
            section.is_named = false;
        }
        section.is_phase = is_phase;
        if is_phase {
            section.is_named = false;
            section.kind = kind;
            section.phase = section.heading.map(|(_, h, _)| label(&h.text.plain, words));
        } else {
            section.kind = section.kind.or(kind);
            section.phase = section.phase.take().or(phase);
        }
    }
}
