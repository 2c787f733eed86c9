//! Rollback steps of which none tells whether they worked.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::prose::{Block, BlockKind, Callout, plain_text};
use crate::model::rollback::{Step, StepKind};

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    let steps = &plan.rollback.steps;
    let Some(last) = steps.last().filter(|_| !plan.is_closed()) else { return Vec::new() };
    let is_unfilled = plan.unfilled.iter().any(|unfilled| unfilled.place == "a rollback step");
    // What is shown as written may say it.
    let is_told = !plan.rollback.unread.is_empty();
    if is_unfilled || is_told || steps.iter().any(verifies) {
        return Vec::new();
    }
    let span = plan.sections.rollback.unwrap_or(last.span);
    let message = match steps.len() {
        1 => "the only rollback step does not verify anything".to_owned(),
        n => format!("none of the {n} rollback steps verifies that it worked"),
    };
    vec![
        Diagnostic::new("rollback-without-verification", span, message)
            .also(last.span, "the last step; what tells that users are safe again?")
            .help("add a step such as `Verify: error rate < 1% for 10 minutes`"),
    ]
}

/// Whether a step says what to look at, itself or in what stands below it ("Expect: …").
fn verifies(step: &Step) -> bool {
    step.kind == StepKind::Verify || step.blocks.iter().any(expects)
}

/// The words that open an expectation, with their colon: "check" alone may be part of an action.
const EXPECTATIONS: [&str; 4] = ["expect:", "expected:", "verify:", "check:"];

fn expects(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let words = plain_text(inlines).to_lowercase();
            EXPECTATIONS.iter().any(|word| words.starts_with(word))
        }
        BlockKind::List(list) => list.items.iter().any(|item| item.blocks.iter().any(expects)),
        BlockKind::Callout(Callout { blocks, .. }) | BlockKind::Quote { blocks } => {
            blocks.iter().any(expects)
        }
        _ => false,
    }
}
