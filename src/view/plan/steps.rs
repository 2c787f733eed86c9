//! The phases as steps.

use super::At;
use super::state::{PhaseState, phase_state};
use crate::site::Route;
use crate::text::{LABEL, shortened};
use crate::view::shell::Anchor;
use crate::view::stepper::{Compact, MOST_STEPS, PhaseStep, StepState, Stepper, kept_steps};

impl At<'_, '_> {
    /// The stepper of the plan; `None` without phases. The step of the page itself has no other
    /// look: the current phase is marked, whatever page shows it.
    pub(super) fn stepper(&self) -> Option<Stepper> {
        let total = self.plan().phases.len();
        if total == 0 {
            return None;
        }
        let live = self.live_phase();
        if total <= MOST_STEPS {
            let steps = (0..total).map(|i| self.step(i)).collect();
            return Some(Stepper { steps, compact: None });
        }
        let states: Vec<PhaseState> = (0..total).map(|i| phase_state(self.entry, i)).collect();
        let done = states.iter().filter(|s| **s == PhaseState::Complete).count();
        let label = match live {
            Some(index) => format!(
                "{done} of {total} phases done; {} of {total} is {}",
                index + 1,
                states[index].label().to_lowercase()
            ),
            None => format!("{done} of {total} phases done"),
        };
        Some(Stepper {
            steps: kept_steps(live, total).into_iter().map(|i| self.step(i)).collect(),
            compact: Some(Compact {
                done,
                live: usize::from(live.is_some()),
                total,
                label,
                all: Anchor {
                    href: self.to(&Route::Phases(self.entry.slug.clone())),
                    text: format!("All {total} phases"),
                },
            }),
        })
    }

    fn step(&self, index: usize) -> PhaseStep {
        let phase = &self.plan().phases[index];
        let state = phase_state(self.entry, index);
        let duration = phase.duration.as_ref().map(|d| &d.text).or(phase.when.as_ref());
        let sub = [phase.users.as_ref().map(|users| &users.text), duration].into_iter().flatten();
        let sub: Vec<_> = sub.map(|text| shortened(&text.plain, LABEL)).collect();
        PhaseStep {
            word: if state == PhaseState::NotStated { "" } else { state.label() }.to_owned(),
            label: self.phase_label(index),
            href: self.to_phase(index),
            sub: (!sub.is_empty()).then(|| sub.join(" · ")),
            state: state.step(),
            current: self.live_phase() == Some(index),
            number: match (phase.number, phase.letter) {
                (Some(number), Some(letter)) => format!("{number}{letter}"),
                (Some(number), None) => number.to_string(),
                (None, _) => phase.position.get().to_string(),
            },
        }
    }
}

impl PhaseState {
    /// The look of its step.
    pub(super) const fn step(self) -> StepState {
        match self {
            Self::Complete => StepState::Complete,
            Self::Live | Self::Paused => StepState::Live,
            Self::Next => StepState::Next,
            Self::Later => StepState::Later,
            Self::RolledBack | Self::Cancelled | Self::NotStated => StepState::Neutral,
        }
    }
}
