//! How much of a plan stands on pages beside those that every plan has: a page a phase, a page an owner,
//! rows in lists of all plans. What a plan makes stays in proportion to its text: at most 200 bytes for
//! each of its own, beside 2 MB, and 2,000 pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::plan::Plan;
use crate::model::prose::Text;
use crate::parse::{Who, WhoKind, people};
use crate::settings::Settings;

/// How much of a plan stands on pages beside those that every plan has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// How many phases, from the first, have pages of their own.
    pub phase_pages: usize,
    /// How many risks, from the most urgent, stand in lists of all plans.
    pub listed_risks: usize,
    /// The people and roles that have pages; `None`: all whom the plan names.
    owners: Option<Arc<Owners>>,
}

/// All of it.
impl Default for Extent {
    fn default() -> Self {
        Self { phase_pages: usize::MAX, listed_risks: LISTED_RISKS, owners: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Owners {
    listed: BTreeSet<(WhoKind, String)>,
    named: usize,
}

/// Bytes that a plan may make whatever its length, and for each byte of its text. Some are left for what is
/// not counted below.
const FREE_BYTES: usize = 1_700_000;
const BYTES_PER_BYTE: usize = 170;

/// Bytes of the pages by what they are made for, as the largest of them are: a page of an owner; a page of a
/// phase and its rows; a risk, a decision, a box and a row of rollback owners everywhere they stand.
const OWNER_PAGE: usize = 6_000;
const PHASE_PAGE: usize = 11_000;
const PHASE_ROWS: usize = 2_000;
const RISK: usize = 3_800;
const DECISION: usize = 2_200;
const BOX: usize = 500;
const OWNER_ROW: usize = 1_000;

/// So many phases have a page of their own whatever the plan's length.
const LEAST_PAGES: usize = 12;

/// Risks of a plan that stand in lists of all plans.
const LISTED_RISKS: usize = 1_000;
/// Decisions of a plan that stand in lists of all plans: the latest.
pub const LISTED_DECISIONS: usize = 1_000;
/// Categories of risks that have a list for a plan.
pub const LISTED_CATEGORIES: usize = 100;

/// So many risks of a plan stand in lists whatever its length, and one more for so many bytes of its text.
const LEAST_LISTED: usize = 200;
const BYTES_A_LISTED_RISK: usize = 10;

/// Rows of one list that the pages of all phases show together, and the least that each shows.
const SHARED_ROWS: usize = 1_500;
const LEAST_ROWS: usize = 25;

impl Extent {
    /// That of a plan of which no more is known than the cells that name people.
    pub fn of_cells<'a>(cells: impl Iterator<Item = &'a str> + Clone, settings: &Settings) -> Self {
        Self { owners: owners(cells, settings), ..Self::default() }
    }

    /// Whether an owner whom the plan names has a page for it.
    pub fn lists(&self, who: &Who) -> bool {
        self.owners.as_ref().is_none_or(|owners| {
            // The set is ordered by both, and a look-up wants both.
            owners.listed.contains(&(who.kind, who.slug.clone()))
        })
    }

    /// How many people and roles the plan names, where that is over the limit.
    pub fn named(&self) -> Option<usize> {
        self.owners.as_ref().map(|owners| owners.named)
    }

    /// Whether all whom the plan names have pages.
    pub fn lists_all(&self) -> bool {
        self.owners.is_none()
    }
}

/// How many rows of a list each page of a phase shows at most, where it stands on the pages of all: with
/// more phases fewer.
pub fn shared_rows(phases: usize) -> usize {
    (SHARED_ROWS / phases.max(1)).max(LEAST_ROWS)
}

/// How much of a plan stands on pages beside those that every plan has.
pub(super) fn extent(plan: &Plan, settings: &Settings) -> Extent {
    let owners = owners(cells(plan).map(|cell| cell.plain.as_str()), settings);
    let phases = plan.phases.len();
    let text = plan.blocks.last().map_or(0, |block| block.span.end as usize);
    let listed_risks = (LEAST_LISTED + text / BYTES_A_LISTED_RISK).min(LISTED_RISKS);
    if phases <= LEAST_PAGES {
        return Extent { listed_risks, owners, ..Extent::default() };
    }
    let boxes = plan.checklists.iter().map(|list| list.items.len() + list.marks.len());
    let boxes = boxes.sum::<usize>() + plan.transition_criteria.len();
    // No name and what parts it from the next is shorter than three bytes.
    let named = cells(plan).map(|cell| cell.plain.len().div_ceil(3)).sum::<usize>();
    let taken = named.min(settings.limits.owners) * OWNER_PAGE
        + phases * PHASE_ROWS
        + plan.rollback.owners.len() * OWNER_ROW
        + plan.risks.len() * RISK
        + plan.decisions.len() * DECISION
        + boxes * BOX;
    let free = (FREE_BYTES + BYTES_PER_BYTE * text).saturating_sub(taken);
    let shared = shared_rows(phases);
    let page = PHASE_PAGE
        + 400 * plan.transition_criteria.len().min(shared)
        + 700 * plan.risks.len().min(shared)
        + 500 * (plan.decisions.len() + plan.signatures.len()).min(2 * shared)
        + 1_000 * plan.rollback.owners.len().min(shared_owners(phases))
        + shared_texts(plan, phases);
    let phase_pages = (free / page).clamp(LEAST_PAGES, phases);
    Extent { phase_pages, listed_risks, owners }
}

/// Bytes of the texts that may stand on the page of every phase, where they apply to all.
fn shared_texts(plan: &Plan, phases: usize) -> usize {
    let shared = shared_rows(phases);
    let size = |text: &Option<Text>| text.as_ref().map_or(0, |text| text.plain.len());
    let criteria = plan.transition_criteria.iter().map(|criterion| criterion.item.text.plain.len());
    // A person's cell is a link, whose address is made of the same words.
    let owners =
        plan.rollback.owners.iter().map(|row| 2 * (size(&row.primary) + size(&row.backup)));
    criteria.take(shared).sum::<usize>() + owners.take(shared_owners(phases)).sum::<usize>()
}

/// How many rows of rollback owners each page of a phase shows at most: each has several facts.
pub fn shared_owners(phases: usize) -> usize {
    shared_rows(phases) / 3
}

/// The cells that name people and roles, those of most weight first.
fn cells(plan: &Plan) -> impl Iterator<Item = &Text> + Clone {
    let header = [&plan.header.owner, &plan.header.author];
    let approvers = plan.phases.iter().map(|phase| &phase.go_no_go);
    let duties = plan.rollback.owners.iter().flat_map(|row| [&row.primary, &row.backup]);
    let risks = plan.risks.iter().map(|risk| &risk.owner);
    let signers = plan.signatures.iter().flat_map(|signature| [&signature.role, &signature.name]);
    header.into_iter().chain(approvers).chain(duties).chain(risks).chain(signers).flatten()
}

/// The people and roles that have pages; `None` where all have, of nearly every plan.
fn owners<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    settings: &Settings,
) -> Option<Arc<Owners>> {
    let most = settings.limits.owners;
    // A name has a letter at least, and something parts it from the next.
    if cells.clone().map(|cell| cell.len().div_ceil(2)).sum::<usize>() <= most {
        return None;
    }
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut all: FxHashSet<(WhoKind, String)> = FxHashSet::default();
    let mut listed = BTreeSet::new();
    for cell in cells.filter(|cell| seen.insert(cell)) {
        for named in people(cell, settings) {
            let who = (named.who.kind, named.who.slug);
            if listed.len() < most {
                listed.insert(who.clone());
            }
            all.insert(who);
        }
    }
    (all.len() > most).then(|| Arc::new(Owners { listed, named: all.len() }))
}
