//! What one person or role has: plans, risks, gates and rollback duties; and what nobody has.

use std::collections::BTreeSet;

use serde::Serialize;

use self::rows::{DutyRow, GateRow, PlanLink, duty_row, gate_row, plan_link};
use super::gates;
use super::risk_row::{RiskRow, risk_rows};
use super::row::{PlanTable, plan_table};
use super::{Lede, Links, changes, counted_are, listed, page_title, sentence_case};
use crate::parse::WhoKind;
use crate::portfolio::{Owner, RollbackDuty, Summary};
use crate::settings::Band;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::feed;
use crate::view::names::owner_route;
use crate::view::part::{Breadcrumb, Pager, counted, page_count, page_size, page_slice, pager};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

mod rows;

/// Name of the template.
pub const TEMPLATE: &str = "pages/owner.html";

/// Rollback duties on a page.
const DUTIES: usize = 100;

/// A page of what somebody has. All lists page together: each page holds a part of every list that is
/// so long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnerPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// The heading.
    pub title: String,
    /// The name that the sentence begins with; `None` for what nobody has.
    pub name: Option<String>,
    /// The sentence.
    pub lede: Lede,
    /// What changed in all plans that name them, where commits tell of it.
    pub changes: Option<Anchor>,
    /// Of a role: how the settings name who holds it.
    pub hint: Option<String>,
    /// Plans.
    pub plans: Option<OwnerSection<PlanTable>>,
    /// Open risks.
    pub risks: Option<OwnerSection<Vec<RiskRow>>>,
    /// Gates.
    pub gates: Option<OwnerSection<Vec<GateRow>>>,
    /// Open signatures.
    pub signatures: Option<OwnerSection<Vec<GateRow>>>,
    /// Rollback duties.
    pub duties: Option<OwnerSection<Vec<DutyRow>>>,
    /// Plans in which all is settled that they are named for.
    pub settled: Option<OwnerSection<Vec<PlanLink>>>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A list, or a page of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnerSection<T> {
    /// Its heading.
    pub title: &'static str,
    /// How many entries all of it has.
    pub count: usize,
    /// What it lists, and in which order.
    pub caption: &'static str,
    /// The entries of this page.
    pub rows: T,
}

/// How many pages somebody has: those of the longest list.
pub(super) fn pages(owner: &Owner) -> usize {
    [
        page_count(owner.plans.len(), page_size::PLANS),
        page_count(owner.risks.len(), page_size::RISKS),
        page_count(owner.gates.len(), gates::PAGE),
        page_count(owner.signatures.len(), gates::PAGE),
        page_count(owner.duties.len(), DUTIES),
        page_count(owner.settled.len(), page_size::PLANS),
    ]
    .into_iter()
    .fold(1, usize::max)
}

/// A page of what a person or role has.
pub fn page(context: &Context<'_>, owner: &Owner, page: ListPage) -> (Shell, OwnerPage) {
    let who = &owner.who;
    let route = |n| match owner_route(who) {
        Route::Role(slug, _) => Route::Role(slug, n),
        _ => Route::Owner(who.slug.clone(), n),
    };
    let is_role = who.kind == WhoKind::Role;
    let (index, index_text) =
        if is_role { (Route::Roles(1), "Roles") } else { (Route::Owners(1), "Owners") };
    let hint = is_role.then(|| format!("[people] {:?} = \"…\"", who.name));
    let own = Own {
        owner,
        route: &route,
        title: &who.name,
        trail: &[(index, index_text)],
        lede: lede(context, owner),
        titles: &NAMED,
    };
    let (shell, view) = own.page(context, page);
    let (plans_of, path) = (feed::plans_of(owner), route(page).path());
    let changes = changes::link_of(context, Links { page: &path }, &plans_of);
    let offered = feed::offered(context, &plans_of);
    let shell = shell.offering(feed::subscriptions(context, &path, &offered));
    (shell, OwnerPage { name: Some(who.name.clone()), hint, changes, ..view })
}

/// A page of what nobody is named for.
pub fn nobody(context: &Context<'_>, page: ListPage) -> (Shell, OwnerPage) {
    let owner = &context.portfolio.owners(context.settings).nobody;
    let own = Own {
        owner,
        route: &Route::Nobody,
        title: "Unassigned",
        trail: &[(Route::Owners(1), "Owners")],
        lede: nobody_lede(owner),
        titles: &NOBODY,
    };
    own.page(context, page)
}

/// Heading and caption of each list: plans, risks, gates, duties, settled.
type Titles = [(&'static str, &'static str); 5];

const NAMED: Titles = [
    ("Plans", "Plans, those that need attention first"),
    ("Open risks", "Open risks by band, impact, likelihood and ID, the worst first"),
    ("Gates to sign", "Gates to sign: those to sign now first, then by due date"),
    ("Rollback duties", "Rollback duties: those for a current phase first, then by plan"),
    ("Finished plans", "Finished plans"),
];

const SIGNATURES: (&str, &str) =
    ("Open signatures", "Open signatures: those of gates to sign now first, then by due date");

const NOBODY: Titles = [
    ("Plans without an owner", "Live, paused and approved plans, those that need attention first"),
    (
        "Open risks without an owner",
        "Open risks by band, impact, likelihood and ID, the worst first",
    ),
    ("Gates without an approver", "Gates: those to sign now first, then by due date"),
    ("Current phases without a rollback owner", "Current phases of live and paused plans, by plan"),
    ("Finished plans", "Finished plans"),
];

/// What a page is made of.
struct Own<'a> {
    owner: &'a Owner,
    route: &'a dyn Fn(ListPage) -> Route,
    title: &'a str,
    trail: &'a [(Route, &'a str)],
    lede: Lede,
    titles: &'a Titles,
}

impl Own<'_> {
    fn page(self, context: &Context<'_>, page: ListPage) -> (Shell, OwnerPage) {
        let Self { owner, route, title, trail, lede, titles } = self;
        let path = route(page).path();
        let links = Links { page: &path };
        let title = page_title(title, page);
        let summary = |plan: &usize| &context.portfolio.entries[*plan].summary;
        let plans: Vec<&Summary> = owner.plans.iter().map(summary).collect();
        let [plan_titles, risk_titles, gate_titles, duty_titles, settled_titles] = *titles;
        let risks = page_slice(&owner.risks, page, page_size::RISKS);
        let gates = page_slice(&owner.gates, page, gates::PAGE);
        let signatures = page_slice(&owner.signatures, page, gates::PAGE);
        let duties = page_slice(&owner.duties, page, DUTIES);
        let settled = page_slice(&owner.settled, page, page_size::PLANS)
            .iter()
            .map(|plan| plan_link(links, summary(plan)));
        let mut crumbs = links.below_plans(title.clone());
        crumbs.links.extend(trail.iter().map(|(route, text)| links.anchor(route, *text)));
        let count = pages(owner);
        let view = OwnerPage {
            trail: crumbs,
            name: None,
            lede,
            hint: None,
            changes: None,
            plans: plan_table(&path, plan_titles.1, &plans, page, route)
                .map(|table| part(plan_titles, owner.plans.len(), table)),
            risks: part_of(risk_titles, owner.risks.len(), risk_rows(context, links, risks)),
            gates: part_of(
                gate_titles,
                owner.gates.len(),
                gates.iter().map(|gate| gate_row(context, links, *gate)).collect(),
            ),
            signatures: part_of(
                SIGNATURES,
                owner.signatures.len(),
                signatures.iter().map(|gate| gate_row(context, links, *gate)).collect(),
            ),
            duties: part_of(
                duty_titles,
                owner.duties.len(),
                duties.iter().map(|duty| duty_row(context, links, *duty)).collect(),
            ),
            settled: part_of(settled_titles, owner.settled.len(), settled.collect()),
            pager: pager(&path, page, count, 1, "page", route)
                .map(|pager| Pager { summary: format!("Page {page} of {count}"), ..pager }),
            title: title.clone(),
        };
        (shell(context, &PageFrame::new(&path, &title, NavSection::Plans).dated()), view)
    }
}

fn part<T>(
    (title, caption): (&'static str, &'static str),
    count: usize,
    rows: T,
) -> OwnerSection<T> {
    OwnerSection { title, count, caption, rows }
}

fn part_of<T>(
    titles: (&'static str, &'static str),
    count: usize,
    rows: Vec<T>,
) -> Option<OwnerSection<Vec<T>>> {
    (!rows.is_empty()).then(|| part(titles, count, rows))
}

/// "owns 3 plans, 2 live; owns 5 open risks, 1 severe; 2 gates to sign now, 4 later; primary rollback owner
/// of 1 live plan."
fn lede(context: &Context<'_>, owner: &Owner) -> Lede {
    let mut said = plan_words(context, owner);
    let severe = owner.risks.iter().filter(|risk| risk.band == Some(Band::Severe)).count();
    if !owner.risks.is_empty() {
        let severe = if severe > 0 { format!(", {severe} severe") } else { String::new() };
        said.push(format!("owns {}{severe}", counted(owner.risks.len(), "open risk")));
    }
    let waiting = owner.gates.iter().filter(|gate| gate.waits).count();
    let later = owner.gates.len() - waiting;
    match (waiting, later) {
        (0, 0) => {}
        (0, later) => said.push(format!("signs {} later", counted(later, "gate"))),
        (waiting, 0) => said.push(format!("has {} to sign now", counted(waiting, "gate"))),
        (waiting, later) => {
            said.push(format!("has {} to sign now, {later} later", counted(waiting, "gate")));
        }
    }
    if !owner.signatures.is_empty() {
        said.push(format!("has {}", counted(owner.signatures.len(), "open signature")));
    }
    said.extend(duty_words(context, owner));
    if said.is_empty() {
        let plans = counted(owner.settled.len(), "plan");
        return Lede::new("has nothing open.", format!("All their work in {plans} is finished."));
    }
    let last = said.len() - 1;
    let mut said = said.into_iter().enumerate().map(|(index, words)| {
        let end = if index == last { '.' } else { ';' };
        format!("{words}{end}")
    });
    let strong = said.next().unwrap_or_default();
    Lede::new(strong, said.collect::<Vec<_>>().join(" "))
}

fn plan_words(context: &Context<'_>, owner: &Owner) -> Vec<String> {
    let plans = owner.plans.iter().map(|&plan| &context.portfolio.entries[plan].summary);
    let (written, own): (Vec<&Summary>, Vec<&Summary>) =
        plans.partition(|plan| plan.owner_is_author);
    let live = own.iter().filter(|plan| plan.is_live()).count();
    let paused = own.iter().filter(|plan| plan.is_paused()).count();
    let mut said = Vec::new();
    if !own.is_empty() {
        let live = if live > 0 { format!(", {live} live") } else { String::new() };
        let paused = if paused > 0 { format!(", {paused} paused") } else { String::new() };
        said.push(format!("owns {}{live}{paused}", counted(own.len(), "plan")));
    }
    if !written.is_empty() {
        let name = if written.len() == 1 { "names" } else { "name" };
        said.push(format!("wrote {} that {name} no owner", counted(written.len(), "plan")));
    }
    said
}

fn duty_words(context: &Context<'_>, owner: &Owner) -> Vec<String> {
    let plans = |is_wanted: &dyn Fn(&RollbackDuty) -> bool| {
        let plans = owner.duties.iter().filter(|duty| is_wanted(duty)).map(|duty| duty.plan);
        plans.collect::<BTreeSet<usize>>()
    };
    // "2 live and 1 paused plans".
    let of = |plans: BTreeSet<usize>| {
        let is_paused = |plan: &&usize| context.portfolio.entries[**plan].summary.is_paused();
        let paused = plans.iter().filter(is_paused).count();
        match (plans.len() - paused, paused) {
            (0, 0) => None,
            (live, 0) => Some(counted(live, "live plan")),
            (0, paused) => Some(counted(paused, "paused plan")),
            (live, paused) => Some(format!("{live} live and {}", counted(paused, "paused plan"))),
        }
    };
    let all = plans(&|_| true).len();
    let mut said = Vec::new();
    if let Some(plans) = of(plans(&|duty| duty.live && duty.first)) {
        said.push(format!("is the primary rollback owner of {plans}"));
    }
    if let Some(plans) = of(plans(&|duty| duty.live && !duty.first)) {
        said.push(format!("is the backup rollback owner of {plans}"));
    }
    if said.is_empty() && all > 0 {
        let plans = counted(all, "plan");
        said.push(format!("has rollback duties in {plans}, none for a current phase"));
    }
    said
}

fn nobody_lede(owner: &Owner) -> Lede {
    let counts = [
        (owner.plans.len(), "plan"),
        (owner.risks.len(), "open risk"),
        (owner.gates.len(), "gate"),
        (owner.duties.len(), "current phase"),
    ];
    let total: usize = counts.iter().map(|(n, _)| n).sum();
    let rest = "Covers owners and approvers of live, paused and approved plans, owners of open risks, and \
                rollback owners of current phases.";
    match total {
        0 => Lede::new("Nothing is unassigned.", rest),
        1 => Lede::new(format!("{} unassigned.", sentence_case(&one_is(&counts))), rest),
        _ => Lede::new(format!("{} are unassigned.", listed(&counts)), rest),
    }
}

/// "1 plan is", of counts of which one is 1.
fn one_is(counts: &[(usize, &str)]) -> String {
    let one = counts.iter().find(|(n, _)| *n == 1);
    one.map_or_else(String::new, |(n, noun)| counted_are(*n, noun))
}

#[cfg(test)]
mod tests;
