//! How long a gate has waited for a decision, and what that is counted from.

use super::Context;
use super::part::counted;
use super::plan::words::Line;
use crate::analysis::gate::GateVerdict;
use crate::analysis::ready::{ReadyBy, ReadySince};
use crate::analysis::schedule::DatesOrigin;
use crate::model::date::{self, Date};
use crate::portfolio::{GateSummary, PlanEntry};

/// "Has waited 12 days for a decision, since the last criterion was ticked on 10 Nov 2026"; `None` for a gate that is not ready, and
/// where nothing certain is known.
pub(super) fn waited(context: &Context<'_>, plan: &PlanEntry, gate: &GateSummary) -> Option<Line> {
    if gate.verdict != GateVerdict::Ready {
        return None;
    }
    let days = |since: Date| usize::try_from(date::days_between(since, context.today)).ok();
    if let Some((since, days)) = gate.ready_since.and_then(|s| Some((s, days(s.day)?)))
        && context.opener.is_committed(plan)
    {
        return Some(by_commits(since, days));
    }
    let (due, days) = gate.due.and_then(|due| Some((due, days(due)?)))?;
    let dates = plan.summary.schedule.get(gate.phase).map(|phase| phase.dates);
    let is_projected = dates.is_some_and(|of| of.origin == Some(DatesOrigin::Projected));
    let end = if is_projected { "projected" } else { "planned" };
    let waited = counted(days, "day");
    let words = format!("Has waited {waited} for a decision, since the {end} end of its phase on ");
    (days > 0).then(|| Line::of(words).day(due))
}

fn by_commits(since: ReadySince, days: usize) -> Line {
    let waited = counted(days, "day");
    let (before, after) = match (since.by, days) {
        (ReadyBy::LastCriterion, 0) => {
            ("Ready since ".to_owned(), ", when the last criterion was ticked")
        }
        (ReadyBy::LastCriterion, _) => (
            format!("Has waited {waited} for a decision, since the last criterion was ticked on "),
            "",
        ),
        (ReadyBy::LastChange, 0) => (
            "Ready since ".to_owned(),
            " at the latest, when something that could block it last changed",
        ),
        (ReadyBy::LastChange, _) => (
            format!(
                "Has waited at least {waited} for a decision: nothing that could block it has changed since "
            ),
            "",
        ),
    };
    Line::of(before).day(since.day).say(after)
}
