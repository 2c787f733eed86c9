//! Rules over plans: what is wrong, how grave it is, and what to write instead.
//!
//! In: a plan with its analysis, and what reading it found. Out: findings with their severity, by
//! place. Invariant: every finding's code is a rule of the registry, and every rule has its page.

mod links;
pub mod rules;
mod subject;

pub use links::links;

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::date::Date;
use crate::model::header::StatusKind;
use crate::model::plan::Plan;
use crate::settings::Settings;
use crate::text::Source;
use rules::Nature;

/// What a rule may read of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Its text.
    pub source: &'a Source,
    /// What its author stated.
    pub plan: &'a Plan,
    /// What follows from it.
    pub analysis: &'a Analysis,
    /// The site's settings.
    pub settings: &'a Settings,
    /// The date of the build.
    pub today: Date,
}

/// All findings on one plan: those of reading it, and those of every rule; severities settled, by
/// place.
pub fn plan(facts: &Facts<'_>, reading: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut findings = reading;
    for rule in rules::ALL {
        if let Some(check) = rule.check {
            findings.extend(check(facts));
        }
    }
    rules::drop_superseded(&mut findings);
    settle(findings, facts.plan.status_kind(), facts.settings)
}

/// All findings on an ordinary page: those of reading it, and those of the rules that read the text
/// alone; severities settled, by place.
pub fn page(source: &Source, reading: Vec<Diagnostic>, settings: &Settings) -> Vec<Diagnostic> {
    let mut findings = reading;
    findings.extend(rules::of_text(source));
    settle(findings, None, settings)
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
            if let Some(rule) = rules::find(finding.code) {
                finding.severity = severity(rule.nature, status);
            }
            true
        }
    });
    findings.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    findings
}

/// The severity of a finding: a hole is as grave as the plan is live; a contradiction stays a warning
/// when the plan is closed; advice is a hole that is never an error; broken input has a severity of
/// its own.
pub const fn severity(nature: Nature, status: Option<StatusKind>) -> Severity {
    match (nature, status) {
        (Nature::Broken(severity), _) => severity,
        (Nature::Advice, Some(StatusKind::InProgress | StatusKind::Paused))
        | (_, Some(StatusKind::Approved | StatusKind::Unknown) | None) => Severity::Warning,
        (_, Some(StatusKind::InProgress | StatusKind::Paused)) => Severity::Error,
        (Nature::Contradiction, Some(StatusKind::Draft)) | (Nature::Hole | Nature::Advice, _) => {
            Severity::Info
        }
        (Nature::Contradiction, _) => Severity::Warning,
    }
}
