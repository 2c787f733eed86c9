//! Rollback sections whose triggers and steps can't be told apart.

use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    let mut headings: Vec<_> = plan.rollback.unread.iter().map(|section| section.heading).collect();
    headings.dedup();
    let Some((first, others)) = headings.split_first().filter(|_| !plan.is_closed()) else {
        return Vec::new();
    };
    let message = match others.len() {
        0 => "the triggers and steps of this section can't be told apart for sure".to_owned(),
        n => format!("the triggers and steps of {} sections can't be told apart for sure", n + 1),
    };
    let finding = Diagnostic::new("mixed-rollback", *first, message);
    let finding = others
        .iter()
        .take(subject::LISTED)
        .fold(finding, |finding, place| finding.also(*place, "this section, too"));
    vec![
        finding
            .note("the rollback page shows the section as written, without numbering anything")
            .help("list what calls for a rollback under `### Rollback Triggers`, and what to do as a numbered list under `### Rollback Steps`"),
    ]
}
