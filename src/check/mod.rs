//! Rules over plans: what is wrong, how grave it is, and what to write instead.
//!
//! In: a plan with its analysis, and what reading it found. Out: findings with their severity, by
//! place. Invariant: every finding's code is a rule of the registry, and every rule has its page.

mod allow;
mod baseline;
mod comments;
mod dependencies;
mod input;
mod links;
pub mod rules;
mod subject;

pub use baseline::{AcceptedFinding, Baseline, line_fingerprint};
pub use dependencies::{ResolvedDependencies, resolve_dependencies};
pub use input::RuleInput;
pub use links::{Link, ResolvedLinks, collect_links, resolve_links};

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::header::StatusKind;
use crate::model::prose::Block;
use crate::settings::Settings;
use crate::text::{Source, Span};
use allow::Allows;

/// What is wrong in one file as far as it can be told without its neighbours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileFindings {
    findings: Vec<Diagnostic>,
    allows: Allows,
}

impl FileFindings {
    /// Findings that the file's comments do not allow.
    fn new(mut findings: Vec<Diagnostic>, source: &Source, blocks: &[Block]) -> Self {
        let mut allows = Allows::of(source, blocks);
        allows.apply(&mut findings);
        list(&mut findings);
        Self { findings, allows }
    }

    /// All findings on the file: those, what its neighbours tell, and comments that allow nothing.
    /// Severities are settled for a plan of this status (none for ordinary pages); by place.
    pub fn with(
        self,
        mut outside: Vec<Diagnostic>,
        status: Option<StatusKind>,
        settings: &Settings,
    ) -> Vec<Diagnostic> {
        let Self { mut findings, mut allows } = self;
        allows.apply(&mut outside);
        findings.extend(outside);
        findings.extend(allows.idle());
        list(&mut findings);
        settle(findings, status, settings)
    }
}

/// What is wrong in one plan: what reading it found, and every rule.
pub fn plan(facts: &RuleInput<'_>, reading: Vec<Diagnostic>) -> FileFindings {
    let mut findings = reading;
    let (source, blocks) = (facts.source, &facts.plan.blocks);
    rules::add_fixes(source, facts.plan.header.status.as_ref(), &mut findings);
    for rule in rules::ALL {
        if let Some(check) = rule.check {
            findings.extend(check(facts));
        }
    }
    rules::drop_superseded(&mut findings);
    FileFindings::new(findings, source, blocks)
}

/// What is wrong on an ordinary page: what reading it found, and the rules that read the text alone.
pub fn page(source: &Source, blocks: &[Block], reading: Vec<Diagnostic>) -> FileFindings {
    let mut findings = reading;
    rules::add_fixes(source, None, &mut findings);
    findings.extend(rules::of_text(source));
    FileFindings::new(findings, source, blocks)
}

/// How many findings of one rule are listed of one file.
const LISTED: usize = 1000;

/// Leaves of each rule the first findings, and one that counts the others.
fn list(findings: &mut Vec<Diagnostic>) {
    if findings.len() <= LISTED {
        return;
    }
    let mut counts: BTreeMap<&'static str, (usize, Option<Span>)> = BTreeMap::new();
    findings.retain(|finding| {
        let (count, next) = counts.entry(finding.code).or_default();
        *count += 1;
        if *count > LISTED {
            next.get_or_insert(finding.span);
        }
        *count <= LISTED
    });
    for (code, (count, next)) in counts {
        if let Some(place) = next {
            let message = format!("{} more findings of this rule", count - LISTED);
            let help = "mend those above it, and those that follow are listed";
            findings.push(Diagnostic::new(code, place, message).help(help));
        }
    }
}

/// Settles the severity of findings on a plan of a status (none for ordinary pages), drops those that
/// the settings turn off, and sorts the rest by place.
pub fn settle(
    mut findings: Vec<Diagnostic>,
    status: Option<StatusKind>,
    settings: &Settings,
) -> Vec<Diagnostic> {
    findings.retain_mut(|finding| match settings.rules.get(finding.code) {
        Some(None) => false,
        Some(Some(severity)) => {
            finding.severity = *severity;
            true
        }
        None => {
            // What a rule finds worth knowing only stays that.
            if let Some(rule) = rules::find(finding.code)
                && finding.severity != Severity::Info
            {
                finding.severity = rule.category.severity(status);
            }
            true
        }
    });
    findings.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    // They stay in memory for as long as the site.
    findings.shrink_to_fit();
    findings
}
