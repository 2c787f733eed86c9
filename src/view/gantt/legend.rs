//! What the bars and signs of a calendar mean.

use serde::Serialize;

use super::{Bar, Days, Mark};
use crate::settings::Freeze;
use crate::view::part::Html;
use crate::view::plan::words::Line;

/// An entry of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LegendEntry {
    /// Value of `data-state` of a bar, else the symbol of a sign.
    pub kind: &'static str,
    /// Whether it is a sign.
    pub is_mark: bool,
    /// What it means.
    pub text: &'static str,
}

/// Bars with their meanings; the first stand in every legend.
const BARS: [(&str, &str); 8] = [
    ("done", "Complete"),
    ("live", "Live now"),
    ("planned", "Planned"),
    ("open", "No end date"),
    ("late", "Overdue, up to today"),
    ("held", "On hold"),
    ("moved", "If the overdue phase ended today"),
    ("freeze", "Freeze"),
];

/// How many bars stand in every legend.
const ALWAYS: usize = 4;

/// Signs with their meanings.
const MARKS: [(&str, &str); 5] = [
    ("gate", "Gate"),
    ("go", "Go"),
    ("stop", "No-Go or rolled back"),
    ("hold", "Hold"),
    ("unknown", "Decision that can’t be read"),
];

/// The legend of what is drawn.
pub fn legend<'a>(
    bars: impl IntoIterator<Item = &'a Bar>,
    marks: impl IntoIterator<Item = &'a Mark>,
) -> Vec<LegendEntry> {
    let bars: Vec<&str> = bars.into_iter().map(|bar| bar.state).collect();
    let marks: Vec<&str> = marks.into_iter().map(|mark| mark.kind).collect();
    let bars =
        BARS.iter().enumerate().filter(|(at, (kind, _))| *at < ALWAYS || bars.contains(kind));
    let marks = MARKS.iter().filter(|(kind, _)| marks.contains(kind));
    let bars = bars.map(|(_, &(kind, text))| LegendEntry { kind, is_mark: false, text });
    bars.chain(marks.map(|&(kind, text)| LegendEntry { kind, is_mark: true, text })).collect()
}

/// Most freezes that are named below a calendar.
const MOST_FREEZES: usize = 12;

/// "Freezes: Winter change freeze, 14 Dec 2026 – 3 Jan 2027, in payments", of those that some days touch and that hold
/// for some plan there; `None` without one.
pub fn freeze_words(
    freezes: &[Freeze],
    days: Days,
    holds: impl Fn(&Freeze) -> bool,
) -> Option<Html> {
    let shown: Vec<&Freeze> = freezes
        .iter()
        .filter(|freeze| days.bar("freeze", freeze.from, Some(freeze.to)).is_some())
        .filter(|freeze| holds(freeze))
        .collect();
    let told = shown.iter().take(MOST_FREEZES).map(|freeze| {
        let line = Line::default().quote(&freeze.name).say(", ").day(freeze.from);
        let line = if freeze.to == freeze.from { line } else { line.say(" – ").day(freeze.to) };
        match freeze.programs.as_slice() {
            [] => line,
            programs => line.say(", in ").quote(programs.join(", ")),
        }
    });
    let told = told.enumerate().fold(Line::default(), |line, (at, next)| {
        line.say(if at == 0 { "" } else { "; " }).append(&next)
    });
    let head = if shown.len() == 1 { "Freeze: " } else { "Freezes: " };
    let line = Line::of(head).append(&told);
    let line = match shown.len().saturating_sub(MOST_FREEZES) {
        0 => line,
        more => line.say(format!("; {more} more")),
    };
    (!shown.is_empty()).then(|| line.html())
}
