//! The phases of a plan as steps.

use serde::Serialize;

use super::shell::Anchor;

/// Up to this many phases each have a step; above, the stepper is compact.
pub const MOST_STEPS: usize = 8;

/// The phases as steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stepper {
    /// All phases; of a compact stepper previous, current, next and last only.
    pub steps: Vec<PhaseStep>,
    /// The bar of a plan with many phases.
    pub compact: Option<Compact>,
}

/// A phase as a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseStep {
    /// "Complete", "Live now", "Next", "Later"; or what else is known.
    pub word: String,
    /// The phase's label.
    pub label: String,
    /// Its page.
    pub href: String,
    /// "~200 users · 2 weeks".
    pub sub: Option<String>,
    /// Where it stands.
    pub state: StepState,
    /// Whether it is the current phase: `aria-current`.
    pub current: bool,
    /// What its circle says.
    pub number: String,
}

/// Where a phase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    /// Behind.
    Complete,
    /// The current one.
    Live,
    /// The one after it.
    Next,
    /// Further ahead.
    Later,
    /// The plan does not say which phase is current.
    Neutral,
}

impl StepState {
    /// The word above the step's name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Complete => "Complete",
            Self::Live => "Live now",
            Self::Next => "Next",
            Self::Later => "Later",
            Self::Neutral => "",
        }
    }
}

/// What a stepper of many phases shows in place of a step for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compact {
    /// Phases behind.
    pub done: usize,
    /// 1 while a phase is live, else 0.
    pub live: usize,
    /// All phases.
    pub total: usize,
    /// What the bar says: "11 of 30 phases done, phase 12 is live".
    pub label: String,
    /// "All 30 phases".
    pub all: Anchor,
}

/// The indices of the steps that a compact stepper keeps, in order: previous, current, next, last.
/// Where no phase is current: first, second and last.
pub fn kept_steps(current: Option<usize>, total: usize) -> Vec<usize> {
    let first = current.map_or(0, |c| c.saturating_sub(1));
    let near = first..=current.map_or(1, |c| c + 1);
    let mut kept: Vec<usize> = near.filter(|&i| i < total).collect();
    if total > 0 && !kept.contains(&(total - 1)) {
        kept.push(total - 1);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_stepper_keeps_the_neighbours_and_the_last() {
        let check = |current, expected: &[usize]| {
            assert_eq!(kept_steps(current, 30), expected);
        };
        check(Some(11), &[10, 11, 12, 29]);
        check(Some(0), &[0, 1, 29]);
        check(Some(28), &[27, 28, 29]);
        check(Some(29), &[28, 29]);
        check(None, &[0, 1, 29]);
    }
}
