//! Putting plans side by side.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::all::Portfolio;
use super::entry::{FileFinding, PageEntry, PlanEntry, Program};
use super::federated::own;
use super::order::index_key;
use super::summarise::file_name;
use crate::site::{Directory, Slug};

/// Puts plans, pages and files side by side: their order, programs and former places.
/// `directory` says where links of authors lead.
pub fn gather(
    mut entries: Vec<Arc<PlanEntry>>,
    mut pages: Vec<Arc<PageEntry>>,
    directory: Arc<Directory>,
    mut file_findings: Vec<FileFinding>,
) -> Portfolio {
    entries.sort_by(|a, b| a.source.path().cmp(b.source.path()));
    pages.sort_by(|a, b| a.source.path().cmp(b.source.path()));
    file_findings.sort_by(|a, b| a.path.cmp(&b.path));
    let (order, templates) = sorted(&entries);
    Portfolio {
        programs: Arc::new(programs(&entries, &pages, &order)),
        moved: Arc::new(moved(&entries)),
        order,
        templates,
        entries,
        pages,
        directory,
        file_findings,
        unread: Vec::new(),
        accepted: BTreeMap::new(),
        collisions: Arc::default(),
        federated: Arc::default(),
        edition: None,
        trends: None,
        across: super::AcrossPlans::default(),
        views: super::PlanOrders::default(),
        lookup: super::Lookup::default(),
    }
}

/// Plans in the order of the status index, and templates in the same, which is by title.
pub(super) fn sorted(entries: &[Arc<PlanEntry>]) -> (Vec<usize>, Vec<usize>) {
    let mut all: Vec<usize> = (0..entries.len()).collect();
    all.sort_by_cached_key(|&i| index_key(&entries[i].summary));
    all.into_iter().partition(|&i| !entries[i].summary.is_template)
}

/// Former slugs. One that a plan has now is no former one; of several plans with one former slug
/// the first by path has it.
fn moved(entries: &[Arc<PlanEntry>]) -> BTreeMap<Slug, usize> {
    let mut moved = BTreeMap::new();
    if entries.iter().all(|e| e.aliases.is_empty()) {
        return moved;
    }
    let mut taken: BTreeSet<Cow<'_, str>> = entries.iter().map(|e| e.slug.folded()).collect();
    for (index, entry) in entries.iter().enumerate() {
        for alias in &entry.aliases {
            let slug = Slug::of_alias(&alias.value);
            if taken.insert(Cow::Owned(slug.folded().into_owned())) {
                moved.insert(slug, index);
            }
        }
    }
    moved
}

/// Every folder that holds plans, in itself or in folders below it; plans of other sites are in none.
pub(super) fn programs(
    entries: &[Arc<PlanEntry>],
    pages: &[Arc<PageEntry>],
    order: &[usize],
) -> Vec<Program> {
    let entries = own(entries);
    let mut plans: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &index in order.iter().filter(|&&index| index < entries.len()) {
        for folder in folders(entries[index].source.path()) {
            plans.entry(folder).or_default().push(index);
        }
    }
    let introducing_pages = introductions(pages.iter().map(|p| p.source.path()));
    let introducing_plans = introductions(entries.iter().map(|e| e.source.path()));
    let mut taken = BTreeSet::new();
    plans
        .into_iter()
        .map(|(folder, plans)| {
            let introduction = introducing_pages.get(folder).copied();
            let title = introduction
                .and_then(|i| pages[i].page.header.title.as_ref().map(|title| &*title.value))
                .or_else(|| {
                    let plan = &entries[*introducing_plans.get(folder)?];
                    plan.folder_title.as_deref()
                })
                .map_or_else(|| file_name(folder).to_owned(), str::to_owned);
            let slug = free_slug(&Slug::of_source(&format!("{folder}/index.md")), &mut taken);
            Program { folder: folder.to_owned(), slug, title, introduction, plans }
        })
        .collect()
}

/// The slug itself, else its first numbered form that is free.
fn free_slug(slug: &Slug, taken: &mut BTreeSet<String>) -> Slug {
    let mut free = slug.clone();
    let mut twin = 2;
    while !taken.insert(free.folded().into_owned()) {
        free = slug.numbered(twin);
        twin += 1;
    }
    free
}

/// The folders above a file, the nearest last, without the root.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The first introduction of each folder among the paths, by its index.
fn introductions<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut found = BTreeMap::new();
    for (index, path) in paths.enumerate() {
        if let Some((folder, _)) = path.rsplit_once('/').filter(|_| is_introduction(path)) {
            found.entry(folder).or_insert(index);
        }
    }
    found
}

/// Whether a file introduces its folder.
pub(super) fn is_introduction(path: &str) -> bool {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    ["readme", "index"].iter().any(|name| stem.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::attention::{Attention, Reason, ReasonKind};
    use crate::model::header::StatusKind;
    use crate::model::header::StatusKind::{
        Approved, Cancelled, Complete, Draft, InProgress, Paused, Unknown,
    };
    use crate::portfolio::fixture::{entry, page};
    use crate::portfolio::replace;
    use crate::site::PlanOrder;
    use crate::text::{Span, Spanned};

    fn titles(portfolio: &Portfolio) -> Vec<&str> {
        portfolio.ordered().map(|s| s.title.as_str()).collect()
    }

    #[test]
    fn the_index_has_trouble_first() {
        let attention =
            |kind| Some(Attention { reasons: vec![Reason { kind, text: String::new() }] });
        let plan = |title: &str, status, reason| {
            let mut e = entry(&format!("{title}.md"), title, status);
            e.summary.attention = reason;
            Arc::new(e)
        };
        let entries = vec![
            plan("closed b", Some(Complete), None),
            plan("Closed A", Some(Cancelled), None),
            plan("not stated", None, None),
            plan("odd", Some(Unknown), None),
            plan("draft", Some(Draft), None),
            plan("approved", Some(Approved), None),
            plan("live b", Some(InProgress), None),
            plan("Live a", Some(Paused), None),
            plan("stale", Some(InProgress), attention(ReasonKind::Stale)),
            plan("a late one", Some(InProgress), attention(ReasonKind::Overdue)),
            plan("taken back", Some(StatusKind::RolledBack), attention(ReasonKind::GateStopped)),
        ];
        let portfolio = gather(entries, Vec::new(), Arc::default(), Vec::new());
        assert_eq!(
            titles(&portfolio),
            [
                "taken back",
                "a late one",
                "stale",
                "Live a",
                "live b",
                "approved",
                "draft",
                "odd",
                "not stated",
                "Closed A",
                "closed b",
            ]
        );
    }

    #[test]
    fn templates_stand_apart() {
        let plan = |title: &str, is_template| {
            let mut e = entry(&format!("pay/{title}.md"), title, None);
            e.summary.is_template = is_template;
            Arc::new(e)
        };
        let all = vec![plan("b", true), plan("c", false), plan("a", true)];
        let before = gather(all, Vec::new(), Arc::default(), Vec::new());
        let apart = |portfolio: &Portfolio| -> Vec<String> {
            portfolio.template_summaries().map(|s| s.title.clone()).collect()
        };
        assert_eq!((titles(&before), apart(&before)), (vec!["c"], vec!["a".into(), "b".into()]));
        assert_eq!(before.view(PlanOrder::AToZ).len(), 1);
        assert_eq!(before.programs[0].plans.len(), 1);
        // One that is filled in is a plan at once, and a plan that is emptied a template.
        let changed = vec![plan("a", false), plan("c", true)];
        let after = replace(&before, changed, Vec::new(), Arc::default(), Vec::new());
        assert_eq!((titles(&after), apart(&after)), (vec!["a"], vec!["b".into(), "c".into()]));
        assert_eq!(after.view(PlanOrder::AToZ), after.order);
        assert_eq!(after.programs[0].plans, after.order);
    }

    #[test]
    fn every_folder_with_plans_is_a_program() {
        let entries =
            ["pay/a.md", "pay/eu/b.md", "pay/eu/README.md", "Pay/c.md", "x/y/d.md", "e.md"]
                .map(|path| Arc::new(entry(path, path, Some(StatusKind::Draft))))
                .to_vec();
        let pages = vec![
            Arc::new(page("pay/readme.md", Some("Payments"))),
            Arc::new(page("x/index.md", None)),
            Arc::new(page("notes/README.md", Some("No plans here"))),
        ];
        let portfolio = gather(entries, pages, Arc::default(), Vec::new());
        let found: Vec<_> = portfolio
            .programs
            .iter()
            .map(|p| (p.folder.as_str(), p.slug.as_str(), p.title.as_str(), p.plans.len()))
            .collect();
        assert_eq!(
            found,
            [
                ("Pay", "pay", "Pay", 1),
                ("pay", "pay-2", "Payments", 3),
                ("pay/eu", "pay/eu", "pay/eu/README.md", 2),
                ("x", "x", "x", 1),
                ("x/y", "x/y", "y", 1),
            ]
        );
        assert_eq!(portfolio.programs[1].introduction, Some(1));
    }

    #[test]
    fn former_slugs_give_way_to_plans() {
        let with_aliases = |path: &str, aliases: &[&str]| {
            let mut e = entry(path, path, None);
            e.aliases =
                aliases.iter().map(|a| Spanned::new((*a).to_owned(), Span::default())).collect();
            Arc::new(e)
        };
        let entries = vec![
            with_aliases("a.md", &["old", "B", "a"]),
            with_aliases("b.md", &["OLD", "older/b"]),
        ];
        let portfolio = gather(entries, Vec::new(), Arc::default(), Vec::new());
        let moved: Vec<_> = portfolio.moved.iter().map(|(s, &i)| (s.as_str(), i)).collect();
        assert_eq!(moved, [("old", 0), ("older/b", 1)]);
    }
}
