//! All phases of a plan: a row each, with its bar on the plan's calendar.

use serde::Serialize;

use super::empty::Empty;
use super::exposure::ExposureCard;
use super::header::{PlanHeader, TabKey};
use super::measure::MeasuresCard;
use super::slips::MovedEnd;
use super::state::{StateBadge, phase_state};
use super::timeline::{Timeline, timeline};
use super::words::{Line, Sentence};
use super::{At, PlanView, phase, whole_phase_label};
use crate::analysis::current::CurrentPhaseState;
use crate::analysis::schedule::DatesOrigin;
use crate::model::phase::Phase;
use crate::model::prose::Text;
use crate::site::Route;
use crate::view::gantt::{Bar, Drawing, LegendEntry, Mark, draw, freeze_words, legend};
use crate::view::part::{Html, counted};
use crate::view::shell::{NavSection, Shell};
use crate::view::why::Why;

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-phases.html";

/// All phases of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhasesPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// Where the rollout stands, and when.
    pub sentence: Sentence,
    /// Where the plan has no phases.
    pub empty: Option<Empty>,
    /// The axis of the bars; `None` where nothing is scheduled.
    pub timeline: Option<Timeline>,
    /// Where the dates come from.
    pub why: Option<Why>,
    /// Names of the columns that only some plans have.
    pub columns: Vec<String>,
    /// The phases.
    pub rows: Vec<PhaseRow>,
    /// What bars and signs mean.
    pub legend: Vec<LegendEntry>,
    /// The freezes that are drawn, by name.
    pub freezes_html: Option<Html>,
    /// Whom the phases reach, where one states a number.
    pub exposure: Option<ExposureCard>,
    /// What was measured.
    pub measures: Option<MeasuresCard>,
    /// Phases whose planned end was moved.
    pub moved_ends: Vec<MovedEnd>,
}

/// A phase as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseRow {
    /// Its page; `None` where it has none of its own.
    pub href: Option<String>,
    /// Its label.
    pub label: String,
    /// What is released to whom.
    pub scope_html: Option<Html>,
    /// How it stands.
    pub state: StateBadge,
    /// Whether it is the current phase.
    pub current: bool,
    /// How many get it.
    pub users_html: Option<Html>,
    /// How long it lasts.
    pub duration_html: Option<Html>,
    /// How long it took.
    pub lasted_html: Option<Html>,
    /// First and last day.
    pub dates_html: Option<Html>,
    /// Its bar; `None` where it is not scheduled.
    pub bar: Option<PhaseBar>,
    /// Who signs its gate.
    pub go_no_go_html: Option<Html>,
    /// Values of the further columns, in their order.
    pub cells: Vec<ExtraCell>,
}

/// A value of a further column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtraCell {
    /// The column's name.
    pub name: String,
    /// The value, if stated.
    pub text_html: Option<Html>,
}

/// The bar of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseBar {
    /// Its parts.
    pub bars: Vec<Bar>,
    /// Signs for its gate and decisions.
    pub marks: Vec<Mark>,
    /// Freezes behind it.
    pub freezes: Vec<Bar>,
    /// What it says: "Complete, 9 – 22 Nov 2026".
    pub label: String,
}

/// All phases of a plan.
pub fn phases(plan_view: &PlanView<'_>) -> (Shell, PhasesPage) {
    let (context, entry) = (plan_view.context, plan_view.entry);
    let at = At::new(plan_view, &Route::Phases(entry.slug.clone()));
    let plan = at.plan();
    let withheld = entry.withheld();
    let timeline = timeline(plan, &entry.summary, context.today);
    let dated = timeline.as_ref().is_some_and(|t| !t.relative);
    let shell = at.shell("Phases", NavSection::Plans, dated || at.has_measures());
    let columns = columns(&plan.phases);
    let rows: Vec<PhaseRow> =
        (0..plan.phases.len()).map(|i| at.row(i, &columns, timeline.as_ref())).collect();
    let drawn = || rows.iter().filter_map(|row| row.bar.as_ref());
    let days = timeline.as_ref().and_then(|timeline| timeline.days);
    let view = PhasesPage {
        freezes_html: days.and_then(|days| {
            freeze_words(&context.settings.freezes, days, |freeze| {
                !plan.is_closed() && freeze.holds_for(entry.slug.as_str())
            })
        }),
        legend: legend(
            drawn().flat_map(|bar| bar.bars.iter().chain(&bar.freezes)),
            drawn().flat_map(|bar| &bar.marks),
        ),
        header: at.header(TabKey::Phases, "Phases"),
        sentence: at.phases_sentence(),
        empty: plan
            .phases
            .is_empty()
            .then(|| Empty::not_stated(plan.sections.phases, withheld.phases)),
        rows,
        exposure: at.exposure(),
        measures: at.measures(),
        moved_ends: at.moved_ends(),
        why: at.why_schedule(),
        columns: columns.into_iter().map(str::to_owned).collect(),
        timeline,
    };
    (shell, view)
}

/// Columns that not every plan has, in the order of the template, then the author's own.
fn columns(phases: &[Phase]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, value) in phases.iter().flat_map(further) {
        if value.is_some() && !names.contains(&name) {
            names.push(name);
        }
    }
    let own = phase::OPTIONAL.len();
    names.sort_by_key(|name| phase::OPTIONAL.iter().position(|o| o == name).unwrap_or(own));
    names
}

/// The values of a phase that have no column of their own.
fn further(phase: &Phase) -> impl Iterator<Item = (&str, Option<&Text>)> {
    let extra = phase.extra.iter().map(|(name, text)| (name.as_str(), Some(text)));
    phase::optional(phase).into_iter().chain(extra)
}

impl At<'_, '_> {
    fn row(&self, index: usize, columns: &[&str], timeline: Option<&Timeline>) -> PhaseRow {
        let phase = &self.plan().phases[index];
        let state = phase_state(self.entry, index);
        let dates = self.dates(index);
        let when = dates.as_ref().map_or("by its duration", Line::plain);
        let label = format!("{}, {when}", state.label());
        let bar = timeline.and_then(|of| self.bar(index, of, label));
        let cell = |name: &&str| {
            let text = further(phase).find(|(own, text)| own == name && text.is_some());
            ExtraCell {
                name: (*name).to_owned(),
                text_html: self.html_of(text.and_then(|(_, text)| text)),
            }
        };
        PhaseRow {
            href: self.entry.phase_files.get(index).map(|_| self.to_phase(index)),
            label: whole_phase_label(self.plan(), index),
            scope_html: self.html_of(phase.scope.as_ref()),
            state: state.badge(),
            current: self.live_phase() == Some(index),
            users_html: self.html_of(phase.users.as_ref().map(|u| &u.text)),
            duration_html: self.html_of(phase.duration.as_ref().map(|d| &d.text)),
            lasted_html: self.lasted_note(index),
            dates_html: dates.map(Line::html),
            bar,
            go_no_go_html: self.people_html(phase.go_no_go.as_ref()),
            cells: columns.iter().map(cell).collect(),
        }
    }

    /// The bar of a phase; `None` where it is not scheduled.
    fn bar(&self, index: usize, timeline: &Timeline, label: String) -> Option<PhaseBar> {
        let Some(days) = timeline.days else {
            let state = phase_state(self.entry, index).bar();
            let bar = timeline.bars[index].clone()?;
            let bars = vec![if state == "planned" { bar } else { Bar { state, ..bar } }];
            return Some(PhaseBar { bars, marks: Vec::new(), freezes: Vec::new(), label });
        };
        let (plan, context) = (&self.entry.summary, self.context);
        let drawing = draw(plan, Some(index), days, context.today, &context.settings.freezes);
        let label = format!("{label}{}", drawing.words);
        let Drawing { bars, marks, freezes, .. } = drawing;
        (!bars.is_empty()).then_some(PhaseBar { bars, marks, freezes, label })
    }

    fn phases_sentence(&self) -> Sentence {
        let total = self.plan().phases.len();
        let lead = match (self.entry.analysis.current.state, self.live_phase()) {
            _ if total == 0 => Line::of("No phases listed."),
            (_, Some(index)) => Line::default()
                .link_quote(self.phase_label(index), &self.to_phase(index))
                .say(format!(
                    " is {}: {} of {total}.",
                    phase_state(self.entry, index).label().to_lowercase().replace(" now", ""),
                    index + 1
                )),
            (CurrentPhaseState::NotStarted, _) => {
                Line::of(format!("{}; none has begun.", counted(total, "phase")))
            }
            (CurrentPhaseState::AllDone, _) if total == 1 => Line::of("The only phase is done."),
            (CurrentPhaseState::AllDone, _) => Line::of(format!("All {total} phases are done.")),
            _ => Line::of(format!(
                "{}; the plan does not state which is current.",
                counted(total, "phase")
            )),
        };
        let pages = self.entry.phase_files.len();
        let without = match total - pages {
            0 => Line::default(),
            _ => Line::of(format!("Those after the first {pages} have no page of their own.")),
        };
        Sentence::new(lead, self.span_words().then(&without))
    }

    /// "They run from 2 Nov 2026 to 6 Dec 2026, in part projected from durations."
    fn span_words(&self) -> Line {
        let schedule = &self.entry.analysis.schedule;
        let undated = schedule.iter().filter(|d| d.start.is_none() && d.end.is_none()).count();
        let first = schedule.iter().filter_map(|d| d.start).min();
        let Some(first) = first else {
            let line = if schedule.is_empty() { "" } else { "No phase has a date." };
            return Line::of(line);
        };
        let line = Line::of("The plan runs from ").day(first);
        let ongoing = schedule.iter().any(|d| d.ongoing);
        let line = match schedule.iter().filter_map(|d| d.end).max() {
            Some(last) if !ongoing => line.say(" to ").day(last),
            _ => line.say(" on"),
        };
        let projected = schedule.iter().any(|d| d.origin == Some(DatesOrigin::Projected));
        let line = line.say(if projected { ", in part projected from durations." } else { "." });
        match undated {
            0 => line,
            1 => line.say(" 1 phase has no date."),
            n => line.say(format!(" {n} phases have no date.")),
        }
    }
}
