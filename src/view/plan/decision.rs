//! Rows of the go/no-go log.

use serde::Serialize;

use super::At;
use crate::model::decision::Decision;
use crate::model::phase::PhasePosition;
use crate::view::part::{DateText, Html, date_text};

/// A decision as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionRow {
    /// The phase as written.
    pub phase_html: Html,
    /// Its page, where the plan has the phase.
    pub phase_href: Option<String>,
    /// Value of `data-verdict`.
    pub verdict: &'static str,
    /// The author's word.
    pub verdict_html: Html,
    /// Who decided.
    pub by_html: Option<Html>,
    /// When.
    pub date: Option<DateText>,
    /// Conditions and reasons.
    pub notes_html: Option<Html>,
    /// The gate's record; `None` on that page.
    pub record_href: Option<String>,
    /// What changed since, where something did: "2 criteria, 1 step".
    pub changed: Option<String>,
}

impl At<'_, '_> {
    /// The decisions of the plan, or those about one phase, in the plan's order.
    pub(super) fn decisions(&self, about: Option<usize>) -> Vec<DecisionRow> {
        let about = about.map(PhasePosition::from_index);
        self.plan()
            .decisions
            .iter()
            .enumerate()
            .filter(|(_, d)| about.is_none() || d.phase == about)
            .map(|(at, d)| self.decision(at, d))
            .collect()
    }

    fn decision(&self, at: usize, decision: &Decision) -> DecisionRow {
        let record = decision.phase.and_then(|phase| self.entry.gate_route(phase.index()));
        let record = record.filter(|route| route.path() != self.path);
        DecisionRow {
            phase_html: self.html_in_link(&decision.phase_text),
            phase_href: decision.phase.map(|p| self.to_phase(p.index())),
            verdict: decision.verdict.map_or("unknown", crate::model::decision::Verdict::word),
            verdict_html: self.html(&decision.verdict_text),
            by_html: self.html_of(decision.by.as_ref()),
            date: decision.date.as_ref().map(|d| date_text(d.value)),
            notes_html: self.html_of(decision.notes.as_ref()),
            record_href: record.map(|route| self.to(&route)),
            changed: self.changed_since(at),
        }
    }
}
