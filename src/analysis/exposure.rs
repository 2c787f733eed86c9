//! Whom each phase reaches, and how large the step to it is.

use crate::model::measure::{Amount, AmountUnit};
use crate::model::phase::Phase;
use crate::model::plan::Plan;

/// A phase that reaches more than so many times the people of the one before jumps: what one in a thousand meets is
/// met by hardly anybody among a hundred, and by many among ten thousand. Ten is the step that staged rollouts are
/// commonly built of (1 %, 10 %, 100 %), and no jump.
pub const MOST_TIMES: f64 = 10.0;

/// A phase that reaches more than so many percent points more of all users than the one before jumps: most users meet
/// the new at once, and most of them for the first time.
pub const MOST_POINTS: f64 = 50.0;

/// Whom a phase reaches, as far as it states numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reach {
    /// A number of people.
    pub people: Option<f64>,
    /// A share of users in percent (0 to 100).
    pub share: Option<f64>,
    /// How it compares with the phase before; `None` for the first one, and where the two state nothing alike.
    pub step: Option<Step>,
}

/// How a phase compares with the one before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// How.
    pub kind: StepKind,
    /// How many times the people or the share; `None` after none.
    pub times: Option<f64>,
    /// How many percent points more, of shares.
    pub points: Option<f64>,
}

/// Kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// To more, and not too many at once.
    Grows,
    /// To more than [`MOST_TIMES`] as many, or by more than [`MOST_POINTS`].
    Jumps,
    /// To fewer.
    Shrinks,
    /// To as many.
    Stays,
}

/// Whom each phase reaches, in phase order.
pub fn reaches(plan: &Plan) -> Vec<Reach> {
    let mut all: Vec<Reach> = plan.phases.iter().map(reach).collect();
    for at in 1..all.len() {
        all[at].step = step(&all[at - 1], &all[at]);
    }
    all
}

fn reach(phase: &Phase) -> Reach {
    let amount = phase.users.as_ref().and_then(|users| users.amount);
    let of = |wanted: AmountUnit| {
        amount.filter(|Amount { unit, .. }| *unit == wanted).map(|amount| amount.value)
    };
    Reach {
        people: of(AmountUnit::People),
        share: phase.share.or_else(|| of(AmountUnit::Share)),
        step: None,
    }
}

/// The step between two phases by what both state: shares before people, as a share is one of all users.
fn step(before: &Reach, after: &Reach) -> Option<Step> {
    let shares = before.share.zip(after.share);
    // Of a share that is none, nobody can tell how many times.
    let is_told_by_share = |(was, _): (f64, f64)| was > 0.0;
    let people = before.people.zip(after.people);
    let people = people.filter(|_| !shares.is_some_and(is_told_by_share));
    let (was, is) = people.or(shares)?;
    let times = (was > 0.0).then(|| is / was);
    let points = people.is_none().then_some(is - was);
    let jumps = match points {
        Some(points) => points > MOST_POINTS || times.is_some_and(|times| times > MOST_TIMES),
        None => times.is_some_and(|times| times > MOST_TIMES),
    };
    let kind = if is < was {
        StepKind::Shrinks
    } else if jumps {
        StepKind::Jumps
    } else if is > was {
        StepKind::Grows
    } else {
        StepKind::Stays
    };
    Some(Step { kind, times, points })
}

#[cfg(test)]
mod tests {
    use super::StepKind::{Grows, Jumps, Shrinks, Stays};
    use super::*;

    /// The step between two phases, each a number of people or a share: `200`, `5%`, `900 0%`.
    #[track_caller]
    fn check(before: &str, after: &str, expected: Option<StepKind>) {
        let reach = |text: &str| {
            let mut reach = Reach::default();
            for word in text.split_whitespace() {
                match word.strip_suffix('%') {
                    Some(share) => reach.share = share.parse().ok(),
                    None => reach.people = word.parse().ok(),
                }
            }
            reach
        };
        let found = step(&reach(before), &reach(after));
        assert_eq!(found.map(|step| step.kind), expected, "{before} → {after}");
    }

    #[test]
    fn steps_are_those_of_what_both_state() {
        check("20", "200", Some(Grows));
        check("20", "201", Some(Jumps));
        check("200", "20", Some(Shrinks));
        check("20", "20", Some(Stays));
        check("5%", "50%", Some(Grows));
        check("50%", "100%", Some(Grows));
        check("49%", "100%", Some(Jumps));
        check("1%", "11%", Some(Jumps));
        check("0%", "10%", Some(Grows));
        check("0%", "60%", Some(Jumps));
        check("120 0%", "900 0%", Some(Grows));
        check("900 0%", "10%", Some(Grows));
        check("20", "5%", None);
        check("", "20", None);
        check("20", "", None);
    }

    #[test]
    fn nothing_is_compared_with_none() {
        let step = |was, is| {
            let reach = |people| Reach { people: Some(people), ..Reach::default() };
            step(&reach(was), &reach(is)).expect("both state people")
        };
        assert_eq!((step(0.0, 9.0).kind, step(0.0, 9.0).times), (Grows, None));
        assert_eq!(step(10.0, 25.0).times, Some(2.5));
        assert_eq!(step(10.0, 25.0).points, None);
    }
}
