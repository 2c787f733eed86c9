//! The sentence of a phase's page.

use super::At;
use super::state::PhaseState;
use super::words::{Line, Sentence};
use crate::analysis::gate::GateVerdict;
use crate::analysis::wording::capitalised;

impl At<'_, '_> {
    /// "Live with ~200 users since 9 Nov 2026. It cannot advance: no approver is named."
    pub(super) fn state_sentence(&self, index: usize, state: PhaseState) -> Sentence {
        let start = self.entry.analysis.schedule.get(index).and_then(|d| d.start);
        let since = match start {
            Some(day) if day <= self.context.today => Line::of(" since ").day(day),
            _ => Line::default(),
        };
        let users = |before| self.users(index, before);
        let gate = self.entry.analysis.gates.get(index);
        let gate_words = gate.map_or_else(Line::default, |gate| self.gate_words(index, gate));
        match state {
            PhaseState::Live => Sentence::new(
                Line::of("Live").append(&users(" with ")).append(&since).say("."),
                gate_words,
            ),
            PhaseState::Paused => {
                Sentence::new(Line::of("Paused").append(&users(" with ")).say("."), gate_words)
            }
            PhaseState::Complete => Sentence::new(Line::of("Complete."), gate_words),
            PhaseState::RolledBack => Sentence::new(Line::of("Rolled back."), gate_words),
            PhaseState::Cancelled => Sentence::new(Line::of("Cancelled."), Line::default()),
            PhaseState::Next => {
                Sentence::new(Line::of("Next."), self.planned(index).then(&self.waits(index)))
            }
            PhaseState::Later => Sentence::new(Line::of("Later."), self.planned(index)),
            PhaseState::NotStated => Sentence::new(
                Line::of("The plan does not state whether this phase is live."),
                self.planned(index),
            ),
        }
    }

    /// "Planned from 7 Dec 2026 with 1% of production traffic."
    fn planned(&self, index: usize) -> Line {
        let start = self.entry.analysis.schedule.get(index).and_then(|d| d.start);
        let from = start.map_or_else(Line::default, |day| Line::of(" from ").day(day));
        let what = from.append(&self.users(index, " with "));
        if what.is_empty() { what } else { Line::of("Planned").append(&what).say(".") }
    }

    /// What the gate before a phase says.
    fn waits(&self, index: usize) -> Line {
        let Some(before) = index.checked_sub(1) else { return Line::default() };
        let Some(gate) = self.entry.analysis.gates.get(before) else { return Line::default() };
        let words = match gate.verdict {
            GateVerdict::Blocked => "is blocked",
            GateVerdict::Ready => "is ready for its decision",
            GateVerdict::Stopped => "is stopped",
            GateVerdict::Passed => "is passed",
            GateVerdict::Unknown => "cannot be judged from the plan",
            GateVerdict::NotYetDue => "is not yet due",
        };
        let name = capitalised(&self.gate_name(before));
        let href = format!("{}#gate", self.to_phase(before));
        Line::default().link(name, &href).say(format!(" {words}."))
    }
}
