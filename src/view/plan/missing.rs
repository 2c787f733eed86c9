//! What a plan still lacks before it can be approved or begun.

use super::At;
use crate::view::part::counted;

impl At<'_, '_> {
    /// What is missing, in words, the weightiest first.
    pub(super) fn missing(&self) -> Vec<String> {
        let plan = self.plan();
        let coverage = &self.entry.analysis.coverage;
        let mut missing = Vec::new();
        let mut count = |n: usize, noun: &str| {
            if n > 0 {
                missing.push(counted(n, noun));
            }
        };
        count(plan.phases.iter().filter(|p| p.go_no_go.is_none()).count(), "approver");
        count(coverage.iter().filter(|c| !c.primary).count(), "rollback owner");
        let unmeasured = plan.phases.iter().flat_map(|p| &p.success_criteria);
        let unmeasured = unmeasured.filter(|c| c.comparison.is_none()).count();
        if unmeasured > 0 {
            let noun = if unmeasured == 1 { "criterion" } else { "criteria" };
            missing.push(format!("{unmeasured} {noun} without a number"));
        }
        // What is shown as written may state them.
        let is_told = !plan.rollback.unread.is_empty();
        let absent = [
            (plan.phases.is_empty(), "the phases"),
            (plan.transition_criteria.is_empty(), "transition criteria"),
            (plan.risks.is_empty(), "a risk register"),
            (plan.rollback.triggers.is_empty() && !is_told, "rollback triggers"),
            (plan.rollback.steps.is_empty() && !is_told, "rollback steps"),
        ];
        missing.extend(absent.into_iter().filter(|a| a.0).map(|a| a.1.to_owned()));
        missing
    }
}
