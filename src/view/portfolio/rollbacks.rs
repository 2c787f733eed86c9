//! Whom to call for every plan with users on it: the live ones, then the paused ones.

use serde::Serialize;

use super::{Lede, Links, none_or_counted_are, of_status, page_title, sentence_case};
use crate::analysis::attention::ReasonKind;
use crate::model::header::StatusKind;
use crate::portfolio::Summary;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::names::NameWords;
use crate::view::part::{Pager, StatusBadge, counted, page_size, page_slice, pager, status_badge};
use crate::view::plan::words::Line;
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/rollbacks.html";

/// A page of live plans, A to Z, then of paused ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollbacksPage {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// The plans of this page: live ones, then paused ones.
    pub lists: Vec<RollbackList>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How it is known whom to call.
    pub rule: Anchor,
}

/// Plans that are live, or paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollbackList {
    /// Id of the heading: `live`, `paused`.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// How many there are on all pages.
    pub count: usize,
    /// Those of this page.
    pub rows: Vec<RollbackRow>,
}

/// A plan and whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollbackRow {
    /// Link to its rollback page.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title.
    pub title: String,
    /// Its status.
    pub status: StatusBadge,
    /// The live phase as written.
    pub phase: Option<String>,
    /// How many are on it.
    pub users: Option<String>,
    /// Who is called first.
    pub primary: Option<Vec<NameWords>>,
    /// Who is called next.
    pub backup: Option<Vec<NameWords>>,
    /// Without a live phase: who is called in which phase.
    pub owners: Vec<PhaseOwner>,
    /// "6 steps, 3 triggers".
    pub parts: String,
    /// Whether steps are written.
    pub has_steps: bool,
    /// Which trigger is met by what was measured.
    pub met: Option<String>,
}

/// Who is called in some phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseOwner {
    /// The phases as written.
    pub phases: String,
    /// Who is called first.
    pub primary: Option<Vec<NameWords>>,
}

/// A page of live plans, A to Z, then of paused ones.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, RollbacksPage) {
    let path = Route::Rollbacks(page).path();
    let links = Links { page: &path };
    let mut all = context.portfolio.with_users();
    // What calls for a rollback stands first.
    all.sort_by_key(|plan| (plan.is_paused(), met(plan).is_none()));
    let title = page_title("Rollback", page);
    let here = page_slice(&all, page, page_size::PLANS);
    let list = |id, title, paused| {
        let of = |plans: &[&Summary]| plans.iter().filter(|p| p.is_paused() == paused).count();
        let rows = here.iter().filter(|plan| plan.is_paused() == paused);
        let rows = rows.map(|plan| row(context, links, plan)).collect();
        RollbackList { id, title, count: of(&all), rows }
    };
    let lists =
        [list("live", "Live plans, A to Z", false), list("paused", "Paused plans, A to Z", true)];
    let view = RollbacksPage {
        lede: lede(context, links, &all).missing(context, links),
        lists: lists.into_iter().filter(|list| !list.rows.is_empty()).collect(),
        pager: pager(&path, page, all.len(), page_size::PLANS, "plan", Route::Rollbacks),
        rule: links.about("rollback", "Source"),
        title: title.clone(),
    };
    // What was measured grows old.
    (shell(context, &PageFrame::new(&path, &title, NavSection::Rollback).dated()), view)
}

/// "7 rollouts are live, 1 is paused. 2 have nobody to call for their current phase. 1 plan has a status
/// that is not known."
fn lede(context: &Context<'_>, links: Links<'_>, plans: &[&Summary]) -> Lede {
    let (mut live, mut paused) = (0, 0);
    for plan in plans {
        if plan.is_paused() {
            paused += 1;
        } else {
            live += 1;
        }
    }
    let to_list = |id: &str, before: usize| {
        let first = before / page_size::PLANS + 1;
        format!("{}#{id}", links.to(&Route::Rollbacks(first)))
    };
    let strong = match (live, paused) {
        (0, 0) => Line::of("Nothing is live."),
        _ => {
            let words = format!("{} live", sentence_case(&none_or_counted_are(live, "rollout")));
            let said = match live {
                0 => Line::of(words),
                _ => Line::default().link(words, &to_list("live", 0)),
            };
            let are = if paused == 1 { "is" } else { "are" };
            match paused {
                0 => said.say("."),
                n => {
                    let words = format!("{n} {are} paused");
                    said.say(", ").link(words, &to_list("paused", live)).say(".")
                }
            }
        }
    };
    let unowned = context.portfolio.owners(context.settings).nobody.duties.len();
    let have = if unowned == 1 { "has" } else { "have" };
    let rest = match unowned {
        0 if plans.is_empty() => Line::default(),
        0 => Line::of("Choose one to see its steps."),
        n => {
            let href = format!("{}#duties", links.to(&Route::Nobody(1)));
            Line::default()
                .link(format!("{n} {have} nobody to call"), &href)
                .say(" for the current phase.")
        }
    };
    let unknown = of_status(context, Some(StatusKind::Unknown)).len();
    let has = if unknown == 1 { "has" } else { "have" };
    let unknown = match unknown {
        0 => Line::default(),
        n => Line::default()
            .link(
                format!("{} {has} a status we don’t recognise", counted(n, "plan")),
                &links.to(&Route::Status(Some(StatusKind::Unknown), 1)),
            )
            .say("."),
    };
    Lede::of(strong, rest.then(&unknown))
}

fn row(context: &Context<'_>, links: Links<'_>, plan: &Summary) -> RollbackRow {
    let rollback = &plan.rollback;
    let call = |name: &Option<String>| name.as_deref().map(|name| links.names(context, name));
    let live = plan.live_phase();
    let mut parts: Vec<String> = [(rollback.steps, "step"), (rollback.triggers, "trigger")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, noun)| counted(n, noun))
        .collect();
    if rollback.unread {
        let rest = if rollback.steps == 0 { "steps as written" } else { "more as written" };
        parts.push(rest.to_owned());
    }
    if plan.withheld.is_some_and(|withheld| withheld.rollback) {
        parts.push("not all shown to this audience".to_owned());
    }
    RollbackRow {
        href: links.of(plan, &Route::Rollback(plan.slug.clone())),
        lang: plan.lang.clone(),
        title: plan.called(),
        status: status_badge(plan.status.as_ref().map(|(kind, text)| (*kind, text.as_str()))),
        phase: live.and_then(|index| plan.phases.get(index)).map(|(label, _)| label.clone()),
        users: plan.current_users.clone(),
        primary: call(&rollback.primary),
        backup: call(&rollback.backup),
        owners: if live.is_some() {
            Vec::new()
        } else {
            rollback
                .owners
                .iter()
                .map(|(phases, primary, _)| PhaseOwner {
                    phases: phases.clone(),
                    primary: call(primary),
                })
                .collect()
        },
        met: met(plan).map(str::to_owned),
        has_steps: rollback.steps > 0 || rollback.unread || plan.withheld.is_some(),
        parts: parts.join(", "),
    }
}

/// Which trigger of a plan's rollback is met, in words.
fn met(plan: &Summary) -> Option<&str> {
    let reasons = plan.attention.iter().flat_map(|attention| &attention.reasons);
    let mut met = reasons.filter(|reason| reason.kind == ReasonKind::TriggerMet);
    let words = met.next()?.text.as_str();
    Some(words.split_once(": ").map_or(words, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::header::StatusKind;
    use crate::portfolio::fixture::entry;
    use crate::view::portfolio::fixture::site;

    #[test]
    fn live_plans_stand_here_and_paused_ones_beside_them() {
        let entries = vec![
            entry("1.md", "zebra", Some(StatusKind::Paused)),
            entry("2.md", "Apple", Some(StatusKind::InProgress)),
            entry("3.md", "draft", Some(StatusKind::Draft)),
        ];
        site(entries, Vec::new(), |context| {
            let (_, page) = page(context, 1);
            let lists: Vec<_> = page
                .lists
                .iter()
                .map(|list| (list.id, list.count, list.rows[0].title.as_str()))
                .collect();
            assert_eq!(lists, [("live", 1, "Apple"), ("paused", 1, "zebra")]);
            assert_eq!(page.lists[0].rows[0].href, "plans/2/rollback.html");
            assert_eq!(page.lede.strong, "1 rollout is live, 1 is paused.");
        });
        site(Vec::new(), Vec::new(), |context| {
            assert_eq!(page(context, 1).1.lede.strong, "Nothing is live.");
        });
    }
}
