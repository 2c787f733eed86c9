//! Planned ends of phases that were moved, each move with the commit that made it.

use serde::Serialize;

use super::fact::fact;
use super::words::Line;
use super::{At, anchor, history};
use crate::portfolio::{EndMoves, end_moves};
use crate::site::Route;
use crate::text::{LABEL, shortened};
use crate::view::facts::Fact;
use crate::view::part::{DateText, counted, date_text};
use crate::view::shell::Anchor;
use crate::view::slip::{later, moved_words};

/// A phase whose planned end was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedEnd {
    /// The phase.
    pub phase: Anchor,
    /// "moved 3 times, 21 days later in all".
    pub words: String,
    /// The moves, the latest first.
    pub moves: Vec<EndMove>,
    /// "5 earlier moves", which the history has.
    pub more: Option<Anchor>,
}

/// A move of an end from one day to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndMove {
    /// The commit on the page of the plan's history.
    pub href: String,
    /// The day as it was.
    pub from: DateText,
    /// The day as it became.
    pub to: DateText,
    /// "7 days later".
    pub days: String,
    /// The day of the commit.
    pub date: DateText,
    /// Who wrote it.
    pub author: String,
    /// First line of its message.
    pub subject: String,
}

impl At<'_, '_> {
    /// All phases whose planned end was moved, in phase order.
    pub(super) fn moved_ends(&self) -> Vec<MovedEnd> {
        end_moves(self.entry).iter().map(|end| self.moved_end(end)).collect()
    }

    /// How a phase's planned end was moved, as a fact that leads to the moves.
    pub(super) fn moved_end_fact(&self, index: usize) -> Option<Fact> {
        let end = end_moves(self.entry).into_iter().find(|end| end.phase == index)?;
        let href = self.to_place(&Route::Phases(self.entry.slug.clone()), anchor::MOVED_ENDS);
        Some(fact("Planned end", Line::default().link(moved_words(&end), &href)))
    }

    fn moved_end(&self, end: &EndMoves) -> MovedEnd {
        let most = self.shared_rows();
        let more = end.moves.len().saturating_sub(most);
        let history = Route::History(self.entry.slug.clone(), 1);
        let moves = end.moves.iter().rev().take(most).map(|moved| {
            let commit = &self.entry.versions[moved.version].commit;
            let (route, place) = history::place(self.entry, moved.version);
            EndMove {
                href: self.to_place(&route, &place),
                from: date_text(moved.from),
                to: date_text(moved.to),
                days: later(moved.days()),
                date: date_text(commit.date),
                author: shortened(&commit.author, LABEL).into_owned(),
                subject: shortened(&commit.subject, LABEL).into_owned(),
            }
        });
        MovedEnd {
            phase: Anchor { href: self.to_phase(end.phase), text: self.phase_label(end.phase) },
            words: moved_words(end),
            moves: moves.collect(),
            more: (more > 0)
                .then(|| Anchor { href: self.to(&history), text: counted(more, "earlier move") }),
        }
    }
}
