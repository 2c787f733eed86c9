//! What is known of one file alone, and the cache of it.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Analysis, analyse};
use crate::check::{self, Checked, Facts};
use crate::markdown;
use crate::model::date::Date;
use crate::model::plan::Article;
use crate::model::prose::{Block, BlockKind};
use crate::parse::{Language, parse};
use crate::settings::Settings;
use crate::text::Source;

/// One file, read: what it states, what follows, what is wrong. Immutable.
#[derive(Debug)]
pub struct Parsed {
    /// Its text.
    pub source: Arc<Source>,
    /// What it states.
    pub article: Article,
    /// What follows from a plan; `None` for a page.
    pub analysis: Option<Arc<Analysis>>,
    /// What is wrong with it, its links aside.
    pub checked: Checked,
    /// Anchors of its headings.
    pub anchors: FxHashSet<String>,
}

impl Parsed {
    /// Reads one file.
    pub fn new(source: Arc<Source>, language: &Language, settings: &Settings, today: Date) -> Self {
        let (document, mut reading) = markdown::read(&source, &settings.limits);
        let mut anchors = FxHashSet::default();
        collect_anchors(&document.blocks, &mut anchors);
        let (article, more) = parse(&source, document, language);
        reading.extend(more);
        let (analysis, checked) = match &article {
            Article::Plan(plan) => {
                let analysis = analyse(plan, settings, today);
                let facts = Facts { source: &source, plan, analysis: &analysis, settings, today };
                let checked = check::plan(&facts, reading);
                (Some(Arc::new(analysis)), checked)
            }
            Article::Page(page) => (None, check::page(&source, &page.blocks, reading)),
        };
        Self { source, article, analysis, checked, anchors }
    }
}

fn collect_anchors(blocks: &[Block], anchors: &mut FxHashSet<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => {
                anchors.insert(heading.anchor.clone());
            }
            BlockKind::Quote { blocks, .. }
            | BlockKind::Footnote { blocks, .. }
            | BlockKind::Details { blocks, .. } => collect_anchors(blocks, anchors),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| collect_anchors(&item.blocks, anchors));
            }
            _ => {}
        }
    }
}

/// Files that were read before, by path; one is read again when its text changed. Settings or date
/// that changed want a new cache.
#[derive(Debug, Default)]
pub struct Cache {
    files: FxHashMap<String, Arc<Parsed>>,
}

impl Cache {
    /// Every document, read or remembered, in the order given. What is gone is forgotten.
    pub(super) fn read(
        &mut self,
        documents: &[Arc<Source>],
        language: &Language,
        settings: &Settings,
        today: Date,
    ) -> Vec<Arc<Parsed>> {
        let known = &self.files;
        let parsed: Vec<Arc<Parsed>> = documents
            .par_iter()
            .map(|source| match known.get(source.path()) {
                Some(old) if old.source.fingerprint() == source.fingerprint() => Arc::clone(old),
                _ => Arc::new(Parsed::new(Arc::clone(source), language, settings, today)),
            })
            .collect();
        self.files = parsed.iter().map(|p| (p.source.path().to_owned(), Arc::clone(p))).collect();
        parsed
    }
}
