//! The risk scale of the settings: a preset, or axes and grid; then the map and what is tolerated.

use std::collections::BTreeMap;

use super::item::{Faults, Item, VARIABLE};
use crate::model::risk::LevelKind;
use crate::settings::scale::{Band, Preset, Scale};
use crate::text::Span;

/// Most levels that an axis has.
const LEVELS: usize = 5;

/// `[scale]` while it is read. Axes of the environment take the place of a preset of the file, and
/// the other way round.
#[derive(Debug, Default)]
pub(in crate::settings) struct ScaleDraft {
    preset: Option<Stated<Preset>>,
    likelihood: Option<Stated<Vec<LevelKind>>>,
    impact: Option<Stated<Vec<LevelKind>>>,
    grid: Option<Stated<Rows>>,
    map: Option<BTreeMap<String, LevelKind>>,
    tolerated: Option<Band>,
    rating: Vec<(LevelKind, Band)>,
    /// Whether something of it could not be read, so that sizes say nothing.
    pub(super) is_partial: bool,
}

/// Rows of bands, each with its place.
type Rows = Vec<(Vec<Band>, Span)>;

#[derive(Debug)]
struct Stated<T> {
    value: T,
    place: Span,
    subject: String,
}

/// Forgets what the file states: the environment states the opposite.
fn overrule<T>(slot: &mut Option<Stated<T>>, by: Span) {
    if by == VARIABLE && slot.as_ref().is_some_and(|stated| stated.place != by) {
        *slot = None;
    }
}

fn level_words() -> [(&'static str, LevelKind); 6] {
    LevelKind::KNOWN.map(|kind| (kind.word(), kind))
}

fn band_words() -> [(&'static str, Band); 4] {
    Band::ALL.map(|band| (band.word(), band))
}

impl ScaleDraft {
    /// Reads `preset`.
    pub(in crate::settings) fn preset(&mut self, item: &Item, faults: &mut Faults) {
        let names = Preset::ALL.map(|preset| (preset.word(), preset));
        let preset = item.word("the name of a scale", &names, faults);
        overrule(&mut self.likelihood, item.place);
        overrule(&mut self.impact, item.place);
        overrule(&mut self.grid, item.place);
        self.preset = self.state(preset, item, faults);
    }

    /// Reads `likelihood`.
    pub(in crate::settings) fn likelihood(&mut self, item: &Item, faults: &mut Faults) {
        let levels = axis(item, faults);
        overrule(&mut self.preset, item.place);
        self.likelihood = self.state(levels, item, faults);
    }

    /// Reads `impact`.
    pub(in crate::settings) fn impact(&mut self, item: &Item, faults: &mut Faults) {
        let levels = axis(item, faults);
        overrule(&mut self.preset, item.place);
        self.impact = self.state(levels, item, faults);
    }

    /// Reads `grid`.
    pub(in crate::settings) fn grid(&mut self, item: &Item, faults: &mut Faults) {
        let rows = grid(item, faults);
        overrule(&mut self.preset, item.place);
        self.grid = self.state(rows, item, faults);
    }

    /// Reads `map`.
    pub(in crate::settings) fn map(&mut self, item: &Item, faults: &mut Faults) {
        let Some(entries) = item.table("a table of word and level", faults) else { return };
        let mut map = BTreeMap::new();
        for entry in entries {
            let word = entry.key.trim().to_lowercase();
            let Some(level) = entry.word("a level", &level_words(), faults) else { continue };
            if word.is_empty() {
                faults.wrong::<()>(entry.key_place, "must map a word, not nothing");
            } else if map.insert(word, level).is_some_and(|other| other != level) {
                let what = format!("maps `{}` twice", entry.key);
                faults.wrong::<()>(entry.key_place, &what);
            }
        }
        self.map = Some(map);
    }

    /// Reads `tolerated`.
    pub(in crate::settings) fn tolerated(&mut self, item: &Item, faults: &mut Faults) {
        let band = item.word("a band", &band_words(), faults);
        self.tolerated = band.or(self.tolerated);
    }

    /// Reads `rating`: levels that it does not name keep their bands.
    pub(in crate::settings) fn rating(&mut self, item: &Item, faults: &mut Faults) {
        let Some(entries) = item.table("a table of level and band", faults) else { return };
        let words = level_words();
        for entry in entries {
            let Some((_, level)) = words.iter().find(|(word, _)| *word == entry.key) else {
                let message =
                    format!("{} names `{}`, which is not a level", faults.subject, entry.key);
                let known = words.iter().map(|(word, _)| *word);
                faults.unknown(entry.key_place, message, entry.key, known);
                continue;
            };
            if let Some(band) = entry.word("a band", &band_words(), faults) {
                self.rating.push((*level, band));
            }
        }
    }

    fn state<T>(&mut self, value: Option<T>, item: &Item, faults: &Faults) -> Option<Stated<T>> {
        self.is_partial |= value.is_none();
        let (place, subject) = (item.place, faults.subject.clone());
        value.map(|value| Stated { value, place, subject })
    }

    /// The scale, if preset, axes and grid fit together.
    pub(in crate::settings) fn finish(self, faults: &mut Faults) -> Option<Scale> {
        if self.is_partial {
            return None;
        }
        let mut scale = self.preset.as_ref().map(|p| p.value.scale()).unwrap_or_default();
        self.check_preset_alone(faults)?;
        if let Some(likelihood) = &self.likelihood {
            scale.likelihood.clone_from(&likelihood.value);
        }
        if let Some(impact) = &self.impact {
            scale.impact.clone_from(&impact.value);
        }
        match &self.grid {
            Some(grid) => {
                check_size(grid, &scale, faults)?;
                scale.grid = grid.value.iter().map(|(row, _)| row.clone()).collect();
            }
            None => self.check_default_grid(&scale, faults)?,
        }
        scale.map = self.map.unwrap_or_default();
        scale.tolerated = self.tolerated.unwrap_or(scale.tolerated);
        self.rating.into_iter().for_each(|(level, band)| scale.rating.set(level, band));
        Some(scale)
    }

    /// A preset states axes and grid, so they cannot be stated beside it.
    fn check_preset_alone(&self, faults: &mut Faults) -> Option<()> {
        let Some(preset) = &self.preset else { return Some(()) };
        let axes = [&self.likelihood, &self.impact].into_iter().flatten();
        let mut others = axes
            .map(|axis| (axis.place, &axis.subject))
            .chain(self.grid.iter().map(|grid| (grid.place, &grid.subject)));
        let Some((place, subject)) = others.next() else { return Some(()) };
        let message = format!("{subject} and {} both state the scale", preset.subject);
        faults.push(place, message, "keep the preset alone, or the axes and the grid");
        None
    }

    /// Axes without a grid use the default one, which must fit them.
    fn check_default_grid(&self, scale: &Scale, faults: &mut Faults) -> Option<()> {
        let (rows, columns) = (scale.likelihood.len(), scale.impact.len());
        if scale.grid.len() == rows && scale.grid.iter().all(|row| row.len() == columns) {
            return Some(());
        }
        let axis = self.likelihood.as_ref().or(self.impact.as_ref())?;
        let message =
            format!("the scale has {rows} × {columns} levels, and no `grid` of that size");
        faults.push(axis.place, message, format!("add `{}`", example(rows, columns)));
        None
    }
}

fn check_size(grid: &Stated<Rows>, scale: &Scale, faults: &mut Faults) -> Option<()> {
    let (rows, columns) = (scale.likelihood.len(), scale.impact.len());
    let has = grid.value.len();
    let help = format!("write, for example, `{}`", example(rows, columns));
    if has != rows {
        let subject = &grid.subject;
        let message =
            format!("{subject} has {} for {rows} levels of likelihood", count(has, "row"));
        faults.push(grid.place, message, help);
        return None;
    }
    let odd = grid.value.iter().enumerate().find(|(_, (row, _))| row.len() != columns);
    let Some((index, (row, place))) = odd else { return Some(()) };
    let (subject, number, has) = (&grid.subject, index + 1, row.len());
    let message = format!(
        "row {number} of {subject} has {} for {columns} levels of impact",
        count(has, "band")
    );
    faults.push(*place, message, help);
    None
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// A grid of this size: from minor at its lowest corner to severe at its highest.
fn example(rows: usize, columns: usize) -> String {
    let furthest = (rows + columns).saturating_sub(2).max(1);
    let band = |step: usize| Band::ALL[3 - 3 * step / furthest].word();
    let row = |r| (0..columns).map(|c| format!("{:?}", band(r + c))).collect::<Vec<_>>().join(", ");
    let rows: Vec<_> = (0..rows).map(|r| format!("[{}]", row(r))).collect();
    format!("grid = [{}]", rows.join(", "))
}

fn axis(item: &Item, faults: &mut Faults) -> Option<Vec<LevelKind>> {
    let items = item.list("a list of levels", faults)?;
    let count = items.len();
    let words = level_words();
    let levels: Vec<_> =
        items.iter().filter_map(|i| i.word("a list of levels", &words, faults)).collect();
    if levels.len() < count {
        return None;
    }
    if !(1..=LEVELS).contains(&count) {
        return faults.wrong(item.place, &format!("must have 1 to {LEVELS} levels, not {count}"));
    }
    if !levels.is_sorted_by(|a, b| a < b) {
        return faults.wrong(item.place, "must have each level once, the lowest first");
    }
    Some(levels)
}

fn grid(item: &Item, faults: &mut Faults) -> Option<Rows> {
    let words = band_words();
    let mut rows = Vec::new();
    let mut is_sound = true;
    for row in item.list("a list of rows", faults)? {
        let bands: Vec<_> = row
            .list("a list of rows, each a list of bands", faults)?
            .iter()
            .map(|band| band.word("a grid of bands", &words, faults))
            .collect();
        is_sound &= bands.iter().all(Option::is_some);
        rows.push((bands.into_iter().flatten().collect(), row.place));
    }
    is_sound.then_some(rows)
}
