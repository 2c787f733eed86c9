//! What became of plans in a time, and what is next: for who looks after many.

mod gather;
pub mod words;

pub use gather::digest;

use serde::{Serialize, Serializer};

use crate::analysis::changes::{ChangeLine, Shift};
use crate::analysis::gate::GateVerdict;
use crate::model::date::Date;
use crate::model::history::Commit;
use crate::portfolio::PlanEntry;

/// Of which plans and of which time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestScope {
    /// The first day, or that of the commit.
    #[serde(serialize_with = "iso")]
    pub since: Date,
    /// The commit after which commits count, where it was named: its name and seconds since 1970.
    #[serde(rename = "since_commit", serialize_with = "name")]
    pub after: Option<(String, i64)>,
    /// The day that plans are analysed for.
    #[serde(serialize_with = "iso")]
    pub today: Date,
    /// The folder of the plans.
    pub program: Option<String>,
    /// Letters of the name of their owner.
    pub owner: Option<String>,
}

/// What a digest asks of who reads files.
pub trait DigestPlans {
    /// Whether a plan was asked for.
    fn is_asked(&self, plan: &PlanEntry) -> bool;
    /// Whether the text of a plan is that of its last commit: only then are lines of the commit those of the file.
    fn is_committed(&self, plan: &PlanEntry) -> bool;
    /// Decisions that a plan held when it began with a version.
    fn began_with(&self, plan: &PlanEntry, version: usize) -> Vec<ChangeLine>;
    /// Plans that commits of the time took away, by path, as they were last.
    fn removed(&self) -> Vec<PlanEntry>;
    /// The line of something in a plan.
    fn line(&self, plan: &PlanEntry, of: DigestPlace<'_>) -> Option<u32>;
}

/// Something in a plan that has a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestPlace<'a> {
    /// A phase, by its index.
    Phase(usize),
    /// A row of the go/no-go log, by its index.
    Decision(usize),
    /// The day of the next review.
    Review,
    /// The risk of an anchor.
    Risk(&'a str),
}

/// What became of plans, and what is next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// Of what.
    #[serde(flatten)]
    pub scope: DigestScope,
    /// What plans state otherwise, decisions and later days aside, in the order of the status index; then plans that are
    /// gone.
    pub changed: Vec<ChangedPlan>,
    /// Decisions that were written down.
    pub decided: Vec<Decided>,
    /// Gates that wait for a decision; then those that are due and wait for work.
    pub wanted: Vec<Wanted>,
    /// Days of phases that moved later, then phases that are overdue.
    pub slipped: Vec<Slipped>,
    /// What ends or is to be done in the next seven days, the nearest first.
    pub due_next: Vec<Due>,
}

/// A plan of a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestPlan {
    /// Its place in the site.
    pub slug: String,
    /// Path below the content folder.
    pub source: String,
    /// Its title.
    pub title: String,
}

/// What a plan states otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedPlan {
    /// The plan.
    #[serde(flatten)]
    pub plan: DigestPlan,
    /// Whether it began in this time.
    pub new: bool,
    /// Whether it was taken away in this time.
    pub removed: bool,
    /// Where it lay before.
    pub moved_from: Option<String>,
    /// Facts, the gravest first.
    pub changes: Vec<DigestChange>,
    /// Boxes that were ticked.
    pub ticked: usize,
    /// Boxes that are no longer ticked.
    pub unticked: usize,
    /// Changes of words alone.
    pub wording: usize,
    /// Commits of which nobody knows what they changed.
    pub not_compared: usize,
}

/// A fact that is stated otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestChange {
    /// Its kind, as `diff` has it.
    pub kind: String,
    /// Whose it is.
    pub subject: Option<String>,
    /// The sentence without the values.
    pub text: String,
    /// As it was.
    pub before: Option<String>,
    /// As it is.
    pub after: Option<String>,
    /// Whether a condition is easier to meet, or harder.
    #[serde(skip)]
    pub shift: Option<Shift>,
    /// The commit.
    pub commit: String,
    /// Its line, where that is still so.
    pub line: Option<u32>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The plan.
    #[serde(flatten)]
    pub plan: DigestPlan,
    /// The phase as written.
    pub phase: Option<String>,
    /// What was decided, as written.
    pub verdict: Option<String>,
    /// What had been decided before.
    pub before: Option<String>,
    /// Who decided, by the log.
    pub by: Option<String>,
    /// When, by the log.
    #[serde(serialize_with = "maybe_iso")]
    pub date: Option<Date>,
    /// The commit.
    pub commit: String,
    /// Its line, where that is still so.
    pub line: Option<u32>,
}

/// A gate that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// The plan.
    #[serde(flatten)]
    pub plan: DigestPlan,
    /// "Gate from Phase 1 to Phase 2".
    pub gate: String,
    /// The verdict: `ready` waits for a decision, `blocked` for work.
    pub verdict: &'static str,
    /// Who signs it.
    pub approver: Option<String>,
    /// Last day of the phase.
    #[serde(serialize_with = "maybe_iso")]
    pub due: Option<Date>,
    /// What blocks it.
    pub blockers: Vec<String>,
    /// Line of the phase.
    pub line: Option<u32>,
}

/// A day that moved later, or that is past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slipped {
    /// The plan.
    #[serde(flatten)]
    pub plan: DigestPlan,
    /// The phase.
    pub phase: String,
    /// `start-moved`, `end-moved` or `overdue`.
    pub kind: &'static str,
    /// The day as it was; of what is overdue its last day.
    #[serde(serialize_with = "iso")]
    pub from: Date,
    /// The day as it is; of what is overdue today.
    #[serde(serialize_with = "iso")]
    pub to: Date,
    /// Days between the two.
    pub days: i64,
    /// Whether the last day follows from another phase and is not stated.
    pub projected: bool,
    /// Its line, where that is known.
    pub line: Option<u32>,
}

/// A phase that ends, with its gate; a review; a risk that is accepted no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The plan.
    #[serde(flatten)]
    pub plan: DigestPlan,
    /// `phase-ends`, `review` or `acceptance-ends`.
    pub kind: &'static str,
    /// The phase, or the risk; nothing of a review.
    pub of: Option<String>,
    /// The day: the last of a phase, and of an acceptance.
    #[serde(serialize_with = "iso")]
    pub day: Date,
    /// The verdict on the gate at its end.
    #[serde(serialize_with = "verdict_word")]
    pub gate: Option<GateVerdict>,
    /// Whether the day follows from another phase and is not stated.
    pub projected: bool,
    /// Its line.
    pub line: Option<u32>,
}

impl Digest {
    /// Whether no commit of the time states anything otherwise.
    pub fn is_unchanged(&self) -> bool {
        let is_moved = |slip: &Slipped| slip.kind != OVERDUE;
        self.changed.is_empty() && self.decided.is_empty() && !self.slipped.iter().any(is_moved)
    }
}

impl DigestScope {
    /// Whether a commit is of the time.
    pub fn holds(&self, commit: &Commit) -> bool {
        match &self.after {
            Some((_, seconds)) => commit.seconds > *seconds,
            None => commit.date >= self.since,
        }
    }
}

/// The kind of a slip that is overdue.
const OVERDUE: &str = "overdue";

/// The kind of what is due where a phase ends.
const PHASE_ENDS: &str = "phase-ends";

/// The kind of a review.
const REVIEW: &str = "review";

/// The kind of an acceptance that ends.
const ACCEPTANCE_ENDS: &str = "acceptance-ends";

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a field by reference")]
fn iso<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde gives a field by reference"
)]
fn maybe_iso<S: Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    date.map(|date| date.to_string()).serialize(to)
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde gives a field by reference"
)]
fn verdict_word<S: Serializer>(gate: &Option<GateVerdict>, to: S) -> Result<S::Ok, S::Error> {
    gate.map(GateVerdict::word).serialize(to)
}

#[expect(clippy::ref_option, reason = "serde gives a field by reference")]
fn name<S: Serializer>(commit: &Option<(String, i64)>, to: S) -> Result<S::Ok, S::Error> {
    commit.as_ref().map(|(name, _)| name).serialize(to)
}
