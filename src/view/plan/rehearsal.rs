//! What a page says of the rehearsals of the way back.

use super::At;
use super::words::Line;
use crate::analysis::rehearsal::{Proof, latest};
use crate::model::header::StatusKind;

impl At<'_, '_> {
    /// "Rehearsed 3 Nov 2026 in staging by the platform lead: passed"; that none is written down, on plans
    /// that somebody may have to roll back.
    pub(super) fn rehearsal_words(&self) -> Option<Line> {
        let rollback = &self.plan().rollback;
        let Some(latest) = latest(rollback, self.context.today) else {
            let is_wanted = matches!(
                self.plan().status_kind(),
                Some(StatusKind::InProgress | StatusKind::Paused | StatusKind::Approved)
            );
            let has_steps = !rollback.steps.is_empty() || !rollback.unread.is_empty();
            return (is_wanted && has_steps)
                .then(|| Line::of("No rehearsal of this rollback is written down"));
        };
        let mut line = Line::of("Rehearsed");
        if let Some(day) = &latest.date {
            line = line.say(" ").day(day.value);
        }
        if let Some(place) = &latest.place {
            line = line.say(" in ").quote(&place.plain);
        }
        if let Some(by) = &latest.by {
            line = line.say(" by ").append(&self.people(by));
        }
        line = match latest.result {
            Some(result) => line.say(": ").say(result.word()),
            None => line,
        };
        if self.entry.analysis.proof == Proof::Stale {
            let days = self.context.settings.site.rehearsal_days;
            line = match latest.date {
                Some(_) => line.say(format!(" · out of date, a rehearsal counts for {days} days")),
                None => line.say(" · on which day is not written down"),
            };
        }
        Some(line)
    }

    /// Whether what is said of rehearsals may be otherwise on another day.
    pub(super) fn has_rehearsals(&self) -> bool {
        self.plan().rollback.rehearsals.iter().any(|rehearsal| rehearsal.date.is_some())
    }
}
