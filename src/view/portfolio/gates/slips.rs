//! Plans whose current phase is to end later than first planned.

use serde::Serialize;

use crate::portfolio::{PlanEntry, current_slip};
use crate::site::Route;
use crate::view::part::{DateText, date_text};
use crate::view::plan::anchor;
use crate::view::portfolio::Links;
use crate::view::slip::{later, moved_words};

/// A plan whose current phase is to end later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlippedPlan {
    /// Link to the moves on the page of its phases.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// The phase.
    pub phase: String,
    /// "moved 3 times, 21 days later in all".
    pub words: String,
    /// The end that was stated first.
    pub from: DateText,
    /// The end that is stated.
    pub to: DateText,
    /// "21 days later".
    pub days: String,
}

pub(super) fn slipped_plan(links: Links<'_>, entry: &PlanEntry) -> Option<SlippedPlan> {
    let end = current_slip(entry)?;
    let summary = &entry.summary;
    let phases = links.to(&Route::Phases(entry.slug.clone()));
    Some(SlippedPlan {
        href: format!("{phases}#{}", anchor::MOVED_ENDS),
        lang: summary.lang.clone(),
        plan: summary.called(),
        phase: summary.phases.get(end.phase).map(|(label, _)| label.clone()).unwrap_or_default(),
        words: moved_words(&end),
        from: date_text(end.from),
        to: date_text(end.to),
        days: later(end.days()),
    })
}
