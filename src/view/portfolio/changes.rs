//! What changed: the latest versions of all plans that state something otherwise.

use serde::Serialize;

use super::page_title;
use crate::portfolio::{LATEST_VERSIONS, PlanEntry};
use crate::site::{ListPage, Route, relative};
use crate::view::Context;
use crate::view::change::{VersionRow, version_row};
use crate::view::part::{DateText, Pager, counted, page_slice, pager};
use crate::view::shell::{NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/changes.html";

/// Versions on a page.
pub const PAGE: usize = 50;

/// A page of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangesPage {
    /// The heading.
    pub title: String,
    /// "132 commits changed facts of 14 plans."
    pub lede: String,
    /// Changes by day, the latest first.
    pub days: Vec<ChangedDay>,
    /// The other pages.
    pub pager: Option<Pager>,
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
    /// Link to the plan's history.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// The version.
    pub version: VersionRow,
}

/// How many versions all pages hold.
pub(super) fn entries(context: &Context<'_>) -> usize {
    context.portfolio.latest_versions().len()
}

/// Whether the site knows of any commit of a plan.
pub(super) fn has_history(context: &Context<'_>) -> bool {
    entries(context) > 0
}

/// A page of changes.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, ChangesPage) {
    let path = Route::Changes(page).path();
    let portfolio = context.portfolio;
    let all = portfolio.latest_versions();
    let title = page_title("What changed", page);
    let mut days: Vec<ChangedDay> = Vec::new();
    for &(plan, at) in page_slice(all, page, PAGE) {
        let entry: &PlanEntry = &portfolio.entries[plan];
        let version = version_row(&entry.versions[at]);
        let changed = ChangedPlan {
            href: relative(&path, &Route::History(entry.slug.clone(), 1).path()),
            lang: entry.summary.lang.clone(),
            plan: entry.summary.title.clone(),
            version,
        };
        match days.last_mut() {
            Some(day) if day.date == changed.version.date => day.versions.push(changed),
            _ => days
                .push(ChangedDay { date: changed.version.date.clone(), versions: vec![changed] }),
        }
    }
    let view = ChangesPage {
        lede: lede(context),
        days,
        pager: pager(&path, page, all.len(), PAGE, "change", Route::Changes),
        title: title.clone(),
    };
    (shell(context, &PageFrame::new(&path, &title, NavSection::None)), view)
}

fn lede(context: &Context<'_>) -> String {
    let all = context.portfolio.latest_versions();
    let mut plans: Vec<usize> = all.iter().map(|(plan, _)| *plan).collect();
    plans.sort_unstable();
    plans.dedup();
    let (versions, plans) = (counted(all.len(), "commit"), counted(plans.len(), "plan"));
    if all.len() == LATEST_VERSIONS {
        format!("The last {versions} that changed facts of {plans}.")
    } else {
        format!("{versions} changed facts of {plans}.")
    }
}
