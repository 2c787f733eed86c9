//! The map of a plan's risks, and the notes that its links lead to.

use serde::Serialize;

use super::At;
use super::words::Line;
use crate::settings::Band;
use crate::site::Route;
use crate::view::heat::{HeatCell, HeatMap, HeatRow, LegendEntry, cell_class};
use crate::view::part::{Html, counted};
use crate::view::shell::Anchor;

/// Which risks a map shows, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Map {
    /// Open risks at their stated levels.
    Open,
    /// All risks at the levels after mitigation.
    After,
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

impl At<'_> {
    /// The risks of a map, worst first.
    fn mapped(&self, map: Map) -> Vec<usize> {
        let is_shown = |i: &usize| match map {
            Map::Open => self.plan().risks[*i].is_open(),
            Map::After => true,
        };
        self.entry.analysis.risk_order.iter().copied().filter(is_shown).collect()
    }

    fn cell_of(&self, map: Map, risk: usize) -> Option<(usize, usize)> {
        let place = &self.entry.analysis.risks[risk];
        match map {
            Map::Open => place.cell,
            Map::After => place.residual_cell,
        }
    }

    /// The risks of one cell, worst first.
    fn in_cell(&self, map: Map, cell: (usize, usize)) -> Vec<usize> {
        let mut risks = self.mapped(map);
        risks.retain(|&i| self.cell_of(map, i) == Some(cell));
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
        let caption = match map {
            Map::Open => {
                "Number of open risks by likelihood and impact. A count leads to its risks."
            }
            Map::After => "All risks at the levels that the plan states for after mitigation.",
        };
        HeatMap {
            caption: caption.to_owned(),
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
        let page = risks.first().map_or(1, |&i| self.risk_pages[i]);
        let href = || self.to_risks(page, &self.note_id(map, cell));
        HeatCell::new(band, likelihood.label(), impact.label(), risks.len(), href).with_ids(
            risks.iter().filter_map(|&i| {
                let id = self.plan().risks[i].id.as_ref()?;
                Some(Anchor { href: self.to_risk(i), text: id.value.clone() })
            }),
        )
    }

    fn note_id(&self, map: Map, cell: (usize, usize)) -> String {
        let scale = &self.context.settings.scale;
        let prefix = if map == Map::Open { "f" } else { "after" };
        format!("{prefix}-{}-{}", scale.likelihood[cell.0].word(), scale.impact[cell.1].word())
    }

    fn band_of(&self, map: Map, risk: usize) -> Option<Band> {
        let place = &self.entry.analysis.risks[risk];
        if map == Map::Open { place.band } else { place.residual_band }
    }

    fn in_band(&self, map: Map, band: Band) -> Vec<usize> {
        let mut risks = self.mapped(map);
        risks.retain(|&i| self.band_of(map, i) == Some(band));
        risks
    }

    fn legend_entry(&self, map: Map, band: Band) -> LegendEntry {
        let risks = self.in_band(map, band);
        let page = risks.first().map_or(1, |&i| self.risk_pages[i]);
        let href =
            || (map == Map::Open).then(|| self.to_risks(page, &format!("band-{}", band.word())));
        LegendEntry::new(band, risks.len(), href)
    }

    /// Risks that have no place on a map, worst first.
    pub(super) fn not_placed(&self, map: Map) -> Vec<usize> {
        let mut risks = self.mapped(map);
        risks.retain(|&i| self.cell_of(map, i).is_none());
        risks
    }

    fn not_placed_link(&self, map: Map) -> Option<Anchor> {
        let risks = self.not_placed(map);
        let first = *risks.first()?;
        if map == Map::After {
            return Some(Anchor {
                href: "#register".to_owned(),
                text: format!("{} without levels after mitigation", risks.len()),
            });
        }
        let names: Vec<Line> = risks.iter().take(4).map(|&i| self.risk_name(i)).collect();
        let more = if risks.len() > 4 { " and more" } else { "" };
        let text = format!("{} not placed: {}{more}", risks.len(), Line::list(&names).plain());
        Some(Anchor { href: self.to_risks(self.risk_pages[first], "not-placed"), text })
    }

    pub(super) fn to_risks(&self, page: usize, anchor: &str) -> String {
        self.to_place(&Route::PlanRisks(self.entry.slug.clone(), page), anchor)
    }

    /// The notes of one page: of each cell and band that has a row on it.
    pub(super) fn notes(&self, page: usize) -> Vec<FilterNote> {
        let here = |risks: &[usize]| risks.iter().filter(|&&i| self.risk_pages[i] == page).count();
        let scale = &self.context.settings.scale;
        let all = |text: String| Anchor { href: "#register".to_owned(), text };
        let everything = counted(self.plan().risks.len(), "risk");
        let mut notes = Vec::new();
        for row in 0..scale.likelihood.len() {
            for column in 0..scale.impact.len() {
                let risks = self.in_cell(Map::Open, (row, column));
                if here(&risks) == 0 {
                    continue;
                }
                let text = format!(
                    "Showing {}: likelihood {}, impact {}.",
                    counted(risks.len(), "open risk"),
                    scale.likelihood[row].label(),
                    scale.impact[column].label()
                );
                notes.push(FilterNote {
                    id: self.note_id(Map::Open, (row, column)),
                    class: cell_class('f', (row, column)),
                    text_html: Line::of(text).html(),
                    all: all(format!("Show all {everything}")),
                });
            }
        }
        for band in Band::ALL {
            let risks = self.in_band(Map::Open, band);
            let count = here(&risks);
            if count == 0 {
                continue;
            }
            let mut line = Line::of(format!(
                "Showing {} of band {}.",
                counted(count, "open risk"),
                band.label()
            ));
            if count < risks.len() {
                let rest = risks.iter().find(|&&i| self.risk_pages[i] != page);
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
                all: all(format!("Show all {everything}")),
            });
        }
        notes
    }

    /// The lists of the cells of the map after mitigation.
    pub(super) fn after_notes(&self) -> Vec<FilterNote> {
        let scale = &self.context.settings.scale;
        let cells = (0..scale.likelihood.len())
            .flat_map(|row| (0..scale.impact.len()).map(move |column| (row, column)));
        cells
            .filter_map(|cell| {
                let risks = self.in_cell(Map::After, cell);
                let names: Vec<Line> = risks.iter().map(|&i| self.risk_name(i)).collect();
                let line = Line::of(format!(
                    "{} after mitigation at likelihood {}, impact {}: ",
                    counted(risks.len(), "risk"),
                    scale.likelihood[cell.0].label(),
                    scale.impact[cell.1].label()
                ));
                (!risks.is_empty()).then(|| FilterNote {
                    id: self.note_id(Map::After, cell),
                    class: String::new(),
                    text_html: line.append(&Line::list(&names)).say(".").html(),
                    all: Anchor { href: "#after".to_owned(), text: "Back to the map".to_owned() },
                })
            })
            .collect()
    }
}
