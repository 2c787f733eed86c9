//! What a cell or item says of a signature.

use super::super::checklist::split_box;
use super::super::dates::{self, Reading};
use super::super::status;
use super::super::words::{Group, Words};
use crate::diagnostic::Diagnostic;
use crate::model::checklist::MarkState;
use crate::model::date::Date;
use crate::model::prose::Text;
use crate::model::signature::SignatureVerdict;

/// What words say of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It is signed, or refused.
    Verdict(SignatureVerdict),
    /// It is asked for.
    Open,
    /// It is a day, and nothing else.
    Day(Date),
    /// Something that can't be read for sure.
    Unread,
}

pub(super) const GO: Said = Said::Verdict(SignatureVerdict::Go);
pub(super) const NO_GO: Said = Said::Verdict(SignatureVerdict::NoGo);

/// Most bytes of words that may say whether something is signed; a longer text is prose.
const LONGEST: usize = 300;

/// What words say, with the day behind them.
pub(super) fn said(text: &str, words: &Words) -> (Said, Option<Date>) {
    let text = text.trim();
    if text.len() > LONGEST {
        return (Said::Unread, None);
    }
    if let Some((state, _, rest)) = split_box(text, words) {
        let is_done = state == MarkState::Done;
        if !rest.contains(char::is_alphanumeric) {
            return (if is_done { GO } else { Said::Open }, None);
        }
        return match (is_done, said_in_words(rest, words)) {
            (true, (Said::Day(day), _)) => (GO, Some(day)),
            (true, (GO, day)) => (GO, day),
            (false, found @ (NO_GO | Said::Open, _)) => found,
            _ => (Said::Unread, None),
        };
    }
    said_in_words(text, words)
}

fn said_in_words(text: &str, words: &Words) -> (Said, Option<Date>) {
    let verdict = status::read(text, Group::Verdict, words);
    let note = |note: Option<&str>| {
        let mut parts = note?.split([' ', ',', ';', '(']).scan(0, |at, part| {
            let from = *at;
            *at += part.len() + 1;
            Some(from)
        });
        parts.find_map(|at| day(&note?[at..], words))
    };
    match verdict.kind {
        Some("go" | "go-with-conditions") => return (GO, note(verdict.note.as_deref())),
        Some("no-go") => return (NO_GO, note(verdict.note.as_deref())),
        // Whoever says Hold neither signs nor refuses.
        Some(_) => return (Said::Unread, None),
        None if verdict.is_doubtful => return (Said::Unread, None),
        None => {}
    }
    let record = status::read(text, Group::Record, words);
    match record.kind {
        Some("yes" | "signed") => (GO, note(record.note.as_deref())),
        Some("refused") => (NO_GO, note(record.note.as_deref())),
        Some("waiting") => (Said::Open, None),
        _ => match day(text, words) {
            Some(day) => (Said::Day(day), Some(day)),
            None => (Said::Unread, None),
        },
    }
}

/// The day that a text begins with.
pub(super) fn day(text: &str, words: &Words) -> Option<Date> {
    match dates::read(text, words) {
        Reading::Date(date) => Some(date),
        Reading::Ambiguous(..) | Reading::None => None,
    }
}

/// The finding on words of which nobody can say for sure what they are.
pub(super) fn unclear(text: &Text) -> Diagnostic {
    let message = format!("`{}` does not say for sure whether it is signed", text.plain);
    Diagnostic::new("unclear-signature", text.span, message)
        .note("the signature counts as open")
        .help("write Go or No-Go, or the day on which it was signed, or leave it empty")
}
