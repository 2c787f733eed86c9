//! Headings of known sections with nothing under them.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::prose::{Block, BlockKind, Heading};
use crate::text::Span;

/// A log of decisions is not asked for: it is empty until the first gate.
pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    if plan.is_closed() {
        return Vec::new();
    }
    let (sections, rollback) = (&plan.sections, &plan.rollback);
    let is_rollback_empty =
        rollback.triggers.is_empty() && rollback.steps.is_empty() && rollback.owners.is_empty();
    let sections = [
        (
            sections.phases,
            plan.phases.is_empty(),
            "a table `| Phase | Scope | Users | Duration | Success Criteria | Go / No-Go |`",
        ),
        (
            sections.transition_criteria,
            plan.transition_criteria.is_empty(),
            "each condition of a gate as a task, `- [ ] …`",
        ),
        (
            sections.risks,
            plan.risks.is_empty(),
            "a table `| ID | Risk | Category | Likelihood | Impact | Mitigation | Owner | Status |`",
        ),
        (
            sections.rollback,
            is_rollback_empty,
            "what calls for a rollback, its steps in order, and whom to call",
        ),
        (
            sections.checklists,
            plan.checklists.is_empty(),
            "what has to be done as tasks, `- [ ] …`, by `### Pre-Launch`, `### Launch Day` and `### Post-Launch`",
        ),
    ];
    let empty = sections.into_iter().filter(|(_, is_empty, _)| *is_empty);
    empty.filter_map(|(span, _, help)| finding(plan, span?, help)).collect()
}

/// The finding on a section without any text: what stands there as prose is at least something.
fn finding(plan: &Plan, place: Span, help: &str) -> Option<Diagnostic> {
    let headings = plan.blocks.iter().enumerate().filter_map(|(index, block)| match &block.kind {
        BlockKind::Heading(heading) => Some((index, heading, block.span)),
        _ => None,
    });
    let mut headings = headings.filter(|(_, _, span)| span.contains(place));
    let (index, heading, span) = headings.next()?;
    let message = format!("`{}` has nothing under it", heading.text.plain);
    has_no_text(heading, &plan.blocks[index + 1..]).then(|| {
        Diagnostic::new("empty-section", span, message)
            .help(format!("write {help}; or delete the heading"))
    })
}

/// Whether only headings and tables without rows follow, up to the section's end.
fn has_no_text(heading: &Heading, after: &[Block]) -> bool {
    let is_inside = |block: &&Block| match &block.kind {
        BlockKind::Heading(next) => next.level > heading.level,
        _ => true,
    };
    after.iter().take_while(is_inside).all(|block| match &block.kind {
        BlockKind::Heading(_) | BlockKind::Rule => true,
        BlockKind::Table(table) => table.rows.is_empty(),
        _ => false,
    })
}
