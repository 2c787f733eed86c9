//! What happens in this week and the next ones, day by day: of all plans, and this week of a program.

mod entries;
mod rows;
mod sentence;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use rows::{PlaceCell, SupportRow, WeekRow};

use entries::Entries;
use rows::{row, support_rows};
use sentence::{Told, counts, exposed, lede};

use super::{Lede, Links, page_title};
use crate::model::date::{self, Date};
use crate::model::week::{Week, weekday};
use crate::portfolio::{Program, WEEKS, WeekEvent};
use crate::site::{ListPage, PlansOf, Route};
use crate::view::Context;
use crate::view::feed;
use crate::view::part::{Anchor, Breadcrumb, Pager, counted, page_count, page_slice, pager};
use crate::view::plan::empty::Empty;
use crate::view::plan::fact::short_start;
use crate::view::shell::{NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/week.html";

/// Entries on a page.
pub const PAGE: usize = 100;

/// A page of what happens in a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekPage {
    /// Where it stands, on a page of a program.
    pub trail: Option<Breadcrumb>,
    /// The heading.
    pub title: String,
    /// How much of each kind, and how many people are newly reached.
    pub lede: Lede,
    /// "16 – 22 Nov 2026".
    pub days: String,
    /// The week before and the one after, as far as they have a page.
    pub turns: Vec<Anchor>,
    /// The days of this page on which something happens.
    pub by_day: Vec<WeekDay>,
    /// Where nothing happens in the week.
    pub empty: Option<Empty>,
    /// The days of this page on which something should have happened.
    pub overdue: Vec<WeekDay>,
    /// How much that is on all pages.
    pub overdue_count: usize,
    /// What support must know of the plans of this page.
    pub support: Vec<SupportRow>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How the page is made.
    pub rule: Anchor,
}

/// What happens on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekDay {
    /// For `datetime`.
    pub iso: String,
    /// "Mon 23 Nov"; "18 Nov 2026" of what is overdue.
    pub text: String,
    /// "Today", "4 days ago".
    pub note: Option<String>,
    /// What happens.
    pub rows: Vec<WeekRow>,
}

/// Pages of all weeks, and of this week in programs in which something happens.
pub(super) fn routes(context: &Context<'_>) -> Vec<Route> {
    let mut routes = Vec::new();
    let all = context.portfolio.weeks(context.today);
    for (at, week) in all.weeks.iter().enumerate() {
        let overdue = if at == 0 { all.overdue.len() } else { 0 };
        let pages = page_count(week.len() + overdue, PAGE);
        routes.extend((1..=pages).map(|n| Route::Week(at + 1, n)));
    }
    for program in context.portfolio.programs.iter() {
        let count = all.count_of(&program.plans);
        let pages = if count == 0 { 0 } else { page_count(count, PAGE) };
        routes.extend((1..=pages).map(|n| Route::ProgramWeek(program.slug.clone(), n)));
    }
    routes
}

/// "This week: 4 phases start, 2 gates are due, 1 phase is overdue", leading to the week's page.
pub(super) fn link(context: &Context<'_>, links: Links<'_>) -> Anchor {
    let told = Told::of(context, &Entries::of_site(context, 1));
    links.anchor(&Route::Week(1, 1), format!("This week: {}", counts(&told)))
}

/// The same of a program; `None` where nothing happens in it.
pub(super) fn program_link(
    context: &Context<'_>,
    links: Links<'_>,
    program: &Program,
) -> Option<Anchor> {
    let entries = Entries::of_program(context, program);
    let route = Route::ProgramWeek(program.slug.clone(), 1);
    let words = || format!("This week: {}", counts(&Told::of(context, &entries)));
    (entries.len() > 0).then(|| links.anchor(&route, words()))
}

/// A page of what happens in a week (from 1) in all plans.
pub fn page(context: &Context<'_>, week: usize, page: ListPage) -> (Shell, WeekPage) {
    let entries = Entries::of_site(context, week);
    let route = |n| Route::Week(week, n);
    let title = match week {
        1 => "This week",
        2 => "Next week",
        _ => "Week",
    };
    let path = route(page).path();
    let links = Links { page: &path };
    let of = Week::of(context.today).plus(i64::try_from(week).unwrap_or(1) - 1);
    let title = if week > 2 {
        format!("{title} of {}", date::display(of.first_day()))
    } else {
        title.into()
    };
    let mut view = made(context, links, of, &entries, (page, &route));
    view.title = page_title(&title, page);
    view.pager = pager(&path, page, entries.len(), PAGE, "entry", route);
    view.turns = turns(links, week);
    let frame = PageFrame::new(&path, &view.title, NavSection::Timeline).dated();
    let mut offered = feed::offered(context, &PlansOf::Site);
    offered.retain(|route| matches!(route, Route::Calendar(_)));
    let subscriptions = feed::subscriptions(context, &path, &offered);
    (shell(context, &frame).offering(subscriptions), view)
}

/// A page of what happens in this week in a program.
pub fn program(context: &Context<'_>, program: &Program, page: ListPage) -> (Shell, WeekPage) {
    let entries = Entries::of_program(context, program);
    let route = |n| Route::ProgramWeek(program.slug.clone(), n);
    let path = route(page).path();
    let links = Links { page: &path };
    let mut view = made(context, links, Week::of(context.today), &entries, (page, &route));
    let title = format!("This week in {}", program.title);
    view.title = page_title(&title, page);
    let mut trail = links.below_plans("This week");
    trail.links.push(links.anchor(&Route::Program(program.slug.clone(), 1), program.title.clone()));
    view.trail = Some(trail);
    view.turns = vec![links.anchor(&Route::Week(1, 1), "All plans")];
    view.pager = pager(&path, page, entries.len(), PAGE, "entry", route);
    let frame = PageFrame::new(&path, &view.title, NavSection::Plans).dated();
    (shell(context, &frame), view)
}

fn made(
    context: &Context<'_>,
    links: Links<'_>,
    week: Week,
    entries: &Entries,
    (page, route): (ListPage, &dyn Fn(ListPage) -> Route),
) -> WeekPage {
    let all: Vec<WeekEvent> = entries.week.iter().chain(&entries.overdue).copied().collect();
    let here = page_slice(&all, page, PAGE);
    let start = (page - 1) * PAGE;
    let in_week = entries.week.len().saturating_sub(start).min(here.len());
    let (planned, overdue) = here.split_at(in_week);
    let told = Told::of(context, entries);
    let begins_on = entries.week.len() / PAGE + 1;
    let page_of_overdue =
        if begins_on == page { String::new() } else { links.to(&route(begins_on)) };
    let exposed = exposed(context, &entries.week);
    WeekPage {
        trail: None,
        title: String::new(),
        lede: lede(&told, &exposed, &format!("{page_of_overdue}#overdue")),
        days: days(week),
        turns: Vec::new(),
        by_day: planned
            .chunk_by(|a, b| a.day == b.day)
            .filter_map(|events| Some(day(context, links, events.first()?.day, events)))
            .collect(),
        empty: entries.week.is_empty().then(|| Empty {
            title: "Nothing has a date in this week".to_owned(),
            hint: "Phases, gates, decisions, reviews and ends of acceptances stand here on their days."
                .to_owned(),
        }),
        overdue: overdue
            .chunk_by(|a, b| a.day == b.day)
            .filter_map(|events| Some(late_day(context, links, events.first()?.day, events)))
            .collect(),
        overdue_count: entries.overdue.len(),
        support: support_rows(context, links, here),
        pager: None,
        rule: links.about("week", "How this list is made"),
    }
}

/// "16 – 22 Nov 2026".
fn days(week: Week) -> String {
    let (first, last) = (week.first_day(), week.last_day());
    format!("{} – {}", short_start(first, last), date::display(last))
}

fn day(context: &Context<'_>, links: Links<'_>, day: Date, events: &[WeekEvent]) -> WeekDay {
    let words = date::display(day);
    let without_year = words.rsplit_once(' ').map_or(&*words, |(head, _)| head);
    WeekDay {
        iso: day.to_string(),
        text: format!("{} {without_year}", weekday(day)),
        note: (day == context.today).then(|| "Today".to_owned()),
        rows: events.iter().map(|event| row(context, links, event, false)).collect(),
    }
}

fn late_day(context: &Context<'_>, links: Links<'_>, day: Date, events: &[WeekEvent]) -> WeekDay {
    let days = usize::try_from(date::days_between(day, context.today)).unwrap_or(0);
    WeekDay {
        iso: day.to_string(),
        text: date::display(day),
        note: Some(format!("{} ago", counted(days, "day"))),
        rows: events.iter().map(|event| row(context, links, event, true)).collect(),
    }
}

/// Links to the weeks beside one.
fn turns(links: Links<'_>, week: usize) -> Vec<Anchor> {
    let before = (week > 1).then(|| links.anchor(&Route::Week(week - 1, 1), "‹ Previous"));
    let after = (week < WEEKS).then(|| links.anchor(&Route::Week(week + 1, 1), "Next ›"));
    before.into_iter().chain(after).collect()
}
