//! A gate: what its verdict can be, and what can block it.

use std::sync::Arc;

use crate::model::date::Date;
use crate::model::phase::Phase;
use crate::model::plan::Plan;
use crate::text::Span;

/// The gate at the end of a phase.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// What the plan says of it.
    pub verdict: GateVerdict,
    /// What blocks it; empty unless the verdict is [`GateVerdict::Blocked`].
    pub blockers: Vec<Blocker>,
    /// What the plan does not state, or says in words that can't be read, though the verdict hangs on
    /// it; also beside blockers.
    pub missing: Vec<Missing>,
    /// The transition criteria of this gate, as indices into the plan's; shared by gates that have
    /// the same. Their ticks speak of the gate of the current phase.
    pub criteria: Arc<[usize]>,
    /// The latest decision about it, as an index into the plan's.
    pub decision: Option<usize>,
    /// Who has signed it: its approvers, then whoever else is asked to; empty where the plan has no
    /// signatures.
    pub signatures: Vec<GateSignature>,
    /// Open risks above the tolerated band that are bound to no gate: listed, never blocking. They
    /// stand at one gate: that of the current phase, else the first that is not passed.
    pub unbound: Vec<usize>,
    /// Open risks without a rating that can be read, bound to no gate; they stand where `unbound` does.
    pub unrated: Vec<usize>,
}

/// A signature of a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateSignature {
    /// The approver as the gate names it, else the signer's role or name; may be "".
    pub who: String,
    /// How it stands.
    pub state: SignatureState,
    /// When it was signed or refused.
    pub date: Option<Date>,
    /// The plan's signature by index; `None` where it has none for this approver.
    pub signature: Option<usize>,
    /// Whether the approver has signed some gate, and the plan does not say which.
    pub is_unclear: bool,
    /// Where it stands, else where the approver does.
    pub span: Span,
}

/// How a signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureState {
    /// Given.
    Signed,
    /// Refused: the gate is stopped.
    Refused,
    /// Asked for. It does not block: signing is the decision.
    Open,
}

impl SignatureState {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Refused => "refused",
            Self::Open => "open",
        }
    }
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

/// Something that a verdict hangs on and the plan does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub kind: MissingKind,
    /// In words, as what the plan lacks: "the current phase", "the rating of R1".
    pub text: String,
}

/// Kinds of what a plan does not tell of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MissingKind {
    /// Which phase is current.
    CurrentPhase,
    /// Transition criteria of the gate.
    Criteria,
    /// What the plan's status means: it may be one that stops the gate.
    Status,
    /// Which phase the header's words mean.
    StatedPhase,
    /// What was decided about the gate, or at which gate: by the decision's index in the plan.
    Decision(usize),
    /// What is above a limit, by its index: one of the phases may be current, one of the risks open.
    LeftOut(usize),
    /// Who signs the gate: a placeholder stands there.
    Approver,
    /// How a box among the criteria stands: checklist and mark.
    CriterionMark(usize, usize),
    /// How grave a risk is, by its index in the register.
    Rating(usize),
    /// What a signer says, by the signature's index in the plan: it may be a refusal.
    Signature(usize),
    /// Something that is not shown to the audience of the site.
    Withheld,
}

impl MissingKind {
    /// Where a reader looks for it, at the gate at the end of `phase`; an absence has the place of the
    /// phase's row or heading.
    pub fn span(self, plan: &Plan, phase: &Phase) -> Span {
        let header = &plan.header;
        let place = match self {
            Self::CurrentPhase | Self::Criteria | Self::Approver | Self::Withheld => None,
            Self::Status => header.status.as_ref().map(|status| status.span),
            Self::StatedPhase => header.current_phase.as_ref().map(|stated| stated.span),
            Self::Decision(row) => plan.decisions.get(row).map(|decision| decision.span),
            Self::LeftOut(index) => plan.left_out.get(index).map(|left| left.span),
            Self::CriterionMark(list, mark) => {
                plan.checklists.get(list).and_then(|l| l.marks.get(mark)).map(|mark| mark.span)
            }
            Self::Rating(risk) => plan.risks.get(risk).map(|risk| risk.span),
            Self::Signature(index) => plan.signatures.get(index).map(|signature| signature.span),
        };
        place.unwrap_or(phase.span)
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
    /// A success criterion of the phase whose measured value does not meet it, by its index in the phase.
    Measure(usize),
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
    /// So many that are not shown to the audience of the site.
    Withheld(usize),
}
