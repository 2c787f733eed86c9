//! What happens on a day as a row, and what support must know.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::Serialize;

use super::sentence::is_missed;
use crate::analysis::gate::GateVerdict;
use crate::analysis::phase_state::PhaseState;
use crate::analysis::schedule::DatesOrigin;
use crate::model::header::StatusKind;
use crate::portfolio::{Summary, WeekEvent, WeekEventKind};
use crate::site::Route;
use crate::text::shortened;
use crate::view::Context;
use crate::view::names::NameWords;
use crate::view::part::{GateBadge, Html, gate_badge, status_badge};
use crate::view::plan::words::Line;
use crate::view::portfolio::Links;

/// Most blockers of a gate that are told; its card tells all.
const MOST_REASONS: usize = 2;

/// Longest name of an owner that stands on one line, in characters.
const UNBROKEN: usize = 24;

/// Longest text of a risk that stands for its ID, in characters.
const LONGEST_RISK: usize = 60;

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekRow {
    /// Link to the plan.
    pub plan_href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// Its status, where it is not in progress.
    pub status: Option<String>,
    /// Name of the icon.
    pub icon: &'static str,
    /// What happens, with a link to its place.
    pub what_html: Html,
    /// The verdict of a gate.
    pub badge: Option<GateBadge>,
    /// What blocks a gate that is overdue.
    pub reasons_html: Option<Html>,
    /// Whom the phase reaches.
    pub users: PlaceCell,
    /// Who owns the plan.
    pub owner: Option<Vec<NameWords>>,
    /// Whether that is the author, for want of an owner.
    pub owner_is_author: bool,
    /// Whether the owner's words are too few to break.
    pub owner_is_short: bool,
}

/// A cell that has nothing to say of some rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceCell {
    /// The words, where they are stated.
    pub text: Option<String>,
    /// Whether the row is one that could state it.
    pub applies: bool,
}

/// What support must know of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportRow {
    /// Link to the section.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// The section in short; `None` where it has no words that can be told so.
    pub text: Option<String>,
}

/// The row of an event; `late` where it stands among what is overdue.
pub(super) fn row(
    context: &Context<'_>,
    links: Links<'_>,
    event: &WeekEvent,
    late: bool,
) -> WeekRow {
    let plan = &context.portfolio.entries[event.plan].summary;
    let telling = Telling { context, links, plan, event, late };
    let is_phase =
        matches!(event.kind, WeekEventKind::GateDue | WeekEventKind::Start | WeekEventKind::End);
    let gate = plan
        .approvals
        .get(event.of)
        .filter(|_| matches!(event.kind, WeekEventKind::GateDue | WeekEventKind::End));
    let status = plan.status.as_ref().map(|(kind, text)| (*kind, text.as_str()));
    let is_in_progress = plan.status_kind() == Some(StatusKind::InProgress);
    WeekRow {
        plan_href: links.plan(plan),
        lang: plan.lang.clone(),
        plan: plan.called(),
        status: (!is_in_progress).then(|| match status {
            None => "Status not stated".to_owned(),
            stated => status_badge(stated).text,
        }),
        icon: icon(event.kind, gate.map(|gate| gate.verdict)),
        what_html: telling.what().html(),
        badge: gate.map(|gate| gate_badge(gate.verdict, gate.met, gate.total)),
        reasons_html: telling.reasons().map(Line::html),
        users: PlaceCell {
            text: plan.audience(event.of).filter(|_| is_phase).map(|of| of.text.to_string()),
            applies: is_phase,
        },
        owner: plan.owner.as_deref().map(|owner| links.names(context, owner)),
        owner_is_author: plan.owner_is_author,
        owner_is_short: plan.owner.as_deref().is_some_and(|of| of.chars().count() <= UNBROKEN),
    }
}

fn icon(kind: WeekEventKind, verdict: Option<GateVerdict>) -> &'static str {
    match kind {
        WeekEventKind::GateDue | WeekEventKind::End => {
            verdict.map_or("later", |verdict| gate_badge(verdict, 0, 0).icon)
        }
        WeekEventKind::Start => "flag",
        WeekEventKind::Decision => "approved",
        WeekEventKind::Review => "clock",
        WeekEventKind::AcceptanceEnd => "warning",
    }
}

/// An event in the making of its row.
struct Telling<'a> {
    context: &'a Context<'a>,
    links: Links<'a>,
    plan: &'a Summary,
    event: &'a WeekEvent,
    late: bool,
}

impl Telling<'_> {
    fn what(&self) -> Line {
        let Self { links, plan, event, .. } = *self;
        let is_past = event.day < self.context.today;
        let was = |was: &'static str, is: &'static str| if is_past { was } else { is };
        let phase = || {
            let label = plan.phases.get(event.of).map_or("", |(label, _)| label);
            let href = links.phase(plan, event.of).unwrap_or_else(|| links.plan(plan));
            Line::default().link_quote(label, &href)
        };
        let line = match event.kind {
            WeekEventKind::GateDue => {
                let href = links.phase(plan, event.of).unwrap_or_else(|| links.plan(plan));
                Line::default()
                    .link_quote(gate_name(plan, event.of), &href)
                    .say(was(" was due", " is due"))
            }
            WeekEventKind::End => phase().say(was(" was to end", " ends")),
            WeekEventKind::Start => phase().say(self.starts()),
            WeekEventKind::Decision => return self.decision(),
            WeekEventKind::Review => {
                let line = Line::default().link("Review", &links.plan(plan));
                line.say(was(" was due", " is due"))
            }
            WeekEventKind::AcceptanceEnd => self.acceptance().say(was(" ended", " ends")),
        };
        line.append(&self.projected()).append(&self.approver())
    }

    /// " (projected)", of a day that follows from other phases.
    fn projected(&self) -> Line {
        let is_of_phase = matches!(
            self.event.kind,
            WeekEventKind::GateDue | WeekEventKind::Start | WeekEventKind::End
        );
        let dates = self.plan.schedule.get(self.event.of).filter(|_| is_of_phase).map(|p| p.dates);
        let is_projected = dates.is_some_and(|of| of.origin == Some(DatesOrigin::Projected));
        Line::of(if is_projected { " (projected)" } else { "" })
    }

    /// What a phase does on its first day: before today it has begun, or was to.
    fn starts(&self) -> &'static str {
        let state = self.plan.schedule.get(self.event.of).map(|phase| phase.state);
        let is_live = matches!(state, Some(PhaseState::Live | PhaseState::Paused));
        match self.event.day.cmp(&self.context.today) {
            Ordering::Less if is_missed(self.context, self.event) => " was to start",
            Ordering::Less => " started",
            Ordering::Greater if is_live => " is planned to start and is live already",
            Ordering::Equal | Ordering::Greater => " starts",
        }
    }

    /// "Go: Phase 1", leading to the record of the gate, else to the phase.
    fn decision(&self) -> Line {
        let Some(decision) = self.plan.decisions.get(self.event.of) else { return Line::default() };
        let entry = &self.context.portfolio.entries[self.event.plan];
        let record = decision.index.and_then(|index| {
            let (_, file) = entry.gate_files.iter().find(|(phase, _)| *phase == index)?;
            Some(self.links.to(&Route::GateRecord(self.plan.slug.clone(), file.to_string())))
        });
        let phase = || decision.index.and_then(|index| self.links.phase(self.plan, index));
        let href = record.or_else(phase).unwrap_or_else(|| self.links.plan(self.plan));
        let verdict = match decision.verdict_text.as_str() {
            "" => "Verdict not stated",
            verdict => verdict,
        };
        let line = Line::of("Decision: ").link_quote(verdict, &href);
        let line = match decision.phase.as_str() {
            "" => line,
            phase => line.say(" for ").quote(phase),
        };
        match decision.by.as_deref() {
            None => line,
            Some(by) => line.say(", by ").names(&self.links.names(self.context, by)),
        }
    }

    fn acceptance(&self) -> Line {
        let Some(risk) = self.plan.risks.get(self.event.of) else { return Line::default() };
        let name =
            risk.id.as_deref().map_or_else(|| shortened(&risk.text, LONGEST_RISK), Into::into);
        let page = self.links.risk(self.plan, self.event.of, &risk.anchor);
        Line::of("Acceptance of risk ").link_quote(name, &page)
    }

    /// ", decided by Ana Lima", of a gate.
    fn approver(&self) -> Line {
        if self.event.kind != WeekEventKind::GateDue {
            return Line::default();
        }
        let approver = self.plan.approvals.get(self.event.of).and_then(|of| of.approver.as_deref());
        match approver {
            None => Line::of("; no approver named"),
            Some(approver) => {
                Line::of("; decided by ").names(&self.links.names(self.context, approver))
            }
        }
    }

    /// What blocks a gate that is overdue, or is missing to judge it. Of one that is not overdue yet its own page tells
    /// that: a week is to fit on a sheet.
    fn reasons(&self) -> Option<Line> {
        let gates = || self.plan.gates_wanted.iter().filter(|_| self.late);
        let gate = gates().find(|gate| gate.phase == self.event.of)?;
        let (head, reasons) = match gate.verdict {
            GateVerdict::Unknown => ("Missing: ", &gate.missing),
            _ => ("Blocked by: ", &gate.blockers),
        };
        let told: Vec<&str> = reasons.iter().take(MOST_REASONS).map(String::as_str).collect();
        let line = Line::of(head).quote(told.join("; "));
        let more = reasons.len() - told.len();
        let line = if more > 0 { line.say(format!("; {more} more")) } else { line };
        (!told.is_empty()).then_some(line)
    }
}

/// "Gate from Phase 1 to Phase 2", with as much of the labels as numbers the phases.
fn gate_name(plan: &Summary, phase: usize) -> String {
    let label = |index: usize| plan.phases.get(index).map(|(label, _)| numbered(label));
    match (label(phase), label(phase + 1)) {
        (Some(from), Some(to)) => format!("Gate from {from} to {to}"),
        (Some(last), None) => format!("Gate at the end of {last}"),
        (None, _) => "Gate".to_owned(),
    }
}

/// "Phase 1" of "Phase 1 — Invited suppliers"; a label without a number there is told whole.
fn numbered(label: &str) -> &str {
    let head = label.split(['—', '–', ':']).next().unwrap_or_default().trim();
    if head.contains(|c: char| c.is_ascii_digit()) { head } else { label }
}

/// What support must know of the plans of some events, in the order of the events.
pub(super) fn support_rows(
    context: &Context<'_>,
    links: Links<'_>,
    events: &[WeekEvent],
) -> Vec<SupportRow> {
    let mut seen = BTreeSet::new();
    let plans = events.iter().map(|event| event.plan).filter(|plan| seen.insert(*plan));
    let note = |plan: usize| {
        let plan = &context.portfolio.entries[plan].summary;
        let note = plan.support.as_ref()?;
        let source = links.of(plan, &Route::Source(plan.slug.clone()));
        Some(SupportRow {
            href: format!("{source}#h-{}", note.anchor),
            lang: plan.lang.clone(),
            plan: plan.called(),
            text: note.text.as_deref().map(str::to_owned),
        })
    };
    plans.filter_map(note).collect()
}
