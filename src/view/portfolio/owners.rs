//! All people, and all roles that the settings know nobody for.

use serde::Serialize;

use super::{Lede, Links, counted_are, none_or_counted_are, page_title, sentence_case};
use crate::portfolio::Owner;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::names::owner_route;
use crate::view::part::{Breadcrumb, Pager, page_slice, pager};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/owners.html";

/// Names on a page.
pub const PAGE: usize = 100;

/// A page of names, A to Z.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnersPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// The other lists of names.
    pub others: Vec<Anchor>,
    /// What the table lists.
    pub caption: &'static str,
    /// The names of this page.
    pub rows: Vec<OwnerRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A name and what it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnerRow {
    /// Its id on the page: `name-` and its part of a path.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The name.
    pub name: String,
    /// Plans owned, or written without an owner.
    pub plans: usize,
    /// Open risks.
    pub risks: usize,
    /// Gates that are not passed.
    pub gates: usize,
    /// Rollback duties.
    pub duties: usize,
}

/// A page of all people.
pub fn people(context: &Context<'_>, page: ListPage) -> (Shell, OwnersPage) {
    let people = &context.portfolio.owners(context.settings).people;
    let lede = match people.len() {
        0 => Lede::new("No plan names anybody.", ""),
        n => Lede::new(
            format!(
                "{} named in the plans.",
                counted_are(n, "person").replace("persons", "people")
            ),
            "Open items per person.",
        ),
    };
    let others = [(Route::Roles(1), "Unassigned roles"), (Route::Nobody(1), "Unassigned")];
    names(context, page, people, "Owners", lede, &others, Route::Owners)
}

/// A page of all roles that the settings know nobody for.
pub fn roles(context: &Context<'_>, page: ListPage) -> (Shell, OwnersPage) {
    let roles = &context.portfolio.owners(context.settings).roles;
    let strong = sentence_case(&none_or_counted_are(roles.len(), "role"));
    let lede = Lede::new(
        format!("{strong} unassigned."),
        "The table [people] of the settings says who holds a role: \"Eng lead\" = \"Jonas Weber\".",
    );
    let others = [(Route::Owners(1), "People"), (Route::Nobody(1), "Unassigned")];
    names(context, page, roles, "Roles", lede, &others, Route::Roles)
}

fn names(
    context: &Context<'_>,
    page: ListPage,
    owners: &[Owner],
    title: &str,
    lede: Lede,
    others: &[(Route, &str)],
    route: impl Fn(ListPage) -> Route,
) -> (Shell, OwnersPage) {
    let path = route(page).path();
    let links = Links { page: &path };
    let title = page_title(title, page);
    let view = OwnersPage {
        trail: links.below_plans(title.clone()),
        lede,
        others: others.iter().map(|(route, text)| links.anchor(route, *text)).collect(),
        caption: "Names from A to Z with the number of plans, open risks, gates and rollback duties",
        rows: page_slice(owners, page, PAGE).iter().map(|owner| row(links, owner)).collect(),
        pager: pager(&path, page, owners.len(), PAGE, "name", route),
        title: title.clone(),
    };
    (shell(context, &PageFrame::new(&path, &title, NavSection::Plans)), view)
}

fn row(links: Links<'_>, owner: &Owner) -> OwnerRow {
    OwnerRow {
        id: format!("name-{}", owner.who.slug),
        href: links.to(&owner_route(&owner.who)),
        name: owner.who.name.clone(),
        plans: owner.plans.len(),
        risks: owner.risks.len(),
        gates: owner.gates.len(),
        duties: owner.duties.len(),
    }
}
