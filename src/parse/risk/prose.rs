//! Risks that stand in no table: headings, bullets, bold lines, each with its facts under it.

use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::table::Column;
use super::found::{FoundRisks, Raw};
use super::heading::{is_risk_heading, is_under_risk_heading, names_fact, of_heading};
use super::lines::{marked_risk, of_lines, of_list, states_levels};
use super::rating;
use crate::markdown::text_of;
use crate::model::prose::{BlockKind, Inline, InlineKind, Text};

/// Reads the risks of headings, then of lines, then of lists: what only sums up comes last and adds
/// nothing to what a heading tells.
pub(super) fn read(reader: &mut Reader<'_>, found: &mut FoundRisks) {
    let had_tables = found.len() > 0;
    reader.risk_headings =
        (0..reader.sections.len()).map(|section| is_risk_heading(reader, section)).collect();
    for section in
        (0..reader.sections.len()).filter(|i| reader.risk_headings[*i]).collect::<Vec<_>>()
    {
        if let Some(raw) = of_heading(reader, section) {
            found.add(raw, had_tables);
        }
    }
    let is_own = |reader: &Reader<'_>, section: usize| {
        !reader.risk_headings[section] && !is_under_risk_heading(reader, section)
    };
    let mut lists = Vec::new();
    for section in reader.sections_where(|s| s.kind == Some(Kind::Risks)) {
        if !is_own(reader, section) {
            continue;
        }
        let blocks = reader.sections[section].blocks.clone();
        let has_table =
            blocks.clone().any(|i| matches!(reader.blocks[i].kind, BlockKind::Table(_)));
        let group = rating::of_section(reader, section);
        let of_lines = of_lines(reader, blocks.clone());
        let has_lines = !of_lines.is_empty();
        for raw in of_lines {
            found.add(Raw { group: group.clone(), ..raw }, false);
        }
        let is_place = is_close(reader, section) && !names_fact(reader, section);
        if !has_table && !has_lines && is_place {
            lists.push(section);
        }
    }
    for section in lists {
        let level = rating::of_section(reader, section);
        for (index, list) in reader.lists(section) {
            let level = level.clone().or_else(|| level_before(reader, index));
            for raw in of_list(reader, list) {
                found.add(with_level(raw, level.as_ref()), had_tables);
            }
        }
    }
    for section in reader.sections_where(|s| matches!(s.kind, None | Some(Kind::Decisions))) {
        if !is_own(reader, section) {
            continue;
        }
        for (_, list) in reader.lists(section) {
            if states_levels(reader, list) {
                of_list(reader, list).into_iter().for_each(|raw| found.add(raw, had_tables));
                continue;
            }
            let marked = list.items.iter().filter_map(|item| marked_risk(reader, item));
            marked.collect::<Vec<_>>().into_iter().for_each(|raw| found.push(raw));
        }
    }
}

/// Whether a section is near enough to the heading that speaks of risks for its lists to be of them:
/// in a document that is a register as a whole, other headings may hold any list.
fn is_close(reader: &Reader<'_>, section: usize) -> bool {
    let own = &reader.sections[section];
    // Under "Risk categories" they are definitions or sums.
    let above = std::iter::successors(own.parent, |above| reader.sections[*above].parent);
    if above.into_iter().any(|above| reader.sections[above].kind == Some(Kind::RiskCategories)) {
        return false;
    }
    own.is_named
        || own.parent.is_some_and(|above| {
            reader.sections[above].is_named && reader.sections[above].level() > 1
        })
}

/// The level of a bold line right above a list: "**High:**".
fn level_before(reader: &Reader<'_>, list: usize) -> Option<Text> {
    let BlockKind::Paragraph(inlines) = &reader.blocks.get(list.checked_sub(1)?)?.kind else {
        return None;
    };
    let [Inline { kind: InlineKind::Strong(content), span }] = &**inlines else {
        return None;
    };
    let words = text_of(content.clone()).plain;
    let level = rating::of_words(words.trim_end_matches([':', '：']), reader.words)?;
    Some(Text::of_words(level.to_owned(), *span))
}

/// A risk under a level, which is its score as well where it states no impact.
fn with_level(mut raw: Raw, level: Option<&Text>) -> Raw {
    if let Some(level) = level
        && raw.get(Column::Impact).is_none()
        && raw.get(Column::Severity).is_none()
    {
        raw.add(Column::Score, level.clone());
    }
    Raw { group: level.cloned(), ..raw }
}
