//! Risks as they stand in the document, before their values are read, and which of them are one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::table::Column;
use super::super::words::{Folded, Heads, each_token, fold, is_alike, is_ideographic};
use crate::model::prose::Text;
use crate::model::risk::Misspelt;
use crate::text::{Span, Spanned};

/// A risk as it stands in the document, before its values are read.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) id: Option<Text>,
    pub(super) text: Text,
    /// Stated values by column, each column once.
    pub(super) facts: Vec<(Column, Text)>,
    pub(super) extra: Vec<(String, Text)>,
    /// The level in the heading that it stands under.
    pub(super) group: Option<Text>,
    /// Whether the table that it stands in has a column of likelihoods.
    pub(super) has_likelihood_column: bool,
    /// Keys that name no fact.
    pub(super) unknown_keys: Vec<Spanned<String>>,
    /// Columns of its table that may be slips of the hand.
    pub(super) misspelt: Vec<Misspelt>,
    pub(super) span: Span,
    pub(super) form: RiskForm,
}

/// The form in which a risk is told.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum RiskForm {
    /// A row of a table.
    #[default]
    Row,
    /// A heading or a line that is a name.
    Heading,
    /// A bullet.
    Item,
}

impl Raw {
    /// Adds a value unless the column has one.
    pub(super) fn add(&mut self, column: Column, value: Text) {
        if self.get(column).is_none() {
            self.facts.push((column, value));
        }
    }

    /// Puts a value in the place of another; that one is kept under its key.
    pub(super) fn replace(&mut self, column: Column, key: &str, value: Text) {
        if let Some(old) = self.take(column) {
            self.extra.push((key.to_owned(), old));
        }
        self.facts.push((column, value));
    }

    pub(super) fn get(&self, column: Column) -> Option<&Text> {
        self.facts.iter().find(|(c, _)| *c == column).map(|(_, text)| text)
    }

    pub(super) fn take(&mut self, column: Column) -> Option<Text> {
        let at = self.facts.iter().position(|(c, _)| *c == column)?;
        Some(self.facts.remove(at).1)
    }

    /// Takes what another place says of the same risk and this one leaves open.
    pub(super) fn fill_from(&mut self, other: Self) {
        if self.text.is_empty() {
            self.text = other.text;
        }
        for (column, value) in other.facts {
            self.add(column, value);
        }
        let mut known: FxHashSet<String> =
            self.extra.iter().map(|(name, _)| name.clone()).collect();
        for (name, value) in other.extra {
            if known.insert(name.clone()) {
                self.extra.push((name, value));
            }
        }
        self.group = self.group.take().or(other.group);
    }

    /// Whether two places state different levels.
    fn contradicts(&self, other: &Self) -> bool {
        [Column::Likelihood, Column::Impact, Column::Severity].into_iter().any(|column| {
            let (Some(own), Some(their)) = (self.get(column), other.get(column)) else {
                return false;
            };
            !is_alike(&own.plain, &their.plain)
        })
    }
}

/// The risks found so far, each known by its ID and by its words.
#[derive(Debug, Default)]
pub(super) struct FoundRisks {
    risks: Vec<Raw>,
    by_id: FxHashMap<Folded, Vec<usize>>,
    by_id_and_text: FxHashMap<(Folded, Folded), usize>,
    /// Those whose ID ends in a number, by that number.
    by_number: FxHashMap<Folded, Vec<usize>>,
    by_text: FxHashMap<Folded, usize>,
    /// Those without an ID by their words.
    by_text_alone: FxHashMap<Folded, usize>,
}

impl FoundRisks {
    pub(super) fn len(&self) -> usize {
        self.risks.len()
    }

    pub(super) fn at(&mut self, index: usize) -> &mut Raw {
        &mut self.risks[index]
    }

    pub(super) fn into_risks(self) -> Vec<Raw> {
        self.risks
    }

    /// The risk of an ID, where only one has it.
    pub(super) fn of_id(&self, id: &str) -> Option<usize> {
        match self.by_id.get(&fold(id)).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// The risk that a row of a table repeats: one of the same ID and the same words, or of the same ID
    /// where the row has no words; where one of both has no ID, that of the same words.
    pub(super) fn retold(&self, raw: &Raw) -> Option<usize> {
        let text = fold(&raw.text.plain);
        let is_same = |at: &usize| !self.risks[*at].contradicts(raw);
        let by_text = |known: &FxHashMap<Folded, usize>| {
            known.get(&text).copied().filter(|at| !text.is_empty() && is_same(at))
        };
        match &raw.id {
            Some(id) => {
                let id = fold(&id.plain);
                let same = if text.is_empty() {
                    self.by_id.get(&id).and_then(|twins| twins.first()).copied()
                } else {
                    self.by_id_and_text.get(&(id, text.clone())).copied()
                };
                let same = same.or_else(|| self.summed_up(raw));
                same.filter(is_same).or_else(|| by_text(&self.by_text_alone))
            }
            None => by_text(&self.by_text),
        }
    }

    /// The risk that a row of the same ID sums up: it states nothing of its own but a score, in words
    /// that are nearly the same.
    fn summed_up(&self, raw: &Raw) -> Option<usize> {
        const SUMMING: [Column; 5] =
            [Column::Score, Column::Category, Column::Status, Column::Owner, Column::Due];
        let twins = self.by_id.get(&fold(&raw.id.as_ref()?.plain))?;
        let sums_up = raw.facts.iter().all(|(column, _)| SUMMING.contains(column));
        let is_near = |at: &usize| have_common(&self.risks[*at].text.plain, &raw.text.plain);
        twins.iter().take(MOST_TWINS).copied().find(is_near).filter(|_| sums_up)
    }

    /// The risk that another place speaks of in another form: one of the same ID, unless both have
    /// nothing in common; else one of the same words. Two headings of one ID number anew.
    fn position(&self, raw: &Raw) -> Option<usize> {
        let Some(id) = &raw.id else {
            let text = fold(&raw.text.plain);
            return self.by_text.get(&text).copied().filter(|_| !text.is_empty());
        };
        let twins = self.by_id.get(&fold(&id.plain)).map_or(&[][..], Vec::as_slice);
        let same = self.by_id_and_text.get(&(fold(&id.plain), fold(&raw.text.plain)));
        let speaks_of = |at: &usize| {
            let own = &self.risks[*at];
            if own.form == raw.form {
                raw.text.is_empty()
            } else {
                raw.facts.is_empty() || have_common(&own.text.plain, &raw.text.plain)
            }
        };
        let text = fold(&raw.text.plain);
        let alone = || self.by_text_alone.get(&text).copied().filter(|_| !text.is_empty());
        let twin = || twins.iter().take(MOST_TWINS).copied().find(speaks_of);
        // "Risk 1" below a table tells more of R1.
        let numbered = || {
            let is_same = |at: &usize| {
                let own = &self.risks[*at];
                let is_other = own.form != raw.form
                    && own.id.as_ref().map(|own| &own.plain) != Some(&id.plain);
                is_other && shares_word(&own.text.plain, &raw.text.plain)
            };
            let is_plain = id.plain.bytes().all(|b| b.is_ascii_digit());
            let twins = self.by_number.get(number_of(&id.plain)?).filter(|_| is_plain)?;
            twins.iter().take(MOST_TWINS).copied().find(is_same)
        };
        same.copied().or_else(twin).or_else(numbered).or_else(alone)
    }

    /// Adds a risk told in prose, or fills the one that is known already. A register names every risk:
    /// what stands beside it without an ID and without facts is prose about them.
    pub(super) fn add(&mut self, raw: Raw, is_beside_register: bool) {
        match self.position(&raw) {
            Some(at) => self.risks[at].fill_from(raw),
            None if is_beside_register && raw.id.is_none() && raw.facts.is_empty() => {}
            None => self.push(raw),
        }
    }

    pub(super) fn push(&mut self, raw: Raw) {
        let index = self.risks.len();
        let text = fold(&raw.text.plain);
        match &raw.id {
            Some(id) => {
                if let Some(number) = number_of(&id.plain) {
                    self.by_number.entry(number.into()).or_default().push(index);
                }
                let id = fold(&id.plain);
                self.by_id_and_text.entry((id.clone(), text.clone())).or_insert(index);
                self.by_id.entry(id).or_default().push(index);
            }
            None => {
                self.by_text_alone.entry(text.clone()).or_insert(index);
            }
        }
        self.by_text.entry(text).or_insert(index);
        self.risks.push(raw);
    }
}

/// Risks of one ID that are compared with what another place says.
const MOST_TWINS: usize = 8;

/// Fewest letters of a word that two texts may have in common.
const FEWEST_LETTERS: usize = 4;

/// The number at the end of an ID, without leading zeros.
fn number_of(id: &str) -> Option<&str> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id[stem.len()..].trim_start_matches('0');
    (!number.is_empty()).then_some(number)
}

/// Whether two texts may speak of one thing: they share a word of some length, or cannot be compared.
fn have_common(a: &str, b: &str) -> bool {
    long_words(a).is_empty()
        || long_words(b).is_empty()
        || compared(a).contains(is_ideographic)
        || shares_word(a, b)
}

fn shares_word(a: &str, b: &str) -> bool {
    let their = long_words(b);
    long_words(a).iter().any(|word| their.contains(word))
}

fn long_words(text: &str) -> Heads {
    let parts = each_token(compared(text)).map(|t| t.word).take(MOST_COMPARED);
    parts.filter(|w| w.chars().count() >= FEWEST_LETTERS).collect()
}

/// The beginning of a text, which alone is compared: a text may be compared with those of many.
fn compared(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_COMPARED)]
}

/// Bytes of a text that are compared with another's.
const LONGEST_COMPARED: usize = 1_000;

/// Words of a text that are compared with another's.
const MOST_COMPARED: usize = 40;
