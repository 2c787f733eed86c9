//! What the plan's own words and scores mean: "4 = High", "1–4: low, 5–9: medium".

use rustc_hash::FxHashMap;

use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::words::{Folded, Words, fold, tokens};
use super::hedge::{exact, level_at};
use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Row, Table, Text};
use crate::model::risk::LevelKind;

/// Words that a legend of the plan gives a level: "4 = High", and scores from one number to another.
#[derive(Debug, Clone, Default)]
pub(super) struct Legend {
    words: FxHashMap<Folded, LevelKind>,
    scores: Vec<(f64, f64, LevelKind)>,
}

/// Most columns of a table that tells what words mean.
const MOST_COLUMNS: usize = 4;

/// Fewest scores that a line or table gives a level; one alone is a remark.
const FEWEST_SCORES: usize = 2;

/// Most ranges of scores that are known: each score is sought among all of them.
const MOST_SCORES: usize = 200;

impl Legend {
    /// The legends of a plan: tables under a heading of scales or definitions whose rows hold a word
    /// and a level; and there or in a section of risks, tables, lists and lines that give ranges of
    /// scores a level.
    pub(super) fn of(reader: &Reader<'_>) -> Self {
        let mut legend = Self::default();
        let kinds = [Some(Kind::RiskCategories), Some(Kind::Risks)];
        for section in reader.sections_where(|s| kinds.contains(&s.kind)) {
            let is_legend = reader.sections[section].kind == Some(Kind::RiskCategories);
            for index in reader.sections[section].blocks.clone() {
                legend.add_block(&reader.blocks[index], is_legend, reader.words);
            }
        }
        legend
    }

    fn add_block(&mut self, block: &Block, is_legend: bool, words: &Words) {
        match &block.kind {
            BlockKind::Table(table) if table.header.cells.len() <= MOST_COLUMNS => {
                if is_legend {
                    table.rows.iter().for_each(|row| self.add_row(row, words));
                }
                self.add_scores(scores_of_table(table, words));
            }
            BlockKind::Paragraph(inlines) => {
                self.add_scores(scores_of(&text_of(inlines.clone()).plain, words));
            }
            BlockKind::List(list) => {
                let leads = list.items.iter().filter_map(|item| item.lead());
                let found = leads
                    .flat_map(|(inlines, _)| scores_of(&text_of(inlines.clone()).plain, words));
                self.add_scores(found.collect());
            }
            _ => {}
        }
    }

    fn add_row(&mut self, row: &Row, words: &Words) {
        let cells: Vec<&Text> = row.cells.iter().take(2).filter(|c| !c.is_empty()).collect();
        let [a, b] = cells.as_slice() else { return };
        match (exact(&a.plain, words), exact(&b.plain, words)) {
            (None, Some(level)) => self.insert(&a.plain, level),
            (Some(level), None) => self.insert(&b.plain, level),
            _ => {}
        }
    }

    fn add_scores(&mut self, scores: Vec<(f64, f64, LevelKind)>) {
        let has_range = scores.iter().any(|(low, high, _)| low < high);
        if scores.len() >= FEWEST_SCORES && has_range {
            let free = MOST_SCORES.saturating_sub(self.scores.len());
            self.scores.extend(scores.into_iter().take(free));
        }
    }

    fn insert(&mut self, word: &str, level: LevelKind) {
        let word = fold(word);
        // A range or a sentence names no level.
        if !word.is_empty() && !word.contains(' ') {
            self.words.entry(word).or_insert(level);
        }
    }

    /// The level of a word.
    pub(super) fn get(&self, text: &str) -> Option<LevelKind> {
        self.words.get(&fold(text)).copied()
    }

    /// The level of a score: "12", "12 / 25".
    pub(super) fn of_score(&self, text: &str) -> Option<LevelKind> {
        let digits = text.trim();
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
        let rest = digits[end..].trim_start();
        let score: f64 = digits[..end].parse().ok()?;
        let is_whole = rest.is_empty() || rest.starts_with(['/', '(']);
        let range = self.scores.iter().find(|(low, high, _)| *low <= score && score <= *high);
        range.filter(|_| is_whole).map(|(_, _, level)| *level)
    }
}

fn scores_of_table(table: &Table, words: &Words) -> Vec<(f64, f64, LevelKind)> {
    let of_row = |row: &Row| {
        let mut cells = row.cells.iter().take(2);
        let (a, b) = (&cells.next()?.plain, &cells.next()?.plain);
        let (range, level) = match (range_of(a), range_of(b)) {
            (Some(range), None) => (range, exact(b, words)?),
            (None, Some(range)) => (range, exact(a, words)?),
            _ => return None,
        };
        Some((range.0, range.1, level))
    };
    table.rows.iter().filter_map(of_row).collect()
}

/// The scores that a line gives a level: "Score: 1–3 = low, 4–6 = medium, 7–9 = high".
fn scores_of(line: &str, words: &Words) -> Vec<(f64, f64, LevelKind)> {
    let of_part = |part: &str| {
        let parts = tokens(part);
        let at = parts.iter().position(|t| t.word.starts_with(|c: char| c.is_ascii_digit()))?;
        let from = parts[at].start;
        // A sign of comparison stands right before its number.
        let sign = part[..from].trim_end();
        let from = sign
            .char_indices()
            .next_back()
            .filter(|(_, c)| "≤≥<>".contains(*c))
            .map_or(from, |(i, _)| i);
        let digits = |t: &&super::super::words::Token| t.word.bytes().all(|b| b.is_ascii_digit());
        let count = parts[at..].iter().take_while(digits).count();
        let end = parts[at + count.saturating_sub(1)].end;
        let end = end + part[end..].chars().take_while(|c| *c == '+').count();
        let (low, high) = range_of(&part[from..end])?;
        let levels: Vec<LevelKind> = (0..parts.len())
            .filter_map(|i| level_at(&parts[i..], words).map(|(kind, _)| kind))
            .collect();
        let [level] = levels.as_slice() else { return None };
        (parts.len() <= count + MOST_FILLERS).then_some((low, high, *level))
    };
    line.split([',', ';', '|', '·', '，', '；', '、']).filter_map(of_part).collect()
}

/// Most words beside the numbers of a part of a legend: its level and "score".
const MOST_FILLERS: usize = 4;

/// The range that a text is: "1–4", "12", "≥ 15", "15+", "under 5" aside.
fn range_of(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    let number = |part: &str| part.trim().parse::<f64>().ok();
    let bound = |sign, rest: &str| {
        let is_in = sign == '≥' || sign == '≤' || rest.starts_with('=');
        number(rest.trim_start_matches('=')).map(|n| (n, is_in))
    };
    if let Some(sign) = text.chars().next().filter(|c| "≥>≤<".contains(*c)) {
        let (n, is_in) = bound(sign, &text[sign.len_utf8()..])?;
        let is_least = matches!(sign, '≥' | '>');
        return Some(match (is_least, is_in) {
            (true, true) => (n, f64::INFINITY),
            (true, false) => (n.next_up(), f64::INFINITY),
            (false, true) => (f64::NEG_INFINITY, n),
            (false, false) => (f64::NEG_INFINITY, n.next_down()),
        });
    }
    if let Some(low) = text.strip_suffix('+') {
        return Some((number(low)?, f64::INFINITY));
    }
    if let Some((low, high)) = text.split_once(['-', '–', '—', '~', '～']) {
        return Some((number(low)?, number(high)?));
    }
    number(text).map(|n| (n, n))
}
