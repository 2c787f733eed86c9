//! What the search page finds: a record a plan, person, role, page or list, in parts that are scripts.
//!
//! Which part a record is in follows from its slug and from the number of parts alone, so that an edit
//! changes one part; the number of parts grows with the number of documents.

mod lists;
mod parts;
mod script;
mod words;

pub(super) use script::SearchPart;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use super::value::plain;
use crate::model::header::StatusKind;
use crate::model::prose::{Block, BlockKind, Callout, Text, plain_text};
use crate::parse::Who;
use crate::portfolio::{PageEntry, PlanEntry, Portfolio, Program};
use crate::settings::Band;
use crate::site::{Route, Slug, relative};
use crate::text::{fingerprint, is_invisible};
use crate::view::Context;
use crate::view::names::owner_route;
use crate::view::part::status_badge;
use crate::view::plan::{anchor, paging};
use script::printed;

/// Documents that a part holds on average at most. A part of so many is indexed within 0.2 s.
const PER_PART: usize = 400;

/// Words of a document's prose that are kept.
const OPENING_WORDS: usize = 60;

/// Characters of the same: some scripts have no spaces.
const OPENING_CHARS: usize = 400;

/// Characters of a risk, step, phase or name that are kept: each is found, though not by its last words.
const MOST_CHARS: usize = 600;

/// A plan, a person or role, or an ordinary page, as `static/js/search.js` reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchRecord<'a> {
    /// What its results are listed under: 0 plans, 4 owners, 5 pages and templates, 10 lists; see also [`SearchItem`].
    kind: u8,
    /// Unique: where the paths of its items begin, below the site's root.
    at: String,
    /// What follows it in the path of its own page.
    file: &'static str,
    /// Title, else the file's name.
    title: Cow<'a, str>,
    /// Language of a plan's words, where it is known and not that of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    /// Value of `data-status` of a plan's badge.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    /// The author's words for an unknown status.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
    /// Owner, else author; of a person or role, what their page has. It is shown and not looked through.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Cow<'a, str>>,
    /// Program, flag and tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Cow<'a, str>>,
    /// What is found of it one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<SearchItem<'a>>,
    /// The opening words of its prose.
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

/// A part of a plan that is found by itself; an array that begins with its kind, a link below
/// [`SearchRecord::at`], and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SearchItem<'a> {
    /// 1: a phase by its label.
    Phase(String, Cow<'a, str>),
    /// 2: a risk by its ID and text; then its band, and whether it no longer counts.
    Risk(String, String, Option<Band>, bool),
    /// 3: a step of the rollback.
    Step(String, Cow<'a, str>),
    /// 4: a name; then what the plan names it for.
    Person(String, Cow<'a, str>, String),
    /// 6: a decision of the log.
    Decision(String, String),
    /// 7: a success criterion of a phase, a transition criterion or an item of a checklist.
    Criterion(String, Cow<'a, str>),
    /// 8: a section by its heading; then words of it, which are looked through and not shown.
    Section(String, String, String),
    /// 9: a code block.
    Command(String, String),
}

impl Serialize for SearchItem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Phase(href, label) => (1, href, label).serialize(serializer),
            Self::Risk(href, text, band, true) => {
                (2, href, text, band.map(Band::word), true).serialize(serializer)
            }
            Self::Risk(href, text, band, false) => {
                (2, href, text, band.map(Band::word)).serialize(serializer)
            }
            Self::Step(href, text) => (3, href, text).serialize(serializer),
            Self::Person(href, name, roles) => (4, href, name, roles).serialize(serializer),
            Self::Decision(href, text) => (6, href, text).serialize(serializer),
            Self::Criterion(href, text) => (7, href, text).serialize(serializer),
            Self::Section(href, heading, words) => (8, href, heading, words).serialize(serializer),
            Self::Command(href, text) => (9, href, text).serialize(serializer),
        }
    }
}

/// Number of parts: a power of two, so that a part is halved when there are twice as many.
pub fn search_parts(portfolio: &Portfolio) -> usize {
    let documents = portfolio.entries.len() + portfolio.pages.len();
    documents.div_ceil(PER_PART).next_power_of_two()
}

/// The bytes of a part (from 0); without records where there is no such part.
pub fn search_records(context: &Context<'_>, part: usize) -> Vec<u8> {
    let Context { portfolio, settings, .. } = *context;
    let parts = search_parts(portfolio);
    let is_here = |entry: &&Arc<PlanEntry>| part_of(entry.slug.as_str(), parts) == part;
    let print = || {
        let mut script = SearchPart::begin(Vec::new())?;
        for entry in portfolio.entries.iter().filter(is_here) {
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

/// The part that holds the record of a plan.
pub fn search_part(portfolio: &Portfolio, slug: &Slug) -> usize {
    part_of(slug.as_str(), search_parts(portfolio))
}

/// The part of a slug, of so many.
fn part_of(slug: &str, parts: usize) -> usize {
    let at = fingerprint(slug.as_bytes()) % u64::try_from(parts).unwrap_or(1).max(1);
    usize::try_from(at).unwrap_or_default()
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

/// A page; one that introduces a program is read on the program's page.
fn page<'a>(portfolio: &Portfolio, index: usize, entry: &'a PageEntry) -> SearchRecord<'a> {
    let introduced = portfolio.programs.iter().find(|p| p.introduction == Some(index));
    let route = introduced
        .map_or_else(|| Route::Page(entry.slug.clone()), |p| Route::Program(p.slug.clone(), 1));
    SearchRecord {
        kind: 5,
        at: route.path(),
        file: "",
        title: shown(&entry.title),
        lang: None,
        status: None,
        written: None,
        owner: None,
        about: Vec::new(),
        items: Vec::new(),
        text: opening(&entry.page.blocks),
    }
}

/// A person or role.
fn owner(who: &Who) -> SearchRecord<'_> {
    SearchRecord {
        kind: 4,
        at: owner_route(who).path(),
        file: "",
        title: shown(&who.name),
        lang: None,
        status: None,
        written: None,
        owner: Some(Cow::Borrowed("All their plans, open risks, gates and rollback duties")),
        about: Vec::new(),
        items: Vec::new(),
        text: String::new(),
    }
}

impl SearchItem<'_> {
    fn words(&self) -> &str {
        match self {
            Self::Phase(_, text)
            | Self::Step(_, text)
            | Self::Person(_, text, _)
            | Self::Criterion(_, text) => text,
            Self::Risk(_, text, ..)
            | Self::Decision(_, text)
            | Self::Section(_, text, _)
            | Self::Command(_, text) => text,
        }
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
        let Some(names) = plain(name) else { return };
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

/// The first words of blocks; headings, tables and code are no prose.
fn opening<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    fn push(block: &Block, words: &mut Vec<String>) {
        match &block.kind {
            _ if words.len() >= OPENING_WORDS => {}
            BlockKind::Paragraph(inlines) => {
                let left = OPENING_WORDS - words.len();
                words.extend(plain_text(inlines).split(' ').take(left).map(str::to_owned));
            }
            BlockKind::List(list) => {
                list.items.iter().flat_map(|item| &item.blocks).for_each(|b| push(b, words));
            }
            BlockKind::Callout(Callout { blocks, .. })
            | BlockKind::Quote { blocks }
            | BlockKind::Details { blocks, .. } => {
                blocks.iter().for_each(|b| push(b, words));
            }
            _ => {}
        }
    }
    let mut words = Vec::new();
    for block in blocks {
        push(block, &mut words);
        if words.len() >= OPENING_WORDS {
            break;
        }
    }
    cut(&words.join(" "), OPENING_CHARS).into_owned()
}

/// So many characters of a text as pages show it, with a mark where more followed.
fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", shown(text[..end].trim_end()))),
        None => shown(text),
    }
}

/// A text as pages show it: what nobody sees as its code in brackets, control characters as U+FFFD.
fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() || is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_invisible(c) {
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        } else {
            out.push(if c.is_control() { char::REPLACEMENT_CHARACTER } else { c });
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
