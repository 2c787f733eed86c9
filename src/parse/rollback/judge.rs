//! What an item of a list reads like: something to do, or something else that a step must not be.

use super::super::comparison::comparison;
use super::super::section::Kind;
use super::super::words::{Folded, Group, Words, fold, heads, is_ideographic, tokens};
use super::lead::lead;
use super::title::{Aside, is_of_one_way, names_rollback};
use crate::markdown::text_of;
use crate::model::measure::Operator;
use crate::model::prose::{InlineKind, List, ListItem};

/// How an item reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// It opens with a word that says what to do.
    Acts,
    /// Nothing tells.
    Plain,
    /// A condition, a statement, a fact, another subject.
    Other,
}

/// How the items of a list read, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub(super) struct Judged {
    /// Whether one of them is surely something to do.
    pub(super) any_acts: bool,
    /// Whether all are.
    pub(super) all_act: bool,
    /// Whether one of them is surely something else.
    pub(super) any_other: bool,
    /// Whether one of them tells when.
    any_condition: bool,
}

impl Judged {
    /// How much a list that is read as nothing may hold.
    pub(super) const fn doubt(self) -> Doubt {
        if self.any_acts || self.any_condition {
            Doubt::Grave
        } else if self.any_other {
            Doubt::Slight
        } else {
            Doubt::OfGroup
        }
    }
}

/// What a list that is neither triggers nor steps for sure may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Something to do, or when to do it.
    Grave,
    /// Steps of a group, where other groups hold steps.
    OfGroup,
    /// What is known of the rollback, where its steps stand elsewhere.
    Slight,
}

pub(super) fn judge(list: &List, words: &Words) -> Judged {
    let mut judged =
        Judged { any_acts: false, all_act: true, any_other: false, any_condition: false };
    for item in &list.items {
        let text = lead(item).plain;
        let reads = reads(&text, words);
        judged.any_acts |= reads == Reads::Acts;
        judged.all_act &= reads == Reads::Acts;
        judged.any_other |= reads == Reads::Other;
        judged.any_condition |= reads == Reads::Other && is_condition(&text, &heads(&text), words);
    }
    judged
}

/// How one item reads.
pub(super) fn reads(text: &str, words: &Words) -> Reads {
    let parts = heads(text);
    if parts.is_empty() {
        return Reads::Plain;
    }
    let acts = matches!(words.leading(Group::Opening, &parts), Some(("act", _)))
        || words.leading(Group::Step, &parts).is_some();
    // "Verify: error rate < 1 %" names a limit, and is done all the same.
    if acts {
        return Reads::Acts;
    }
    let states = matches!(words.leading(Group::Opening, &parts), Some(("statement", _)));
    if states
        || is_condition(text, &parts, words)
        || is_of_another_subject(text, &parts, words)
        || follows_up(&parts, words)
    {
        return Reads::Other;
    }
    Reads::Plain
}

/// "If the queue grows", "error rate > 5 %", "latency rises → roll back".
fn is_condition(text: &str, parts: &[Folded], words: &Words) -> bool {
    let opens = words.leading(Group::Word, parts).is_some_and(|(kind, _)| kind == "when");
    opens || opens_ideographic(text, words) || has_threshold(text) || measures(text, words)
}

/// Whether a limit is named in words: "Error rate above 5 %", "Fehlerrate über 5 %". In brackets, it is
/// rather how long a step takes.
fn measures(text: &str, words: &Words) -> bool {
    let outside = text.split(['(', '（']).next().unwrap_or_default();
    // "Keep at most two tills" says what to do.
    let is_passed = |op| matches!(op, Operator::Less | Operator::Greater);
    comparison(outside, words).is_some_and(|found| is_passed(found.op))
}

/// Whether an item opens or ends with what is done when users are safe again: "Write a post-mortem".
fn follows_up(parts: &[Folded], words: &Words) -> bool {
    let is_afterwards = |from: usize| match words.leading(Group::Aside, &parts[from..]) {
        Some(("afterwards", n)) => from == 0 || from + n == parts.len(),
        _ => false,
    };
    (0..parts.len()).any(is_afterwards)
}

/// Most characters of a word that opens a sentence without spaces.
const LONGEST_OPENING: usize = 3;

/// The same in scripts without spaces: "如果错误率升高".
fn opens_ideographic(text: &str, words: &Words) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_OPENING);
    let is_when = |end: usize| words.kind_of_folded(Group::Word, &text[..end]) == Some("when");
    text.starts_with(is_ideographic) && ends.into_iter().any(is_when)
}

/// Whether a sign of comparison stands before a number: menus part their names by such signs, too.
fn has_threshold(text: &str) -> bool {
    text.char_indices().filter(|(_, c)| matches!(c, '<' | '>' | '≤' | '≥')).any(|(at, c)| {
        let is_apart = text[..at].ends_with([' ', '%']) || at == 0;
        let rest = text[at + c.len_utf8()..].trim_start_matches(['=', ' ']);
        is_apart
            && rest.starts_with(|d: char| d.is_ascii_digit() || matches!(d, '~' | '+' | '$' | '€'))
    })
}

/// "Rollback time: 5 minutes", "Communication: support", "Procedure and triggers".
fn is_of_another_subject(text: &str, parts: &[Folded], words: &Words) -> bool {
    let key = text.split_once([':', '：']).map(|(key, _)| key);
    if key.or(Some(text)).is_some_and(|title| Aside::of(title, words).is_some()) {
        return true;
    }
    let is_title_word = |part: &Folded| {
        let section = words.kind_of_folded(Group::Section, part).and_then(Kind::from_word);
        section.is_some_and(|kind| kind.is_rollback() || kind == Kind::Schedule)
            || words.kind_of_folded(Group::Word, part) == Some("joint")
    };
    parts.iter().all(is_title_word) && parts.len() > 1
}

/// Whether a list of boxes asks whether the rollback is ready, and does not tell how to do it: "Rollback
/// rehearsed", "Backups verified".
pub(super) fn asks_for_readiness(list: &List, words: &Words) -> bool {
    let is_ready = |item: &ListItem| {
        let is_word = |word: &str| words.kind_of_folded(Group::Opening, word) == Some("ready");
        tokens(&lead(item).plain).iter().any(|t| is_word(&t.word))
    };
    let boxes = list.items.iter().filter(|item| item.task.is_some()).count();
    let ready = list.items.iter().filter(|item| is_ready(item)).count();
    boxes == list.items.len() && ready * 2 >= list.items.len()
}

/// Whether the items of a list are several ways, of which one is taken: "Partial rollback: …", "Full
/// rollback: …".
pub(super) fn is_of_ways(list: &List, words: &Words) -> bool {
    let is_way = |item: &&ListItem| {
        let Some((inlines, _)) = item.lead() else { return false };
        let plain = text_of(inlines.clone()).plain;
        let key = plain.split_once([':', '：']).map(|(key, _)| key);
        let is_bold = matches!(inlines.first().map(|i| &i.kind), Some(InlineKind::Strong(_)));
        key.is_some_and(|key| {
            is_of_one_way(key, words) && (is_bold || names_rollback(&fold(key), words))
        })
    };
    list.items.iter().filter(is_way).count() > 1
}
