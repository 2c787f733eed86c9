//! Which plans need attention, and why.

use super::current::CurrentPhaseState;
use super::gate::{Blocker, BlockerKind, Gate, GateVerdict};
use super::wording::{self, capitalised, count, gate_name, phase_name};
use super::{Analysis, live};
use crate::diagnostic::did_you_mean;
use crate::model::date::{self, Date};
use crate::model::header::{Status, StatusKind};
use crate::model::phase::{PhasePosition, PhaseStatusKind};
use crate::model::plan::{LeftOut, Plan};
use crate::settings::{Band, Settings};
use crate::text::{LABEL, shortened};

/// Why a plan needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// The reasons, worst first, but what can't be read before all others; never empty.
    pub reasons: Vec<Reason>,
}

impl Attention {
    /// The rank of the worst reason: what can't be read weighs as much as an error.
    pub fn rank(&self) -> Option<ReasonKind> {
        let weight = |reason: &Reason| match reason.kind {
            ReasonKind::Unread => ReasonKind::Errors,
            kind => kind,
        };
        self.reasons.iter().map(weight).min()
    }
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Its rank.
    pub kind: ReasonKind,
    /// In words, a sentence for readers.
    pub text: String,
}

/// Kinds of reason, in the order in which they are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
    /// What was measured calls for a rollback.
    TriggerMet,
    /// The status or the current phase can't be read.
    Unread,
    /// A gate is stopped.
    GateStopped,
    /// A blocked gate is due, or blocked by a severe risk.
    GateBlocked,
    /// The plan has error findings.
    Errors,
    /// A severe risk is open.
    SevereRisk,
    /// The live phase has no rollback owner or steps.
    NoRollback,
    /// A ready gate waits for its decision.
    DecisionWanted,
    /// The current phase is overdue.
    Overdue,
    /// The plan was not updated for long.
    Stale,
    /// The day of its next review is past.
    ReviewOverdue,
}

impl ReasonKind {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::TriggerMet => "trigger-met",
            Self::Unread => "unread",
            Self::GateStopped => "gate-stopped",
            Self::GateBlocked => "gate-blocked",
            Self::Errors => "errors",
            Self::SevereRisk => "severe-risk",
            Self::NoRollback => "no-rollback",
            Self::DecisionWanted => "decision-wanted",
            Self::Overdue => "overdue",
            Self::Stale => "stale",
            Self::ReviewOverdue => "review-overdue",
        }
    }

    /// All kinds, in the order in which they are said.
    pub const ALL: [Self; 11] = [
        Self::TriggerMet,
        Self::Unread,
        Self::GateStopped,
        Self::GateBlocked,
        Self::Errors,
        Self::SevereRisk,
        Self::NoRollback,
        Self::DecisionWanted,
        Self::Overdue,
        Self::Stale,
        Self::ReviewOverdue,
    ];
}

/// Why a plan needs attention, but for its error findings, which only its neighbours complete.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// `None` for a plan that never needs attention.
    reasons: Option<Vec<Reason>>,
}

impl Grounds {
    /// The kinds of the reasons.
    pub fn kinds(&self) -> Vec<ReasonKind> {
        self.reasons.iter().flatten().map(|reason| reason.kind).collect()
    }

    /// The same without reasons of other kinds.
    #[must_use]
    pub fn only(mut self, kinds: &[ReasonKind]) -> Self {
        self.reasons.iter_mut().for_each(|all| all.retain(|reason| kinds.contains(&reason.kind)));
        self
    }

    /// Why it needs attention; `errors` counts its error findings.
    pub fn with(&self, errors: usize) -> Option<Attention> {
        let mut reasons = self.reasons.clone()?;
        if errors > 0 {
            let text = format!("The plan has {}.", count(errors, "error", "errors"));
            let at = reasons.partition_point(|reason| reason.kind < ReasonKind::Errors);
            reasons.insert(at, Reason { kind: ReasonKind::Errors, text });
        }
        (!reasons.is_empty()).then_some(Attention { reasons })
    }
}

/// Finds why a plan needs attention that is live, paused or rolled back, or whose status can't be
/// read. `errors` counts its error findings.
pub fn attention(
    plan: &Plan,
    analysis: &Analysis,
    errors: usize,
    settings: &Settings,
    today: Date,
) -> Option<Attention> {
    grounds(plan, analysis, settings, today).with(errors)
}

/// The same as far as the plan alone tells it.
pub fn grounds(plan: &Plan, analysis: &Analysis, settings: &Settings, today: Date) -> Grounds {
    let status = plan.status_kind();
    let has_users = live::has_users(status, &analysis.current);
    let is_in_doubt = matches!(status, Some(StatusKind::RolledBack | StatusKind::Unknown))
        || !plan.left_out.is_empty() && !plan.is_closed();
    if !has_users && !is_in_doubt {
        return Grounds::default();
    }
    let now = analysis.current.position.map(PhasePosition::index);
    let case = Case { plan, analysis, settings, today, status, now, has_users };
    let reasons = [
        (ReasonKind::TriggerMet, case.trigger_met()),
        (ReasonKind::Unread, case.unread()),
        (ReasonKind::GateStopped, case.gate_stopped()),
        (ReasonKind::GateBlocked, case.gate_blocked()),
        (ReasonKind::SevereRisk, case.severe_risk()),
        (ReasonKind::NoRollback, case.no_rollback()),
        (ReasonKind::DecisionWanted, case.decision_wanted()),
        (ReasonKind::Overdue, case.overdue()),
        (ReasonKind::Stale, case.stale()),
        (ReasonKind::ReviewOverdue, case.review_overdue()),
    ];
    let reasons = reasons.into_iter().filter_map(|(kind, text)| Some(Reason { kind, text: text? }));
    Grounds { reasons: Some(reasons.collect()) }
}

struct Case<'a> {
    plan: &'a Plan,
    analysis: &'a Analysis,
    settings: &'a Settings,
    today: Date,
    status: Option<StatusKind>,
    /// Index of the current phase.
    now: Option<usize>,
    /// Whether users are on it.
    has_users: bool,
}

impl Case<'_> {
    /// The gate of the current phase, if the verdict on it is this.
    fn gate_now(&self, verdict: GateVerdict) -> Option<(usize, &Gate)> {
        let index = self.now?;
        let gate = self.analysis.gates.get(index)?;
        (gate.verdict == verdict).then_some((index, gate))
    }

    /// Which trigger of the rollback is met; none where it is rolled back already.
    fn trigger_met(&self) -> Option<String> {
        let met = &self.analysis.measures.met_triggers;
        let first = *met.first().filter(|_| self.status != Some(StatusKind::RolledBack))?;
        let trigger = shortened(&self.plan.rollback.triggers[first].text.plain, LABEL);
        let measure = self.analysis.measures.of_trigger(first)?.measure;
        let measured = wording::measured(&self.plan.measures[measure]);
        let more = match met.len() - 1 {
            0 => String::new(),
            1 => "; 1 more trigger is met".to_owned(),
            n => format!("; {n} more triggers are met"),
        };
        Some(format!("Rollback trigger met: “{trigger}” ({measured}){more}."))
    }

    /// What of status and current phase can't be read.
    fn unread(&self) -> Option<String> {
        let status = self.plan.header.status.as_ref();
        let status = status.filter(|status| status.kind == StatusKind::Unknown).map(unread_status);
        let phase = self.unread_phase();
        let left_out = self.plan.left_out.iter().map(|left| {
            let LeftOut { what, count: left, read, .. } = *left;
            let [one, many] = what.nouns();
            format!(
                "{} after the first {read} can’t be read: they are over the limit.",
                count(left, one, many)
            )
        });
        let said: Vec<String> = status.into_iter().chain(phase).chain(left_out).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn unread_phase(&self) -> Option<String> {
        let header = &self.plan.header;
        if let Some(stated) = &header.current_phase {
            let is_read =
                header.current_phase_position.is_some_and(|p| p.index() < self.plan.phases.len());
            return (!is_read).then(|| {
                format!(
                    "Its current phase can’t be read: “{}” is not a phase of the plan.",
                    shortened(&stated.plain, LABEL)
                )
            });
        }
        if self.analysis.current.state != CurrentPhaseState::NotStated {
            return None;
        }
        let mut stated = self.plan.phases.iter().filter_map(|p| Some((p, p.status.as_ref()?)));
        let (phase, status) = stated.find(|(_, status)| status.kind == PhaseStatusKind::Unknown)?;
        Some(format!(
            "Its current phase can’t be read: the status of {}, “{}”, is not one we recognise.",
            phase_name(phase),
            shortened(&status.text.plain, LABEL)
        ))
    }

    fn gate_stopped(&self) -> Option<String> {
        let gates = &self.analysis.gates;
        let is_stopped = |g: &Gate| g.verdict == GateVerdict::Stopped;
        let first = gates.iter().position(is_stopped)?;
        let index = self.gate_now(GateVerdict::Stopped).map_or(first, |(index, _)| index);
        let gate = gate_name(self.plan, index);
        let stop = gates[index].decision.and_then(|row| wording::stop(&self.plan.decisions[row]));
        let stop = stop.or_else(|| wording::refused(self.plan, &gates[index]));
        let text = match (stop, self.status) {
            (Some(stop), _) => format!("{} is stopped: {stop}", capitalised(&gate)),
            (None, Some(StatusKind::RolledBack)) => format!("Rolled back: {gate} is stopped"),
            (None, _) => format!("Paused: {gate} is stopped"),
        };
        Some(match gates.iter().filter(|g| is_stopped(g)).count() - 1 {
            0 => format!("{text}."),
            1 => format!("{text}; 1 more gate is stopped."),
            n => format!("{text}; {n} more gates are stopped."),
        })
    }

    fn gate_blocked(&self) -> Option<String> {
        let (index, gate) = self.gate_now(GateVerdict::Blocked)?;
        let end = self.analysis.schedule.get(index).and_then(|dates| dates.end);
        let days = i64::from(self.settings.site.attention_days);
        let due = end.filter(|&end| date::days_between(self.today, end) <= days);
        let band =
            |b: &Blocker| if let BlockerKind::Risk(i) = b.kind { self.band(i) } else { None };
        if due.is_none() && !gate.blockers.iter().any(|b| band(b) == Some(Band::Severe)) {
            return None;
        }
        let due = due.map_or_else(String::new, |end| format!(", due on {}", date::display(end)));
        let name = gate_name(self.plan, index);
        Some(format!(
            "Blocked at {name}{due}: {}.",
            wording::blockers(self.plan, &self.analysis.risks, index, gate)
        ))
    }

    fn band(&self, risk: usize) -> Option<Band> {
        self.analysis.risks.get(risk).and_then(|place| place.band)
    }

    fn severe_risk(&self) -> Option<String> {
        let is_severe =
            |&i: &usize| self.band(i) == Some(Band::Severe) && self.plan.risks[i].is_open();
        let severe: Vec<usize> =
            self.analysis.risk_order.iter().copied().filter(is_severe).collect();
        severe.first()?;
        let text = wording::open_risks(self.plan, &self.analysis.risks, &severe, "open");
        Some(capitalised(&text) + ".")
    }

    /// A plan that is rolled back has no phase with users on it.
    fn no_rollback(&self) -> Option<String> {
        let index = self.now.filter(|_| self.has_users)?;
        let coverage = self.analysis.coverage.get(index)?;
        let lacks = match (coverage.primary, coverage.steps, coverage.unread) {
            (true, true, _) => return None,
            (false, true, _) => "no rollback owner is named for it",
            (true, false, true) => "its rollback steps can't be told apart",
            (false, false, true) => {
                "no rollback owner is named for it; its rollback steps can't be told apart"
            }
            (true, false, false) => "no rollback steps are stated for it",
            (false, false, false) => "neither rollback owner nor rollback steps are stated for it",
        };
        Some(format!("{} is live and {lacks}.", phase_name(self.plan.phases.get(index)?)))
    }

    fn decision_wanted(&self) -> Option<String> {
        let (index, _) = self.gate_now(GateVerdict::Ready)?;
        let gate = capitalised(&gate_name(self.plan, index));
        let approver = self.plan.phases.get(index).and_then(|p| p.go_no_go.as_ref());
        let by = approver
            .map_or_else(String::new, |who| format!(" by {}", shortened(&who.plain, LABEL)));
        Some(format!("{gate} is ready and waits for a decision{by}."))
    }

    fn overdue(&self) -> Option<String> {
        let index = self.now?;
        let dates = self.analysis.schedule.get(index).filter(|dates| dates.overdue)?;
        let end = dates.end?;
        let days = usize::try_from(date::days_between(end, self.today)).ok()?;
        let phase = phase_name(self.plan.phases.get(index)?);
        let ago = count(days, "day", "days");
        Some(format!("{phase} was planned to end on {}, {ago} ago.", date::display(end)))
    }

    fn stale(&self) -> Option<String> {
        let updated = self.analysis.updated.as_ref()?.date;
        let days = date::days_between(updated, self.today);
        (days >= i64::from(self.settings.site.stale_days)).then_some(())?;
        Some(format!("Not updated for {}.", count(usize::try_from(days).ok()?, "day", "days")))
    }
}

impl Case<'_> {
    fn review_overdue(&self) -> Option<String> {
        let day = self.plan.header.next_review.as_ref()?.value;
        (day < self.today).then(|| format!("Its review was due on {}.", date::display(day)))
    }
}

/// A status that can't be read, and the known one that a slip of the hand missed.
fn unread_status(status: &Status) -> String {
    let known = StatusKind::ALL.into_iter().filter(|kind| *kind != StatusKind::Unknown);
    let near = did_you_mean(&status.text, known.map(StatusKind::written));
    let near = near.map_or_else(|| ".".to_owned(), |near| format!("; did you mean {near}?"));
    format!("Status “{}” is not one we recognise{near}", shortened(&status.text, LABEL))
}

#[cfg(test)]
mod tests;
