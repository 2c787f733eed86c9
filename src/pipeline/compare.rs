//! Two states of a content folder, side by side: what their plans state otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::BuildConfig;
use crate::analysis::changes::{Change, changes};
use crate::markdown;
use crate::model::plan::{Article, Plan};
use crate::parse::parse;
use crate::site::Slug;
use crate::text::Source;

/// A plan that two states of the content folder do not state alike.
#[derive(Debug, Clone)]
pub struct ChangedPlan {
    /// Its place in the site, the new one where it has moved.
    pub slug: Slug,
    /// Its title, else its file's name.
    pub title: String,
    /// The old text; `None` where the plan is new.
    pub old: Option<Arc<Source>>,
    /// The new text; `None` where the plan is gone.
    pub new: Option<Arc<Source>>,
    /// What it states otherwise, the gravest first; nothing for a plan that is new or gone, or whose prose alone
    /// changed.
    pub changes: Vec<Change>,
}

impl ChangedPlan {
    /// Path below the content folder, the new one where it has moved.
    pub fn path(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", |source| source.path())
    }

    /// The path that it had, where it is another now.
    pub fn moved_from(&self) -> Option<&str> {
        let old = self.old.as_ref()?.path();
        self.new.as_ref().filter(|new| new.path() != old).map(|_| old)
    }
}

/// The plan that a text holds; `None` for a page, and for a template that nobody has begun to fill in.
pub fn plan_of(source: &Source, config: &BuildConfig) -> Option<Arc<Plan>> {
    let (document, _) = markdown::read(source, &config.settings.limits);
    match parse(source, document, &config.language).0 {
        Article::Plan(plan) => Some(plan).filter(|plan| !plan.is_template),
        Article::Page(_) => None,
    }
}

/// A text with the plan that it holds.
type Read = (Arc<Source>, Arc<Plan>);

/// Compares two states, by path; texts that are equal in both need not be given. A plan that is gone and one that is
/// new are one that moved where their texts are equal, or else their titles, and no other's is.
pub fn compare(
    old: Vec<Arc<Source>>,
    new: Vec<Arc<Source>>,
    config: &BuildConfig,
) -> Vec<ChangedPlan> {
    let read = |sources: Vec<Arc<Source>>| -> BTreeMap<String, Read> {
        let plans = sources.into_par_iter().filter_map(|source| {
            let plan = plan_of(&source, config)?;
            Some((source.path().to_owned(), (source, plan)))
        });
        plans.collect()
    };
    let (mut old, new) = (read(old), read(new));
    let mut pairs: Vec<(Option<Read>, Option<Read>)> = Vec::new();
    let mut begun = Vec::new();
    for (path, now) in new {
        match old.remove(&path) {
            Some(was) => pairs.push((Some(was), Some(now))),
            None => begun.push(now),
        }
    }
    let mut gone: Vec<Read> = old.into_values().collect();
    for now in begun {
        let was = moved(&gone, &now).map(|at| gone.remove(at));
        pairs.push((was, Some(now)));
    }
    pairs.extend(gone.into_iter().map(|was| (Some(was), None)));
    let mut changed: Vec<ChangedPlan> =
        pairs.into_par_iter().filter_map(|(was, now)| compared(was, now)).collect();
    changed.sort_by(|a, b| a.path().cmp(b.path()));
    changed
}

/// Which of the plans that are gone a new one was.
fn moved(gone: &[Read], now: &Read) -> Option<usize> {
    let title = |plan: &Plan| plan.header.title.as_ref().map(|title| title.value.clone());
    let same = |is_same: &dyn Fn(&Read) -> bool| {
        let mut all = gone.iter().enumerate().filter(|(_, was)| is_same(was)).map(|(at, _)| at);
        all.next().filter(|_| all.next().is_none())
    };
    same(&|was| was.0.text() == now.0.text())
        .or_else(|| same(&|was| title(&was.1).is_some() && title(&was.1) == title(&now.1)))
}

fn compared(was: Option<Read>, now: Option<Read>) -> Option<ChangedPlan> {
    let (source, plan) = now.as_ref().or(was.as_ref())?;
    let path = source.path();
    let name = path.rsplit_once('/').map_or(path, |(_, file)| file);
    let title = plan.header.title.as_ref().map_or(name, |title| title.value.as_str()).to_owned();
    let slug = Slug::of_source(path);
    let changes = match (&was, &now) {
        (Some((old, _)), Some((new, _))) if old.is_same(new) => return None,
        (Some((_, old)), Some((_, new))) => changes(old, new),
        _ => Vec::new(),
    };
    let [old, new] = [was, now].map(|side| side.map(|(source, _)| source));
    Some(ChangedPlan { slug, title, old, new, changes })
}
