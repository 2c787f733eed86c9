//! The plans of one status.

use super::index::attention_words;
use super::plan_list::PlanListPage;
use super::row::plan_table;
use super::{Lede, Links, STATUSES, live, of_status, page_title, sentence_case, status_label};
use super::{counted_are, none_or_counted_are};
use crate::model::header::StatusKind;
use crate::portfolio::Summary;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::part::counted;
use crate::view::plan::words::Line;
use crate::view::shell::{NavEntry, NavSection, PageFrame, Shell, shell};

/// A page of the plans of one status; `None`: of those that state none.
pub fn page(
    context: &Context<'_>,
    kind: Option<StatusKind>,
    page: ListPage,
) -> (Shell, PlanListPage) {
    let path = Route::Status(kind, page).path();
    let links = Links { page: &path };
    let plans = of_status(context, kind);
    let title = match kind {
        Some(StatusKind::Unknown) => "Status unknown",
        None => "Status not stated",
        Some(kind) => kind.label(),
    };
    let title = page_title(title, page);
    let caption = format!("{title}: plans that need attention first");
    let table = plan_table(&path, caption, &plans, page, |n| Route::Status(kind, n));
    let views = views(links, Some(&Route::Status(kind, 1)));
    let view = PlanListPage::new(links, &title, lede(kind, &plans), views, table);
    (shell(context, &PageFrame::new(&path, &title, NavSection::Plans).dated()), view)
}

/// A page of the plans that are live.
pub fn live_page(context: &Context<'_>, page: ListPage) -> (Shell, PlanListPage) {
    let path = Route::Live(page).path();
    let links = Links { page: &path };
    let plans = live(context);
    let title = page_title("Live", page);
    let strong = format!("{} live.", sentence_case(&none_or_counted_are(plans.len(), "rollout")));
    let rest = if plans.is_empty() { Line::default() } else { attention_words(None, &plans) };
    let caption = "Live plans, those that need attention first";
    let table = plan_table(&path, caption, &plans, page, Route::Live);
    let (lede, views) = (Lede::of(Line::of(strong), rest), views(links, Some(&Route::Live(1))));
    let rule = Some(links.about("live", "When a plan is live"));
    let view = PlanListPage { rule, ..PlanListPage::new(links, &title, lede, views, table) };
    (shell(context, &PageFrame::new(&path, &title, NavSection::Plans).dated()), view)
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
