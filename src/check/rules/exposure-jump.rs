//! Steps that widen the audience too fast.

use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::measure::{AmountUnit, Users};
use crate::model::phase::Phase;

/// How many times the share of a phase may be the share of the one before. Published ladders of
/// staged rollouts (1, 5, 10, 20, 50, 100 %; 1, 10, 100 %) have no step above tenfold: what is seen
/// once in a phase is then seen ten times in the next, which the same people can still handle.
const MOST: f64 = 10.0;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    facts.plan.phases.windows(2).filter_map(|pair| finding(&pair[0], &pair[1])).collect()
}

/// Only shares are compared: a count of people says nothing without the count of all.
fn finding(before: &Phase, phase: &Phase) -> Option<Diagnostic> {
    let (users, earlier) = (phase.users.as_ref()?, before.users.as_ref()?);
    let (share, small) = (share(users)?, share(earlier).filter(|share| *share > 0.0)?);
    let factor = share / small;
    // Shares are written in decimals, so that a tenfold step may come out as a little more.
    if factor < MOST + 1e-6 {
        return None;
    }
    let (name, other) = (phase_name(phase), phase_name(before));
    let message =
        format!("from {other} to {name} the share of users grows {} times", rounded(factor));
    let between = rounded(small * MOST.min(factor.sqrt().round()));
    Some(
        Diagnostic::new("exposure-jump", users.text.span, message)
            .also(earlier.text.span, "the phase before")
            .note(format!("usual rollouts widen the audience no more than {MOST} times in a step"))
            .help(format!("add a phase between them, at {between}% for example")),
    )
}

/// The number without the dust of binary fractions: 0.3, not 0.30000000000000004.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

fn share(users: &Users) -> Option<f64> {
    let amount = users.amount.filter(|amount| amount.unit == AmountUnit::Share)?;
    Some(amount.value)
}
