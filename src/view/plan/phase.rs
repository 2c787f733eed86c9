//! One phase.

use serde::Serialize;

use super::decision::DecisionRow;
use super::fact::fact;
use super::header::{PlanHeader, TabKey};
use super::measure::MeasureNote;
use super::mention::mentions_phase;
use super::risk::RiskLine;
use super::section::{Places, blocks_under, touches, without};
use super::state::phase_state;
use super::words::{Line, Sentence};
use super::{At, PlanView, anchor, whole_phase_label};
use crate::analysis::extent::{shared_owners, shared_rows};
use crate::model::phase::{Phase, PhasePosition};
use crate::model::prose::{Block, BlockKind, Text};
use crate::model::rollback::holds_for;
use crate::site::Route;
use crate::view::facts::Fact;
use crate::view::gate_card::GateCard;
use crate::view::part::Html;
use crate::view::shell::{Anchor, NavSection, Shell};
use crate::view::stepper::Stepper;
use crate::view::why::Why;

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-phase.html";

/// Names of the optional columns of the template, and of what is not a length of time.
pub(super) const OPTIONAL: [&str; 5] = ["When", "Owner", "Flag", "Exposure", "Status as written"];

/// The optional columns of a phase with their values.
pub(super) fn optional(phase: &Phase) -> [(&'static str, Option<&Text>); 5] {
    let [when, owner, flag, exposure, status] = OPTIONAL;
    [
        (when, phase.when.as_ref()),
        (owner, phase.owner.as_ref()),
        (flag, phase.flag.as_ref()),
        (exposure, phase.exposure.as_ref()),
        (status, phase.status.as_ref().map(|s| &s.text)),
    ]
}

/// Phases of one number that each show what stands under a heading of that number.
const MOST_TWINS: usize = 4;

/// One phase of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhasePage {
    /// The plan's header.
    pub header: PlanHeader,
    /// The phase's label.
    pub title: String,
    /// How it stands, and what comes next.
    pub sentence: Sentence,
    /// All phases.
    pub stepper: Option<Stepper>,
    /// What must be reached.
    pub criteria: Vec<CriterionRow>,
    /// The gate at its end.
    pub gate: Option<GateCard>,
    /// Risks that its gate waits for, that are bound to it, that name it.
    pub risks: Vec<RiskLine>,
    /// Decisions about it.
    pub decisions: Vec<DecisionRow>,
    /// What the author wrote about it besides.
    pub notes_html: Option<Html>,
    /// Its facts.
    pub facts: Vec<Fact>,
    /// How its state and its dates are known.
    pub whys: Vec<Why>,
    /// Who rolls it back, and by what.
    pub rollback: Vec<Fact>,
    /// What covers it.
    pub why_rollback: Why,
    /// What its rollback lacks.
    pub holes: Vec<&'static str>,
    /// The rollback page.
    pub rollback_href: String,
    /// Checklists that are due in it.
    pub checklists: Vec<ListLine>,
    /// The phase before.
    pub previous: Option<Anchor>,
    /// The phase after.
    pub next: Option<Anchor>,
}

/// A success criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionRow {
    /// As written.
    pub text_html: Html,
    /// Whether it compares a measure with a value; else it is for a human to judge.
    pub measured: bool,
    /// How it stands by what was measured.
    pub measure: Option<MeasureNote>,
}

/// A checklist in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListLine {
    /// Its place on the checklists page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Done items.
    pub done: usize,
    /// All items that apply.
    pub total: usize,
    /// Whether all is done.
    pub full: bool,
}

/// The phase at an index (from 0) of a plan's phases.
pub fn phase(plan_view: &PlanView<'_>, index: usize) -> (Shell, PhasePage) {
    let entry = plan_view.entry;
    let file = entry.phase_files.get(index).map(ToString::to_string).unwrap_or_default();
    let at = At::new(plan_view, &Route::Phase(entry.slug.clone(), file));
    let title = whole_phase_label(at.plan(), index);
    let has_dates =
        entry.analysis.schedule.get(index).is_some_and(|d| d.start.is_some() || d.end.is_some());
    let dated = (at.live_phase() == Some(index) && has_dates)
        || at.waited(index).is_some()
        || at.has_measures();
    let neighbour = |i: usize| Anchor { href: at.to_phase(i), text: at.phase_label(i) };
    let shell = at.shell(&at.phase_label(index), NavSection::Plans, dated);
    let view = PhasePage {
        header: at.header(TabKey::Phases, &at.short_phase(index)),
        sentence: at.phase_sentence(index),
        stepper: at.stepper(),
        criteria: at.success_criteria(index),
        gate: at.gate_card(index),
        risks: at.risks_of(index),
        decisions: at.decisions(Some(index)).into_iter().take(at.shared_rows()).collect(),
        notes_html: at.notes_of(index),
        facts: at.facts_of(index),
        whys: std::iter::once(at.why_state(index)).chain(at.why_dates(index)).collect(),
        rollback: at.rollback_of(index),
        why_rollback: at.why_coverage(Some(index)),
        holes: at.holes_of(index),
        rollback_href: at.to(&Route::Rollback(entry.slug.clone())),
        checklists: at.lists(|list| list.phase == Some(PhasePosition::from_index(index))),
        previous: index.checked_sub(1).map(neighbour),
        next: Some(index + 1).filter(|&i| i < at.plan().phases.len()).map(neighbour),
        title,
    };
    (shell, view)
}

impl At<'_, '_> {
    /// Facts of a phase: state, scope, users, duration, dates, gate, and every further column.
    fn facts_of(&self, index: usize) -> Vec<Fact> {
        let phase = &self.plan().phases[index];
        let dates = self.dates(index);
        let mut facts = vec![
            fact("State", Line::of(phase_state(self.entry, index).label())),
            self.fact("Scope", phase.scope.as_ref()),
            self.fact("Users", phase.users.as_ref().map(|u| &u.text)),
            self.fact("Duration", phase.duration.as_ref().map(|d| &d.text)),
            fact("Dates", dates.unwrap_or_else(Line::not_stated)),
        ];
        facts.extend(self.lasted_fact(index));
        facts.extend(self.moved_end_fact(index));
        facts.push(self.people_fact("Go / No-Go", phase.go_no_go.as_ref()));
        let optional = optional(phase).into_iter();
        facts.extend(optional.filter_map(|(label, text)| self.fact_if(label, text)));
        let extra = phase.extra.iter();
        facts.extend(extra.filter_map(|(label, text)| self.fact_if(label, Some(text))));
        facts
    }

    /// Risks due at the phase's gate, then those bound to it, then those that mention it.
    fn risks_of(&self, index: usize) -> Vec<RiskLine> {
        let own = PhasePosition::from_index(index);
        let number = self.plan().phases[index].number;
        let mut ranked: Vec<(u8, usize, Line)> = Vec::new();
        for &i in &self.entry.analysis.risk_order {
            let risk = &self.plan().risks[i];
            let gates = &self.entry.analysis.risks[i].gates;
            let bound = risk.bindings.iter().zip(gates);
            let due = bound.clone().find(|(_, gate)| **gate == own);
            let named = bound.clone().find(|(binding, _)| binding.phase == own);
            let (rank, why) = if let Some((binding, _)) = due {
                (0, Line::of("due at its gate: “").quote(&binding.words).say("”"))
            } else if let Some((binding, gate)) = named {
                let due = format!("”, due at {}", self.gate_name(gate.index()));
                (1, Line::of("“").quote(&binding.words).say(due))
            } else if number.is_some_and(|n| risk_texts(risk).any(|t| mentions_phase(t, n))) {
                (2, Line::of("mentions it"))
            } else {
                continue;
            };
            ranked.push((rank, i, why));
        }
        ranked.sort_by_key(|(rank, ..)| *rank);
        let most = self.shared_rows();
        let more = ranked.len().saturating_sub(most);
        let rows = ranked.into_iter().take(most);
        let mut lines: Vec<RiskLine> =
            rows.map(|(_, i, why)| self.risk_line(i, Some(why))).collect();
        lines.extend((more > 0).then(|| RiskLine {
            href: self.to_risks(1, "register"),
            text_html: Line::of(format!("{more} more")).html(),
            sub_html: Html::default(),
            band: None,
            closed: false,
        }));
        lines
    }

    fn rollback_of(&self, index: usize) -> Vec<Fact> {
        let plan = self.plan();
        let Some(coverage) = self.entry.analysis.coverage.get(index) else { return Vec::new() };
        let mut facts = Vec::new();
        let most = shared_owners(plan.phases.len());
        for &row in coverage.owners.iter().take(most) {
            let owner = &plan.rollback.owners[row];
            facts.push(self.people_fact("Call first", owner.primary.as_ref()));
            facts.push(self.people_fact("Backup", owner.backup.as_ref()));
        }
        if coverage.owners.is_empty() {
            facts.push(fact("Call first", Line::not_stated()));
        }
        let more = coverage.owners.len().saturating_sub(most);
        if more > 0 {
            let route = Route::Rollback(self.entry.slug.clone());
            let href = self.to_place(&route, anchor::OWNERS);
            facts.push(fact("Further rows", Line::default().link(format!("{more} more"), &href)));
        }
        let own = PhasePosition::from_index(index);
        let rollback = &plan.rollback;
        let holds =
            |phases: &[PhasePosition], place| holds_for(phases, own) && !rollback.is_unread(place);
        let triggers = rollback.triggers.iter().filter(|t| holds(&t.phases, t.span)).count();
        let steps = rollback.steps.iter().filter(|s| holds(&s.phases, s.span)).count();
        let count = |n: usize| match n {
            0 if coverage.unread => Line::of("As written"),
            n => Line::of(n.to_string()),
        };
        facts.push(fact("Triggers", count(triggers)));
        facts.push(fact("Steps", count(steps)));
        facts
    }

    fn holes_of(&self, index: usize) -> Vec<&'static str> {
        let Some(coverage) = self.entry.analysis.coverage.get(index) else { return Vec::new() };
        let holes = [
            (!coverage.triggers && !coverage.unread, "No rollback trigger holds for this phase."),
            (!coverage.steps && !coverage.unread, "No rollback step holds for this phase."),
            (!coverage.primary, "No one is assigned to roll this phase back."),
            (coverage.primary && !coverage.backup, "No backup owner is named for this phase."),
            (coverage.owners.len() > 1, "More than one row of rollback owners covers this phase."),
        ];
        holes.into_iter().filter(|(is_hole, _)| *is_hole).map(|(_, words)| words).collect()
    }

    /// What stands under headings that name the phase, but for what the page shows in another form.
    fn notes_of(&self, index: usize) -> Option<Html> {
        let plan = self.plan();
        if self.is_told_before(index) {
            return None;
        }
        let shown = Places::new(plan.transition_criteria.iter().map(|c| c.item.span));
        let own = &plan.phases[index];
        let mut notes: Vec<Block> = Vec::new();
        let mut end = 0;
        for block in &plan.blocks {
            // A heading inside of one that was taken is taken with it.
            if names_phase(block, own) && block.span.start >= end {
                let under = blocks_under(&plan.blocks, block.span);
                end = under.last().map_or(block.span.end, |last| last.span.end);
                notes.extend(without(under, &shown));
            }
        }
        (!notes.is_empty()).then(|| self.prose().blocks(&notes))
    }

    /// Whether many phases before this one have its number or label: what stands under a heading of that
    /// name stands on their pages.
    fn is_told_before(&self, index: usize) -> bool {
        let (before, own) = self.plan().phases.split_at(index);
        let Some(own) = own.first() else { return false };
        let is_twin = |other: &&Phase| {
            own.number.is_some() && other.number == own.number
                || other.label.plain == own.label.plain
        };
        before.iter().filter(is_twin).count() >= MOST_TWINS
    }

    /// How many rows of a list stand on the page of each phase.
    pub(super) fn shared_rows(&self) -> usize {
        shared_rows(self.plan().phases.len())
    }

    /// The success criteria of a phase, each with what was measured.
    pub(super) fn success_criteria(&self, index: usize) -> Vec<CriterionRow> {
        let criteria = self.plan().phases[index].success_criteria.iter().enumerate();
        let rows = criteria.map(|(at, of)| CriterionRow {
            text_html: self.html(&of.text),
            measured: of.comparison.is_some(),
            measure: self.measure_note(self.entry.analysis.measures.of_success(index, at)),
        });
        rows.collect()
    }

    fn phase_sentence(&self, index: usize) -> Sentence {
        self.state_sentence(index, phase_state(self.entry, index))
    }
}

/// Whether a block is a heading that names a phase.
pub(super) fn names_phase(block: &Block, phase: &Phase) -> bool {
    let BlockKind::Heading(heading) = &block.kind else { return false };
    touches(block.span, phase.span)
        || heading.text.plain == phase.label.plain
        || phase.number.is_some_and(|n| {
            let words = heading.text.plain.to_lowercase();
            words.starts_with("phase") && super::mention::mentioned_phases(&words) == [n]
        })
}

/// The cells of a risk in which a phase may be named.
fn risk_texts(risk: &crate::model::risk::Risk) -> impl Iterator<Item = &str> {
    [Some(&risk.text), risk.mitigation.as_ref(), risk.contingency.as_ref(), risk.trigger.as_ref()]
        .into_iter()
        .flatten()
        .map(|text| text.plain.as_str())
}
