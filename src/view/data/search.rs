//! What the search page finds: a record a plan, person, role, page or list, in parts that are scripts.
//!
//! Which part a record is in follows from its slug and from the number of parts alone, so that an edit
//! changes one part; the number of parts grows with the number of documents.

mod elsewhere;
mod lists;
mod parts;
mod record;
mod script;
mod words;

pub use record::{SearchRecord, search_part, search_parts};
pub(super) use script::SearchPart;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::value::plain;
use crate::model::header::StatusKind;
use crate::model::prose::Text;
use crate::portfolio::{PlanEntry, Portfolio, Program};
use crate::site::{Route, relative};
use crate::view::Context;
use crate::view::part::status_badge;
use crate::view::plan::{anchor, paging};
use record::{MOST_CHARS, SearchItem, cut, opening, part_of, shown};
use script::printed;

/// The bytes of a part (from 0); without records where there is no such part.
pub fn search_records(context: &Context<'_>, part: usize) -> Vec<u8> {
    let Context { portfolio, settings, .. } = *context;
    let parts = search_parts(portfolio);
    let is_here = |entry: &&Arc<PlanEntry>| part_of(entry.slug.as_str(), parts) == part;
    let print = || {
        let mut script = SearchPart::begin(Vec::new())?;
        for entry in portfolio.own().iter().filter(is_here) {
            script.add(&record_of(portfolio, &context.opener.open(entry)).1)?;
        }
        script.finish(portfolio, settings, part)
    };
    // Writing to memory does not fail.
    print().unwrap_or_default()
}

/// The record of a plan that is open, printed, and the part that it stands in.
pub(super) fn record_of(portfolio: &Portfolio, entry: &PlanEntry) -> (usize, Vec<u8>) {
    let part = search_part(portfolio, &entry.slug);
    (part, printed(&plan(entry, program_of(portfolio, entry.source.path()))))
}

/// The innermost program of a document.
fn program_of<'a>(portfolio: &'a Portfolio, path: &str) -> Option<&'a Program> {
    let (folder, _) = path.rsplit_once('/')?;
    let at = portfolio.programs.binary_search_by(|program| program.folder.as_str().cmp(folder));
    at.ok().map(|at| &portfolio.programs[at])
}

fn plan<'a>(entry: &'a PlanEntry, program: Option<&'a Program>) -> SearchRecord<'a> {
    let (plan, summary) = (&*entry.plan, &entry.summary);
    let own = Route::Plan(entry.slug.clone()).path();
    let to = |route: Route| relative(&own, &route.path());
    let slug = || entry.slug.clone();
    let mut people = People::default();
    people.add(plan.header.owner.as_ref(), "Owner", || to(Route::Plan(slug())));
    people.add(plan.header.author.as_ref(), "Author", || to(Route::Plan(slug())));
    let mut items = Vec::new();
    for (phase, (label, file)) in plan.phases.iter().zip(summary.phases.iter()) {
        let href = to(Route::Phase(slug(), file.clone()));
        people.add(phase.owner.as_ref(), "Phase owner", || href.clone());
        people.add(phase.go_no_go.as_ref(), "Approver", || href.clone());
        for criterion in &phase.success_criteria {
            let text = cut(&criterion.text.plain, MOST_CHARS);
            items.push(SearchItem::Criterion(href.clone(), text));
        }
        items.push(SearchItem::Phase(href, cut(label, MOST_CHARS)));
    }
    let pages = paging::by_register(entry);
    for ((risk, place), page) in plan.risks.iter().zip(&entry.analysis.risks).zip(pages) {
        let href = format!("{}#{}", to(Route::PlanRisks(slug(), page)), place.anchor);
        people.add(risk.owner.as_ref(), "Risk owner", || href.clone());
        let text = cut(&risk.text.plain, MOST_CHARS);
        let text = match &risk.id {
            Some(id) => format!("{}: {text}", shown(&id.value)),
            None => text.into_owned(),
        };
        items.push(SearchItem::Risk(href, text, place.band, !risk.is_open()));
    }
    let rollback = to(Route::Rollback(slug()));
    for (index, step) in plan.rollback.steps.iter().enumerate() {
        // What is shown as written has no anchors of its own.
        let place = if plan.rollback.is_unread(step.span) {
            anchor::WRITTEN.to_owned()
        } else {
            anchor::step(index)
        };
        let href = format!("{rollback}#{place}");
        items.push(SearchItem::Step(href, cut(&step.text.plain, MOST_CHARS)));
    }
    for row in &plan.rollback.owners {
        let who = || format!("{rollback}#{}", anchor::OWNERS);
        people.add(row.primary.as_ref(), "Rollback owner", who);
        people.add(row.backup.as_ref(), "Rollback backup", who);
    }
    items.extend(parts::tasks(entry, &to(Route::Checklists(slug()))));
    items.extend(plan.decisions.iter().map(|decision| {
        let file = decision.phase.and_then(|at| summary.phases.get(at.index()));
        let href = match file {
            Some((_, file)) => to(Route::Phase(slug(), file.clone())),
            None => to(Route::Plan(slug())),
        };
        people.add(decision.by.as_ref(), "Decider", || href.clone());
        let notes = decision.notes.as_ref();
        let parts = [Some(&decision.phase_text), Some(&decision.verdict_text), notes];
        let parts = parts.into_iter().flatten().map(|text| text.plain.as_str());
        let parts: Vec<&str> = parts.filter(|text| !text.is_empty()).collect();
        SearchItem::Decision(href, cut(&parts.join(": "), MOST_CHARS).into_owned())
    }));
    items.extend(people.items());
    let text = opening(plan.more.iter().cloned().flat_map(|range| &plan.blocks[range]));
    parts::add_sections(entry, &to(Route::Source(slug())), &text, &mut items);
    items.retain(|item| !item.words().is_empty());
    let status = summary.status.as_ref().map(|(kind, text)| (*kind, text.as_str()));
    let badge = status_badge(status);
    let flag = plain(plan.header.flag.as_ref());
    let about = program.map(|program| program.title.as_str()).into_iter().chain(flag);
    SearchRecord {
        kind: if summary.is_template { 5 } else { 0 },
        at: own.trim_end_matches("index.html").to_owned(),
        file: "index.html",
        title: shown(&summary.title),
        lang: summary.lang.as_deref(),
        status: (!summary.is_template).then_some(badge.status),
        written: status
            .filter(|(kind, _)| *kind == StatusKind::Unknown)
            .map(|(_, text)| shown(text).into_owned()),
        owner: summary.owner.as_deref().map(shown),
        about: about.chain(plan.header.tags.iter().map(String::as_str)).map(shown).collect(),
        items,
        text,
    }
}

/// The names of a plan, each once: its first place, and all that it is named for.
#[derive(Default)]
struct People<'a> {
    names: Vec<(&'a str, String, Vec<&'static str>)>,
    places: FxHashMap<&'a str, usize>,
}

impl<'a> People<'a> {
    fn add(&mut self, name: Option<&'a Text>, role: &'static str, href: impl FnOnce() -> String) {
        self.add_named(plain(name), role, href);
    }

    fn add_named(
        &mut self,
        names: Option<&'a str>,
        role: &'static str,
        href: impl FnOnce() -> String,
    ) {
        let Some(names) = names else { return };
        let href = href();
        for name in names
            .split(" + ")
            .flat_map(|name| name.split(" & "))
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let place = *self.places.entry(name).or_insert(self.names.len());
            match self.names.get_mut(place) {
                Some((_, _, roles)) if roles.contains(&role) => {}
                Some((_, _, roles)) => roles.push(role),
                None => self.names.push((name, href.clone(), vec![role])),
            }
        }
    }

    fn items(self) -> impl Iterator<Item = SearchItem<'a>> {
        self.names.into_iter().map(|(name, href, roles)| {
            SearchItem::Person(href, cut(name, MOST_CHARS), roles.join(", "))
        })
    }
}

#[cfg(test)]
mod tests;
