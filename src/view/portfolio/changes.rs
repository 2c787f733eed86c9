//! What changed: the latest versions that state something otherwise, of all plans, of a program or of an owner.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use super::{Links, page_title};
use crate::portfolio::{LATEST_VERSIONS, PlanEntry, Portfolio, Program, VersionRef};
use crate::site::{ListPage, PlansOf, Route};
use crate::text::{LABEL, shortened};
use crate::view::Context;
use crate::view::change::{VersionRow, version_row};
use crate::view::feed::{self, Whose};
use crate::view::part::{Breadcrumb, DateText, Pager, counted, page_count, page_slice, pager};
use crate::view::plan::history;
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/changes.html";

/// Versions on a page.
const PAGE: usize = 50;

/// A page of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangesPage {
    /// Where it stands; `None` for the changes of all plans.
    pub trail: Option<Breadcrumb>,
    /// The heading.
    pub title: String,
    /// "132 commits changed facts of 14 plans.", "The last 1000 changes, by 312 commits of 80 plans."
    pub lede: String,
    /// Changes by day, the latest first.
    pub days: Vec<ChangedDay>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// The changes of each program that has some, on the first page of all plans.
    pub programs: Vec<Anchor>,
    /// All people, whose pages lead to theirs, on the same page.
    pub owners: Option<Anchor>,
}

/// What changed on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedDay {
    /// The day.
    pub date: DateText,
    /// Versions, by plan.
    pub versions: Vec<ChangedPlan>,
}

/// A version with its plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedPlan {
    /// Link to its row in the plan's history.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// The version.
    pub version: VersionRow,
}

/// Pages of the changes of some plans; none where commits tell of none.
pub(super) fn routes(context: &Context<'_>, plans_of: PlansOf) -> impl Iterator<Item = Route> {
    let count = count(context, &plans_of);
    let pages = if count == 0 { 0 } else { page_count(count, PAGE) };
    (1..=pages).map(move |page| Route::Changes(plans_of.clone(), page))
}

/// The first page of the changes of some plans, where commits tell of some.
pub(super) fn route_of(context: &Context<'_>, plans_of: &PlansOf) -> Option<Route> {
    (count(context, plans_of) > 0).then(|| Route::Changes(plans_of.clone(), 1))
}

/// A link to it.
pub(super) fn link_of(
    context: &Context<'_>,
    links: Links<'_>,
    plans_of: &PlansOf,
) -> Option<Anchor> {
    Some(links.anchor(&route_of(context, plans_of)?, "What changed"))
}

/// How many versions all pages of some plans hold.
fn count(context: &Context<'_>, plans_of: &PlansOf) -> usize {
    let portfolio = context.portfolio;
    match Whose::find(context, plans_of) {
        Some(Whose::Site) => portfolio.latest_versions().len(),
        Some(whose) => portfolio.count_latest_versions_of(&whose.plans(context)),
        None => 0,
    }
}

/// A page of the changes of some plans; `None` where the portfolio knows none such.
pub fn page(
    context: &Context<'_>,
    plans_of: &PlansOf,
    page: ListPage,
) -> Option<(Shell, ChangesPage)> {
    let route = |page| Route::Changes(plans_of.clone(), page);
    let path = route(page).path();
    let links = Links { page: &path };
    let portfolio = context.portfolio;
    let whose = Whose::find(context, plans_of)?;
    let all: Cow<'_, [VersionRef]> = match whose {
        Whose::Site => Cow::Borrowed(portfolio.latest_versions()),
        _ => portfolio.latest_versions_of(&whose.plans(context)).into(),
    };
    let title = page_title(&title(whose), page);
    let mut days: Vec<ChangedDay> = Vec::new();
    for &(plan, at) in page_slice(&all, page, PAGE) {
        let entry: &PlanEntry = &portfolio.entries[plan];
        let version = version_row(&entry.versions[at]);
        let (place, anchor) = history::place(entry, at);
        let changed = ChangedPlan {
            href: format!("{}#{anchor}", links.to(&place)),
            lang: entry.summary.lang.clone(),
            plan: entry.summary.called(),
            version,
        };
        match days.last_mut() {
            Some(day) if day.date == changed.version.date => day.versions.push(changed),
            _ => days
                .push(ChangedDay { date: changed.version.date.clone(), versions: vec![changed] }),
        }
    }
    let is_of_all = matches!(whose, Whose::Site);
    let is_first_of_all = is_of_all && page == 1;
    let view = ChangesPage {
        trail: trail(links, whose, &title),
        lede: lede(portfolio, whose, &all),
        days,
        pager: pager(&path, page, all.len(), PAGE, "change", route),
        programs: if is_first_of_all { programs(context, links) } else { Vec::new() },
        owners: is_first_of_all.then(|| links.anchor(&Route::Owners(1), "Owners")),
        title: title.clone(),
    };
    let feed = feed::subscriptions(context, &path, &[Route::Feed(plans_of.clone())]);
    let section = if is_of_all { NavSection::None } else { NavSection::Plans };
    Some((shell(context, &PageFrame::new(&path, &title, section)).offering(feed), view))
}

/// "What changed in Payments", "What changed in plans that name Ana Lima".
fn title(whose: Whose<'_>) -> String {
    match whose {
        Whose::Site => "What changed".to_owned(),
        Whose::Program(program) => format!("What changed in {}", shortened(&program.title, LABEL)),
        Whose::Owner(owner) => {
            format!("What changed in plans that name {}", shortened(&owner.who.name, LABEL))
        }
    }
}

fn trail(links: Links<'_>, whose: Whose<'_>, title: &str) -> Option<Breadcrumb> {
    let name = match whose {
        Whose::Site => return None,
        Whose::Program(program) => &program.title,
        Whose::Owner(owner) => &owner.who.name,
    };
    let mut trail = links.below_plans(title);
    trail.links.push(links.anchor(&whose.page(), name.clone()));
    Some(trail)
}

fn programs(context: &Context<'_>, links: Links<'_>) -> Vec<Anchor> {
    let link = |program: &Program| {
        let route = route_of(context, &PlansOf::Program(program.slug.clone()))?;
        Some(links.anchor(&route, program.title.clone()))
    };
    context.portfolio.programs.iter().filter_map(link).collect()
}

fn lede(portfolio: &Portfolio, whose: Whose<'_>, all: &[VersionRef]) -> String {
    let plans: BTreeSet<usize> = all.iter().map(|(plan, _)| *plan).collect();
    // One commit may change many plans.
    let commits = all.iter().map(|&(plan, at)| &portfolio.entries[plan].versions[at].commit.id);
    let commits = counted(commits.collect::<BTreeSet<_>>().len(), "commit");
    let plans = counted(plans.len(), "plan");
    let of = match whose {
        Whose::Program(_) => format!("{plans} of this program"),
        Whose::Site | Whose::Owner(_) => plans,
    };
    if all.len() == LATEST_VERSIONS {
        format!("The last {}, by {commits} of {of}.", counted(all.len(), "change"))
    } else {
        format!("{commits} changed facts of {of}.")
    }
}
