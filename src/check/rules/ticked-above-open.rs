//! A ticked item with an open one below it.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::checklist::TaskItem;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for list in &facts.plan.checklists {
        of_items(&list.items.iter().collect::<Vec<_>>(), &mut findings);
    }
    let criteria: Vec<&TaskItem> = facts.plan.transition_criteria.iter().map(|c| &c.item).collect();
    of_items(&criteria, &mut findings);
    findings
}

/// One finding for a ticked item, on the first open item or mark nested below it.
fn of_items(items: &[&TaskItem], findings: &mut Vec<Diagnostic>) {
    // Items above the current one, the outermost first, each with whether it was told.
    let mut above: Vec<(&TaskItem, bool)> = Vec::new();
    for &item in items {
        while above.last().is_some_and(|(last, _)| last.depth >= item.depth) {
            above.pop();
        }
        if let Some((parent, is_told)) = above
            .iter_mut()
            .rev()
            .find(|(parent, _)| parent.done && parent.span.contains(item.span))
            && !item.done
            && !item.optional
            && !*is_told
        {
            *is_told = true;
            let message =
                format!("`{}` is ticked, `{}` below it is not", parent.text.plain, item.text.plain);
            findings.push(
                Diagnostic::new("ticked-above-open", parent.text.span, message)
                    .label("ticked")
                    .help("tick what is done, or clear the box above it"),
            );
        }
        above.push((item, false));
    }
}
