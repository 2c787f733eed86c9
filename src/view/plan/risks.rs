//! A plan's risks: the map, and the register.

use serde::Serialize;

use super::empty::Empty;
use super::header::{PlanHeader, TabKey};
use super::paging;
use super::risk::{PlanRiskRow, RiskLine, residual_rating};
use super::risk_map::{FilterNote, Map};
use super::words::{Line, Sentence};
use super::{At, PlanView};
use crate::model::risk::RiskStatusKind;
use crate::settings::Band;
use crate::site::{ListPage, Route};
use crate::view::heat::HeatMap;
use crate::view::part::{BandBadge, Html, Pager, band_badge, counted};
use crate::view::shell::{Anchor, NavEntry, NavSection, Shell};
use crate::view::why::Why;

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-risks.html";

/// A page of a plan's risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRisksPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// The heading.
    pub title: &'static str,
    /// How many are open, and the worst of them.
    pub sentence: Sentence,
    /// Where the plan has no risks.
    pub empty: Option<Empty>,
    /// The other maps; empty where the register states no levels after mitigation.
    pub views: Vec<NavEntry>,
    /// What the map shows.
    pub map_title: &'static str,
    /// The map, on the first page; that of open risks only where a risk is open.
    pub map: Option<HeatMap>,
    /// In place of a map of zeros: "No open risks. 6 mitigated or closed."
    pub none_open: Option<String>,
    /// Risks with one overall level, by band; beside the map, on the first page.
    pub rated: Vec<RatedBand>,
    /// "3 severe, 5 major".
    pub rated_words: String,
    /// Unrated risks, on the page where the first of them stands.
    pub not_placed: Vec<RiskLine>,
    /// What the links of the map lead to.
    pub notes: Vec<FilterNote>,
    /// In which order the rows stand.
    pub order: &'static str,
    /// The register's rows on this page.
    pub rows: Vec<PlanRiskRow>,
    /// The pages of the register.
    pub pager: Option<Pager>,
    /// Where the register stands, for a page that lists too many risks to hold their rows.
    pub register: Option<Anchor>,
    /// How bands are set.
    pub about: String,
    /// Which risks count as open, and how bad they are; on the first page.
    pub why: Option<Why>,
}

/// Risks of one band that state one overall level and not both axes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RatedBand {
    /// The band.
    pub band: BandBadge,
    /// How many.
    pub count: usize,
    /// Each by its name, with a link to its row.
    pub risks_html: Html,
}

/// One page (from 1) of a plan's risks.
pub fn risks(plan_view: &PlanView<'_>, page: ListPage) -> (Shell, PlanRisksPage) {
    let entry = plan_view.entry;
    let route = |n| Route::PlanRisks(entry.slug.clone(), n);
    let at = At::new(plan_view, &route(page));
    let plan = at.plan();
    let withheld = entry.withheld();
    let order = &entry.analysis.risk_order;
    let rows: Vec<usize> = order.iter().copied().filter(|&i| at.risk_pages[i] == page).collect();
    let open = plan.risks.iter().filter(|r| r.is_open()).count();
    let first = page == 1;
    let unplaced = at.not_placed(Map::Open);
    let unplaced_here = unplaced.first().is_some_and(|&i| at.risk_pages[i] == page);
    let name = if first { "Risks".to_owned() } else { format!("Risks, page {page}") };
    let shell = at.shell(&name, NavSection::Plans, false);
    let view = PlanRisksPage {
        header: at.header(TabKey::Risks, "Risks"),
        title: "Risks",
        sentence: at.risk_sentence(open),
        empty: plan
            .risks
            .is_empty()
            .then(|| Empty::not_stated(plan.sections.risks, withheld.risks)),
        views: if first { at.map_views(Map::Open) } else { Vec::new() },
        map_title: Map::Open.title(),
        map: (first && at.has_placed(Map::Open)).then(|| at.heat(Map::Open)),
        rated: if first { at.rated_bands(Map::Open) } else { Vec::new() },
        rated_words: at.rated_words(Map::Open),
        none_open: (first && open == 0 && !plan.risks.is_empty())
            .then(|| format!("No open risks. {} mitigated or closed.", plan.risks.len())),
        not_placed: if unplaced_here {
            unplaced.iter().map(|&i| at.risk_line(i, None)).collect()
        } else {
            Vec::new()
        },
        notes: at.notes(Map::Open, page),
        pager: paging::pager(&at, page, &rows, route),
        order: "Open first, then by band, impact and likelihood",
        rows: rows.into_iter().map(|i| at.risk_row(Map::Open, i)).collect(),
        register: None,
        about: at.to_rule("bands"),
        why: at.why_risks().filter(|_| first),
    };
    (shell, view)
}

/// All risks of a plan at the levels that it states for before mitigation.
pub fn inherent(plan_view: &PlanView<'_>) -> (Shell, PlanRisksPage) {
    let entry = plan_view.entry;
    let route = Route::RisksInherent(entry.slug.clone());
    all(&At::new(plan_view, &route), Map::Before, "Risks before mitigation")
}

/// All risks of a plan at the levels that it states for after mitigation.
pub fn residual(plan_view: &PlanView<'_>) -> (Shell, PlanRisksPage) {
    let entry = plan_view.entry;
    let route = Route::RisksResidual(entry.slug.clone());
    all(&At::new(plan_view, &route), Map::After, "Risks after mitigation")
}

/// The page of a map of all risks.
fn all(at: &At<'_, '_>, map: Map, title: &'static str) -> (Shell, PlanRisksPage) {
    let risks = at.by_place(map);
    let why = |i: usize| {
        let words = Line::of("after mitigation: ");
        (map == Map::After).then(|| words.quote(residual_rating(&at.plan().risks[i])))
    };
    let register = || Anchor {
        href: at.to_risks(1, "register"),
        text: format!("The register of all {}", counted(risks.len(), "risk")),
    };
    let has_rows = at.has_rows(map);
    let view = PlanRisksPage {
        header: at.header(TabKey::Risks, title),
        title,
        sentence: at.all_risks_sentence(map),
        empty: None,
        views: at.map_views(map),
        map_title: map.title(),
        map: at.has_placed(map).then(|| at.heat(map)),
        rated: at.rated_bands(map),
        rated_words: at.rated_words(map),
        none_open: None,
        not_placed: at.not_placed(map).into_iter().map(|i| at.risk_line(i, why(i))).collect(),
        notes: at.notes(map, 1),
        pager: None,
        order: "By band, impact and likelihood",
        register: (!has_rows).then(register),
        rows: if has_rows {
            risks.iter().map(|&i| at.risk_row(map, i)).collect()
        } else {
            Vec::new()
        },
        about: at.to_rule("bands"),
        why: None,
    };
    (at.shell(title, NavSection::Plans, false), view)
}

impl At<'_, '_> {
    /// The risks beside a map that have a band by one overall level, worst band first.
    fn rated_by_band(&self, map: Map) -> Vec<(Band, Vec<usize>)> {
        let rated: Vec<usize> =
            self.mapped(map).into_iter().filter(|&i| self.is_rated(map, i)).collect();
        let of = |band: Band| {
            let risks = rated.iter().copied().filter(|&i| self.band_of(map, i) == Some(band));
            (band, risks.collect::<Vec<_>>())
        };
        Band::ALL.into_iter().map(of).filter(|(_, risks)| !risks.is_empty()).collect()
    }

    fn rated_bands(&self, map: Map) -> Vec<RatedBand> {
        let row = |(band, risks): (Band, Vec<usize>)| {
            let name = |&i: &usize| {
                let name = self.risk_name(i).plain().to_owned();
                Line::default().link_quote(&name, &self.to_risk(i))
            };
            let names: Vec<Line> = risks.iter().map(name).collect();
            let risks_html = Line::list(&names).html();
            RatedBand { band: band_badge(band), count: risks.len(), risks_html }
        };
        self.rated_by_band(map).into_iter().map(row).collect()
    }

    /// "3 severe, 5 major".
    fn rated_words(&self, map: Map) -> String {
        let bands = self.rated_by_band(map);
        let words = bands.iter().map(|(band, risks)| format!("{} {}", risks.len(), band.word()));
        words.collect::<Vec<_>>().join(", ")
    }

    /// "10 of 14 risks are open. 2 are severe: R1 and R5. 3 are mitigated, 1 is closed."
    pub(super) fn risk_sentence(&self, open: usize) -> Sentence {
        let risks = &self.plan().risks;
        let lead = match (open, risks.len()) {
            (_, 0) if self.entry.withheld().risks => {
                "No risks are shown to this audience.".to_owned()
            }
            (_, 0) => "No risks recorded.".to_owned(),
            (0, 1) => "The only risk is no longer open.".to_owned(),
            (0, n) => format!("None of the {n} risks is open."),
            (1, 1) => "The only risk is open.".to_owned(),
            (o, n) if o == n => format!("All {n} risks are open."),
            (1, n) => format!("1 of {n} risks is open."),
            (o, n) => format!("{o} of {n} risks are open."),
        };
        let mut rest = self.worst_words(Map::Open).unwrap_or_default();
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
            1 => rest = rest.then(&Line::of("1 open risk is not rated.")),
            n => rest = rest.then(&Line::of(format!("{n} open risks are not rated."))),
        }
        Sentence::new(Line::of(lead), rest)
    }

    /// "14 risks before mitigation. 4 are severe: R1, R2, R5 and R7. 1 has no place on the map."
    fn all_risks_sentence(&self, map: Map) -> Sentence {
        let risks = self.mapped(map);
        let lead = Line::of(map.counted(risks.len())).say(".");
        let mut rest = self.worst_words(map).unwrap_or_default();
        if map == Map::After {
            let is_lower = |&&i: &&usize| {
                let (before, after) = (self.band_of(Map::Before, i), self.band_of(map, i));
                before.zip(after).is_some_and(|(before, after)| after < before)
            };
            match risks.iter().filter(is_lower).count() {
                0 => {}
                1 => rest = rest.then(&Line::of("1 falls to a lower band.")),
                n => rest = rest.then(&Line::of(format!("{n} fall to a lower band."))),
            }
        }
        match self.not_placed(map).len() {
            0 => {}
            1 => rest = rest.then(&Line::of("1 is not rated.")),
            n => rest = rest.then(&Line::of(format!("{n} are not rated."))),
        }
        Sentence::new(lead, rest)
    }

    /// The risks of the worst band of a map: "2 are severe: R1 and R5."
    fn worst_words(&self, map: Map) -> Option<Line> {
        let mut of_band = self.mapped(map);
        let worst: Band = of_band.iter().filter_map(|&i| self.band_of(map, i)).max()?;
        of_band.retain(|&i| self.band_of(map, i) == Some(worst));
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
