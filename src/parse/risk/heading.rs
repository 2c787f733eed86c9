//! Headings that are risks, with their facts under them.

use std::ops::Range;

use super::super::heading::{is_risk, without_number};
use super::super::pairs;
use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::table::Column;
use super::entry::{fact_of, facts, list_fact, take};
use super::found::{Raw, RiskForm};
use super::hedge::{Said, said};
use super::level::assessment;
use super::name::{named, split_id, split_mitigation};
use super::rating;
use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Text};

/// Whether a section's heading is a risk: it begins with an ID or the number of a risk, or likelihood,
/// impact or mitigation stand right under it. Outside of a section of risks, an ID needs a likelihood
/// or an impact under it, and what has no ID needs both.
pub(super) fn is_risk_heading(reader: &Reader<'_>, section: usize) -> bool {
    let own = &reader.sections[section];
    let Some((_, heading, _)) = own.heading.filter(|_| !own.is_named && !own.is_phase) else {
        return false;
    };
    let plain = &heading.text.plain;
    if is_risk(plain, reader.words) {
        return true;
    }
    let bare = without_number(plain, reader.words);
    let has_id = split_id(reader, plain).or_else(|| split_id(reader, bare)).is_some();
    if own.kind != Some(Kind::Risks) {
        let axes = axes_of(reader, own.blocks.clone());
        let is_place = own.kind.is_none_or(|kind| kind == Kind::RiskCategories);
        return has_id && axes > 0 || is_place && axes > 1;
    }
    if has_id {
        // "C-01: a second reader" under "Controls" is one of them.
        return !own.parent.is_some_and(|above| names_fact(reader, above));
    }
    let is_child = own.parent.is_some_and(|p| reader.sections[p].is_named);
    own.blocks.clone().any(|index| {
        let block = &reader.blocks[index];
        has_facts(reader, block) || (is_child && tells_mitigation(reader, block))
    })
}

/// How many of likelihood and impact stand with a level in some blocks.
fn axes_of(reader: &Reader<'_>, blocks: Range<usize>) -> usize {
    let mut found = [false; 2];
    for index in blocks {
        let (pairs, _) = pairs::of_block(&reader.blocks[index]);
        for pair in pairs {
            if said(&pair.value.plain, reader.words) == Said::Nothing {
                continue;
            }
            match Column::of(&pair.key, reader.words) {
                Some(Column::Likelihood) => found[0] = true,
                Some(Column::Impact | Column::Severity) => found[1] = true,
                _ => {}
            }
        }
    }
    found.into_iter().filter(|axis| *axis).count()
}

/// Whether a section's heading names a fact of risks, such as their mitigation.
pub(super) fn names_fact(reader: &Reader<'_>, section: usize) -> bool {
    reader.sections[section].heading.is_some_and(|(_, heading, _)| {
        Column::of(&heading.text.plain, reader.words).is_some_and(|c| c != Column::Risk)
    })
}

/// Whether a paragraph under a heading tells its mitigation: "… Mitigation: a second reader."
fn tells_mitigation(reader: &Reader<'_>, block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            split_mitigation(reader, text_of(inlines.clone())).1.is_some()
        }
        _ => false,
    }
}

/// Whether a block states facts of one risk at its top.
pub(super) fn has_facts(reader: &Reader<'_>, block: &Block) -> bool {
    let (pairs, _) = pairs::of_block(block);
    let facts: Vec<Column> = pairs
        .iter()
        .filter_map(|p| {
            let column = fact_of(reader, &p.key)?;
            // A sentence beside a level of the same name says more of it.
            let is_more = column.is_axis() && said(&p.value.plain, reader.words) == Said::Nothing;
            (!is_more).then_some(column)
        })
        .collect();
    let has_axis = pairs.iter().filter_map(|p| fact_of(reader, &p.key)).any(Column::is_axis);
    // A list of risks that has each its mitigation is no risk.
    let twice = facts.iter().enumerate().any(|(i, c)| facts[..i].contains(c));
    let names_risks = pairs.iter().any(|p| Column::of(&p.key, reader.words) == Some(Column::Risk));
    let is_assessment = pairs.iter().any(|p| !assessment(reader, &p.value).is_empty());
    !twice && ((has_axis && !names_risks) || is_assessment)
}

/// Whether a section stands under a heading that is a risk.
pub(super) fn is_under_risk_heading(reader: &Reader<'_>, section: usize) -> bool {
    std::iter::successors(reader.sections[section].parent, |above| reader.sections[*above].parent)
        .any(|above| reader.risk_headings[above])
}

/// The risk of a heading, with what stands under it and under the headings below it.
pub(super) fn of_heading(reader: &mut Reader<'_>, section: usize) -> Option<Raw> {
    let (_, heading, span) = reader.sections[section].heading?;
    // "3.1 Risk 1: …" has a number of its own before that of the risk.
    let bare = without_number(&heading.text.plain, reader.words);
    let text = if bare.len() < heading.text.plain.len() && split_id(reader, bare).is_some() {
        Text::of_words(bare.to_owned(), reader.place_of(&heading.text, bare))
    } else {
        heading.text.clone()
    };
    let mut raw = named(reader, &text);
    raw.span = span;
    raw.form = RiskForm::Heading;
    let is_numbered = is_risk(&heading.text.plain, reader.words);
    take(reader, reader.sections[section].blocks.clone(), &mut raw);
    below(reader, section, &mut raw);
    let level = reader.sections[section].parent.and_then(|p| rating::of_section(reader, p));
    // A template's heading, with nothing filled in under it, is no risk.
    raw.text = reader.value(&raw.text, None, "a risk").unwrap_or_default();
    let says = !raw.facts.is_empty() || ((raw.id.is_some() || is_numbered) && !raw.text.is_empty());
    says.then_some(Raw { group: level, ..raw })
}

/// Takes what stands under the headings below a risk: "#### Mitigation" with its list or lines.
fn below(reader: &mut Reader<'_>, section: usize, raw: &mut Raw) {
    let level = reader.sections[section].level();
    let below = (section + 1..reader.sections.len())
        .take_while(|child| reader.sections[*child].level() > level);
    for child in below.collect::<Vec<_>>() {
        let Some((_, heading, _)) = reader.sections[child].heading else { continue };
        if reader.risk_headings[child] {
            continue;
        }
        let key = heading.text.plain.trim_end_matches([':', '：']).to_owned();
        let all = reader.blocks;
        for index in reader.sections[child].blocks.clone() {
            let block = &all[index];
            match (&block.kind, fact_of(reader, &key)) {
                (BlockKind::List(list), Some(_)) => {
                    list_fact(reader, &key, list, raw);
                }
                (BlockKind::Paragraph(inlines), Some(column)) => {
                    let text: Text = text_of(inlines.clone());
                    if let Some(text) = reader.value(&text, None, format_args!("{key} of a risk")) {
                        raw.add(column, text);
                    }
                }
                _ if has_facts(reader, block) => {
                    facts(reader, block, raw);
                }
                _ => {}
            }
        }
    }
}
