//! Where rollouts are in each other's way: one flag, one person to call in phases that overlap, a phase in a
//! freeze. What can't be told for want of dates is listed as such.
//!
//! Live and planned rollouts count, drafts among them: those that are neither closed nor a template. Phases
//! that are over don't.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entry::PlanEntry;
use super::summary::{PhaseSummary, Summary};
use crate::model::date::Date;
use crate::parse::{Who, WhoKind, people};
use crate::settings::{Freeze, Settings};
use crate::text::Span;

/// All collisions of a site, with plans of other sites among those that collide. Plans are indices into [`entries`](super::Portfolio::entries).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collisions {
    /// Flags that more than one plan turns, by name.
    pub flags: Vec<FlagCollision>,
    /// People who would be called first for two phases at once, by name.
    pub owners: Vec<OwnerCollision>,
    /// Phases in freezes, by freeze, then by plan.
    pub freezes: Vec<FreezeCollision>,
    /// Phases without dates of which it can't be told whether they collide, by plan.
    pub untold: Vec<Untold>,
    /// The collisions of each plan that has any.
    pub of_plan: FxHashMap<usize, Vec<CollisionRef>>,
}

/// A collision, by its place in the lists of [`Collisions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollisionRef {
    /// Of flags.
    Flag(usize),
    /// Of an owner: whose, and which pair.
    Owner(usize, usize),
    /// With a freeze.
    Freeze(usize),
}

/// A flag that more than one plan turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagCollision {
    /// Its name as the first plan writes it.
    pub name: Box<str>,
    /// The plans with the place where each names it.
    pub plans: Vec<(usize, Span)>,
}

/// Somebody who would be called first for two phases at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerCollision {
    /// Who.
    pub who: Who,
    /// Phases that overlap, two and two, the earlier begun first.
    pub pairs: Vec<[Duty; 2]>,
    /// How many more pairs there are.
    pub more: usize,
}

/// A phase that somebody would be called first for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// The plan.
    pub plan: usize,
    /// The phase.
    pub phase: usize,
    /// Its first day.
    pub from: Date,
    /// Its last day; `None` where it goes on.
    pub to: Option<Date>,
    /// The row that names them.
    pub span: Span,
}

/// A phase in a freeze.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreezeCollision {
    /// The freeze, as an index into the settings'.
    pub freeze: usize,
    /// The plan.
    pub plan: usize,
    /// The phase.
    pub phase: usize,
    /// How they meet.
    pub how: FreezeOverlap,
}

/// How a phase and a freeze meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FreezeOverlap {
    /// The phase begins in it.
    Begins,
    /// The phase began before, and its gate falls due in it.
    Ends,
    /// The phase began before and ends after it: nothing is to be changed in it.
    RunsThrough,
}

/// A phase without dates of a plan that could collide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// The plan.
    pub plan: usize,
    /// The phases, as indices.
    pub phases: Vec<usize>,
    /// Whether another plan names one of its rollback owners.
    pub shares_owner: bool,
    /// The freezes that hold for it and are not over, as indices into the settings'.
    pub freezes: Vec<usize>,
}

/// Most pairs that are listed of one person; the others are counted.
const LISTED_PAIRS: usize = 20;

/// How many phases that go on the longest are looked at for one that overlaps and is another plan's.
const LOOKED_AT: usize = 8;

/// Whether a plan counts: it is neither closed nor a template.
pub fn may_collide(plan: &Summary) -> bool {
    !plan.is_closed() && !plan.is_template
}

/// Finds all collisions.
pub fn collisions(plans: &[Arc<PlanEntry>], settings: &Settings, today: Date) -> Collisions {
    let open = || plans.iter().enumerate().filter(|(_, entry)| may_collide(&entry.summary));
    let mut duties: BTreeMap<String, (Who, Vec<Duty>)> = BTreeMap::new();
    let mut plans_of: FxHashMap<String, BTreeSet<usize>> = FxHashMap::default();
    for (plan, entry) in open() {
        for (row, (phases, span)) in entry.claims.duties.iter().enumerate() {
            for who in called_first(&entry.summary, row, settings) {
                plans_of.entry(who.slug.clone()).or_default().insert(plan);
                let all = &mut duties.entry(who.slug.clone()).or_insert((who, Vec::new())).1;
                all.extend(of_row(&entry.summary, plan, phases, *span));
            }
        }
    }
    let owners = duties.into_values().filter_map(|(who, all)| owner_collision(who, all));
    let mut found = Collisions {
        flags: flags(plans),
        owners: owners.collect(),
        freezes: freezes(plans, &settings.freezes, today),
        untold: open()
            .filter_map(|(plan, entry)| {
                let shares = (0..entry.claims.duties.len()).any(|row| {
                    let mut first = called_first(&entry.summary, row, settings).into_iter();
                    first.any(|who| plans_of.get(&who.slug).is_some_and(|of| of.len() > 1))
                });
                untold(plan, entry, shares, &settings.freezes, today)
            })
            .collect(),
        of_plan: FxHashMap::default(),
    };
    found.of_plan = of_plan(&found);
    found
}

/// The collisions of each plan.
fn of_plan(all: &Collisions) -> FxHashMap<usize, Vec<CollisionRef>> {
    let mut of_plan: FxHashMap<usize, Vec<CollisionRef>> = FxHashMap::default();
    for (at, flag) in all.flags.iter().enumerate() {
        for (plan, _) in &flag.plans {
            of_plan.entry(*plan).or_default().push(CollisionRef::Flag(at));
        }
    }
    for (at, owner) in all.owners.iter().enumerate() {
        for (pair, duties) in owner.pairs.iter().enumerate() {
            for duty in duties {
                of_plan.entry(duty.plan).or_default().push(CollisionRef::Owner(at, pair));
            }
        }
    }
    for (at, freeze) in all.freezes.iter().enumerate() {
        of_plan.entry(freeze.plan).or_default().push(CollisionRef::Freeze(at));
    }
    of_plan
}

/// The people whom a row of rollback owners names first. A role that the settings know nobody for may be held
/// by another in each plan.
fn called_first(plan: &Summary, row: usize, settings: &Settings) -> Vec<Who> {
    let cell = plan.rollback.owners.get(row).and_then(|(_, primary, _)| primary.as_deref());
    let named = cell.map_or_else(Vec::new, |cell| people(cell, settings));
    named.into_iter().map(|named| named.who).filter(|who| who.kind == WhoKind::Person).collect()
}

/// The phases of a row that are not over, with their days.
fn of_row<'a>(
    of: &'a Summary,
    plan: usize,
    phases: &'a [u16],
    span: Span,
) -> impl Iterator<Item = Duty> + 'a {
    let is_meant = move |phase: &usize| {
        phases.is_empty() || u16::try_from(*phase).is_ok_and(|phase| phases.contains(&phase))
    };
    let phases = of.schedule.iter().enumerate().filter(move |(phase, _)| is_meant(phase));
    phases.filter_map(move |(phase, summary)| {
        let (from, to) = days(summary)?;
        Some(Duty { plan, phase, from, to, span })
    })
}

/// First and last day of a phase that is not over; a last day of `None` where it goes on.
fn days(phase: &PhaseSummary) -> Option<(Date, Option<Date>)> {
    if phase.state.is_over() {
        return None;
    }
    let from = phase.dates.start?;
    match phase.dates.end {
        Some(to) => Some((from, Some(to))),
        None => phase.dates.ongoing.then_some((from, None)),
    }
}

fn flags(plans: &[Arc<PlanEntry>]) -> Vec<FlagCollision> {
    let mut by_name: BTreeMap<&str, FlagCollision> = BTreeMap::new();
    for (plan, entry) in plans.iter().enumerate().filter(|(_, e)| may_collide(&e.summary)) {
        for flag in &entry.claims.flags {
            let new = || FlagCollision { name: flag.name.clone(), plans: Vec::new() };
            by_name.entry(&flag.key).or_insert_with(new).plans.push((plan, flag.span));
        }
    }
    by_name.into_values().filter(|flag| flag.plans.len() > 1).collect()
}

/// Phases of different plans that overlap: each is paired with those begun before it that end last.
fn owner_collision(who: Who, mut duties: Vec<Duty>) -> Option<OwnerCollision> {
    duties.sort_by_key(|duty| (duty.from, duty.plan, duty.phase));
    duties.dedup_by_key(|duty| (duty.plan, duty.phase));
    let (mut pairs, mut count) = (Vec::new(), 0);
    // What has begun, by its last day: the one that goes on longest comes last.
    let mut begun: BTreeSet<(bool, Option<Date>, usize)> = BTreeSet::new();
    let mut of_plan: FxHashMap<usize, usize> = FxHashMap::default();
    for (index, duty) in duties.iter().enumerate() {
        while let Some(&(goes_on, to, over)) = begun.first() {
            if goes_on || to.is_none_or(|to| to >= duty.from) {
                break;
            }
            begun.pop_first();
            *of_plan.entry(duties[over].plan).or_default() -= 1;
        }
        count += begun.len() - of_plan.get(&duty.plan).copied().unwrap_or_default();
        let others = begun.iter().rev().take(LOOKED_AT).map(|&(_, _, other)| duties[other]);
        for other in others.filter(|other| other.plan != duty.plan) {
            if pairs.len() < LISTED_PAIRS {
                pairs.push([other, *duty]);
            }
        }
        begun.insert((duty.to.is_none(), duty.to, index));
        *of_plan.entry(duty.plan).or_default() += 1;
    }
    let more = count - pairs.len();
    (count > 0).then_some(OwnerCollision { who, pairs, more })
}

fn freezes(plans: &[Arc<PlanEntry>], freezes: &[Freeze], today: Date) -> Vec<FreezeCollision> {
    let mut found = Vec::new();
    for (index, freeze) in freezes.iter().enumerate().filter(|(_, freeze)| freeze.to >= today) {
        for (plan, entry) in plans.iter().enumerate().filter(|(_, e)| may_collide(&e.summary)) {
            if !entry.summary.is_frozen_by(freeze) {
                continue;
            }
            for (phase, summary) in entry.summary.schedule.iter().enumerate() {
                let how = days(summary).and_then(|(from, to)| overlap(freeze, from, to));
                found.extend(how.map(|how| FreezeCollision { freeze: index, plan, phase, how }));
            }
        }
    }
    found
}

fn overlap(freeze: &Freeze, from: Date, to: Option<Date>) -> Option<FreezeOverlap> {
    let is_in = |day: Date| freeze.from <= day && day <= freeze.to;
    if !freeze.touches(from, to) {
        return None;
    }
    Some(if is_in(from) {
        FreezeOverlap::Begins
    } else if to.is_some_and(is_in) {
        FreezeOverlap::Ends
    } else {
        FreezeOverlap::RunsThrough
    })
}

fn untold(
    plan: usize,
    entry: &PlanEntry,
    shares_owner: bool,
    freezes: &[Freeze],
    today: Date,
) -> Option<Untold> {
    let holds =
        |(_, freeze): &(usize, &Freeze)| freeze.to >= today && entry.summary.is_frozen_by(freeze);
    let freezes: Vec<usize> =
        freezes.iter().enumerate().filter(holds).map(|(index, _)| index).collect();
    if !shares_owner && freezes.is_empty() {
        return None;
    }
    let phases = entry.summary.schedule.iter().enumerate();
    let is_untold =
        |(_, phase): &(usize, &PhaseSummary)| !phase.state.is_over() && days(phase).is_none();
    let phases: Vec<usize> = phases.filter(is_untold).map(|(index, _)| index).collect();
    (!phases.is_empty()).then_some(Untold { plan, phases, shares_owner, freezes })
}

#[cfg(test)]
mod tests;
