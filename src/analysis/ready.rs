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
    let Some(ticked) = change.subject.as_deref().filter(|_| &*change.kind == "box-ticked") else {
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
            let mut criteria = plan.transition_criteria.iter();
            if criteria.any(|criterion| criterion.item.text.plain == *words) {
                return true;
            }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::current::current;
    use super::super::testing::{HEALTHY, day, gates, plan};
    use super::*;
    use crate::model::history::Commit;
    use crate::settings::Settings;

    /// A version of a day, from notes: `began`, `?` (not compared), else changes of a kind, a subject and what stood
    /// there before and after, parted by `;`: `box-ticked Item 1; signature-recorded Ana: -> go`.
    fn version(date: &str, notes: &str) -> PlanVersion {
        let change = |note: &str| {
            let (kind, rest) = note.trim().split_once(' ').unwrap_or((note.trim(), ""));
            let (subject, values) = rest.split_once(": ").unwrap_or((rest, ""));
            let (before, after) = values.split_once("->").unwrap_or_default();
            let value = |text: &str| (!text.trim().is_empty()).then(|| text.trim().into());
            ChangeLine {
                kind: kind.into(),
                subject: value(subject),
                what: Box::default(),
                before: value(before),
                after: value(after),
                shift: None,
                is_wording: false,
                old_line: None,
                line: None,
            }
        };
        let changes = match notes {
            "began" => VersionChanges::Began,
            "?" => VersionChanges::NotCompared,
            "" => VersionChanges::Compared(Arc::default()),
            notes => VersionChanges::Compared(notes.split(';').map(change).collect()),
        };
        let (id, author, subject) = (String::new(), String::new(), String::new());
        let commit =
            Arc::new(Commit { id, date: day(date), seconds: 0, author: author.into(), subject });
        PlanVersion { commit, moved_from: None, changes }
    }

    /// `versions`: the latest first, each a day later than the next; `expected`: the one since which the gate of a
    /// healthy plan is ready, and by what.
    #[track_caller]
    fn check(facts: &str, versions: &[&str], expected: Option<(usize, ReadyBy)>) {
        let plan = plan(&format!("{HEALTHY}; {facts}"));
        let current = current(&plan);
        let gate = &gates(&plan, &current, &Settings::default())[1];
        assert_eq!(gate.verdict, GateVerdict::Ready, "{facts}");
        let days = ["2026-11-09", "2026-11-08", "2026-11-07", "2026-11-06"];
        let versions: Vec<PlanVersion> =
            days.iter().zip(versions).map(|(date, notes)| version(date, notes)).collect();
        let found = ready_since(&plan, gate, &versions);
        let expected = expected.map(|(at, by)| ReadySince { day: day(days[at]), by });
        assert_eq!(found, expected, "{facts}");
    }

    #[test]
    fn a_gate_is_ready_since_its_last_criterion_was_ticked() {
        let ticked = Some((1, ReadyBy::LastCriterion));
        check("", &["", "box-ticked Item 2", "began"], ticked);
        let aside =
            "step-reworded x; date-moved x; users-moved x; signature-recorded Ana: -> go by Ana";
        check("", &[aside, "box-ticked Item 2; level-moved R1", "began"], ticked);
        check(
            "other x",
            &["item-added Other", "box-ticked Item 2", "began"],
            Some((0, ReadyBy::LastChange)),
        );
    }

    #[test]
    fn what_may_have_blocked_it_says_since_when_it_waits_at_least() {
        let last = Some((0, ReadyBy::LastChange));
        for change in [
            "level-moved R1: High -> Low",
            "risk-reworded R1",
            "approver-moved Phase 1",
            "current-phase-moved",
            "gate-decided Phase 0: -> Go",
            "signature-recorded Ana: no-go by Ana -> go by Ana",
            "box-unticked Item 2",
            "box-ticked Gone",
        ] {
            check("", &[change, "box-ticked Item 2", "began"], last);
        }
        check("", &["", "began"], Some((1, ReadyBy::LastChange)));
        // A list has a box of the same words: which of them was ticked nobody knows.
        check("other x", &["box-ticked Item 1", "began"], last);
        check("pre xxx", &["box-ticked Item 3", "began"], last);
        check("other xxx", &["box-ticked Item 3", "began"], Some((1, ReadyBy::LastChange)));
    }

    #[test]
    fn nothing_is_said_where_a_version_was_not_compared() {
        check("", &["?", "box-ticked Item 2", "began"], None);
        check("", &["", "?"], None);
        check("", &["box-ticked Item 2", "?"], Some((0, ReadyBy::LastCriterion)));
        check("", &[], None);
    }
}
