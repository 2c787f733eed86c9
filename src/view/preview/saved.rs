//! What the last save made worse, and what it mended, in words.

use serde::Serialize;

use super::entry::{EntryLinks, OverlayEntry};
use super::input::{OverlayInput, href};
use crate::analysis::gate::{Gate, GateVerdict};
use crate::analysis::wording::{blockers, capitalised, gate_name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::{FileChange, PlanEntry, PlanPart, Portfolio, SaveEffect};
use crate::settings::Band;
use crate::site::Route;
use crate::view::finding::{File, MessagePart, message_parts};
use crate::view::part::counted;

/// Template of a [`Saved`].
pub const SAVED: &str = "preview/saved.html";

/// Lines that are shown; the rest is a number.
const MOST_LINES: usize = 8;

/// What the last save made worse and what it mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// "Your last save: 2 new problems, 1 fixed".
    pub heading: String,
    /// Whether something became worse.
    pub is_worse: bool,
    /// The files, the saved ones first; in each, what became worse first.
    pub lines: Vec<SavedLine>,
    /// "and 12 more".
    pub more: Option<String>,
}

/// One thing that became worse or better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedLine {
    /// "Worse", "Fixed": the word that the icon stands for.
    pub word: &'static str,
    /// Value of `data-tone`.
    pub tone: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// In words, a sentence or two.
    pub message: Vec<MessagePart>,
    /// The finding's place, rule and help, where a new finding is meant.
    pub finding: Option<OverlayEntry>,
    /// The file.
    pub path: String,
    /// Where the site shows what is meant.
    pub shown_at: Option<String>,
}

/// What the last save did, by the newest state of the site; `None` where it did nothing that is told.
pub fn saved(preview: &OverlayInput<'_>, changes: &[FileChange]) -> Option<Saved> {
    let portfolio = preview.context?.portfolio;
    let ways = EntryLinks::new(preview);
    let all = || changes.iter().flat_map(|change| &change.effects);
    let worse = all().filter(|effect| effect.is_worse()).count();
    let better = all().count() - worse;
    // All that became worse, then all that became better, each with the saved files first.
    let of_tone = |is_worse| {
        changes.iter().flat_map(move |change| {
            let effects = change.effects.iter().filter(move |e| e.is_worse() == is_worse);
            effects.map(move |effect| (change, effect))
        })
    };
    let lines: Vec<SavedLine> = of_tone(true)
        .chain(of_tone(false))
        .take(MOST_LINES)
        .filter_map(|(change, effect)| {
            let file = file_at(portfolio, &change.path)?;
            Some(line(&ways, file, effect))
        })
        .collect();
    let more = (worse + better).saturating_sub(MOST_LINES);
    (!lines.is_empty()).then(|| Saved {
        heading: heading(worse, better),
        is_worse: worse > 0,
        lines,
        more: (more > 0).then(|| format!("and {more} more")),
    })
}

/// The file of a path, as its newest state has it.
fn file_at<'a>(portfolio: &'a Portfolio, path: &str) -> Option<File<'a>> {
    let plan = portfolio.own().binary_search_by(|entry| entry.source.path().cmp(path));
    if let Ok(at) = plan {
        return Some(File::Plan(&portfolio.entries[at]));
    }
    let page = portfolio.pages.binary_search_by(|page| page.source.path().cmp(path)).ok()?;
    Some(File::Page(&portfolio.pages[page]))
}

/// "Your last save: 2 new problems, 1 fixed".
fn heading(worse: usize, better: usize) -> String {
    let worse = (worse > 0).then(|| counted(worse, "new problem"));
    let better = (better > 0).then(|| format!("{better} fixed"));
    let words: Vec<String> = worse.into_iter().chain(better).collect();
    format!("Your last save: {}", words.join(", "))
}

fn line(links: &EntryLinks<'_>, file: File<'_>, effect: &SaveEffect) -> SavedLine {
    let is_worse = effect.is_worse();
    let (word, tone, icon) = match effect {
        SaveEffect::Found(finding) if finding.severity == Severity::Info => {
            ("New note", "info", "info")
        }
        SaveEffect::Found(finding) if finding.severity == Severity::Warning => {
            ("New warning", "warn", "warning")
        }
        SaveEffect::Found(_) => ("New error", "danger", "attention"),
        SaveEffect::Mended(_) => ("Fixed", "ok", "check"),
        _ if is_worse => ("Worse", "danger", "attention"),
        _ => ("Better", "ok", "check"),
    };
    let finding = match effect {
        SaveEffect::Found(finding) => Some(links.finding(file, finding)),
        _ => None,
    };
    let (text, place) = words(links, file, effect);
    SavedLine {
        word,
        tone,
        icon,
        message: message_parts(&text),
        path: file.path().to_owned(),
        shown_at: match &finding {
            Some(entry) => entry.shown_at.clone(),
            None => place.map(|(route, anchor)| href(&route, anchor.as_deref())),
        },
        finding,
    }
}

/// A place of the site.
type Place = (Route, Option<String>);

/// What happened as a sentence, and where the site shows it.
fn words(links: &EntryLinks<'_>, file: File<'_>, effect: &SaveEffect) -> (String, Option<Place>) {
    let page = || file.route().map(|route| (route, None));
    match (effect, file) {
        (SaveEffect::Found(finding) | SaveEffect::Mended(finding), _) => (stopped(finding), None),
        (SaveEffect::BecamePage, _) => {
            let text = "No section of a plan is left in this file; it is now an ordinary page.";
            (text.to_owned(), page())
        }
        (SaveEffect::BecamePlan, _) => ("This file is now a plan.".to_owned(), page()),
        (SaveEffect::StatusLost, _) => ("The plan no longer states its status.".to_owned(), page()),
        (SaveEffect::Gate { phase, was, is }, File::Plan(entry)) => {
            gate(&links.open(entry), *phase, *was, *is)
        }
        (SaveEffect::Rating { risk, was, is }, File::Plan(entry)) => {
            rating(entry, *risk, *was, *is)
        }
        (SaveEffect::Fewer { part, was, is }, File::Plan(entry)) => {
            let (name, route) = part_words(*part, entry);
            (format!("{name}: {is}, down from {was}."), Some((route, None)))
        }
        (
            SaveEffect::Gate { .. } | SaveEffect::Rating { .. } | SaveEffect::Fewer { .. },
            File::Page(_) | File::Loose(_),
        ) => (String::new(), None),
    }
}

fn stopped(finding: &Diagnostic) -> String {
    let ends = finding.message.ends_with(['.', '?', '!', '…', ':']);
    format!("{}{}", capitalised(&finding.message), if ends { "" } else { "." })
}

fn gate(
    entry: &PlanEntry,
    phase: usize,
    was: GateVerdict,
    is: GateVerdict,
) -> (String, Option<Place>) {
    let name = capitalised(&gate_name(&entry.plan, phase));
    let state = |verdict| match verdict {
        GateVerdict::Stopped => "on hold",
        GateVerdict::Passed => "passed",
        GateVerdict::NotYetDue => "not yet due",
        GateVerdict::Unknown => "in doubt",
        GateVerdict::Blocked => "blocked",
        GateVerdict::Ready => "ready",
    };
    let why =
        entry.analysis.gates.get(phase).map_or_else(String::new, |gate| why(entry, phase, gate));
    let text = format!("{name} was {} and is now {}{why}.", state(was), state(is));
    let file = entry.phase_files.get(phase).map(ToString::to_string);
    (text, file.map(|file| (Route::Phase(entry.slug.clone(), file), None)))
}

/// ": 3 of 4 criteria met".
fn why(entry: &PlanEntry, phase: usize, gate: &Gate) -> String {
    let why = match gate.verdict {
        GateVerdict::Blocked => blockers(&entry.plan, &entry.analysis.risks, phase, gate),
        GateVerdict::Unknown => {
            let missing: Vec<&str> = gate.missing.iter().map(|m| m.text.as_str()).collect();
            format!("missing: {}", missing.join(", "))
        }
        GateVerdict::Stopped
        | GateVerdict::Passed
        | GateVerdict::NotYetDue
        | GateVerdict::Ready => String::new(),
    };
    if why.is_empty() { why } else { format!(": {why}") }
}

fn rating(
    entry: &PlanEntry,
    risk: usize,
    was: Option<Band>,
    is: Option<Band>,
) -> (String, Option<Place>) {
    let Some(risk) = entry.summary.risks.get(risk) else { return (String::new(), None) };
    let name = risk.id.as_deref().unwrap_or(&risk.text);
    let text = match (was, is) {
        (Some(was), None) => format!("`{name}` lost its rating; it was {}.", was.word()),
        (Some(was), Some(is)) => format!("`{name}` went from {} to {}.", was.word(), is.word()),
        (None, Some(is)) => format!("`{name}` is now rated {}.", is.word()),
        (None, None) => String::new(),
    };
    (text, Some((Route::PlanRisks(entry.slug.clone(), 1), Some(risk.anchor.to_string()))))
}

fn part_words(part: PlanPart, entry: &PlanEntry) -> (&'static str, Route) {
    let slug = || entry.slug.clone();
    match part {
        PlanPart::Phases => ("Phases", Route::Phases(slug())),
        PlanPart::Criteria => ("Transition criteria", Route::Checklists(slug())),
        PlanPart::Risks => ("Risks", Route::PlanRisks(slug(), 1)),
        PlanPart::Triggers => ("Rollback triggers", Route::Rollback(slug())),
        PlanPart::Steps => ("Rollback steps", Route::Rollback(slug())),
        PlanPart::RollbackOwners => ("Rollback owners", Route::Rollback(slug())),
        PlanPart::Items => ("Checklist items", Route::Checklists(slug())),
    }
}
