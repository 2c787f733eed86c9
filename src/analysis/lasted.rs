//! How long phases took, by the decisions that began and ended them.

use super::gate::Gate;
use crate::model::date::{Date, days_between};
use crate::model::decision::Verdict;
use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;

/// When a phase began and ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasted {
    /// The day of the Go for the gate before it.
    pub from: Date,
    /// The day of the Go for the gate at its end.
    pub to: Date,
}

impl Lasted {
    /// Days from the one to the other, never negative.
    pub fn days(&self) -> usize {
        usize::try_from(days_between(self.from, self.to)).unwrap_or_default()
    }
}

/// When the phase at an index (from 0) began and ended; `None` where the log does not say it for sure: a gate was
/// decided by more than one Go, the latest decision about it is another, or it has no date. Of the first phase no
/// decision says when it began.
pub fn lasted(plan: &Plan, gates: &[Gate], index: usize, today: Date) -> Option<Lasted> {
    // What such a row decides nobody knows.
    if plan.decisions.iter().any(|row| row.phase.is_none() && !row.phase_text.is_empty()) {
        return None;
    }
    let from = go(plan, gates, index.checked_sub(1)?)?;
    let to = go(plan, gates, index)?;
    (from <= to && to <= today).then_some(Lasted { from, to })
}

/// The day of the one Go for the gate at the end of a phase.
fn go(plan: &Plan, gates: &[Gate], index: usize) -> Option<Date> {
    let own = Some(PhasePosition::from_index(index));
    let is_go = |verdict: Option<Verdict>| verdict.is_some_and(Verdict::is_go);
    let rows = plan.decisions.iter().enumerate();
    let mut goes = rows.filter(|(_, row)| row.phase == own && is_go(row.verdict));
    let (at, row) = goes.next().filter(|_| goes.next().is_none())?;
    let is_latest = gates.get(index)?.decision == Some(at);
    row.date.as_ref().filter(|_| is_latest).map(|date| date.value)
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::testing::{TODAY, day, gates, plan};
    use super::*;
    use crate::settings::Settings;

    /// `expected`: the days that Phase 1 took; `None` where that is not known.
    #[track_caller]
    fn check(facts: &str, expected: Option<usize>) {
        let plan = plan(&format!("phases 3; {facts}"));
        let gates = gates(&plan, &current(&plan), &Settings::default());
        let found = lasted(&plan, &gates, 1, day(TODAY)).map(|lasted| lasted.days());
        assert_eq!(found, expected, "{facts}");
    }

    #[test]
    fn a_phase_lasts_from_the_go_before_it_to_its_own() {
        let began = "decided 0 go 2026-10-01";
        check(&format!("{began}; decided 1 go 2026-10-24"), Some(23));
        check(&format!("{began}; decided 1 hold 2026-10-20; decided 1 go 2026-10-24"), Some(23));
        check(&format!("{began}; decided 1 go 2026-10-01"), Some(0));
        check(began, None);
        check("decided 1 go 2026-10-24", None);
    }

    #[test]
    fn what_the_log_does_not_say_for_sure_is_not_told() {
        let began = "decided 0 go 2026-10-01";
        for doubt in [
            "decided 1 go",
            "decided 1 go 2026-10-24; decided 1 go 2026-10-30",
            "decided 1 go 2026-10-24; decided 1 hold 2026-10-25",
            "decided 1 go 2026-09-24",
            "decided 1 go 2026-11-24",
            "decided 0 go 2026-10-02; decided 1 go 2026-10-24",
        ] {
            check(&format!("{began}; {doubt}"), None);
        }
        let plan = plan("phases 2; decided 0 go 2026-10-01");
        let gates = gates(&plan, &current(&plan), &Settings::default());
        assert_eq!(lasted(&plan, &gates, 0, day(TODAY)), None, "nothing says when it began");
    }
}
