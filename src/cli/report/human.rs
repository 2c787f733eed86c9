//! Findings as rustc prints its own: source line, carets, labels, notes, help.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Source, Span, is_invisible};

/// Most lines that a finding shows of its file.
const MOST_LINES: u32 = 200;

/// How findings are drawn.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    renderer: Renderer,
}

impl Style {
    /// Styled text; what strips colours is the stream that it is written to.
    pub(crate) fn of_stderr() -> Self {
        Self { renderer: Renderer::styled().decor_style(DecorStyle::Ascii) }
    }

    /// One finding; `source` is absent where the file could not be read.
    pub(crate) fn render(
        &self,
        path: &str,
        source: Option<&Source>,
        finding: &Diagnostic,
    ) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let message = printable(&finding.message);
        let title = level.primary_title(message).id(finding.code);
        let window = source.map(|source| (source, Window::around(source, finding)));
        let mut group = match &window {
            Some((source, window)) => title.element(window.snippet(source, path, finding)),
            None => title.element(annotate_snippets::Origin::path(printable(path))),
        };
        for note in &finding.notes {
            group = group.element(Level::NOTE.message(printable(note)));
        }
        for help in &finding.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        self.renderer.render(&[group])
    }

    /// A message without a place.
    pub(crate) fn message(&self, text: &str, help: Option<&str>) -> String {
        let title = Level::ERROR.primary_title(printable(text));
        let group = match help {
            Some(help) => title.element(Level::HELP.message(printable(help))),
            None => Group::with_title(title),
        };
        self.renderer.render(&[group])
    }
}

/// The lines of a file that a finding shows.
struct Window {
    text: Span,
    first_line: u32,
}

impl Window {
    fn around(source: &Source, finding: &Diagnostic) -> Self {
        let first = source.line(finding.span.start);
        let mut lines = (first, source.line(finding.span.end.max(finding.span.start)));
        for label in &finding.labels {
            let line = source.line(label.span.start);
            let wider = (lines.0.min(line), lines.1.max(line));
            if wider.1 - wider.0 < MOST_LINES {
                lines = wider;
            }
        }
        let last = lines.1.min(lines.0 + MOST_LINES);
        Self { text: source.line_span(lines.0).to(source.line_span(last)), first_line: lines.0 }
    }

    fn snippet<'a>(
        &self,
        source: &'a Source,
        path: &'a str,
        finding: &'a Diagnostic,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let inside = |span: Span| {
            let start = span.start.clamp(self.text.start, self.text.end) - self.text.start;
            let end = span.end.clamp(self.text.start, self.text.end) - self.text.start;
            start as usize..end as usize
        };
        let primary = AnnotationKind::Primary
            .span(inside(finding.span))
            .label(finding.label.as_deref().map(printable));
        let others =
            finding.labels.iter().filter(|label| self.text.contains(label.span)).map(|label| {
                AnnotationKind::Context.span(inside(label.span)).label(printable(&label.text))
            });
        Snippet::source(harmless(source.slice(self.text)))
            .line_start(self.first_line as usize)
            .path(printable(path))
            .annotation(primary)
            .annotations(others)
    }
}

/// Source text in which no character steers a terminal: what would is replaced by one of as many
/// bytes, so that carets stay under their words. (One-byte controls are the renderer's own care.)
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c.len_utf8() {
            2 if c.is_control() || is_invisible(c) => '·',
            3 if is_invisible(c) => '\u{FFFD}',
            _ => c,
        })
        .collect()
}

/// Text without control characters, so that no author steers a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_invisible(c) { '\u{FFFD}' } else { c }).collect()
}
