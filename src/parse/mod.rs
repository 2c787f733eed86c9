//! From a document to what it states: a plan, or an ordinary page.
//!
//! In: a [`Document`] with its [`Source`], the words and samples of the plan language. Out: an
//! [`Article`] and findings. Invariant: parsing never fails; one bad cell costs that value, and what
//! is ambiguous is not read but said.

mod checklist;
mod comparison;
mod criterion;
mod dates;
mod decision;
mod dependency;
mod front_matter;
mod header;
mod heading;
mod label;
mod lang;
mod language;
mod measure;
mod measured;
mod more;
mod naming;
mod numbered;
mod opened;
mod outline;
mod pairs;
mod people;
mod phase;
mod placeholder;
mod reader;
mod reference;
mod rehearsal;
mod risk;
mod rollback;
mod section;
mod shifted;
mod signature;
mod silence;
mod staging;
mod status;
mod support;
mod table;
mod template;
mod unread;
mod value;
mod words;

pub use checklist::marks;
pub use language::Language;
pub use measured::{
    CompanionEntry, MEASURES_SCHEMA, companion_entries, companion_findings, metric_of, quantity,
};
pub use naming::{SectionName, folded};
pub use people::{Named, Who, WhoKind, people, telephone_at};

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::markdown::Document;
use crate::model::header::Header;
use crate::model::lang::Lang;
use crate::model::plan::{Article, Page, Plan, Sections};
use crate::text::Source;
use reader::Reader;
use section::Kind;

/// Reads what a document states.
pub fn parse(
    source: &Source,
    document: Document,
    language: &Language,
) -> (Article, Vec<Diagnostic>) {
    read(source, document, language, false)
}

/// Reads what a document states that is a plan, whatever is left of it.
pub fn parse_as_plan(
    source: &Source,
    document: Document,
    language: &Language,
) -> (Article, Vec<Diagnostic>) {
    read(source, document, language, true)
}

fn read(
    source: &Source,
    document: Document,
    language: &Language,
    must_be_plan: bool,
) -> (Article, Vec<Diagnostic>) {
    let blocks = document.blocks;
    let opened = opened::open(&blocks, &language.words);
    let mut reader = Reader::new(source, &opened.blocks, language);
    let mut header = header::read(&mut reader, document.front_matter);
    header.lang = lang::of(&header, &blocks, language.site.as_ref());
    reader.is_english = header.lang.as_ref().is_none_or(Lang::is_english);
    let mut sections = sections(&reader);
    let (mut phases, is_explicit) = phase::read(&mut reader);
    let left_out = phase::limit(&mut reader, &mut phases, language.most_phases);
    reader.know(&phases);
    let mut risks = risk::read(&mut reader);
    let left_out = document.cut.into_iter().chain(left_out);
    let left_out = left_out.chain(risk::limit(&mut reader, &mut risks)).collect();
    let is_plan = must_be_plan
        || sections != Sections::default()
        || !phases.is_empty() && (is_explicit || is_about_rollout(&reader, &header))
        || !risks.is_empty()
        || checklist::is_of_rollout(&reader, &header);
    silence::note_blocks(&mut reader);
    if !is_plan {
        silence::note(&mut reader);
        let findings = reader.findings;
        drop(opened);
        let page = Page { header, blocks };
        return (Article::Page(Arc::new(page)), findings);
    }
    let header = header::resolve(&mut reader, header);
    let decisions = decision::read(&mut reader);
    let signatures = signature::read(&mut reader);
    let depends_on = dependency::read(&reader, &header);
    let mut rollback = rollback::read(&mut reader, &phases, &mut risks);
    rollback.rehearsals = rehearsal::read(&mut reader);
    for section in &mut rollback.unread {
        section.blocks = opened.range(section.blocks.clone());
    }
    rollback.unread.sort_by_key(|section| section.span.start);
    // What is of single risks, or asks whether a rollback is ready, is no rollback plan.
    sections.rollback = rollback.sections.first().map(|section| section.heading);
    let (transition_criteria, checklists) = checklist::read(&mut reader);
    let measures = measured::read(&mut reader);
    let measured_criteria = match measures.as_slice() {
        [] => Vec::new(),
        _ => measured::comparisons(&reader, &transition_criteria),
    };
    let support = support::read(&reader);
    unread::note(&mut reader, !phases.is_empty(), !risks.is_empty());
    let more = opened.ranges(more::ranges(&mut reader));
    let mut plan = Plan {
        header,
        phases,
        transition_criteria,
        decisions,
        signatures,
        risks,
        rollback,
        depends_on,
        measures,
        measured_criteria,
        checklists,
        support,
        sections,
        more,
        blocks: Vec::new(),
        unfilled: Vec::new(),
        is_template: false,
        left_out,
    };
    plan.is_template = template::is_template(&reader, &plan);
    let (findings, unfilled) = reader.finish();
    drop(opened);
    plan.unfilled = unfilled;
    plan.blocks = blocks;
    (Article::Plan(Arc::new(plan)), findings)
}

/// Whether a title or a heading speaks of a rollout: the steps of a how-to are no phases of one.
fn is_about_rollout(reader: &Reader<'_>, header: &Header) -> bool {
    let headings = reader.sections.iter().filter_map(|s| s.heading).map(|(_, h, _)| &*h.text.plain);
    let title = header.title.as_ref().map(|title| title.value.as_str());
    title.into_iter().chain(headings).any(|words| reader.speaks_of_rollout(words))
}

/// The headings that open a plan's sections, the first of each.
fn sections(reader: &Reader<'_>) -> Sections {
    let mut found = Sections::default();
    for section in &reader.sections {
        let Some((_, _, span)) = section.heading else { continue };
        let place = match section.kind.filter(|_| section.is_named) {
            Some(Kind::Phases) => &mut found.phases,
            Some(Kind::TransitionCriteria) => &mut found.transition_criteria,
            Some(Kind::Decisions) => &mut found.decisions,
            Some(Kind::Risks) => &mut found.risks,
            Some(kind) if kind.is_rollback() => &mut found.rollback,
            Some(kind) if kind.is_checklist() => &mut found.checklists,
            None if section.is_phase => &mut found.phases,
            _ => continue,
        };
        place.get_or_insert(span);
    }
    found
}
