//! Plans side by side: entries, summaries, programs, and where links lead.
//!
//! In: plans with their analysis and findings. Out: a [`Portfolio`], the one thing views read.
//! Invariant: pages about many plans read [`Summary`] only, so that editing a plan touches no more
//! than what its summary says.

mod calendar;
mod change;
mod facets;
#[cfg(test)]
pub(crate) mod fixture;
mod gather;
mod held;
mod lookup;
mod naming;
mod order;
mod owners;
mod phase_files;
mod register;
mod replace;
mod summarise;
mod summary;
mod plan_orders;

pub use calendar::{Calendar, DateSpan, DateWindow, PhaseEnd, SOON};
use change::counts;
pub use change::{FileChange, PlanPart, SaveEffect, changes};
pub use facets::{Facet, FacetValue, Facets};
pub use gather::gather;
use gather::is_introduction;
pub use held::Held;
pub use lookup::Lookup;
pub use naming::NameIndex;
pub use owners::{GateRef, Owner, Owners, RiskRef, RollbackDuty};
pub use phase_files::{file_of, phase_files};
pub use plan_orders::PlanOrders;
pub use register::{AcrossPlans, Register, RiskCategory};
pub use replace::replace;
pub use summarise::summarise;
pub use summary::{
    Approval, DecisionSummary, FindingSummary, GateSummary, PhaseSummary, RiskSummary,
    RollbackSummary, Summary,
};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::Analysis;
use crate::analysis::attention::Attention;
use crate::analysis::extent::Extent;
use crate::analysis::progress::{self, Progress};
use crate::check::Link;
use crate::diagnostic::Diagnostic;
use crate::model::plan::{Page, Plan};
use crate::site::{Directory, Route, Slug};
use crate::text::{Natural, Source, Spanned};

/// A plan with all that is known of it.
#[derive(Debug, Clone)]
pub struct PlanEntry {
    /// Its place in the site.
    pub slug: Slug,
    /// Its text.
    pub source: Arc<Source>,
    /// What its author stated; not held by every entry, see [`PlanEntry::opened`].
    pub plan: Held<Plan>,
    /// What follows from it; held with the plan.
    pub analysis: Held<Analysis>,
    /// Its title as written, where it introduces its folder.
    pub folder_title: Option<String>,
    /// Its former addresses, as written.
    pub aliases: Vec<Spanned<String>>,
    /// How much of it stands on pages beside those that every plan has.
    pub extent: Extent,
    /// Whether it states levels after mitigation: only then has it maps before and after it.
    pub has_residual: bool,
    /// How many entries it has of each part, in the order of [`PlanPart::ALL`].
    pub counts: [usize; PlanPart::ALL.len()],
    /// What is wrong with it, by place.
    pub findings: Vec<Diagnostic>,
    /// Files of the content folder that it links to or shows.
    pub files: Vec<String>,
    /// Its links and images, as far as they may lead nowhere.
    pub links: Arc<[Link]>,
    /// The file name of each phase's page without ending, in phase order: `phase-1-private-preview`; of
    /// the first phases, as far as the plan's extent goes.
    pub phase_files: Vec<String>,
    /// What other pages say of it.
    pub summary: Summary,
    /// Whom its cells name.
    pub naming: NameIndex,
}

/// An ordinary page with all that is known of it.
#[derive(Debug, Clone)]
pub struct PageEntry {
    /// Its place in the site.
    pub slug: Slug,
    /// Its text.
    pub source: Arc<Source>,
    /// What it holds.
    pub page: Arc<Page>,
    /// Title, else the file's name.
    pub title: String,
    /// Its boxes.
    pub progress: Progress,
    /// What is wrong with it, by place.
    pub findings: Vec<Diagnostic>,
    /// Files of the content folder that it links to or shows.
    pub files: Vec<String>,
    /// Its links and images, as far as they may lead nowhere.
    pub links: Arc<[Link]>,
}

impl PlanEntry {
    /// A plan at the place that its path asks for, without findings.
    pub fn new(slug: Slug, source: Arc<Source>, plan: Arc<Plan>, analysis: Arc<Analysis>) -> Self {
        let title = plan.header.title.as_ref();
        let title = title.filter(|_| is_introduction(source.path())).map(|t| t.value.clone());
        let mut entry = Self {
            phase_files: phase_files(&plan, analysis.extent.phase_pages),
            summary: Summary::blank(slug.clone()),
            slug,
            source,
            folder_title: title,
            aliases: plan.header.aliases.clone(),
            extent: analysis.extent.clone(),
            has_residual: has_residual(&plan),
            counts: counts(&plan),
            plan: plan.into(),
            analysis: analysis.into(),
            findings: Vec::new(),
            files: Vec::new(),
            links: Arc::default(),
            naming: NameIndex::default(),
        };
        entry.summary = summarise(&entry);
        entry
    }

    /// The same with its place in the site and what its neighbours tell of it; `files` are those of the
    /// content folder that it uses.
    #[must_use]
    pub fn placed(
        &self,
        slug: Slug,
        findings: Vec<Diagnostic>,
        files: Vec<String>,
        attention: Option<Attention>,
    ) -> Self {
        let mut entry = self.clone();
        entry.summary.findings = summarise::findings(&self.source, &findings);
        entry.summary.attention = attention;
        entry.summary.slug = slug.clone();
        Self { slug, findings, files, ..entry }
    }

    /// Whether it holds what its author stated, and what follows.
    pub fn is_open(&self) -> bool {
        self.plan.is_held()
    }

    /// The same with what its author stated, and what follows, for what reads more than the summary.
    #[must_use]
    pub fn opened(&self, plan: Arc<Plan>, analysis: Arc<Analysis>) -> Self {
        Self { plan: plan.into(), analysis: analysis.into(), ..self.clone() }
    }

    /// The same without.
    #[must_use]
    pub fn closed(self) -> Self {
        Self { plan: Held::default(), analysis: Held::default(), ..self }
    }
}

/// Whether a plan's register says what risks are left after mitigation.
fn has_residual(plan: &Plan) -> bool {
    plan.risks.iter().any(|r| r.residual_likelihood.is_some() || r.residual_impact.is_some())
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

/// A finding on a file that could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFinding {
    /// Path below the content folder.
    pub path: String,
    /// The finding; its span is empty.
    pub diagnostic: Diagnostic,
}

/// A document that could not be read: its address stays, and says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableDocument {
    /// Path below the content folder.
    pub path: String,
    /// Its place in the site.
    pub slug: Slug,
    /// Whether it stands among plans. What it was is not known, so it may stand among pages too.
    pub is_plan: bool,
    /// Whether it stands among pages.
    pub is_page: bool,
    /// Why it could not be read: one lower-case line.
    pub reason: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// A folder of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Path below the content folder: `payments`.
    pub folder: String,
    /// Its place in the site.
    pub slug: Slug,
    /// Title of its introduction, else the folder's name.
    pub title: String,
    /// The ordinary page that introduces it (`README.md`), as an index into [`Portfolio::pages`].
    pub introduction: Option<usize>,
    /// Its plans, those of folders below it too, as indices into [`Portfolio::entries`], in the
    /// order of the status index.
    pub plans: Vec<usize>,
}

/// All plans and pages of a site.
#[derive(Debug, Clone, Default)]
pub struct Portfolio {
    /// Plans by source path.
    pub entries: Vec<Arc<PlanEntry>>,
    /// Ordinary pages by source path.
    pub pages: Vec<Arc<PageEntry>>,
    /// Plans in the order of the status index, as indices.
    pub order: Vec<usize>,
    /// Programs by folder.
    pub programs: Arc<Vec<Program>>,
    /// Where links of authors lead.
    pub directory: Arc<Directory>,
    /// Former slugs with the plan that stood there, as an index; by slug.
    pub moved: Arc<BTreeMap<Slug, usize>>,
    /// Findings on files that could not be read.
    pub file_findings: Vec<FileFinding>,
    /// The documents among them, by path.
    pub unread: Vec<UnreadableDocument>,
    /// How many findings of a file the baseline accepts, by path; they stand nowhere else.
    pub accepted: BTreeMap<String, usize>,
    /// Lists across plans, made at the first use.
    pub across: AcrossPlans,
    /// Plans in other orders, made at the first use.
    pub views: PlanOrders,
    /// Where things are, made at the first use.
    pub lookup: Lookup,
}

impl UnreadableDocument {
    /// Where links to it lead.
    pub fn route(&self) -> Route {
        let slug = self.slug.clone();
        if self.is_plan { Route::Unread(slug) } else { Route::UnreadPage(slug) }
    }

    /// All places where it may have stood.
    pub fn routes(&self) -> impl Iterator<Item = Route> + use<> {
        let (plan, page) = (self.slug.clone(), self.slug.clone());
        let plan = self.is_plan.then_some(Route::Unread(plan));
        plan.into_iter().chain(self.is_page.then_some(Route::UnreadPage(page)))
    }
}

impl Portfolio {
    /// Summaries in the order of the status index.
    pub fn ordered(&self) -> impl Iterator<Item = &Summary> {
        self.order.iter().map(|&i| &self.entries[i].summary)
    }

    /// The document that could not be read and has this slug among plans.
    pub fn unread_plan(&self, slug: &str) -> Option<&UnreadableDocument> {
        self.unread.iter().find(|unread| unread.is_plan && unread.slug.as_str() == slug)
    }

    /// The document that could not be read and has this slug among pages.
    pub fn unread_page(&self, slug: &str) -> Option<&UnreadableDocument> {
        self.unread.iter().find(|unread| unread.is_page && unread.slug.as_str() == slug)
    }

    /// Summaries of plans with users on them: the live ones by title, then the paused ones by title.
    pub fn with_users(&self) -> Vec<&Summary> {
        let mut plans: Vec<&Summary> =
            self.entries.iter().map(|e| &e.summary).filter(|s| s.has_users()).collect();
        plans.sort_by_cached_key(|s| (s.is_paused(), Natural::new(&s.title), s.slug.clone()));
        plans
    }
}
