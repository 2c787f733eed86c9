//! What a plan's pages say of other plans: those that it depends on, those that depend on it, and where they
//! are in each other's way.

use serde::Serialize;

use super::At;
use super::words::Line;
use crate::analysis::gate::GateVerdict;
use crate::model::date::display;
use crate::model::header::StatusKind;
use crate::portfolio::{
    FreezeOverlap, NamedPlan, PlanBeside, PlanCollision, Upstream, UpstreamGate,
};
use crate::site::Route;
use crate::view::notice::{Notice, Tone};
use crate::view::part::{Html, counted, gate_badge, status_badge};
use crate::view::shell::Anchor;

/// Other plans, on the overview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BesideCard {
    /// The plans that it depends on.
    pub depends_on: Vec<BesideRow>,
    /// The plans that depend on it.
    pub dependents: Vec<BesideRow>,
    /// "12 more", where not all are listed.
    pub more_dependents: Option<String>,
    /// Collisions.
    pub collisions: Vec<BesideRow>,
    /// The page that lists all collisions.
    pub all: Anchor,
}

/// Another plan, and what it is to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BesideRow {
    /// Value of `data-state`.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// What is the case.
    pub text_html: Html,
    /// Where it stands in this plan.
    pub sub_html: Option<Html>,
    /// How it stands, in a word.
    pub word: String,
}

/// What a gate of another plan is called, and how it stands: "the gate from Phase 1 to Phase 2", "is blocked".
pub(in crate::view) fn upstream_words(gate: &UpstreamGate) -> (String, &'static str) {
    let (from, to) = &gate.phases;
    let name = match to {
        Some(to) => format!("the gate from {from} to {to}"),
        None => format!("the gate at the end of {from}"),
    };
    let stands = match gate.verdict {
        GateVerdict::Stopped => "is stopped",
        GateVerdict::Blocked => "is blocked",
        GateVerdict::Unknown => "can’t be judged",
        GateVerdict::Ready => "waits for a decision",
        GateVerdict::Passed => "is passed",
        GateVerdict::NotYetDue => "is not yet due",
    };
    (name, stands)
}

impl At<'_, '_> {
    /// What other plans give to the pages of this one.
    fn other_plans(&self) -> PlanBeside {
        self.context.portfolio.beside(self.entry, &self.context.settings.freezes)
    }

    /// The card of other plans; `None` where none has to do with this one.
    pub(super) fn beside(&self) -> Option<BesideCard> {
        let beside = self.other_plans();
        if beside.is_empty() {
            return None;
        }
        Some(BesideCard {
            depends_on: beside.upstream.iter().map(|on| self.upstream_row(on)).collect(),
            dependents: beside.dependents.iter().map(|plan| self.dependent_row(plan)).collect(),
            more_dependents: (beside.more_dependents > 0)
                .then(|| format!("{} more", beside.more_dependents)),
            collisions: beside.collisions.iter().map(|met| self.collision_row(met)).collect(),
            all: Anchor { href: self.to(&Route::Collisions(1)), text: "All collisions".to_owned() },
        })
    }

    /// A notice for each plan that it depends on whose gate is not open.
    pub(super) fn held_notices(&self) -> Vec<Notice> {
        let beside = self.other_plans();
        let held = beside.upstream.iter().filter(|on| on.is_held());
        held.map(|on| {
            let text = Line::of("It depends on ").append(&self.plan_link(&on.plan));
            let text = match &on.gate {
                Some(gate) => {
                    text.say(", where ").append(&self.upstream_gate(&on.plan, gate)).say(".")
                }
                None => text.say("."),
            };
            Notice::new(Tone::Warn, text.html()).titled("Waits on another plan.")
        })
        .collect()
    }

    /// The same as a note on a gate's card.
    pub(super) fn held_notes(&self) -> Vec<Line> {
        let beside = self.other_plans();
        let held = beside.upstream.iter().filter(|on| on.is_held());
        held.filter_map(|on| {
            let gate = on.gate.as_ref()?;
            let line = Line::of("Waits on ").append(&self.plan_link(&on.plan)).say(": ");
            Some(line.append(&self.upstream_gate(&on.plan, gate)).say("."))
        })
        .collect()
    }

    fn plan_link(&self, plan: &NamedPlan) -> Line {
        let own = || self.to(&Route::Plan(plan.slug.clone()));
        Line::default().link_quote(&plan.title, &plan.url.clone().unwrap_or_else(own))
    }

    /// "the gate from Phase 1 to Phase 2 is blocked"
    fn upstream_gate(&self, plan: &NamedPlan, gate: &UpstreamGate) -> Line {
        let href = self.to(&Route::Phase(plan.slug.clone(), gate.file.clone()));
        let (name, stands) = upstream_words(gate);
        Line::default().link_quote(name, &href).say(" ").say(stands)
    }

    fn upstream_row(&self, on: &Upstream) -> BesideRow {
        let is_done = on.status.as_ref().is_some_and(|(kind, _)| *kind == StatusKind::Complete);
        let text = self.plan_link(&on.plan);
        let text = match &on.gate {
            Some(gate) => text.say(": ").append(&self.upstream_gate(&on.plan, gate)),
            None => text,
        };
        let status = status_badge(on.status.as_ref().map(|(kind, text)| (*kind, text.as_str())));
        let (state, icon) = match (&on.gate, is_done) {
            (_, true) => ("met", "check"),
            (Some(gate), _) if on.is_held() => {
                ("blocking", gate_badge(gate.verdict, gate.met.0, gate.met.1).icon)
            }
            _ => ("todo", status.icon),
        };
        let line = self.to_line(on.span);
        let sub = Line::of("Named on ").link(line.text, &line.href);
        BesideRow {
            state,
            icon,
            text_html: text.html(),
            sub_html: Some(sub.html()),
            word: status.text,
        }
    }

    fn dependent_row(&self, plan: &NamedPlan) -> BesideRow {
        let text_html = self.plan_link(plan).html();
        BesideRow { state: "todo", icon: "later", text_html, sub_html: None, word: String::new() }
    }

    fn collision_row(&self, met: &PlanCollision) -> BesideRow {
        let row = |text: Line, span, word: &str| {
            let line = self.to_line(span);
            let sub = Line::of("Named on ").link(line.text, &line.href);
            BesideRow {
                state: "warn",
                icon: "warning",
                text_html: text.html(),
                sub_html: Some(sub.html()),
                word: word.to_owned(),
            }
        };
        match met {
            PlanCollision::Flag { name, other, more, span } => {
                let text = Line::of("Flag ").quote(name).say(" is also that of ");
                let text = text.append(&self.plan_link(other));
                let text = match more {
                    0 => text,
                    n => text.say(format!(" and of {}", counted(*n, "more plan"))),
                };
                row(text, *span, "Same flag")
            }
            PlanCollision::Owner { name, phase, other, other_phase, span } => {
                let text = Line::default().quote(name).say(" is called first for ").quote(phase);
                let text = text.say(" here and for ").quote(other_phase).say(" of ");
                row(text.append(&self.plan_link(other)), *span, "Same person")
            }
            PlanCollision::Freeze { name, days, phase, how, span } => {
                let text = Line::default().quote(phase).say(match how {
                    FreezeOverlap::Begins => " begins in the freeze ",
                    FreezeOverlap::Ends => " ends in the freeze ",
                    FreezeOverlap::RunsThrough => " runs through the freeze ",
                });
                let days = format!(", {} to {}", display(days.0), display(days.1));
                row(text.quote(name).say(days), *span, "Freeze")
            }
        }
    }
}
