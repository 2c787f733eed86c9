//! Which gate of a plan is meant: that of the phase that was named, else the one that is next.

use super::super::error::Failure;
use crate::analysis::gate::GateVerdict;
use crate::analysis::wording::phase_name;
use crate::model::phase::Phase;
use crate::portfolio::PlanEntry;

/// How a gate came to be the one that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Choice {
    /// Its phase was named.
    Named,
    /// Its phase is current.
    Current,
    /// No phase is current, and it is the first that is not passed.
    FirstNotPassed,
    /// All are passed, and it is the last.
    Last,
}

impl Choice {
    /// The word used in data.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Current => "current",
            Self::FirstNotPassed => "first-not-passed",
            Self::Last => "last",
        }
    }

    /// The words for people; nothing of what they named themselves.
    pub(super) const fn words(self) -> Option<&'static str> {
        match self {
            Self::Named => None,
            Self::Current => Some("the current phase"),
            Self::FirstNotPassed => Some("no phase is current: the first whose gate is not passed"),
            Self::Last => Some("all gates are passed: the last phase"),
        }
    }
}

/// The index of the phase whose gate is meant, and how it was chosen. `path` is shown.
pub(in crate::cli) fn choose(
    entry: &PlanEntry,
    path: &str,
    named: Option<&str>,
) -> Result<(usize, Choice), Failure> {
    let phases = &entry.plan.phases;
    let Some(last) = phases.len().checked_sub(1) else {
        return Err(Failure::new(format!("`{path}` has no phases, so it has no gate"))
            .help("write them down in a section \"Rollout Phases\""));
    };
    if let Some(name) = named {
        let index = find(phases, name.trim()).ok_or_else(|| unknown(phases, path, name))?;
        return Ok((index, Choice::Named));
    }
    if let Some(current) = entry.analysis.current.position {
        return Ok((current.index(), Choice::Current));
    }
    let gates = &entry.analysis.gates;
    Ok(match gates.iter().position(|gate| gate.verdict != GateVerdict::Passed) {
        Some(open) => (open, Choice::FirstNotPassed),
        None => (last, Choice::Last),
    })
}

/// The first phase of a number ("1", "4.1", "2b"), as everywhere; else the one of a name, if only one has it.
fn find(phases: &[Phase], name: &str) -> Option<usize> {
    let number = |phase: &Phase| {
        let letter = phase.letter.map_or_else(String::new, String::from);
        phase.number.map(|number| format!("{number}{letter}"))
    };
    let folded = name.to_lowercase();
    if let Some(index) = phases.iter().position(|phase| number(phase).as_ref() == Some(&folded)) {
        return Some(index);
    }
    let names =
        |phase: &Phase| [phase_name(phase), phase.name.clone(), phase.label.plain.to_string()];
    let is_meant = |phase: &Phase| names(phase).iter().any(|known| known.to_lowercase() == folded);
    let mut meant = phases.iter().enumerate().filter(|(_, phase)| is_meant(phase));
    let (index, _) = meant.next().filter(|_| !folded.is_empty())?;
    meant.next().is_none().then_some(index)
}

/// Most phases that a message names.
const NAMED: usize = 12;

fn unknown(phases: &[Phase], path: &str, name: &str) -> Failure {
    let mut known: Vec<String> = phases.iter().take(NAMED).map(phase_name).collect();
    let more = phases.len().saturating_sub(NAMED);
    known.extend((more > 0).then(|| format!("{more} more")));
    Failure::new(format!("`{path}` has no phase `{name}`, or more than one of that name"))
        .help(format!("it has: {}", known.join(", ")))
}
