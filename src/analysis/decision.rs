//! The decision that counts for each phase.

use crate::model::date::Date;
use crate::model::decision::Decision;
use crate::model::plan::Plan;

/// The latest decision about each phase among those that `counts`, as indices into the plan's, in
/// phase order. Latest by date; of undated ones and those of one day, the later row.
pub(super) fn latest(plan: &Plan, counts: impl Fn(&Decision) -> bool) -> Vec<Option<usize>> {
    let mut latest: Vec<Option<(Option<Date>, usize)>> = vec![None; plan.phases.len()];
    for (row, decision) in plan.decisions.iter().enumerate().filter(|(_, d)| counts(d)) {
        let Some(slot) = decision.phase.and_then(|p| latest.get_mut(p.index())) else { continue };
        // An undated row follows the one that it stands below.
        let date = decision.date.as_ref().map(|d| d.value).or(slot.and_then(|(date, _)| date));
        if slot.is_none_or(|(before, _)| before <= date) {
            *slot = Some((date, row));
        }
    }
    latest.into_iter().map(|slot| slot.map(|(_, row)| row)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::plan;
    use super::*;

    #[track_caller]
    fn check(facts: &str, expected: &[Option<usize>]) {
        assert_eq!(latest(&plan(facts), |d| d.verdict.is_some()), expected, "{facts}");
    }

    #[test]
    fn the_latest_is_by_date_then_by_row() {
        check("phases 2; decided 0 hold; decided 0 go", &[Some(1), None]);
        check("phases 1; decided 0 go 2026-11-02; decided 0 hold 2026-11-01", &[Some(0)]);
        check("phases 1; decided 0 go 2026-11-02; decided 0 hold 2026-11-02", &[Some(1)]);
        check("phases 1; decided 0 go 2026-11-02; decided 0 hold", &[Some(1)]);
        check("phases 1; decided 0 go; decided 0 hold 2026-11-02", &[Some(1)]);
        check(
            "phases 1; decided 0 go 2026-11-02; decided 0 hold; decided 0 no-go 2026-10-01",
            &[Some(1)],
        );
    }

    #[test]
    fn rows_that_do_not_count_or_name_no_phase_are_passed_over() {
        check("phases 1; decided 0 go; decided 0 ?; decided 9 hold", &[Some(0)]);
        check("decided 0 go", &[]);
    }
}
