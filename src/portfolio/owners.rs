//! Who has what over all plans: of each person and role the plans, open risks, gates and rollback duties,
//! and of what nobody is named for. Made at the first use.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entry::PlanEntry;
use super::order::{compare_risks, index_key};
use super::summary::{RiskSummary, Summary};
use crate::analysis::extent::Extent;
use crate::analysis::gate::{GateVerdict, SignatureState};
use crate::model::header::StatusKind;
use crate::parse::{Who, WhoKind, people};
use crate::settings::{Band, Settings};
use crate::text::Natural;

/// Everybody whom plans name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owners {
    /// People by name.
    pub people: Vec<Owner>,
    /// Roles by name, without those that the settings know a person for.
    pub roles: Vec<Owner>,
    /// Unassigned: live, paused and approved plans that state no owner, open risks, gates of
    /// these plans that are not passed, and the current phases of live and paused ones.
    pub nobody: Owner,
    people_by_slug: FxHashMap<String, usize>,
    roles_by_slug: FxHashMap<String, usize>,
}

/// What somebody is named for. Plans are indices into [`entries`](super::Portfolio::entries).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Who it is, as the first plan by path writes it.
    pub who: Who,
    /// Plans of which they are the owner, else the author, in the order of the status index.
    pub plans: Vec<usize>,
    /// Open risks of plans whose risks count, the worst first.
    pub risks: Vec<RiskRef>,
    /// Gates that are not passed, of plans that are not closed: those that wait first, then by due date.
    pub gates: Vec<GateRef>,
    /// Their open signatures of gates that are not passed, of plans that are not closed, in the order of
    /// gates.
    pub signatures: Vec<GateRef>,
    /// Rollback duties in plans that are not closed: those for a live phase first, then by title.
    pub duties: Vec<RollbackDuty>,
    /// Plans that name them for what is settled only, in the order of the status index.
    pub settled: Vec<usize>,
}

/// A gate of a plan, by indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateRef {
    /// Index into [`entries`](super::Portfolio::entries).
    pub plan: usize,
    /// Index into [`Summary::approvals`] and [`Summary::phases`].
    pub phase: usize,
    /// Whether it waits for its decision: it is ready.
    pub waits: bool,
    /// Whether it is the gate of now of a plan with users on it, or one on hold.
    pub now: bool,
}

/// A risk of a plan, by indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskRef {
    /// Index into [`entries`](super::Portfolio::entries).
    pub plan: usize,
    /// Index into [`Summary::risks`].
    pub risk: usize,
    /// Band of its cell.
    pub band: Option<Band>,
}

impl RiskRef {
    /// The risk with its plan.
    pub(super) fn of(self, entries: &[Arc<PlanEntry>]) -> (&Summary, &RiskSummary) {
        let summary = &entries[self.plan].summary;
        (summary, &summary.risks[self.risk])
    }
}

/// A rollback duty in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RollbackDuty {
    /// Index into [`entries`](super::Portfolio::entries).
    pub plan: usize,
    /// Index into the rows of the plan's rollback owners; `None` where no row names anybody for the live
    /// phase.
    pub row: Option<usize>,
    /// Whether they are called first, not as the backup.
    pub first: bool,
    /// Whether it holds for the current phase of a plan with users on it, live or paused.
    pub live: bool,
}

impl Owners {
    /// The person or role of a slug.
    pub fn find(&self, kind: WhoKind, slug: &str) -> Option<&Owner> {
        let (all, places) = match kind {
            WhoKind::Person => (&self.people, &self.people_by_slug),
            WhoKind::Role => (&self.roles, &self.roles_by_slug),
        };
        all.get(*places.get(slug)?)
    }
}

impl Owner {
    /// All plans that name them for anything, each once, by path.
    pub fn all_plans(&self) -> Vec<usize> {
        let gates = self.gates.iter().chain(&self.signatures).map(|gate| gate.plan);
        let risks = self.risks.iter().map(|risk| risk.plan);
        let duties = self.duties.iter().map(|duty| duty.plan);
        let plans = self.plans.iter().chain(&self.settled).copied();
        let mut all: Vec<usize> = plans.chain(risks).chain(gates).chain(duties).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn new(who: Who) -> Self {
        Self {
            who,
            plans: Vec::new(),
            risks: Vec::new(),
            gates: Vec::new(),
            signatures: Vec::new(),
            duties: Vec::new(),
            settled: Vec::new(),
        }
    }
}

/// Whether two versions of a plan say the same about who has what, and stand at the same place in lists.
pub(super) fn has_same_owners(old: &Summary, new: &Summary) -> bool {
    index_key(old) == index_key(new)
        && old.status_kind() == new.status_kind()
        && (&old.owner, old.owner_is_author) == (&new.owner, new.owner_is_author)
        && old.live_phase() == new.live_phase()
        && old.approvals == new.approvals
        && old.gates_wanted == new.gates_wanted
        && old.risks == new.risks
        && old.rollback == new.rollback
}

/// Who has what in plans that were read with these settings; `order` is that of the status index.
pub(super) fn owners(entries: &[Arc<PlanEntry>], order: &[usize], settings: &Settings) -> Owners {
    let mut book = Book::new(settings);
    for (plan, entry) in entries.iter().enumerate() {
        // What is known of a cell holds for every plan that lists all of its names.
        book.extent = (!entry.extent.lists_all()).then_some(&entry.extent);
        if book.extent.is_some() {
            book.cells.clear();
        }
        book.listed_risks = entry.extent.listed_risks;
        book.add(plan, &entry.summary);
        if book.extent.is_some() {
            book.cells.clear();
        }
    }
    book.close(entries, order)
}

/// Place of an owner in the book; the first one is nobody, the second whoever has no page.
type Place = usize;
const NOBODY: Place = 0;
const UNLISTED: Place = 1;

/// Owners while plans are read.
struct Book<'a> {
    settings: &'a Settings,
    /// That of the plan, where it names more than have pages.
    extent: Option<&'a Extent>,
    listed_risks: usize,
    owners: Vec<Owner>,
    places: FxHashMap<(WhoKind, String), Place>,
    /// Whom each cell names: many say the same.
    cells: FxHashMap<&'a str, Arc<[Place]>>,
}

impl<'a> Book<'a> {
    fn new(settings: &'a Settings) -> Self {
        let nobody = Who { kind: WhoKind::Role, name: String::new(), slug: String::new() };
        Self {
            settings,
            extent: None,
            listed_risks: 0,
            owners: vec![Owner::new(nobody.clone()), Owner::new(nobody)],
            places: FxHashMap::default(),
            cells: FxHashMap::default(),
        }
    }

    /// Whom a cell names, each once.
    fn named(&mut self, cell: Option<&'a str>) -> Arc<[Place]> {
        let Some(cell) = cell else { return Arc::default() };
        if let Some(known) = self.cells.get(cell) {
            return Arc::clone(known);
        }
        let mut places: Vec<Place> = Vec::new();
        let mut is_unlisted = false;
        for named in people(cell, self.settings) {
            if self.extent.is_some_and(|extent| !extent.lists(&named.who)) {
                is_unlisted = true;
                continue;
            }
            let key = (named.who.kind, named.who.slug.clone());
            let place = *self.places.entry(key).or_insert_with(|| {
                self.owners.push(Owner::new(named.who));
                self.owners.len() - 1
            });
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places.extend(is_unlisted.then_some(UNLISTED));
        let places: Arc<[Place]> = places.into();
        self.cells.insert(cell, Arc::clone(&places));
        places
    }

    fn add(&mut self, plan: usize, summary: &'a Summary) {
        // Whoever is named, and those of them who have something listed.
        let mut all: Vec<Place> = Vec::new();
        let mut listed: Vec<Place> = Vec::new();
        self.add_plan(plan, summary, &mut listed);
        self.add_gates(plan, summary, &mut all, &mut listed);
        self.add_risks(plan, summary, &mut all, &mut listed);
        self.add_duties(plan, summary, &mut all, &mut listed);
        all.sort_unstable();
        all.dedup();
        listed.sort_unstable();
        for place in all.into_iter().filter(|place| listed.binary_search(place).is_err()) {
            self.owners[place].settled.push(plan);
        }
    }

    fn add_plan(&mut self, plan: usize, summary: &'a Summary, listed: &mut Vec<Place>) {
        let owners = self.named(summary.owner.as_deref());
        for &place in &*owners {
            self.owners[place].plans.push(plan);
        }
        listed.extend(&*owners);
        if is_due(summary) && (owners.is_empty() || summary.owner_is_author) {
            self.owners[NOBODY].plans.push(plan);
        }
    }

    fn add_gates(
        &mut self,
        plan: usize,
        summary: &'a Summary,
        all: &mut Vec<Place>,
        listed: &mut Vec<Place>,
    ) {
        for (phase, approval) in summary.approvals.iter().enumerate() {
            let approvers = self.named(approval.approver.as_deref());
            all.extend(&*approvers);
            for signature in &approval.signatures {
                let signers = self.named(Some(&signature.who));
                all.extend(&*signers);
            }
            if approval.verdict == GateVerdict::Passed || !summary.counts_risks() {
                continue;
            }
            let now = summary.has_users() && summary.gates_wanted.iter().any(|g| g.phase == phase);
            let waits = now && approval.verdict == GateVerdict::Ready;
            let gate = GateRef { plan, phase, waits, now };
            for &place in &*approvers {
                self.owners[place].gates.push(gate);
            }
            listed.extend(&*approvers);
            for signature in approval.signatures.iter().filter(|s| s.state == SignatureState::Open)
            {
                let signers = self.named(Some(&signature.who));
                for &place in &*signers {
                    self.owners[place].signatures.push(gate);
                }
                listed.extend(&*signers);
            }
            if approvers.is_empty() && is_due(summary) {
                self.owners[NOBODY].gates.push(gate);
            }
        }
    }

    fn add_risks(
        &mut self,
        plan: usize,
        summary: &'a Summary,
        all: &mut Vec<Place>,
        listed: &mut Vec<Place>,
    ) {
        for (index, risk) in summary.risks.iter().enumerate().take(self.listed_risks) {
            let owners = self.named(risk.owner.as_deref());
            all.extend(&*owners);
            if !risk.open || !summary.counts_risks() {
                continue;
            }
            let of = RiskRef { plan, risk: index, band: risk.band };
            for &place in &*owners {
                self.owners[place].risks.push(of);
            }
            listed.extend(&*owners);
            if owners.is_empty() && summary.withheld.is_none() {
                self.owners[NOBODY].risks.push(of);
            }
        }
    }

    fn add_duties(
        &mut self,
        plan: usize,
        summary: &'a Summary,
        all: &mut Vec<Place>,
        listed: &mut Vec<Place>,
    ) {
        let mut is_covered = false;
        for (row, (_, primary, backup)) in summary.rollback.owners.iter().enumerate() {
            let live = summary.has_users() && summary.rollback.live.contains(&row);
            for (cell, first) in [(primary, true), (backup, false)] {
                let called = self.named(cell.as_deref());
                all.extend(&*called);
                is_covered |= live && first && !called.is_empty();
                if summary.counts_risks() {
                    let duty = RollbackDuty { plan, row: Some(row), first, live };
                    for &place in &*called {
                        self.owners[place].duties.push(duty);
                    }
                    listed.extend(&*called);
                }
            }
        }
        let is_live = summary.has_users() && summary.live_phase().is_some();
        if is_live && !is_covered && summary.withheld.is_none() {
            let duty = RollbackDuty { plan, row: None, first: true, live: true };
            self.owners[NOBODY].duties.push(duty);
        }
    }

    /// All lists in their orders.
    fn close(self, entries: &[Arc<PlanEntry>], order: &[usize]) -> Owners {
        let mut ranks = vec![0; entries.len()];
        for (rank, &plan) in order.iter().enumerate() {
            ranks[plan] = rank;
        }
        let mut by_title: Vec<usize> = (0..entries.len()).collect();
        by_title.sort_by_cached_key(|&plan| {
            let summary = &entries[plan].summary;
            (Natural::new(&summary.title), summary.slug.clone())
        });
        let mut titles = vec![0; by_title.len()];
        for (place, plan) in by_title.into_iter().enumerate() {
            titles[plan] = place;
        }
        let due = |gate: &GateRef| entries[gate.plan].summary.approvals[gate.phase].due;
        let mut owners = self.owners;
        for owner in &mut owners {
            owner.plans.sort_unstable_by_key(|&plan| ranks[plan]);
            owner.settled.sort_unstable_by_key(|&plan| ranks[plan]);
            owner.risks.sort_by(|&a, &b| compare_risks(a.of(entries).1, b.of(entries).1));
            let order = |gate: &GateRef| {
                let due = due(gate);
                (!gate.waits, !gate.now, due.is_none(), due, titles[gate.plan], gate.phase)
            };
            owner.gates.sort_unstable_by_key(order);
            owner.signatures.sort_unstable_by_key(order);
            owner.duties.sort_unstable_by_key(|d| (!d.live, titles[d.plan], d.row, !d.first));
        }
        owners.remove(UNLISTED);
        let nobody = owners.remove(NOBODY);
        owners.sort_by_cached_key(|o| (Natural::new(&o.who.name), o.who.slug.clone()));
        let (people, roles): (Vec<Owner>, Vec<Owner>) =
            owners.into_iter().partition(|o| o.who.kind == WhoKind::Person);
        let (people_by_slug, roles_by_slug) = (by_slug(&people), by_slug(&roles));
        Owners { people, roles, nobody, people_by_slug, roles_by_slug }
    }
}

fn by_slug(owners: &[Owner]) -> FxHashMap<String, usize> {
    owners.iter().enumerate().map(|(at, owner)| (owner.who.slug.clone(), at)).collect()
}

/// Whether a plan should name somebody for all of it: it is live or paused, or approved and about to be.
fn is_due(summary: &Summary) -> bool {
    let is_begun = summary.has_users() || summary.status_kind() == Some(StatusKind::Approved);
    // Of a plan that is shown in part nobody can tell what it lacks.
    is_begun && summary.withheld.is_none()
}
