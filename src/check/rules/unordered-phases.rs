//! Phase numbers that fall, or leave one out.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::phase::{Phase, PhaseNumber};

/// The first fault only: behind it every number may be out of place. A number that falls is told before
/// one that is left out.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let phases = &facts.plan.phases;
    let numbered: Vec<&Phase> = phases.iter().filter(|phase| phase.number.is_some()).collect();
    let fall = numbered.windows(2).find_map(|pair| falls(pair[0], pair[1]));
    // Only where no number falls is one that does not come next nowhere.
    let gap = || phases.windows(2).find_map(|pair| leaves_out(&pair[0], &pair[1]));
    fall.or_else(gap).into_iter().collect()
}

fn finding(before: &Phase, phase: &Phase, message: String) -> Diagnostic {
    Diagnostic::new("unordered-phases", subject::phase_place(phase), message)
        .also(subject::phase_place(before), "the phase before it")
}

fn falls(before: &Phase, phase: &Phase) -> Option<Diagnostic> {
    let (number, last) = (phase.number?, before.number?);
    let message = format!("phase {number} stands after phase {last}");
    (number < last).then(|| {
        finding(before, phase, message)
            .note("phases are taken in the order in which the plan lists them; gates and dates follow that order")
            .help("put the phases in the order in which they happen, or renumber them")
    })
}

fn leaves_out(before: &Phase, phase: &Phase) -> Option<Diagnostic> {
    let (number, last) = (phase.number?, before.number?);
    let (first, end) = (last.whole + 1, number.whole.saturating_sub(1));
    let missing = match end.checked_sub(first)? {
        0 => format!("is no phase {first}"),
        _ => format!("are no phases {first} to {end}"),
    };
    // Weeks and ranges leave numbers out on purpose.
    let is_counted = is_numbered_by_one(before, last) && is_numbered_by_one(phase, number);
    is_counted.then(|| {
        finding(before, phase, format!("phase {number} follows phase {last}: there {missing}"))
            .help("write what is missing, or renumber the phases that follow")
    })
}

/// Whether a label is a word for a step and its one number: no range, no span of time.
fn is_numbered_by_one(phase: &Phase, number: PhaseNumber) -> bool {
    const TIMES: [&str; 4] = ["week", "day", "month", "sprint"];
    let label = phase.label.plain.to_lowercase();
    let written = number.to_string();
    let Some(at) = label.find(&written) else { return false };
    let (head, tail) = (label[..at].trim(), label[at + written.len()..].trim_start());
    let is_range = tail
        .strip_prefix(['-', '–', '—', '/', '+', '&', ','])
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    !is_range && !TIMES.iter().any(|time| head.starts_with(time))
}
