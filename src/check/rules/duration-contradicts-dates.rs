//! A phase whose stated dates and duration give two ends.

use crate::analysis::schedule::last_day;
use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::date::{Date, add_days, days_between, display, last_business_day};
use crate::model::measure::Length;
use crate::model::phase::Phase;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    facts.plan.phases.iter().filter_map(finding).collect()
}

fn finding(phase: &Phase) -> Option<Diagnostic> {
    let (start, end) = (phase.start.as_ref()?, phase.end.as_ref()?);
    let duration = phase.duration.as_ref().filter(|duration| !duration.approximate)?;
    let (longest, shortest) = (duration.length?, duration.shortest.or(duration.length)?);
    let latest = last_day(start.value, longest)?;
    let earliest = last_day(start.value, shortest)?;
    let derived = match end.value {
        day if day < start.value => return None,
        day if day < earliest => earliest,
        day if day > latest => latest,
        _ => return None,
    };
    let is_night = phase.start_time.is_some() && add_days(derived, 1) == Some(end.value);
    if is_night || is_of_working_days(start.value, end.value, longest, derived) {
        return None;
    }
    let message = format!(
        "{} lasts `{}` from {}, so until {}, but its stated end is {}",
        phase_name(phase),
        duration.text.plain,
        display(start.value),
        display(derived),
        display(end.value)
    );
    Some(
        Diagnostic::new("duration-contradicts-dates", end.span, message)
            .also(duration.text.span, "the duration")
            .note("the stated dates are used")
            .help("correct the duration or the end; the end is the phase's last day"),
    )
}

/// Whether the dates agree where weekends do not count: "2 weeks" from a Monday to a Friday, "10 days"
/// of work.
fn is_of_working_days(start: Date, end: Date, length: Length, derived: Date) -> bool {
    let left = days_between(end, derived);
    let is_weekend = |day: i64| {
        // The first business day from a Saturday or Sunday on is another day.
        add_days(end, day).is_some_and(|day| last_business_day(day, 1) != Some(day))
    };
    let ends_before_weekend = (1..=2).contains(&left) && (1..=left).all(is_weekend);
    let counts_working_days = match length {
        Length::Days(days) => last_day(start, Length::BusinessDays(days)) == Some(end),
        Length::BusinessDays(_) | Length::Months(_) | Length::Ongoing => false,
    };
    ends_before_weekend || counts_working_days
}
