//! A record of the search: of a page, a person or role here, of a plan where its parts are put together.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::{Serialize, Serializer};

use crate::model::prose::{Block, BlockKind, Callout, plain_text};
use crate::parse::Who;
use crate::portfolio::{PageEntry, Portfolio};
use crate::settings::Band;
use crate::site::{Route, Slug};
use crate::text::{fingerprint, is_invisible};
use crate::view::names::owner_route;

/// Documents that a part holds on average at most. A part of so many is indexed within 0.2 s.
const PER_PART: usize = 400;

/// Words of a document's prose that are kept.
pub(super) const OPENING_WORDS: usize = 60;

/// Characters of the same: some scripts have no spaces.
pub(super) const OPENING_CHARS: usize = 400;

/// Characters of a risk, step, phase or name that are kept: each is found, though not by its last words.
pub(super) const MOST_CHARS: usize = 600;

/// A plan, a person or role, or an ordinary page, as `static/js/search.js` reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchRecord<'a> {
    /// What its results are listed under: 0 plans, 4 owners, 5 pages and templates, 10 lists; see also [`SearchItem`].
    pub(super) kind: u8,
    /// Unique: where the paths of its items begin, below the site's root.
    pub(super) at: String,
    /// What follows it in the path of its own page.
    pub(super) file: &'static str,
    /// Title, else the file's name.
    pub(super) title: Cow<'a, str>,
    /// Language of a plan's words, where it is known and not that of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lang: Option<&'a str>,
    /// Value of `data-status` of a plan's badge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    /// The author's words for an unknown status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) written: Option<String>,
    /// Owner, else author; of a person or role, what their page has. It is shown and not looked through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) owner: Option<Cow<'a, str>>,
    /// Program, flag and tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Cow<'a, str>>,
    /// What is found of it one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) items: Vec<SearchItem<'a>>,
    /// The opening words of its prose.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) text: String,
}

/// A part of a plan that is found by itself; an array that begins with its kind, a link below
/// [`SearchRecord::at`], and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SearchItem<'a> {
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

impl SearchItem<'_> {
    pub(super) fn words(&self) -> &str {
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

/// Number of parts: a power of two, so that a part is halved when there are twice as many.
pub fn search_parts(portfolio: &Portfolio) -> usize {
    let documents = portfolio.entries.len() + portfolio.pages.len();
    documents.div_ceil(PER_PART).next_power_of_two()
}

/// The part that holds the record of a plan.
pub fn search_part(portfolio: &Portfolio, slug: &Slug) -> usize {
    part_of(slug.as_str(), search_parts(portfolio))
}

/// The part of a slug, of so many.
pub(super) fn part_of(slug: &str, parts: usize) -> usize {
    let at = fingerprint(slug.as_bytes()) % u64::try_from(parts).unwrap_or(1).max(1);
    usize::try_from(at).unwrap_or_default()
}

/// A page; one that introduces a program is read on the program's page.
pub(super) fn page<'a>(
    portfolio: &Portfolio,
    index: usize,
    entry: &'a PageEntry,
) -> SearchRecord<'a> {
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
pub(super) fn owner(who: &Who) -> SearchRecord<'_> {
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

/// The first words of blocks; headings, tables and code are no prose.
pub(super) fn opening<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
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
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", shown(text[..end].trim_end()))),
        None => shown(text),
    }
}

/// A text as pages show it: what nobody sees as its code in brackets, control characters as U+FFFD.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
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
