//! Changes of a plan as sentences: "Phase 1 — Pilot: success criterion loosened", before and after.

use std::sync::Arc;

use super::kind::{Change, ChangeKind, Fact};
use crate::model::date::{Date, parse_iso};
use crate::text::Source;

/// A change, ready to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    /// Its kind in data: "criterion-loosened"; lines of one kind may share it.
    pub kind: Arc<str>,
    /// Whose it is: a phase, a risk, a heading; `None` for the plan.
    pub subject: Option<Box<str>>,
    /// What became of what: "Phase 1 — Pilot: success criterion loosened".
    pub what: Box<str>,
    /// As it was; `None` where it is new, or the sentence says it.
    pub before: Option<Box<str>>,
    /// As it is; `None` where it is gone, or the sentence says it.
    pub after: Option<Box<str>>,
    /// Whether a condition is easier to meet than before, or harder; `None` for all else.
    pub shift: Option<Shift>,
    /// Whether only words changed.
    pub is_wording: bool,
    /// Line in the old text, from 1.
    pub old_line: Option<u32>,
    /// Line in the new text, from 1.
    pub line: Option<u32>,
}

impl ChangeLine {
    /// The step of a change of steps, in the first line of its words: as it is, else as it was.
    pub fn step(&self) -> Option<&str> {
        let moved = self.subject.as_deref().filter(|_| &*self.kind == "step-moved");
        let words = moved.or(self.after.as_deref()).or(self.before.as_deref())?;
        words.lines().next()
    }

    /// How grave it is beside changes of other versions: the least number first.
    pub fn gravity(&self) -> usize {
        let of = self.of();
        GRAVITY.iter().position(|word| *word == of).unwrap_or(GRAVITY.len())
    }

    /// The first words of its kind, which say what changed: "criterion" of "criterion-loosened".
    pub fn of(&self) -> &str {
        self.kind.rsplit_once('-').map_or("", |(of, _)| of)
    }

    /// Where it is of the first or last day of a phase: which of them, and both days as far as they are days.
    pub fn phase_day(&self) -> Option<PhaseDay> {
        let of = self.what.strip_prefix(self.subject.as_deref()?)?.strip_prefix(": ")?;
        let is_day = |fact: Fact| {
            let after = of.strip_prefix(noun(fact));
            after.is_some_and(|after| [" changed", " stated", " no longer stated"].contains(&after))
        };
        let fact = [Fact::Start, Fact::End].into_iter().find(|fact| is_day(*fact))?;
        let day = |text: &Option<Box<str>>| parse_iso(text.as_deref()?);
        (&*self.kind == "date-moved").then(|| PhaseDay {
            noun: noun(fact),
            before: day(&self.before),
            after: day(&self.after),
        })
    }

    /// All of it on one line: "Users changed: ~200 users → ~300 users".
    pub fn told(&self) -> String {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match (&self.before, &self.after) {
            (None, None) => self.what.to_string(),
            (Some(one), None) | (None, Some(one)) => format!("{}: {}", self.what, line(one)),
            (Some(before), Some(after)) => {
                format!("{}: {} → {}", self.what, line(before), line(after))
            }
        }
    }
}

/// First words of kinds, the gravest first, in the order of [`Fact`].
const GRAVITY: [&str; 25] = [
    Fact::Gate.word(),
    Fact::Signature.word(),
    Fact::Status.word(),
    Fact::CurrentPhase.word(),
    Fact::Criterion.word(),
    Fact::TransitionCriterion.word(),
    Fact::Trigger.word(),
    Fact::Step.word(),
    Fact::RollbackOwner.word(),
    Fact::Rehearsal.word(),
    Fact::Phase.word(),
    Fact::Risk.word(),
    Fact::Acceptance.word(),
    Fact::Likelihood.word(),
    Fact::Rating.word(),
    Fact::Approver.word(),
    Fact::Start.word(),
    Fact::Duration.word(),
    Fact::NextReview.word(),
    Fact::Users.word(),
    Fact::Author.word(),
    Fact::Flag.word(),
    Fact::Dependency.word(),
    Fact::Item.word(),
    Fact::Title.word(),
];

/// A change of the first or last day of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseDay {
    /// "start" or "end".
    pub noun: &'static str,
    /// The day as it was; `None` where none was stated, or no whole date.
    pub before: Option<Date>,
    /// The day as it is.
    pub after: Option<Date>,
}

/// Which way a condition moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It lets more pass.
    Loosened,
    /// It lets less pass.
    Tightened,
}

impl Shift {
    /// Its mark, which stands beside the word and never alone.
    pub const fn mark(self) -> char {
        match self {
            Self::Loosened => '▽',
            Self::Tightened => '△',
        }
    }
}

/// A change between two texts as a line.
pub fn change_line(change: &Change, old: &Source, new: &Source) -> ChangeLine {
    let (what, says_values) = what(change);
    let value = |value: &Option<String>| value.as_deref().filter(|_| !says_values).map(Into::into);
    ChangeLine {
        kind: change.word().into(),
        subject: change.subject.as_deref().map(Into::into),
        what: what.into(),
        before: value(&change.before),
        after: value(&change.after),
        shift: match change.kind {
            ChangeKind::Loosened => Some(Shift::Loosened),
            ChangeKind::Tightened => Some(Shift::Tightened),
            _ => None,
        },
        is_wording: change.is_wording(),
        old_line: change.old.map(|span| old.line(span.start)),
        line: change.new.map(|span| new.line(span.start)),
    }
}

/// The sentence, and whether it says the values too.
fn what(change: &Change) -> (String, bool) {
    let Change { fact, kind, subject, column, before, after, .. } = change;
    let subject = subject.as_deref().unwrap_or_default();
    let noun = column.as_deref().unwrap_or(noun(*fact));
    match (fact, kind) {
        (Fact::TransitionCriterion | Fact::Item, ChangeKind::Ticked) => {
            (format!("Ticked: {subject}"), true)
        }
        (Fact::TransitionCriterion | Fact::Item, ChangeKind::Unticked) => {
            (format!("No longer ticked: {subject}"), true)
        }
        (Fact::Step, ChangeKind::Moved) => {
            let place = |place: &Option<String>| place.clone().unwrap_or_default();
            let (from, to) = (place(before), place(after));
            (format!("Rollback step moved from place {from} to {to}: {subject}"), true)
        }
        (Fact::Gate, ChangeKind::Decided) if before.is_none() => {
            (of(subject, "gate decided"), false)
        }
        (Fact::Gate, ChangeKind::Decided) => (of(subject, "decision is another"), false),
        (Fact::Gate, ChangeKind::Moved) => (of(subject, "date of the decision moved"), false),
        (Fact::Phase, ChangeKind::Added | ChangeKind::Removed) => {
            (of("", &format!("phase {}", kind.word())), false)
        }
        // A value that was not there, or is no longer there.
        (_, ChangeKind::Moved | ChangeKind::Reworded) if before.is_none() => {
            (of(subject, &format!("{noun} stated")), false)
        }
        (_, ChangeKind::Moved | ChangeKind::Reworded) if after.is_none() => {
            (of(subject, &format!("{noun} no longer stated")), false)
        }
        (_, ChangeKind::Moved) => (of(subject, &format!("{noun} changed")), false),
        _ => (of(subject, &format!("{noun} {}", kind.word())), false),
    }
}

/// "Phase 1: users changed"; without a subject "Users changed".
fn of(subject: &str, what: &str) -> String {
    if subject.is_empty() {
        let mut letters = what.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    } else {
        format!("{subject}: {what}")
    }
}

/// What readers call it.
const fn noun(fact: Fact) -> &'static str {
    match fact {
        Fact::Gate => "decision",
        Fact::Signature => "signature",
        Fact::Rehearsal => "rehearsal",
        Fact::Acceptance => "acceptance",
        Fact::NextReview => "next review",
        Fact::Status | Fact::PhaseStatus | Fact::RiskStatus => "status",
        Fact::CurrentPhase => "current phase",
        Fact::Criterion => "success criterion",
        Fact::TransitionCriterion => "transition criterion",
        Fact::Trigger => "rollback trigger",
        Fact::Step => "rollback step",
        Fact::RollbackOwner => "rollback owner",
        Fact::RollbackBackup => "rollback backup",
        Fact::Phase => "phase",
        Fact::Risk => "risk",
        Fact::Likelihood => "likelihood",
        Fact::Impact => "impact",
        Fact::Rating => "rating",
        Fact::Approver => "approver",
        Fact::Start => "start",
        Fact::End => "end",
        Fact::Duration => "duration",
        Fact::Due => "due date",
        Fact::Date => "plan date",
        Fact::Users => "users",
        Fact::Exposure => "exposure",
        Fact::Owner | Fact::PhaseOwner | Fact::RiskOwner => "owner",
        Fact::Author => "author",
        Fact::Flag | Fact::PhaseFlag => "flag",
        Fact::Dependency => "dependency",
        Fact::Mitigation => "mitigation",
        Fact::Contingency => "contingency",
        Fact::RiskTrigger => "trigger",
        Fact::Item => "checklist item",
        Fact::Scope => "scope",
        Fact::Category => "category",
        Fact::Title => "title",
        Fact::DecisionNotes => "decision's notes",
        Fact::Column => "column",
    }
}
