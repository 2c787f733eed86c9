//! What was measured: the table of a plan's measures, and what stands beside a criterion or trigger that one decides.

use serde::Serialize;

use super::At;
use super::state::StateBadge;
use super::words::Line;
use crate::analysis::measure::{Doubt, Held, MeasureState, target_of};
use crate::analysis::wording;
use crate::model::measure::{Comparison, convert};
use crate::model::phase::PhasePosition;
use crate::text::{LABEL, shortened};
use crate::view::notice::{Notice, Tone};
use crate::view::part::Html;
use crate::view::shell::Anchor;

/// Most rows of the table; the others stand in the plan as written and in the data.
const MOST: usize = 200;

/// How a criterion or trigger stands by what was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureNote {
    /// Value of `data-state`.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// "Met".
    pub word: &'static str,
    /// "0.8 %, as of 24 Nov 2026 14:00, from Grafana export".
    pub text_html: Html,
}

/// The measures of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasuresCard {
    /// The measures, in the plan's order.
    pub rows: Vec<MeasureRow>,
    /// "12 more", where there are too many.
    pub more: Option<String>,
    /// How the state of a measure comes about.
    pub rule: Anchor,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureRow {
    /// What is measured.
    pub metric_html: Html,
    /// The phases that it is of.
    pub phases: Option<String>,
    /// What it is to reach.
    pub target: Option<String>,
    /// What it was before.
    pub baseline: Option<String>,
    /// What it is.
    pub value: Option<String>,
    /// How it stands.
    pub badge: StateBadge,
    /// Why that can't be told.
    pub doubt: Option<&'static str>,
    /// Value and target as a bar, where both are numbers of one unit.
    pub bar: Option<MeasureBar>,
    /// "as of 24 Nov 2026 14:00, from Grafana export".
    pub when: Option<String>,
    /// Triggers of the rollback that it decides, with how they stand.
    pub triggers: Vec<Html>,
    /// Where it stands in the plan; `None` where it stands in the file beside it.
    pub line: Option<Anchor>,
}

/// A value beside its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureBar {
    /// The value.
    pub value: String,
    /// The longer of value and target.
    pub max: String,
}

const fn look(state: MeasureState) -> (&'static str, &'static str) {
    match state {
        MeasureState::Met => ("met", "check"),
        MeasureState::NotMet => ("blocking", "cross"),
        MeasureState::TooOld => ("warn", "clock"),
        MeasureState::Unknown(_) => ("unknown", "unknown"),
    }
}

/// Why a state can't be told, in words.
const fn doubt_words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NoValue => "Nothing is measured yet",
        Doubt::UnreadValue => "The value is not one number",
        Doubt::AmbiguousNumber => "The number can be read in two ways",
        Doubt::Future => "Dated in the future",
        Doubt::NoTarget => "No target is stated",
        Doubt::UnreadTarget => "The target can’t be compared with",
        Doubt::Units => "Value and target have different units",
        Doubt::Withheld => "Not shown to this audience",
    }
}

impl At<'_, '_> {
    /// Whether the plan has measures: how they stand depends on the day.
    pub(super) fn has_measures(&self) -> bool {
        !self.plan().measures.is_empty()
    }

    /// What was measured, when, and whence that is known.
    pub(super) fn measured(&self, measure: usize) -> Line {
        Line::default().quote(wording::measured(&self.plan().measures[measure]))
    }

    /// What stands beside a criterion that a measure decides.
    pub(super) fn measure_note(&self, held: Option<Held>) -> Option<MeasureNote> {
        let held = held?;
        let (state, icon) = look(held.state);
        let mut line = self.measured(held.measure);
        if let MeasureState::Unknown(doubt) = held.state {
            line = line.say(" · ").say(doubt_words(doubt));
        }
        Some(MeasureNote { state, icon, word: held.state.label(), text_html: line.html() })
    }

    /// The same in words alone: "Measured: 0.8 %, as of 24 Nov 2026 14:00, from Grafana export (met)".
    pub(super) fn measure_words(&self, held: Option<Held>) -> Option<String> {
        let held = held?;
        let measured = wording::measured(&self.plan().measures[held.measure]);
        Some(format!("Measured: {measured} ({})", held.state.label().to_lowercase()))
    }

    /// That triggers of the rollback are met: above everything else.
    pub(super) fn met_trigger_notices(&self) -> Vec<Notice> {
        let measures = &self.entry.analysis.measures;
        let met = measures.met_triggers.iter().filter_map(|&at| {
            let held = measures.of_trigger(at)?;
            let trigger = &self.plan().rollback.triggers[at];
            let words = Line::default().quote(shortened(&trigger.text.plain, LABEL)).say(" (");
            let words = words.append(&self.measured(held.measure)).say(").");
            Some(Notice::new(Tone::Danger, words.html()).titled("Rollback trigger met:"))
        });
        met.collect()
    }

    /// The same as the sentence that a plan's page opens with.
    pub(super) fn met_triggers(&self) -> Option<Line> {
        let measures = &self.entry.analysis.measures;
        let first = *measures.met_triggers.first()?;
        let trigger = &self.plan().rollback.triggers[first];
        let line = Line::of("Rollback trigger met: ").quote(shortened(&trigger.text.plain, LABEL));
        Some(match measures.met_triggers.len() - 1 {
            0 => line.say("."),
            n => line.say(format!(", and {n} more.")),
        })
    }

    /// The table of measures; `None` where the plan has none.
    pub(super) fn measures(&self) -> Option<MeasuresCard> {
        let all = &self.plan().measures;
        let more = all.len().saturating_sub(MOST);
        self.has_measures().then(|| MeasuresCard {
            rows: (0..all.len()).take(MOST).map(|at| self.measure_row(at)).collect(),
            more: (more > 0).then(|| format!("{more} more in the plan and its data")),
            rule: Anchor { href: self.to_rule("measures"), text: "How this is judged".to_owned() },
        })
    }

    fn measure_row(&self, at: usize) -> MeasureRow {
        let measure = &self.plan().measures[at];
        let measures = &self.entry.analysis.measures;
        let state = measures.states[at];
        let (look, icon) = look(state);
        let short = |text: &str| shortened(text, LABEL).into_owned();
        let target = target_of(self.plan(), measure);
        let own = measure.target.as_ref().map(|target| short(&target.text.plain));
        let actual = measure.actual.as_ref();
        let value = actual.and_then(|actual| {
            let number = actual.value?;
            convert(number, actual.unit.as_deref(), target?.unit.as_deref())
        });
        let is_bare = matches!(state, MeasureState::Unknown(_));
        let when = actual.map(|actual| {
            let day = actual.as_of.map(|as_of| format!("as of {}", as_of.display()));
            let source = actual.source.as_ref().map(|of| format!("from {}", short(&of.plain)));
            let day = day.unwrap_or_else(|| "no date".to_owned());
            source.map_or(day.clone(), |source| format!("{day}, {source}"))
        });
        let triggers = measures.triggers_of(at).map(|(trigger, held)| {
            let text = &self.plan().rollback.triggers[trigger].text.plain;
            let line = Line::of("Rollback trigger ").quote(shortened(text, LABEL));
            line.say(format!(": {}", held.state.label().to_lowercase())).html()
        });
        MeasureRow {
            metric_html: self.html(&measure.metric),
            phases: measure.phases.as_ref().map(|phases| self.phases_of(phases)),
            target: own.or_else(|| target.map(target_words)),
            baseline: measure.baseline.as_ref().map(|text| short(&text.plain)),
            value: actual.map(|actual| short(&actual.text.plain)),
            badge: StateBadge {
                state: (!is_bare).then_some(look),
                tone: is_bare.then_some("neutral"),
                icon,
                text: state.label(),
            },
            doubt: match state {
                MeasureState::Unknown(doubt) => Some(doubt_words(doubt)),
                _ => None,
            },
            bar: value.zip(target).and_then(|(value, target)| bar(value, target.value)),
            when,
            triggers: triggers.collect(),
            line: measure.span.map(|span| self.to_line(span)),
        }
    }

    fn phases_of(&self, phases: &[PhasePosition]) -> String {
        let follow = |pair: &[PhasePosition]| pair[0].index() + 1 == pair[1].index();
        match phases {
            [] => "A phase the plan doesn’t have".to_owned(),
            [first, .., last] if phases.len() > 2 && phases.windows(2).all(follow) => {
                format!("{} to {}", self.short_phase(first.index()), self.short_phase(last.index()))
            }
            _ => {
                let names: Vec<_> = phases.iter().map(|of| self.short_phase(of.index())).collect();
                names.join(", ")
            }
        }
    }
}

/// A comparison of a criterion as a target: "< 1 %".
fn target_words(of: &Comparison) -> String {
    let unit = of.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
    format!("{} {}{unit}", of.op.sign(), of.value)
}

/// A bar of two numbers; `None` where none can be drawn.
fn bar(value: f64, target: f64) -> Option<MeasureBar> {
    let max = value.max(target);
    let is_drawn = value >= 0.0 && target > 0.0 && max.is_finite();
    is_drawn.then(|| MeasureBar { value: value.to_string(), max: max.to_string() })
}
