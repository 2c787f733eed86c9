//! What a title inside a rollback plan says of what stands under it: another subject, a step, one way
//! of several, phases.

use super::super::heading::without_number;
use super::super::label::{number, staging_word};
use super::super::reader::Reader;
use super::super::reference::{KnownPhases, reference};
use super::super::section::Kind;
use super::super::words::{Folded, Group, Words, heads, joined, tokens};
use crate::model::phase::PhasePosition;
use crate::model::prose::{Inline, InlineKind, plain_text};

/// Subjects of titles under which neither triggers, steps nor owners stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// What is done when users are safe again.
    Afterwards,
    /// Who is told, and how.
    Communication,
    /// What keeps a launch from beginning.
    NoGo,
    /// What may be known of it: how long it takes, what it costs.
    Fact,
    /// What has to be there before.
    Before,
    /// Whether it worked.
    Verify,
    /// What is done when a risk occurs, or in any emergency.
    Contingency,
}

impl Aside {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "afterwards" => Self::Afterwards,
            "communication" => Self::Communication,
            "no-go" => Self::NoGo,
            "fact" => Self::Fact,
            "before" => Self::Before,
            "verify" => Self::Verify,
            "contingency" => Self::Contingency,
            _ => return None,
        })
    }

    /// Whether triggers or steps may be grouped under such a title: "Data loss", "Monitoring".
    pub(super) const fn may_name_a_group(self) -> bool {
        matches!(self, Self::Fact | Self::Verify | Self::Before)
    }

    /// The subject of a title, which is named by the whole of it: "Communication to customers", but not
    /// "Communication service".
    pub(super) fn of(title: &str, words: &Words) -> Option<Self> {
        let parts = heads(bare(title, words));
        if is_later(&parts, words) {
            return Some(Self::Afterwards);
        }
        whole(&parts, words).or_else(|| {
            // "Rollback communication"
            let n = (1..parts.len().min(MOST_ROLLBACK_WORDS + 1))
                .find(|n| names_rollback(&joined(&parts[..*n]), words))?;
            let found = whole(&parts[n..], words)?;
            let is_own =
                matches!(found, Self::Afterwards | Self::Communication | Self::NoGo | Self::Verify);
            is_own.then_some(found)
        })
    }
}

/// "After 24 hours", "24 tunnin kuluttua": of what is done in minutes, nothing waits that long.
fn is_later(parts: &[Folded], words: &Words) -> bool {
    let is_word = |part: &Folded| words.kind_of_folded(Group::Opening, part) == Some("later");
    let is_told = parts.first().is_some_and(is_word) || parts.last().is_some_and(is_word);
    let is_long = |part: &Folded| {
        matches!(
            words.kind_of_folded(Group::Unit, part),
            Some("hour" | "day" | "business-day" | "week" | "month")
        )
    };
    is_told && parts.iter().any(is_long)
}

/// Most words of a name for a rollback, before its subject.
const MOST_ROLLBACK_WORDS: usize = 2;

fn whole(parts: &[Folded], words: &Words) -> Option<Aside> {
    let (kind, n) = words.leading(Group::Aside, parts)?;
    let is_tail = |part: &Folded| words.kind_of_folded(Group::Aside, part) == Some("tail");
    parts.get(n).is_none_or(is_tail).then(|| Aside::from_word(kind))?
}

/// Whether folded words name a rollback or a part of its plan.
pub(super) fn names_rollback(folded: &str, words: &Words) -> bool {
    let kind = words.kind_of_folded(Group::Section, folded);
    kind.and_then(Kind::from_word).is_some_and(Kind::is_rollback)
}

/// A title without its number, without what stands in brackets behind it and its colon.
fn bare<'t>(title: &'t str, words: &Words) -> &'t str {
    let title = without_number(title.trim(), words);
    let end = title.find(['(', '[', '（']).filter(|at| *at > 0).unwrap_or(title.len());
    title[..end].trim_end_matches([':', '：', '?', '？', ' ', '.', '-', '–', '—'])
}

/// Whether a title is that of one step: "Step 2: Restore the database".
pub(super) fn is_of_step(title: &str, words: &Words) -> bool {
    let parts = heads(title);
    let is_number = |part: &Folded| part.bytes().all(|b| b.is_ascii_digit());
    words
        .leading(Group::Opening, &parts)
        .is_some_and(|(kind, n)| kind == "step" && parts.get(n).is_some_and(is_number))
}

/// Whether a title is that of one way of several: "Option A", "If the database is down", "Partial
/// rollback". A title that ends in "if" tells when.
pub(super) fn is_of_one_way(title: &str, words: &Words) -> bool {
    let parts = heads(bare(title, words));
    let when = |part: &Folded| words.kind_of_folded(Group::Word, part) == Some("when");
    let opens = words.leading(Group::Opening, &parts).is_some_and(|(kind, _)| kind == "scenario");
    (opens || parts.first().is_some_and(when)) && parts.len() > 1 && !parts.last().is_some_and(when)
}

/// Most words of a reference to phases: "Phase 1, Phase 2 and 3".
const MOST_REFERENCE_WORDS: usize = 6;

/// The phases that a title speaks of: "If issues arise in Phase 1–2".
pub(super) fn phases_in(title: &str, phases: &KnownPhases, words: &Words) -> Vec<PhasePosition> {
    if phases.count == 0 {
        return Vec::new();
    }
    let parts = tokens(title);
    for (i, token) in parts.iter().enumerate() {
        let from = &title[token.start..];
        let is_reference =
            staging_word(from, words).is_some_and(|(_, rest)| number(rest).is_some());
        if !is_reference {
            continue;
        }
        let last = parts.len().min(i + MOST_REFERENCE_WORDS);
        let found = parts[i + 1..last]
            .iter()
            .rev()
            .find_map(|end| reference(&title[token.start..end.end], phases, words))
            .filter(|found| found.unknown.is_empty());
        return found.map(|found| found.positions).unwrap_or_default();
    }
    Vec::new()
}

/// Most words behind the marked part of a title: "**Rollback** (within 1 hour):".
const MOST_BEHIND: usize = 6;
/// Most words of a title that only its colon marks.
const MOST_TITLE: usize = 8;

/// The words of a paragraph that is a title: one line, bold or ending in a colon.
pub(super) fn title(inlines: &[Inline]) -> Option<String> {
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    if inlines.iter().any(is_break) {
        return None;
    }
    let plain = plain_text(inlines).trim().to_owned();
    let count = |text: &str| text.split_whitespace().count();
    let ends = plain.ends_with([':', '：']);
    let marked = inlines.iter().position(|i| matches!(i.kind, InlineKind::Strong(_)));
    let is_title = match marked {
        // A mark may stand before: "❌ **Performance**".
        Some(at) if !plain_text(&inlines[..at]).contains(char::is_alphanumeric) => {
            let behind = plain_text(&inlines[at + 1..]);
            let behind = behind.trim();
            behind.is_empty()
                || behind == ":"
                || (behind.starts_with(['(', '（', '[']) || ends) && count(behind) <= MOST_BEHIND
        }
        _ => ends && count(&plain) <= MOST_TITLE,
    };
    (is_title && !plain.is_empty()).then_some(plain)
}

/// The section's heading as a title.
pub(super) fn heading<'r>(reader: &'r Reader<'_>, section: usize) -> Option<&'r str> {
    reader.sections[section].heading.map(|(_, heading, _)| heading.text.plain.as_str())
}
