//! What plans tell of each other when they stand side by side: collisions and circles of dependencies, with
//! the findings on each plan.

use std::fmt::Write as _;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::collisions::{Collisions, Duty, FreezeOverlap, collisions};
use super::cycles::cycles;
use super::entry::PlanEntry;
use crate::diagnostic::Diagnostic;
use crate::model::date::{Date, display};
use crate::settings::Settings;
use crate::site::Slug;
use crate::text::Span;

/// What plans tell of each other.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Where they are in each other's way.
    pub collisions: Collisions,
    /// Findings on each plan.
    pub findings: Vec<Vec<Diagnostic>>,
}

/// A plan with the place that it has in the site, and the plans that it depends on with the place where it
/// names each.
pub type Placed<'a> = (&'a Slug, &'a [(Slug, Span)]);

/// Most plans of a circle that a finding names one by one.
const NAMED_PLANS: usize = 8;

/// Puts plans side by side. `placed` has one entry for each of the site's own plans, which stand first.
pub fn beside(
    plans: &[Arc<PlanEntry>],
    placed: &[Placed<'_>],
    settings: &Settings,
    today: Date,
) -> Beside {
    let collisions = collisions(plans, settings, today);
    let mut findings = vec![Vec::new(); plans.len()];
    of_flags(plans, &collisions, &mut findings);
    of_owners(plans, &collisions, &mut findings);
    of_freezes(plans, &collisions, settings, &mut findings);
    of_cycles(plans, placed, &mut findings);
    Beside { collisions, findings }
}

/// "`payments/refunds.md:12`", and "`refunds.md:12` of Payments" of a plan of another site.
fn place(entry: &PlanEntry, span: Span) -> String {
    let path = entry.source.path();
    match (entry.claim_line(span), &entry.summary.site) {
        (line, None) => format!("`{path}:{line}`"),
        (0, Some(site)) => format!("`{path}` of {}", site.name),
        (line, Some(site)) => format!("`{path}:{line}` of {}", site.name),
    }
}

fn path(entry: &PlanEntry) -> &str {
    entry.source.path()
}

/// "`payments/refunds.md`", and "`refunds.md` of Payments" of a plan of another site.
fn name(entry: &PlanEntry) -> String {
    match &entry.summary.site {
        None => format!("`{}`", path(entry)),
        Some(site) => format!("`{}` of {}", path(entry), site.name),
    }
}

fn phase(entry: &PlanEntry, index: usize) -> &str {
    entry.summary.phases.get(index).map_or("", |(label, _)| label)
}

fn of_flags(plans: &[Arc<PlanEntry>], all: &Collisions, findings: &mut [Vec<Diagnostic>]) {
    for flag in &all.flags {
        for &(plan, span) in &flag.plans {
            let others = || flag.plans.iter().filter(|(other, _)| *other != plan);
            let Some(&(first, at)) = others().next() else { continue };
            let mut message =
                format!("flag `{}` is also the flag of {}", flag.name, name(&plans[first]));
            match flag.plans.len() - 2 {
                0 => {}
                1 => message.push_str(" and 1 more plan"),
                n => {
                    // Writing to memory does not fail.
                    let _ = write!(message, " and {n} more plans");
                }
            }
            let finding = Diagnostic::new("flag-collision", span, message)
                .note(format!("it stands there at {}", place(&plans[first], at)))
                .help("give each rollout a flag of its own, or let one wait for the other");
            findings[plan].push(finding);
        }
    }
}

fn of_owners(plans: &[Arc<PlanEntry>], all: &Collisions, findings: &mut [Vec<Diagnostic>]) {
    for owner in &all.owners {
        let mut told: FxHashMap<usize, usize> = FxHashMap::default();
        for &[a, b] in &owner.pairs {
            for (own, other) in [(a, b), (b, a)] {
                // One finding a plan and person; the page lists all pairs.
                let count = told.entry(own.plan).or_default();
                *count += 1;
                if *count == 1 {
                    findings[own.plan].push(of_duty(plans, &owner.who.name, own, other));
                }
            }
        }
    }
}

fn of_duty(plans: &[Arc<PlanEntry>], who: &str, own: Duty, other: Duty) -> Diagnostic {
    let (here, there) = (&plans[own.plan], &plans[other.plan]);
    let message = format!(
        "`{who}` is called first for `{}` here and for `{}` of {} at the same time",
        phase(here, own.phase),
        phase(there, other.phase),
        name(there)
    );
    let days = match other.to {
        Some(to) => format!("from {} to {}", display(other.from), display(to)),
        None => format!("from {}, without an end", display(other.from)),
    };
    Diagnostic::new("rollback-owner-collision", own.span, message)
        .note(format!("the other phase is {days}; see {}", place(there, other.span)))
        .help("name another person first for one of the two phases")
}

fn of_freezes(
    plans: &[Arc<PlanEntry>],
    all: &Collisions,
    settings: &Settings,
    findings: &mut [Vec<Diagnostic>],
) {
    for met in &all.freezes {
        let (entry, freeze) = (&plans[met.plan], &settings.freezes[met.freeze]);
        let dates = entry.summary.schedule[met.phase].dates;
        // A phase that goes on in a freeze, or ends there, lets nobody new in; the page lists it.
        let Some(day) = dates.start.filter(|_| met.how == FreezeOverlap::Begins) else { continue };
        let message = format!(
            "`{}` begins on {}, in the freeze `{}`",
            phase(entry, met.phase),
            display(day),
            freeze.name
        );
        let span = entry.claims.phases.get(met.phase).copied().unwrap_or_default();
        let finding = Diagnostic::new("change-in-freeze", span, message)
            .note(format!("the freeze is from {} to {}", display(freeze.from), display(freeze.to)))
            .help("let the phase begin before or after the freeze");
        findings[met.plan].push(finding);
    }
}

fn of_cycles(plans: &[Arc<PlanEntry>], placed: &[Placed<'_>], findings: &mut [Vec<Diagnostic>]) {
    if placed.iter().all(|(_, on)| on.is_empty()) {
        return;
    }
    let index: FxHashMap<&Slug, usize> =
        placed.iter().enumerate().map(|(at, (slug, _))| (*slug, at)).collect();
    let next: Vec<Vec<usize>> = placed
        .iter()
        .map(|(_, on)| on.iter().filter_map(|(slug, _)| index.get(slug).copied()).collect())
        .collect();
    let names = |from: usize, to: usize| {
        let on = placed[from].1.iter().find(|(slug, _)| index.get(slug) == Some(&to));
        on.map_or_else(Span::default, |(_, span)| *span)
    };
    for (circle, set) in cycles(&next) {
        let arrows = circle.iter().zip(circle.iter().cycle().skip(1));
        let notes: Vec<String> = arrows
            .take(NAMED_PLANS)
            .map(|(&from, &to)| {
                let at = place(&plans[from], names(from, to));
                format!("{at} depends on `{}`", path(&plans[to]))
            })
            .collect();
        for &plan in &set {
            let on = next[plan].iter().find(|to| set.binary_search(to).is_ok()).copied();
            let Some(on) = on else { continue };
            let message = match set.len() {
                2 => format!("this plan and `{}` depend on each other", path(&plans[on])),
                n => format!(
                    "this plan depends on `{}`, and so in a circle of {n} plans on itself",
                    path(&plans[on])
                ),
            };
            let mut finding = Diagnostic::new("dependency-cycle", names(plan, on), message)
                .help("remove the entry of the plan that can begin without the others");
            finding.notes.clone_from(&notes);
            findings[plan].push(finding);
        }
    }
}
