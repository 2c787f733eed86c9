//! A plan as its author wrote it.

use serde::Serialize;

use super::checklists::FilePlace;
use super::header::{PlanHeader, TabKey};
use super::{At, PlanView};
use crate::model::prose::{Block, BlockKind};
use crate::site::{ANCHOR_PREFIX, Route, encode};
use crate::view::html::{LineTargets, Prose};
use crate::view::part::{Html, counted};
use crate::view::shell::{NavSection, Shell};

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-source.html";

/// The whole document, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcePage {
    /// The plan's header.
    pub header: PlanHeader,
    /// Front matter as written.
    pub extra: Vec<FrontMatterRow>,
    /// The plan's sections, where it is long.
    pub outline: Vec<OutlineEntry>,
    /// "23 sections".
    pub sections: String,
    /// The document.
    pub body_html: Html,
    /// The file.
    pub file: FilePlace,
    /// "98 lines".
    pub length: String,
    /// Link to the plan's card, for a frame of another site.
    pub card: String,
    /// Link to the plan's badge, an image for another site.
    pub badge: String,
}

/// A section of a long plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutlineEntry {
    /// Link to its heading.
    pub href: String,
    /// The heading.
    pub text: String,
}

/// Fewest lines of a plan that has an outline, and fewest sections.
const LONG: (u32, usize) = (120, 5);

/// A key of the front matter with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrontMatterRow {
    /// The key.
    pub key: String,
    /// The value as text.
    pub value: String,
}

/// A plan as its author wrote it.
pub fn source(plan_view: &PlanView<'_>) -> (Shell, SourcePage) {
    let entry = plan_view.entry;
    let at = At::new(plan_view, &Route::Source(entry.slug.clone()));
    let shell = at.shell("Source", NavSection::Plans, false);
    let lines = LineTargets::of(&entry.source, &entry.plan.blocks);
    let prose = Prose { top_heading: 2, anchors: true, lines: Some(&lines), ..at.prose() };
    let outline = outline(&entry.plan.blocks, entry.source.line_count());
    let view = SourcePage {
        sections: counted(outline.len(), "section"),
        outline,
        header: at.header(TabKey::Source, "Source"),
        extra: extras(&entry.plan.header.front_matter),
        body_html: prose.blocks(&entry.plan.blocks),
        file: at.file(None),
        length: counted(entry.source.line_count() as usize, "line"),
        card: at.to(&Route::Card(entry.slug.clone())),
        badge: at.to(&Route::Badge(entry.slug.clone())),
    };
    (shell, view)
}

/// The sections of a long plan: its headings below the title, down to the first level that parts it.
pub(super) fn outline(blocks: &[Block], lines: u32) -> Vec<OutlineEntry> {
    let headings = || {
        blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) if !heading.anchor.is_empty() => Some(heading),
            _ => None,
        })
    };
    let count = |most: u8| headings().filter(|heading| heading.level <= most).count();
    let deepest = (1..=3).find(|level| count(*level) >= LONG.1);
    let Some(deepest) = deepest.filter(|_| lines >= LONG.0) else {
        return Vec::new();
    };
    // A lone heading of the first level is the title.
    let least = if count(1) == 1 { 2 } else { 1 };
    headings()
        .filter(|heading| (least..=deepest).contains(&heading.level))
        .map(|heading| OutlineEntry {
            href: format!("#{ANCHOR_PREFIX}{}", encode(&heading.anchor)),
            text: heading.text.plain.to_string(),
        })
        .collect()
}

/// Keys of the front matter with their values.
pub(in crate::view) fn extras(extra: &[(String, String)]) -> Vec<FrontMatterRow> {
    extra
        .iter()
        .map(|(key, value)| FrontMatterRow { key: key.clone(), value: value.clone() })
        .collect()
}
