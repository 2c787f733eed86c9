//! Entries of what was read.

use std::sync::Arc;

use super::claims::Claims;
use super::entry::{NameIndex, PageEntry, PlanEntry};
use super::gather::is_introduction;
use super::held::Held;
use super::part::{PlanPart, counts};
use super::phase_files::{gate_files, packet_files, phase_files};
use super::summarise::{self, summarise};
use super::summary::{RollbackSummary, Summary};
use crate::analysis::Analysis;
use crate::analysis::attention::Attention;
use crate::analysis::current::{CurrentPhase, CurrentPhaseState};
use crate::analysis::extent::Extent;
use crate::analysis::progress::{self, Progress};
use crate::analysis::whole::Whole;
use crate::diagnostic::Diagnostic;
use crate::model::plan::{Page, Plan};
use crate::site::Slug;
use crate::text::Source;

impl PlanEntry {
    /// The same where an audience is shown a part of the plan.
    #[must_use]
    pub fn shown_in_part(mut self, whole: Option<Arc<Whole>>) -> Self {
        self.summary.withheld = whole.as_ref().map(|whole| whole.withheld);
        self.whole = whole;
        self
    }

    /// A plan at the place that its path asks for, without findings.
    pub fn new(slug: Slug, source: Arc<Source>, plan: Arc<Plan>, analysis: Arc<Analysis>) -> Self {
        let title = plan.header.title.as_ref();
        let title = title.filter(|_| is_introduction(source.path()));
        let title = title.map(|title| title.value.as_str().into());
        let mut entry = Self {
            gate_files: gate_files(&plan, analysis.extent.phase_pages),
            packet_files: Box::default(),
            phase_files: phase_files(&plan, analysis.extent.phase_pages),
            summary: Summary::blank(slug.clone()),
            slug,
            source,
            folder_title: title,
            aliases: plan.header.aliases.clone().into(),
            extent: analysis.extent.clone(),
            has_residual: has_residual(&plan),
            counts: counts(&plan),
            versions: Arc::clone(&analysis.past.versions),
            claims: Arc::new(Claims::of(&plan)),
            depends_on: Arc::default(),
            plan: plan.into(),
            analysis: analysis.into(),
            findings: Vec::new(),
            files: Box::default(),
            links: Arc::default(),
            whole: None,
            naming: NameIndex::default(),
        };
        entry.summary = summarise(&entry);
        let wanted = entry.summary.gates_wanted.iter().map(|gate| gate.phase);
        entry.packet_files = packet_files(&entry.plan, wanted);
        entry
    }

    /// A plan of another site: what pages about many plans say of it.
    pub fn of_other_site(source: Arc<Source>, summary: Summary) -> Self {
        Self {
            slug: summary.slug.clone(),
            source,
            plan: Held::default(),
            analysis: Held::default(),
            folder_title: None,
            aliases: Box::default(),
            extent: Extent::default(),
            has_residual: false,
            counts: [0; PlanPart::ALL.len()],
            findings: Vec::new(),
            files: Box::default(),
            links: Arc::default(),
            phase_files: Box::default(),
            gate_files: Box::default(),
            claims: Arc::default(),
            depends_on: Arc::default(),
            packet_files: Box::default(),
            summary,
            versions: Arc::default(),
            whole: None,
            naming: NameIndex::default(),
        }
    }

    /// Gives it its place in the site and what its neighbours tell of it; `files` are those of the content folder
    /// that it uses.
    pub fn place(
        &mut self,
        slug: Slug,
        mut findings: Vec<Diagnostic>,
        files: Vec<String>,
        attention: Option<Attention>,
    ) {
        self.summary.attention = attention;
        self.summary.slug = slug.clone();
        self.slug = slug;
        // Of many plans, the room for more would be megabytes.
        findings.shrink_to_fit();
        self.findings = findings;
        self.files = files.into();
    }
}

/// Whether a plan's register says what risks are left after mitigation.
fn has_residual(plan: &Plan) -> bool {
    plan.risks.iter().any(|r| r.residual_likelihood.is_some() || r.residual_impact.is_some())
}

impl Summary {
    /// What stands in an entry until its plan is summarised.
    pub fn blank(slug: Slug) -> Self {
        Self {
            slug,
            source: String::new(),
            lang: None,
            title: String::new(),
            is_template: false,
            status: None,
            owner: None,
            owner_is_author: false,
            author: None,
            sentence: String::new(),
            tags: Vec::new(),
            date: None,
            updated: None,
            next_review: None,
            updated_by: None,
            current: CurrentPhase {
                state: CurrentPhaseState::NotStated,
                position: None,
                from: None,
            },
            phases: Arc::default(),
            schedule: Arc::default(),
            audiences: Arc::default(),
            if_ended_today: Arc::default(),
            support: None,
            current_name: None,
            current_users: None,
            share: None,
            gate: None,
            gates_wanted: Arc::default(),
            approvals: Arc::default(),
            decisions: Arc::default(),
            risks: Arc::default(),
            worst_open: None,
            rollback: RollbackSummary::default(),
            progress: Progress::default(),
            attention: None,
            withheld: None,
            site: None,
        }
    }
}

impl PageEntry {
    /// A page with its place in the site; `files` are those of the content folder that it uses.
    pub fn new(
        slug: Slug,
        source: Arc<Source>,
        page: Arc<Page>,
        findings: Vec<Diagnostic>,
        files: Vec<String>,
    ) -> Self {
        let title = page.header.title.as_ref().map_or_else(
            || summarise::file_name(source.path()).to_owned(),
            |title| title.value.clone(),
        );
        let progress = progress::of_page(&page);
        Self { slug, source, page, title, progress, findings, files, links: Arc::default() }
    }
}
