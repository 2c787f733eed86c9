//! The head of every page of a plan but its rollback page.

use serde::Serialize;

use super::At;
use super::words::Line;
use crate::model::header::Status;
use crate::portfolio::Program;
use crate::site::{Route, relative};
use crate::text::{LABEL, shortened};
use crate::view::Context;
use crate::view::part::{Breadcrumb, DateText, Html, StatusBadge, date_text, status_badge};
use crate::view::shell::Anchor;

/// Name, status, facts and local navigation of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanHeader {
    /// Trail to the page.
    pub breadcrumb: Breadcrumb,
    /// The language of its name, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's name.
    pub name: String,
    /// Link from the name to the overview; `None` on the overview, where the name is the `h1`.
    pub href: Option<String>,
    /// Whether the name is over 60 characters.
    pub long: bool,
    /// The declared status.
    pub status: StatusBadge,
    /// The share of users that the rollout reaches now.
    pub share: Option<String>,
    /// What the author wrote behind the status.
    pub status_note: Option<String>,
    /// "Owner", or "Author" where no owner is stated.
    pub owner_label: &'static str,
    /// The owner's name with its marks.
    pub owner_html: Option<Html>,
    /// The plan's date.
    pub date: Option<DateText>,
    /// When it was last changed.
    pub updated: Option<DateText>,
    /// Who committed it then, where the plan does not say when it was.
    pub updated_by: Option<String>,
    /// Link to the rollback page.
    pub rollback: String,
    /// Whether the link is the solid red one: only while the plan is live.
    pub rollback_solid: bool,
    /// Entries of the local navigation.
    pub tabs: Vec<Tab>,
}

/// An entry of the local navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tab {
    /// `rollback` on the entry that is red, else "".
    pub key: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Where it leads.
    pub href: String,
    /// A count: "14", "11/19".
    pub count: Option<String>,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// Entries of the local navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TabKey {
    Overview,
    Phases,
    Risks,
    Checklists,
    Source,
    History,
    /// It stands in no navigation: it is for authors.
    Findings,
}

/// Whether words are no name of one or a few.
fn is_long(words: &str) -> bool {
    words.len() > 3 * LABEL
}

/// Longest name, in characters, that is printed in the large size.
const LONG_NAME: usize = 60;

/// Links of a trail, but for the plan's own.
const MOST_LINKS: usize = 10;

/// The programs that a source path lies in, outermost first. All of them are sorted by folder.
pub fn programs_of<'a>(all: &'a [Program], source: &'a str) -> impl Iterator<Item = &'a Program> {
    let folders = source.match_indices('/').map(|(end, _)| &source[..end]);
    folders.filter_map(|folder| {
        let at = all.binary_search_by(|p| p.folder.as_str().cmp(folder)).ok()?;
        Some(&all[at])
    })
}

/// Links from a page to the index and to the programs that a source path lies in, outermost first.
pub(in crate::view) fn trail(context: &Context<'_>, source: &str, page: &str) -> Vec<Anchor> {
    let within = programs_of(&context.portfolio.programs, source);
    let index = Anchor { href: relative(page, &Route::Index(1).path()), text: "Plans".to_owned() };
    let programs = within.map(|program| Anchor {
        href: relative(page, &Route::Program(program.slug.clone(), 1).path()),
        text: program.title.clone(),
    });
    let mut links: Vec<Anchor> = std::iter::once(index).chain(programs).collect();
    // Of many folders the outermost and the nearest say where one is.
    if links.len() > MOST_LINKS {
        let nearest = links.len() - MOST_LINKS / 2;
        links.drain(MOST_LINKS / 2..nearest);
    }
    links
}

impl At<'_, '_> {
    /// The header of a page. `here` is the page's own name in the trail; "" on the overview.
    pub(super) fn header(&self, tab: TabKey, here: &str) -> PlanHeader {
        let header = &self.plan().header;
        let summary = &self.entry.summary;
        let slug = &self.entry.slug;
        let overview = Route::Plan(slug.clone());
        let is_overview = self.path == overview.path();
        let whole = header.title.as_ref().filter(|_| is_overview).map(|title| title.value.clone());
        let name = whole.unwrap_or_else(|| summary.title.clone());
        let mut links = self.trail();
        if !here.is_empty() {
            links.push(Anchor { href: self.to(&overview), text: summary.title.clone() });
        }
        let (owner_label, owner) = match (&header.owner, &header.author) {
            (Some(owner), _) => ("Owner", Some(owner)),
            (None, Some(author)) => ("Author", Some(author)),
            (None, None) => ("Owner", None),
        };
        // Whole they stand on the overview.
        let most = if is_overview { usize::MAX } else { LABEL };
        let label = |text: &str| shortened(text, most).into_owned();
        let badge = |s: &Status| status_badge(Some((s.kind, &label(&s.text))));
        PlanHeader {
            breadcrumb: Breadcrumb {
                links,
                here: if here.is_empty() { &*summary.title } else { here }.to_owned(),
            },
            href: (!is_overview).then(|| self.to(&overview)),
            lang: summary.lang.clone(),
            long: name.chars().count() > LONG_NAME,
            name,
            status: header.status.as_ref().map_or_else(|| status_badge(None), badge),
            share: summary.share.clone(),
            status_note: header.status.as_ref().and_then(|s| s.note.as_deref()).map(label),
            owner_label,
            owner_html: match owner {
                Some(owner) if !is_overview && is_long(&owner.plain) => {
                    let words = shortened(&owner.plain, LABEL);
                    Some(Line::default().link_quote(words, &self.to(&overview)).html())
                }
                owner => self.people_html(owner),
            },
            date: summary.date.map(date_text),
            updated: summary.updated.map(date_text),
            updated_by: summary.updated_by.as_deref().map(label),
            rollback: self.to(&Route::Rollback(slug.clone())),
            rollback_solid: summary.is_live(),
            tabs: self.tabs(tab),
        }
    }

    /// Links to the index and to the programs that the plan stands in, outermost first.
    fn trail(&self) -> Vec<Anchor> {
        trail(self.context, self.entry.source.path(), &self.path)
    }

    fn tabs(&self, here: TabKey) -> Vec<Tab> {
        use TabKey::{Checklists, History, Overview, Phases, Risks, Source};
        let slug = || self.entry.slug.clone();
        let plan = self.plan();
        let count = |n: usize| (n > 0).then(|| n.to_string());
        let progress = self.entry.analysis.progress;
        let done = (progress.total > 0).then(|| format!("{}/{}", progress.done, progress.total));
        let tab = |key: Option<TabKey>, text, route: &Route, count| Tab {
            key: if key.is_none() { "rollback" } else { "" },
            text,
            href: self.to(route),
            count,
            current: key == Some(here),
        };
        let mut tabs = vec![
            tab(Some(Overview), "Overview", &Route::Plan(slug()), None),
            tab(Some(Phases), "Phases", &Route::Phases(slug()), count(plan.phases.len())),
            tab(Some(Risks), "Risks", &Route::PlanRisks(slug(), 1), count(plan.risks.len())),
            tab(Some(Checklists), "Checklists", &Route::Checklists(slug()), done),
            tab(None, "Rollback", &Route::Rollback(slug()), None),
            tab(Some(Source), "Source", &Route::Source(slug()), None),
        ];
        if !self.entry.versions.is_empty() {
            tabs.push(tab(Some(History), "History", &Route::History(slug(), 1), None));
        }
        tabs
    }
}
