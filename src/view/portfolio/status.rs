//! The plans of one status.

use serde::Serialize;

use super::index::attention_words;
use super::row::{PlanTable, plan_table};
use super::{Lede, Links, STATUSES, live, of_status, page_title, sentence_case, status_label};
use super::{counted_are, none_or_counted_are};
use crate::model::header::StatusKind;
use crate::portfolio::Summary;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::part::{Breadcrumb, counted};
use crate::view::plan::words::Line;
use crate::view::shell::{Anchor, NavEntry, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/plan-list.html";

/// A list of plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// The other lists.
    pub views: Vec<NavEntry>,
    /// The plans of this page; `None` without any.
    pub table: Option<PlanTable>,
    /// When a plan stands on it, where its status does not say.
    pub rule: Option<Anchor>,
}

/// A page of the plans of one status; `None`: of those that state none.
pub fn page(
    context: &Context<'_>,
    kind: Option<StatusKind>,
    page: ListPage,
) -> (Shell, StatusPage) {
    let path = Route::Status(kind, page).path();
    let links = Links { page: &path };
    let plans = of_status(context, kind);
    let title = match kind {
        Some(StatusKind::Unknown) => "Status unknown",
        None => "Status not stated",
        Some(kind) => kind.label(),
    };
    let title = page_title(title, page);
    let view = StatusPage {
        trail: links.below_plans(title.clone()),
        lede: lede(kind, &plans),
        views: views(links, Some(&Route::Status(kind, 1))),
        table: plan_table(
            &path,
            format!("{title}: plans that need attention first"),
            &plans,
            page,
            |n| Route::Status(kind, n),
        ),
        rule: None,
        title: title.clone(),
    };
    let frame = PageFrame {
        path: &path,
        title: &title,
        section: NavSection::Plans,
        dated: true,
        listing: false,
    };
    (shell(context, &frame), view)
}

/// A page of the plans that are live.
pub fn live_page(context: &Context<'_>, page: ListPage) -> (Shell, StatusPage) {
    let path = Route::Live(page).path();
    let links = Links { page: &path };
    let plans = live(context);
    let title = page_title("Live", page);
    let strong = format!("{} live.", sentence_case(&none_or_counted_are(plans.len(), "rollout")));
    let rest = if plans.is_empty() { Line::default() } else { attention_words(None, &plans) };
    let view = StatusPage {
        trail: links.below_plans(title.clone()),
        lede: Lede::of(Line::of(strong), rest),
        views: views(links, Some(&Route::Live(1))),
        table: plan_table(
            &path,
            "Live plans, those that need attention first",
            &plans,
            page,
            Route::Live,
        ),
        rule: Some(links.about("live", "When a plan is live")),
        title: title.clone(),
    };
    let frame = PageFrame {
        path: &path,
        title: &title,
        section: NavSection::Plans,
        dated: true,
        listing: false,
    };
    (shell(context, &frame), view)
}

/// The lists of plans; they are the same on every page, whatever plans there are.
pub(super) fn views(links: Links<'_>, current: Option<&Route>) -> Vec<NavEntry> {
    let entry = |key, text, route: Route| NavEntry {
        key,
        text,
        current: Some(&route) == current,
        href: links.to(&route),
    };
    let mut views = vec![
        entry("all", "All plans", Route::Index(1)),
        entry("attention", "Needs attention", Route::Attention(1)),
        entry("live", "Live", Route::Live(1)),
    ];
    views.extend(STATUSES.map(|kind| {
        let key = kind.map_or("not-stated", StatusKind::word);
        entry(key, status_label(kind), Route::Status(kind, 1))
    }));
    views
}

fn lede(kind: Option<StatusKind>, plans: &[&Summary]) -> Lede {
    let n = plans.len();
    let verb = |one: &str, many: &str| if n == 1 { one.to_owned() } else { many.to_owned() };
    let are = || sentence_case(&none_or_counted_are(n, "plan"));
    let strong = match kind {
        None if n == 0 => "Every plan states its status.".to_owned(),
        None => format!("{} {} no status.", counted(n, "plan"), verb("states", "state")),
        Some(StatusKind::Unknown) if n == 0 => "Every stated status is recognised.".to_owned(),
        Some(StatusKind::Unknown) => {
            format!("{} {} a status we don’t recognise.", counted(n, "plan"), verb("has", "have"))
        }
        Some(StatusKind::Draft) => match n {
            0 => "No plan is a draft.".to_owned(),
            1 => "1 plan is a draft.".to_owned(),
            _ => format!("{} drafts.", counted_are(n, "plan")),
        },
        Some(kind) => format!("{} {}.", are(), kind.label().to_lowercase()),
    };
    let watched = n > 0 && plans.iter().any(|plan| plan.attention.is_some());
    Lede::of(Line::of(strong), if watched { attention_words(None, plans) } else { Line::default() })
}
