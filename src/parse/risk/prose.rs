//! Risks that stand in no table: headings, bullets, bold lines, each with its facts under it.

use std::ops::Range;

use super::super::pairs::{self, Pair};
use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::table::Column;
use super::super::words::{Group, tokens};
use super::level::{assessment, kind_of, told};
use super::name::{before, named, split_id, split_mitigation};
use super::table::FACTS;
use super::{Found, Raw};
use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, List, ListItem, Text};

/// Reads the risks of headings, lists and lines in sections of risks.
pub(super) fn read(reader: &mut Reader<'_>, found: &mut Found) {
    let had_tables = found.risks.len();
    for section in reader.sections_where(|s| matches!(s.kind, None | Some(Kind::Decisions))) {
        for (_, list) in reader.lists(section) {
            if states_levels(reader, list) {
                of_list(reader, list).into_iter().for_each(|raw| add(found, raw, had_tables));
                continue;
            }
            let marked = list.items.iter().filter_map(|item| marked_risk(reader, item));
            marked.collect::<Vec<_>>().into_iter().for_each(|raw| found.push(raw));
        }
    }
    for section in reader.sections_where(|s| s.kind == Some(Kind::Risks)) {
        if is_risk_heading(reader, section) {
            if let Some(raw) = of_heading(reader, section) {
                add(found, raw, had_tables);
            }
            continue;
        }
        if is_under_risk_heading(reader, section) {
            continue;
        }
        let blocks = reader.sections[section].blocks.clone();
        let has_table =
            blocks.clone().any(|i| matches!(reader.blocks[i].kind, BlockKind::Table(_)));
        let of_lines = of_lines(reader, blocks.clone());
        let has_lines = !of_lines.is_empty();
        of_lines.into_iter().for_each(|raw| add(found, raw, had_tables));
        if has_table || has_lines {
            continue;
        }
        if !is_close(reader, section) || names_fact(reader, section) {
            continue;
        }
        let level = level_of_section(reader, section);
        for (_, list) in reader.lists(section) {
            for raw in of_list(reader, list) {
                add(found, with_score(raw, level.as_ref()), had_tables);
            }
        }
    }
}

/// Whether a section is near enough to the heading that speaks of risks for its lists to be of them:
/// in a document that is a register as a whole, other headings may hold any list.
fn is_close(reader: &Reader<'_>, section: usize) -> bool {
    let own = &reader.sections[section];
    own.is_named
        || own.parent.is_some_and(|above| {
            reader.sections[above].is_named && reader.sections[above].level() > 1
        })
}

/// Whether a section's heading names a fact of risks, such as their mitigation.
fn names_fact(reader: &Reader<'_>, section: usize) -> bool {
    reader.sections[section].heading.is_some_and(|(_, heading, _)| {
        Column::of(&heading.text.plain, reader.words).is_some_and(|c| c != Column::Risk)
    })
}

/// Whether every item of a list states a likelihood or an impact: such a list is one of risks, whatever
/// its heading.
fn states_levels(reader: &Reader<'_>, list: &List) -> bool {
    list.items.len() > 1
        && list.items.iter().all(|item| {
            item.task.is_none()
                && item
                    .lead()
                    .is_some_and(|(inlines, _)| told(reader, &text_of(inlines)).0.len() > 1)
        })
}

/// Fewest words of a risk that stands outside of a register: "Risk: low" is a level.
const FEWEST_RISK_WORDS: usize = 4;

/// An item anywhere that says of itself that it is a risk: "Risk: the supplier may fail".
fn marked_risk(reader: &Reader<'_>, item: &ListItem) -> Option<Raw> {
    let (inlines, span) = item.lead().filter(|_| item.task.is_none())?;
    let lead = Block { kind: BlockKind::Paragraph(inlines.to_vec()), span };
    let (pairs, _) = pairs::of_block(&lead);
    let Pair { key, value, .. } = pairs.into_iter().next()?;
    let is_risk = reader.words.kind(Group::Section, &key) == Some("risks")
        && Column::of(&key, reader.words) == Some(Column::Risk);
    let is_told = tokens(&value.plain).len() >= FEWEST_RISK_WORDS
        && kind_of(&value.plain, reader.words).is_none()
        && tokens(&value.plain)
            .first()
            .is_none_or(|t| reader.words.kind_of_folded(Group::Level, &t.word).is_none());
    (is_risk && is_told).then(|| Raw { span: item.span, ..named(reader, &value) })
}

/// Adds a risk, or fills the one that an overview already names.
fn add(found: &mut Found, raw: Raw, had_tables: usize) {
    match found.position(&raw) {
        Some(at) => found.risks[at].fill_from(raw),
        // A register names every risk; what stands beside it without an ID is prose about them.
        None if had_tables > 0 && raw.id.is_none() && raw.facts.is_empty() => {}
        None => found.push(raw),
    }
}

fn with_score(mut raw: Raw, level: Option<&Text>) -> Raw {
    if let Some(level) = level
        && raw.get(Column::Impact).is_none()
        && raw.get(Column::Severity).is_none()
    {
        raw.add(Column::Score, level.clone());
    }
    raw
}

/// The level of a heading like "High risk": a combined one, that gives neither axis.
fn level_of_section(reader: &Reader<'_>, section: usize) -> Option<Text> {
    let (_, heading, span) = reader.sections[section].heading?;
    let first = tokens(&heading.text.plain).into_iter().next()?;
    let word = heading.text.plain[first.start..first.end].to_owned();
    (first.word.chars().count() > 1 && kind_of(&word, reader.words).is_some())
        .then(|| Text::of_words(word, span))
}

/// Whether a section's heading is a risk: it begins with an ID, or likelihood, impact or mitigation
/// stand right under it.
fn is_risk_heading(reader: &Reader<'_>, section: usize) -> bool {
    let own = &reader.sections[section];
    let Some((_, heading, _)) = own.heading.filter(|_| !own.is_named) else { return false };
    if split_id(reader, &heading.text.plain).is_some() {
        return true;
    }
    let is_child = own.parent.is_some_and(|p| reader.sections[p].is_named);
    own.blocks.clone().any(|index| {
        let block = &reader.blocks[index];
        has_facts(reader, block) || (is_child && tells_mitigation(reader, block))
    })
}

/// Whether a paragraph under a heading tells its mitigation: "… Mitigation: a second reader."
fn tells_mitigation(reader: &Reader<'_>, block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => split_mitigation(reader, text_of(inlines)).1.is_some(),
        _ => false,
    }
}

/// Whether a block states facts of one risk at its top.
fn has_facts(reader: &Reader<'_>, block: &Block) -> bool {
    let (pairs, _) = pairs::of_block(block);
    let facts: Vec<Column> = pairs.iter().filter_map(|p| fact_of(reader, &p.key)).collect();
    let is_axis = |c: &Column| matches!(c, Column::Likelihood | Column::Impact | Column::Severity);
    // A list of risks that has each its mitigation is no risk.
    let twice = facts.iter().enumerate().any(|(i, c)| facts[..i].contains(c));
    let names_risks = pairs.iter().any(|p| Column::of(&p.key, reader.words) == Some(Column::Risk));
    let is_assessment = pairs.iter().any(|p| !assessment(reader, &p.value).is_empty());
    !twice && ((facts.iter().any(is_axis) && !names_risks) || is_assessment)
}

fn is_under_risk_heading(reader: &Reader<'_>, section: usize) -> bool {
    std::iter::successors(reader.sections[section].parent, |above| reader.sections[*above].parent)
        .take_while(|above| reader.sections[*above].kind == Some(Kind::Risks))
        .any(|above| is_risk_heading(reader, above))
}

/// The column of a fact that a key names.
fn fact_of(reader: &Reader<'_>, key: &str) -> Option<Column> {
    Column::of(key, reader.words).filter(|c| FACTS.contains(c))
}

fn of_heading(reader: &mut Reader<'_>, section: usize) -> Option<Raw> {
    let (_, heading, span) = reader.sections[section].heading?;
    let mut raw = named(reader, &heading.text);
    raw.span = span;
    raw.phase.clone_from(&reader.sections[section].phase);
    for index in reader.sections[section].blocks.clone() {
        if facts(reader, &reader.blocks[index], &mut raw) {
            reader.take(index);
        }
        if let BlockKind::Paragraph(inlines) = &reader.blocks[index].kind
            && let (_, Some(mitigation)) = split_mitigation(reader, text_of(inlines))
        {
            raw.add(Column::Mitigation, mitigation);
        }
    }
    let level = reader.sections[section].parent.and_then(|p| level_of_section(reader, p));
    // A template's heading, with nothing filled in under it, is no risk.
    raw.text = reader.value(&raw.text, None, "a risk").unwrap_or_default();
    let says = !raw.facts.is_empty() || (raw.id.is_some() && !raw.text.is_empty());
    says.then(|| with_score(raw, level.as_ref()))
}

/// Takes the facts of a block; whether it holds nothing else.
fn facts(reader: &mut Reader<'_>, block: &Block, raw: &mut Raw) -> bool {
    let (pairs, mut is_whole) = pairs::of_block(block);
    for Pair { key, value, .. } in pairs {
        is_whole &= fact(reader, &key, &value, raw);
    }
    is_whole
}

/// Takes one fact; whether it is one.
fn fact(reader: &mut Reader<'_>, key: &str, value: &Text, raw: &mut Raw) -> bool {
    let both = assessment(reader, value);
    if both.len() > 1 || (!both.is_empty() && fact_of(reader, key).is_none()) {
        both.into_iter().for_each(|(column, level)| raw.add(column, level));
        return true;
    }
    let column = Column::of(key, reader.words);
    if matches!(column, Some(Column::Id)) {
        // "Risk #1" is numbered by its place; a stated ID is its name.
        let is_place = |id: &Text| id.plain.bytes().all(|b| b.is_ascii_digit());
        if raw.id.as_ref().is_none_or(is_place)
            && let Some(id) = reader.value(value, None, "the ID of a risk")
        {
            raw.id = Some(id);
        }
        return true;
    }
    if matches!(column, Some(Column::Risk | Column::Scope)) {
        if let Some(words) = reader.value(value, None, "a risk") {
            // The heading is the name; the description says more.
            if raw.text.is_empty() {
                raw.text = words;
            } else {
                raw.extra.push((key.to_owned(), words));
            }
        }
        return true;
    }
    let Some(column) = fact_of(reader, key) else { return false };
    let group = match column {
        Column::Likelihood | Column::Impact | Column::Severity => Some(Group::Level),
        Column::Status => Some(Group::RiskStatus),
        _ => None,
    };
    if let Some(value) = reader.value(value, group, &format!("{key} of a risk")) {
        raw.add(column, value);
    }
    true
}

/// Risks as bold lines with their facts behind them: "**1. Memory leak**", "**Risk:** …".
fn of_lines(reader: &mut Reader<'_>, blocks: Range<usize>) -> Vec<Raw> {
    let mut found: Vec<Raw> = Vec::new();
    let mut open: Option<Raw> = None;
    for index in blocks {
        let block = &reader.blocks[index];
        if let Some(text) = bold_name(block) {
            found.extend(open.take().filter(|raw| !raw.facts.is_empty()));
            open = Some(named(reader, &text));
            continue;
        }
        // A register's head is no pair.
        if matches!(block.kind, BlockKind::Table(_)) && open.is_none() {
            continue;
        }
        if matches!(block.kind, BlockKind::List(_)) && open.is_none() && !has_facts(reader, block) {
            continue;
        }
        let (pairs, _) = pairs::of_block(block);
        for Pair { key, value, .. } in pairs {
            let is_risk = Column::of(&key, reader.words) == Some(Column::Risk) && !value.is_empty();
            if is_risk {
                found.extend(open.take().filter(|raw| !raw.facts.is_empty() || has_words(raw)));
                if let Some(text) = reader.value(&value, None, "a risk") {
                    let span = text.span;
                    open = Some(Raw { span, ..named(reader, &text) });
                }
            } else if let Some(raw) = &mut open {
                fact(reader, &key, &value, raw);
            }
        }
    }
    found.extend(open.filter(|raw| !raw.facts.is_empty() || is_stated_risk(raw)));
    found
}

const fn has_words(raw: &Raw) -> bool {
    !raw.text.plain.is_empty()
}

const fn is_stated_risk(raw: &Raw) -> bool {
    raw.id.is_some()
}

/// The words of a paragraph that is bold and nothing else.
fn bold_name(block: &Block) -> Option<Text> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let [Inline { kind: InlineKind::Strong(content), span }] = inlines.as_slice() else {
        return None;
    };
    let text = Text { span: *span, ..text_of(content) };
    (!text.plain.trim_end().ends_with([':', '：'])).then_some(text)
}

/// Risks as items of a list.
fn of_list(reader: &mut Reader<'_>, list: &List) -> Vec<Raw> {
    // Items that begin with the name of a fact are one risk's.
    let is_facts = list.items.iter().any(|item| {
        item.lead().is_some_and(|(inlines, span)| {
            let lead = Block { kind: BlockKind::Paragraph(inlines.to_vec()), span };
            let (pairs, _) = pairs::of_block(&lead);
            let begins = |p: &Pair| text_of(inlines).plain.starts_with(p.key.as_str());
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
    let text = reader.value(&text_of(inlines), None, "a risk")?;
    let (levels, at) = told(reader, &text);
    let (mut text, mitigation) = split_mitigation(reader, text);
    if !levels.is_empty() && at > 0 && at < text.plain.len() {
        text = before(reader, &text, at);
    }
    let mut raw = named(reader, &text);
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
