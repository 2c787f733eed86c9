//! What a plan implies: derived values, each from stated ones by a rule that a page can name.
//!
//! In: a [`Plan`], the settings and today's date. Out: an [`Analysis`].
//! Invariant: nothing here replaces what the author stated, and nothing is guessed.

pub mod actions;
pub mod attention;
mod blocker;
pub mod changes;
pub mod coverage;
pub mod current;
mod decision;
mod doubt;
pub mod exposure;
pub mod extent;
pub mod gate;
mod gates;
pub mod heatmap;
pub mod contradictions;
pub mod lasted;
pub mod live;
pub mod measure;
pub mod past;
pub mod phase_state;
pub mod progress;
pub mod ready;
pub mod rehearsal;
pub mod schedule;
mod signature;
pub mod slips;
#[cfg(test)]
mod testing;
pub mod updated;
pub mod trend;
mod verdict;
pub mod whole;
pub mod wording;

use crate::model::date::Date;
use crate::model::history::FileHistory;
use crate::model::plan::Plan;
use crate::settings::Settings;

/// All that is derived from one plan alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Where the rollout stands.
    pub current: current::CurrentPhase,
    /// The gate at the end of each phase, in phase order.
    pub gates: Vec<gate::Gate>,
    /// Signatures that say something and not of which gate, as indices into the plan's.
    pub unclear_signatures: Vec<usize>,
    /// Rollback coverage of each phase, in phase order.
    pub coverage: Vec<coverage::Coverage>,
    /// Whether it is shown that the way back works.
    pub proof: rehearsal::Proof,
    /// Dates of each phase, in phase order.
    pub schedule: Vec<schedule::PhaseDates>,
    /// What would follow an overdue phase if it ended today.
    pub if_ended_today: Vec<schedule::MovedPhase>,
    /// The place of each risk on the map, in register order.
    pub risks: Vec<heatmap::Placement>,
    /// Risks by urgency: open ones first, then band, impact, likelihood and ID.
    pub risk_order: Vec<usize>,
    /// Ticked items of all checklists and transition criteria.
    pub progress: progress::Progress,
    /// Where the declared status and the evidence disagree.
    pub contradictions: Vec<contradictions::Contradiction>,
    /// How what was measured stands.
    pub measures: measure::Measures,
    /// How much of it stands on pages beside those that every plan has.
    pub extent: extent::Extent,
    /// When it was last changed.
    pub updated: Option<updated::Updated>,
    /// The day of its first commit.
    pub created: Option<Date>,
    /// What commits tell of its earlier versions, as far as that was asked.
    pub past: past::Past,
    /// What became of the steps of the way back since they were rehearsed last, where commits tell it.
    pub steps_since: Option<Vec<changes::ChangeLine>>,
}

/// Derives everything from one plan.
pub fn analyse(plan: &Plan, settings: &Settings, today: Date) -> Analysis {
    let current = current::current(plan);
    let mut risks = heatmap::place(plan, &settings.scale);
    heatmap::expire(plan, &mut risks, today);
    let risk_order = heatmap::order(plan, &risks);
    let coverage = coverage::coverage(plan);
    let schedule = schedule::schedule(plan, &current, today);
    let ranked = heatmap::Ranked { places: &risks, order: &risk_order };
    let measures = measure::measures(plan, &current, settings.site.measure_days, today);
    let known = verdict::Known { current: &current, measures: &measures };
    let (gates, unclear_signatures) = gates::gates(plan, known, &ranked, settings);
    let contradictions = contradictions::contradictions(plan, &current, &risks, settings);
    Analysis {
        current,
        gates,
        unclear_signatures,
        coverage,
        proof: rehearsal::proof(&plan.rollback, settings.site.rehearsal_days, today, false),
        if_ended_today: schedule::if_ended_today(plan, &schedule, today),
        schedule,
        risks,
        risk_order,
        progress: progress::of_plan(plan),
        contradictions,
        measures,
        extent: extent::extent(plan, settings),
        updated: updated::updated(plan, None),
        created: None,
        past: past::Past::default(),
        steps_since: None,
    }
}

impl Analysis {
    /// The same with what the commits of the plan's file tell, and what is known of its versions.
    #[must_use]
    pub fn with_history(
        self,
        plan: &Plan,
        (settings, today): (&Settings, Date),
        history: &FileHistory,
        known: Option<&past::KnownChanges>,
    ) -> Self {
        let past = known.map(|known| past::past(plan, history, known)).unwrap_or_default();
        let rehearsed = rehearsal::latest(&plan.rollback, today);
        let day = rehearsed.and_then(|rehearsal| rehearsal.date.as_ref());
        let steps_since = day.and_then(|day| past.steps_since(day.value));
        let has_changed = steps_since.as_ref().is_some_and(|changes| !changes.is_empty());
        let days = settings.site.rehearsal_days;
        Self {
            updated: updated::updated(plan, Some(history)),
            created: history.first().map(|first| first.date),
            proof: rehearsal::proof(&plan.rollback, days, today, has_changed),
            past,
            steps_since,
            ..self
        }
    }
}
