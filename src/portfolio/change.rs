//! What became worse or better between two states of the same files.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::all::Portfolio;
use super::entry::{PageEntry, PlanEntry};
use super::part::PlanPart;
use crate::analysis::gate::GateVerdict;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::header::StatusKind;
use crate::settings::Band;

/// The rule that tells of a status that can't be read.
const UNKNOWN_STATUS: &str = "unknown-status";

/// What became of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileChange {
    /// Path below the content folder.
    pub path: String,
    /// What became worse first, the gravest first in each.
    pub effects: Vec<SaveEffect>,
}

/// One thing that became worse or better.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveEffect {
    /// A finding that was not there before.
    Found(Diagnostic),
    /// A finding that is gone; its span is one of the text before.
    Mended(Diagnostic),
    /// Another verdict on the gate at the end of a phase, by the phase's index now.
    Gate {
        /// Index of the phase.
        phase: usize,
        /// The verdict before.
        was: GateVerdict,
        /// The verdict now.
        is: GateVerdict,
    },
    /// Another rating of an open risk, by its index in the summary now.
    Rating {
        /// Index in [`Summary::risks`](super::Summary::risks).
        risk: usize,
        /// The band before; `None` where it had none.
        was: Option<Band>,
        /// The band now.
        is: Option<Band>,
    },
    /// Fewer entries of a kind than before.
    Fewer {
        /// Of what.
        part: PlanPart,
        /// How many before.
        was: usize,
        /// How many now.
        is: usize,
    },
    /// A status that is no longer stated, where no finding tells of it.
    StatusLost,
    /// No section of a plan stands in the file any more: it is an ordinary page.
    BecamePage,
    /// A section of a plan stands in it now.
    BecamePlan,
}

impl SaveEffect {
    /// Whether it became worse.
    pub fn is_worse(&self) -> bool {
        match self {
            Self::Found(_) | Self::Fewer { .. } | Self::StatusLost | Self::BecamePage => true,
            Self::Mended(_) | Self::BecamePlan => false,
            Self::Gate { was, is, .. } => openness(*is) < openness(*was),
            Self::Rating { was, is, .. } => match (was, is) {
                (Some(was), Some(is)) => is > was,
                (was, _) => was.is_some(),
            },
        }
    }

    /// Worse before better, and in each what decides about the rollout before findings, by severity.
    fn rank(&self) -> (bool, u8) {
        let rank = match self {
            Self::BecamePage | Self::BecamePlan => 0,
            Self::Gate { .. } => 1,
            Self::StatusLost => 2,
            Self::Rating { .. } => 3,
            Self::Fewer { .. } => 4,
            Self::Found(finding) | Self::Mended(finding) => match finding.severity {
                Severity::Error => 5,
                Severity::Warning => 6,
                Severity::Info => 7,
            },
        };
        (!self.is_worse(), rank)
    }
}

/// How near a verdict is to letting the rollout go on.
const fn openness(verdict: GateVerdict) -> u8 {
    match verdict {
        GateVerdict::Stopped => 0,
        GateVerdict::Blocked => 1,
        GateVerdict::Unknown => 2,
        GateVerdict::NotYetDue => 3,
        GateVerdict::Ready => 4,
        GateVerdict::Passed => 5,
    }
}

/// What became of the files that are not what they were; those named in `first` stand first, the
/// others follow by path. A file without an effect is left out, and so is one that is gone.
pub fn changes(old: &Portfolio, new: &Portfolio, first: &[String]) -> Vec<FileChange> {
    let before = states(old);
    let mut changes: Vec<FileChange> = states(new)
        .into_iter()
        .filter_map(|(path, now)| {
            let effects = match before.get(path) {
                Some(was) if was.is_same(&now) => return None,
                was => effects(was, &now),
            };
            (!effects.is_empty()).then(|| FileChange { path: path.to_owned(), effects })
        })
        .collect();
    let is_first = |change: &FileChange| first.contains(&change.path);
    changes.sort_by_cached_key(|change| !is_first(change));
    changes
}

/// One file of a portfolio.
#[derive(Debug, Clone, Copy)]
enum State<'a> {
    Plan(&'a Arc<PlanEntry>),
    Page(&'a Arc<PageEntry>),
}

impl<'a> State<'a> {
    /// Whether it is the very same as before.
    fn is_same(&self, now: &Self) -> bool {
        match (self, now) {
            (Self::Plan(was), Self::Plan(is)) => Arc::ptr_eq(was, is),
            (Self::Page(was), Self::Page(is)) => Arc::ptr_eq(was, is),
            (Self::Plan(_), Self::Page(_)) | (Self::Page(_), Self::Plan(_)) => false,
        }
    }

    fn findings(&self) -> &'a [Diagnostic] {
        match self {
            Self::Plan(entry) => &entry.findings,
            Self::Page(page) => &page.findings,
        }
    }
}

fn states(portfolio: &Portfolio) -> BTreeMap<&str, State<'_>> {
    let plans = portfolio.own().iter().map(|entry| (entry.source.path(), State::Plan(entry)));
    let pages = portfolio.pages.iter().map(|page| (page.source.path(), State::Page(page)));
    plans.chain(pages).collect()
}

fn effects(was: Option<&State<'_>>, now: &State<'_>) -> Vec<SaveEffect> {
    let known = was.map_or(&[][..], |was| was.findings());
    let mut effects = findings(known, now.findings());
    match (was, now) {
        (Some(State::Plan(was)), State::Plan(now)) => plan(was, now, &mut effects),
        (Some(State::Plan(_)), State::Page(_)) => effects.push(SaveEffect::BecamePage),
        (Some(State::Page(_)), State::Plan(_)) => effects.push(SaveEffect::BecamePlan),
        (Some(State::Page(_)) | None, _) => {}
    }
    effects.sort_by_key(SaveEffect::rank);
    effects
}

/// Findings that came and went. One that only counts otherwise ("7 places" for "8 places") did neither.
fn findings(old: &[Diagnostic], new: &[Diagnostic]) -> Vec<SaveEffect> {
    let mut left: BTreeMap<(&str, String), Vec<&Diagnostic>> = BTreeMap::new();
    for finding in old {
        left.entry((finding.code, without_numbers(&finding.message))).or_default().push(finding);
    }
    let stays: BTreeSet<(&str, &str)> = new.iter().map(key_of).collect();
    let mut effects = Vec::new();
    for finding in new {
        let key = (finding.code, without_numbers(&finding.message));
        let known = left.get_mut(&key).and_then(|same| {
            // The very same message first, so that R1 is not taken for R2.
            let at = same.iter().position(|known| known.message == finding.message);
            let at =
                at.or_else(|| same.iter().rposition(|known| !stays.contains(&key_of(known))))?;
            Some(same.swap_remove(at))
        });
        match known {
            Some(known) if known.severity >= finding.severity => {}
            _ => effects.push(SaveEffect::Found(finding.clone())),
        }
    }
    effects.extend(left.into_values().flatten().map(|gone| SaveEffect::Mended(gone.clone())));
    effects
}

fn key_of(finding: &Diagnostic) -> (&str, &str) {
    (finding.code, &finding.message)
}

/// The message with each free-standing number as one sign: those inside names (R1) stay.
fn without_numbers(message: &str) -> String {
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let words = message.split(' ').map(|word| Some(word).filter(|w| !is_number(w)).unwrap_or("#"));
    words.collect::<Vec<_>>().join(" ")
}

fn plan(was: &PlanEntry, now: &PlanEntry, effects: &mut Vec<SaveEffect>) {
    let is_known = |kind: Option<StatusKind>| kind.is_some_and(|kind| kind != StatusKind::Unknown);
    let is_told =
        |effect: &SaveEffect| matches!(effect, SaveEffect::Found(f) if f.code == UNKNOWN_STATUS);
    let is_lost = is_known(was.summary.status_kind()) && !is_known(now.summary.status_kind());
    if is_lost && !effects.iter().any(is_told) {
        effects.push(SaveEffect::StatusLost);
    }
    let before: BTreeMap<&str, GateVerdict> = was
        .phase_files
        .iter()
        .zip(was.summary.approvals.iter())
        .map(|(f, g)| (&**f, g.verdict))
        .collect();
    for (phase, (file, gate)) in
        now.phase_files.iter().zip(now.summary.approvals.iter()).enumerate()
    {
        if let Some(&was) = before.get(&**file).filter(|was| **was != gate.verdict) {
            effects.push(SaveEffect::Gate { phase, was, is: gate.verdict });
        }
    }
    let rated: BTreeMap<(Option<&str>, &str), Option<Band>> =
        was.summary.risks.iter().map(|r| ((r.id.as_deref(), &*r.text), r.band)).collect();
    for (risk, now) in now.summary.risks.iter().enumerate().filter(|(_, risk)| risk.open) {
        let was = rated.get(&(now.id.as_deref(), &*now.text)).copied();
        if let Some(was) = was.filter(|was| *was != now.band) {
            effects.push(SaveEffect::Rating { risk, was, is: now.band });
        }
    }
    for ((part, was), is) in PlanPart::ALL.into_iter().zip(was.counts).zip(now.counts) {
        if is.cmp(&was) == Ordering::Less {
            effects.push(SaveEffect::Fewer { part, was, is });
        }
    }
}

#[cfg(test)]
mod tests;
