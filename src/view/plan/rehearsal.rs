//! What a page says of the rehearsals of the way back.

use super::At;
use super::words::Line;
use crate::analysis::rehearsal::{Proof, latest};
use crate::model::header::StatusKind;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind};
use crate::text::{LABEL, Span, shortened};
use crate::view::part::counted;

impl At<'_, '_> {
    /// What is known of the latest rehearsal, or that none is written down.
    pub(super) fn rehearsal_words(&self) -> Option<Line> {
        self.rehearsed_words().or_else(|| self.unrehearsed_words().map(Line::of))
    }

    /// That no rehearsal is written down, on plans that somebody may have to roll back.
    pub(super) fn unrehearsed_words(&self) -> Option<&'static str> {
        let rollback = &self.plan().rollback;
        let is_wanted = matches!(
            self.plan().status_kind(),
            Some(StatusKind::InProgress | StatusKind::Paused | StatusKind::Approved)
        );
        let has_steps = !rollback.steps.is_empty() || !rollback.unread.is_empty();
        let is_rehearsed = latest(rollback, self.context.today).is_some();
        (is_wanted && has_steps && !is_rehearsed)
            .then_some("No rehearsal of this rollback is written down")
    }

    /// "Rehearsed 3 Nov 2026 in staging by the platform lead: passed"; `None` where none is written down.
    pub(super) fn rehearsed_words(&self) -> Option<Line> {
        let latest = latest(&self.plan().rollback, self.context.today)?;
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
        let since = self.entry.analysis.steps_since.as_deref();
        line = match since {
            Some([]) => line.say(" · steps unchanged since"),
            Some([first, others @ ..]) => {
                let step = shortened(first.step().unwrap_or_default(), LABEL);
                let line = line.say(" · △ changed since: ").quote(step);
                if others.is_empty() {
                    line
                } else {
                    line.say(" and ").say(counted(others.len(), "more change"))
                }
            }
            None => line,
        };
        let is_changed = since.is_some_and(|changes| !changes.is_empty());
        if self.entry.analysis.proof == Proof::Stale && !is_changed {
            let days = self.context.settings.site.rehearsal_days;
            line = match latest.date {
                Some(_) => line.say(format!(" · out of date, a rehearsal counts for {days} days")),
                None => line.say(" · on which day is not written down"),
            };
        }
        Some(line)
    }

    /// The paragraph that says of the latest rehearsal what [`Self::rehearsed_words`] tell, and nothing else.
    pub(super) fn told_rehearsal(&self) -> Option<Span> {
        let plan = self.plan();
        let latest = latest(&plan.rollback, self.context.today)?;
        let is_break =
            |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
        let is_its_own = |block: &&Block| match &block.kind {
            BlockKind::Paragraph(inlines) => {
                block.span.contains(latest.span) && !inlines.iter().any(is_break)
            }
            _ => false,
        };
        let own = plan.blocks.iter().find(is_its_own).filter(|_| latest.notes.is_none());
        own.map(|block| block.span)
    }

    /// Whether what is said of rehearsals may be otherwise on another day.
    pub(super) fn has_rehearsals(&self) -> bool {
        self.plan().rollback.rehearsals.iter().any(|rehearsal| rehearsal.date.is_some())
    }
}
