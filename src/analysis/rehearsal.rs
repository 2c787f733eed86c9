//! Whether it is shown that the way back works.

use crate::model::date::{Date, days_between};
use crate::model::rollback::{Rehearsal, RehearsalResult, Rollback};

/// What the rehearsals of a rollback plan prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// The latest one passed.
    Passed,
    /// The latest one failed.
    Failed,
    /// The latest one passed, and no longer counts: it has no day, is older than the settings allow, or the
    /// steps were others.
    Stale,
    /// No rehearsal with a result is written down.
    None,
}

impl Proof {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Stale => "stale",
            Self::None => "none",
        }
    }
}

/// The latest rehearsal that tells how it ended: by date, of undated ones and those of one day the later.
/// One that is still to come has not ended.
pub fn latest(rollback: &Rollback, today: Date) -> Option<&Rehearsal> {
    let mut found: Option<(Option<Date>, &Rehearsal)> = None;
    for rehearsal in &rollback.rehearsals {
        let date = rehearsal.date.as_ref().map(|date| date.value);
        if rehearsal.result.is_none() || date.is_some_and(|date| date > today) {
            continue;
        }
        if found.is_none_or(|(before, _)| before <= date) {
            found = Some((date, rehearsal));
        }
    }
    found.map(|(_, rehearsal)| rehearsal)
}

/// What the rehearsals prove. `days` is how long one counts; `steps_changed` says that the steps are others
/// than they were, which only a plan's history tells.
pub(super) fn proof(rollback: &Rollback, days: u32, today: Date, steps_changed: bool) -> Proof {
    let Some(latest) = latest(rollback, today) else { return Proof::None };
    let is_recent =
        latest.date.as_ref().is_some_and(|date| days_between(date.value, today) <= i64::from(days));
    match latest.result {
        Some(RehearsalResult::Passed) if is_recent && !steps_changed => Proof::Passed,
        Some(RehearsalResult::Passed) => Proof::Stale,
        Some(RehearsalResult::Failed) => Proof::Failed,
        None => Proof::None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::day;
    use super::*;
    use crate::text::{Span, Spanned};

    #[track_caller]
    fn check(rehearsals: &[(&str, Option<RehearsalResult>)], expected: Proof) {
        let of = |(date, result): &(&str, Option<RehearsalResult>)| Rehearsal {
            date: (*date != "-").then(|| Spanned::new(day(date), Span::default())),
            result: *result,
            ..Rehearsal::default()
        };
        let rehearsals = rehearsals.iter().map(of).collect();
        let rollback = Rollback { rehearsals, ..Rollback::default() };
        assert_eq!(proof(&rollback, 90, day("2026-11-22"), false), expected);
        let changed = proof(&rollback, 90, day("2026-11-22"), true);
        assert_eq!(changed == Proof::Stale, matches!(expected, Proof::Passed | Proof::Stale));
    }

    #[test]
    fn the_latest_rehearsal_counts_as_long_as_the_settings_say() {
        let (passed, failed) = (Some(RehearsalResult::Passed), Some(RehearsalResult::Failed));
        check(&[], Proof::None);
        check(&[("2026-11-03", passed)], Proof::Passed);
        check(&[("2026-08-24", passed)], Proof::Passed);
        check(&[("2026-08-23", passed)], Proof::Stale);
        check(&[("-", passed)], Proof::Stale);
        check(&[("2026-11-03", None)], Proof::None);
        check(&[("2026-11-03", failed), ("2026-10-01", passed)], Proof::Failed);
        check(&[("2026-10-01", failed), ("2026-11-03", passed)], Proof::Passed);
        check(&[("2026-12-01", passed)], Proof::None);
    }
}
