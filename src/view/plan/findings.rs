//! What a plan leaves open, for its author: every finding with its help, and how to state what is missing.

use serde::Serialize;

use super::empty::{Empty, EmptyPart};
use super::header::{PlanHeader, TabKey};
use super::{At, PlanView};
use crate::diagnostic::Diagnostic;
use crate::site::Route;
use crate::view::finding::{MessagePart, message_parts, sentence_parts, severity_words};
use crate::view::part::counted;
use crate::view::shell::{Anchor, NavSection, Shell};

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-findings.html";

/// A plan's findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanFindingsPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// "12 findings in payments/refunds.md."
    pub lede: String,
    /// The findings, the gravest first.
    pub rows: Vec<PlanFindingRow>,
    /// Parts that the plan does not have, and how to write them.
    pub absent: Vec<Empty>,
    /// All findings of the site.
    pub all: Anchor,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanFindingRow {
    /// Value of `data-tone`.
    pub tone: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// "Error", "Warning", "Info".
    pub word: &'static str,
    /// The message.
    pub message: Vec<MessagePart>,
    /// What to write instead.
    pub help: Vec<Vec<MessagePart>>,
    /// The line, on the source page.
    pub place: Anchor,
    /// The rule.
    pub rule: Anchor,
}

/// A plan's findings.
pub fn findings(plan_view: &PlanView<'_>) -> (Shell, PlanFindingsPage) {
    let entry = plan_view.entry;
    let at = At::new(plan_view, &Route::PlanFindings(entry.slug.clone()));
    // A plan becomes stale, a phase overdue.
    let shell = at.shell("Findings", NavSection::Plans, true);
    let mut sorted: Vec<&Diagnostic> = entry.findings.iter().collect();
    sorted.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.span));
    let view = PlanFindingsPage {
        header: at.header(TabKey::Findings, "Findings"),
        lede: format!("{} in {}.", counted(sorted.len(), "finding"), entry.source.path()),
        rows: sorted.into_iter().map(|finding| at.finding(finding)).collect(),
        absent: at.absent(),
        all: Anchor { href: at.to(&Route::Findings(1)), text: "Findings of all plans".to_owned() },
    };
    (shell, view)
}

impl At<'_, '_> {
    /// "3 findings", as a link to their page; `None` without any.
    pub(super) fn findings_link(&self) -> Option<Anchor> {
        let findings = self.entry.findings.len();
        (findings > 0).then(|| Anchor {
            href: self.to(&Route::PlanFindings(self.entry.slug.clone())),
            text: counted(findings, "finding"),
        })
    }

    fn finding(&self, finding: &Diagnostic) -> PlanFindingRow {
        let (word, tone, icon) = severity_words(finding.severity);
        PlanFindingRow {
            tone,
            icon,
            word,
            message: sentence_parts(&finding.message),
            help: finding.help.iter().map(|help| message_parts(help)).collect(),
            place: self.to_line(finding.span),
            rule: Anchor {
                href: self.to(&Route::Rule(finding.code)),
                text: finding.code.to_owned(),
            },
        }
    }

    fn absent(&self) -> Vec<Empty> {
        let plan = self.plan();
        let sections = plan.sections;
        let rollback = &plan.rollback;
        let has_rollback = !(rollback.triggers.is_empty() && rollback.steps.is_empty());
        let parts = [
            (EmptyPart::Phases, !plan.phases.is_empty(), sections.phases),
            (
                EmptyPart::Criteria,
                !plan.transition_criteria.is_empty(),
                sections.transition_criteria,
            ),
            (EmptyPart::Risks, !plan.risks.is_empty(), sections.risks),
            (EmptyPart::Rollback, has_rollback, sections.rollback),
            (EmptyPart::Checklists, !plan.checklists.is_empty(), sections.checklists),
        ];
        // Of a plan that is shown in part nobody can tell what it lacks.
        let is_whole = self.entry.whole.is_none();
        let absent = parts.into_iter().filter(|(_, has, _)| !has && is_whole);
        absent.map(|(part, _, section)| part.hint(section, self.entry.source.path())).collect()
    }
}
