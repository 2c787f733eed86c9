//! How much of each kind happens, and how many people are newly reached.

use super::entries::Entries;
use crate::analysis::phase_state::PhaseState;
use crate::portfolio::{NewlyReached, WeekEvent, WeekEventKind, newly_reached};
use crate::view::Context;
use crate::view::number::thousands;
use crate::view::part::counted;
use crate::view::plan::words::Line;
use crate::view::portfolio::Lede;

/// Entries of a week by their kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Told {
    starts: usize,
    missed: usize,
    gates: usize,
    ends: usize,
    decisions: usize,
    reviews: usize,
    acceptances: usize,
    late_phases: usize,
    late_reviews: usize,
}

impl Told {
    pub(super) fn of(context: &Context<'_>, entries: &Entries) -> Self {
        let mut told = Self::default();
        for event in &entries.week {
            *match event.kind {
                WeekEventKind::GateDue => &mut told.gates,
                WeekEventKind::Start if is_missed(context, event) => &mut told.missed,
                WeekEventKind::Start => &mut told.starts,
                WeekEventKind::End => &mut told.ends,
                WeekEventKind::Decision => &mut told.decisions,
                WeekEventKind::Review => &mut told.reviews,
                WeekEventKind::AcceptanceEnd => &mut told.acceptances,
            } += 1;
        }
        let reviews = entries.overdue.iter().filter(|e| e.kind == WeekEventKind::Review).count();
        (told.late_reviews, told.late_phases) = (reviews, entries.overdue.len() - reviews);
        told
    }
}

/// Whether a phase was to start before today and has not begun.
pub(super) fn is_missed(context: &Context<'_>, event: &WeekEvent) -> bool {
    let plan = &context.portfolio.entries[event.plan].summary;
    let state = plan.schedule.get(event.of).map(|phase| phase.state);
    event.day < context.today && !matches!(state, Some(PhaseState::Live | PhaseState::Paused))
}

/// "4 phases start, 2 gates are due, 1 phase is overdue"; "nothing has a date".
pub(super) fn counts(told: &Told) -> String {
    let say = |n: usize, noun: &str, one: &str, many: &str| {
        (n > 0).then(|| format!("{} {}", counted(n, noun), if n == 1 { one } else { many }))
    };
    let parts = [
        say(told.starts, "phase", "starts", "start"),
        say(told.gates, "gate", "is due", "are due"),
        say(told.ends, "phase", "ends before its gate is due", "end before their gates are due"),
        say(told.decisions, "decision", "is recorded", "are recorded"),
        say(told.reviews, "review", "is due", "are due"),
        say(told.acceptances, "acceptance of a risk", "ends", "end"),
        say(told.missed, "phase", "was to start", "were to start"),
        say(told.late_phases, "phase", "is overdue", "are overdue"),
        say(told.late_reviews, "review", "is overdue", "are overdue"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "nothing has a date".to_owned() } else { parts.join(", ") }
}

/// The first sentence: how much of each kind; then how many people are newly reached, and a link to `overdue`.
pub(super) fn lede(told: &Told, exposed: &str, overdue: &str) -> Lede {
    let counts = counts(told);
    let mut letters = counts.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let strong = format!("{first}{}.", letters.as_str());
    let rest = match told.late_phases + told.late_reviews {
        0 => Line::of(exposed),
        _ => Line::of(exposed).then(&Line::default().link("What is overdue", overdue).say(".")),
    };
    Lede::of(Line::of(strong), rest)
}

/// "Up to 12,400 users are newly exposed. Not counted: 1 phase that states a share." Nothing where no phase starts.
pub(super) fn exposed(context: &Context<'_>, week: &[WeekEvent]) -> String {
    let (mut people, mut about, mut counted_phases) = (0.0, false, 0);
    let [mut share, mut none, mut paused, mut missed] = [0; 4];
    for event in week.iter().filter(|event| event.kind == WeekEventKind::Start) {
        if is_missed(context, event) {
            missed += 1;
            continue;
        }
        match newly_reached(&context.portfolio.entries[event.plan].summary, event.of) {
            NewlyReached::People { count, approximate } => {
                people += count;
                about |= approximate;
                counted_phases += 1;
            }
            NewlyReached::Share => share += 1,
            NewlyReached::NoNumber => none += 1,
            NewlyReached::Paused => paused += 1,
        }
    }
    let say = |n: usize, one: &str, many: &str| {
        (n > 0).then(|| format!("{} {}", counted(n, "phase"), if n == 1 { one } else { many }))
    };
    let not_counted = [
        say(share, "that states a share of users", "that state a share of users"),
        say(none, "that states no number", "that state no number"),
        say(paused, "of a paused plan", "of paused plans"),
        say(missed, "that has not started", "that have not started"),
    ];
    let not_counted: Vec<String> = not_counted.into_iter().flatten().collect();
    let rest = not_counted.join(", ");
    match (counted_phases, rest.is_empty()) {
        (0, true) => String::new(),
        (0, false) => format!("How many users are newly exposed isn’t known: {rest}."),
        (_, true) => format!("{} newly exposed.", users(people, about)),
        (_, false) => format!("{} newly exposed. Not counted: {rest}.", users(people, about)),
    }
}

/// "Up to 12,400 users are".
fn users(people: f64, about: bool) -> String {
    let number = thousands(people);
    let are = if number == "1" { "user is" } else { "users are" };
    if about { format!("Up to about {number} {are}") } else { format!("Up to {number} {are}") }
}
