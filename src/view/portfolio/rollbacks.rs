//! Whom to call for every live plan.

use serde::Serialize;

use super::{Lede, Links, none_or_counted_are, page_title, sentence_case};
use crate::portfolio::Summary;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::names::NameWords;
use crate::view::part::{Pager, StatusBadge, counted, page_size, page_slice, pager, status_badge};
use crate::view::shell::{Anchor, Frame, Section, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/rollbacks.html";

/// A page of live plans, A to Z.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollbacksPage {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// The plans of this page.
    pub rows: Vec<RollbackRow>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How it is known whom to call.
    pub rule: Anchor,
}

/// A live plan and whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollbackRow {
    /// Link to its rollback page.
    pub href: String,
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
}

/// Who is called in some phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseOwner {
    /// The phases as written.
    pub phases: String,
    /// Who is called first.
    pub primary: Option<Vec<NameWords>>,
}

/// A page of live plans, A to Z.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, RollbacksPage) {
    let path = Route::Rollbacks(page).path();
    let links = Links { page: &path };
    let live = context.portfolio.live();
    let title = page_title("Rollback", page);
    let rows = page_slice(&live, page, page_size::PLANS);
    let view = RollbacksPage {
        lede: lede(&live),
        rows: rows.iter().map(|plan| row(context, links, plan)).collect(),
        pager: pager(&path, page, live.len(), page_size::PLANS, "live plan", Route::Rollbacks),
        rule: links.about("rollback", "How this is known"),
        title: title.clone(),
    };
    let frame = Frame {
        path: &path,
        title: &title,
        section: Section::Rollback,
        dated: false,
        listing: false,
    };
    (shell(context, &frame), view)
}

fn lede(live: &[&Summary]) -> Lede {
    if live.is_empty() {
        return Lede::new("Nothing is live.", "No plan is in progress or paused.");
    }
    let unowned =
        live.iter().filter(|p| p.live_phase().is_some() && p.rollback.primary.is_none()).count();
    let rest = match unowned {
        0 => "Choose one to see its steps.".to_owned(),
        1 => "1 names nobody to call for its live phase.".to_owned(),
        n => format!("{n} name nobody to call for their live phase."),
    };
    let are = sentence_case(&none_or_counted_are(live.len(), "rollout"));
    Lede::new(format!("{are} live."), rest)
}

fn row(context: &Context<'_>, links: Links<'_>, plan: &Summary) -> RollbackRow {
    let rollback = &plan.rollback;
    let call = |name: &Option<String>| name.as_deref().map(|name| links.names(context, name));
    let live = plan.live_phase();
    let parts: Vec<String> = [(rollback.steps, "step"), (rollback.triggers, "trigger")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, noun)| counted(n, noun))
        .collect();
    RollbackRow {
        href: links.to(&Route::Rollback(plan.slug.clone())),
        title: plan.title.clone(),
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
        has_steps: rollback.steps > 0,
        parts: parts.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::header::StatusKind;
    use crate::portfolio::fixture::entry;
    use crate::view::portfolio::fixture::site;

    #[test]
    fn only_live_plans_stand_here_by_title() {
        let entries = vec![
            entry("1.md", "zebra", Some(StatusKind::Paused)),
            entry("2.md", "Apple", Some(StatusKind::InProgress)),
            entry("3.md", "draft", Some(StatusKind::Draft)),
        ];
        site(entries, Vec::new(), |context| {
            let (_, page) = page(context, 1);
            let titles: Vec<_> = page.rows.iter().map(|r| r.title.as_str()).collect();
            assert_eq!(titles, ["Apple", "zebra"]);
            assert_eq!(page.rows[0].href, "plans/2/rollback.html");
            assert_eq!(page.lede.strong, "2 rollouts are live.");
        });
        site(Vec::new(), Vec::new(), |context| {
            assert_eq!(page(context, 1).1.lede.strong, "Nothing is live.");
        });
    }
}
