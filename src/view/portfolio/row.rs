//! A plan as a row of a table, and as an entry of the list of those that need attention.

use serde::Serialize;

use super::Links;
use super::filters::Filter;
use super::known::known;
use crate::analysis::attention::{Reason, ReasonKind};
use crate::analysis::current::CurrentPhaseState;
use crate::analysis::wording::capitalised;
use crate::model::header::StatusKind;
use crate::portfolio::{Summary, UnreadableDocument};
use crate::settings::Band;
use crate::site::{ListPage, Route};
use crate::text::{LABEL, shortened};
use crate::view::part::{
    BandBadge, DateText, GateBadge, Pager, StatusBadge, band_badge, counted, date_text, gate_badge,
    page_size, page_slice, pager, status_badge,
};

/// A table of plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanTable<Row = PlanRow> {
    /// What it lists, and in which order.
    pub caption: String,
    /// The plans of this page.
    pub rows: Vec<Row>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// What sorts and filters the table, where a script does.
    pub all: Option<AllPlans>,
    /// The columns; those in which no row states anything are left out.
    pub columns: Vec<PlanColumn>,
    /// Which columns there are.
    pub has: ShownColumns,
}

/// Where a script finds all plans to sort and to filter, of which a page shows a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllPlans {
    /// Link to the script that holds them.
    pub src: String,
    /// Link to the script that sorts and filters them.
    pub list: String,
    /// The order of the table: the name of a column, `-` before it where the last comes first;
    /// `attention`, `owner`.
    pub order: &'static str,
    /// "64 plans".
    pub total: String,
    /// The lists to filter it by.
    pub filters: Vec<Filter>,
}

/// A column of a table of plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlanColumn {
    /// Its heading.
    pub text: &'static str,
    /// The order that a reader first asks for: the column's name, `-` before it where the last
    /// comes first.
    pub sort: &'static str,
    /// Value of `aria-sort`, where the table stands in the column's order.
    pub sorted: Option<&'static str>,
}

/// The columns and the order that is of most use in each: A to Z, by lifecycle, the furthest phase,
/// the fewest criteria met, the worst risk, the least done, the newest.
pub(super) const COLUMNS: [(&str, &str); 7] = [
    ("Plan", "plan"),
    ("Status", "status"),
    ("Phase", "-phase"),
    ("Gate", "gate"),
    ("Top open risk", "-risk"),
    ("Checklist", "checklist"),
    ("Updated", "-updated"),
];

impl PlanTable {
    /// The table in the order of a column.
    #[must_use]
    pub(super) fn sorted_by(mut self, order: &str) -> Self {
        self.columns = columns(order, self.has);
        self
    }
}

impl<Row> PlanTable<Row> {
    /// A table with all columns and nothing around it.
    pub(super) fn whole(rows: Vec<Row>) -> Self {
        let has = ShownColumns {
            status: true,
            phase: true,
            gate: true,
            risk: true,
            checklist: true,
            updated: true,
        };
        let (caption, columns) = (String::new(), columns("", has));
        Self { caption, rows, pager: None, all: None, columns, has }
    }
}

/// The columns of a table in an order.
fn columns(order: &str, has: ShownColumns) -> Vec<PlanColumn> {
    let direction = |sort: &str| if sort.starts_with('-') { "descending" } else { "ascending" };
    let column =
        |(text, sort)| PlanColumn { text, sort, sorted: (sort == order).then(|| direction(sort)) };
    let columns = COLUMNS.map(column).into_iter().zip(has.columns());
    columns.filter(|(_, is_shown)| *is_shown).map(|(column, _)| column).collect()
}

/// Columns that can be left out.
#[expect(clippy::struct_excessive_bools, reason = "a flag for each column")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ShownColumns {
    /// A status.
    pub status: bool,
    /// Phases, or what is known in their place.
    pub phase: bool,
    /// A gate.
    pub gate: bool,
    /// Risks.
    pub risk: bool,
    /// Checklists.
    pub checklist: bool,
    /// The last change.
    pub updated: bool,
}

impl ShownColumns {
    /// The columns in which some row states something.
    fn of(rows: &[PlanRow]) -> Self {
        let any = |states: fn(&PlanRow) -> bool| rows.iter().any(states);
        Self {
            status: any(|row| row.status.status != "not-stated" || row.share.is_some()),
            phase: any(|row| row.bar.is_some() || row.known.is_some()),
            gate: any(|row| row.gate.is_some()),
            risk: any(|row| row.risk.is_some() || !row.risk_text.is_empty()),
            checklist: any(|row| row.checklist.is_some()),
            updated: any(|row| row.updated.is_some()),
        }
    }

    /// Those of them, in their order, with the plan's own before them.
    fn columns(self) -> [bool; COLUMNS.len()] {
        let Self { status, phase, gate, risk, checklist, updated } = self;
        [true, status, phase, gate, risk, checklist, updated]
    }
}

/// A plan as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// Link to the plan.
    pub href: String,
    /// Whether that leads to another site.
    pub elsewhere: bool,
    /// Language of its title, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title.
    pub title: String,
    /// Its owner, else its author.
    pub owner: Option<String>,
    /// "Author", where the name is the author's for want of an owner.
    pub owner_label: Option<&'static str>,
    /// Its status.
    pub status: StatusBadge,
    /// The share of users that it reaches now.
    pub share: Option<String>,
    /// Its phases as a bar, where it is known how many are done.
    pub bar: Option<PhaseTally>,
    /// "2 of 4", "Not stated".
    pub place: String,
    /// The name of the live phase.
    pub phase: Option<String>,
    /// What is known of the plan, in place of phase and gate where it states neither.
    pub known: Option<String>,
    /// The gate that matters now.
    pub gate: Option<GateBadge>,
    /// The worst band among its open risks.
    pub risk: Option<BandBadge>,
    /// What stands there without a band.
    pub risk_text: &'static str,
    /// "11 of 19".
    pub checklist: Option<String>,
    /// When it was last changed.
    pub updated: Option<DateText>,
}

/// Phases of a plan: done, live, all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PhaseTally {
    /// Done.
    pub done: usize,
    /// Live: 0 or 1.
    pub live: usize,
    /// All.
    pub total: usize,
}

/// A plan that needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttentionRow {
    /// Link to the plan.
    pub href: String,
    /// Language of its title, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title.
    pub title: String,
    /// Its owner, else its author.
    pub owner: Option<String>,
    /// Value of `data-state`: `stop` or `warn`.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// What the icon says.
    pub word: &'static str,
    /// Why, worst first.
    pub reasons: Vec<String>,
}

/// The page `page` of a table of plans.
pub(super) fn plan_table(
    from: &str,
    caption: impl Into<String>,
    plans: &[&Summary],
    page: ListPage,
    route: impl Fn(ListPage) -> Route,
) -> Option<PlanTable> {
    let rows = page_slice(plans, page, page_size::PLANS);
    let rows: Vec<PlanRow> = rows.iter().map(|plan| plan_row(Links { page: from }, plan)).collect();
    let has = ShownColumns::of(&rows);
    (!rows.is_empty()).then(|| PlanTable {
        caption: caption.into(),
        rows,
        pager: pager(from, page, plans.len(), page_size::PLANS, "plan", route),
        all: None,
        columns: columns("", has),
        has,
    })
}

/// A plan as a row, on a page at a path below the site's root.
pub(in crate::view) fn plan_row_of(page: &str, plan: &Summary) -> PlanRow {
    plan_row(Links { page }, plan)
}

/// A plan as a row.
pub(super) fn plan_row(links: Links<'_>, plan: &Summary) -> PlanRow {
    let bar = phase_bar(plan);
    let gate = plan.gate.as_ref().filter(|_| shows_gate(plan));
    PlanRow {
        known: if bar.is_none() && gate.is_none() { known(plan) } else { None },
        href: links.plan(plan),
        elsewhere: plan.site.is_some(),
        lang: plan.lang.clone(),
        title: plan.called(),
        owner: plan.owner.as_deref().map(|owner| shortened(owner, LABEL).into_owned()),
        owner_label: plan.owner_is_author.then_some("Author"),
        status: status_badge(plan.status.as_ref().map(|(kind, text)| (*kind, text.as_str()))),
        share: plan.share.clone(),
        bar,
        place: match bar {
            Some(bar) => format!("{} of {}", bar.done + bar.live, bar.total),
            None if plan.phases.is_empty() => "No phases".to_owned(),
            None => "Not stated".to_owned(),
        },
        phase: bar.filter(|b| b.live == 1).and_then(|_| plan.current_name.clone()),
        gate: gate.map(|gate| gate_badge(gate.verdict, gate.met, gate.total)),
        risk: plan.worst_open.map(band_badge),
        risk_text: if plan.risks.iter().any(|r| r.open) { "Not rated" } else { "" },
        checklist: (plan.progress.total > 0)
            .then(|| format!("{} of {}", plan.progress.done, plan.progress.total)),
        updated: plan.updated.map(date_text),
    }
}

/// Whether a gate stands before the plan: it runs, was halted, or says so in words that can't be read.
fn shows_gate(plan: &Summary) -> bool {
    plan.has_users()
        || matches!(plan.status_kind(), Some(StatusKind::RolledBack | StatusKind::Unknown))
}

/// Done, live and all phases; `None` where the plan does not say.
fn phase_bar(plan: &Summary) -> Option<PhaseTally> {
    let total = plan.phases.len();
    let (done, live) = match plan.current.state {
        _ if total == 0 => return None,
        CurrentPhaseState::NotStated => return None,
        CurrentPhaseState::Live => (plan.live_phase()?, 1),
        CurrentPhaseState::NotStarted => (0, 0),
        CurrentPhaseState::AllDone => (total, 0),
    };
    Some(PhaseTally { done, live, total })
}

/// Plans that need attention, as entries of a list.
pub(super) fn attention_rows(from: &str, plans: &[&Summary]) -> Vec<AttentionRow> {
    let links = Links { page: from };
    plans
        .iter()
        .filter_map(|plan| {
            let reasons = reasons(plan, &plan.attention.as_ref()?.reasons);
            let grave = is_grave(plan);
            Some(AttentionRow {
                href: links.plan(plan),
                lang: plan.lang.clone(),
                title: plan.called(),
                owner: plan.owner.as_deref().map(|owner| shortened(owner, LABEL).into_owned()),
                state: if grave { "stop" } else { "warn" },
                icon: if grave { "attention" } else { "warning" },
                word: if grave { "Urgent" } else { "Needs review" },
                reasons,
            })
        })
        .collect()
}

/// Documents that can't be read, as entries of the same list.
pub(super) fn unread_rows(from: &str, unread: &[&UnreadableDocument]) -> Vec<AttentionRow> {
    let links = Links { page: from };
    let row = |unread: &&UnreadableDocument| AttentionRow {
        href: links.to(&unread.route()),
        lang: None,
        title: unread.path.clone(),
        owner: None,
        state: "stop",
        icon: "attention",
        word: "Urgent",
        reasons: vec![format!("{}.", capitalised(&unread.reason))],
    };
    unread.iter().map(row).collect()
}

/// "1 file can't be read."
pub(super) fn unread_words(count: usize) -> String {
    format!("{} can’t be read.", counted(count, "file"))
}

/// The reasons in words. Severe risks that the reason of a blocked gate names are not named again.
fn reasons(plan: &Summary, all: &[Reason]) -> Vec<String> {
    let gate = all.iter().find(|r| r.kind == ReasonKind::GateBlocked).map(|r| r.text.as_str());
    let is_said = |reason: &&Reason| {
        reason.kind == ReasonKind::SevereRisk
            && gate.is_some_and(|gate| names_severe_risks(gate, &reason.text, plan))
    };
    all.iter().filter(|reason| !is_said(reason)).map(|reason| reason.text.clone()).collect()
}

/// Whether the reason of a blocked gate says of every severe open risk what `severe` says.
fn names_severe_risks(gate: &str, severe: &str, plan: &Summary) -> bool {
    if gate.to_lowercase().contains(severe.trim_end_matches('.').to_lowercase().as_str()) {
        return true;
    }
    // "1 severe and 2 major risks are open: R1, R4, R5; …"
    let Some((_, list)) = gate.split_once(" risks are open: ") else { return false };
    let list = list.split(';').next().unwrap_or_default().trim_end_matches('.');
    let named: Vec<&str> = list.split(", ").flat_map(|part| part.split(" and ")).collect();
    let mut grave = plan.risks.iter().filter(|r| r.open && r.band == Some(Band::Severe));
    grave.all(|risk| risk.id.as_deref().is_some_and(|id| named.contains(&id)))
}

/// Whether the plan is stopped or blocked at a gate, or carries a severe risk.
pub(super) fn is_grave(plan: &Summary) -> bool {
    plan.attention.as_ref().is_some_and(|attention| {
        attention.reasons.iter().any(|reason| {
            matches!(
                reason.kind,
                ReasonKind::TriggerMet
                    | ReasonKind::GateStopped
                    | ReasonKind::GateBlocked
                    | ReasonKind::SevereRisk
            )
        })
    })
}

#[cfg(test)]
mod tests;
