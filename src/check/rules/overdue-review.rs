//! Plans whose next review was due.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::date::display;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let review = facts.plan.header.next_review.as_ref();
    let is_due = |day: &&_| facts.today > **day && !facts.plan.is_closed();
    let Some(review) = review.filter(|review| is_due(&&review.value)) else { return Vec::new() };
    let message = format!("the next review was due on {}", display(review.value));
    vec![
        Diagnostic::new("overdue-review", review.span, message)
            .help("review the plan, then write the day of the next review"),
    ]
}
