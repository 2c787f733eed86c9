//! The search page. What it finds is in the search records; without a script it lists the plans.

use serde::Serialize;

use super::{Links, STATUSES};
use crate::portfolio::Summary;
use crate::settings::Band;
use crate::site::{PlanOrder, Route};
use crate::text::Natural;
use crate::view::Context;
use crate::view::data::search_parts;
use crate::view::part::{BandBadge, StatusBadge, band_badge, counted, status_badge};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/search.html";

/// Up to so many plans are listed on the page itself.
const MOST_LISTED: usize = 500;

/// The search page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// Number of parts that the search records are in.
    pub parts: usize,
    /// The plans by title; empty where they are too many.
    pub plans: Vec<SearchPlan>,
    /// Where all plans are listed.
    pub all: Anchor,
    /// "12 plans".
    pub count: String,
    /// The badge of every status, for the script to copy.
    pub statuses: Vec<StatusBadge>,
    /// Every band, for the script to copy.
    pub bands: Vec<BandBadge>,
}

/// A plan of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPlan {
    /// Link to the plan.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title.
    pub title: String,
    /// Its owner, else its author.
    pub owner: Option<String>,
    /// Its status.
    pub status: StatusBadge,
}

/// The search page.
pub fn page(context: &Context<'_>) -> (Shell, SearchPage) {
    let path = Route::Search.path();
    let links = Links { page: &path };
    let frame = PageFrame::new(&path, "Search", NavSection::None).listing();
    let count = context.portfolio.order.len();
    let mut plans: Vec<&Summary> = Vec::new();
    if count <= MOST_LISTED {
        plans.extend(context.portfolio.ordered());
        plans.sort_by_cached_key(|plan| (Natural::new(&plan.title), plan.slug.clone()));
    }
    let view = SearchPage {
        parts: search_parts(context.portfolio),
        plans: plans
            .into_iter()
            .map(|plan| SearchPlan {
                href: links.plan(plan),
                lang: plan.lang.clone(),
                title: plan.called(),
                owner: plan.owner.clone(),
                status: status_badge(plan.status.as_ref().map(|(k, text)| (*k, text.as_str()))),
            })
            .collect(),
        all: links.anchor(&all_plans(), "All plans, a list"),
        count: counted(count, "plan"),
        statuses: STATUSES.map(|kind| status_badge(kind.map(|kind| (kind, "Unknown")))).to_vec(),
        bands: Band::ALL.map(band_badge).to_vec(),
    };
    (shell(context, &frame), view)
}

/// Where all plans are listed, page by page.
fn all_plans() -> Route {
    Route::View(PlanOrder::AToZ, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::header::StatusKind;
    use crate::portfolio::fixture::entry;
    use crate::view::portfolio::fixture::site;

    fn page_of(titles: &[&str]) -> SearchPage {
        let plans = titles.iter().enumerate();
        let plans =
            plans.map(|(n, title)| entry(&format!("p{n}.md"), title, Some(StatusKind::Draft)));
        site(plans.collect(), Vec::new(), |context| page(context).1)
    }

    #[test]
    fn plans_stand_by_title() {
        let page = page_of(&["beta", "Alpha", "gamma"]);
        let titles: Vec<&str> = page.plans.iter().map(|plan| plan.title.as_str()).collect();
        assert_eq!(titles, ["Alpha", "beta", "gamma"]);
        assert_eq!(page.plans[0].href, "plans/p1/index.html");
        assert_eq!((page.parts, page.count.as_str()), (1, "3 plans"));
    }

    #[test]
    fn too_many_plans_are_a_link() {
        let page = page_of(&["x"; 501]);
        assert_eq!((page.plans.len(), page.parts), (0, 2));
        assert_eq!(page.all.href, "views/a-z.html");
    }

    #[test]
    fn there_is_a_badge_to_copy_for_all_that_a_record_may_say() {
        let page = page_of(&[]);
        assert_eq!(page.statuses.len(), StatusKind::ALL.len() + 1);
        assert!(page.statuses.iter().any(|badge| badge.status == "not-stated"));
        assert_eq!(page.bands.len(), 4);
    }
}
