//! Planned ends of phases that commits moved.

use std::cmp::Reverse;
use std::sync::Arc;

use super::entry::PlanEntry;
use super::summary::Summary;
use crate::analysis::past::VersionChanges;
use crate::analysis::slips::{DayMove, courses};
use crate::model::date::{Date, days_between};
use crate::text::{LABEL, shortened};

/// How often, and by how much, the stated end of a phase was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndMoves {
    /// Index of the phase.
    pub phase: usize,
    /// The end that was stated first.
    pub from: Date,
    /// The end that the last commit states.
    pub to: Date,
    /// The moves in the order of their commits, at least one; versions are indices into [`PlanEntry::versions`].
    pub moves: Vec<DayMove>,
    /// Whether every version was compared with the one before: else there may be more moves.
    pub is_whole: bool,
}

impl EndMoves {
    /// Days by which the end is later than it first was, negative where it is earlier.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to)
    }
}

/// The phases whose stated end commits moved, in phase order. Those whose label another phase has too, and those that
/// state no end any more, are left out.
pub fn end_moves(entry: &PlanEntry) -> Vec<EndMoves> {
    let versions = entry.versions.iter().enumerate().rev();
    let compared = versions.filter_map(|(at, version)| match &version.changes {
        VersionChanges::Compared(changes) => Some((at, &**changes)),
        VersionChanges::Began | VersionChanges::NotCompared => None,
    });
    let is_whole =
        entry.versions.iter().all(|version| version.changes != VersionChanges::NotCompared);
    let ends = courses(compared).into_iter().filter(|course| course.noun == "end");
    let mut moved: Vec<EndMoves> = ends
        .filter_map(|course| {
            let first = course.steps.first()?.day;
            let (from, to) = (first.before.or(first.after)?, course.ends().1?);
            let moves: Vec<DayMove> = course.moves().collect();
            let phase = phase_called(&entry.summary, course.phase)?;
            (!moves.is_empty()).then_some(EndMoves { phase, from, to, moves, is_whole })
        })
        .collect();
    moved.sort_by_key(|end| end.phase);
    moved
}

/// Index of the one phase of a plan that has a label.
pub fn phase_called(summary: &Summary, label: &str) -> Option<usize> {
    let label = shortened(label, LABEL);
    let mut phases = summary.phases.iter().enumerate().filter(|(_, (own, _))| *own == label);
    phases.next().filter(|_| phases.next().is_none()).map(|(index, _)| index)
}

/// What commits made of the end of a plan's current phase, where it is later than it first was.
pub fn current_slip(entry: &PlanEntry) -> Option<EndMoves> {
    let phase = entry.summary.live_phase()?;
    end_moves(entry).into_iter().find(|end| end.phase == phase && end.days() > 0)
}

/// Plans with users, the end of whose current phase is later than it first was, the latest first; then in the order of
/// the status index.
pub(super) fn slipped(entries: &[Arc<PlanEntry>], order: &[usize]) -> Vec<usize> {
    let with_users = order.iter().filter(|plan| entries[**plan].summary.has_users());
    let slip = |&plan: &usize| Some((current_slip(&entries[plan])?.days(), plan));
    let mut slipped: Vec<(i64, usize)> = with_users.filter_map(slip).collect();
    // The sort is stable.
    slipped.sort_by_key(|(days, _)| Reverse(*days));
    slipped.into_iter().map(|(_, plan)| plan).collect()
}
