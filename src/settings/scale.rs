//! The risk scale: the levels of both axes, and the band of every cell.

use std::collections::BTreeMap;

use crate::model::risk::LevelKind;

/// How grave a risk is: looked up in the grid, never computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Watch it.
    Minor,
    /// Deal with it in time.
    Moderate,
    /// Blocks a gate.
    Major,
    /// Blocks a gate, and wants attention at once.
    Severe,
}

impl Band {
    /// All bands, the worst first.
    pub const ALL: [Self; 4] = [Self::Severe, Self::Major, Self::Moderate, Self::Minor];

    /// The word used in data, paths and settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Moderate => "moderate",
            Self::Major => "major",
            Self::Severe => "severe",
        }
    }

    /// The word shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Minor => "Minor",
            Self::Moderate => "Moderate",
            Self::Major => "Major",
            Self::Severe => "Severe",
        }
    }

    /// The digit on its swatch, 1 (minor) to 4 (severe).
    pub const fn digit(self) -> u8 {
        self as u8 + 1
    }

    /// The band of a data word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.word() == word)
    }
}

/// The scale of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Levels of likelihood, lowest first; 1 to 5.
    pub likelihood: Vec<LevelKind>,
    /// Levels of impact, lowest first; 1 to 5.
    pub impact: Vec<LevelKind>,
    /// `grid[likelihood][impact]`, both lowest first.
    pub grid: Vec<Vec<Band>>,
    /// Further words of levels, lower case: "likely" = high.
    pub map: BTreeMap<String, LevelKind>,
    /// The highest band that does not block a gate.
    pub tolerated: Band,
    /// The band of a risk that states one overall level and not both axes.
    pub rating: Ratings,
}

/// The band of each overall level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratings(BTreeMap<LevelKind, Band>);

impl Default for Ratings {
    /// The outermost levels of a five-step scale keep to the ends of the bands: nothing is worse than
    /// very high but critical, and nothing less than low.
    fn default() -> Self {
        Self(BTreeMap::from([
            (VeryLow, Minor),
            (Low, Minor),
            (Medium, Moderate),
            (High, Major),
            (VeryHigh, Severe),
            (Critical, Severe),
        ]))
    }
}

impl Ratings {
    /// The band of a known level.
    pub fn band(&self, level: LevelKind) -> Option<Band> {
        self.0.get(&level).copied()
    }

    /// Gives a level another band.
    pub(super) fn set(&mut self, level: LevelKind, band: Band) {
        self.0.insert(level, band);
    }
}

/// A scale that ships with Phasebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Low, medium, high on both axes.
    ThreeByThree,
    /// The template's: three levels of likelihood, four of impact.
    ThreeByFour,
    /// Low, medium, high, critical on both axes.
    FourByFour,
    /// Very low to very high on both axes.
    FiveByFive,
}

use Band::{Major, Minor, Moderate, Severe};
use LevelKind::{Critical, High, Low, Medium, VeryHigh, VeryLow};

impl Preset {
    /// All presets.
    pub const ALL: [Self; 4] =
        [Self::ThreeByThree, Self::ThreeByFour, Self::FourByFour, Self::FiveByFive];

    /// The name used in settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ThreeByThree => "3x3",
            Self::ThreeByFour => "3x4",
            Self::FourByFour => "4x4",
            Self::FiveByFive => "5x5",
        }
    }

    /// The preset of a name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.word() == word)
    }

    /// The scale of the preset. A rare disaster stays visible in each: the lowest likelihood with
    /// the highest impact is never minor.
    pub fn scale(self) -> Scale {
        let (likelihood, impact, grid): (&[LevelKind], &[LevelKind], &[&[Band]]) = match self {
            Self::ThreeByThree => (
                &[Low, Medium, High],
                &[Low, Medium, High],
                &[&[Minor, Minor, Moderate], &[Minor, Moderate, Major], &[Moderate, Major, Severe]],
            ),
            Self::ThreeByFour => (
                &[Low, Medium, High],
                &[Low, Medium, High, Critical],
                &[
                    &[Minor, Minor, Moderate, Major],
                    &[Minor, Moderate, Major, Severe],
                    &[Moderate, Major, Severe, Severe],
                ],
            ),
            Self::FourByFour => (
                &[Low, Medium, High, Critical],
                &[Low, Medium, High, Critical],
                &[
                    &[Minor, Minor, Moderate, Major],
                    &[Minor, Moderate, Major, Severe],
                    &[Moderate, Major, Severe, Severe],
                    &[Major, Major, Severe, Severe],
                ],
            ),
            Self::FiveByFive => (
                &[VeryLow, Low, Medium, High, VeryHigh],
                &[VeryLow, Low, Medium, High, VeryHigh],
                &[
                    &[Minor, Minor, Minor, Moderate, Major],
                    &[Minor, Minor, Moderate, Moderate, Major],
                    &[Minor, Moderate, Moderate, Major, Severe],
                    &[Moderate, Moderate, Major, Severe, Severe],
                    &[Moderate, Major, Major, Severe, Severe],
                ],
            ),
        };
        Scale {
            likelihood: likelihood.to_vec(),
            impact: impact.to_vec(),
            grid: grid.iter().map(|row| row.to_vec()).collect(),
            map: BTreeMap::new(),
            tolerated: Moderate,
            rating: Ratings::default(),
        }
    }
}

impl Default for Scale {
    fn default() -> Self {
        Preset::ThreeByFour.scale()
    }
}

impl Scale {
    /// The cell of two levels as indices into the axes, where the grid has both.
    pub fn cell(&self, likelihood: LevelKind, impact: LevelKind) -> Option<(usize, usize)> {
        let row = self.likelihood.iter().position(|&k| k == likelihood)?;
        let column = self.impact.iter().position(|&k| k == impact)?;
        Some((row, column))
    }

    /// The band of two levels, where the grid has both.
    pub fn band(&self, likelihood: LevelKind, impact: LevelKind) -> Option<Band> {
        let (row, column) = self.cell(likelihood, impact)?;
        self.grid.get(row)?.get(column).copied()
    }
}
