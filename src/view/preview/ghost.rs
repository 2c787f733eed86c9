//! Template text in its places: what a fresh plan is still to be filled with.
//!
//! It stands beside the page and never in it, so it can't be published or counted.

use serde::Serialize;

use super::input::OverlayInput;
use crate::model::prose::Block;
use crate::portfolio::PlanEntry;
use crate::site::Route;
use crate::text::Span;
use crate::view::html::Prose;
use crate::view::part::Html;
use crate::view::plan::section::{blocks_under, level};

/// Template text for one place of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ghost {
    /// A CSS selector of the place that it belongs into, on this page.
    pub at: &'static str,
    /// What it is, for those who can't see how it looks.
    pub label: String,
    /// The section as it stands in the file.
    pub html: Html,
}

/// Parts of a plan that a page has a place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    Phases,
    Criteria,
    Risks,
    Rollback,
    Checklists,
}

/// Which part stands where on which page of a plan.
const PLACES: [(&str, Place, &str); 10] = [
    ("index", Place::Header, ".head > .wrap"),
    ("index", Place::Phases, "[aria-labelledby=phases-h]"),
    ("index", Place::Criteria, "[aria-labelledby=criteria-h], [aria-labelledby=phases-h]"),
    ("index", Place::Risks, "[aria-labelledby=risks-h]"),
    ("index", Place::Rollback, "[aria-labelledby=wrong-h]"),
    ("index", Place::Checklists, "[aria-labelledby=lists-h]"),
    ("phases", Place::Phases, "#main"),
    ("risks", Place::Risks, "#main"),
    ("rollback", Place::Rollback, "#main"),
    ("checklists", Place::Checklists, "#main"),
];

/// The template text that the page looked at has places for; none on pages of no plan.
pub fn ghosts(preview: &OverlayInput<'_>) -> Vec<Ghost> {
    let Some(context) = preview.context else { return Vec::new() };
    let page = preview.page.strip_prefix("plans/").and_then(|rest| rest.rsplit_once('/'));
    let Some((slug, page)) = page else { return Vec::new() };
    let Some(entry) = context.portfolio.plan(slug) else { return Vec::new() };
    let entry = &*context.opener.open(entry);
    if entry.plan.unfilled.is_empty() {
        return Vec::new();
    }
    let page = page.trim_end_matches(".html");
    let path = Route::Plan(entry.slug.clone()).path();
    let prose = Prose {
        context,
        page: &path,
        source: entry.source.path(),
        top_heading: 3,
        anchors: false,
        lines: None,
        commands: false,
        references: None,
    };
    let places = PLACES.iter().filter(|(on, _, _)| *on == page);
    places
        .filter_map(|(_, place, at)| {
            let blocks = place.template_text(entry);
            (!blocks.is_empty()).then(|| Ghost {
                at,
                label: format!("Template text for {}; it is not published", place.name()),
                html: prose.blocks(blocks),
            })
        })
        .collect()
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Header => "the header",
            Self::Phases => "the phases",
            Self::Criteria => "the transition criteria",
            Self::Risks => "the risk register",
            Self::Rollback => "the rollback plan",
            Self::Checklists => "the checklists",
        }
    }

    /// The blocks of this part where nothing of it is filled in, but template text stands there.
    fn template_text(self, entry: &PlanEntry) -> &[Block] {
        let plan = &entry.plan;
        let sections = &plan.sections;
        let rollback = &plan.rollback;
        let (is_filled, blocks) = match self {
            Self::Header => {
                // The title stands in the page's own header.
                let begin = usize::from(plan.blocks.first().is_some_and(|b| level(b).is_some()));
                let rest = &plan.blocks[begin..];
                let end = rest.iter().position(|b| level(b).is_some()).unwrap_or(rest.len());
                (plan.header.status.is_some(), &rest[..end])
            }
            Self::Phases => (!plan.phases.is_empty(), own_blocks(&plan.blocks, sections.phases)),
            Self::Criteria => (
                !plan.transition_criteria.is_empty(),
                own_blocks(&plan.blocks, sections.transition_criteria),
            ),
            Self::Risks => (!plan.risks.is_empty(), own_blocks(&plan.blocks, sections.risks)),
            Self::Rollback => (
                !(rollback.triggers.is_empty()
                    && rollback.steps.is_empty()
                    && rollback.owners.is_empty()),
                sections.rollback.map_or(&[][..], |heading| blocks_under(&plan.blocks, heading)),
            ),
            Self::Checklists => (
                !plan.checklists.is_empty(),
                sections.checklists.map_or(&[][..], |heading| blocks_under(&plan.blocks, heading)),
            ),
        };
        let holds_template_text = |blocks: &[Block]| {
            let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return false };
            let place = Span { start: first.span.start, end: last.span.end };
            plan.unfilled.iter().any(|text| place.contains(text.span))
        };
        if is_filled || !holds_template_text(blocks) { &[] } else { blocks }
    }
}

/// The blocks right under a heading, up to the next heading of any level.
fn own_blocks(blocks: &[Block], heading: Option<Span>) -> &[Block] {
    let Some(heading) = heading else { return &[] };
    let under = blocks_under(blocks, heading);
    let end = under.iter().position(|block| level(block).is_some()).unwrap_or(under.len());
    &under[..end]
}
