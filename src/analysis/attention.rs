//! Which plans need attention, and why.

use super::Analysis;
use super::gate::{Blocker, BlockerKind, Gate, GateVerdict};
use super::wording::{self, capitalised, count, gate_name, phase_name};
use crate::model::date::{self, Date};
use crate::model::header::StatusKind;
use crate::model::phase::Position;
use crate::model::plan::Plan;
use crate::settings::{Band, Settings};

/// Why a plan needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// The reasons, worst first; never empty.
    pub reasons: Vec<Reason>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Its rank.
    pub kind: ReasonKind,
    /// In words, a sentence for readers.
    pub text: String,
}

/// Kinds of reason, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
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
}

/// Finds why a plan that is in progress, paused or rolled back needs attention. `errors` counts its
/// error findings.
pub fn attention(
    plan: &Plan,
    analysis: &Analysis,
    errors: usize,
    settings: &Settings,
    today: Date,
) -> Option<Attention> {
    let status = plan.status_kind()?;
    if !plan.is_live() && status != StatusKind::RolledBack {
        return None;
    }
    let now = analysis.current.position.map(Position::index);
    let case = Case { plan, analysis, settings, today, status, now };
    let errors =
        (errors > 0).then(|| format!("The plan has {}.", count(errors, "error", "errors")));
    let reasons: Vec<Reason> = [
        (ReasonKind::GateStopped, case.gate_stopped()),
        (ReasonKind::GateBlocked, case.gate_blocked()),
        (ReasonKind::Errors, errors),
        (ReasonKind::SevereRisk, case.severe_risk()),
        (ReasonKind::NoRollback, case.no_rollback()),
        (ReasonKind::DecisionWanted, case.decision_wanted()),
        (ReasonKind::Overdue, case.overdue()),
        (ReasonKind::Stale, case.stale()),
    ]
    .into_iter()
    .filter_map(|(kind, text)| Some(Reason { kind, text: text? }))
    .collect();
    (!reasons.is_empty()).then_some(Attention { reasons })
}

struct Case<'a> {
    plan: &'a Plan,
    analysis: &'a Analysis,
    settings: &'a Settings,
    today: Date,
    status: StatusKind,
    /// Index of the current phase.
    now: Option<usize>,
}

impl Case<'_> {
    /// The gate of the current phase, if the verdict on it is this.
    fn gate_now(&self, verdict: GateVerdict) -> Option<(usize, &Gate)> {
        let index = self.now?;
        let gate = self.analysis.gates.get(index)?;
        (gate.verdict == verdict).then_some((index, gate))
    }

    fn gate_stopped(&self) -> Option<String> {
        let gates = &self.analysis.gates;
        let is_stopped = |g: &Gate| g.verdict == GateVerdict::Stopped;
        let first = gates.iter().position(is_stopped)?;
        let index = self.gate_now(GateVerdict::Stopped).map_or(first, |(index, _)| index);
        let gate = gate_name(self.plan, index);
        let stop = gates[index].decision.and_then(|row| wording::stop(&self.plan.decisions[row]));
        let text = match (stop, self.status) {
            (Some(stop), _) => format!("{} is stopped: {stop}", capitalised(&gate)),
            (None, StatusKind::RolledBack) => format!("Rolled back: {gate} is stopped"),
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
        let index = self.now.filter(|_| self.plan.is_live())?;
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
        let by = approver.map_or_else(String::new, |who| format!(" by {}", who.plain));
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
        let updated = self.plan.header.updated.as_ref()?.value;
        let days = date::days_between(updated, self.today);
        (days >= i64::from(self.settings.site.stale_days)).then_some(())?;
        Some(format!("Not updated for {}.", count(usize::try_from(days).ok()?, "day", "days")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use super::super::testing::{HEALTHY, TODAY, day, plan};
    use super::*;

    fn reasons(settings: &Settings, facts: &str, errors: usize) -> Vec<Reason> {
        let (plan, today) = (plan(facts), day(TODAY));
        let analysis = analyse(&plan, settings, today);
        let attention = attention(&plan, &analysis, errors, settings, today);
        attention.map(|attention| attention.reasons).unwrap_or_default()
    }

    /// `HEALTHY` with more facts, `errors` error findings; expected: its reasons but the ready gate.
    #[track_caller]
    fn check_with(settings: &Settings, facts: &str, errors: usize, expected: &[&str]) {
        let mut found = reasons(settings, &format!("{HEALTHY}; {facts}"), errors);
        assert!(found.is_sorted_by_key(|r| r.kind));
        found.retain(|r| r.kind != ReasonKind::DecisionWanted);
        let texts: Vec<&str> = found.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(texts, expected, "{facts}");
    }

    #[track_caller]
    fn check(facts: &str, expected: &[&str]) {
        check_with(&Settings::default(), facts, 0, expected);
    }

    #[test]
    fn only_plans_that_run_or_ran_off_the_road_need_attention() {
        let trouble = "risk R1 high/high; updated 2026-01-01; criteria o; ends 1 2026-11-01";
        for status in ["draft", "approved", "complete", "cancelled", "unknown"] {
            check_with(&Settings::default(), &format!("{trouble}; status {status}"), 3, &[]);
        }
        assert_eq!(reasons(&Settings::default(), "phases 2; current 0; decided 0 hold", 3), []);
    }

    #[test]
    fn a_stopped_gate_names_its_decision_or_status() {
        check(
            "decided 1 no-go 2026-10-27",
            &["The gate from Phase 1 to Phase 2 is stopped: No-Go by Dana on 27 Oct 2026."],
        );
        check(
            "status paused; decided 1 hold",
            &["The gate from Phase 1 to Phase 2 is stopped: Hold by Dana."],
        );
        check("status paused", &["Paused: the gate from Phase 1 to Phase 2 is stopped."]);
        check("status rolled-back", &["Rolled back: the gate from Phase 1 to Phase 2 is stopped."]);
        check(
            "decided 0 hold; decided 1 hold; decided 2 hold",
            &[
                "The gate from Phase 1 to Phase 2 is stopped: Hold by Dana; 2 more gates are stopped.",
            ],
        );
        check("decided 0 hold", &["The gate from Phase 0 to Phase 1 is stopped: Hold by Dana."]);
    }

    #[test]
    fn a_blocked_gate_that_is_due_names_what_blocks_it() {
        let gate = "Blocked at the gate from Phase 1 to Phase 2";
        for end in ["2026-11-22", "2026-11-29"] {
            let due = if end.ends_with("22") { "22 Nov 2026" } else { "29 Nov 2026" };
            let expected = format!("{gate}, due on {due}: 1 of 3 criteria is not met.");
            check(&format!("criteria o; ends 1 {end}"), &[&expected]);
        }
        check("criteria o; ends 1 2026-11-30", &[]);
        check("criteria o", &[]);
        let mut settings = Settings::default();
        settings.site.attention_days = 0;
        check_with(&settings, "criteria o; ends 1 2026-11-23", 0, &[]);
    }

    #[test]
    fn a_gate_blocked_by_a_severe_risk_need_not_be_due() {
        check(
            "risk R2 high/high open in 1; risk R3 low/critical open in 1; criteria oo; unsigned 1",
            &[
                "Blocked at the gate from Phase 1 to Phase 2: 2 of 4 criteria are not met; 1 severe and \
                 1 major risks are open: R2, R3; no approver is named for Phase 1.",
                "Severe risk R2 is open.",
            ],
        );
        check("risk R3 low/critical open in 1", &[]);
    }

    #[test]
    fn pre_launch_is_counted() {
        check(
            "current 2; ends 2 2026-11-24; pre oo",
            &[
                "Blocked at the gate from Phase 2 to Phase 3, due on 24 Nov 2026: 2 Pre-Launch items \
               are not ticked.",
            ],
        );
    }

    #[test]
    fn errors_are_counted_and_severe_open_risks_named() {
        check_with(&Settings::default(), "", 1, &["The plan has 1 error."]);
        check_with(&Settings::default(), "", 2, &["The plan has 2 errors."]);
        check("risk R1 high/high closed; risk R3 low/critical", &[]);
        check("risk R2 high/high occurred", &["Severe risk R2 has occurred."]);
        check(
            "risk R9 high/high; risk R2 high/high mitigating",
            &["2 severe risks are open: R2, R9."],
        );
    }

    #[track_caller]
    fn check_rollback(facts: &str, expected: Option<&str>) {
        let facts = format!("status in-progress; phases 2; current 0; {facts}");
        let found = reasons(&Settings::default(), &facts, 0);
        assert_eq!(found.first().map(|r| r.text.as_str()), expected, "{facts}");
    }

    #[test]
    fn the_live_phase_needs_a_rollback_owner_and_steps() {
        check_rollback("owner 0 Ann/-; step", None);
        check_rollback("step", Some("Phase 0 is live and no rollback owner is named for it."));
        check_rollback(
            "owner 0 Ann/-; step 1",
            Some("Phase 0 is live and no rollback steps are stated for it."),
        );
        check_rollback(
            "owner 1 Ann/-",
            Some(
                "Phase 0 is live and neither rollback owner nor rollback steps are stated for it.",
            ),
        );
        check_rollback(
            "status rolled-back",
            Some("Rolled back: the gate from Phase 0 to Phase 1 is stopped."),
        );
    }

    #[test]
    fn a_ready_gate_waits_for_its_approver() {
        let text = "The gate from Phase 1 to Phase 2 is ready and waits for a decision by VP Eng.";
        let reason = Reason { kind: ReasonKind::DecisionWanted, text: text.to_owned() };
        assert_eq!(reasons(&Settings::default(), HEALTHY, 0), [reason]);
    }

    #[test]
    fn an_overdue_phase_says_since_when() {
        check("ends 1 2026-11-18", &["Phase 1 was planned to end on 18 Nov 2026, 4 days ago."]);
        check("ends 1 2026-11-21", &["Phase 1 was planned to end on 21 Nov 2026, 1 day ago."]);
        check("ends 1 2026-11-22; ends 0 2026-01-01", &[]);
    }

    #[test]
    fn a_plan_is_stale_after_the_days_of_the_settings() {
        check("updated 2026-10-09", &["Not updated for 44 days."]);
        check("updated 2026-10-23", &["Not updated for 30 days."]);
        check("updated 2026-10-24", &[]);
        check("updated 2027-01-01", &[]);
        let mut settings = Settings::default();
        settings.site.stale_days = 1;
        check_with(&settings, "updated 2026-11-21", 0, &["Not updated for 1 day."]);
    }
}
