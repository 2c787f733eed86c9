//! Phases that reach fewer users than the one before.

use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::measure::{Amount, AmountUnit, Users};
use crate::model::phase::Phase;

/// To which part of the one before a rough number of people may fall. Where teams or sites join one
/// after the other the number is often that of the group, and groups differ; a slip of the hand that
/// drops a digit leaves a tenth.
const GROUP: f64 = 0.3;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    facts.plan.phases.windows(2).filter_map(|pair| finding(&pair[0], &pair[1])).collect()
}

fn finding(before: &Phase, phase: &Phase) -> Option<Diagnostic> {
    let (users, earlier) = (phase.users.as_ref()?, before.users.as_ref()?);
    let (now, then) = (stated_number(users)?, stated_number(earlier)?);
    let is_group = now.unit == AmountUnit::People && (now.approximate || then.approximate);
    let least = if is_group { then.value * GROUP } else { then.value };
    let falls = now.unit == then.unit && now.value < least;
    let (name, other) = (phase_name(phase), phase_name(before));
    let message = format!(
        "{name} reaches fewer users than {other}: `{}` after `{}`",
        users.text.plain, earlier.text.plain
    );
    falls.then(|| {
        Diagnostic::new("shrinking-audience", users.text.span, message)
            .also(earlier.text.span, "more than in the phase after it")
            .help("correct the number, or put the phases in the order in which they happen")
            .help("if a phase reaches nobody, write that in words, such as `None; a shadow of each tenth order`")
    })
}

/// An audience given in figures. "All users" is left out: what all use may well be cut off again from
/// a next step of another kind.
fn stated_number(users: &Users) -> Option<Amount> {
    users.amount.filter(|_| users.text.plain.contains(|c: char| c.is_ascii_digit()))
}
