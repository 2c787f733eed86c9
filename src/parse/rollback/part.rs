//! What part of the rollback plan a heading, or the line before a list, announces.

use super::super::heading::kind_of;
use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::table::Column;
use super::super::words::{Group, Token, heads, is_ideographic, tokens};
use super::title::Aside;
use crate::markdown::text_of;
use crate::model::phase::PhasePosition;
use crate::model::prose::{Inline, InlineKind};

/// What the lists and tables of a place hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Anything of a rollback plan: by its form.
    Any,
    Triggers,
    Steps,
    Owners,
    /// Neither: follow-up work, who is told, what is known of it.
    Aside(Aside),
}

/// Where blocks are read.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) section: usize,
    /// What the section's heading says that its lists and tables hold.
    pub(super) own: Option<Part>,
    /// The phases that it speaks of; none: all.
    pub(super) phases: Vec<PhasePosition>,
    /// Whether its own heading names a part of the rollback plan.
    pub(super) is_named: bool,
}

impl Part {
    pub(super) const fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Rollback => Self::Any,
            Kind::RollbackTriggers => Self::Triggers,
            Kind::RollbackSteps => Self::Steps,
            Kind::RollbackOwners => Self::Owners,
            _ => return None,
        })
    }

    /// The part that the words of a line before a list name; inside a narrower part, a line like
    /// "Automatic rollback:" says no more than that.
    pub(super) fn named(words: &str, within: Option<Self>, reader: &Reader<'_>) -> Option<Self> {
        let named = kind_of(words, false, reader.words).and_then(|n| Self::of(n.kind))?;
        match (named, within) {
            (Self::Any, Some(within)) => Some(within),
            _ => Some(named),
        }
    }
}

/// The part that a line before a list or table announces: "Roll back if:".
pub(super) fn announces(
    reader: &Reader<'_>,
    inlines: &[Inline],
    within: Option<Part>,
) -> Option<Part> {
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let line = text_of(inlines.split(is_break).next_back()?);
    let is_bold = matches!(
        inlines.first().map(|i| &i.kind),
        Some(InlineKind::Strong(_) | InlineKind::Emphasis(_))
    );
    let words = line.plain.trim_end();
    let ends = words.ends_with([':', '：', '?', '？']);
    let is_short = tokens(words).len() <= MOST_TITLE_WORDS;
    if !ends && !is_bold && !is_short && !ends_open(reader, words) {
        return None;
    }
    let words = words.trim_end_matches([':', '：', '?', '？', ' ']);
    // "Do not roll back if:" tells when it is no rollback.
    if opens_with_not(reader, words) {
        return None;
    }
    // Elsewhere "Triggers:" may be of anything.
    if within.is_none() && !speaks_of_rollback(reader, words) {
        return None;
    }
    if let Some(part) = Part::named(words, within, reader)
        && part != Part::Any
    {
        return Some(part);
    }
    // "Wir gehen zurück, wenn:" tells when; "Who decides:" tells who.
    within?;
    if tells_when(reader, &line.plain, words) {
        Some(Part::Triggers)
    } else if names_owner(reader, words) || reader.words.holds(Group::Word, "who", words) {
        Some(Part::Owners)
    } else {
        Part::named(words, within, reader)
    }
}

/// Whether a line announces conditions: it ends in "if", asks "when", or speaks of "the following".
/// "If it fails during a phase:" is a condition itself, and what follows is what to do.
fn tells_when(reader: &Reader<'_>, line: &str, words: &str) -> bool {
    let holds = |kind| reader.words.holds(Group::Word, kind, words);
    let parts = tokens(words);
    let asks = line.trim_end().ends_with(['?', '？']);
    let is_short = parts.len() <= MOST_TITLE_WORDS;
    holds("when") && (ends_open(reader, words) || asks || holds("following") || is_short)
}

/// Whether a line ends in a word like "if", which the list behind it completes.
fn ends_open(reader: &Reader<'_>, words: &str) -> bool {
    let is_when = |t: &Token| reader.words.kind_of_folded(Group::Word, &t.word) == Some("when");
    tokens(words).last().is_some_and(is_when)
}

/// Whether a line forbids.
pub(super) fn opens_with_not(reader: &Reader<'_>, words: &str) -> bool {
    let opening = reader.words.leading(Group::Opening, &heads(words));
    opening.is_some_and(|(kind, _)| kind == "statement")
        && reader.words.holds(Group::Word, "when", words)
}

fn speaks_of_rollback(reader: &Reader<'_>, words: &str) -> bool {
    let is_rollback = |t: Token| {
        let kind = reader.words.kind_of_folded(Group::Section, &t.word);
        kind.and_then(Kind::from_word).is_some_and(Kind::is_rollback) && t.word != "trigger"
    };
    tokens(words).into_iter().any(is_rollback)
        || words.chars().any(is_ideographic)
        || reader
            .words
            .leading(Group::Section, &heads(words))
            .is_some_and(|(kind, n)| n > 1 && Kind::from_word(kind).is_some_and(Kind::is_rollback))
}

/// Most words of a line that is a title though no mark says so: "Triggers".
const MOST_TITLE_WORDS: usize = 2;

fn names_owner(reader: &Reader<'_>, words: &str) -> bool {
    matches!(
        Column::of(words, reader.words),
        Some(Column::Primary | Column::Owner | Column::Backup)
    )
}

/// Whether a title says but that steps follow.
pub(super) fn says_no_more(title: Option<Part>, part: Part) -> bool {
    title == Some(Part::Steps) || title == Some(Part::Any) || part == Part::Steps && title.is_some()
}
