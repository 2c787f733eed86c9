//! What was measured, held against what is to be reached: the state of each measure, and that of the criteria and
//! triggers which it decides.
//!
//! Invariant: only a number that surely can be compared is met or not met. A criterion is held by its own words, and
//! never by the target of a table.

use rustc_hash::FxHashMap;

use super::current::CurrentPhase;
use crate::model::date::{self, Date};
use crate::model::lang::Lang;
use crate::model::measure::{Comparison, convert, is_ambiguous_number};
use crate::model::measured::{Actual, Measure};
use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;
use crate::model::rollback::holds_for;
use crate::parse::folded;

/// How a measured value stands to what is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeasureState {
    /// It is reached.
    Met,
    /// It is not.
    NotMet,
    /// It was measured too long ago.
    TooOld,
    /// It can't be told.
    Unknown(Doubt),
}

/// Why it can't be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Nothing was measured.
    NoValue,
    /// What was measured is not one number.
    UnreadValue,
    /// The number is another one in other languages: "1.200".
    AmbiguousNumber,
    /// It is of a day to come.
    Future,
    /// Nothing says what is to be reached.
    NoTarget,
    /// What is to be reached can't be compared with.
    UnreadTarget,
    /// The units are of different kinds.
    Units,
    /// The audience of the site is not shown the newest value.
    Withheld,
}

impl MeasureState {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::TooOld => "too-old",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The word shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::NotMet => "Not met",
            Self::TooOld => "Too old",
            Self::Unknown(_) => "Unknown",
        }
    }
}

/// A comparison of the plan, held against a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The measure, by its index in the plan.
    pub measure: usize,
    /// How it stands. Of a trigger, met means that it calls for a rollback.
    pub state: MeasureState,
}

/// How the measures of a plan stand, and what they decide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measures {
    /// The state of each measure, in the plan's order.
    pub states: Vec<MeasureState>,
    /// By phase, then by criterion.
    success: Vec<Vec<Option<Held>>>,
    transition: Vec<Option<Held>>,
    triggers: Vec<Option<Held>>,
    /// Triggers that are met and hold for the phase that is live, by their indices.
    pub met_triggers: Vec<usize>,
}

impl Measures {
    /// What decides a success criterion of the phase at an index.
    pub fn of_success(&self, phase: usize, criterion: usize) -> Option<Held> {
        *self.success.get(phase)?.get(criterion)?
    }

    /// What decides a transition criterion.
    pub fn of_transition(&self, criterion: usize) -> Option<Held> {
        *self.transition.get(criterion)?
    }

    /// What decides a trigger of the rollback.
    pub fn of_trigger(&self, trigger: usize) -> Option<Held> {
        *self.triggers.get(trigger)?
    }

    /// The triggers that a measure decides, with how they stand.
    pub fn triggers_of(&self, measure: usize) -> impl Iterator<Item = (usize, Held)> + '_ {
        let held = self.triggers.iter().enumerate().filter_map(|(at, held)| Some((at, (*held)?)));
        held.filter(move |(_, held)| held.measure == measure)
    }

    /// Whether nothing of the plan is decided by a measure.
    pub fn decides_nothing(&self, measure: usize) -> bool {
        let success = self.success.iter().flatten();
        let all = success.chain(&self.transition).chain(&self.triggers).flatten();
        !all.into_iter().any(|held| held.measure == measure)
    }

    /// The same without what measures decide of which `is_told` does not hold.
    #[must_use]
    pub fn only(mut self, is_told: impl Fn(usize) -> bool) -> Self {
        for (at, state) in self.states.iter_mut().enumerate() {
            if !is_told(at) {
                *state = MeasureState::Unknown(Doubt::Withheld);
            }
        }
        let lists = [&mut self.transition, &mut self.triggers];
        for held in self.success.iter_mut().chain(lists).flatten() {
            *held = held.filter(|held| is_told(held.measure));
        }
        let triggers = &self.triggers;
        self.met_triggers.retain(|at| triggers[*at].is_some());
        self
    }
}

/// What measures are held with.
struct Case<'a> {
    plan: &'a Plan,
    days: i64,
    today: Date,
    /// Whether the plan's numbers are written as in English.
    is_english: bool,
    /// Measures by their folded metric.
    by_metric: FxHashMap<String, Vec<usize>>,
}

/// Holds the measures of a plan against its targets, criteria and triggers; one older than so many `days` is too old.
pub fn measures(plan: &Plan, current: &CurrentPhase, days: u32, today: Date) -> Measures {
    if plan.measures.is_empty() {
        return Measures::default();
    }
    let mut by_metric: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, measure) in plan.measures.iter().enumerate() {
        by_metric.entry(folded(&measure.metric.plain)).or_default().push(at);
    }
    let is_english = plan.header.lang.as_ref().is_none_or(Lang::is_english);
    let case = Case { plan, days: days.into(), today, is_english, by_metric };
    let success: Vec<Vec<Option<Held>>> = plan
        .phases
        .iter()
        .map(|phase| {
            let own = |of: &Comparison, text: &str| case.held(of, text, &[phase.position]);
            let criteria = phase.success_criteria.iter();
            criteria.map(|c| own(c.comparison.as_ref()?, &c.text.plain)).collect()
        })
        .collect();
    let now = current.position;
    let transition = std::iter::zip(&plan.transition_criteria, &plan.measured_criteria);
    let transition = transition.map(|(criterion, comparison)| {
        let phases: Vec<PhasePosition> = criterion.phase.or(now).into_iter().collect();
        case.held(comparison.as_ref()?, &criterion.item.text.plain, &phases)
    });
    let transition = transition.collect();
    let triggers: Vec<Option<Held>> = plan
        .rollback
        .triggers
        .iter()
        .map(|trigger| {
            let own = trigger.phases.as_slice();
            let phases: Vec<PhasePosition> =
                if own.is_empty() { now.into_iter().collect() } else { own.to_vec() };
            case.held(trigger.comparison.as_ref()?, &trigger.text.plain, &phases)
        })
        .collect();
    let is_now = |at: &usize| {
        let phases = &plan.rollback.triggers[*at].phases;
        now.is_none_or(|now| holds_for(phases, now))
    };
    let is_met = |at: &usize| triggers[*at].is_some_and(|held| held.state == MeasureState::Met);
    let met_triggers = (0..triggers.len()).filter(is_met).filter(is_now).collect();
    let states = plan.measures.iter().map(|measure| case.state(measure)).collect();
    Measures { states, success, transition, triggers, met_triggers }
}

impl Case<'_> {
    /// How a measure stands to its own target; where it has none, to the first criterion of its words.
    fn state(&self, measure: &Measure) -> MeasureState {
        let found = target(self.plan, measure, self.is_english);
        match found {
            Target::Comparison(comparison) => self.compare(measure.actual.as_ref(), comparison),
            Target::Doubt(doubt) => {
                let value = self.value(measure.actual.as_ref());
                MeasureState::Unknown(value.err().unwrap_or(doubt))
            }
        }
    }

    /// A comparison held against the measure of its metric in some phases: one of these before one of no phase in
    /// particular.
    fn held(&self, of: &Comparison, text: &str, phases: &[PhasePosition]) -> Option<Held> {
        let named = self.by_metric.get(&folded(&of.metric))?;
        let measures = &self.plan.measures;
        let is_own = |at: &&usize| {
            let own = measures[**at].phases.as_ref();
            own.is_some_and(|own| own.iter().any(|phase| phases.contains(phase)))
        };
        let is_any = |at: &&usize| measures[**at].phases.is_none();
        let measure = *named.iter().find(is_own).or_else(|| named.iter().find(is_any))?;
        let actual = measures[measure].actual.as_ref();
        let state = if !self.is_english && is_ambiguous_number(text) {
            MeasureState::Unknown(Doubt::AmbiguousNumber)
        } else {
            self.compare(actual, of)
        };
        Some(Held { measure, state })
    }

    fn compare(&self, actual: Option<&Actual>, of: &Comparison) -> MeasureState {
        let value = match self.value(actual) {
            Ok(value) => value,
            Err(doubt) => return MeasureState::Unknown(doubt),
        };
        let unit = actual.and_then(|actual| actual.unit.as_deref());
        let Some(value) = convert(value, unit, of.unit.as_deref()) else {
            return MeasureState::Unknown(Doubt::Units);
        };
        let as_of = actual.and_then(|actual| actual.as_of);
        match as_of {
            Some(as_of) if date::days_between(as_of.date, self.today) > self.days => {
                MeasureState::TooOld
            }
            _ if of.op.holds(value, of.value) => MeasureState::Met,
            _ => MeasureState::NotMet,
        }
    }

    /// The number that was measured.
    fn value(&self, actual: Option<&Actual>) -> Result<f64, Doubt> {
        let actual = actual.ok_or(Doubt::NoValue)?;
        // Elsewhere it may be tomorrow already.
        let is_to_come = |day| date::days_between(self.today, day) > 1;
        if actual.as_of.is_some_and(|as_of| is_to_come(as_of.date)) {
            return Err(Doubt::Future);
        }
        actual.value.ok_or(Doubt::UnreadValue)
    }
}

/// What a measure is to reach.
enum Target<'a> {
    /// A comparison of its own, or of a criterion with its words.
    Comparison(&'a Comparison),
    /// Nothing that can be compared with.
    Doubt(Doubt),
}

/// What a measure is to reach: by its own words, else by the first success criterion of its metric.
fn target<'a>(plan: &'a Plan, measure: &'a Measure, is_english: bool) -> Target<'a> {
    if let Some(own) = &measure.target {
        let comparison = own.comparison.as_ref();
        return comparison.map_or(Target::Doubt(Doubt::UnreadTarget), Target::Comparison);
    }
    let metric = folded(&measure.metric.plain);
    let phases = plan.phases.iter().filter(|phase| measure.holds_for(phase.position));
    let mut criteria = phases.flat_map(|phase| &phase.success_criteria);
    let found = criteria.find_map(|criterion| {
        let comparison = criterion.comparison.as_ref()?;
        (folded(&comparison.metric) == metric).then_some((criterion, comparison))
    });
    match found {
        Some((criterion, _)) if !is_english && is_ambiguous_number(&criterion.text.plain) => {
            Target::Doubt(Doubt::AmbiguousNumber)
        }
        Some((_, comparison)) => Target::Comparison(comparison),
        None => Target::Doubt(Doubt::NoTarget),
    }
}

/// The comparison that a measure is held against; `None` where there is none.
pub fn target_of<'a>(plan: &'a Plan, measure: &'a Measure) -> Option<&'a Comparison> {
    let is_english = plan.header.lang.as_ref().is_none_or(Lang::is_english);
    match target(plan, measure, is_english) {
        Target::Comparison(comparison) => Some(comparison),
        Target::Doubt(_) => None,
    }
}
