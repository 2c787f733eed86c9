//! Pages about many plans, and the pages that belong to none.
//!
//! In: a [`Context`] and which page of a list. Out: the page's frame and its values.
//! Invariant: these pages read summaries, never whole plans; the number of plans stands on pages of
//! the status index only, so that a new plan changes no list that it is not on.

pub mod about;
pub mod actions;
pub mod attention;
pub mod changes;
pub mod collisions;
pub mod digest;
mod elsewhere;
pub mod exposure;
pub mod filters;
pub mod findings;
pub mod gates;
pub mod index;
mod introduction;
pub mod known;
pub mod not_found;
pub mod overview;
pub mod owner;
pub mod owners;
pub mod plan_index;
pub mod plan_list;
pub mod plan_order;
pub mod program;
pub mod risk_list;
pub mod risk_row;
pub mod risks;
pub mod rollbacks;
mod routes;
pub mod row;
pub mod rule;
pub mod search;
pub mod status;
pub mod timeline;
pub mod trends;
pub mod week;

pub use routes::{owner_routes, risk_routes, routes};

use serde::Serialize;

use super::Context;
use super::names::{NameWords, name_words};
use super::part::{Breadcrumb, Html, counted, plural};
use super::plan::paging::risk_pages;
use super::plan::words::Line;
use super::shell::Anchor;
use crate::model::header::StatusKind;
use crate::portfolio::Summary;
use crate::site::{ListPage, Route, absolute, relative};

/// The sentence that answers first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lede {
    /// Its head, in bold.
    pub strong: String,
    /// What follows; may be empty.
    pub rest: String,
    /// The head with its links.
    pub strong_html: Html,
    /// What follows, with its links.
    pub rest_html: Html,
}

impl Lede {
    fn new(strong: impl Into<String>, rest: impl Into<String>) -> Self {
        Self::of(Line::of(strong.into()), Line::of(rest.into()))
    }

    /// The same with the sites whose plans are missing from what it counts.
    fn missing(mut self, context: &Context<'_>, links: Links<'_>) -> Self {
        let missing = elsewhere::unread(links, &context.portfolio.federated.sites);
        if !missing.is_empty() {
            let gap = if self.rest.is_empty() { "" } else { " " };
            self.rest = format!("{}{gap}{}", self.rest, missing.plain());
            self.rest_html.0.push_str(gap);
            self.rest_html.0.push_str(missing.html().as_str());
        }
        self
    }

    /// A sentence whose numbers lead to the lists that they count.
    fn of(strong: Line, rest: Line) -> Self {
        Self {
            strong: strong.plain().to_owned(),
            rest: rest.plain().to_owned(),
            strong_html: strong.html(),
            rest_html: rest.html(),
        }
    }
}

/// "7 rollouts are live, 1 is paused." Of the whole site, both numbers lead to their lists.
fn live_words<'a>(
    links: Option<Links<'_>>,
    plans: impl IntoIterator<Item = &'a Summary> + Clone,
) -> Line {
    let live = plans.clone().into_iter().filter(|plan| plan.is_live()).count();
    let paused = plans.into_iter().filter(|plan| plan.is_paused()).count();
    let say = |text: String, n: usize, route: Route| match links.filter(|_| n > 0) {
        Some(links) => Line::default().link(text, &links.to(&route)),
        None => Line::of(text),
    };
    let words = format!("{} live", sentence_case(&none_or_counted_are(live, "rollout")));
    let said = say(words, live, Route::Live(1));
    let are = if paused == 1 { "is" } else { "are" };
    let said = match paused {
        0 => said,
        n => {
            let route = Route::Status(Some(StatusKind::Paused), 1);
            said.say(", ").append(&say(format!("{n} {are} paused"), n, route))
        }
    };
    said.say(".")
}

/// A heading and its id, unique on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TitledSection {
    /// The id.
    pub id: String,
    /// The words.
    pub text: String,
}

/// Links from one page.
#[derive(Debug, Clone, Copy)]
struct Links<'a> {
    page: &'a str,
}

impl Links<'_> {
    fn to(self, route: &Route) -> String {
        relative(self.page, &route.path())
    }

    fn plan(self, summary: &Summary) -> String {
        self.of(summary, &Route::Plan(summary.slug.clone()))
    }

    /// A page of a plan, on the plan's own site.
    fn of(self, summary: &Summary, route: &Route) -> String {
        match &summary.site {
            None => self.to(route),
            Some(site) => absolute(&site.url, &route.path()),
        }
    }

    /// The phase's page, if the plan has that phase.
    fn phase(self, summary: &Summary, index: usize) -> Option<String> {
        let (_, file) = summary.phases.get(index)?;
        Some(self.of(summary, &Route::Phase(summary.slug.clone(), file.clone())))
    }

    /// A risk on its plan's register, by its place in the order of urgency.
    fn risk(self, summary: &Summary, risk: usize, anchor: &str) -> String {
        let pages = risk_pages(summary.risks.iter().map(|risk| (risk.open, risk.cell)));
        // Where another site cuts its pages is not known; the first says where the others are.
        let page = pages.get(risk).copied().filter(|_| summary.site.is_none()).unwrap_or(1);
        let page = self.of(summary, &Route::PlanRisks(summary.slug.clone(), page));
        if anchor.is_empty() { page } else { format!("{page}#{anchor}") }
    }

    fn anchor(self, route: &Route, text: impl Into<String>) -> Anchor {
        Anchor { href: self.to(route), text: text.into() }
    }

    /// A link to a section of the page on how values are derived.
    fn about(self, section: &str, text: &str) -> Anchor {
        let href = format!("{}#{section}", self.to(&Route::About));
        Anchor { href, text: text.to_owned() }
    }

    /// The words of an owner, approver, primary or backup; the names in it are links.
    fn names(self, context: &Context<'_>, cell: &str) -> Vec<NameWords> {
        name_words(context, self.page, cell)
    }

    /// The trail below the status index.
    fn below_plans(self, here: impl Into<String>) -> Breadcrumb {
        let links = vec![self.anchor(&Route::Index(1), "Plans")];
        Breadcrumb { links, here: here.into() }
    }
}

/// The title of a page of a list: the first has the list's own.
fn page_title(title: &str, page: ListPage) -> String {
    if page == 1 { title.to_owned() } else { format!("{title}, page {page}") }
}

/// "1 plan is", "3 plans are".
fn counted_are(n: usize, noun: &str) -> String {
    let verb = if n == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(n, noun))
}

/// "no plan is", "1 plan is", "3 plans are".
fn none_or_counted_are(n: usize, noun: &str) -> String {
    if n == 0 { format!("no {noun} is") } else { counted_are(n, noun) }
}

/// The first letter as a capital.
fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The counts that are not zero, with their nouns: "2 errors, 1 warning".
fn listed(counts: &[(usize, &str)]) -> String {
    let parts: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(
            |(n, noun)| if *n == 1 { format!("1 {noun}") } else { format!("{n} {}", plural(noun)) },
        )
        .collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// Every kind of status with `None` for plans that state none, by weight on the index: those that
/// are always counted, then the others.
const STATUSES: [Option<StatusKind>; 9] = [
    Some(StatusKind::InProgress),
    Some(StatusKind::Approved),
    Some(StatusKind::Draft),
    Some(StatusKind::Complete),
    Some(StatusKind::Paused),
    Some(StatusKind::RolledBack),
    Some(StatusKind::Cancelled),
    Some(StatusKind::Unknown),
    None,
];

/// The words of a status as a list's name.
fn status_label(kind: Option<StatusKind>) -> &'static str {
    kind.map_or("Not stated", StatusKind::label)
}

/// Plans of a status in the order of the status index.
fn of_status<'a>(context: &Context<'a>, kind: Option<StatusKind>) -> Vec<&'a Summary> {
    context.portfolio.ordered().filter(|s| s.status_kind() == kind).collect()
}

/// Live plans in the order of the status index.
fn live<'a>(context: &Context<'a>) -> Vec<&'a Summary> {
    context.portfolio.ordered().filter(|s| s.is_live()).collect()
}

/// Plans that need attention, worst first.
fn in_need<'a>(context: &Context<'a>) -> Vec<&'a Summary> {
    context.portfolio.ordered().take_while(|s| s.attention.is_some()).collect()
}

#[cfg(test)]
mod fixture;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_worded() {
        assert_eq!(counted_are(1, "plan"), "1 plan is");
        assert_eq!(sentence_case(&none_or_counted_are(0, "rollout")), "No rollout is");
        assert_eq!(listed(&[(2, "error"), (0, "warning"), (1, "remark")]), "2 errors and 1 remark");
        assert_eq!(listed(&[(1, "a"), (2, "b"), (3, "c")]), "1 a, 2 bs and 3 cs");
    }
}
