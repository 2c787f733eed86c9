//! Header facts that stand further down: a section on the status or the document, its last lines.

use super::super::dates::{self, Reading};
use super::super::pairs;
use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::status;
use super::super::words::{Group, tokens};
use super::{Fact, Stated, Unknown, read_pairs, state};
use crate::markdown::text_of;
use crate::model::date::Date;
use crate::model::header::Header;
use crate::model::prose::{BlockKind, InlineKind, Text};
use crate::text::Spanned;

/// Most characters of one that stands so though the head states a status.
const LONGEST_FURTHER: usize = 30;

/// Most characters of a status that stands as a paragraph of its own.
const LONGEST_STATUS: usize = 60;

/// Fewest known pairs that make a block outside the head one about the document.
const FEWEST_PAIRS: usize = 2;

/// How many of a document's last blocks may be its footer.
const FOOTER_BLOCKS: usize = 4;

/// Reads what the head leaves open.
pub(super) fn read(reader: &mut Reader<'_>, header: &mut Header, stated: &mut Stated) {
    for section in reader.sections_where(|s| s.is_named && s.level() <= 2) {
        match reader.sections[section].kind {
            Some(Kind::Status) => read_status(reader, section, header, stated),
            Some(Kind::Document) => read_section(reader, section, header, stated),
            _ => {}
        }
    }
    if header.date.is_none() {
        header.date = date_section(reader);
    }
    let first = reader.sections.iter().position(|s| !s.is_head);
    if let Some(first) = first.filter(|i| !reader.sections[*i].is_named) {
        read_section(reader, first, header, stated);
    }
    read_footer(reader, header, stated);
    if header.updated.is_none() {
        header.updated = told_update(reader);
    }
}

/// The date of the last update where a sentence of the head or the footer tells it: "Version 1.3, last
/// updated March 3, 2026 by Ada".
fn told_update(reader: &Reader<'_>) -> Option<Spanned<Date>> {
    let head = reader.sections.iter().filter(|s| s.is_head).flat_map(|s| s.blocks.clone());
    let footer = reader.blocks.len().saturating_sub(FOOTER_BLOCKS)..reader.blocks.len();
    head.chain(footer).find_map(|index| {
        let blocks = match &reader.blocks[index].kind {
            BlockKind::Quote { blocks } => blocks.as_slice(),
            _ => std::slice::from_ref(&reader.blocks[index]),
        };
        blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(inlines) => update_in(reader, &text_of(inlines.clone())),
            _ => None,
        })
    })
}

/// Bytes in which a date stands.
const LONGEST_DATE: usize = 48;

fn update_in(reader: &Reader<'_>, text: &Text) -> Option<Spanned<Date>> {
    let parts = tokens(&text.plain);
    (0..parts.len()).find_map(|i| {
        let (_, n) = reader
            .words
            .leading(Group::Header, &parts[i..])
            .filter(|(kind, _)| *kind == "updated")?;
        let rest = text.plain[parts[i + n - 1].end..].trim_start_matches([' ', ':', '：']);
        match dates::read(&rest[..rest.floor_char_boundary(LONGEST_DATE)], reader.words) {
            Reading::Date(date) => Some(Spanned::new(date, text.span)),
            _ => None,
        }
    })
}

/// A section "Date" whose first paragraph is one, as decision records have it.
fn date_section(reader: &Reader<'_>) -> Option<Spanned<Date>> {
    reader.sections.iter().filter(|s| s.level() <= 2).find_map(|section| {
        let (_, heading, _) = section.heading?;
        let is_date = reader.words.kind(Group::Header, &heading.text.plain) == Some("date");
        let first = section.blocks.clone().next().filter(|_| is_date)?;
        let BlockKind::Paragraph(inlines) = &reader.blocks[first].kind else { return None };
        let text = text_of(inlines.clone());
        match dates::read(&text.plain, reader.words) {
            Reading::Date(date) => Some(Spanned::new(date, text.span)),
            _ => None,
        }
    })
}

/// A section whose first paragraph is the status, as decision records have it.
fn read_status(reader: &mut Reader<'_>, section: usize, header: &mut Header, stated: &mut Stated) {
    let blocks = reader.blocks;
    // With a status above, only what is surely one more of them disagrees with it.
    let longest = if header.status.is_some() { LONGEST_FURTHER } else { LONGEST_STATUS };
    let known = stated.count(Fact::Status);
    for index in reader.sections[section].blocks.clone() {
        if read_pairs(reader, &blocks[index], header, stated, Unknown::Left) {
            reader.take(index);
        }
        if stated.count(Fact::Status) > known {
            return;
        }
        let inlines = match &blocks[index].kind {
            BlockKind::Paragraph(inlines) => inlines,
            BlockKind::List(list) => match list.items.as_slice() {
                [only] if only.task.is_none() => match only.lead() {
                    Some((inlines, _)) => inlines,
                    None => return,
                },
                _ => return,
            },
            _ => continue,
        };
        let is_break = |i: &crate::model::prose::Inline| {
            matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
        };
        let Some(line) = inlines.split(is_break).next() else { return };
        let text = text_of(line);
        let is_known = status::read(&text.plain, Group::Status, reader.words).kind.is_some();
        let is_word = text.plain.chars().count() <= longest && !text.plain.contains(": ");
        if is_known || is_word {
            state(reader, Fact::Status, &text, header, stated);
        }
        return;
    }
}

/// A section that may hold a block of facts about the document.
fn read_section(reader: &mut Reader<'_>, section: usize, header: &mut Header, stated: &mut Stated) {
    let blocks = reader.blocks;
    for index in reader.sections[section].blocks.clone() {
        let (found, _) = pairs::of_block(&blocks[index]);
        let known = found.iter().filter(|p| Fact::of(&p.key, reader.words).is_some()).count();
        if known >= FEWEST_PAIRS
            && read_pairs(reader, &blocks[index], header, stated, Unknown::Left)
        {
            reader.take(index);
        }
    }
}

/// The document's last lines: "*Last updated: 2026-05-01*".
fn read_footer(reader: &mut Reader<'_>, header: &mut Header, stated: &mut Stated) {
    let blocks = reader.blocks;
    let start = blocks.len().saturating_sub(FOOTER_BLOCKS);
    for (index, block) in blocks.iter().enumerate().skip(start) {
        if reader.is_read[index] || !matches!(block.kind, BlockKind::Paragraph(_)) {
            continue;
        }
        let (found, _) = pairs::of_block(block);
        let is_about_document = found.iter().any(|p| {
            matches!(
                Fact::of(&p.key, reader.words),
                Some(Fact::Updated | Fact::Date | Fact::Author)
            )
        });
        if is_about_document && read_pairs(reader, &blocks[index], header, stated, Unknown::Left) {
            reader.take(index);
        }
    }
}
