//! What pages about many plans say of one.

use std::sync::Arc;

use crate::analysis::actions::{Actor, Deed};
use crate::analysis::attention::Attention;
use crate::analysis::current::{CurrentPhase, CurrentPhaseState};
use crate::analysis::gate::{GateVerdict, SignatureState};
use crate::analysis::live;
use crate::analysis::phase_state::PhaseState;
use crate::analysis::progress::Progress;
use crate::analysis::ready::ReadySince;
use crate::analysis::schedule::{MovedPhase, PhaseDates};
use crate::analysis::whole::Withheld;
use crate::model::date::Date;
use crate::model::decision::Verdict;
use crate::model::header::StatusKind;
use crate::model::measure::Amount;
use crate::model::phase::PhasePosition;
use crate::settings::{Band, Federation};
use crate::site::Slug;

/// A plan in brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Its place in the site.
    pub slug: Slug,
    /// Path below the content folder.
    pub source: String,
    /// Tag of the language of its text, where it is known and not English.
    pub lang: Option<String>,
    /// Title, else the file's name.
    pub title: String,
    /// Whether it is a template that nobody has begun to fill in. It is listed apart from plans and counts in
    /// none of their numbers.
    pub is_template: bool,
    /// Declared status and the author's words.
    pub status: Option<(StatusKind, String)>,
    /// Owner, else author; `None` where neither is stated.
    pub owner: Option<String>,
    /// Whether `owner` is the author, for want of an owner.
    pub owner_is_author: bool,
    /// Who wrote it.
    pub author: Option<String>,
    /// What its own page opens with on any day: where the rollout stands, and what keeps it there. Filled by who makes
    /// entries; feeds tell it.
    pub sentence: String,
    /// Tags, as written.
    pub tags: Vec<String>,
    /// The plan's date.
    pub date: Option<Date>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// When it is to be reviewed next.
    pub next_review: Option<Date>,
    /// Who committed that change, where the plan itself does not say when it was.
    pub updated_by: Option<Arc<str>>,
    /// Where the rollout stands.
    pub current: CurrentPhase,
    /// Label and file name (without ending) of the page of each phase, in order.
    pub phases: Arc<[(String, String)]>,
    /// When each phase is, and how it stands, in order.
    pub schedule: Arc<[PhaseSummary]>,
    /// Whom the phases reach, those that say it; none of a plan that is over.
    pub audiences: Arc<[PhaseAudience]>,
    /// What would follow an overdue phase if it ended today.
    pub if_ended_today: Arc<[MovedPhase]>,
    /// What support must know; not of a plan that is over.
    pub support: Option<Box<SupportSummary>>,
    /// Name of the current phase without its number, else its label.
    pub current_name: Option<String>,
    /// Audience of the current phase as written.
    pub current_users: Option<String>,
    /// Share of users that the current phase reaches, else the last one where all are done: as written.
    pub share: Option<String>,
    /// The gate that matters now: the current phase's, else a stopped one, else the first that is
    /// unknown because the current phase is not stated.
    pub gate: Option<Arc<GateSummary>>,
    /// Every gate that wants a decision: the one above, if it does, and stopped ones.
    pub gates_wanted: Arc<[Arc<GateSummary>]>,
    /// Who signs each gate, in the order of the phases that the gates end.
    pub approvals: Arc<[Approval]>,
    /// Past decisions.
    pub decisions: Arc<[DecisionSummary]>,
    /// Every risk, in the order of urgency.
    pub risks: Arc<[RiskSummary]>,
    /// Worst band among open risks.
    pub worst_open: Option<Band>,
    /// Rollback of the live phase.
    pub rollback: RollbackSummary,
    /// Checklists.
    pub progress: Progress,
    /// Why it needs attention.
    pub attention: Option<Attention>,
    /// Where an audience is shown a part of the plan: of what something is not shown. Such a plan is never said to
    /// lack something.
    pub withheld: Option<Withheld>,
    /// The other site that the plan is one of; `None` for a plan of this site.
    pub site: Option<Arc<Federation>>,
}

/// When a phase is, and how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseSummary {
    /// First and last day.
    pub dates: PhaseDates,
    /// How it stands.
    pub state: PhaseState,
}

/// Whom a phase reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseAudience {
    /// Index of the phase.
    pub phase: u32,
    /// As written: users, and the exposure where both are stated.
    pub text: Box<str>,
    /// How many, where the words say it.
    pub amount: Option<Amount>,
}

/// What support must know, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportSummary {
    /// Anchor of the section's heading on the source page, without the prefix.
    pub anchor: Box<str>,
    /// Its words; `None` where it begins with no words that can be told in short.
    pub text: Option<Box<str>>,
}

/// The gate that matters now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateSummary {
    /// The verdict.
    pub verdict: GateVerdict,
    /// Index of the phase that it ends.
    pub phase: usize,
    /// Ticked transition criteria of it.
    pub met: usize,
    /// All transition criteria of it.
    pub total: usize,
    /// Who signs it.
    pub approver: Option<String>,
    /// What blocks it, in words.
    pub blockers: Vec<String>,
    /// What the plan does not state about it.
    pub missing: Vec<String>,
    /// Last day of the phase.
    pub due: Option<Date>,
    /// Since when it is ready by the plan's last commit.
    pub ready_since: Option<ReadySince>,
    /// Who has signed it.
    pub signatures: Vec<SignatureSummary>,
    /// What can be done for it.
    pub actions: Box<[ActionSummary]>,
}

/// Something that somebody can do for a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionSummary {
    /// What is to be done.
    pub deed: Deed,
    /// Who can do it.
    pub actor: Actor,
    /// The name that the plan states for that.
    pub who: Option<Box<str>>,
    /// What it settles: an index into the gate's blockers, then into what is missing.
    pub settles: Option<usize>,
    /// The line of the plan that speaks of it, from 1.
    pub line: u32,
}

impl GateSummary {
    /// What an action settles, in words.
    pub fn settled(&self, action: &ActionSummary) -> Option<&str> {
        let at = action.settles?;
        let missing = || self.missing.get(at.checked_sub(self.blockers.len())?);
        self.blockers.get(at).or_else(missing).map(String::as_str)
    }
}

/// A signature in brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureSummary {
    /// Whose it is: the name, else the approver or role; may be "".
    pub who: String,
    /// How it stands.
    pub state: SignatureState,
    /// When it was signed or refused.
    pub date: Option<Date>,
}

impl GateSummary {
    /// The approver; those that differ in case alone are one.
    pub fn approver_key(&self) -> String {
        self.approver.as_deref().unwrap_or_default().to_lowercase()
    }
}

/// A gate and who signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who signs it.
    pub approver: Option<String>,
    /// The verdict.
    pub verdict: GateVerdict,
    /// Ticked transition criteria of it.
    pub met: usize,
    /// All transition criteria of it.
    pub total: usize,
    /// Last day of the phase.
    pub due: Option<Date>,
    /// Who has signed it.
    pub signatures: Vec<SignatureSummary>,
}

/// A past decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionSummary {
    /// The phase as written.
    pub phase: String,
    /// Index of the phase, where the plan has it.
    pub index: Option<usize>,
    /// What was decided.
    pub verdict: Option<Verdict>,
    /// The author's word.
    pub verdict_text: String,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Conditions and reasons.
    pub notes: Option<String>,
}

/// A risk in brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskSummary {
    /// Anchor on the plan's risks page.
    pub anchor: Box<str>,
    /// ID as written.
    pub id: Option<Box<str>>,
    /// What may happen.
    pub text: Box<str>,
    /// Kind of risk.
    pub category: Option<Box<str>>,
    /// Likelihood as shown: the level's word, else the author's.
    pub likelihood: Option<Box<str>>,
    /// Impact as shown.
    pub impact: Option<Box<str>>,
    /// The word of its one overall level, where that gives its band.
    pub rating: Option<Box<str>>,
    /// Cell as indices of likelihood and impact.
    pub cell: Option<(usize, usize)>,
    /// Band of the cell.
    pub band: Option<Band>,
    /// Who answers for it.
    pub owner: Option<Box<str>>,
    /// Whether it counts as open.
    pub open: bool,
    /// The last day on which its acceptance holds, where it is accepted to an end.
    pub accepted_until: Option<Date>,
}

/// Rollback of the live phase in brief.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RollbackSummary {
    /// Who is called first for the live phase.
    pub primary: Option<String>,
    /// Who is called next.
    pub backup: Option<String>,
    /// Every row of the owners' table: phases as written, primary, backup.
    pub owners: Vec<(String, Option<String>, Option<String>)>,
    /// Which of these rows cover the live phase.
    pub live: Vec<usize>,
    /// Number of triggers, but those in sections that are shown as written.
    pub triggers: usize,
    /// Number of steps, but those in sections that are shown as written.
    pub steps: usize,
    /// Whether a section of it is shown as written.
    pub unread: bool,
}

impl Summary {
    /// The cells that name people and roles: owner, approvers, signers, owners of risks, rollback owners.
    pub fn naming_cells(&self) -> impl Iterator<Item = &str> {
        let approvers = self.approvals.iter().filter_map(|approval| approval.approver.as_deref());
        let risks = self.risks.iter().filter_map(|risk| risk.owner.as_deref());
        let duties = self.rollback.owners.iter().flat_map(|(_, primary, backup)| [primary, backup]);
        let duties = duties.filter_map(|cell| cell.as_deref());
        let signers = self.approvals.iter().flat_map(|approval| &approval.signatures);
        let signers = signers.map(|signature| &*signature.who);
        self.owner.as_deref().into_iter().chain(approvers).chain(risks).chain(duties).chain(signers)
    }

    /// Whom the phase at an index reaches.
    pub fn audience(&self, phase: usize) -> Option<&PhaseAudience> {
        self.audiences.iter().find(|of| of.phase as usize == phase)
    }

    /// When the plan was last changed, as far as anybody knows: the one date of calendars and feeds.
    pub fn changed(&self) -> Option<Date> {
        self.updated.or(self.date)
    }

    /// Kind of the declared status.
    pub fn status_kind(&self) -> Option<StatusKind> {
        self.status.as_ref().map(|(kind, _)| *kind)
    }

    /// Whether the rollout is live.
    pub fn is_live(&self) -> bool {
        live::is_live(self.status_kind(), &self.current)
    }

    /// Whether the rollout is halted with users on it. Such a plan is counted beside the live ones.
    pub fn is_paused(&self) -> bool {
        self.status_kind() == Some(StatusKind::Paused)
    }

    /// Whether users are on the rollout: it is live or paused.
    pub fn has_users(&self) -> bool {
        live::has_users(self.status_kind(), &self.current)
    }

    /// Whether the rollout is over: complete, cancelled or rolled back.
    pub fn is_closed(&self) -> bool {
        matches!(
            self.status_kind(),
            Some(StatusKind::Complete | StatusKind::Cancelled | StatusKind::RolledBack)
        )
    }

    /// Whether its open risks count in the portfolio: those of all plans but closed ones.
    pub fn counts_risks(&self) -> bool {
        !self.is_closed()
    }

    /// The worst band among its open risks, and how many of them are in it.
    pub fn worst_risks(&self) -> Option<(Band, usize)> {
        let band = self.worst_open?;
        let is_in_it = |risk: &&RiskSummary| risk.open && risk.band == Some(band);
        Some((band, self.risks.iter().filter(is_in_it).count()))
    }

    /// Index of the live phase.
    pub fn live_phase(&self) -> Option<usize> {
        (self.current.state == CurrentPhaseState::Live)
            .then(|| self.current.position.map(PhasePosition::index))
            .flatten()
    }
}
