//! What other plans give to the pages of one: values, so that its pages are made again where one of them is
//! another.

use super::all::Portfolio;
use super::collisions::{CollisionRef, FreezeOverlap};
use super::entry::PlanEntry;
use super::summary::Summary;
use crate::analysis::gate::GateVerdict;
use crate::model::date::Date;
use crate::model::header::StatusKind;
use crate::site::{Route, Slug, absolute};
use crate::text::Span;

/// What other plans give to the pages of one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanBeside {
    /// The plans that it depends on.
    pub upstream: Vec<Upstream>,
    /// The plans that depend on it, by path.
    pub dependents: Vec<NamedPlan>,
    /// How many more these are.
    pub more_dependents: usize,
    /// Where it is in the way of others, or they of it.
    pub collisions: Vec<PlanCollision>,
}

/// Another plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlan {
    /// Its place in the site.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Language of the title, where it is known and not English.
    pub lang: Option<String>,
    /// Its page, where it is a plan of another site.
    pub url: Option<String>,
}

/// A plan that another depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Upstream {
    /// Which.
    pub plan: NamedPlan,
    /// Its status and the author's words.
    pub status: Option<(StatusKind, String)>,
    /// The gate that matters there now.
    pub gate: Option<UpstreamGate>,
    /// Where the plan that depends on it names it.
    pub span: Span,
}

/// A gate of a plan that another depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamGate {
    /// The verdict.
    pub verdict: GateVerdict,
    /// Criteria that are met, and all.
    pub met: (usize, usize),
    /// The labels of the phase that it ends and of the next.
    pub phases: (String, Option<String>),
    /// File name of the phase's page, without ending.
    pub file: String,
}

/// A collision, as one of its plans sees it.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanCollision {
    /// Another plan turns the same flag.
    Flag {
        /// The flag.
        name: Box<str>,
        /// The first of the others.
        other: NamedPlan,
        /// How many others there are besides.
        more: usize,
        /// Where this plan names it.
        span: Span,
    },
    /// Somebody would be called first for a phase of this plan and one of another.
    Owner {
        /// Who.
        name: String,
        /// The phase of this plan, by its label.
        phase: String,
        /// The other plan.
        other: NamedPlan,
        /// Its phase, by its label.
        other_phase: String,
        /// The row of this plan that names them.
        span: Span,
    },
    /// A phase meets a freeze.
    Freeze {
        /// The freeze.
        name: String,
        /// Its first and last day.
        days: (Date, Date),
        /// The phase, by its label.
        phase: String,
        /// How they meet.
        how: FreezeOverlap,
        /// The phase's row or heading.
        span: Span,
    },
}

/// Most plans that depend on one that its page lists.
const LISTED_DEPENDENTS: usize = 20;

/// Most collisions that a plan's page lists; all stand on the page of collisions.
const LISTED_COLLISIONS: usize = 10;

impl NamedPlan {
    fn of(plan: &Summary) -> Self {
        let (slug, title, lang) = (plan.slug.clone(), plan.called(), plan.lang.clone());
        let page = || Route::Plan(slug.clone()).path();
        let url = plan.site.as_ref().map(|site| absolute(&site.url, &page()));
        Self { slug, title, lang, url }
    }
}

impl Upstream {
    /// Whether its gate keeps it from going on: it is blocked, stopped or can't be judged.
    pub fn is_held(&self) -> bool {
        let holds = [GateVerdict::Blocked, GateVerdict::Stopped, GateVerdict::Unknown];
        self.gate.as_ref().is_some_and(|gate| holds.contains(&gate.verdict))
    }
}

impl PlanBeside {
    /// Whether other plans give nothing.
    pub fn is_empty(&self) -> bool {
        self.upstream.is_empty() && self.dependents.is_empty() && self.collisions.is_empty()
    }
}

impl Portfolio {
    /// What other plans give to the pages of one.
    pub fn beside(&self, entry: &PlanEntry, freezes: &[crate::settings::Freeze]) -> PlanBeside {
        let upstream = entry.depends_on.iter().filter_map(|(slug, span)| {
            let plan = &self.plan(slug.as_str())?.summary;
            Some(Upstream {
                plan: NamedPlan::of(plan),
                status: plan.status.clone(),
                gate: upstream_gate(plan),
                span: *span,
            })
        });
        let all = self.dependents(&entry.slug);
        let dependents = all.iter().take(LISTED_DEPENDENTS);
        PlanBeside {
            upstream: upstream.collect(),
            dependents: dependents.map(|&at| NamedPlan::of(&self.entries[at].summary)).collect(),
            more_dependents: all.len().saturating_sub(LISTED_DEPENDENTS),
            collisions: self.collisions_of(entry, freezes),
        }
    }

    fn collisions_of(
        &self,
        entry: &PlanEntry,
        freezes: &[crate::settings::Freeze],
    ) -> Vec<PlanCollision> {
        let path = entry.source.path();
        let own = self.own().binary_search_by(|other| other.source.path().cmp(path));
        let refs = own.ok().and_then(|own| Some((own, self.collisions.of_plan.get(&own)?)));
        let Some((own, refs)) = refs else { return Vec::new() };
        let named = |plan: usize| NamedPlan::of(&self.entries[plan].summary);
        let label = |plan: usize, phase: usize| {
            let phases = &self.entries[plan].summary.phases;
            phases.get(phase).map_or_else(String::new, |(label, _)| label.clone())
        };
        let listed = refs.iter().take(LISTED_COLLISIONS).filter_map(|at| match *at {
            CollisionRef::Flag(at) => {
                let flag = &self.collisions.flags[at];
                let (_, span) = *flag.plans.iter().find(|(plan, _)| *plan == own)?;
                let (other, _) = *flag.plans.iter().find(|(plan, _)| *plan != own)?;
                let (name, more) = (flag.name.clone(), flag.plans.len() - 2);
                Some(PlanCollision::Flag { name, other: named(other), more, span })
            }
            CollisionRef::Owner(at, pair) => {
                let owner = &self.collisions.owners[at];
                let [a, b] = owner.pairs[pair];
                let (this, other) = if a.plan == own { (a, b) } else { (b, a) };
                Some(PlanCollision::Owner {
                    name: owner.who.name.clone(),
                    phase: label(own, this.phase),
                    other: named(other.plan),
                    other_phase: label(other.plan, other.phase),
                    span: this.span,
                })
            }
            CollisionRef::Freeze(at) => {
                let met = self.collisions.freezes[at];
                let freeze = freezes.get(met.freeze)?;
                Some(PlanCollision::Freeze {
                    name: freeze.name.clone(),
                    days: (freeze.from, freeze.to),
                    phase: label(own, met.phase),
                    how: met.how,
                    span: entry.claims.phases.get(met.phase).copied().unwrap_or_default(),
                })
            }
        });
        listed.collect()
    }
}

fn upstream_gate(plan: &Summary) -> Option<UpstreamGate> {
    let gate = plan.gate.as_ref()?;
    let (label, file) = plan.phases.get(gate.phase)?;
    let next = plan.phases.get(gate.phase + 1).map(|(label, _)| label.clone());
    Some(UpstreamGate {
        verdict: gate.verdict,
        met: (gate.met, gate.total),
        phases: (label.clone(), next),
        file: file.clone(),
    })
}
