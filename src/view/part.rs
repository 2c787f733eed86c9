//! Parts that many pages share.

use serde::Serialize;

use crate::analysis::gate::{GateVerdict, SignatureState};
use crate::model::date::{self, Date};
use crate::model::header::StatusKind;
use crate::settings::Band;
use crate::site::{Route, relative};

/// HTML made from typed values in `view::html`; templates print it as it is.
/// The name of every field that holds one ends in `html`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Html(pub(super) String);

impl Html {
    /// The HTML as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anchor {
    /// Where it leads, relative to the page.
    pub href: String,
    /// Its text.
    pub text: String,
}

/// A status badge: `.badge[data-status]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusBadge {
    /// Value of `data-status`: a status word, or `not-stated`.
    pub status: &'static str,
    /// Name of the icon's symbol: `i-<icon>`.
    pub icon: &'static str,
    /// What it says; an unknown status shows the author's words.
    pub text: String,
}

/// A gate badge: `.badge[data-gate]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateBadge {
    /// Value of `data-gate`: a verdict word.
    pub verdict: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// "3 of 4 met", "Ready".
    pub text: String,
}

/// A band with its swatch: `.band`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandBadge {
    /// Value of `data-band`.
    pub band: &'static str,
    /// Digit on the swatch.
    pub digit: u8,
    /// The word.
    pub text: &'static str,
}

/// A date as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateText {
    /// For `datetime`.
    pub iso: String,
    /// "22 Nov 2026".
    pub text: String,
}

/// The pages of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// "1–50 of 64 plans".
    pub summary: String,
    /// Link to the page before.
    pub previous: Option<String>,
    /// Link to the page after.
    pub next: Option<String>,
    /// First, last, current and its neighbours; a gap where pages are left out.
    pub pages: Vec<PagerEntry>,
}

/// An entry of a pager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagerEntry {
    /// The page's number; `None` for a gap.
    pub number: Option<usize>,
    /// Link to it.
    pub href: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

/// Trail of links to a page; the last entry is the page itself and has no link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Breadcrumb {
    /// Links of the pages above.
    pub links: Vec<Anchor>,
    /// The page itself.
    pub here: String,
}

/// How many entries a page of a list holds.
pub mod page_size {
    /// Plans.
    pub const PLANS: usize = 50;
    /// Risks.
    pub const RISKS: usize = 100;
    /// Findings.
    pub const FINDINGS: usize = 100;
}

/// Number of pages of a list; an empty list has one.
pub fn page_count(entries: usize, size: usize) -> usize {
    entries.div_ceil(size).max(1)
}

/// The entries of one page (from 1) of a list.
pub fn page_slice<T>(entries: &[T], page: usize, size: usize) -> &[T] {
    let start = ((page - 1) * size).min(entries.len());
    &entries[start..(start + size).min(entries.len())]
}

/// The pager of a list; `None` where one page holds all. `route` names each page.
pub fn pager(
    from: &str,
    page: usize,
    total: usize,
    size: usize,
    noun: &str,
    route: impl Fn(usize) -> Route,
) -> Option<Pager> {
    let count = page_count(total, size);
    if count == 1 {
        return None;
    }
    let href = |n: usize| relative(from, &route(n).path());
    let shown = |n: usize| n == 1 || n == count || n.abs_diff(page) <= 2;
    let mut pages: Vec<PagerEntry> = Vec::new();
    for n in 1..=count {
        if shown(n) {
            let current = n == page;
            pages.push(PagerEntry { number: Some(n), href: (!current).then(|| href(n)), current });
        } else if pages.last().is_some_and(|p| p.number.is_some()) {
            pages.push(PagerEntry { number: None, href: None, current: false });
        }
    }
    let first = (page - 1) * size + 1;
    Some(Pager {
        summary: format!("{first}–{} of {}", (page * size).min(total), counted(total, noun)),
        previous: (page > 1).then(|| href(page - 1)),
        next: (page < count).then(|| href(page + 1)),
        pages,
    })
}

/// "1 plan", "2 plans"; `noun` is an English singular.
pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {}", plural(noun)) }
}

/// English plural of the nouns that pages count.
pub fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with("criterion") => noun.replace("criterion", "criteria"),
        _ => format!("{noun}s"),
    }
}

/// A date as printed.
pub fn date_text(date: Date) -> DateText {
    DateText { iso: date.to_string(), text: date::display(date) }
}

/// The badge of a status: kind and the author's words, or none stated.
pub fn status_badge(status: Option<(StatusKind, &str)>) -> StatusBadge {
    let (word, icon, text) = match status {
        None => ("not-stated", "unknown", "Not stated".to_owned()),
        Some((kind, written)) => {
            let text = match kind {
                StatusKind::Unknown if written != kind.label() => format!("“{written}”"),
                _ => kind.label().to_owned(),
            };
            (kind.word(), status_icon(kind), text)
        }
    };
    StatusBadge { status: word, icon, text }
}

/// The icon of a status.
pub const fn status_icon(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Draft => "draft",
        StatusKind::Approved => "approved",
        StatusKind::InProgress => "progress",
        StatusKind::Paused => "pause",
        StatusKind::RolledBack => "undo",
        StatusKind::Complete => "check",
        StatusKind::Cancelled => "cross",
        StatusKind::Unknown => "unknown",
    }
}

/// The badge of a gate; a blocked gate says how many of its criteria are met.
pub fn gate_badge(verdict: GateVerdict, met: usize, total: usize) -> GateBadge {
    let icon = match verdict {
        GateVerdict::Stopped => "stop",
        GateVerdict::Passed | GateVerdict::Ready => "check",
        GateVerdict::NotYetDue => "later",
        GateVerdict::Unknown => "unknown",
        GateVerdict::Blocked => "blocked",
    };
    let text = if verdict == GateVerdict::Blocked && met < total {
        format!("{met} of {total} met")
    } else {
        verdict.label().to_owned()
    };
    GateBadge { verdict: verdict.word(), icon, text }
}

/// A band with its swatch.
pub const fn band_badge(band: Band) -> BandBadge {
    BandBadge { band: band.word(), digit: band.digit(), text: band.label() }
}
/// How a signature stands, in the word shown to readers.
pub const fn signature_word(state: SignatureState) -> &'static str {
    match state {
        SignatureState::Signed => "Signed",
        SignatureState::Refused => "Refused",
        SignatureState::Open => "Open",
    }
}
