//! Phases that nobody is named to roll back.

use crate::analysis::coverage::Coverage;
use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::phase::Phase;
use crate::model::plan::Plan;

/// How many phases a message lists.
const LISTED: usize = 3;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    if plan.rollback.owners.is_empty() {
        return nobody(plan).into_iter().collect();
    }
    let phases = plan.phases.iter().zip(&facts.analysis.coverage);
    phases.filter(|(_, c)| !c.primary).map(|(phase, c)| finding(plan, phase, c)).collect()
}

/// The one finding on a plan without any rollback owner, at the section that should name them.
fn nobody(plan: &Plan) -> Option<Diagnostic> {
    let first = plan.phases.first()?;
    let span = plan.sections.rollback.or(plan.sections.phases).unwrap_or(first.span);
    let message = if plan.phases.len() > LISTED {
        format!("none of the {} phases has a rollback owner", plan.phases.len())
    } else {
        let names: Vec<String> = plan.phases.iter().map(phase_name).collect();
        format!("no rollback owner is named for {}", names.join(", "))
    };
    let row = "| Phase | Primary Owner | Backup Owner |";
    let finding = Diagnostic::new("phase-without-rollback-owner", span, message);
    Some(finding.help(format!("add a table `{row}` under a heading `### Rollback Owners`")))
}

fn finding(plan: &Plan, phase: &Phase, coverage: &Coverage) -> Diagnostic {
    let span = if phase.label.is_empty() { phase.span } else { phase.label.span };
    let name = phase_name(phase);
    let rows = coverage.owners.iter().filter_map(|&row| plan.rollback.owners.get(row));
    let finding = Diagnostic::new(
        "phase-without-rollback-owner",
        span,
        format!("no rollback owner is named for {name}"),
    );
    let help = if coverage.owners.is_empty() {
        format!("add a row for {name} to the table of rollback owners")
    } else {
        "name the primary owner".to_owned()
    };
    rows.fold(finding, |f, row| f.also(row.phases_text.span, "its row names no primary owner"))
        .help(help)
}
