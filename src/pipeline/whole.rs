//! What a whole file says, where an audience is shown a part of it: nothing is told of the part that the whole does
//! not say.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::BuildConfig;
use crate::analysis::Analysis;
use crate::analysis::attention::{ReasonKind, grounds};
use crate::analysis::whole::{Judged, Whole};
use crate::check::{self, RuleInput};
use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::model::plan::{Article, Plan};
use crate::parse::parse;
use crate::text::Source;

/// A whole file, read.
pub(super) struct WholeFile {
    source: Arc<Source>,
    plan: Option<WholePlan>,
    pub(super) findings: WholeFindings,
}

struct WholePlan {
    plan: Arc<Plan>,
    analysis: Analysis,
    reasons: Vec<ReasonKind>,
}

/// What is wrong with a whole file, but for what the baseline accepts: each finding by its rule, line and words.
#[derive(Debug, Default)]
pub(super) struct WholeFindings(FxHashSet<(&'static str, u32, String)>);

impl WholeFindings {
    /// Whether the whole file has a finding on the part of it that is shown.
    pub(super) fn has(&self, shown: &Source, finding: &Diagnostic) -> bool {
        self.0.contains(&key(shown, finding))
    }
}

/// What a finding is known by: columns may differ.
fn key(source: &Source, finding: &Diagnostic) -> (&'static str, u32, String) {
    (finding.code, source.line(finding.span.start), finding.message.clone())
}

impl WholeFile {
    pub(super) fn read(source: Arc<Source>, config: &BuildConfig) -> Self {
        let BuildConfig { settings, language, today, baseline, .. } = config;
        let (document, mut reading) = markdown::read(&source, &settings.limits);
        let (article, more) = parse(&source, document, language);
        reading.extend(more);
        let (plan, checked, status) = match article {
            Article::Plan(plan) => {
                let analysis = config.analyse(&source, &plan);
                let today = *today;
                let facts = RuleInput {
                    source: &source,
                    plan: &plan,
                    analysis: &analysis,
                    settings,
                    today,
                };
                let checked = check::plan(&facts, reading);
                let reasons = grounds(&plan, &analysis, settings, today).kinds();
                let status = plan.status_kind();
                (Some(WholePlan { plan, analysis, reasons }), checked, status)
            }
            Article::Page(page) => (None, check::page(&source, &page.blocks, reading), None),
        };
        let mut findings = checked.with(Vec::new(), status, settings);
        baseline.accept(source.path(), Some(&source), &mut findings);
        let findings = findings.iter().map(|finding| key(&source, finding)).collect();
        Self { source, plan, findings: WholeFindings(findings) }
    }

    pub(super) fn is_plan(&self) -> bool {
        self.plan.is_some()
    }

    /// What follows from the whole plan, of which `shown` is a part; `None` for a page.
    pub(super) fn facts(&self, shown: &Plan) -> Option<Whole> {
        let WholePlan { plan, analysis, reasons } = self.plan.as_ref()?;
        let whole = Judged { source: &self.source, plan, analysis };
        Some(Whole::new(whole, reasons.clone(), shown))
    }
}
