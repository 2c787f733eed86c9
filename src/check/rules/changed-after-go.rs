//! A Go whose plan was changed afterwards.

use crate::analysis::past::{GateRecord, change_words};
use crate::analysis::wording::count;
use crate::check::{RuleInput, subject};
use crate::diagnostic::Diagnostic;
use crate::model::date::display;
use crate::model::decision::Verdict;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let past = &facts.analysis.past;
    let records = past.records.iter().filter(|(_, record)| record.drift().next().is_some());
    records.filter_map(|(&at, record)| finding(facts, at, record)).collect()
}

fn finding(facts: &RuleInput<'_>, at: usize, record: &GateRecord) -> Option<Diagnostic> {
    let decision = facts.plan.decisions.get(at)?;
    // Only what stands now: a later decision about the same gate has seen what changed until then.
    let is_latest = facts.analysis.gates.iter().any(|gate| gate.decision == Some(at));
    if !decision.verdict.is_some_and(Verdict::is_go) || !is_latest {
        return None;
    }
    let commit = &facts.analysis.past.versions.get(record.version)?.commit;
    let changes = count(record.drift().count(), "thing", "things");
    let message =
        format!("{changes} changed since this decision: {}", change_words(record.drift()));
    let finding = Diagnostic::new("changed-after-go", decision.verdict_text.span, message)
        .label(format!("committed on {}", display(commit.date)));
    let notes = record.drift().take(subject::LISTED);
    let finding = notes.fold(finding, |finding, change| finding.note(change.told()));
    Some(finding.help("let the approvers see it: log a decision anew, or undo the change"))
}
