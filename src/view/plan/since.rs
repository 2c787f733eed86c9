//! What changed since the last decision about a plan: the card for who decides next.

use std::cmp::Reverse;

use serde::Serialize;

use super::At;
use crate::analysis::changes::ChangeLine;
use crate::analysis::past::{GateRecord, change_words};
use crate::model::date::display;
use crate::model::decision::{Decision, Verdict};
use crate::model::phase::PhasePosition;
use crate::site::Route;
use crate::view::change::{ChangeRow, change_row};
use crate::view::part::counted;
use crate::view::shell::Anchor;

/// How many changes the card lists.
const GRAVEST: usize = 3;

/// What changed since the last decision whose version is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SinceCard {
    /// "Since the Go of 10 Oct 2026".
    pub title: String,
    /// Changes by kind: "2 criteria, 1 step".
    pub words: String,
    /// The gravest changes.
    pub gravest: Vec<ChangeRow>,
    /// "All 12 changes", where they are listed.
    pub all: Anchor,
    /// Which commits were compared.
    pub compared: String,
}

impl At<'_, '_> {
    /// What changed since the decision that came into the plan last, where its version is known; a sentence in its
    /// place where nothing did, or that is not known.
    pub(super) fn since(&self) -> (Option<SinceCard>, Option<String>) {
        let Some((at, decision, record)) = self.last_decision() else { return (None, None) };
        let versions = [self.entry.versions.get(record.version), self.entry.versions.first()];
        let [Some(first), Some(last)] = versions.map(|of| Some(display(of?.commit.date))) else {
            return (None, None);
        };
        let name = name(decision, &first);
        let since = match record.since.as_deref() {
            None => {
                let why = "One of the two versions to compare is not in the repository.";
                return (None, Some(format!("What changed since {name} is not known. {why}")));
            }
            Some([]) if record.version == 0 => {
                return (None, Some(format!("Nothing changed since {name}.")));
            }
            Some([]) => {
                let last = format!("The last commit was made on {last}.");
                return (None, Some(format!("Nothing changed since {name}. {last}")));
            }
            Some(since) => since,
        };
        let mut gravest: Vec<&ChangeLine> = since.iter().collect();
        // Other words may say another thing: a step that reads otherwise stands before a box that was ticked.
        gravest.sort_by_key(|change| (change.gravity(), change.is_wording));
        let card = SinceCard {
            title: format!("Since {name}"),
            words: change_words(since.iter()),
            gravest: gravest.into_iter().take(GRAVEST).map(change_row).collect(),
            all: self.all_since(at, decision, since.len()),
            compared: format!("Compared: the commits of {first} and {last}."),
        };
        (Some(card), None)
    }

    /// The decision that came into the plan last, as far as versions are known: its place in the log, and its record.
    fn last_decision(&self) -> Option<(usize, &Decision, &GateRecord)> {
        let decisions = &self.plan().decisions;
        let records = self.entry.analysis.past.records.iter();
        let known = records.filter_map(|(&at, record)| Some((at, decisions.get(at)?, record)));
        // Several of one commit: the one that says the latest day, else the last of the log.
        known.min_by_key(|(at, decision, record)| {
            let day = decision.date.as_ref().map(|day| day.value);
            (record.version, Reverse((day, *at)))
        })
    }

    /// Where all that changed since a decision is listed: on the record of its gate, if that is about this decision;
    /// else commit by commit.
    fn all_since(&self, at: usize, decision: &Decision, count: usize) -> Anchor {
        let gate = decision.phase.map(PhasePosition::index).filter(|&phase| {
            self.entry.analysis.gates.get(phase).is_some_and(|gate| gate.decision == Some(at))
        });
        match gate.and_then(|phase| self.entry.gate_route(phase)) {
            Some(route) if count > GRAVEST => Anchor {
                href: self.to_place(&route, super::anchor::DRIFT),
                text: format!("All {}", counted(count, "change")),
            },
            Some(route) => Anchor { href: self.to(&route), text: "Record".to_owned() },
            None => Anchor {
                href: self.to(&Route::History(self.entry.slug.clone(), 1)),
                text: "History".to_owned(),
            },
        }
    }
}

/// "the Go of 10 Oct 2026"; of one without a date, with the day of its commit.
fn name(decision: &Decision, committed: &str) -> String {
    let noun = match decision.verdict {
        Some(Verdict::Go) => "Go",
        Some(Verdict::GoWithConditions) => "Go with conditions",
        Some(Verdict::NoGo) => "No-Go",
        Some(Verdict::Hold) => "hold",
        Some(Verdict::RolledBack) => "rollback",
        None => "decision",
    };
    match &decision.date {
        Some(day) => format!("the {noun} of {}", display(day.value)),
        None => format!("the {noun} committed on {committed}"),
    }
}
