//! How a plan's page opens: the author's warnings, and what the plan says of itself under its title.

use std::ops::Range;

use serde::Serialize;

use super::At;
use super::section::{announces, is_label, level};
use super::source::{OutlineEntry, outline};
use crate::model::callout::Alert;
use crate::model::prose::{Block, BlockKind, Callout, Inline, InlineKind, plain_text};
use crate::site::{ANCHOR_PREFIX, Route};
use crate::view::html::Prose;
use crate::view::part::{Html, counted};
use crate::view::shell::Anchor;

/// Most warnings of the plan's sections that its page opens with; all of them stand in their sections.
const MOST_WARNINGS: usize = 4;

/// Fewest characters of a summary that are cut to three lines at first.
const LONG: usize = 320;

/// A callout of the author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpeningCallout {
    /// Value of `data-alert`.
    pub key: String,
    /// Its title, else "Warning".
    pub title: String,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// What it says.
    pub body_html: Html,
    /// The section that it stands in, unless that is the plan's opening.
    pub section: Option<Anchor>,
}

/// The plan's first paragraph, or the quote in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// The paragraph.
    pub body_html: Html,
    /// Whether it is cut to three lines until a reader asks for more.
    pub long: bool,
}

/// What the page shows of the plan below its cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FurtherContent {
    /// "14 sections".
    pub sections: String,
    /// The sections of a long plan, each with a link to it on this page.
    pub outline: Vec<OutlineEntry>,
    /// Everything that belongs to no card, in order.
    pub body_html: Option<Html>,
}

/// Places of blocks that stand at the top of the page, in place of the author's prose below.
pub(super) struct Lifted {
    callouts: Vec<usize>,
    summary: Option<usize>,
    /// The heading over the summary, where that is all that stands under it.
    heading: Option<usize>,
    /// Whether the summary stands right under the title.
    is_above_headings: bool,
}

impl Lifted {
    /// What a plan's opening has: its callouts, and its first paragraph.
    pub(super) fn of(blocks: &[Block], own: &[Range<usize>]) -> Self {
        let begins = |block: &Block| level(block).is_some_and(|level| level > 1);
        let end = blocks.iter().position(begins).unwrap_or(blocks.len());
        let opening = || own.iter().cloned().flatten().take_while(|index| *index < end);
        let is_summary = |index: &usize| {
            let words = words_of(&blocks[*index]);
            words.first().is_some_and(|first| !is_label(first) && !announces(first))
        };
        let mut lifted = Self {
            callouts: opening().filter(|index| callout_of(&blocks[*index]).is_some()).collect(),
            summary: opening().find(is_summary),
            heading: None,
            is_above_headings: true,
        };
        if lifted.summary.is_none() && own.iter().any(|range| range.contains(&end)) {
            // The title is followed by a section of the author's: "Overview", "Summary".
            lifted.summary =
                Some(end + 1).filter(|index| *index < blocks.len() && is_summary(index));
            let is_alone = blocks.get(end + 2).is_none_or(|next| level(next).is_some());
            lifted.is_above_headings = false;
            lifted.heading = lifted.summary.filter(|_| is_alone).map(|_| end);
        }
        lifted
    }

    /// Whether a block stands at the top.
    pub(super) fn has(&self, index: usize) -> bool {
        // A section with more in it is shown whole below.
        let is_moved = self.heading.is_some() || self.is_above_headings;
        self.heading == Some(index)
            || (is_moved && self.summary == Some(index))
            || self.callouts.binary_search(&index).is_ok()
    }
}

/// The paragraphs of a block that may be a summary: a paragraph, or a quote of nothing else. One that is
/// set in italics as a whole tells authors how to fill a template in.
fn words_of(block: &Block) -> &[Block] {
    let is_italic =
        |words: &[Inline]| matches!(words, [Inline { kind: InlineKind::Emphasis(_), .. }]);
    let is_quoted =
        |block: &Block| matches!(&block.kind, BlockKind::Paragraph(words) if !is_italic(words));
    match &block.kind {
        BlockKind::Paragraph(_) => std::slice::from_ref(block),
        BlockKind::Quote { blocks } if blocks.iter().all(is_quoted) => blocks,
        _ => &[],
    }
}

/// A block as a callout.
fn callout_of(block: &Block) -> Option<&Callout> {
    match &block.kind {
        BlockKind::Callout(callout) => Some(callout),
        _ => None,
    }
}

/// How much a callout warns; the most first.
const fn weight(alert: Alert) -> u8 {
    match alert {
        Alert::Caution => 0,
        Alert::Warning => 1,
        Alert::Important => 2,
        Alert::Note => 3,
        Alert::Tip => 4,
    }
}

impl At<'_, '_> {
    /// The callouts that the page opens with: those of the opening, and warnings of any section.
    pub(super) fn callouts(&self, lifted: &Lifted) -> Vec<OpeningCallout> {
        let blocks = &self.plan().blocks;
        let mut found = Vec::new();
        let mut heading = None;
        for (index, block) in blocks.iter().enumerate() {
            if let BlockKind::Heading(own) = &block.kind {
                heading = Some(own);
            }
            let Some(callout) = callout_of(block) else { continue };
            let is_opening = lifted.callouts.binary_search(&index).is_ok();
            if is_opening || weight(callout.kind) <= weight(Alert::Warning) {
                let section = heading.filter(|_| !is_opening);
                found.push((is_opening, callout, section));
            }
        }
        found.sort_by_key(|(is_opening, callout, _)| (weight(callout.kind), !is_opening));
        let mut left = MOST_WARNINGS;
        found.retain(|(is_opening, ..)| {
            let is_shown = *is_opening || left > 0;
            left = left.saturating_sub(usize::from(!is_opening));
            is_shown
        });
        let source = Route::Source(self.entry.slug.clone());
        found
            .into_iter()
            .map(|(_, callout, section)| OpeningCallout {
                key: callout.kind.word().to_lowercase(),
                title: callout.label().to_owned(),
                icon: match callout.kind {
                    Alert::Caution => "attention",
                    Alert::Warning => "warning",
                    Alert::Important | Alert::Note | Alert::Tip => "info",
                },
                body_html: self.prose().blocks(&callout.blocks),
                section: section.map(|heading| Anchor {
                    href: self.to_place(&source, &format!("{ANCHOR_PREFIX}{}", heading.anchor)),
                    text: heading.text.plain.to_string(),
                }),
            })
            .collect()
    }

    /// What the plan says of itself under its title.
    pub(super) fn opening(&self, lifted: &Lifted) -> Option<Opening> {
        let words = words_of(&self.plan().blocks[lifted.summary?]);
        let length = |block: &Block| match &block.kind {
            BlockKind::Paragraph(words) => plain_text(words).chars().count(),
            _ => 0,
        };
        Some(Opening {
            body_html: self.prose().blocks(words),
            long: words.iter().map(length).sum::<usize>() > LONG,
        })
    }

    /// Everything that belongs to no known section, as prose, but for what the page opens with. What a
    /// sentence announces stays with it, also where a card shows it as well.
    pub(super) fn more(&self, lifted: &Lifted) -> FurtherContent {
        let plan = self.plan();
        let mut blocks: Vec<Block> = Vec::new();
        for range in &plan.more {
            let own = range.clone().filter(|index| !lifted.has(*index));
            blocks.extend(own.filter_map(|index| plan.blocks.get(index).cloned()));
            let announces = plan.blocks.get(range.end.wrapping_sub(1)).is_some_and(announces);
            let next = plan.blocks.get(range.end).filter(|_| announces);
            blocks.extend(next.filter(|next| level(next).is_none()).cloned());
        }
        let outline = outline(&blocks, self.entry.source.line_count());
        let prose = Prose { anchors: !outline.is_empty(), ..self.prose() };
        let body_html = (!blocks.is_empty()).then(|| prose.blocks(&blocks));
        FurtherContent { sections: counted(outline.len(), "section"), outline, body_html }
    }
}
