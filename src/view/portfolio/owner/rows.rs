//! Rows of the lists of what somebody has.

use serde::Serialize;

use crate::portfolio::{GateRef, RollbackDuty, Summary};
use crate::site::Route;
use crate::view::Context;
use crate::view::part::{DateText, GateBadge, date_text, gate_badge};
use crate::view::portfolio::Links;
use crate::view::portfolio::gates::gate_title;

/// A gate to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateRow {
    /// Link to the plan.
    pub plan_href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// Link to the phase that the gate ends.
    pub href: Option<String>,
    /// "Gate from Phase 1 to Phase 2".
    pub gate: String,
    /// The verdict.
    pub badge: GateBadge,
    /// Planned last day of the phase.
    pub due: Option<DateText>,
    /// Whether it wants a decision and that day is past.
    pub overdue: bool,
}

/// A rollback duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyRow {
    /// Link to the plan's rollback page.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// The phases as written, else the label of the live phase.
    pub phases: Option<String>,
    /// "Primary", "Backup", "Unassigned".
    pub called: &'static str,
    /// Whether it holds for the current phase of a plan with users on it.
    pub live: bool,
    /// Whether that plan is paused.
    pub paused: bool,
}

/// A plan by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanLink {
    /// Link to the plan.
    pub href: String,
    /// Language of its title, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title.
    pub title: String,
}

pub(super) fn gate_row(context: &Context<'_>, links: Links<'_>, gate: GateRef) -> GateRow {
    let plan = &context.portfolio.entries[gate.plan].summary;
    let approval = &plan.approvals[gate.phase];
    GateRow {
        plan_href: links.plan(plan),
        lang: plan.lang.clone(),
        plan: plan.called(),
        href: links.phase(plan, gate.phase),
        gate: gate_title(plan, gate.phase),
        badge: gate_badge(approval.verdict, approval.met, approval.total),
        due: approval.due.map(date_text),
        overdue: gate.now && approval.due.is_some_and(|due| due < context.today),
    }
}

pub(super) fn duty_row(context: &Context<'_>, links: Links<'_>, duty: RollbackDuty) -> DutyRow {
    let plan = &context.portfolio.entries[duty.plan].summary;
    let written = duty.row.and_then(|row| plan.rollback.owners.get(row)).map(|(phases, ..)| phases);
    let live = || plan.live_phase().and_then(|index| plan.phases.get(index)).map(|(l, _)| l);
    let phases = match duty.row {
        Some(_) => written.filter(|phases| !phases.is_empty()),
        None => live(),
    };
    DutyRow {
        href: links.of(plan, &Route::Rollback(plan.slug.clone())),
        lang: plan.lang.clone(),
        plan: plan.called(),
        phases: phases.cloned(),
        called: match (duty.row, duty.first) {
            (None, _) => "Unassigned",
            (_, true) => "Primary",
            (_, false) => "Backup",
        },
        live: duty.live,
        paused: plan.is_paused(),
    }
}

/// A plan in the list of those in which all is finished.
pub(super) fn plan_link(links: Links<'_>, plan: &Summary) -> PlanLink {
    PlanLink { href: links.plan(plan), lang: plan.lang.clone(), title: plan.called() }
}
