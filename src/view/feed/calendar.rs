//! The dates of plans as events: each dated phase, and the gate on its last day.

use std::io::{self, Write};

use rustc_hash::FxHashSet;

use super::ics::{self, Event, Standing};
use super::whose::{Whose, address, title, words};
use crate::analysis::gate::GateVerdict;
use crate::analysis::phase_state::PhaseState;
use crate::analysis::schedule::DatesOrigin;
use crate::model::date::{self, Date};
use crate::portfolio::{Approval, DateSpan, GateRef, Summary};
use crate::site::{PlansOf, Route};
use crate::text::{LABEL, shortened};
use crate::view::Context;
use crate::view::part::counted;

/// Most tags of a plan that its events repeat.
const TAGS: usize = 8;

/// Most phases of a plan, from its first, that have events: they stand in the calendar of the site, of every program
/// that the plan is in, and of its owners, and a plan makes no more than in proportion to its text.
const PHASES: usize = 50;

/// Behind every UID. It is no host: the same event keeps its UID wherever the site stands.
const DOMAIN: &str = "phasebook";

/// The calendar of some plans; empty where the portfolio knows none such.
pub fn calendar(context: &Context<'_>, plans_of: &PlansOf) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = write_calendar(context, plans_of, &mut bytes);
    bytes
}

/// Writes the same event by event: that of ten thousand plans is never all in memory.
///
/// # Errors
/// When `out` can't be written.
pub fn write_calendar(
    context: &Context<'_>,
    plans_of: &PlansOf,
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(whose) = Whose::find(context, plans_of) else { return Ok(()) };
    ics::begin(out, &whose.title(context))?;
    for (plan, own) in plans(context, whose) {
        let at = At::new(context, &context.portfolio.entries[plan].summary);
        match own {
            Own::All => at.all().try_for_each(|event| event.write(out))?,
            Own::Gate(phase) => at.gate(phase).iter().try_for_each(|event| event.write(out))?,
        }
    }
    ics::end(out)
}

/// Whether some plans have a date: a calendar without events is none (RFC 5545, section 3.6).
pub(super) fn has_calendar(context: &Context<'_>, plans_of: &PlansOf) -> bool {
    let is_dated = |plan: usize| {
        let plan = &context.portfolio.entries[plan].summary;
        !plan.is_template
            && plan.site.is_none()
            && plan.schedule.iter().take(PHASES).any(|p| p.dates.start.or(p.dates.end).is_some())
    };
    match Whose::find(context, plans_of) {
        None => false,
        Some(Whose::Site) => (0..context.portfolio.entries.len()).any(is_dated),
        Some(Whose::Program(program)) => program.plans.iter().any(|&plan| is_dated(plan)),
        Some(Whose::Owner(owner)) => {
            let summary = |plan: usize| &context.portfolio.entries[plan].summary;
            let is_due = |plan: usize, phase: usize| {
                let gate = summary(plan).approvals.get(phase).filter(|_| phase < PHASES);
                gate.is_some_and(|gate| gate.due.is_some()) && summary(plan).site.is_none()
            };
            owner.plans.iter().any(|&plan| is_dated(plan))
                || owner.gates.iter().any(|gate| is_due(gate.plan, gate.phase))
        }
    }
}

/// What of a plan a calendar of some plans tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Own {
    /// Its phases and gates.
    All,
    /// The gate at the end of a phase, by its index.
    Gate(usize),
}

/// Plans by source path, with what of them is told: to owners all of their own plans, and the gates that they sign
/// in others.
fn plans(context: &Context<'_>, whose: Whose<'_>) -> Vec<(usize, Own)> {
    let entries = &context.portfolio.entries;
    let all = |plan: usize| (plan, Own::All);
    let mut plans: Vec<(usize, Own)> = match whose {
        Whose::Site => (0..entries.len()).map(all).collect(),
        Whose::Program(program) => program.plans.iter().copied().map(all).collect(),
        Whose::Owner(owner) => {
            let plans: FxHashSet<usize> = owner.plans.iter().copied().collect();
            let is_told = |gate: &&GateRef| gate.phase < PHASES && !plans.contains(&gate.plan);
            let gates = owner.gates.iter().filter(is_told);
            let gates = gates.map(|gate| (gate.plan, Own::Gate(gate.phase)));
            owner.plans.iter().copied().map(all).chain(gates).collect()
        }
    };
    let is_told = |of: &Summary| !of.is_template && of.site.is_none();
    plans.retain(|&(plan, _)| is_told(&entries[plan].summary));
    plans.sort_unstable();
    plans
}

/// A plan whose events are made.
struct At<'a> {
    context: &'a Context<'a>,
    plan: &'a Summary,
    spans: Vec<Option<DateSpan>>,
}

impl<'a> At<'a> {
    fn new(context: &'a Context<'a>, plan: &'a Summary) -> Self {
        Self { context, plan, spans: plan.phase_spans() }
    }

    /// All events of the plan, phase by phase.
    fn all(&self) -> impl Iterator<Item = Event> {
        (0..self.spans.len().min(PHASES))
            .flat_map(|index| self.phase(index).into_iter().chain(self.gate(index)))
    }

    fn phase(&self, index: usize) -> Option<Event> {
        let span = self.spans[index]?;
        let (label, file) = self.plan.phases.get(index)?;
        let label = words(label);
        // Of one that goes on, or whose end nobody tells, its first day alone is known; of others their last.
        let last = span.last.filter(|_| span.has_end);
        let has_start = self.plan.schedule[index].dates.start.is_some();
        let known = match (has_start, last) {
            (true, Some(_)) => "",
            (true, None) => " begins",
            (false, _) => " ends",
        };
        let mut lines = vec![format!("Phase {} of {}", index + 1, self.plan.phases.len())];
        lines.extend(state_words(self.plan.schedule[index].state).map(str::to_owned));
        lines.extend(self.about());
        lines.extend(match known {
            " begins" => Some("No end date: this is the first day".to_owned()),
            " ends" => Some("No start date: this is the last day".to_owned()),
            _ => None,
        });
        let mut event =
            self.event(index, "phase", span.first, last.unwrap_or(span.first), lines)?;
        event.summary = format!("{}: {label}{known}{}", title(self.plan), self.mark(index));
        event.url = address(self.context, &Route::Phase(self.plan.slug.clone(), file.clone()));
        Some(event)
    }

    fn gate(&self, index: usize) -> Option<Event> {
        let gate = self.plan.approvals.get(index)?;
        let (label, _) = self.plan.phases.get(index)?;
        let day = gate.due?;
        let mut lines = vec![verdict_words(gate)];
        let approver = gate.approver.as_ref();
        lines.extend(approver.map(|name| format!("Approver: {}", words(&shortened(name, LABEL)))));
        lines.extend(self.about());
        let mut event = self.event(index, "gate", day, day, lines)?;
        event.summary = format!(
            "{}: Go / No-Go at the end of {}{}",
            title(self.plan),
            words(label),
            self.mark(index)
        );
        event.url = address(self.context, &Route::Plan(self.plan.slug.clone()));
        Some(event)
    }

    /// What both kinds of event have in common; `None` past the end of the calendar.
    fn event(
        &self,
        index: usize,
        kind: &'static str,
        first: Date,
        last: Date,
        mut lines: Vec<String>,
    ) -> Option<Event> {
        let of = &self.plan.schedule[index];
        if self.is_projected(index) {
            lines.push("Projected: the dates follow from the phase before".to_owned());
        }
        let tags = self.plan.tags.iter().take(TAGS).map(|tag| words(&shortened(tag, LABEL)));
        let kind_word = if kind == "gate" { "Gate" } else { "Phase" };
        Some(Event {
            // By its place, as the number and the name of a phase are what authors change.
            uid: format!("{}/{kind}-{}@{DOMAIN}", self.plan.slug, index + 1),
            stamp: self.plan.changed(),
            first,
            after: date::add_days(last, 1)?,
            summary: String::new(),
            description: lines.join("\n"),
            categories: std::iter::once(kind_word.to_owned()).chain(tags).collect(),
            standing: match of.state {
                PhaseState::Cancelled => Standing::Cancelled,
                _ if self.is_projected(index) => Standing::Tentative,
                _ => Standing::Confirmed,
            },
            url: None,
        })
    }

    fn is_projected(&self, index: usize) -> bool {
        self.plan.schedule[index].dates.origin == Some(DatesOrigin::Projected)
    }

    fn mark(&self, index: usize) -> &'static str {
        if self.is_projected(index) { " (projected)" } else { "" }
    }

    /// The plan's status and owner.
    fn about(&self) -> Vec<String> {
        let status = self.plan.status.as_ref().map(|(_, text)| format!("Status: {}", words(text)));
        let label = if self.plan.owner_is_author { "Author" } else { "Owner" };
        let owner = self.plan.owner.as_ref();
        let owner = owner.map(|name| format!("{label}: {}", words(&shortened(name, LABEL))));
        status.into_iter().chain(owner).collect()
    }
}

/// The verdict on a gate, and how many of its criteria are met: "Gate: blocked, 1 of 2 criteria met".
fn verdict_words(gate: &Approval) -> String {
    let verdict = gate.verdict.label().to_lowercase();
    // Ticks of conditions that hold for every gate speak of the one that is next.
    let is_next =
        matches!(gate.verdict, GateVerdict::Blocked | GateVerdict::Ready | GateVerdict::Unknown);
    match gate.total {
        total if total > 0 && is_next => {
            format!("Gate: {verdict}, {} of {} met", gate.met, counted(total, "criterion"))
        }
        _ => format!("Gate: {verdict}"),
    }
}

/// How a phase stands, where that is more than its dates say.
const fn state_words(state: PhaseState) -> Option<&'static str> {
    match state {
        PhaseState::Complete => Some("Complete"),
        PhaseState::Live => Some("Live"),
        PhaseState::Paused => Some("Paused"),
        PhaseState::RolledBack => Some("Rolled back"),
        PhaseState::Cancelled => Some("Cancelled"),
        PhaseState::Next | PhaseState::Later | PhaseState::NotStated => None,
    }
}
