//! All plans and pages of a site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::actions::{ActionRef, actions};
use super::calendar::{Calendar, calendar};
use super::collisions::Collisions;
use super::entry::{FileFinding, PageEntry, PlanEntry, Program, UnreadableDocument};
use super::exposure::{Exposure, exposure};
use super::facets::{Facets, facets};
use super::federated::Federated;
use super::lookup::Lookup;
use super::owners::{Owners, RiskRef, owners};
use super::plan_orders::PlanOrders;
use super::register::{AcrossPlans, Register, past_decisions, register};
use super::slips::slipped;
use super::summary::{DecisionSummary, GateSummary, RiskSummary, Summary};
use super::version::{VersionRef, count_latest, latest};
use super::waiting::waiting;
use super::week::{Weeks, weeks};
use crate::analysis::trend::Trends;
use crate::audience::Edition;
use crate::model::date::Date;
use crate::settings::Settings;
use crate::site::{Directory, PlanOrder, Slug};
use crate::text::Natural;

/// All plans and pages of a site.
#[derive(Debug, Clone, Default)]
pub struct Portfolio {
    /// Plans by source path, and templates of plans among them; behind them the plans of other sites.
    pub entries: Vec<Arc<PlanEntry>>,
    /// Ordinary pages by source path.
    pub pages: Vec<Arc<PageEntry>>,
    /// Plans in the order of the status index, as indices; templates are not among them.
    pub order: Vec<usize>,
    /// Templates that nobody has begun to fill in, by title, as indices into `entries`.
    pub templates: Vec<usize>,
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
    /// Where plans are in each other's way.
    pub collisions: Arc<Collisions>,
    /// What other sites give.
    pub federated: Arc<Federated>,
    /// Which audience is shown it, where it is not for all readers.
    pub edition: Option<Arc<Edition>>,
    /// How plans stood at the ends of past weeks, where commits tell it.
    pub trends: Option<Arc<Trends>>,
    /// Lists across plans, made at the first use.
    pub across: AcrossPlans,
    /// Plans in other orders, made at the first use.
    pub views: PlanOrders,
    /// Where things are, made at the first use.
    pub lookup: Lookup,
}

impl Portfolio {
    /// Summaries in the order of the status index.
    pub fn ordered(&self) -> impl Iterator<Item = &Summary> {
        self.order.iter().map(|&i| &self.entries[i].summary)
    }

    /// Summaries of the templates, by title.
    pub fn template_summaries(&self) -> impl Iterator<Item = &Summary> {
        self.templates.iter().map(|&i| &self.entries[i].summary)
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
        let summary = |plan: usize| &self.entries[plan].summary;
        let plans = self.across.with_users.get_or_init(|| {
            let mut plans: Vec<usize> =
                (0..self.entries.len()).filter(|&plan| summary(plan).has_users()).collect();
            plans.sort_by_cached_key(|&plan| {
                let s = summary(plan);
                (s.is_paused(), Natural::new(&s.title), s.slug.clone())
            });
            plans
        });
        plans.iter().map(|&plan| summary(plan)).collect()
    }

    /// Gates that want a decision, in the order of the page that lists them.
    pub fn waiting_gates(&self) -> Vec<(&Summary, &GateSummary)> {
        let gates = self.across.waiting.get_or_init(|| waiting(&self.entries, &self.order));
        let of = |&(plan, gate): &(usize, usize)| {
            let summary = &self.entries[plan].summary;
            (summary, &*summary.gates_wanted[gate])
        };
        gates.iter().map(of).collect()
    }

    /// What waits for whom: actions at the gates that are wanted, those first that make most gates ready.
    pub fn actions(&self) -> &[ActionRef] {
        self.across.actions.get_or_init(|| {
            let wanted = self.across.waiting.get_or_init(|| waiting(&self.entries, &self.order));
            let dependents = |plan: usize| match &self.entries[plan] {
                entry if entry.summary.site.is_some() => 0,
                entry => self.dependents(&entry.slug).len(),
            };
            actions(&self.entries, wanted, dependents)
        })
    }

    /// The plans that depend on one, as indices into `entries`.
    pub fn dependents(&self, slug: &Slug) -> &[usize] {
        let all = self.across.dependents.get_or_init(|| {
            let mut all: FxHashMap<Slug, Vec<usize>> = FxHashMap::default();
            for (at, entry) in self.entries.iter().enumerate() {
                for (on, _) in entry.depends_on.iter() {
                    all.entry(on.clone()).or_default().push(at);
                }
            }
            all
        });
        all.get(slug).map_or(&[], Vec::as_slice)
    }

    /// All plans by their dates, as of the day that the plans were analysed for.
    pub fn calendar(&self, today: Date) -> &Calendar {
        self.across.calendar.get_or_init(|| calendar(&self.entries, today))
    }

    /// What happens in this week and the next ones, as of the day that the plans were analysed for.
    pub fn weeks(&self, today: Date) -> &Weeks {
        self.across.weeks.get_or_init(|| weeks(&self.entries, today))
    }

    /// How many people phases reach over the calendar, as of the day that the plans were analysed for.
    pub fn exposure(&self, today: Date) -> &Exposure {
        self.across.exposure.get_or_init(|| exposure(&self.entries, &self.order, today))
    }

    /// The latest versions of all plans that state something otherwise, the latest first.
    pub fn latest_versions(&self) -> &[VersionRef] {
        self.across.versions.get_or_init(|| latest(&self.entries, 0..self.entries.len()))
    }

    /// The same of some plans, which are indices into `entries`.
    pub fn latest_versions_of(&self, plans: &[usize]) -> Vec<VersionRef> {
        latest(&self.entries, plans.iter().copied())
    }

    /// How many versions these are.
    pub fn count_latest_versions_of(&self, plans: &[usize]) -> usize {
        count_latest(&self.entries, plans.iter().copied())
    }

    /// Plans with users, the planned end of whose current phase commits moved to a later day, the most days first.
    pub fn slipped(&self) -> &[usize] {
        self.across.slipped.get_or_init(|| slipped(&self.entries, &self.order))
    }

    /// What plans can be picked out by.
    pub fn facets(&self, settings: &Settings) -> &Facets {
        self.across
            .facets
            .get_or_init(|| facets(&self.entries, &self.programs, self.owners(settings)))
    }

    /// All open risks of plans whose risks count.
    pub fn register(&self) -> &Register {
        self.across.register.get_or_init(|| register(&self.entries))
    }

    /// Past decisions of all plans, newest first, undated ones last.
    pub fn past_decisions(&self) -> impl ExactSizeIterator<Item = (&Summary, &DecisionSummary)> {
        let order = self.across.decisions.get_or_init(|| past_decisions(&self.entries));
        order.iter().map(|&(plan, decision)| {
            let summary = &self.entries[plan].summary;
            (summary, &summary.decisions[decision])
        })
    }

    /// Who has what. The settings are those that the plans were read with.
    pub fn owners(&self, settings: &Settings) -> &Owners {
        self.across.owners.get_or_init(|| owners(&self.entries, &self.order, settings))
    }

    /// A risk with its plan.
    pub fn risk(&self, of: RiskRef) -> (&Summary, &RiskSummary) {
        of.of(&self.entries)
    }

    /// All plans in the order of a view, as indices into `entries`. What is equal stands by title,
    /// numbers in it by value and without regard to case; plans that do not state what the order is
    /// about stand last.
    pub fn view(&self, view: PlanOrder) -> &[usize] {
        self.views.view(view, &self.entries)
    }

    /// The plan of a slug.
    pub fn plan(&self, slug: &str) -> Option<&PlanEntry> {
        self.lookup
            .places(self.own(), &self.pages)
            .plans
            .get(slug)
            .map(|&index| &*self.entries[index])
    }

    /// The ordinary page of a slug.
    pub fn page(&self, slug: &str) -> Option<&PageEntry> {
        self.lookup
            .places(self.own(), &self.pages)
            .pages
            .get(slug)
            .map(|&index| &*self.pages[index])
    }

    /// The plan that a file of the content folder became.
    pub fn plan_of_source(&self, path: &str) -> Option<&PlanEntry> {
        let at = self.own().binary_search_by(|entry| entry.source.path().cmp(path)).ok()?;
        Some(&self.entries[at])
    }

    /// The ordinary page that a file of the content folder became.
    pub fn page_of_source(&self, path: &str) -> Option<&PageEntry> {
        let at = self.pages.binary_search_by(|page| page.source.path().cmp(path)).ok()?;
        Some(&self.pages[at])
    }

    /// Files of the content folder that plans and pages use.
    pub fn used_files(&self) -> &BTreeSet<String> {
        self.lookup.used_files.get_or_init(|| {
            let of_plans = self.entries.iter().flat_map(|entry| &entry.files);
            let of_pages = self.pages.iter().flat_map(|page| &page.files);
            of_plans.chain(of_pages).cloned().collect()
        })
    }
}
