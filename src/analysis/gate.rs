//! The verdict on each gate.

use std::sync::Arc;

use super::blocker;
use super::current::Current;
use super::heatmap::Placement;
use super::verdict::Case;
use crate::model::phase::Position;
use crate::model::plan::Plan;
use crate::settings::Settings;
use crate::text::Span;

/// The gate at the end of a phase.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// What the plan says of it.
    pub verdict: GateVerdict,
    /// What blocks it; empty unless the verdict is [`GateVerdict::Blocked`].
    pub blockers: Vec<Blocker>,
    /// What the plan does not state; each named in words ("the current phase").
    pub missing: Vec<String>,
    /// The transition criteria of this gate, as indices into the plan's; shared by gates that have
    /// the same. Their ticks speak of the gate of the current phase.
    pub criteria: Arc<[usize]>,
    /// The latest decision about it, as an index into the plan's.
    pub decision: Option<usize>,
    /// Open risks above the tolerated band that are bound to no gate: listed, never blocking. They
    /// stand at one gate: that of the current phase, else the first that is not passed.
    pub unbound: Vec<usize>,
}

/// Verdicts on a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GateVerdict {
    /// A decision or the plan's status halts it.
    Stopped,
    /// It lies behind.
    Passed,
    /// An earlier phase is current.
    NotYetDue,
    /// The plan does not say enough.
    Unknown,
    /// Something in the plan blocks it.
    Blocked,
    /// Nothing in the plan blocks it.
    Ready,
}

impl GateVerdict {
    /// All verdicts.
    pub const ALL: [Self; 6] =
        [Self::Stopped, Self::Blocked, Self::Ready, Self::Unknown, Self::NotYetDue, Self::Passed];

    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Passed => "passed",
            Self::NotYetDue => "not-yet-due",
            Self::Unknown => "unknown",
            Self::Blocked => "blocked",
            Self::Ready => "ready",
        }
    }

    /// The word shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Stopped => "Stopped",
            Self::Passed => "Passed",
            Self::NotYetDue => "Not yet due",
            Self::Unknown => "Unknown",
            Self::Blocked => "Blocked",
            Self::Ready => "Ready",
        }
    }

    /// The verdict of a data word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.word() == word)
    }
}

/// Something that blocks a gate.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocker {
    /// What it is.
    pub kind: BlockerKind,
    /// In words.
    pub text: String,
    /// Where it stands; an absence has the place of the phase's row or heading.
    pub span: Span,
}

/// Kinds of blocker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockerKind {
    /// An unticked transition criterion, by its index in the plan.
    Criterion(usize),
    /// An open risk above the tolerated band, by its index in the register.
    Risk(usize),
    /// Nobody signs the gate.
    NoApprover,
    /// Nobody owns the rollback of the phase.
    NoRollbackOwner,
    /// An unticked required item of Pre-Launch: checklist and item.
    ChecklistItem(usize, usize),
    /// An open box of Pre-Launch that is no task item: checklist and mark.
    ChecklistMark(usize, usize),
}

/// Derives the verdict on the gate of each phase, in phase order.
pub fn gates(
    plan: &Plan,
    current: &Current,
    risks: &[Placement],
    settings: &Settings,
) -> Vec<Gate> {
    let case = Case::new(plan, current);
    let criteria = criteria(plan);
    let mut gates: Vec<Gate> = std::iter::zip(&plan.phases, criteria)
        .map(|(phase, criteria)| case.judge(phase, criteria, risks, settings))
        .collect();
    let now = current
        .position
        .map(Position::index)
        .or_else(|| gates.iter().position(|gate| gate.verdict != GateVerdict::Passed));
    if let Some(gate) = now.and_then(|index| gates.get_mut(index)) {
        gate.unbound = blocker::unbound(plan, risks, settings.scale.tolerated);
    }
    gates
}

/// The criteria of each gate: those of every gate and those of its phase. Gates without any of their
/// own share one list.
fn criteria(plan: &Plan) -> Vec<Arc<[usize]>> {
    let mut common = Vec::new();
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); plan.phases.len()];
    for (i, criterion) in plan.transition_criteria.iter().enumerate() {
        match criterion.phase {
            None => common.push(i),
            Some(position) => {
                if let Some(own) = own.get_mut(position.index()) {
                    own.push(i);
                }
            }
        }
    }
    let shared: Arc<[usize]> = common.as_slice().into();
    let list = |mut own: Vec<usize>| {
        if own.is_empty() {
            return Arc::clone(&shared);
        }
        own.extend_from_slice(&common);
        own.sort_unstable();
        own.into()
    };
    own.into_iter().map(list).collect()
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::heatmap::place;
    use super::super::testing::plan;
    use super::*;

    fn judge(facts: &str) -> Vec<Gate> {
        let (plan, settings) = (plan(facts), Settings::default());
        let risks = place(&plan, &settings.scale);
        gates(&plan, &current(&plan), &risks, &settings)
    }

    #[test]
    fn a_gate_knows_its_criteria_and_its_decision() {
        let gates =
            judge("phases 3; criteria xo; criteria x 1; criteria o; decided 1 hold; decided 1 go");
        let criteria: Vec<&[usize]> = gates.iter().map(|g| &*g.criteria).collect();
        assert_eq!(criteria, [&[0, 1, 3][..], &[0, 1, 2, 3], &[0, 1, 3]]);
        assert_eq!(gates.iter().map(|g| g.decision).collect::<Vec<_>>(), [None, Some(1), None]);
    }

    #[track_caller]
    fn check_unbound(facts: &str, expected: &[&[usize]]) {
        let unbound: Vec<Vec<usize>> = judge(facts).into_iter().map(|g| g.unbound).collect();
        assert_eq!(unbound, expected, "{facts}");
    }

    #[test]
    fn high_risks_bound_to_no_gate_are_listed_at_the_gate_of_now() {
        let risks = "risk R1 low/critical; risk R2 high/high open in 0; risk R3 high/high; \
                     risk R4 high/low; risk R5 high/high accepted; risk R6 high/high closed; \
                     risk R7 low/low occurred";
        let phases = "phases 3; criteria x";
        check_unbound(&format!("{phases}; current 1; {risks}"), &[&[], &[2, 0], &[]]);
        check_unbound(&format!("{phases}; {risks}"), &[&[2, 0], &[], &[]]);
        check_unbound(&format!("{phases}; status complete; {risks}"), &[&[], &[], &[]]);
    }
}
