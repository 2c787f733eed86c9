//! An entry of the overlay: one finding with its way to the text and to the page.

use std::borrow::Cow;

use serde::Serialize;

use super::excerpt::{Excerpt, excerpt};
use super::input::{OverlayInput, Problem, href};
use super::target;
use crate::check::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::PlanEntry;
use crate::site::{Route, encode};
use crate::text::{Position, Source};
use crate::view::PlanOpener;
use crate::view::finding::{File, MessagePart, message_parts, severity_words};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverlayEntry {
    /// "Error", "Warning".
    pub severity: &'static str,
    /// Value of `data-tone`.
    pub tone: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// What is wrong, a sentence that follows the word of severity.
    pub message: Vec<MessagePart>,
    /// What to write instead: "Did you mean …?"; a sentence each.
    pub help: Vec<Vec<MessagePart>>,
    /// The line of the file; `None` where the whole file is meant, or the line is blank.
    pub excerpt: Option<Excerpt>,
    /// "plans/refunds.md:41:46"; the path alone where the whole file is meant.
    pub place: String,
    /// URL that opens the place in the author's editor.
    pub editor: Option<String>,
    /// The rule's id, or a code of what stands in the way.
    pub code: &'static str,
    /// The rule's page; `None` where the code is no rule, or there is no site yet.
    pub rule: Option<String>,
    /// Where the page shows what the finding is about.
    pub shown_at: Option<String>,
}

/// What entries link to.
#[derive(Debug)]
pub(super) struct EntryLinks<'a> {
    content_root: &'a str,
    editor_url: Option<&'a str>,
    has_site: bool,
    opener: Option<&'a dyn PlanOpener>,
}

impl<'a> EntryLinks<'a> {
    pub(super) fn new(preview: &OverlayInput<'a>) -> Self {
        Self {
            content_root: preview.content_root,
            editor_url: preview.editor_url,
            opener: preview.context.map(|context| context.opener),
            has_site: preview.context.is_some(),
        }
    }

    /// What keeps newer input away.
    pub(super) fn problem(&self, problem: &Problem, finding: &Diagnostic) -> OverlayEntry {
        let path = problem.file.as_deref();
        self.entry(&problem.name, path, problem.source.as_deref(), finding, Severity::Error)
    }

    /// Opens an entry.
    pub(super) fn open<'e>(&self, entry: &'e PlanEntry) -> Cow<'e, PlanEntry> {
        self.opener.map_or(Cow::Borrowed(entry), |opener| opener.open(entry))
    }

    /// A finding in a file of the content folder.
    pub(super) fn finding(&self, file: File<'_>, finding: &Diagnostic) -> OverlayEntry {
        let path = format!("{}/{}", self.content_root.trim_end_matches('/'), file.path());
        OverlayEntry {
            shown_at: self
                .opener
                .and_then(|opener| target::shown_at(opener, file, finding))
                .map(|(route, id)| href(&route, id.as_deref())),
            ..self.entry(file.path(), Some(&path), file.source(), finding, finding.severity)
        }
    }

    fn entry(
        &self,
        name: &str,
        path: Option<&str>,
        source: Option<&Source>,
        finding: &Diagnostic,
        severity: Severity,
    ) -> OverlayEntry {
        let (word, tone, icon) = severity_words(severity);
        let source = source.filter(|_| !finding.is_of_file());
        let position = source.map(|source| source.position(finding.span.start));
        let rule = rules::ALL.iter().any(|rule| rule.id == finding.code && self.has_site);
        OverlayEntry {
            severity: word,
            tone,
            icon,
            message: message_parts(&stopped(&finding.message)),
            help: finding.help.iter().map(|help| message_parts(&sentence(help))).collect(),
            excerpt: source.and_then(|source| excerpt(source, finding.span)),
            place: position.map_or_else(
                || name.to_owned(),
                |Position { line, column }| format!("{name}:{line}:{column}"),
            ),
            editor: path.and_then(|path| self.editor(path, position)),
            code: finding.code,
            rule: rule.then(|| href(&Route::Rule(finding.code), None)),
            shown_at: None,
        }
    }

    /// The editor's URL of a place, the first one of the file where none is known.
    fn editor(&self, path: &str, position: Option<Position>) -> Option<String> {
        let (before, after) = self.editor_url?.split_once("{path}")?;
        // `vscode://file/{path}` brings the slash that an absolute path begins with.
        let path = if before.ends_with('/') { path.trim_start_matches('/') } else { path };
        let place = position.unwrap_or(Position { line: 1, column: 1 });
        let placed = |part: &str| {
            part.replace("{line}", &place.line.to_string())
                .replace("{column}", &place.column.to_string())
        };
        Some(format!("{}{}{}", placed(before), encode(path), placed(after)))
    }
}

/// A message with a full stop.
fn stopped(message: &str) -> String {
    let ends = message.ends_with(['.', '?', '!', '…', ':']);
    if ends { message.to_owned() } else { format!("{message}.") }
}

/// A line of help as a sentence: with a capital letter and a full stop.
fn sentence(help: &str) -> String {
    let mut chars = help.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    stopped(&format!("{first}{}", chars.as_str()))
}
