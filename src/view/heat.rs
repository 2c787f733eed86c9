//! The map of risks by likelihood and impact.

use serde::Serialize;

use super::part::{BandBadge, band_badge, plural};
use super::shell::Anchor;
use crate::settings::Band;

/// How many ids a cell shows.
pub const IDS_PER_CELL: usize = 4;

/// A map: impact from left to right, likelihood from bottom to top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatMap {
    /// What is counted.
    pub caption: String,
    /// Levels of impact, lowest first.
    pub impact: Vec<&'static str>,
    /// Rows, highest likelihood first.
    pub rows: Vec<HeatRow>,
    /// The bands, worst first.
    pub legend: Vec<LegendEntry>,
    /// "1 not rated: R9".
    pub not_placed: Option<Anchor>,
}

/// The cells of one likelihood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatRow {
    /// The level.
    pub label: &'static str,
    /// Its cells, lowest impact first.
    pub cells: Vec<HeatCell>,
}

/// A cell: `td[data-band]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatCell {
    /// Value of `data-band`.
    pub band: &'static str,
    /// The band's word.
    pub band_label: &'static str,
    /// How many risks.
    pub count: usize,
    /// The count as printed.
    pub count_text: String,
    /// "risk" or "risks".
    pub noun: String,
    /// "likelihood Medium, impact High".
    pub place: String,
    /// The list of its risks; `None` for an empty cell.
    pub href: Option<String>,
    /// Its first risks.
    pub ids: Vec<Anchor>,
    /// "+3": how many more.
    pub more: Option<String>,
    /// "in 5 plans".
    pub sub: Option<String>,
}

/// A band in the legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegendEntry {
    /// The band.
    pub band: BandBadge,
    /// How many risks.
    pub count: usize,
    /// The list of its risks.
    pub href: Option<String>,
}

impl HeatCell {
    /// A cell; a link leads to its risks only where there are any.
    pub fn new(
        band: Band,
        likelihood: &str,
        impact: &str,
        count: usize,
        href: impl FnOnce() -> String,
    ) -> Self {
        Self {
            band: band.word(),
            band_label: band.label(),
            count,
            count_text: count.to_string(),
            noun: if count == 1 { "risk".to_owned() } else { plural("risk") },
            place: format!("likelihood {likelihood}, impact {impact}"),
            href: (count > 0).then(href),
            ids: Vec::new(),
            more: None,
            sub: None,
        }
    }

    /// With its first ids, and the number of those left out.
    #[must_use]
    pub fn with_ids(mut self, ids: impl IntoIterator<Item = Anchor>) -> Self {
        let mut ids = ids.into_iter();
        self.ids = ids.by_ref().take(IDS_PER_CELL).collect();
        let left = ids.count();
        self.more = (left > 0).then(|| format!("+{left}"));
        self
    }

    /// With a line below the count.
    #[must_use]
    pub fn with_sub(mut self, sub: impl Into<String>) -> Self {
        self.sub = Some(sub.into());
        self
    }
}

impl LegendEntry {
    /// An entry; a link leads to the band's risks only where there are any.
    pub fn new(band: Band, count: usize, href: impl FnOnce() -> Option<String>) -> Self {
        Self { band: band_badge(band), count, href: if count > 0 { href() } else { None } }
    }
}

/// The classes of a cell's note and rows, `fl2 fi3` (prefix `f`) and `l2 i3` (none): likelihood and
/// impact as indices from 0, lowest first; the stylesheet counts from 1.
pub fn cell_classes(prefix: &str, cell: (usize, usize)) -> String {
    format!("{prefix}l{} {prefix}i{}", cell.0 + 1, cell.1 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(n: usize) -> Vec<Anchor> {
        (1..=n).map(|i| Anchor { href: format!("#r{i}"), text: format!("R{i}") }).collect()
    }

    #[test]
    fn an_empty_cell_is_no_link() {
        let cell = HeatCell::new(Band::Major, "Low", "High", 0, || "#f-low-high".into());
        assert_eq!((cell.href, cell.count_text.as_str()), (None, "0"));
    }

    #[test]
    fn a_cell_shows_few_ids_and_counts_the_rest() {
        let cell = |n| HeatCell::new(Band::Major, "Low", "High", n, String::new).with_ids(ids(n));
        assert_eq!(cell(4).more, None);
        assert_eq!((cell(7).ids.len(), cell(7).more), (4, Some("+3".into())));
        assert_eq!(cell(1).noun, "risk");
    }

    #[test]
    fn classes_count_from_one() {
        assert_eq!(cell_classes("f", (1, 2)), "fl2 fi3");
    }
}
