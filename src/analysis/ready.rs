//! Since when a gate stands ready, as far as commits tell for sure.

use super::changes::ChangeLine;
use super::gate::{Gate, GateVerdict};
use super::past::{PlanVersion, VersionChanges};
use crate::model::checklist::{Checklist, ChecklistKind};
use crate::model::date::Date;
use crate::model::plan::Plan;

/// Since when a gate is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadySince {
    /// The day of a commit.
    pub day: Date,
    /// What that commit did.
    pub by: ReadyBy,
}

/// What the commit did since which a gate is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadyBy {
    /// It ticked the last criterion: the gate was not ready before.
    LastCriterion,
    /// It changed something that may have blocked the gate, or it is the first: the gate may have been ready before.
    LastChange,
}

/// First words of changes that no gate's readiness hangs on.
const NEVER_BLOCKING: [&str; 12] = [
    "next-review",
    "step",
    "trigger",
    "rehearsal",
    "criterion",
    "users",
    "author",
    "flag",
    "title",
    "date",
    "duration",
    "column",
];

/// Since when a gate that is ready by the plan's last commit is so; `None` where a version is met that nobody compared.
/// Later commits changed nothing that it hangs on, so it has been ready since then at least.
pub fn ready_since(plan: &Plan, gate: &Gate, versions: &[PlanVersion]) -> Option<ReadySince> {
    if gate.verdict != GateVerdict::Ready {
        return None;
    }
    for version in versions {
        let since = |by| Some(ReadySince { day: version.commit.date, by });
        match &version.changes {
            VersionChanges::NotCompared => return None,
            VersionChanges::Began => return since(ReadyBy::LastChange),
            VersionChanges::Compared(changes) => {
                if changes.iter().any(|change| ticks_criterion(plan, gate, change)) {
                    return since(ReadyBy::LastCriterion);
                }
                if changes.iter().any(|change| may_unblock(plan, change)) {
                    return since(ReadyBy::LastChange);
                }
            }
        }
    }
    None
}

/// Whether a change ticks a criterion of a gate, and no other box of these words.
fn ticks_criterion(plan: &Plan, gate: &Gate, change: &ChangeLine) -> bool {
    let Some(ticked) = change.subject.as_deref().filter(|_| change.kind == "box-ticked") else {
        return false;
    };
    let criteria = &plan.transition_criteria;
    let count = criteria.iter().filter(|of| of.item.text.plain == *ticked).count();
    let own = gate.criteria.iter().any(|&at| criteria[at].item.text.plain == *ticked);
    own && count == 1 && !plan.checklists.iter().any(|list| holds(list, ticked))
}

/// Whether a change may be that which a gate waited for.
fn may_unblock(plan: &Plan, change: &ChangeLine) -> bool {
    let of = change.of();
    match of {
        // A box is told by its own words; of other changes of a list its name is told.
        "box" | "item" => {
            let Some(words) = change.subject.as_deref() else { return true };
            let is_of = |list: &&Checklist| match of {
                "box" => holds(list, words),
                _ => list.name.plain == *words,
            };
            let mut lists = plan.checklists.iter().filter(is_of).peekable();
            // Where no list has it, it is a criterion or is gone.
            lists.peek().is_none() || lists.any(|list| is_blocking(list.kind))
        }
        // A signature that is given takes no refusal back.
        "signature" if change.before.is_none() => {
            let said = change.after.as_deref().unwrap_or_default();
            said != "go" && !said.starts_with("go ")
        }
        _ => !NEVER_BLOCKING.contains(&of),
    }
}

/// Whether open boxes of a list may block a gate.
const fn is_blocking(kind: ChecklistKind) -> bool {
    match kind {
        ChecklistKind::PreLaunch | ChecklistKind::TransitionCriteria => true,
        ChecklistKind::LaunchDay | ChecklistKind::PostLaunch | ChecklistKind::Other => false,
    }
}

fn holds(list: &Checklist, words: &str) -> bool {
    let mut items = list.items.iter().map(|item| &item.text);
    let mut marks = list.marks.iter().map(|mark| &mark.text);
    items.any(|text| text.plain == *words) || marks.any(|text| text.plain == *words)
}
