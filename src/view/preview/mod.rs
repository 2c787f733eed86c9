//! What the live preview shows beside a page: the findings, and what keeps newer input away.
//!
//! Entries are made for what is shown and no more, so that ten thousand plans cost a count.
//!
//! The script beside a page (`static/preview/*.js`) is told by its own tag what page it is on:
//! `data-page` is the path below the site's root, `data-etag` the page's entity tag.
//! `/_preview/events` is a stream of events `change`, whose data is the number of the newest change,
//! one at once and one for each change; `/_preview/state?page=…&since=…` answers with a [`PreviewState`].
//! The first time the page asks without `since`: it learns the number, and by its tag whether it is
//! the newest itself.

mod entry;
mod excerpt;
mod ghost;
mod input;
mod saved;
mod target;
#[cfg(test)]
mod tests;

pub use entry::OverlayEntry;
pub use excerpt::Excerpt;
pub use ghost::{Ghost, ghosts};
pub use input::{OverlayInput, Problem, Rebuilt};
pub use saved::{SAVED, Saved, saved};

use serde::Serialize;

use super::finding::{File, files};
use super::part::{Anchor, counted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::Portfolio;
use crate::site::Route;
use entry::EntryLinks;
use input::href;

/// Template of an [`Overlay`].
pub const OVERLAY: &str = "preview/overlay.html";

/// Template of a [`WaitingPage`], a page of its own without frame.
pub const WAITING: &str = "preview/waiting.html";

/// Entries that are shown; the rest is a number.
pub const MOST_ENTRIES: usize = 50;

/// The severities that are shown, the gravest first. Info findings have their page.
const SHOWN: [Severity; 2] = [Severity::Error, Severity::Warning];

/// How many errors and warnings there are, shown or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OverlayCounts {
    /// Errors, with everything that keeps newer input away.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
}

/// The overlay, final text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlay {
    /// Numbers behind the heading.
    pub counts: OverlayCounts,
    /// "1 error, 2 warnings", "No problems".
    pub heading: String,
    /// The same on the button that opens the closed overlay: "3 problems", "2 warnings".
    pub pill: String,
    /// "Showing the last good build", where newer input can't be shown.
    pub broken: Option<&'static str>,
    /// "Rebuilt 20:54:07"; "Tried", where newer input can't be shown.
    pub rebuilt: String,
    /// What stands in the way, then the findings of the page's own file, then those of others; in
    /// each errors first, by file and place. At most [`MOST_ENTRIES`].
    pub entries: Vec<OverlayEntry>,
    /// "and 12 more", with a link to all findings where there is a site.
    pub more: Option<HiddenCounts>,
}

/// What is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HiddenCounts {
    /// Where there is nothing to link to.
    pub text: String,
    /// The page of all findings.
    pub link: Option<Anchor>,
}

/// The page in place of a site that could not be built even once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingPage {
    /// What stands in the way.
    pub overlay: Overlay,
}

/// What the preview's script gets when it asks what has changed; `overlay` is [`OVERLAY`], rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PreviewState {
    /// Number of the newest change; it only grows while the server runs.
    pub number: u64,
    /// Whether nothing but the stylesheet changed since the number that was asked for.
    pub style_only: bool,
    /// URL path of the stylesheet.
    pub stylesheet: Option<String>,
    /// URL path of the page to go to, where the preview follows the file last saved.
    pub navigate: Option<String>,
    /// [`Rebuilt::toast`].
    pub toast: Option<String>,
    /// URL paths of images that changed.
    pub images: Vec<String>,
    /// [`Overlay::counts`].
    pub counts: OverlayCounts,
    /// Whether newer input can't be shown.
    pub broken: bool,
    /// The overlay's HTML.
    pub overlay: String,
    /// Number of the change that the last save led to.
    pub saved_number: u64,
    /// [`Saved`], rendered by [`SAVED`]; empty where the last save made nothing worse and mended
    /// nothing.
    pub saved: String,
    /// Template text in the places that it is to be replaced in.
    pub ghosts: Vec<Ghost>,
}

/// The overlay of a page.
pub fn overlay(preview: &OverlayInput<'_>) -> Overlay {
    let counts = counts(preview);
    let total = counts.error + counts.warning;
    let entries = entries(preview);
    let more = total - entries.len();
    Overlay {
        counts,
        heading: heading(counts),
        pill: match counts.error {
            0 => heading(counts),
            _ => counted(total, "problem"),
        },
        broken: (preview.context.is_some() && !preview.problems.is_empty())
            .then_some("Showing the last good build"),
        rebuilt: {
            let word = if preview.problems.is_empty() { "Rebuilt" } else { "Tried" };
            format!("{word} {}", preview.rebuilt.at)
        },
        entries,
        more: (more > 0).then(|| HiddenCounts {
            text: format!("and {more} more"),
            link: preview.context.map(|_| Anchor {
                href: href(&Route::Findings(1), None),
                text: format!("{more} more"),
            }),
        }),
    }
}

/// The page in place of a site.
pub fn waiting(preview: &OverlayInput<'_>) -> WaitingPage {
    WaitingPage { overlay: overlay(preview) }
}

fn counts(preview: &OverlayInput<'_>) -> OverlayCounts {
    let mut counts = OverlayCounts {
        error: preview.problems.iter().map(|problem| problem.findings.len()).sum(),
        warning: 0,
    };
    let found = preview.context.into_iter().flat_map(|context| files(context.portfolio));
    for finding in found.flat_map(File::findings) {
        match finding.severity {
            Severity::Error => counts.error += 1,
            Severity::Warning => counts.warning += 1,
            Severity::Info => {}
        }
    }
    counts
}

/// "1 error, 2 warnings".
fn heading(counts: OverlayCounts) -> String {
    let words: Vec<String> = [(counts.error, "error"), (counts.warning, "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, noun)| counted(n, noun))
        .collect();
    if words.is_empty() { "No problems".to_owned() } else { words.join(", ") }
}

fn entries(preview: &OverlayInput<'_>) -> Vec<OverlayEntry> {
    let links = EntryLinks::new(preview);
    let mut entries: Vec<OverlayEntry> = preview
        .problems
        .iter()
        .flat_map(|problem| problem.findings.iter().map(move |finding| (problem, finding)))
        .take(MOST_ENTRIES)
        .map(|(problem, finding)| links.problem(problem, finding))
        .collect();
    let Some(context) = preview.context else { return entries };
    let own = file_of(context.portfolio, preview.page);
    let of_own = SHOWN
        .iter()
        .flat_map(|&severity| own.into_iter().flat_map(move |file| of_severity(file, severity)));
    let of_others = SHOWN.iter().flat_map(|&severity| {
        files(context.portfolio)
            .filter(move |file| own.is_none_or(|own| own.path() != file.path()))
            .flat_map(move |file| of_severity(file, severity))
    });
    let left = MOST_ENTRIES - entries.len();
    entries.extend(
        of_own.chain(of_others).take(left).map(|(file, finding)| links.finding(file, finding)),
    );
    entries
}

fn of_severity(
    file: File<'_>,
    severity: Severity,
) -> impl Iterator<Item = (File<'_>, &Diagnostic)> {
    file.findings().iter().filter(move |f| f.severity == severity).map(move |f| (file, f))
}

/// The file that a page of the site is about.
fn file_of<'a>(portfolio: &'a Portfolio, page: &str) -> Option<File<'a>> {
    if let Some((slug, _)) = page.strip_prefix("plans/").and_then(|rest| rest.rsplit_once('/')) {
        let plan = portfolio.own().iter().find(|entry| entry.slug.as_str() == slug);
        let moved = || {
            let (_, &index) = portfolio.moved.iter().find(|(former, _)| former.as_str() == slug)?;
            portfolio.entries.get(index)
        };
        return plan.or_else(moved).map(|entry| File::Plan(entry));
    }
    let slug = page.strip_prefix("pages/")?.strip_suffix(".html")?;
    portfolio.pages.iter().find(|page| page.slug.as_str() == slug).map(|page| File::Page(page))
}
