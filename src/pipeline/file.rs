//! What is known of one file alone.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::whole::{WholeFile, WholeFindings};
use super::{BuildConfig, companions};
use crate::analysis::attention::{Grounds, grounds};
use crate::check::{self, FileFindings, Link, RuleInput};
use crate::markdown;
use crate::model::plan::{Article, Page};
use crate::model::prose::{Block, BlockKind, Callout};
use crate::parse::{parse, parse_as_plan};
use crate::portfolio::{FileFinding, NameIndex, PlanEntry};
use crate::site::Slug;
use crate::text::{Source, Spanned};
use crate::view;

/// One file, read: what it states, what follows, what is wrong. Immutable, and a function of the
/// file and the [`BuildConfig`] alone.
#[derive(Debug, Clone)]
pub struct ParsedFile {
    /// Its text.
    pub source: Arc<Source>,
    /// The slug that its path asks for; a twin may get another.
    pub slug: Slug,
    /// What it states.
    pub stated: FileContent,
    /// What is wrong with it, its links aside.
    pub checked: FileFindings,
    /// Its links and images, as far as they may lead nowhere.
    pub links: Arc<[Link]>,
    /// Anchors of its headings.
    pub anchors: Arc<FxHashSet<SmolStr>>,
    /// What of the file beside it can't be read.
    pub(super) companion: Vec<FileFinding>,
    /// What is wrong with the whole file, where an audience is shown a part of it.
    pub(super) whole: Option<Arc<WholeFindings>>,
}

/// What a file states, as far as its neighbours have no say in it.
#[derive(Debug, Clone)]
pub enum FileContent {
    /// A plan without findings, links and place among others; open only where all are held.
    Plan(Arc<PlanEntry>, Grounds),
    /// An ordinary page.
    Page(Arc<Page>),
}

impl ParsedFile {
    /// Reads one file. `is_held` says whether a plan's model stays in memory, or is made again when its
    /// pages are.
    pub fn new(source: Arc<Source>, config: &BuildConfig, is_held: bool) -> Self {
        let BuildConfig { settings, language, .. } = config;
        let audience = config.audience.as_ref();
        match audience.and_then(|audience| audience.cut(&source, &settings.limits, language)) {
            Some(shown) => {
                let whole = WholeFile::read(source, config);
                Self::read(Arc::new(shown), Some(whole), config, is_held)
            }
            None => Self::read(source, None, config, is_held),
        }
    }

    /// Reads a text, of a whole file or of the part of it that is shown.
    fn read(
        source: Arc<Source>,
        whole: Option<WholeFile>,
        config: &BuildConfig,
        is_held: bool,
    ) -> Self {
        let BuildConfig { settings, language, today, .. } = config;
        let (document, mut reading) = markdown::read(&source, &settings.limits);
        let mut anchors = FxHashSet::default();
        collect_anchors(&document.blocks, &mut anchors);
        let links = check::collect_links(&document.blocks).into();
        let is_plan = whole.as_ref().is_some_and(WholeFile::is_plan);
        let read = if is_plan { parse_as_plan } else { parse };
        let (article, more) = read(&source, document, language);
        reading.extend(more);
        let slug = Slug::of_source(source.path());
        let companion = match &article {
            Article::Plan(plan) => companions::findings(&source, Some(plan), config),
            Article::Page(_) => companions::findings(&source, None, config),
        };
        let (stated, checked) = match article {
            Article::Plan(plan) => {
                let facts = whole.as_ref().and_then(|whole| whole.facts(&plan)).map(Arc::new);
                let analysis = config.analyse(&source, &plan);
                let analysis = Arc::new(match &facts {
                    Some(whole) => analysis.told(&source, &plan, whole),
                    None => analysis,
                });
                let (facts_of, today) = (Arc::clone(&plan), *today);
                let input = RuleInput {
                    source: &source,
                    plan: &facts_of,
                    analysis: &analysis,
                    settings,
                    today,
                };
                let checked = check::plan(&input, reading);
                let mut grounds = grounds(&plan, &analysis, settings, today);
                if let Some(whole) = &facts {
                    grounds = grounds.only(&whole.reasons);
                }
                let entry =
                    PlanEntry::new(slug.clone(), Arc::clone(&source), plan, Arc::clone(&analysis));
                let entry = entry.shown_in_part(facts);
                let entry = if config.sentences { told(entry, config) } else { entry };
                let entry = if is_held { entry } else { entry.closed() };
                (FileContent::Plan(Arc::new(entry), grounds), checked)
            }
            Article::Page(page) => {
                let checked = check::page(&source, &page.blocks, reading);
                (FileContent::Page(page), checked)
            }
        };
        let anchors = Arc::new(anchors);
        let whole = whole.map(|whole| Arc::new(whole.findings));
        Self { source, slug, stated, checked, links, anchors, companion, whole }
    }

    /// Whether another version of the file has the same slug and former slugs, so that its
    /// neighbours need not be told but of its headings.
    pub(super) fn has_same_place(&self, other: &Self) -> bool {
        self.is_plan() == other.is_plan() && self.aliases() == other.aliases()
    }

    /// Its former addresses, as written.
    pub(super) fn aliases(&self) -> &[Spanned<String>] {
        match &self.stated {
            FileContent::Plan(entry, _) => &entry.aliases,
            FileContent::Page(_) => &[],
        }
    }

    /// The plan of an entry again, from its text.
    pub(super) fn open(entry: &PlanEntry, config: &BuildConfig) -> PlanEntry {
        let BuildConfig { settings, language, .. } = config;
        let (document, _) = markdown::read(&entry.source, &settings.limits);
        let read = if entry.whole.is_some() { parse_as_plan } else { parse };
        let (article, _) = read(&entry.source, document, language);
        let Article::Plan(plan) = article else { unreachable!("a text that was a plan is one") };
        let analysis = config.analyse(&entry.source, &plan);
        let analysis = match &entry.whole {
            Some(whole) => analysis.told(&entry.source, &plan, whole),
            None => analysis,
        };
        entry.opened(plan, Arc::new(analysis))
    }

    /// Whether it is a plan.
    pub fn is_plan(&self) -> bool {
        matches!(self.stated, FileContent::Plan(..))
    }
}

/// The plan of an entry with the sentence that feeds tell of it. It is found while the plan is open, as feeds read
/// summaries alone.
fn told(mut entry: PlanEntry, config: &BuildConfig) -> PlanEntry {
    entry.naming = NameIndex::empty();
    entry.summary.sentence = view::plan::sentence(&entry, &config.settings, config.today);
    entry.naming = NameIndex::default();
    entry
}

fn collect_anchors(blocks: &[Block], anchors: &mut FxHashSet<SmolStr>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => {
                anchors.insert(heading.anchor.clone());
            }
            BlockKind::Callout(Callout { blocks, .. })
            | BlockKind::Quote { blocks }
            | BlockKind::Footnote { blocks, .. }
            | BlockKind::Details { blocks, .. } => collect_anchors(blocks, anchors),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| collect_anchors(&item.blocks, anchors));
            }
            _ => {}
        }
    }
}
