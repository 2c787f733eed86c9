//! A plan, a page, a program and what could not be read, each with all that is known of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::claims::Claims;
use super::held::Held;
use super::part::PlanPart;
use super::summary::Summary;
use crate::analysis::Analysis;
use crate::analysis::extent::Extent;
use crate::analysis::past::PlanVersion;
use crate::analysis::progress::Progress;
use crate::analysis::whole::{Whole, Withheld};
use crate::check::Link;
use crate::diagnostic::Diagnostic;
use crate::model::plan::{Page, Plan};
use crate::parse::{Named, people};
use crate::settings::Settings;
use crate::site::{Route, Slug};
use crate::text::{Position, Source, Span, Spanned};

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
    pub folder_title: Option<Box<str>>,
    /// Its former addresses, as written.
    pub aliases: Box<[Spanned<String>]>,
    /// How much of it stands on pages beside those that every plan has.
    pub extent: Extent,
    /// Whether it states levels after mitigation: only then has it maps before and after it.
    pub has_residual: bool,
    /// How many entries it has of each part, in the order of [`PlanPart::ALL`].
    pub counts: [usize; PlanPart::ALL.len()],
    /// What is wrong with it, by place.
    pub findings: Vec<Diagnostic>,
    /// Files of the content folder that it links to or shows.
    pub files: Box<[String]>,
    /// Its links and images, as far as they may lead nowhere.
    pub links: Arc<[Link]>,
    /// The file name of each phase's page without ending, in phase order: `phase-1-private-preview`; of
    /// the first phases, as far as the plan's extent goes.
    pub phase_files: Box<[Box<str>]>,
    /// The gates that were decided on: the index of the phase that each ends, and the file name of its record without
    /// ending (`gate-1`).
    pub gate_files: Box<[(usize, Box<str>)]>,
    /// What it claims that another plan may claim too.
    pub claims: Arc<Claims>,
    /// The plans that it depends on, with the place where it names each.
    pub depends_on: Arc<[(Slug, Span)]>,
    /// The gates that are to be decided: the index of the phase that each ends, and the file name of its packet
    /// without ending (`gate-1-packet`).
    pub packet_files: Box<[(usize, Box<str>)]>,
    /// What other pages say of it.
    pub summary: Summary,
    /// Its versions, the latest first; none where its file was not committed, or nobody asked.
    pub versions: Arc<[PlanVersion]>,
    /// What follows from the whole plan, where an audience is shown a part of it.
    pub whole: Option<Arc<Whole>>,
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

/// Names by the cells that hold them, made at the first use.
#[derive(Debug, Clone, Default)]
pub struct NameIndex(Arc<OnceLock<BTreeMap<String, Vec<Named>>>>);

impl NameIndex {
    /// One that finds no cell, for who reads a cell or two: the names of all take long to find.
    pub fn empty() -> Self {
        Self(Arc::new(OnceLock::from(BTreeMap::new())))
    }
}

impl PlanEntry {
    /// The record of the gate at the end of a phase, where something was decided.
    pub fn gate_route(&self, phase: usize) -> Option<Route> {
        let (_, file) = self.gate_files.iter().find(|(of, _)| *of == phase)?;
        Some(Route::GateRecord(self.slug.clone(), file.to_string()))
    }

    /// The parts of which something is not shown to the audience of the site.
    pub fn withheld(&self) -> Withheld {
        self.summary.withheld.unwrap_or_default()
    }

    /// The packet of the gate at the end of a phase, where it is to be decided.
    pub fn packet_route(&self, phase: usize) -> Option<Route> {
        let (_, file) = self.packet_files.iter().find(|(of, _)| *of == phase)?;
        Some(Route::Packet(self.slug.clone(), file.to_string()))
    }

    /// Whether it holds what its author stated, and what follows.
    pub fn is_open(&self) -> bool {
        self.plan.is_held()
    }

    /// The same with what its author stated, and what follows, for what reads more than the summary.
    #[must_use]
    pub fn opened(&self, plan: Arc<Plan>, analysis: Arc<Analysis>) -> Self {
        // What is found of it on the way is let go with it.
        let naming = NameIndex::default();
        Self { plan: plan.into(), analysis: analysis.into(), naming, ..self.clone() }
    }

    /// The same without.
    #[must_use]
    pub fn closed(self) -> Self {
        Self { plan: Held::default(), analysis: Held::default(), ..self }
    }

    /// The cells of the plan that name people and roles, each with the names in it that have pages.
    pub fn naming(&self, settings: &Settings) -> &BTreeMap<String, Vec<Named>> {
        self.naming.0.get_or_init(|| {
            let cells = self.summary.naming_cells();
            let names = |cell: &str| {
                let mut names = people(cell, settings);
                names.retain(|named| self.extent.lists(&named.who));
                (cell.to_owned(), names)
            };
            cells.map(names).collect()
        })
    }

    /// The names in a cell of the plan.
    pub fn names_in(&self, cell: &str, settings: &Settings) -> Cow<'_, [Named]> {
        match self.naming(settings).get(cell) {
            Some(named) => Cow::Borrowed(named),
            None if self.extent.lists_all() => Cow::Owned(people(cell, settings)),
            None => Cow::Borrowed(&[]),
        }
    }
}

/// A finding on a file that is no document of the site: it could not be read, or stands beside a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFinding {
    /// Path below the content folder, else below the site's root.
    pub path: String,
    /// Its text; `None` where the whole file is meant.
    pub source: Option<Arc<Source>>,
    /// The finding; its span is empty without the text.
    pub diagnostic: Diagnostic,
    /// Of a file beside the content folder, where that is.
    pub beside: Option<FileBeside>,
}

/// Where a file is that lies beside the content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileBeside {
    /// Its path as a user opens it.
    pub path: String,
    /// The place that a finding is about.
    pub place: Option<Position>,
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
    /// The ordinary page that introduces it (`README.md`), as an index into
    /// [`pages`](super::Portfolio::pages).
    pub introduction: Option<usize>,
    /// Its plans, those of folders below it too, as indices into
    /// [`entries`](super::Portfolio::entries), in the order of the status index.
    pub plans: Vec<usize>,
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
