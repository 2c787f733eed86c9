//! Status words: a known phrase at the head of a value, with a note behind it.

use super::words::{Group, Words, tokens};

/// A status taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatusWords<'a> {
    /// The kind's word, `None` where no phrase is known.
    pub(super) kind: Option<&'a str>,
    /// What follows the phrase, without the mark that parts it.
    pub(super) note: Option<String>,
}

/// Matches the phrase at the head of a value. It counts only as a whole: what follows must be set off
/// by a mark, or say since when, until when or by whom, so that "ready for review" is not "ready".
pub(super) fn read<'a>(text: &str, group: Group, words: &'a Words) -> StatusWords<'a> {
    let parts = tokens(text);
    let heads: Vec<String> = parts.iter().map(|t| t.word.clone()).collect();
    let unknown = StatusWords { kind: None, note: None };
    let Some((kind, n)) = words.leading(group, &heads) else { return unknown };
    let rest = text[parts[n - 1].end..].trim_start();
    let next = heads.get(n).map(String::as_str);
    let is_told = next.is_some_and(|w| words.kind_of_folded(Group::Word, w) == Some("since"));
    if rest.starts_with(char::is_alphanumeric) && !is_edition(kind, rest) && !is_told {
        return unknown;
    }
    let note = rest
        .trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ',' | ';' | '.' | '·' | '|')
        })
        .to_owned();
    let note = note.strip_prefix('(').and_then(|n| n.strip_suffix(')')).unwrap_or(&note);
    let says = note.chars().any(char::is_alphanumeric);
    StatusWords { kind: Some(kind), note: says.then(|| note.to_owned()) }
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
}
