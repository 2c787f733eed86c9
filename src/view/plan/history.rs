//! The history of a plan: its commits, and what each changed of what the plan states.

use serde::Serialize;

use super::header::{PlanHeader, TabKey};
use super::{At, PlanView, anchor};
use crate::analysis::trend::Point;
use crate::model::date::{self, Date};
use crate::portfolio::PlanEntry;
use crate::site::{ListPage, Route};
use crate::view::change::{VersionRow, commit_digits, version_row};
use crate::view::part::{Pager, counted, page_count, page_slice, pager};
use crate::view::shell::{Anchor, NavSection, Shell};
use crate::view::trend::{self, CountedDay, TrendCard};

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-history.html";

/// Versions on a page.
const PAGE: usize = 50;

/// A page of a plan's versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// "14 commits by 3 people, from 2 Sep 2026 to 3 Nov 2026."
    pub lede: String,
    /// Its open risks and gates week by week, on the first page, where an earlier week is known.
    pub trends: Vec<TrendCard>,
    /// The versions, the latest first.
    pub versions: Vec<VersionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The pages of a plan's versions; none for a plan that was never committed.
pub(super) fn routes(entry: &PlanEntry) -> impl Iterator<Item = Route> {
    let count = entry.versions.len();
    let pages = if count == 0 { 0 } else { page_count(count, PAGE) };
    (1..=pages).map(|page| Route::History(entry.slug.clone(), page))
}

/// Where a version of a plan is listed: the page and the place on it.
pub fn place(entry: &PlanEntry, version: usize) -> (Route, String) {
    let place = anchor::commit(&commit_digits(&entry.versions[version].commit));
    (Route::History(entry.slug.clone(), version / PAGE + 1), place)
}

/// A page of a plan's versions.
pub fn history(plan_view: &PlanView<'_>, page: ListPage) -> (Shell, HistoryPage) {
    let entry = plan_view.entry;
    let route = |page| Route::History(entry.slug.clone(), page);
    let at = At::new(plan_view, &route(page));
    let name = if page == 1 { "History".to_owned() } else { format!("History, page {page}") };
    let trends = if page == 1 { trends(&at) } else { Vec::new() };
    let shell = at.shell(&name, NavSection::Plans, !trends.is_empty());
    let view = HistoryPage {
        header: at.header(TabKey::History, &name),
        lede: lede(entry),
        trends,
        versions: page_slice(&entry.versions, page, PAGE).iter().map(version_row).collect(),
        pager: pager(&at.path, page, entry.versions.len(), PAGE, "commit", route),
    };
    (shell, view)
}

/// The plan's open risks and gates at the ends of the weeks since it began, and today.
fn trends(at: &At<'_, '_>) -> Vec<TrendCard> {
    let context = at.context;
    let Some(trends) = &context.portfolio.trends else { return Vec::new() };
    let points = trends.days.iter().zip(trends.of(at.entry.source.path()));
    let points: Vec<(Date, Point)> = points
        .map(|(day, point)| (*day, *point))
        .skip_while(|(_, point)| *point == Point::Absent)
        .collect();
    if !points.iter().any(|(_, point)| matches!(point, Point::There(_))) {
        return Vec::new();
    }
    let now = (context.today, Point::There(at.entry.summary.standing()));
    let days = points.into_iter().chain([now]).map(|(day, point)| CountedDay {
        day,
        counts: match point {
            Point::There(of) => Some((of.risks.map(u32::from), of.gates.map(u32::from))),
            Point::Absent | Point::Unread => None,
        },
        note: match point {
            Point::There(_) => None,
            Point::Absent => Some("No such plan".to_owned()),
            Point::Unread => Some("Text not at hand".to_owned()),
        },
    });
    let rule = Anchor {
        href: at.to_place(&Route::About, "trends"),
        text: "How weeks are counted".to_owned(),
    };
    trend::cards(&days.collect::<Vec<_>>(), &rule)
}

fn lede(entry: &PlanEntry) -> String {
    let mut authors: Vec<&str> =
        entry.versions.iter().map(|version| &*version.commit.author).collect();
    authors.sort_unstable();
    authors.dedup();
    let by = match authors[..] {
        [one] => one.to_owned(),
        _ => format!("{} people", authors.len()),
    };
    let days = entry.versions.iter().map(|version| version.commit.date);
    let when = match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) if first != last => {
            format!("from {} to {}", date::display(first), date::display(last))
        }
        (Some(day), _) => format!("on {}", date::display(day)),
        _ => String::new(),
    };
    format!("{} by {by}, {when}.", counted(entry.versions.len(), "commit"))
}
