//! A site: what its pages are made of, and what is found out once for all of them.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::{BuildConfig, ParsedFile, plan_of};
use crate::analysis::analyse;
use crate::model::date::Date;
use crate::model::history::TextId;
use crate::portfolio::{FileFinding, PlanEntry, Portfolio};
use crate::render::Theme;
use crate::site::{Route, Slug};
use crate::text::Source;
use crate::view::{Context, PlanOpener};

/// Bytes of text of the plans that a site keeps open after they were asked for.
const OPEN_BYTES: usize = 256 << 10;

/// A site as a table of routes; each file of it is a pure function of its route. Immutable.
#[derive(Debug)]
pub struct Site {
    pub(super) config: Arc<BuildConfig>,
    pub(super) portfolio: Arc<Portfolio>,
    pub(super) theme: Arc<Theme>,
    pub(super) derived: Derived,
}

/// What is made of the portfolio at the first use.
#[derive(Debug, Default)]
pub(super) struct Derived {
    pub(super) inputs: OnceLock<Inputs>,
    /// Plans that were opened last: their pages are asked for one after the other.
    opened: Mutex<VecDeque<PlanEntry>>,
    /// Which plans have the text of their last commit, as far as anybody asked: several pages of a plan do.
    committed: Mutex<FxHashMap<Slug, bool>>,
    pub(super) table: OnceLock<RouteTable>,
    pub(super) risk_table: OnceLock<RouteTable>,
    pub(super) owner_table: OnceLock<RouteTable>,
}

/// Routes by path.
pub(super) type RouteTable = FxHashMap<String, Route>;

/// The fingerprints of the pages of plans and of ordinary pages, by slug.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// That of all documents.
    pub(super) all: Option<u64>,
    pub(super) plans: FxHashMap<Slug, u64>,
    pub(super) pages: FxHashMap<Slug, u64>,
}

impl Site {
    /// The site of a portfolio.
    pub fn new(portfolio: Arc<Portfolio>, config: Arc<BuildConfig>, theme: Arc<Theme>) -> Self {
        Self { config, portfolio, theme, derived: Derived::default() }
    }

    /// The same site in another theme.
    #[must_use]
    pub fn in_theme(&self, theme: Arc<Theme>) -> Self {
        let (config, portfolio) = (Arc::clone(&self.config), Arc::clone(&self.portfolio));
        Self { config, portfolio, theme, derived: Derived::default() }
    }

    /// The same site with findings on files that it uses and that can't be published.
    #[must_use]
    pub fn with_file_findings(mut self, file_findings: Vec<FileFinding>) -> Self {
        if !file_findings.is_empty() {
            Arc::make_mut(&mut self.portfolio).file_findings.extend(file_findings);
        }
        self
    }

    /// What its pages are made of.
    pub fn portfolio(&self) -> &Arc<Portfolio> {
        &self.portfolio
    }

    /// What its files were read with.
    pub fn config(&self) -> &Arc<BuildConfig> {
        &self.config
    }

    /// What its pages are printed with.
    pub fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    /// What views may read.
    pub fn context(&self) -> Context<'_> {
        let BuildConfig { settings, today, .. } = &*self.config;
        let assets = self.theme.asset_names();
        Context { settings, portfolio: &self.portfolio, today: *today, assets, opener: self }
    }
}

impl PlanOpener for Site {
    fn open<'e>(&self, entry: &'e PlanEntry) -> Cow<'e, PlanEntry> {
        if entry.is_open() {
            return Cow::Borrowed(entry);
        }
        let mut opened = self.derived.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = opened.iter().find(|known| known.slug == entry.slug) {
            return Cow::Owned(known.clone());
        }
        let open = ParsedFile::open(entry, &self.config);
        opened.push_back(open.clone());
        let bytes =
            |all: &VecDeque<PlanEntry>| all.iter().map(|e| e.source.text().len()).sum::<usize>();
        while opened.len() > 1 && bytes(&opened) > OPEN_BYTES {
            opened.pop_front();
        }
        Cow::Owned(open)
    }

    fn earlier(&self, entry: &PlanEntry, text: &TextId, day: Date) -> Option<PlanEntry> {
        earlier(entry.source.path(), text, day, &self.config)
    }

    fn is_committed(&self, entry: &PlanEntry) -> bool {
        let mut known = self.derived.committed.lock().unwrap_or_else(PoisonError::into_inner);
        let ask = || is_committed(entry, &self.config);
        *known.entry(entry.slug.clone()).or_insert_with(ask)
    }
}

/// The plan that an earlier text of a file holds, as of a day; `None` where it holds none, or is not at hand.
pub fn earlier(path: &str, text: &TextId, day: Date, config: &BuildConfig) -> Option<PlanEntry> {
    let source = Source::new(path, &config.texts.as_ref()?.text(text)?);
    let plan = plan_of(&source, config)?;
    let analysis = Arc::new(analyse(&plan, &config.settings, day));
    Some(PlanEntry::new(Slug::of_source(path), Arc::new(source), plan, analysis))
}

/// Whether the text of a plan is that of its last commit; `false` where that is not known.
pub fn is_committed(entry: &PlanEntry, config: &BuildConfig) -> bool {
    let path = entry.source.path();
    let last = config.history_of(path).and_then(|history| history.versions.first());
    let text = last.and_then(|last| config.texts.as_ref()?.text(last.after.as_ref()?));
    text.is_some_and(|bytes| Source::new(path, &bytes).text() == entry.source.text())
}

/// An entry with its plan, read again where it is not held.
pub fn open<'e>(entry: &'e PlanEntry, config: &BuildConfig) -> Cow<'e, PlanEntry> {
    if entry.is_open() { Cow::Borrowed(entry) } else { Cow::Owned(ParsedFile::open(entry, config)) }
}
