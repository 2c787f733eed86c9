//! The map of a plan's risks, and the notes that its links lead to.

use serde::Serialize;

use std::cmp::Reverse;

use super::At;
use super::words::Line;
use crate::settings::Band;
use crate::site::Route;
use crate::view::heat::{HeatCell, HeatMap, HeatRow, LegendEntry, cell_classes};
use crate::view::part::{Html, counted};
use crate::view::shell::{Anchor, NavEntry};

/// Most risks that the page of a map before or after mitigation lists beside the map; of more, each
/// cell lists the names alone.
const MOST_ROWS: usize = 300;

/// Which risks a map shows, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Map {
    /// Open risks at their stated levels.
    Open,
    /// All risks at their stated levels.
    Before,
    /// All risks at the levels after mitigation.
    After,
}

impl Map {
    /// What the heading above the map says.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Open => "Open risks by likelihood and impact",
            Self::Before => "All risks before mitigation",
            Self::After => "All risks after mitigation",
        }
    }

    const fn caption(self) -> &'static str {
        match self {
            Self::Open => {
                "Number of open risks by likelihood and impact. Select a cell to list its risks."
            }
            Self::Before => {
                "Number of risks by likelihood and impact, open or not, at the levels that the plan \
                 states for before mitigation. Select a cell to list its risks."
            }
            Self::After => {
                "Number of risks by likelihood and impact, open or not, at the levels that the plan \
                 states for after mitigation. Select a cell to list its risks."
            }
        }
    }

    /// "2 open risks", "2 risks after mitigation".
    pub(super) fn counted(self, n: usize) -> String {
        match self {
            Self::Open => counted(n, "open risk"),
            Self::Before => format!("{} before mitigation", counted(n, "risk")),
            Self::After => format!("{} after mitigation", counted(n, "risk")),
        }
    }
}

/// A note that is shown when a link of the map leads to it: `p.fnote`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilterNote {
    /// Its id: `f-medium-high`, `band-severe`.
    pub id: String,
    /// Its class: `f-2-3`, `f-severe`; "" where it filters no rows but lists them.
    pub class: String,
    /// What it shows: "Showing 2 open risks: likelihood Medium, impact High."
    pub text_html: Html,
    /// The way back.
    pub all: Anchor,
}

impl At<'_, '_> {
    /// The maps of the plan, where it has more than one.
    pub(super) fn map_views(&self, shown: Map) -> Vec<NavEntry> {
        if !self.entry.has_residual {
            return Vec::new();
        }
        let slug = || self.entry.slug.clone();
        [
            (Map::Open, "open", "Open now", Route::PlanRisks(slug(), 1)),
            (Map::Before, "inherent", "Before mitigation", Route::RisksInherent(slug())),
            (Map::After, "residual", "After mitigation", Route::RisksResidual(slug())),
        ]
        .into_iter()
        .map(|(map, key, text, route)| NavEntry {
            key,
            text,
            href: self.to(&route),
            current: map == shown,
        })
        .collect()
    }

    /// The risks of a map in the order of urgency.
    pub(super) fn mapped(&self, map: Map) -> Vec<usize> {
        let is_shown = |i: &usize| map != Map::Open || self.plan().risks[*i].is_open();
        self.entry.analysis.risk_order.iter().copied().filter(is_shown).collect()
    }

    /// The risks of a map by their places on it, worst first; those without a place last.
    pub(super) fn by_place(&self, map: Map) -> Vec<usize> {
        let mut risks = self.mapped(map);
        risks.sort_by_key(|&i| {
            let cell = self.cell_of(map, i);
            let (likelihood, impact) = (cell.map(|c| c.0), cell.map(|c| c.1));
            (Reverse(self.band_of(map, i)), Reverse(impact), Reverse(likelihood))
        });
        risks
    }

    /// Whether the rows of the register stand on the page of a map.
    pub(super) fn has_rows(&self, map: Map) -> bool {
        map == Map::Open || self.plan().risks.len() <= MOST_ROWS
    }

    /// Where a risk stands on a map: indices of likelihood and impact.
    pub(super) fn cell_of(&self, map: Map, risk: usize) -> Option<(usize, usize)> {
        let place = &self.entry.analysis.risks[risk];
        if map == Map::After { place.residual_cell } else { place.cell }
    }

    /// The band of a risk on a map.
    pub(super) fn band_of(&self, map: Map, risk: usize) -> Option<Band> {
        let place = &self.entry.analysis.risks[risk];
        if map == Map::After { place.residual_band } else { place.band }
    }

    fn in_cell(&self, map: Map, cell: (usize, usize)) -> Vec<usize> {
        let mut risks = self.mapped(map);
        risks.retain(|&i| self.cell_of(map, i) == Some(cell));
        risks
    }

    fn in_band(&self, map: Map, band: Band) -> Vec<usize> {
        let mut risks = self.mapped(map);
        risks.retain(|&i| self.band_of(map, i) == Some(band));
        risks
    }

    /// The map itself.
    pub(super) fn heat(&self, map: Map) -> HeatMap {
        let scale = &self.context.settings.scale;
        let rows = (0..scale.likelihood.len()).rev();
        let rows = rows.map(|row| HeatRow {
            label: scale.likelihood[row].label(),
            cells: (0..scale.impact.len()).map(|column| self.cell(map, (row, column))).collect(),
        });
        HeatMap {
            caption: map.caption().to_owned(),
            impact: scale.impact.iter().map(|level| level.label()).collect(),
            rows: rows.collect(),
            legend: Band::ALL.iter().map(|band| self.legend_entry(map, *band)).collect(),
            not_placed: self.not_placed_link(map),
        }
    }

    fn cell(&self, map: Map, cell: (usize, usize)) -> HeatCell {
        let scale = &self.context.settings.scale;
        let (likelihood, impact) = (scale.likelihood[cell.0], scale.impact[cell.1]);
        let band = scale.grid[cell.0][cell.1];
        let risks = self.in_cell(map, cell);
        let href = || self.to_note(map, &risks, &self.note_id(cell));
        HeatCell::new(band, likelihood.label(), impact.label(), risks.len(), href).with_ids(
            risks.iter().filter_map(|&i| {
                let id = self.plan().risks[i].id.as_ref()?;
                Some(Anchor { href: self.to_row(map, i), text: id.value.clone() })
            }),
        )
    }

    /// Link to a note on the page where the first of its risks stands.
    fn to_note(&self, map: Map, risks: &[usize], id: &str) -> String {
        match map {
            Map::Open => self.to_risks(risks.first().map_or(1, |&i| self.risk_pages[i]), id),
            Map::Before | Map::After => format!("#{id}"),
        }
    }

    /// Link to the row of a risk: on the map's own page where that lists rows.
    fn to_row(&self, map: Map, risk: usize) -> String {
        if map != Map::Open && self.has_rows(map) {
            format!("#{}", self.entry.analysis.risks[risk].anchor)
        } else {
            self.to_risk(risk)
        }
    }

    fn note_id(&self, cell: (usize, usize)) -> String {
        let scale = &self.context.settings.scale;
        format!("f-{}-{}", scale.likelihood[cell.0].word(), scale.impact[cell.1].word())
    }

    fn legend_entry(&self, map: Map, band: Band) -> LegendEntry {
        let risks = self.in_band(map, band);
        let id = format!("band-{}", band.word());
        let href = || self.has_rows(map).then(|| self.to_note(map, &risks, &id));
        LegendEntry::new(band, risks.len(), href)
    }

    /// Risks that have no place on a map, in the order of urgency.
    pub(super) fn not_placed(&self, map: Map) -> Vec<usize> {
        let mut risks = self.mapped(map);
        risks.retain(|&i| self.cell_of(map, i).is_none() && !self.is_rated(map, i));
        risks
    }

    /// Whether a risk stands beside a map, in the band of its one overall level.
    pub(super) fn is_rated(&self, map: Map, risk: usize) -> bool {
        map != Map::After && self.entry.analysis.risks[risk].is_rated()
    }

    /// Whether a risk stands on a map.
    pub(super) fn has_placed(&self, map: Map) -> bool {
        self.mapped(map).iter().any(|&i| self.cell_of(map, i).is_some())
    }

    fn not_placed_link(&self, map: Map) -> Option<Anchor> {
        let risks = self.not_placed(map);
        risks.first()?;
        let names: Vec<Line> = risks.iter().take(4).map(|&i| self.risk_name(i)).collect();
        let more = if risks.len() > 4 { " and more" } else { "" };
        let text = format!("{} not rated: {}{more}", risks.len(), Line::list(&names).plain());
        Some(Anchor { href: self.to_note(map, &risks, "not-placed"), text })
    }

    pub(super) fn to_risks(&self, page: usize, anchor: &str) -> String {
        self.to_place(&Route::PlanRisks(self.entry.slug.clone(), page), anchor)
    }

    /// The notes of one page of a map: of each cell and band that has a row on it.
    pub(super) fn notes(&self, map: Map, page: usize) -> Vec<FilterNote> {
        let scale = &self.context.settings.scale;
        let cells = (0..scale.likelihood.len())
            .flat_map(|row| (0..scale.impact.len()).map(move |column| (row, column)));
        if !self.has_rows(map) {
            return cells.filter_map(|cell| self.list_note(map, cell)).collect();
        }
        let is_here = |i: usize| map != Map::Open || self.risk_pages[i] == page;
        let here = |risks: &[usize]| risks.iter().filter(|&&i| is_here(i)).count();
        let everything = counted(self.plan().risks.len(), "risk");
        let all =
            || Anchor { href: "#register".to_owned(), text: format!("Show all {everything}") };
        let mut notes = Vec::new();
        for cell in cells {
            let risks = self.in_cell(map, cell);
            if here(&risks) == 0 {
                continue;
            }
            let text = format!("Showing {}: {}.", map.counted(risks.len()), self.levels_of(cell));
            notes.push(FilterNote {
                id: self.note_id(cell),
                class: cell_classes("f", cell),
                text_html: Line::of(text).html(),
                all: all(),
            });
        }
        for band in Band::ALL {
            let risks = self.in_band(map, band);
            let count = here(&risks);
            if count == 0 {
                continue;
            }
            let mut line =
                Line::of(format!("Showing {} of band {}.", map.counted(count), band.label()));
            if count < risks.len() {
                let rest = risks.iter().find(|&&i| !is_here(i));
                let href = rest.map_or_else(String::new, |&i| {
                    self.to_risks(self.risk_pages[i], &format!("band-{}", band.word()))
                });
                let more = format!("{} more on another page", risks.len() - count);
                line = line.say(" ").link(more, &href).say(".");
            }
            notes.push(FilterNote {
                id: format!("band-{}", band.word()),
                class: format!("f-{}", band.word()),
                text_html: line.html(),
                all: all(),
            });
        }
        notes
    }

    /// "likelihood Medium, impact High".
    fn levels_of(&self, cell: (usize, usize)) -> String {
        let scale = &self.context.settings.scale;
        let (likelihood, impact) = (scale.likelihood[cell.0], scale.impact[cell.1]);
        format!("likelihood {}, impact {}", likelihood.label(), impact.label())
    }

    /// The list of a cell's risks by name, for a page that has no rows; `None` for an empty cell.
    fn list_note(&self, map: Map, cell: (usize, usize)) -> Option<FilterNote> {
        let risks = self.in_cell(map, cell);
        risks.first()?;
        let names: Vec<Line> = risks.iter().map(|&i| self.risk_name(i)).collect();
        let line = Line::of(format!("{}, {}: ", map.counted(risks.len()), self.levels_of(cell)));
        Some(FilterNote {
            id: self.note_id(cell),
            class: String::new(),
            text_html: line.append(&Line::list(&names)).say(".").html(),
            all: Anchor { href: "#map".to_owned(), text: "Back to the map".to_owned() },
        })
    }
}
