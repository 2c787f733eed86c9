//! The status of a plan, and what is said of words that are none.

use super::super::reader::Reader;
use super::super::status;
use super::super::words::{Group, Words, fold};
use crate::diagnostic::{Diagnostic, did_you_mean, slip_of};
use crate::model::header::{Status, StatusKind};
use crate::model::prose::Text;

/// Reads the status of a plan; words that name none, or not one for sure, are a finding.
pub(super) fn of(reader: &mut Reader<'_>, text: &Text) -> Status {
    let found = status::read(&text.plain, Group::Status, reader.words);
    let kind = found.kind.and_then(StatusKind::from_word).unwrap_or(StatusKind::Unknown);
    if kind == StatusKind::Unknown {
        let message = if found.is_doubtful {
            format!("`{}` does not say which status holds", text.plain)
        } else {
            format!("`{}` is not a known status", text.plain)
        };
        let finding = Diagnostic::new("unknown-status", text.span, message)
            .note("the plan is counted as unknown, and its words are shown as they are");
        let near = (!found.is_doubtful).then(|| nearest(&text.plain, reader.words));
        reader.findings.push(match near.flatten() {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None if found.is_doubtful => finding.help(
                "write the status that holds now, and the rest as its note: `In Progress (since May)`",
            ),
            None => finding.help(
                "write Draft, Approved, In Progress, Paused, Rolled Back, Complete or Cancelled, \
                 or name the word under `[status]` in the settings",
            ),
        });
    }
    Status { kind, text: text.plain.to_string(), note: found.note, span: text.span }
}

/// The status that a slip of the hand missed, in any language.
fn nearest(written: &str, words: &Words) -> Option<&'static str> {
    if let Some(near) = did_you_mean(written, StatusKind::KNOWN.map(StatusKind::written)) {
        return Some(near);
    }
    let mut phrases: Vec<(&str, &str)> = words.phrases(Group::Status).collect();
    phrases.sort_unstable();
    let near = slip_of(&fold(written), phrases.iter().map(|(phrase, _)| *phrase))?;
    let kind = phrases.iter().find(|(phrase, _)| *phrase == near)?.1;
    StatusKind::from_word(kind).map(StatusKind::written)
}
