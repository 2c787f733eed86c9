//! Kinds of change, and what they are changes of.

use crate::text::Span;

/// One thing that another version of a plan states otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the thing is.
    pub fact: Fact,
    /// What became of it.
    pub kind: ChangeKind,
    /// Whose it is: the phase's label ("Phase 1 — Private preview"), the risk's ID, else its text; `None` for the plan.
    pub subject: Option<String>,
    /// The column of the author's own that it stands in, where it is one.
    pub column: Option<String>,
    /// As the old version has it.
    pub before: Option<String>,
    /// As the new version has it.
    pub after: Option<String>,
    /// Where it stands in the old text; what is new there stands nowhere.
    pub old: Option<Span>,
    /// Where it stands in the new text.
    pub new: Option<Span>,
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A gate was decided, or its decision is another.
    Decided,
    /// A signature, an acceptance or a rehearsal is written down, or another one is.
    Recorded,
    /// A condition is met more easily than before; a trigger less.
    Loosened,
    /// A condition is harder to meet than before; a trigger easier.
    Tightened,
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// Its value is another.
    Moved,
    /// A box was ticked.
    Ticked,
    /// A box is no longer ticked.
    Unticked,
    /// It is told in other words.
    Reworded,
}

impl ChangeKind {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Recorded => "recorded",
            Self::Loosened => "loosened",
            Self::Tightened => "tightened",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Ticked => "ticked",
            Self::Unticked => "unticked",
            Self::Reworded => "reworded",
        }
    }
}

/// What a change is a change of, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A decision of the log.
    Gate,
    /// A signature of a gate.
    Signature,
    /// The plan's status.
    Status,
    /// The phase that the plan says is live.
    CurrentPhase,
    /// A phase's own status.
    PhaseStatus,
    /// A success criterion of a phase.
    Criterion,
    /// A transition criterion, whose box may be ticked.
    TransitionCriterion,
    /// A condition that calls for a rollback.
    Trigger,
    /// A step of the way back.
    Step,
    /// Who rolls back.
    RollbackOwner,
    /// Who rolls back if they can't.
    RollbackBackup,
    /// A rehearsal of the way back.
    Rehearsal,
    /// A phase.
    Phase,
    /// A risk.
    Risk,
    /// A risk's status.
    RiskStatus,
    /// Who has taken a risk, until when and why.
    Acceptance,
    /// How likely a risk is.
    Likelihood,
    /// How bad a risk is.
    Impact,
    /// A risk's one overall level.
    Rating,
    /// Who signs a gate.
    Approver,
    /// The first day of a phase.
    Start,
    /// The last day of a phase.
    End,
    /// How long a phase lasts.
    Duration,
    /// The day by which a risk is to be dealt with.
    Due,
    /// The plan's date.
    Date,
    /// The day of the plan's next review.
    NextReview,
    /// The audience of a phase.
    Users,
    /// The share of exposure of a phase.
    Exposure,
    /// The plan's owner.
    Owner,
    /// The plan's author.
    Author,
    /// Who leads a phase.
    PhaseOwner,
    /// Who answers for a risk.
    RiskOwner,
    /// The plan's feature flag.
    Flag,
    /// The flag of a phase.
    PhaseFlag,
    /// A plan that it depends on.
    Dependency,
    /// What is done against a risk.
    Mitigation,
    /// What is done when a risk happens.
    Contingency,
    /// What tells that a risk happens.
    RiskTrigger,
    /// An item of a checklist.
    Item,
    /// What is released to whom.
    Scope,
    /// The kind of a risk.
    Category,
    /// The plan's title.
    Title,
    /// Conditions and reasons of a decision, and who decided.
    DecisionNotes,
    /// A column of the author's own.
    Column,
}

impl Fact {
    /// The first word of a change's kind in data: "criterion" of "criterion-loosened".
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gate | Self::DecisionNotes => "gate",
            Self::Signature => "signature",
            Self::Acceptance => "acceptance",
            Self::Rehearsal => "rehearsal",
            Self::NextReview => "next-review",
            Self::Status | Self::PhaseStatus | Self::RiskStatus => "status",
            Self::CurrentPhase => "current-phase",
            Self::Criterion => "criterion",
            Self::TransitionCriterion => "transition-criterion",
            Self::Trigger => "trigger",
            Self::Step => "step",
            Self::RollbackOwner
            | Self::RollbackBackup
            | Self::Owner
            | Self::PhaseOwner
            | Self::RiskOwner => "owner",
            Self::Phase | Self::Scope => "phase",
            Self::Risk
            | Self::Mitigation
            | Self::Contingency
            | Self::RiskTrigger
            | Self::Category => "risk",
            Self::Likelihood | Self::Impact => "level",
            Self::Rating => "rating",
            Self::Approver => "approver",
            Self::Start | Self::End | Self::Due | Self::Date => "date",
            Self::Duration => "duration",
            Self::Users | Self::Exposure => "users",
            Self::Author => "author",
            Self::Flag | Self::PhaseFlag => "flag",
            Self::Dependency => "dependency",
            Self::Item => "item",
            Self::Title => "title",
            Self::Column => "column",
        }
    }
}

impl Change {
    /// Its kind in data: "criterion-loosened", "box-ticked".
    pub fn word(&self) -> String {
        let of = match self.kind {
            ChangeKind::Ticked | ChangeKind::Unticked => "box",
            _ => self.fact.word(),
        };
        format!("{of}-{}", self.kind.word())
    }

    /// Whether only words changed: what is told is told otherwise.
    pub fn is_wording(&self) -> bool {
        self.kind == ChangeKind::Reworded
    }
}
