//! More of something than the limits allow; found by `markdown`, `parse` and `analysis`.

use crate::analysis::extent::LISTED_DECISIONS;
use crate::analysis::wording::count;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::text::Span;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let extent = &facts.analysis.extent;
    let owners = extent.named().map(|named| {
        let most = facts.settings.limits.owners;
        let message = format!("the plan names {named} people and roles, over the limit of {most}");
        finding(Span::default(), message)
            .note(format!(
                "only the first {most} have pages of their own; the others are named without a link"
            ))
            .help("name fewer, or raise `owners` under `[limits]` in the settings")
    });
    let (pages, phases) = (extent.phase_pages, &facts.plan.phases);
    let without = phases.get(pages).map(|first| {
        let without = count(phases.len() - pages, "phase has", "phases have");
        let message =
            format!("{without} no page of their own: a plan of this length has room for {pages}");
        finding(first.span, message)
            .note(
                "a plan may produce at most 200 bytes of site for each byte of its text, plus 2 MB",
            )
            .note("they are shown on the page that lists all phases, and on the plan's source page")
            .help("split the plan")
    });
    let (risks, decisions) = (&facts.plan.risks, &facts.plan.decisions);
    let risks = risks
        .get(extent.listed_risks)
        .map(|first| listed(first.span, risks.len(), "risks", extent.listed_risks, "most urgent"));
    let decisions = decisions
        .get(LISTED_DECISIONS)
        .map(|first| listed(first.span, decisions.len(), "decisions", LISTED_DECISIONS, "latest"));
    owners.into_iter().chain(without).chain(risks).chain(decisions).collect()
}

/// What only in part stands in lists of all plans.
fn listed(first: Span, count: usize, nouns: &str, most: usize, which: &str) -> Diagnostic {
    let message =
        format!("{count} {nouns} are over the {most} that lists of all plans have of one");
    finding(first, message)
        .note(format!("the {which} stand there, all on the plan's own pages"))
        .help("split the plan")
}

fn finding(span: Span, message: String) -> Diagnostic {
    Diagnostic::new("limit-exceeded", span, message)
}
