//! The risk register: tables, headings, bullets and lines that name risks.

mod binding;
mod level;
mod name;
mod prose;
mod rating;
mod table;

use rustc_hash::FxHashMap;

use super::label::PhaseLabel;
use super::reader::Reader;
use super::table::Column;
use super::words::{fold, tokens};
use crate::model::phase::Phase;
use crate::model::prose::Text;
use crate::model::risk::{Risk, RiskStatus, RiskStatusKind};
use crate::text::{Span, Spanned};
use binding::{column_bindings, word_bindings};
use level::{Legend, level, risk_status};

/// A risk as it stands in the document, before its values are read.
#[derive(Debug, Default)]
struct Raw {
    id: Option<Text>,
    text: Text,
    /// Stated values by column, each column once.
    facts: Vec<(Column, Text)>,
    extra: Vec<(String, Text)>,
    /// The phase that it stands under.
    phase: Option<PhaseLabel>,
    span: Span,
}

impl Raw {
    /// Adds a value unless the column has one.
    fn add(&mut self, column: Column, value: Text) {
        if self.get(column).is_none() {
            self.facts.push((column, value));
        }
    }

    fn get(&self, column: Column) -> Option<&Text> {
        self.facts.iter().find(|(c, _)| *c == column).map(|(_, text)| text)
    }

    fn take(&mut self, column: Column) -> Option<Text> {
        let at = self.facts.iter().position(|(c, _)| *c == column)?;
        Some(self.facts.remove(at).1)
    }

    /// Takes what another place says of the same risk and this one leaves open.
    fn fill_from(&mut self, other: Self) {
        for (column, value) in other.facts {
            self.add(column, value);
        }
        for (name, value) in other.extra {
            if self.extra.iter().all(|(n, _)| *n != name) {
                self.extra.push((name, value));
            }
        }
    }
}

/// The risks found so far, each known by its ID and by its words.
#[derive(Debug, Default)]
struct Found {
    risks: Vec<Raw>,
    by_id: FxHashMap<String, usize>,
    by_text: FxHashMap<String, usize>,
    /// Those without an ID by their words.
    by_text_alone: FxHashMap<String, usize>,
}

impl Found {
    /// The risk that another place speaks of: that of the same ID; where one of both has none, that of
    /// the same words.
    fn position(&self, raw: &Raw) -> Option<usize> {
        let text = fold(&raw.text.plain);
        let by_text = |known: &FxHashMap<String, usize>| {
            known.get(&text).copied().filter(|_| !text.is_empty())
        };
        match &raw.id {
            Some(id) => {
                self.by_id.get(&fold(&id.plain)).copied().or_else(|| by_text(&self.by_text_alone))
            }
            None => by_text(&self.by_text),
        }
    }

    fn push(&mut self, raw: Raw) {
        let index = self.risks.len();
        let text = fold(&raw.text.plain);
        match &raw.id {
            Some(id) => {
                self.by_id.entry(fold(&id.plain)).or_insert(index);
            }
            None => {
                self.by_text_alone.entry(text.clone()).or_insert(index);
            }
        }
        self.by_text.entry(text).or_insert(index);
        self.risks.push(raw);
    }
}

/// Reads the risks of a plan.
pub(super) fn read(reader: &mut Reader<'_>, phases: &[Phase]) -> Vec<Risk> {
    let mut found = Found::default();
    table::read(reader, &mut found);
    prose::read(reader, &mut found);
    let legend = Legend::of(reader);
    found.risks.into_iter().map(|raw| risk(reader, raw, &legend, phases)).collect()
}

/// Most words of a status that names no kind.
const MOST_STATUS_WORDS: usize = 4;

fn is_sentence(status: &RiskStatus) -> bool {
    status.kind == RiskStatusKind::Unknown && tokens(&status.text.plain).len() > MOST_STATUS_WORDS
}

fn risk(reader: &mut Reader<'_>, mut raw: Raw, legend: &Legend, phases: &[Phase]) -> Risk {
    let words = reader.words;
    let place = match &raw.id {
        Some(id) => id.plain.clone(),
        None => "a risk".to_owned(),
    };
    let rating = rating::rating(&raw, legend, words);
    let severity = raw.take(Column::Severity);
    let mut impact = raw.take(Column::Impact);
    let mut extra = raw.extra.split_off(0);
    // Beside an impact, a severity gives no axis and keeps its own name.
    match (&impact, severity) {
        (None, severity) => impact = severity,
        (Some(_), Some(severity)) => extra.push(("Severity".to_owned(), severity)),
        (Some(_), None) => {}
    }
    let phase = raw.take(Column::Phase);
    let mut bindings = phase.map(|text| column_bindings(reader, &text, phases)).unwrap_or_default();
    let mitigation = raw.take(Column::Mitigation);
    let contingency = raw.take(Column::Contingency);
    let trigger = raw.take(Column::Trigger);
    if bindings.is_empty() {
        let cells = [Some(&raw.text), mitigation.as_ref(), contingency.as_ref(), trigger.as_ref()];
        bindings = cells
            .into_iter()
            .flatten()
            .flat_map(|cell| word_bindings(reader, cell, phases))
            .collect();
    }
    let likelihood = raw.take(Column::Likelihood);
    let raised = raw.take(Column::Raised);
    let due = raw.take(Column::Due);
    let mut status = raw.take(Column::Status).map(|text| risk_status(text, words));
    // A sentence under "Status" tells how it goes, and is no status.
    if let Some(told) = status.take_if(|s| is_sentence(s)) {
        extra.push(("Status".to_owned(), told.text));
    }
    let residual_likelihood = raw.take(Column::ResidualLikelihood);
    let residual_impact = raw.take(Column::ResidualImpact);
    let level = |text: Text| level(text, legend, words);
    Risk {
        id: raw.id.take().map(|id| Spanned::new(id.plain, id.span)),
        category: raw.take(Column::Category),
        likelihood: likelihood.map(level),
        impact: impact.map(level),
        score: raw.take(Column::Score),
        rating,
        mitigation,
        contingency,
        trigger,
        owner: raw.take(Column::Owner),
        status,
        raised: raised.and_then(|t| reader.date(&t, &format!("the date that {place} was raised"))),
        due: due.and_then(|t| reader.date(&t, &format!("the due date of {place}"))),
        residual_likelihood: residual_likelihood.map(level),
        residual_impact: residual_impact.map(level),
        bindings,
        extra,
        text: raw.text,
        span: raw.span,
    }
}
