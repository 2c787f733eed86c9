//! The head of a plan: title, status, dates, people; front matter before header lines.

mod aliases;
mod comment;
mod elsewhere;
mod plain;
mod review;
mod status_words;
mod title;

use rustc_hash::FxHashMap;

use super::front_matter::{self, Value};
use super::pairs::{self, Pair};
use super::reader::Reader;
use super::reference::{KnownPhases, current};
use super::status;
use super::value::State;
use super::words::{Group, Words};
use crate::diagnostic::Diagnostic;
use crate::markdown::FrontMatter;
use crate::model::date::Date;
use crate::model::header::Header;
use crate::model::prose::{Block, BlockKind, Text};
use crate::text::Spanned;
use title::{are_other_titles, bare_title, conflict};

/// Facts of a header, by their names in the word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Fact {
    Title,
    Status,
    Date,
    Start,
    Updated,
    NextReview,
    Author,
    Owner,
    Flag,
    CurrentPhase,
    Tags,
    Aliases,
    DependsOn,
}

impl Fact {
    fn of(key: &str, words: &Words) -> Option<Self> {
        Some(match words.kind(Group::Header, key)? {
            "title" => Self::Title,
            "status" => Self::Status,
            "date" => Self::Date,
            "start" => Self::Start,
            "updated" => Self::Updated,
            "next-review" => Self::NextReview,
            "author" => Self::Author,
            "owner" => Self::Owner,
            "flag" => Self::Flag,
            "current-phase" => Self::CurrentPhase,
            "tags" => Self::Tags,
            "aliases" => Self::Aliases,
            "depends-on" => Self::DependsOn,
            _ => return None,
        })
    }

    const fn place(self) -> &'static str {
        match self {
            Self::Title => "the title",
            Self::Status => "the status",
            Self::Date => "the date",
            Self::Start => "the date that the rollout starts",
            Self::Updated => "the date of the last update",
            Self::NextReview => "the date of the next review",
            Self::Author => "the author",
            Self::Owner => "the owner",
            Self::Flag => "the flag",
            Self::CurrentPhase => "the current phase",
            Self::Tags => "the tags",
            Self::Aliases => "the aliases",
            Self::DependsOn => "the plans that it depends on",
        }
    }
}

/// Where each fact was stated first, and in how many places, to find those that disagree.
#[derive(Default)]
struct Stated {
    places: FxHashMap<Fact, (Text, usize)>,
    /// The day that the rollout starts: the plan's date where it states no other.
    start: Option<Spanned<Date>>,
}

impl Stated {
    /// In how many places a fact was stated.
    fn count(&self, fact: Fact) -> usize {
        self.places.get(&fact).map_or(0, |(_, count)| *count)
    }
}

/// Reads the header: front matter, then the first H1, then lines and tables before the first H2.
pub(super) fn read(reader: &mut Reader<'_>, front: Option<FrontMatter>) -> Header {
    let mut header = Header::default();
    let mut stated = Stated::default();
    if let Some(front) = front.filter(|f| !f.too_large) {
        read_front_matter(reader, front, &mut header, &mut stated);
    }
    read_first_heading(reader, &mut header);
    for index in reader.sections_where(|s| s.is_head) {
        for block in reader.sections[index].blocks.clone() {
            read_block(reader, block, &mut header, &mut stated);
        }
    }
    elsewhere::read(reader, &mut header, &mut stated);
    if header.date.is_none() {
        header.date = stated.start.clone().or_else(|| header.updated.clone());
    }
    header
}

/// Resolves what needs the phases: the current phase.
pub(super) fn resolve(reader: &mut Reader<'_>, mut header: Header) -> Header {
    let Some(text) = header.current_phase.clone() else { return header };
    let text = &text;
    let found = current(&text.plain, &reader.phases, reader.words).unwrap_or_default();
    header.current_phase_position = found.positions.first().copied();
    match found.positions.len() {
        0 => {
            reader.findings.push(unknown_phase(text, &reader.phases));
            // What names no phase is shown in the author's words.
            header.other.push(("Current phase".to_owned(), text.clone()));
        }
        1 => {}
        count => reader.findings.push(
            Diagnostic::new(
                "several-current-phases",
                text.span,
                format!("the current phase names {count} phases, `{}`", text.plain),
            )
            .label("the first of them counts")
            .help("write the one phase that is live now"),
        ),
    }
    header
}

/// The finding on words that name no phase of the plan.
pub(super) fn unknown_phase(text: &Text, phases: &KnownPhases) -> Diagnostic {
    let finding = Diagnostic::new(
        "unknown-phase-reference",
        text.span,
        format!("`{}` is not a phase of this plan", text.plain),
    );
    if phases.count == 0 {
        finding.help("add a `## Rollout Phases` section with this phase")
    } else {
        finding.help(format!("the phases are {}", phases.listed))
    }
}

fn read_front_matter(
    reader: &mut Reader<'_>,
    front: FrontMatter,
    header: &mut Header,
    stated: &mut Stated,
) {
    let entries = match front_matter::read(reader.source, front) {
        Ok(entries) => entries,
        Err(fault) => {
            reader.findings.push(
                Diagnostic::new(
                    "invalid-front-matter",
                    fault.span,
                    format!(
                        "front matter can't be read as {}: {}",
                        front.syntax.name(),
                        fault.message
                    ),
                )
                .note("none of its values is used")
                .help("mend it, or write the values as lines like `**Status:** Draft`"),
            );
            let written = reader.source.slice(front.span).trim().to_owned();
            header.front_matter.push(("front matter".to_owned(), written));
            return;
        }
    };
    header.span = front.span;
    let places = front_matter::places(reader.source, front);
    let comments = front_matter::comments(reader.source, front);
    reader.findings.extend(comments.iter().filter(|c| c.cuts).map(comment::cut));
    let mut behind: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    comments.iter().for_each(|c| behind.entry(c.key).or_default().push(c.text));
    for (key, value) in entries {
        let mut line = value.to_line();
        for comment in behind.remove(key.as_str()).unwrap_or_default() {
            line.push(' ');
            line.push_str(comment);
        }
        header.front_matter.push((key.clone(), line.trim_start().to_owned()));
        let span = places.get(key.as_str()).copied().unwrap_or(front.span);
        if matches!(value, Value::Null(_)) && Fact::of(&key, reader.words).is_some() {
            continue;
        }
        let text = |plain: String| Text { plain: plain.into(), span, ..Text::default() };
        match Fact::of(&key, reader.words) {
            Some(Fact::Tags) => header.tags = value.items(),
            Some(Fact::Aliases) => {
                let aliases = value.items().into_iter();
                header.aliases = aliases.map(|alias| Spanned::new(alias, span)).collect();
                aliases::limit(reader, header, span);
            }
            Some(Fact::DependsOn) => {
                let names = value.items().into_iter();
                header.depends_on = names.map(|name| Spanned::new(name, span)).collect();
            }
            Some(fact @ (Fact::Owner | Fact::Author)) => {
                state(reader, fact, &text(value.people()), header, stated);
            }
            Some(fact) => state(reader, fact, &text(value.to_line()), header, stated),
            None => header.extra.push((key, value.to_line())),
        }
    }
}

fn read_first_heading(reader: &mut Reader<'_>, header: &mut Header) {
    let first = reader.blocks.iter().enumerate().find_map(|(i, b)| match &b.kind {
        BlockKind::Heading(h) if h.level == 1 => Some((i, &h.text)),
        _ => None,
    });
    let Some((index, text)) = first else { return };
    reader.take(index);
    let bare = bare_title(&text.plain, reader.words);
    if let Some(title) = &header.title {
        if are_other_titles(&title.value, &bare) && reader.state(text, None) == State::Stated {
            let finding = conflict(
                "the title",
                (title.value.as_str(), title.span),
                (bare.as_str(), text.span),
            );
            reader.findings.push(finding);
        }
        return;
    }
    let value = Text {
        plain: bare.clone().into(),
        span: text.span,
        content: text.content.clone(),
        placeholders: Vec::new(),
    };
    // What follows "Rollout Plan:" may be a placeholder though the whole heading is none.
    let named = Text::of_words(bare, text.span);
    if reader.state(&named, None) == State::Unfilled {
        reader.note_unfilled(&named, "the title");
    } else if let Some(value) = reader.value(&value, None, "the title") {
        header.title = Some(Spanned::new(value.plain.to_string(), text.span));
        header.title_text = Some(text.plain.to_string());
    }
}

/// Takes the facts of a block, and of a quote's blocks.
fn read_block(reader: &mut Reader<'_>, index: usize, header: &mut Header, stated: &mut Stated) {
    let blocks = reader.blocks;
    if let BlockKind::Quote { blocks: quoted } = &blocks[index].kind {
        let wholes: Vec<bool> = quoted
            .iter()
            .map(|block| read_pairs(reader, block, header, stated, Unknown::Kept))
            .collect();
        if wholes.into_iter().all(|whole| whole) {
            reader.take(index);
        }
        return;
    }
    if read_pairs(reader, &blocks[index], header, stated, Unknown::Kept) {
        reader.take(index);
    }
}

/// What becomes of pairs with keys that a header has no fact for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unknown {
    /// They are further facts of the header.
    Kept,
    /// They are left where they stand.
    Left,
}

/// Takes the pairs of a block; whether it holds nothing else.
fn read_pairs(
    reader: &mut Reader<'_>,
    block: &Block,
    header: &mut Header,
    stated: &mut Stated,
    unknown: Unknown,
) -> bool {
    let (pairs, mut is_whole) = pairs::of_block(block);
    let known = pairs.iter().filter(|p| Fact::of(&p.key, reader.words).is_some()).count();
    let is_table = matches!(block.kind, BlockKind::Table(_));
    let is_marked = pairs.iter().any(|p| p.is_marked) && unknown == Unknown::Kept;
    if pairs.is_empty() || (known == 0 && (is_table || !is_marked)) {
        return false;
    }
    for pair in pairs {
        let fact = Fact::of(&pair.key, reader.words);
        if fact.is_some_and(|fact| !plain::states(reader, fact, &pair)) {
            is_whole = false;
            continue;
        }
        let Pair { key, value, is_marked, .. } = pair;
        match fact {
            Some(Fact::Tags) if header.tags.is_empty() => {
                header.tags = value.plain.split(',').map(|t| t.trim().to_owned()).collect();
                header.tags.retain(|t| !t.is_empty());
            }
            Some(Fact::Tags | Fact::Aliases) => {}
            Some(fact) => state(reader, fact, &value, header, stated),
            None if is_marked && unknown == Unknown::Kept => {
                let place = key.clone();
                if let Some(value) = reader.value(&value, None, &place) {
                    header.other.push((key.to_string(), value));
                }
            }
            None => is_whole = false,
        }
    }
    if unknown == Unknown::Kept {
        header.span = if header.span.is_empty() { block.span } else { header.span.to(block.span) };
    }
    is_whole
}

/// Takes a fact from one place; the first place wins, and one that disagrees is a finding.
fn state(
    reader: &mut Reader<'_>,
    fact: Fact,
    text: &Text,
    header: &mut Header,
    stated: &mut Stated,
) {
    let group = (fact == Fact::Status).then_some(Group::Status);
    if reader.state(text, group) != State::Stated {
        reader.value(text, group, fact.place());
        return;
    }
    if let Some((first, count)) = stated.places.get_mut(&fact) {
        *count += 1;
        if !agree(reader, fact, first, text) {
            let (used, unused) = ((&*first.plain, first.span), (&*text.plain, text.span));
            let finding = conflict(fact.place(), used, unused);
            reader.findings.push(finding);
        }
        return;
    }
    stated.places.insert(fact, (text.clone(), 1));
    match fact {
        Fact::Title => {
            header.title = Some(Spanned::new(bare_title(&text.plain, reader.words), text.span));
            header.title_text = Some(text.plain.to_string());
        }
        Fact::Status => header.status = Some(status_words::of(reader, text)),
        Fact::Date => header.date = reader.date(text, fact.place()),
        Fact::Updated => header.updated = reader.date(text, fact.place()),
        Fact::NextReview => review::next(reader, text, header),
        Fact::Start => stated.start = reader.date(text, fact.place()),
        Fact::Author => header.author = reader.value(text, None, fact.place()),
        Fact::Owner => header.owner = reader.value(text, None, fact.place()),
        Fact::Flag => header.flag = reader.value(text, None, fact.place()),
        Fact::CurrentPhase => header.current_phase = reader.value(text, None, fact.place()),
        Fact::DependsOn => header.depends_on_links = super::dependency::of_line(text),
        Fact::Tags | Fact::Aliases => {}
    }
}

/// Most bytes of a value that is compared with others by what it says; a longer one agrees with its like alone.
const LONGEST_COMPARED: usize = 1_000;

fn agree(reader: &Reader<'_>, fact: Fact, a: &Text, b: &Text) -> bool {
    let words = reader.words;
    if a.plain.len() > LONGEST_COMPARED {
        return a.plain == b.plain;
    }
    match fact {
        Fact::Status => {
            let kind =
                |t: &Text| status::read(&t.plain, Group::Status, words).kind.map(str::to_owned);
            kind(a) == kind(b) && (kind(a).is_some() || a.plain == b.plain)
        }
        Fact::Date | Fact::Start | Fact::Updated | Fact::NextReview => {
            super::dates::read(&a.plain, words) == super::dates::read(&b.plain, words)
        }
        Fact::Title => bare_title(&a.plain, words) == bare_title(&b.plain, words),
        _ => a.plain.to_lowercase() == b.plain.to_lowercase(),
    }
}
