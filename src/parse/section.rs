//! The outline of a document: which heading opens which section.

use std::ops::Range;

use super::label::{PhaseLabel, phase_heading};
use super::words::{Group, Words, fold};
use crate::model::prose::{Block, BlockKind, Heading};
use crate::text::Span;

/// Sections of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Phases,
    TransitionCriteria,
    Decisions,
    Risks,
    RiskCategories,
    Rollback,
    RollbackTriggers,
    RollbackSteps,
    RollbackOwners,
    Checklists,
    PreLaunch,
    LaunchDay,
    PostLaunch,
}

impl Kind {
    const WORDS: [(Self, &'static str); 13] = [
        (Self::Phases, "phases"),
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
    ];

    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind)
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
    /// The nearest phase heading above it or its own.
    pub(super) phase: Option<PhaseLabel>,
    /// Whether its own heading is that of a phase.
    pub(super) is_phase: bool,
    /// Whether no heading of level 2 or deeper stands above it.
    pub(super) is_head: bool,
    /// The blocks under it, up to the next heading.
    pub(super) blocks: Range<usize>,
}

/// Cuts a document at its headings.
pub(super) fn outline<'a>(blocks: &'a [Block], words: &Words) -> Vec<Section<'a>> {
    struct Open {
        level: u8,
        kind: Option<Kind>,
        phase: Option<PhaseLabel>,
    }
    let mut open: Vec<Open> = Vec::new();
    let mut sections = vec![Section {
        kind: None,
        is_named: false,
        heading: None,
        phase: None,
        is_phase: false,
        is_head: true,
        blocks: 0..blocks.len(),
    }];
    let mut is_head = true;
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        if let Some(last) = sections.last_mut() {
            last.blocks.end = index;
        }
        open.retain(|o| o.level < heading.level);
        is_head &= heading.level == 1;
        let own_phase = phase_heading(&heading.text, words);
        let own_kind = if own_phase.is_some() { None } else { kind_of(&heading.text.plain, words) };
        let is_phase = own_phase.is_some();
        let above = open.last();
        let kind = own_kind.or_else(|| above.and_then(|o| o.kind));
        let phase = own_phase.or_else(|| above.and_then(|o| o.phase.clone()));
        sections.push(Section {
            kind,
            is_named: own_kind.is_some(),
            heading: Some((index, heading, block.span)),
            phase: phase.clone(),
            is_phase,
            is_head,
            blocks: index + 1..blocks.len(),
        });
        open.push(Open { level: heading.level, kind, phase });
    }
    sections
}

/// The section that a heading names: its words without a leading number and a tail in brackets.
fn kind_of(heading: &str, words: &Words) -> Option<Kind> {
    let bare = heading
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
        .trim_end();
    let bare = bare.strip_suffix(')').and_then(|b| b.rsplit_once('(')).map_or(bare, |(b, _)| b);
    Kind::from_word(words.kind_of_folded(Group::Section, &fold(bare))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn headings_name_sections() {
        let words = Words::new(&Settings::default());
        let check = |heading: &str, kind: Option<Kind>| assert_eq!(kind_of(heading, &words), kind);
        check("Rollout Phases", Some(Kind::Phases));
        check("3.2 Rollback Steps:", Some(Kind::RollbackSteps));
        check("🔥 Risk Register (v2)", Some(Kind::Risks));
        check("Go / No-Go Log", Some(Kind::Decisions));
        check("Why we do this", None);
    }
}
