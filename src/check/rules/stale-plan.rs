//! Live plans that nobody has touched for long.
//!
//! As an error this would count twice in what needs attention, which has a reason of its own for it.

use crate::analysis::wording::count;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::date::{days_between, display};

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let Some(updated) = facts.analysis.updated.as_ref().filter(|_| facts.has_users()) else {
        return Vec::new();
    };
    let days = days_between(updated.date, facts.today);
    let limit = facts.settings.site.stale_days;
    let Some(age) = usize::try_from(days).ok().filter(|_| days >= i64::from(limit)) else {
        return Vec::new();
    };
    let date = display(updated.date);
    let header = &facts.plan.header;
    // What only a commit tells is a fact of the plan as a whole.
    let (span, label) = match &header.updated {
        Some(stated) => (stated.span, format!("on {date}")),
        None => (
            header.title.as_ref().map_or(header.span, |title| title.span),
            format!("last commit on {date}"),
        ),
    };
    let state = if facts.is_live() { "live" } else { "paused" };
    let message = format!(
        "the rollout is {state}, but the plan was last updated {} ago",
        count(age, "day", "days")
    );
    vec![
        Diagnostic::new("stale-plan", span, message)
            .label(label)
            .note(format!(
                "a plan in this state is stale after {}",
                count(limit as usize, "day", "days")
            ))
            .help("bring phase, risks and ticks up to date, then write the new date"),
    ]
}
