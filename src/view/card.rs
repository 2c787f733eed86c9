//! A plan in little, for other sites: a card for a frame of a wiki or portal, and a badge for a page that
//! shows images alone.
//!
//! In: a plan's summary. Out: the card's values and the badge's. Invariant: both state what the plan's row of
//! the index states, in the same words.

use serde::Serialize;

use super::Context;
use super::part::{counted, date_text};
use super::portfolio::row::{PlanRow, plan_row_of};
use super::shell::{NavSection, PageFrame, Shell, shell};
use crate::analysis::gate::GateVerdict;
use crate::model::header::StatusKind;
use crate::portfolio::{PlanEntry, Summary};
use crate::site::{Route, relative};
use crate::text::{LABEL, shortened};

/// The template of the card.
pub const CARD_TEMPLATE: &str = "pages/plan-card.html";

/// The template of the badge.
pub const BADGE_TEMPLATE: &str = "pages/plan-badge.svg";

/// A plan's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardPage {
    /// Link to the card's stylesheet.
    pub css: String,
    /// The plan as a row of the index.
    pub row: PlanRow,
    /// What stands in the place of the gate where none stands before the plan.
    pub no_gate: &'static str,
    /// Link to the rollback page, where users are on the rollout.
    pub rollback: Option<String>,
}

/// A plan's badge: an image 20 pixels high.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadgeImage {
    /// Width in pixels.
    pub width: u32,
    /// Language of the plan's name, where it is known and not English.
    pub lang: Option<String>,
    /// What it says: the plan, its status, its gate.
    pub title: String,
    /// What it leaves out: the phase, and when the plan was changed.
    pub description: String,
    /// Its parts from left to right: the status, then the gate.
    pub parts: Vec<BadgePart>,
}

/// A part of a badge. Numbers are pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadgePart {
    /// Left edge.
    pub x: u32,
    /// Width.
    pub width: u32,
    /// Colour of the ground, `#rrggbb`; white text on it has a contrast of 4.5 at least.
    pub fill: &'static str,
    /// Left edge of the text.
    pub text_x: u32,
    /// Width that the text is fitted to, whatever font there is.
    pub text_width: u32,
    /// The text.
    pub text: String,
}

/// The card of a plan.
pub fn card(context: &Context<'_>, entry: &PlanEntry) -> (Shell, CardPage) {
    let summary = &entry.summary;
    let path = Route::Card(entry.slug.clone()).path();
    let to = |route: Route| relative(&path, &route.path());
    let frame = PageFrame {
        dated: summary.risks.iter().any(|risk| risk.accepted_until.is_some()),
        ..PageFrame::new(&path, &summary.title, NavSection::None)
    };
    let page = CardPage {
        css: to(Route::Asset(context.assets.card_css.clone())),
        row: plan_row_of(&path, summary),
        no_gate: if summary.is_closed() { "None: the rollout is over" } else { "None yet" },
        rollback: summary.has_users().then(|| to(Route::Rollback(entry.slug.clone()))),
    };
    (shell(context, &frame), page)
}

/// The badge of a plan.
pub fn badge(entry: &PlanEntry) -> BadgeImage {
    let summary = &entry.summary;
    let row = plan_row_of(&Route::Badge(entry.slug.clone()).path(), summary);
    let status = shortened(&row.status.text, LABEL).into_owned();
    let gate = row.gate.as_ref().and(summary.gate.as_ref()).map(|gate| gate.verdict);
    let parts = [Some((status.clone(), status_fill(summary))), gate.map(gate_words)];
    let mut x = 0;
    let parts: Vec<BadgePart> = parts
        .into_iter()
        .flatten()
        .map(|(text, fill)| {
            let text_width = text_width(&text);
            let width = text_width + 2 * PADDING;
            let part = BadgePart { x, width, fill, text_x: x + PADDING, text_width, text };
            x += width;
            part
        })
        .collect();
    let title = match gate {
        Some(gate) => format!("{}: {status}. {}.", summary.title, gate_words(gate).0),
        None => format!("{}: {status}.", summary.title),
    };
    let place = match (&row.bar, &row.phase) {
        (Some(bar), Some(phase)) => {
            format!("Phase {} of {}: {phase}.", bar.done + bar.live, bar.total)
        }
        (Some(bar), None) => format!("{} of {} done.", bar.done, counted(bar.total, "phase")),
        (None, _) => "Current phase not stated.".to_owned(),
    };
    let description = match summary.updated.map(date_text) {
        Some(updated) => format!("{place} Updated {}.", updated.text),
        None => place,
    };
    BadgeImage { width: x, lang: summary.lang.clone(), title, description, parts }
}

/// Pixels between the edge of a part and its text.
const PADDING: u32 = 7;

/// What a verdict is called on a badge, and the colour of its ground: the inks of the light theme.
fn gate_words(verdict: GateVerdict) -> (String, &'static str) {
    let (words, fill) = match verdict {
        GateVerdict::Stopped => ("Gate stopped", "#a61b1b"),
        GateVerdict::Blocked => ("Gate blocked", "#a61b1b"),
        GateVerdict::Passed => ("Gate passed", "#0b6647"),
        GateVerdict::Ready => ("Gate ready", "#0b6647"),
        GateVerdict::NotYetDue => ("Gate not yet due", "#4a5260"),
        GateVerdict::Unknown => ("Gate unknown", "#7a4a00"),
    };
    (words.to_owned(), fill)
}

/// The colour of the ground of a status: the inks of the light theme.
fn status_fill(summary: &Summary) -> &'static str {
    match summary.status_kind() {
        Some(StatusKind::InProgress) => "#1b4baf",
        Some(StatusKind::Approved) => "#5636b8",
        Some(StatusKind::Complete) => "#0b6647",
        Some(StatusKind::Paused | StatusKind::Unknown) => "#7a4a00",
        Some(StatusKind::RolledBack) => "#a61b1b",
        Some(StatusKind::Draft | StatusKind::Cancelled) | None => "#4a5260",
    }
}

/// About how wide a text is in Verdana at 11 pixels, the font of most badges, rounded up to whole pixels. The
/// image fits the text to this width, so that another font does no harm.
fn text_width(text: &str) -> u32 {
    let tenths: u32 = text.chars().map(char_width).sum();
    tenths.div_ceil(10)
}

/// Width of a character in tenths of a pixel.
const fn char_width(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 35,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 45,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' => 105,
        'A'..='Z' | '…' => 80,
        // From here on letters are as wide as they are high: Hangul, kana, ideographs, emoji.
        '\u{1100}'.. => 110,
        _ => 68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_as_wide_as_its_words() {
        assert_eq!(text_width(""), 0);
        assert!(text_width("Gate blocked") > text_width("Draft"));
        assert!(text_width("進行中") > 30);
    }
}
