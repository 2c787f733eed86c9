//! All plans as a script sorts, filters and shows them: what stands in a row of their table.
//!
//! Every column holds its different cells once, in the order in which the column sorts, so that a
//! script compares numbers alone and words nothing itself.

mod shape;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::Value;

use super::filters::{self, Choice};
use super::row::{COLUMNS, PhaseTally, PlanRow, PlanTable, plan_row};
use super::{Links, Summary};
use crate::analysis::gate::GateVerdict;
use crate::model::header::StatusKind;
use crate::portfolio::Facet;
use crate::site::{PlanOrder, absolute};
use crate::view::Context;
use crate::view::part::{BandBadge, DateText, GateBadge};

/// The value of the script.
#[derive(Debug, Serialize)]
pub struct Script<'a> {
    /// All plans.
    pub plans: &'a PlanIndex,
}

/// All plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanIndex {
    /// The plans by title, as on the page from A to Z.
    pub rows: Vec<IndexRow>,
    /// The place of each row in the order of the status index, from 0.
    pub attention: Vec<usize>,
    /// Languages of plans by their row, where they are known and not that of the page.
    pub lang: BTreeMap<usize, String>,
    /// Folders of plans, with `/` at the end; of plans of other sites, their addresses.
    pub folders: Vec<String>,
    /// Owner, and "Author" where the name is that of an author.
    pub owner: IndexCells,
    /// Value of `data-status`, icon, words; unknown and not stated are blank.
    pub status: IndexCells,
    /// Words, and the name of the phase bar's symbol where it is known how many phases are done; what is
    /// known in place of phase and gate, "" and a mark.
    pub place: IndexCells,
    /// Name of the live phase, and the share of users that the plan reaches; both may be blank.
    pub phase: IndexCells,
    /// Value of `data-gate`, icon, words; blank and empty where no gate stands before the plan.
    pub gate: IndexCells,
    /// Value of `data-band`, digit, word; blanks: a word for filters, and the words.
    pub risk: IndexCells,
    /// "11 of 19".
    pub checklist: IndexCells,
    /// Date, and its words.
    pub updated: IndexCells,
    /// Values of the filters that plans have, by the filter's name in the address.
    pub program: IndexCells,
    /// The same for those who sign the next gate.
    pub approver: IndexCells,
    /// The same for tags.
    pub tag: IndexCells,
    /// The values of the lists that have too many for each page, by the filter's name.
    pub choices: BTreeMap<&'static str, Vec<Choice>>,
    /// The symbols that rows show, as SVG; who makes the script adds them.
    pub symbols: String,
    /// The columns of the table below, by what they sort by.
    pub columns: [&'static str; COLUMNS.len()],
    /// A table with a row of each shape, as the theme prints it, in pieces of which each stands once.
    pub pieces: Vec<String>,
    /// The pieces of that table in their order.
    pub table: Vec<usize>,
    /// The table itself, for the theme to print: see [`PlanIndex::add_table`].
    #[serde(skip)]
    pub shapes: RowShapes,
}

/// Rows of all shapes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowShapes {
    /// A table with a row of each.
    pub table: PlanTable<Value>,
}

/// Name of the template that prints the table of shapes.
pub const TEMPLATE: &str = "pages/plan-rows.html";

/// A plan: title, its folder, its name in it, then the numbers of its cells: owner, status, place,
/// phase, gate, risk, checklist, updated, and what it is filtered by: program, approver, tag; last the
/// number of its row's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[rustfmt::skip]
pub struct IndexRow(pub String, pub usize, pub String, pub i32, pub i32, pub i32, pub i32, pub i32, pub i32, pub i32, pub i32, pub i32, pub i32, pub i32, pub usize);

/// The different cells of a column. Those that state something stand first, in the column's order,
/// and have the numbers 0, 1, 2 …; those that do not have -1, -2 … and stand last in either direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexCells(pub Vec<IndexCell>, pub Vec<IndexCell>);

/// What stands in a cell, by the column.
pub type IndexCell = Vec<String>;

impl PlanIndex {
    /// Names of the symbols that rows show.
    pub fn symbol_names(&self) -> Vec<String> {
        let icons = self.status.all().chain(self.gate.all()).filter_map(|cell| cell.get(1));
        let bars = self.place.all().filter_map(|cell| cell.get(1).cloned());
        let bars = bars.filter(|bar| !bar.is_empty());
        let names: BTreeSet<String> = icons.map(|icon| format!("i-{icon}")).chain(bars).collect();
        names.into_iter().collect()
    }

    /// Adds the table of shapes as the theme printed it. Most shapes differ in a cell or two, so that each
    /// different cell stands once.
    pub fn add_table(&mut self, html: &str) {
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        let mut rest = html;
        while !rest.is_empty() {
            let end = rest.match_indices("<t").map(|(at, _)| at).find(|&at| at > 0);
            let end = end.unwrap_or(rest.len());
            let (piece, behind) = rest.split_at(end);
            let next = self.pieces.len();
            let place = *places.entry(piece).or_insert(next);
            if place == next {
                self.pieces.push(piece.to_owned());
            }
            self.table.push(place);
            rest = behind;
        }
    }
}

impl IndexCells {
    fn all(&self) -> impl Iterator<Item = &IndexCell> {
        self.0.iter().chain(&self.1)
    }
}

/// All plans.
pub fn index(context: &Context<'_>) -> PlanIndex {
    let portfolio = context.portfolio;
    let order = portfolio.view(PlanOrder::AToZ);
    let plans: Vec<(&Summary, PlanRow)> = order
        .iter()
        .map(|&i| &portfolio.entries[i].summary)
        .map(|plan| (plan, plan_row(Links { page: "" }, plan)))
        .collect();
    let owners = ranks(order, portfolio.view(PlanOrder::Owner), |i| {
        let plan = &portfolio.entries[i].summary;
        (plan.owner.as_deref(), plan.owner_is_author)
    });
    let (owner, owner_of) =
        column(plans.iter().zip(owners).map(|((_, row), rank)| owner(row, rank)));
    let (status, status_of) = column(plans.iter().map(|(plan, row)| status(plan, row)));
    let (place, place_of) = column(plans.iter().map(|(_, row)| place(row)));
    let (phase, phase_of) = column(plans.iter().map(|(_, row)| phase(row)));
    let (gate, gate_of) = column(plans.iter().map(|(plan, row)| gate(plan, row)));
    let (risk, risk_of) = column(plans.iter().map(|(plan, row)| risk(plan, row)));
    let (checklist, checklist_of) = column(plans.iter().map(|(plan, row)| checklist(plan, row)));
    let (updated, updated_of) = column(plans.iter().map(|(plan, row)| updated(plan, row)));
    let stated = filters::stated(context);
    let [(program, program_of), (approver, approver_of), (tag, tag_of)] =
        stated.map(|(_, _, facet)| column(order.iter().map(|&plan| values(facet, plan))));
    let is_long = |facet: &Facet| facet.values.len() > filters::ON_PAGE;
    let long = stated.into_iter().filter(|(_, _, facet)| is_long(facet));
    let split = |plan: &Summary| {
        let (folder, name) = match plan.slug.as_str().rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name),
            None => (String::new(), plan.slug.as_str()),
        };
        match &plan.site {
            None => (folder, name.to_owned()),
            Some(site) => (absolute(&site.url, &format!("plans/{folder}")), absolute("", name)),
        }
    };
    let folders: BTreeSet<String> = plans.iter().map(|(plan, _)| split(plan).0).collect();
    let folders: Vec<String> = folders.into_iter().collect();
    let mut shapes = shape::Shapes::default();
    let shape_of: Vec<usize> = plans.iter().map(|(_, row)| shapes.number(row)).collect();
    let row = |(at, (plan, _)): (usize, &(&Summary, PlanRow))| {
        let (folder, name) = split(plan);
        let folder = folders.binary_search(&folder).unwrap_or_default();
        IndexRow(
            plan.called(),
            folder,
            name,
            owner_of[at],
            status_of[at],
            place_of[at],
            phase_of[at],
            gate_of[at],
            risk_of[at],
            checklist_of[at],
            updated_of[at],
            program_of[at],
            approver_of[at],
            tag_of[at],
            shape_of[at],
        )
    };
    PlanIndex {
        rows: plans.iter().enumerate().map(row).collect(),
        attention: ranks(order, &portfolio.order, |i| i),
        lang: plans
            .iter()
            .enumerate()
            .filter_map(|(at, (plan, _))| Some((at, plan.lang.clone()?)))
            .collect(),
        folders,
        owner,
        status,
        place,
        phase,
        gate,
        risk,
        checklist,
        updated,
        program,
        approver,
        tag,
        choices: long.map(|(name, _, facet)| (name, filters::choices(facet))).collect(),
        symbols: String::new(),
        columns: COLUMNS.map(|(_, sort)| sort.trim_start_matches('-')),
        pieces: Vec::new(),
        table: Vec::new(),
        shapes: RowShapes { table: shapes.table() },
    }
}

/// For each plan of `plans` the place in `order` of what it is there, equal ones counted once.
fn ranks<T: PartialEq>(plans: &[usize], order: &[usize], of: impl Fn(usize) -> T) -> Vec<usize> {
    let places = order.iter().max().map_or(0, |last| last + 1);
    let mut ranks = vec![0; places];
    let mut rank = 0;
    for pair in order.windows(2) {
        if of(pair[0]) != of(pair[1]) {
            rank += 1;
        }
        ranks[pair[1]] = rank;
    }
    plans.iter().map(|&plan| ranks[plan]).collect()
}

/// The different cells of a column, and the number of each plan's. Cells come with what they are
/// sorted by; `None`: they state nothing.
fn column<K: Ord>(cells: impl Iterator<Item = (Option<K>, IndexCell)>) -> (IndexCells, Vec<i32>) {
    let (mut stated, mut blank) = (Vec::new(), Vec::new());
    let cells: Vec<(Option<K>, IndexCell)> = cells.collect();
    for cell in &cells {
        if cell.0.is_some() { stated.push(cell) } else { blank.push(cell) }
    }
    for kind in [&mut stated, &mut blank] {
        kind.sort_unstable();
        kind.dedup();
    }
    // A site has fewer plans than there are numbers.
    let number = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    let find = |cell| match stated.binary_search(&cell) {
        Ok(at) => number(at),
        Err(_) => -1 - number(blank.binary_search(&cell).unwrap_or_default()),
    };
    let numbers = cells.iter().map(find).collect();
    let of = |kind: Vec<&(Option<K>, IndexCell)>| {
        kind.into_iter().map(|(_, cell)| cell.clone()).collect()
    };
    (IndexCells(of(stated), of(blank)), numbers)
}

/// A share in a form that sorts.
const fn share(part: usize, of: usize) -> usize {
    /// Fine enough to tell any two shares of lists that people write apart.
    const WHOLE: usize = 1_000_000;
    match (part * WHOLE).checked_div(of) {
        Some(share) => share,
        None => 0,
    }
}

fn owner(row: &PlanRow, rank: usize) -> (Option<usize>, IndexCell) {
    let label = row.owner_label.map(str::to_owned);
    let cell: IndexCell = row.owner.iter().cloned().chain(label).collect();
    (row.owner.is_some().then_some(rank), cell)
}

/// By lifecycle.
fn status(plan: &Summary, row: &PlanRow) -> (Option<StatusKind>, IndexCell) {
    let badge = &row.status;
    let key = plan.status_kind().filter(|kind| *kind != StatusKind::Unknown);
    (key, vec![badge.status.to_owned(), badge.icon.to_owned(), badge.text.clone()])
}

/// By the share of the phases that lie behind; of the live one, half does.
fn place(row: &PlanRow) -> (Option<usize>, IndexCell) {
    let words = row.place.clone();
    match row.bar {
        Some(PhaseTally { done, live, total }) => {
            let symbol = format!("pb-{done}-{live}-{total}");
            (Some(share(2 * done + live, 2 * total)), vec![words, symbol])
        }
        None => match &row.known {
            Some(known) => (None, vec![known.clone(), String::new(), "known".to_owned()]),
            None => (None, vec![words]),
        },
    }
}

fn phase(row: &PlanRow) -> (Option<()>, IndexCell) {
    match (&row.phase, &row.share) {
        (None, None) => (None, Vec::new()),
        (Some(name), None) => (Some(()), vec![name.clone()]),
        (name, Some(share)) => (Some(()), vec![name.clone().unwrap_or_default(), share.clone()]),
    }
}

/// Stopped ones, then blocked ones by the share of their criteria that is met, then ready ones.
fn gate(plan: &Summary, row: &PlanRow) -> (Option<(u8, usize)>, IndexCell) {
    let (Some(gate), Some(GateBadge { verdict, icon, text })) = (&plan.gate, &row.gate) else {
        return (None, Vec::new());
    };
    let key = match gate.verdict {
        GateVerdict::Stopped => Some((0, 0)),
        GateVerdict::Blocked => Some((1, share(gate.met, gate.total))),
        GateVerdict::Ready => Some((2, 0)),
        GateVerdict::Passed => Some((3, 0)),
        GateVerdict::Unknown | GateVerdict::NotYetDue => None,
    };
    (key, vec![(*verdict).to_owned(), (*icon).to_owned(), text.clone()])
}

/// By band, then by the number of risks in it.
fn risk(plan: &Summary, row: &PlanRow) -> (Option<impl Ord>, IndexCell) {
    let cell = match row.risk {
        Some(BandBadge { band, digit, text }) => {
            vec![band.to_owned(), digit.to_string(), text.to_owned()]
        }
        None if row.risk_text.is_empty() => vec!["none".to_owned(), "None".to_owned()],
        None => vec!["not-placed".to_owned(), row.risk_text.to_owned()],
    };
    (plan.worst_risks(), cell)
}

/// By the share of the boxes that are ticked.
fn checklist(plan: &Summary, row: &PlanRow) -> (Option<usize>, IndexCell) {
    match &row.checklist {
        Some(words) => (Some(share(plan.progress.done, plan.progress.total)), vec![words.clone()]),
        None => (None, vec!["None".to_owned()]),
    }
}

fn updated(plan: &Summary, row: &PlanRow) -> (Option<impl Ord>, IndexCell) {
    let cell = match &row.updated {
        Some(DateText { iso, text }) => vec![iso.clone(), text.clone()],
        None => vec!["Not stated".to_owned()],
    };
    (plan.updated, cell)
}

/// The values of a facet that a plan has.
fn values(facet: &Facet, plan: usize) -> (Option<()>, IndexCell) {
    let values: IndexCell =
        facet.of_plan[plan].iter().map(|&value| facet.values[value].value.clone()).collect();
    ((!values.is_empty()).then_some(()), values)
}

#[cfg(test)]
mod tests;
