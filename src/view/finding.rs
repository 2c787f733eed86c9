//! Findings as pages and the preview print them: by file, with their words.

use serde::Serialize;

use crate::analysis::wording::capitalised;
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::{FileFinding, PageEntry, PlanEntry, Portfolio};
use crate::site::Route;
use crate::text::Source;

/// A file of the content folder that has findings.
#[derive(Debug, Clone, Copy)]
pub(super) enum File<'a> {
    /// One that could not be read.
    Loose(&'a FileFinding),
    /// A plan.
    Plan(&'a PlanEntry),
    /// An ordinary page.
    Page(&'a PageEntry),
}

impl<'a> File<'a> {
    /// Path below the content folder.
    pub(super) fn path(self) -> &'a str {
        match self {
            Self::Loose(file_findings) => &file_findings.path,
            Self::Plan(entry) => entry.source.path(),
            Self::Page(page) => page.source.path(),
        }
    }

    /// The plan's or page's title, else the path.
    pub(super) fn title(self) -> &'a str {
        match self {
            Self::Loose(file_findings) => &file_findings.path,
            Self::Plan(entry) => &entry.summary.title,
            Self::Page(page) => &page.title,
        }
    }

    /// Its text; `None` where it could not be read.
    pub(super) fn source(self) -> Option<&'a Source> {
        match self {
            Self::Loose(file_findings) => file_findings.source.as_deref(),
            Self::Plan(entry) => Some(&entry.source),
            Self::Page(page) => Some(&page.source),
        }
    }

    /// Its page in the site; `None` where it has none.
    pub(super) fn route(self) -> Option<Route> {
        match self {
            Self::Loose(_) => None,
            Self::Plan(entry) => Some(Route::Plan(entry.slug.clone())),
            Self::Page(page) => Some(Route::Page(page.slug.clone())),
        }
    }

    /// What is wrong with it, by place.
    pub(super) fn findings(self) -> &'a [Diagnostic] {
        match self {
            Self::Loose(file_findings) => std::slice::from_ref(&file_findings.diagnostic),
            Self::Plan(entry) => &entry.findings,
            Self::Page(page) => &page.findings,
        }
    }
}

/// Files with findings: those that could not be read, then plans, then pages, each by path.
pub(super) fn files(portfolio: &Portfolio) -> impl Iterator<Item = File<'_>> {
    let file_findings = portfolio.file_findings.iter().map(File::Loose);
    let plans = portfolio.own().iter().map(|entry| File::Plan(entry));
    let pages = portfolio.pages.iter().map(|page| File::Page(page));
    file_findings.chain(plans).chain(pages).filter(|file| !file.findings().is_empty())
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessagePart {
    /// Its words.
    pub text: String,
    /// Whether it is a name or a text of the plan.
    pub code: bool,
}

/// A message as a page prints it: like its parts, and the first word with a capital unless it is a
/// name with a dot or a slash, as of a file.
pub(super) fn sentence_parts(message: &str) -> Vec<MessagePart> {
    let first = message.split_whitespace().next().unwrap_or_default();
    let is_name = first.trim_end_matches(['.', ',', ':']).contains(['.', '/', '_']);
    message_parts(&if is_name { message.to_owned() } else { capitalised(message) })
}

/// A message with what stands in backticks apart; an odd backtick stays as it is.
pub(super) fn message_parts(message: &str) -> Vec<MessagePart> {
    let pieces: Vec<&str> = message.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return vec![MessagePart { text: message.to_owned(), code: false }];
    }
    pieces
        .into_iter()
        .enumerate()
        .map(|(index, text)| MessagePart { text: text.to_owned(), code: index % 2 == 1 })
        .filter(|part| !part.text.is_empty())
        .collect()
}

/// Word, tone and icon of a severity.
pub(super) const fn severity_words(
    severity: Severity,
) -> (&'static str, &'static str, &'static str) {
    match severity {
        Severity::Error => ("Error", "danger", "attention"),
        Severity::Warning => ("Warning", "warn", "warning"),
        Severity::Info => ("Info", "info", "info"),
    }
}

#[cfg(test)]
mod tests {
    use super::{message_parts, sentence_parts};

    #[test]
    fn sentences_begin_with_a_capital_and_names_do_not_change() {
        let first = |message| sentence_parts(message).swap_remove(0).text;
        assert_eq!(first("the `x` is odd"), "The ");
        assert_eq!(first("`x` is odd"), "x");
        assert_eq!(first("a/b.md is odd"), "a/b.md is odd");
        assert_eq!(first("every. thing"), "Every. thing");
    }

    #[test]
    fn names_in_messages_stand_apart() {
        let parts = |message| -> Vec<(String, bool)> {
            message_parts(message).into_iter().map(|p| (p.text, p.code)).collect()
        };
        let part = |text: &str, code| (text.to_owned(), code);
        assert_eq!(parts("`R1` is odd"), [part("R1", true), part(" is odd", false)]);
        assert_eq!(parts("a ` alone"), [part("a ` alone", false)]);
    }
}
