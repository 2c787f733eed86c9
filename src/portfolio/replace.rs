//! Newer versions of a few plans in the place of the older ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::all::Portfolio;
use super::entry::{FileFinding, PageEntry, PlanEntry};
use super::federated::own;
use super::gather::{is_introduction, programs, sorted};
use super::order::index_key;
use super::summary::Summary;
use crate::site::Directory;

/// So many plans that move in the order are moved one by one; of more, all are sorted anew.
const MOVED_SINGLY: usize = 32;

/// What [`gather`](super::gather()) gives, at the cost of what changed: `entries` and `pages` take the
/// place of those of the same paths in `last`, which have the same slugs and former slugs.
pub fn replace(
    last: &Portfolio,
    entries: Vec<Arc<PlanEntry>>,
    pages: Vec<Arc<PageEntry>>,
    directory: Arc<Directory>,
    mut file_findings: Vec<FileFinding>,
) -> Portfolio {
    file_findings.sort_by(|a, b| a.path.cmp(&b.path));
    let mut all = last.entries.clone();
    let mut all_pages = last.pages.clone();
    let (mut has_titles, mut is_same_files) = (false, true);
    let mut changed = Vec::with_capacity(entries.len());
    for entry in entries {
        let path = entry.source.path();
        let found = own(&all).binary_search_by(|old| old.source.path().cmp(path));
        let Ok(at) = found else { continue };
        has_titles |= is_introduction(path);
        is_same_files &= all[at].files == entry.files;
        all[at] = entry;
        changed.push(at);
    }
    for page in pages {
        let path = page.source.path();
        let Ok(at) = all_pages.binary_search_by(|old| old.source.path().cmp(path)) else {
            continue;
        };
        has_titles |= is_introduction(path);
        is_same_files &= all_pages[at].files == page.files;
        all_pages[at] = page;
    }
    let summaries = |&at: &usize| (&last.entries[at].summary, &all[at].summary);
    let pairs: Vec<_> = changed.iter().map(summaries).collect();
    let (across, views) = (last.across.kept(&pairs, has_titles), last.views.kept(&pairs));
    let is_template = |(old, new): &(&Summary, &Summary)| old.is_template || new.is_template;
    let (order, templates) = if pairs.iter().any(is_template) {
        let (order, templates) = sorted(&all);
        (Some(order), templates)
    } else {
        (reordered(last, &all, changed), last.templates.clone())
    };
    let programs = match &order {
        None if !has_titles => Arc::clone(&last.programs),
        _ => Arc::new(programs(&all, &all_pages, order.as_ref().unwrap_or(&last.order))),
    };
    Portfolio {
        order: order.unwrap_or_else(|| last.order.clone()),
        templates,
        programs,
        moved: Arc::clone(&last.moved),
        entries: all,
        pages: all_pages,
        directory,
        file_findings,
        unread: last.unread.clone(),
        accepted: BTreeMap::new(),
        collisions: Arc::clone(&last.collisions),
        federated: Arc::clone(&last.federated),
        edition: None,
        trends: None,
        across,
        views,
        lookup: last.lookup.kept(is_same_files),
    }
}

/// The order of the status index with some plans changed; `None` where it is as before.
fn reordered(
    last: &Portfolio,
    all: &[Arc<PlanEntry>],
    mut changed: Vec<usize>,
) -> Option<Vec<usize>> {
    changed.retain(|&at| index_key(&last.entries[at].summary) != index_key(&all[at].summary));
    if changed.is_empty() {
        return None;
    }
    let mut order = last.order.clone();
    if changed.len() > MOVED_SINGLY {
        order.sort_by_cached_key(|&at| index_key(&all[at].summary));
        return Some(order);
    }
    order.retain(|at| !changed.contains(at));
    for at in changed {
        let key = index_key(&all[at].summary);
        let place = order.partition_point(|&other| index_key(&all[other].summary) < key);
        order.insert(place, at);
    }
    Some(order)
}
