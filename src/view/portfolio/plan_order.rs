//! All plans in other orders than that of the status index.

use super::changes;
use super::filters::filters;
use super::plan_list::PlanListPage;
use super::row::{AllPlans, PlanTable, plan_table};
use super::{Lede, Links, live_words, page_title, sentence_case};
use crate::model::date;
use crate::portfolio::Summary;
use crate::settings::Band;
use crate::site::{ListPage, PlanOrder, PlansOf, Route};
use crate::view::Context;
use crate::view::part::{counted, page_count, page_size};
use crate::view::plan::words::Line;
use crate::view::shell::{Anchor, NavEntry, NavSection, PageFrame, Shell, shell};

/// A page of all plans in an order.
pub fn page(context: &Context<'_>, view: PlanOrder, page: ListPage) -> (Shell, PlanListPage) {
    let path = Route::View(view, page).path();
    let links = Links { page: &path };
    let order = context.portfolio.view(view);
    let plans: Vec<&Summary> =
        order.iter().map(|&i| &context.portfolio.entries[i].summary).collect();
    let words = words(view);
    let title = page_title(words.title, page);
    let all = || all_plans(context, links, Some(view));
    let caption = format!("All plans, {}", words.order);
    let table = plan_table(&path, caption, &plans, page, |n| Route::View(view, n));
    let lede = if page == 1 || plans.is_empty() {
        lede(context, links, view, &plans)
    } else {
        let last = page_count(plans.len(), page_size::PLANS);
        let order = sentence_case(words.order);
        Lede::new(format!("Page {page} of {last}."), format!("{order}."))
    };
    let views = views(context, links, &Route::View(view, 1));
    let table = table.map(|t| PlanTable { all: Some(all()), ..t }.sorted_by(words.sort));
    let owners = (view == PlanOrder::Owner).then(|| Anchor {
        href: links.to(&Route::Owners(1)),
        text: "People and their responsibilities".to_owned(),
    });
    let list = PlanListPage::new(links, &title, lede, views, table);
    let view = PlanListPage { owners, views_label: "Views", ..list };
    (shell(context, &PageFrame::new(&path, &title, NavSection::Plans).dated().listing()), view)
}

/// What an order is called.
struct Words {
    /// In menus.
    name: &'static str,
    /// As a heading.
    title: &'static str,
    /// In a sentence.
    order: &'static str,
    /// For the script: see [`AllPlans::order`].
    sort: &'static str,
}

const fn words(view: PlanOrder) -> Words {
    match view {
        PlanOrder::Updated => Words {
            name: "Recently updated",
            title: "Recently updated plans",
            order: "the last updated first",
            sort: "-updated",
        },
        PlanOrder::Risk => Words {
            name: "Highest risk",
            title: "Plans by highest risk",
            order: "those with the worst open risks first",
            sort: "-risk",
        },
        PlanOrder::Owner => Words {
            name: "By owner",
            title: "Plans by owner",
            order: "by owner, those without one last",
            sort: "owner",
        },
        PlanOrder::AToZ => {
            Words { name: "A–Z", title: "Plans from A to Z", order: "by title", sort: "plan" }
        }
    }
}

/// The orders of all plans as entries of a menu; the first is the status index.
pub(super) fn views(context: &Context<'_>, links: Links<'_>, current: &Route) -> Vec<NavEntry> {
    let entry = |key, text, route: Route| NavEntry {
        key,
        text,
        current: route == *current,
        href: links.to(&route),
    };
    let mut views = vec![entry("attention", "Needs attention first", Route::Index(1))];
    views.extend(
        PlanOrder::ALL.map(|view| entry(view.word(), words(view).name, Route::View(view, 1))),
    );
    if let Some(route) = changes::route_of(context, &PlansOf::Site) {
        views.push(entry("changes", "What changed", route));
    }
    views
}

/// What a script needs to sort and filter a table of all plans; without a view it stands in the order
/// of the status index.
pub(super) fn all_plans(
    context: &Context<'_>,
    links: Links<'_>,
    view: Option<PlanOrder>,
) -> AllPlans {
    AllPlans {
        src: links.to(&Route::PlanIndex),
        list: links.to(&Route::Asset(context.assets.list_js.clone())),
        order: view.map_or("attention", |view| words(view).sort),
        total: counted(context.portfolio.order.len(), "plan"),
        filters: filters(context),
    }
}

/// The sentence of a view's first page.
fn lede(context: &Context<'_>, links: Links<'_>, view: PlanOrder, plans: &[&Summary]) -> Lede {
    if plans.is_empty() {
        return Lede::new("No plans yet.", "");
    }
    match view {
        PlanOrder::Updated => updated(context, plans),
        PlanOrder::Risk => risk(plans),
        PlanOrder::Owner => owner(plans),
        PlanOrder::AToZ => Lede::of(
            Line::of(format!("{}, by title.", counted(plans.len(), "plan"))),
            live_words(Some(links), plans.iter().copied()),
        ),
    }
}

/// "12 of 64 plans were updated in the last 30 days. 3 do not say when they were."
fn updated(context: &Context<'_>, plans: &[&Summary]) -> Lede {
    let stale = context.settings.site.stale_days;
    let is_fresh = |p: &&&Summary| {
        p.updated.is_some_and(|d| date::days_between(d, context.today) < stale.into())
    };
    let fresh = plans.iter().filter(is_fresh).count();
    let silent = plans.iter().filter(|p| p.updated.is_none()).count();
    let was = if fresh == 1 { "was" } else { "were" };
    let days = counted(usize::try_from(stale).unwrap_or(usize::MAX), "day");
    let of = counted(plans.len(), "plan");
    let strong = match fresh {
        0 => format!("No plan was updated in the last {days}."),
        n => format!("{n} of {of} {was} updated in the last {days}."),
    };
    let rest = match silent {
        0 => String::new(),
        1 => "1 does not say when it was.".to_owned(),
        n => format!("{n} do not say when they were."),
    };
    Lede::new(strong, rest)
}

/// "14 plans have a severe open risk. 9 more have none worse than major."
fn risk(plans: &[&Summary]) -> Lede {
    let of = |band| plans.iter().filter(|p| p.worst_open == Some(band)).count();
    let have = |n: usize| if n == 1 { "has" } else { "have" };
    let (severe, major) = (of(Band::Severe), of(Band::Major));
    let strong = match severe {
        0 => "No plan has a severe open risk.".to_owned(),
        n => format!("{} {} a severe open risk.", counted(n, "plan"), have(n)),
    };
    let rest = match (severe, major) {
        (_, 0) => String::new(),
        (0, n) => format!("{} {} a major one.", counted(n, "plan"), have(n)),
        (_, n) => format!("{n} more {} none worse than major.", have(n)),
    };
    Lede::new(strong, rest)
}

/// "61 plans have an owner or author. 3 have none."
fn owner(plans: &[&Summary]) -> Lede {
    let owned: Vec<&str> = plans.iter().filter_map(|p| p.owner.as_deref()).collect();
    // They stand by owner, so that equal names are neighbours.
    let names = owned.chunk_by(|a, b| a == b).count();
    let nobody = plans.len() - owned.len();
    let have = if owned.len() == 1 { "has" } else { "have" };
    let strong = match names {
        0 => "No plan has an owner or author.".to_owned(),
        _ => format!("{} {have} an owner or author.", counted(owned.len(), "plan")),
    };
    let rest = match (names, nobody) {
        (0, _) | (_, 0) => String::new(),
        (_, 1) => "1 has none.".to_owned(),
        (_, n) => format!("{n} have none."),
    };
    Lede::new(strong, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_iso;
    use crate::model::header::StatusKind;
    use crate::portfolio::PlanEntry;
    use crate::portfolio::fixture::entry;
    use crate::view::portfolio::fixture::site;

    fn plan(title: &str, edit: impl FnOnce(&mut Summary)) -> PlanEntry {
        let mut plan = entry(&format!("{title}.md"), title, Some(StatusKind::InProgress));
        edit(&mut plan.summary);
        plan
    }

    fn entries() -> Vec<PlanEntry> {
        vec![
            plan("A", |s| s.updated = parse_iso("2026-10-23")),
            plan("C", |s| {
                s.updated = parse_iso("2026-10-24");
                s.owner = Some("Ada".to_owned());
                s.worst_open = Some(Band::Major);
            }),
            plan("B", |s| {
                s.owner = Some("Ada".to_owned());
                s.worst_open = Some(Band::Severe);
            }),
        ]
    }

    #[track_caller]
    fn check(entries: Vec<PlanEntry>, view: PlanOrder, strong: &str, rest: &str, titles: &[&str]) {
        site(entries, Vec::new(), |context| {
            let (shell, page) = page(context, view, 1);
            assert_eq!((page.lede.strong.as_str(), page.lede.rest.as_str()), (strong, rest));
            let rows = page.table.iter().flat_map(|t| &t.rows);
            assert_eq!(rows.map(|r| r.title.as_str()).collect::<Vec<_>>(), titles);
            let current: Vec<_> = page.views.iter().filter(|v| v.current).map(|v| v.key).collect();
            assert_eq!(current, [view.word()]);
            assert!(shell.plan_count.is_some());
        });
    }

    #[test]
    fn each_view_answers_first_and_stands_in_its_order() {
        let rest = "1 does not say when it was.";
        let strong = "1 of 3 plans was updated in the last 30 days.";
        check(entries(), PlanOrder::Updated, strong, rest, &["C", "A", "B"]);
        let rest = "1 more has none worse than major.";
        let strong = "1 plan has a severe open risk.";
        check(entries(), PlanOrder::Risk, strong, rest, &["B", "C", "A"]);
        let (strong, rest) = ("2 plans have an owner or author.", "1 has none.");
        check(entries(), PlanOrder::Owner, strong, rest, &["B", "C", "A"]);
        let (strong, rest) = ("3 plans, by title.", "3 rollouts are live.");
        check(entries(), PlanOrder::AToZ, strong, rest, &["A", "B", "C"]);
    }

    #[test]
    fn what_nobody_states_is_said_and_so_is_an_empty_site() {
        let lone = || vec![plan("A", |_| ())];
        let (strong, rest) =
            ("No plan was updated in the last 30 days.", "1 does not say when it was.");
        check(lone(), PlanOrder::Updated, strong, rest, &["A"]);
        check(lone(), PlanOrder::Risk, "No plan has a severe open risk.", "", &["A"]);
        check(lone(), PlanOrder::Owner, "No plan has an owner or author.", "", &["A"]);
        for view in PlanOrder::ALL {
            check(Vec::new(), view, "No plans yet.", "", &[]);
        }
    }

    #[test]
    fn further_pages_say_which_they_are() {
        let entries = (0..51).map(|n| plan(&format!("Plan {n}"), |_| ())).collect();
        site(entries, Vec::new(), |context| {
            let (_, page) = page(context, PlanOrder::AToZ, 2);
            assert_eq!(page.title, "Plans from A to Z, page 2");
            assert_eq!(
                (page.lede.strong.as_str(), page.lede.rest.as_str()),
                ("Page 2 of 2.", "By title.")
            );
            let table = page.table.expect("a row");
            assert_eq!(table.rows[0].title, "Plan 50");
            let all = table.all.expect("a script");
            assert_eq!((all.src.as_str(), all.order), ("../assets/data/plans.js", "plan"));
            let sorted: Vec<_> = table.columns.iter().filter_map(|c| c.sorted).collect();
            assert_eq!(sorted, ["ascending"]);
        });
    }
}
