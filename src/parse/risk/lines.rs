//! Risks that are bold lines or bullets.

use std::ops::Range;

use super::super::pairs::{self, Pair};
use super::super::reader::Reader;
use super::super::table::Column;
use super::super::value::State;
use super::super::words::{Group, tokens};
use super::entry::{fact, fact_of, facts, list_fact};
use super::found::{Raw, RiskForm};
use super::heading::has_facts;
use super::level::{kind_of, told};
use super::name::{before, named, split_mitigation};
use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, List, ListItem, Text};

/// Risks as bold lines with their facts behind them: "**1. Memory leak**", "**Risk:** …". Bullets below
/// such a line belong to its risk.
pub(super) fn of_lines(reader: &mut Reader<'_>, blocks: Range<usize>) -> Vec<Raw> {
    let all = reader.blocks;
    let mut found: Vec<Raw> = Vec::new();
    let mut open: Option<OpenRisk> = None;
    for index in blocks {
        let block = &all[index];
        if let Some(text) = bold_name(block) {
            found.extend(open.take().and_then(OpenRisk::close));
            open = Some(OpenRisk::of(named(reader, &text), false));
            continue;
        }
        // A register's head is no pair.
        if matches!(block.kind, BlockKind::Table(_)) && open.is_none() {
            continue;
        }
        if let BlockKind::List(list) = &block.kind {
            let Some(open) = &mut open else {
                if has_facts(reader, block) {
                    pairs_of(reader, block, &mut open, &mut found);
                }
                continue;
            };
            if let Some(key) = open.key.take() {
                list_fact(reader, &key, list, &mut open.raw);
                continue;
            }
        }
        pairs_of(reader, block, &mut open, &mut found);
    }
    found.extend(open.and_then(OpenRisk::close));
    found
}

/// A line that names a risk, while what stands below it is read.
struct OpenRisk {
    raw: Raw,
    /// Whether it says of itself that it is a risk.
    is_declared: bool,
    /// A bold key whose value is the list that follows: "Causes:".
    key: Option<String>,
}

impl OpenRisk {
    fn of(raw: Raw, is_declared: bool) -> Self {
        Self { raw: Raw { form: RiskForm::Heading, ..raw }, is_declared, key: None }
    }

    /// The risk, if it is one: with facts, an ID, or by its own word.
    fn close(self) -> Option<Raw> {
        let is_one = !self.raw.facts.is_empty() || self.raw.id.is_some() || self.is_declared;
        is_one.then_some(self.raw)
    }
}

fn pairs_of(
    reader: &mut Reader<'_>,
    block: &Block,
    open: &mut Option<OpenRisk>,
    found: &mut Vec<Raw>,
) {
    let (pairs, _) = pairs::of_block(block);
    for Pair { key, value, .. } in pairs {
        // "Risk: low" is a level.
        let is_risk = Column::of(&key, reader.words) == Some(Column::Risk)
            && !value.is_empty()
            && kind_of(&value.plain, reader.words).is_none();
        if is_risk {
            found.extend(open.take().and_then(OpenRisk::close));
            if let Some(text) = reader.value(&value, None, "a risk") {
                let span = text.span;
                *open = Some(OpenRisk::of(Raw { span, ..named(reader, &text) }, true));
            }
        } else if let Some(open) = open {
            open.key = None;
            if !fact(reader, &key, &value, block.span, &mut open.raw) || value.is_empty() {
                open.key = Some(key.to_string());
            }
        }
    }
}

/// The words of a paragraph that is bold and nothing else.
fn bold_name(block: &Block) -> Option<Text> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let [Inline { kind: InlineKind::Strong(content), span }] = &**inlines else {
        return None;
    };
    let text = Text { span: *span, ..text_of(content.clone()) };
    (!text.plain.trim_end().ends_with([':', '：'])).then_some(text)
}

/// Risks as items of a list.
pub(super) fn of_list(reader: &mut Reader<'_>, list: &List) -> Vec<Raw> {
    // Items that begin with the name of a fact are one risk's.
    let is_facts = list.items.iter().any(|item| {
        item.lead().is_some_and(|(inlines, span)| {
            let lead = Block { kind: BlockKind::Paragraph(inlines.to_vec().into()), span };
            let (pairs, _) = pairs::of_block(&lead);
            let begins = |p: &Pair| text_of(inlines.clone()).plain.starts_with(p.key.as_str());
            pairs.first().is_some_and(|p| {
                begins(p) && fact_of(reader, &p.key).is_some_and(|c| c != Column::Category)
            })
        })
    });
    if is_facts || list.items.iter().any(|item| item.task.is_some()) {
        return Vec::new();
    }
    list.items.iter().filter_map(|item| of_item(reader, item)).collect()
}

fn of_item(reader: &mut Reader<'_>, item: &ListItem) -> Option<Raw> {
    let (inlines, _) = item.lead()?;
    let text = reader.value(&text_of(inlines.clone()), None, "a risk")?;
    let (levels, at) = told(reader, &text);
    let (mut text, mitigation) = split_mitigation(reader, text);
    if !levels.is_empty() && at > 0 && at < text.plain.len() {
        text = before(reader, &text, at);
    }
    let mut raw = named(reader, &text);
    raw.form = RiskForm::Item;
    let mitigation = mitigation.filter(|m| reader.state(m, None) == State::Stated);
    // "Risk 1: [Description] – Mitigation: [Plan]" is a template's line, and noted above.
    let is_unfilled = reader.state(&raw.text, None) == State::Unfilled;
    if is_unfilled && mitigation.is_none() && levels.is_empty() && item.rest().is_empty() {
        return None;
    }
    levels.into_iter().for_each(|(column, level)| raw.add(column, level));
    raw.span = item.span;
    if let Some(mitigation) = mitigation {
        raw.add(Column::Mitigation, mitigation);
    }
    for block in item.rest() {
        facts(reader, block, &mut raw);
    }
    let is_nothing = reader.words.kind(Group::Word, &raw.text.plain) == Some("none");
    (!is_nothing).then_some(raw)
}

/// Fewest words of a risk that stands outside of a register: "Risk: low" is a level.
const FEWEST_RISK_WORDS: usize = 4;

/// An item anywhere that says of itself that it is a risk: "Risk: the supplier may fail".
pub(super) fn marked_risk(reader: &Reader<'_>, item: &ListItem) -> Option<Raw> {
    let (inlines, span) = item.lead().filter(|_| item.task.is_none())?;
    let lead = Block { kind: BlockKind::Paragraph(inlines.to_vec().into()), span };
    let (pairs, _) = pairs::of_block(&lead);
    let Pair { key, value, .. } = pairs.into_iter().next()?;
    let is_risk = reader.words.kind(Group::Section, &key) == Some("risks")
        && Column::of(&key, reader.words) == Some(Column::Risk);
    let is_told = tokens(&value.plain).len() >= FEWEST_RISK_WORDS
        && kind_of(&value.plain, reader.words).is_none()
        && tokens(&value.plain)
            .first()
            .is_none_or(|t| reader.words.kind_of_folded(Group::Level, &t.word).is_none());
    (is_risk && is_told).then(|| Raw {
        span: item.span,
        form: RiskForm::Item,
        ..named(reader, &value)
    })
}

/// Whether every item of a list states a likelihood or an impact: such a list is one of risks, whatever
/// its heading.
pub(super) fn states_levels(reader: &Reader<'_>, list: &List) -> bool {
    list.items.len() > 1
        && list.items.iter().all(|item| {
            item.task.is_none()
                && item
                    .lead()
                    .is_some_and(|(inlines, _)| told(reader, &text_of(inlines.clone())).0.len() > 1)
        })
}
