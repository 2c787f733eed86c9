//! Status words: a known phrase at the head of a value, with a note behind it.

use super::words::{Folded, Group, Heads, Words, is_ideographic, tokens};

/// A status taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatusWords<'a> {
    /// The kind's word, `None` where no phrase is known or the value does not say one status for sure.
    pub(super) kind: Option<&'a str>,
    /// What follows the phrase, without the mark that parts it.
    pub(super) note: Option<String>,
    /// Whether a known phrase stands first and what follows puts it in doubt.
    pub(super) is_doubtful: bool,
}

/// Matches the phrase at the head of a value. It counts only as a whole: what follows must be set off
/// by a mark, or say since when, until when or by whom, so that "ready for review" is not "ready". A
/// question mark, an arrow or a second status behind it leaves open which one holds.
pub(super) fn read<'a>(text: &str, group: Group, words: &'a Words) -> StatusWords<'a> {
    let parts = tokens(text);
    let unknown = |is_doubtful| StatusWords { kind: None, note: None, is_doubtful };
    let Some((kind, n)) = words.leading(group, &parts) else { return unknown(false) };
    let rest = text[parts[n - 1].end..].trim_start();
    let next = parts.get(n).map(|t| t.word.as_str());
    let is_told = next.is_some_and(|w| tells(w, words).is_some());
    if rest.starts_with(char::is_alphanumeric) && !is_edition(kind, rest) && !is_told {
        let next = next.and_then(|w| words.kind_of_folded(Group::Word, w));
        return unknown(matches!(next, Some("joint" | "or" | "turn" | "reopened")));
    }
    if is_in_doubt(rest, kind, group, words) {
        return unknown(true);
    }
    let note = rest
        .trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ',' | ';' | '.' | '·' | '|')
        })
        .to_owned();
    let note = note.strip_prefix('(').and_then(|n| n.strip_suffix(')')).unwrap_or(&note);
    let says = note.chars().any(char::is_alphanumeric);
    let note = says.then(|| note.to_owned());
    StatusWords { kind: Some(kind), note, is_doubtful: false }
}

/// Whether a word says since when or by whom (`since`), or until when (`until`).
fn tells<'a>(word: &str, words: &'a Words) -> Option<&'a str> {
    words.kind_of_folded(Group::Word, word).filter(|kind| matches!(*kind, "since" | "until"))
}

/// Whether what follows a status leaves open whether it holds.
fn is_in_doubt(rest: &str, kind: &str, group: Group, words: &Words) -> bool {
    let (outside, bracketed) = split_brackets(rest);
    let disputes = |part: &str, is_whole| match second(part, is_whole, group, words) {
        Some(other) => other != kind,
        None => false,
    };
    let offers = |part: &str| opens_with_or(part, words);
    outside.split(PARTING).chain(bracketed.iter().copied()).any(offers)
        || outside.contains(['?', '？', '؟'])
        || outside.contains(ARROWS)
        || ["->", "=>", "~>", ">>"].iter().any(|arrow| outside.contains(arrow))
        || outside.split(PARTING).any(|part| disputes(part, false))
        || bracketed.iter().any(|note| {
            let asks = note.trim_end_matches(['?', '？', '؟']);
            asks.len() < note.len() && !asks.contains(char::is_alphanumeric) || disputes(asks, true)
        })
}

/// Most characters of an "or" in scripts without spaces.
const LONGEST_OR: usize = 4;

/// Whether a part of a value offers another, whatever that is: "Go, or rather not", "承認、または保留".
fn opens_with_or(part: &str, words: &Words) -> bool {
    let part = part.trim_start();
    let is_or = |word: &str| words.kind_of_folded(Group::Word, word) == Some("or");
    let mut ends = part.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_OR);
    tokens(part).first().is_some_and(|t| is_or(&t.word))
        || part.starts_with(is_ideographic) && ends.any(|end| is_or(&part[..end]))
}

/// Signs of a change from one status to another.
const ARROWS: [char; 8] = ['→', '⟶', '➔', '➜', '➡', '⇒', '⟹', '►'];

/// Marks between the parts of a value.
const PARTING: [char; 18] =
    [',', '…', '，', '、', '،', '؛', ';', '/', '|', '·', '•', '&', '+', ':', '.', '–', '—', '-'];

/// The words of a value outside its brackets, and each note that stands in them.
fn split_brackets(text: &str) -> (String, Vec<&str>) {
    let mut outside = String::with_capacity(text.len());
    let mut notes = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（', '[']) {
        let inner = rest[open..].trim_start_matches(['(', '（', '[']);
        let Some(close) = inner.find([')', '）', ']']) else { break };
        outside.push_str(&rest[..open]);
        outside.push(';');
        notes.push(inner[..close].trim());
        rest = inner[close..].trim_start_matches([')', '）', ']']);
    }
    outside.push_str(rest);
    (outside, notes)
}

/// The status that a further part of a value states: a phrase alone or, outside brackets, with its
/// date ("reopened 2026-02-01"). Any word of doubt is a status of its own.
fn second<'a>(part: &str, is_whole: bool, group: Group, words: &'a Words) -> Option<&'a str> {
    let mut heads: Heads = tokens(part).into_iter().map(|t| t.word).collect();
    let turns =
        |head: &Folded| matches!(words.kind_of_folded(Group::Word, head), Some("joint" | "turn"));
    heads.drain(..heads.iter().take_while(|head| turns(head)).count());
    let (kind, n) = words.leading(group, &heads).or_else(|| {
        let found = words.leading(Group::Word, &heads)?;
        matches!(found.0, "hedge" | "reopened").then_some(found)
    })?;
    let rest = &heads[n..];
    let is_dated = match rest {
        [] => true,
        _ if is_whole => false,
        [first, ..] if first.starts_with(|c: char| c.is_ascii_digit()) => kind != "hedge",
        [first, second, ..] => {
            tells(first, words) == Some("since") && second.starts_with(|c: char| c.is_ascii_digit())
        }
        [_] => false,
    };
    is_dated.then_some(kind)
}

/// Whether a version or a date follows a status: "Draft v2", "Complete 2026-05-01". A share does not:
/// "Complete 50%" is not complete.
fn is_edition(kind: &str, rest: &str) -> bool {
    let is_version =
        rest.strip_prefix(['v', 'V']).unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit());
    is_version && !(kind == "complete" && rest.contains('%'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_status_is_a_whole_phrase() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, kind: Option<&str>, note: Option<&str>| {
            let found = read(text, Group::Status, &words);
            assert_eq!((found.kind, found.note.as_deref()), (kind, note), "{text}");
        };
        check("In Progress", Some("in-progress"), None);
        check("IN-PROGRESS", Some("in-progress"), None);
        check("🟢 In Progress (since May)", Some("in-progress"), Some("since May"));
        check("Complete — all phases", Some("complete"), Some("all phases"));
        check("Rolled back", Some("rolled-back"), None);
        check("Approved ✅", Some("approved"), None);
        check("Ready for Phase 4", None, None);
        check("Draft v2 (08.04.2026)", Some("draft"), Some("v2 (08.04.2026)"));
        check("Complete 2026-05-01", Some("complete"), Some("2026-05-01"));
        check("In progress since May", Some("in-progress"), Some("since May"));
        check(
            "Rolled back on 2026-02-21, to be tried again",
            Some("rolled-back"),
            Some("on 2026-02-21, to be tried again"),
        );
        check("Complete 50%", None, None);
        check("Waiting", None, None);
    }

    #[test]
    fn what_follows_may_put_a_status_in_doubt() {
        let words = Words::new(&Settings::default());
        let doubtful = |text: &str, group| {
            let found = read(text, group, &words);
            assert!(found.is_doubtful && found.kind.is_none(), "{text}: {found:?}");
        };
        for text in [
            "Complete?",
            "Approved (?)",
            "Draft → Approved",
            "Draft -> Approved",
            "Complete, reopened",
            "Complete 2026-01-01, reopened on 2026-02-01",
            "Approved (in progress)",
            "Complete (almost)",
            "Draft / Approved",
            "Approved and in progress",
            "Paused, now live",
            "Erledigt?",
            "Abgeschlossen, wieder geöffnet",
            "Terminé → en cours",
            "Complete, or nearly",
            "Abgeschlossen – oder doch nicht",
            "Terminé (ou presque)",
        ] {
            doubtful(text, Group::Status);
        }
        doubtful("Medium–High", Group::Level);
        doubtful("Closed, but reopened", Group::RiskStatus);
        let sure = |text: &str, kind| {
            assert_eq!(read(text, Group::Status, &words).kind, Some(kind), "{text}");
        };
        sure("In Progress (approved by the board)", "in-progress");
        sure("In Progress, complete by 2026-06-01", "in-progress");
        sure("In Progress (who takes part two?)", "in-progress");
        sure("Approved, was Draft", "approved");
        sure("Complete – done", "complete");
        sure("In Progress - Phase 1 complete", "in-progress");
        sure("Complete (one box reopened once)", "complete");
        sure("Approved — planned for May", "approved");
        sure("In Arbeit (seit Mai)", "in-progress");
    }
}
