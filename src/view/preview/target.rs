//! Where the site shows what a finding is about.

use crate::diagnostic::Diagnostic;
use crate::model::prose::{Block, BlockKind};
use crate::portfolio::PlanEntry;
use crate::site::{ANCHOR_PREFIX, Route};
use crate::text::Span;
use crate::view::PlanOpener;
use crate::view::finding::File;
use crate::view::plan::{anchor, paging};

/// A page, and an id on it.
pub(super) type Place = (Route, Option<String>);

/// The place of a finding: where the plan's pages show the risk, phase, step or item that it is
/// about, else the text as written, at the nearest heading above. `None`: the file has no page.
pub(super) fn shown_at(
    opener: &dyn PlanOpener,
    file: File<'_>,
    finding: &Diagnostic,
) -> Option<Place> {
    if finding.is_of_file() {
        return file.route().map(|route| (route, None));
    }
    let span = finding.span;
    match file {
        File::Loose(_) => None,
        File::Page(page) => {
            Some((Route::Page(page.slug.clone()), heading(&page.page.blocks, span)))
        }
        File::Plan(entry) => Some(of_plan(&opener.open(entry), span)),
    }
}

fn of_plan(entry: &PlanEntry, span: Span) -> Place {
    let slug = || entry.slug.clone();
    let plan = &entry.plan;
    if let Some(index) = plan.risks.iter().position(|risk| risk.span.contains(span)) {
        let page = paging::by_register(entry).get(index).copied().unwrap_or(1);
        let anchor = entry.analysis.risks.get(index).map(|risk| risk.anchor.clone());
        return (Route::PlanRisks(slug(), page), anchor);
    }
    let phase = plan.phases.iter().position(|phase| phase.span.contains(span));
    if let Some(file) = phase.and_then(|index| entry.phase_files.get(index)) {
        return (Route::Phase(slug(), file.to_string()), None);
    }
    if let Some(place) = rollback(entry, span) {
        return place;
    }
    if let Some(id) = checklist(entry, span) {
        return (Route::Checklists(slug()), Some(id));
    }
    (Route::Source(slug()), heading(&plan.blocks, span))
}

/// The place on the rollback page, its top for a heading; the ids are those of its template.
fn rollback(entry: &PlanEntry, span: Span) -> Option<Place> {
    let rollback = &entry.plan.rollback;
    let holds = |place: Span| place.contains(span);
    let id = if rollback.triggers.iter().any(|trigger| holds(trigger.span)) {
        Some("when")
    } else if rollback.steps.iter().any(|step| holds(step.span)) {
        Some("steps")
    } else if rollback.owners.iter().any(|owner| holds(owner.span)) {
        Some(anchor::OWNERS)
    } else if rollback.sections.iter().any(|section| holds(section.heading)) {
        None
    } else {
        return None;
    };
    Some((Route::Rollback(entry.slug.clone()), id.map(str::to_owned)))
}

fn checklist(entry: &PlanEntry, span: Span) -> Option<String> {
    let plan = &entry.plan;
    let criterion = plan.transition_criteria.iter().position(|c| c.item.span.contains(span));
    if let Some(index) = criterion {
        return Some(anchor::criterion(index));
    }
    let index = plan.checklists.iter().position(|list| list.span.contains(span))?;
    // A nested item lies inside its parent, and is meant where both hold the place.
    let item = plan.checklists[index].items.iter().rposition(|item| item.span.contains(span));
    Some(item.map_or_else(|| anchor::checklist(index), |item| anchor::item(index, item)))
}

/// The id of the last heading that begins at or before a place.
fn heading(blocks: &[Block], span: Span) -> Option<String> {
    let before = blocks.iter().take_while(|block| block.span.start <= span.start);
    let anchors = before.filter_map(|block| match &block.kind {
        BlockKind::Heading(heading) if !heading.anchor.is_empty() => Some(&heading.anchor),
        _ => None,
    });
    anchors.last().map(|anchor| format!("{ANCHOR_PREFIX}{anchor}"))
}
