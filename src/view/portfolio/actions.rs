//! What waits for whom: for each gate that is to be decided what somebody can do, those first that make most
//! gates ready. Actions, never a ranking of people.

use serde::Serialize;

use super::gates::gate_title;
use super::{Lede, Links, elsewhere, page_title};
use crate::analysis::gate::GateVerdict;
use crate::portfolio::ActionRef;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::action::{actor_words, deed_words};
use crate::view::names::NameWords;
use crate::view::part::{Pager, counted, page_slice, pager};
use crate::view::plan::words::Line;
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/actions.html";

/// Actions on a page.
pub const PAGE: usize = 100;

/// A page of actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionsPage {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// The actions of this page.
    pub rows: Vec<ActionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// Gates and decisions.
    pub gates: Anchor,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionRow {
    /// Who can do it, as the plan names them.
    pub names: Option<Vec<NameWords>>,
    /// "Approver", "Risk owner", "Plan owner".
    pub actor: &'static str,
    /// What is to be done.
    pub deed: &'static str,
    /// What it settles.
    pub settles: Option<String>,
    /// Link to the phase that the gate ends.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan.
    pub plan: String,
    /// "Gate from Phase 1 to Phase 2".
    pub gate: String,
    /// The place in the plan.
    pub line: Anchor,
    /// "alone makes it ready", "with 2 more", and who waits for that.
    pub effect: String,
    /// Value of `data-state`.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
}

/// A page of actions.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, ActionsPage) {
    let path = Route::Actions(page).path();
    let links = Links { page: &path };
    let all = context.portfolio.actions();
    let rows = page_slice(all, page, PAGE).iter().map(|at| row(context, links, *at));
    let title = page_title("What waits for whom", page);
    let view = ActionsPage {
        lede: lede(context, all),
        rows: rows.collect(),
        pager: pager(&path, page, all.len(), PAGE, "action", Route::Actions),
        gates: links.anchor(&Route::Gates(1), "Gates and decisions"),
        title: title.clone(),
    };
    let frame = PageFrame::new(&path, &title, NavSection::Gates).dated();
    (shell(context, &frame), view)
}

/// "12 actions at 5 gates. 3 of them make a gate ready, or decide it, alone."
fn lede(context: &Context<'_>, all: &[ActionRef]) -> Lede {
    if all.is_empty() {
        return Lede::of(Line::of("No gate is waiting for anyone."), elsewhere::actions(context));
    }
    let mut gates: Vec<(usize, usize)> = all.iter().map(|at| (at.plan, at.gate)).collect();
    gates.sort_unstable();
    gates.dedup();
    let alone = all.iter().filter(|at| at.more == 0).count();
    let strong = format!("{} at {}.", counted(all.len(), "action"), counted(gates.len(), "gate"));
    let rest = match alone {
        0 => "Each gate needs more than one of them.".to_owned(),
        1 => "1 of them is all that its gate needs.".to_owned(),
        n => format!("{n} of them are each all that their gate needs."),
    };
    Lede::of(Line::of(strong), Line::of(rest).then(&elsewhere::actions(context)))
}

fn row(context: &Context<'_>, links: Links<'_>, at: ActionRef) -> ActionRow {
    let plan = &context.portfolio.entries[at.plan].summary;
    let gate = &plan.gates_wanted[at.gate];
    let action = &gate.actions[at.action];
    let effect = match (gate.verdict, at.more) {
        (GateVerdict::Ready | GateVerdict::Stopped, _) => "Decides the gate".to_owned(),
        (_, 0) => "Alone makes the gate ready".to_owned(),
        (_, more) => format!("With {more} more makes the gate ready"),
    };
    let effect = match at.dependents {
        0 => effect,
        1 => format!("{effect}; 1 plan waits for it"),
        n => format!("{effect}; {n} plans wait for it"),
    };
    let line = format!("line {}", action.line);
    let (state, icon) = match gate.verdict {
        GateVerdict::Ready => ("met", "check"),
        GateVerdict::Stopped => ("stop", "stop"),
        GateVerdict::Unknown => ("todo", "unknown"),
        _ if at.more == 0 => ("warn", "warning"),
        _ => ("todo", "todo"),
    };
    ActionRow {
        names: action.who.as_deref().map(|who| links.names(context, who)),
        actor: actor_words(action.actor),
        deed: deed_words(action.deed),
        settles: gate.settled(action).map(str::to_owned),
        href: links.phase(plan, gate.phase).unwrap_or_else(|| links.plan(plan)),
        lang: plan.lang.clone(),
        plan: plan.called(),
        gate: gate_title(plan, gate.phase),
        line: Anchor { href: links.of(plan, &Route::Source(plan.slug.clone())), text: line },
        effect,
        state,
        icon,
    }
}
