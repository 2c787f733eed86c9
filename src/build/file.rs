//! What is known of one file alone.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Basis;
use crate::analysis::{Analysis, analyse};
use crate::check::{self, Checked, Facts, Link};
use crate::markdown;
use crate::model::callout::Callout;
use crate::model::plan::Article;
use crate::model::prose::{Block, BlockKind};
use crate::parse::parse;
use crate::site::Slug;
use crate::text::Source;

/// One file, read: what it states, what follows, what is wrong. Immutable, and a function of the
/// file and the [`Basis`] alone.
#[derive(Debug)]
pub struct Parsed {
    /// Its text.
    pub source: Arc<Source>,
    /// The slug that its path asks for; a twin may get another.
    pub slug: Slug,
    /// What it states.
    pub article: Article,
    /// What follows from a plan; `None` for a page.
    pub analysis: Option<Arc<Analysis>>,
    /// What is wrong with it, its links aside.
    pub checked: Checked,
    /// Its links and images, as far as they may lead nowhere.
    pub links: Arc<[Link]>,
    /// Anchors of its headings.
    pub anchors: Arc<FxHashSet<String>>,
}

impl Parsed {
    /// Reads one file.
    pub fn new(source: Arc<Source>, basis: &Basis) -> Self {
        let Basis { settings, language, today, .. } = basis;
        let (document, mut reading) = markdown::read(&source, &settings.limits);
        let mut anchors = FxHashSet::default();
        collect_anchors(&document.blocks, &mut anchors);
        let links = check::collect_links(&document.blocks).into();
        let (article, more) = parse(&source, document, language);
        reading.extend(more);
        let (analysis, checked) = match &article {
            Article::Plan(plan) => {
                let analysis = analyse(plan, settings, *today);
                let facts =
                    Facts { source: &source, plan, analysis: &analysis, settings, today: *today };
                let checked = check::plan(&facts, reading);
                (Some(Arc::new(analysis)), checked)
            }
            Article::Page(page) => (None, check::page(&source, &page.blocks, reading)),
        };
        let slug = Slug::of_source(source.path());
        Self { source, slug, article, analysis, checked, links, anchors: Arc::new(anchors) }
    }

    /// Whether another version of the file has the same slug and former slugs, so that its
    /// neighbours need not be told but of its headings.
    pub(super) fn has_same_place(&self, other: &Self) -> bool {
        let aliases = |parsed: &Self| match &parsed.article {
            Article::Plan(plan) => plan.header.aliases.clone(),
            Article::Page(_) => Vec::new(),
        };
        self.is_plan() == other.is_plan() && aliases(self) == aliases(other)
    }

    /// Whether it is a plan.
    pub fn is_plan(&self) -> bool {
        matches!(self.article, Article::Plan(_))
    }
}

fn collect_anchors(blocks: &[Block], anchors: &mut FxHashSet<String>) {
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
