//! How long a phase took beside how long it was planned to.

use super::At;
use super::fact::fact;
use super::words::Line;
use crate::analysis::lasted::{Lasted, lasted};
use crate::model::date::days_between;
use crate::model::measure::Length;
use crate::model::phase::Phase;
use crate::view::facts::Fact;
use crate::view::part::{Html, counted};

impl At<'_, '_> {
    fn lasted(&self, index: usize) -> Option<Lasted> {
        lasted(self.plan(), &self.entry.analysis.gates, index, self.context.today)
    }

    /// "Planned 2 weeks, took 23 days", and between which decisions; `None` where the plan does not state both.
    pub(super) fn lasted_fact(&self, index: usize) -> Option<Fact> {
        let lasted = self.lasted(index)?;
        let planned = planned(&self.plan().phases[index])?;
        let line = Line::of("Planned ").append(&planned).say(", ").say(took(lasted));
        let between = Line::of("from the Go of ").day(lasted.from).say(" to that of ");
        Some(fact("Length", line.remark(&between.day(lasted.to))))
    }

    /// The same below the duration that the phase states, if it states one: "took 23 days".
    pub(super) fn lasted_note(&self, index: usize) -> Option<Html> {
        let lasted = self.lasted(index)?;
        let phase = &self.plan().phases[index];
        let planned = planned(phase)?;
        let line = match &phase.duration {
            Some(_) => Line::default(),
            None => Line::of("planned ").append(&planned).say(", "),
        };
        Some(line.say(took(lasted)).html())
    }
}

/// How long a phase is to last: as written, else by its first and last day.
fn planned(phase: &Phase) -> Option<Line> {
    let has_end = |length: Option<Length>| length.is_some_and(|length| length != Length::Ongoing);
    if let Some(duration) = phase.duration.as_ref() {
        return has_end(duration.length).then(|| Line::default().quote(&duration.text.plain));
    }
    let (start, end) = phase.start.as_ref().zip(phase.end.as_ref())?;
    let days = usize::try_from(days_between(start.value, end.value)).ok()?;
    Some(Line::of(counted(days + 1, "day")))
}

fn took(lasted: Lasted) -> String {
    match lasted.days() {
        0 => "took less than a day".to_owned(),
        days => format!("took {}", counted(days, "day")),
    }
}
