//! A plan's risks: the map, and the register.

use serde::Serialize;

use super::At;
use super::empty::{Empty, Part};
use super::header::{PlanHeader, TabKey};
use super::paging;
use super::risk::{RiskLine, RiskRow};
use super::risk_map::{FilterNote, Map};
use super::words::{Line, Sentence};
use crate::model::risk::RiskStatusKind;
use crate::portfolio::Entry;
use crate::settings::Band;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::heat::HeatMap;
use crate::view::part::{Pager, counted};
use crate::view::shell::{Section, Shell};

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-risks.html";

/// A page of a plan's risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RisksPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// How many are open, and the worst of them.
    pub sentence: Sentence,
    /// Where the plan has no risks.
    pub empty: Option<Empty>,
    /// The map of open risks, on the first page where a risk is open.
    pub map: Option<HeatMap>,
    /// In place of a map of zeros: "No open risks. 6 mitigated or closed."
    pub none_open: Option<String>,
    /// The map after mitigation, on the first page where the register has residual columns.
    pub after: Option<HeatMap>,
    /// What the links of the map after mitigation lead to.
    pub after_notes: Vec<FilterNote>,
    /// Open risks without a place on the map, on the page where the first of them stands.
    pub not_placed: Vec<RiskLine>,
    /// What the links of the map lead to.
    pub notes: Vec<FilterNote>,
    /// The register's rows on this page.
    pub rows: Vec<RiskRow>,
    /// The pages of the register.
    pub pager: Option<Pager>,
    /// How bands are set.
    pub about: String,
}

/// One page (from 1) of a plan's risks.
pub fn risks(context: &Context<'_>, entry: &Entry, page: ListPage) -> (Shell, RisksPage) {
    let route = |n| Route::PlanRisks(entry.slug.clone(), n);
    let at = At::new(context, entry, &route(page));
    let plan = at.plan();
    let order = &entry.analysis.risk_order;
    let rows: Vec<usize> = order.iter().copied().filter(|&i| at.risk_pages[i] == page).collect();
    let open = plan.risks.iter().filter(|r| r.is_open()).count();
    let first = page == 1;
    let has_residual =
        plan.risks.iter().any(|r| r.residual_likelihood.is_some() || r.residual_impact.is_some());
    let unplaced = at.not_placed(Map::Open);
    let unplaced_here = unplaced.first().is_some_and(|&i| at.risk_pages[i] == page);
    let name = if first { "Risks".to_owned() } else { format!("Risks, page {page}") };
    let shell = at.shell(&name, Section::Plans, false);
    let view = RisksPage {
        header: at.header(TabKey::Risks, "Risks"),
        sentence: at.risk_sentence(open),
        empty: plan
            .risks
            .is_empty()
            .then(|| Part::Risks.empty(plan.sections.risks, entry.source.path())),
        map: (first && open > 0).then(|| at.heat(Map::Open)),
        none_open: (first && open == 0 && !plan.risks.is_empty())
            .then(|| format!("No open risks. {} mitigated or closed.", plan.risks.len())),
        after: (first && has_residual).then(|| at.heat(Map::After)),
        after_notes: if first && has_residual { at.after_notes() } else { Vec::new() },
        not_placed: if unplaced_here {
            unplaced.iter().map(|&i| at.risk_line(i, None)).collect()
        } else {
            Vec::new()
        },
        notes: at.notes(page),
        pager: paging::pager(&at, page, &rows, route),
        rows: rows.into_iter().map(|i| at.risk_row(i)).collect(),
        about: at.to(&Route::About),
    };
    (shell, view)
}

impl At<'_> {
    /// "10 of 14 risks are open. 2 are severe: R1 and R5. 3 are mitigated, 1 is closed."
    pub(super) fn risk_sentence(&self, open: usize) -> Sentence {
        let risks = &self.plan().risks;
        let lead = match (open, risks.len()) {
            (_, 0) => "No risks recorded.".to_owned(),
            (0, 1) => "The only risk is no longer open.".to_owned(),
            (0, n) => format!("None of the {n} risks is open."),
            (1, 1) => "The only risk is open.".to_owned(),
            (o, n) if o == n => format!("All {n} risks are open."),
            (1, n) => format!("1 of {n} risks is open."),
            (o, n) => format!("{o} of {n} risks are open."),
        };
        let mut rest = self.worst_words().unwrap_or_default();
        let closed: Vec<Line> =
            [(RiskStatusKind::Mitigated, "mitigated"), (RiskStatusKind::Closed, "closed")]
                .into_iter()
                .filter_map(|(kind, word)| {
                    match risks.iter().filter(|r| r.status_kind() == Some(kind)).count() {
                        0 => None,
                        1 => Some(Line::of(format!("1 is {word}"))),
                        n => Some(Line::of(format!("{n} are {word}"))),
                    }
                })
                .collect();
        if !closed.is_empty() {
            rest = rest.then(&Line::list(&closed).say("."));
        }
        let unplaced = self.not_placed(Map::Open);
        match unplaced.len() {
            0 => {}
            1 => rest = rest.then(&Line::of("1 open risk has no place on the map.")),
            n => rest = rest.then(&Line::of(format!("{n} open risks have no place on the map."))),
        }
        Sentence::new(Line::of(lead), rest)
    }

    /// The open risks of the worst band: "2 are severe: R1 and R5."
    fn worst_words(&self) -> Option<Line> {
        let open: Vec<usize> = self
            .entry
            .analysis
            .risk_order
            .iter()
            .copied()
            .filter(|&i| self.plan().risks[i].is_open())
            .collect();
        let band_of = |i: usize| self.entry.analysis.risks[i].band;
        let worst: Band = open.iter().filter_map(|&i| band_of(i)).max()?;
        let of_band: Vec<usize> = open.into_iter().filter(|&i| band_of(i) == Some(worst)).collect();
        let verb = if of_band.len() == 1 { "is" } else { "are" };
        let lead = format!("{} {verb} {}", of_band.len(), worst.word());
        if worst == Band::Minor || of_band.len() > 4 {
            return Some(Line::of(lead).say("."));
        }
        let names: Vec<Line> = of_band.iter().map(|&i| self.risk_name(i)).collect();
        Some(Line::of(lead).say(": ").append(&Line::list(&names)).say("."))
    }

    /// "All 14 risks".
    pub(super) fn all_risks(&self) -> String {
        match self.plan().risks.len() {
            1 => "The risk".to_owned(),
            n => format!("All {}", counted(n, "risk")),
        }
    }
}
