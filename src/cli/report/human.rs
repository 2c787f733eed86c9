//! Findings as rustc prints its own: source line, carets, labels, notes, help, what `--fix` writes.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::link::linked;
use super::many::{Told, keep_worst, told};
use super::{File, Links, printable};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Source, Span, is_invisible, is_unprintable};

/// Most lines that a finding shows of its file.
const MOST_LINES: u32 = 200;

/// Most bytes of those lines; of longer ones only what stands around the finding is shown, so that
/// thousands of findings in one line take time in proportion to it.
const MOST_BYTES: usize = 16 << 10;

/// So much stays on both sides of a finding in a line that is cut.
const BESIDE: u32 = 160;

/// Prints the findings of files, a blank line behind each; of many the worst, unless `all` are wanted.
pub(super) fn write(
    out: &mut impl Write,
    style: &Style,
    files: &[File<'_>],
    all: bool,
) -> io::Result<()> {
    let mut told = told(files);
    let others = if all { None } else { keep_worst(&mut told) };
    for Told { file, finding, .. } in &told {
        writeln!(out, "{}\n", style.render(&file.path, file.source, finding))?;
    }
    others.map_or(Ok(()), |others| writeln!(out, "{others}"))
}

/// How findings are drawn.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Style {
    renderer: Renderer,
    links: Option<Links>,
}

impl Style {
    /// Styled text; what strips colours is the stream that it is written to. `links` only where that
    /// is a terminal that shows them.
    pub(in crate::cli) fn new(links: Option<Links>) -> Self {
        Self { renderer: Renderer::styled().decor_style(DecorStyle::Ascii), links }
    }

    /// One finding; `source` is absent where the file could not be read.
    pub(in crate::cli) fn render(
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
        let mut title = level.primary_title(message).id(finding.code);
        if let Some(url) = self.links.as_ref().and_then(|links| links.rule(finding.code)) {
            title = title.id_url(url);
        }
        let shown = printable(path);
        let source = source.filter(|_| !finding.is_of_file());
        let window = source.map(|source| (source, Window::around(source, finding)));
        let mut group = match &window {
            // The renderer tells a column by what it is shown of the line.
            Some((source, window)) if window.is_cut => {
                let place = source.position(finding.span.start);
                let origin = Origin::path(&shown).line(place.line as usize);
                title
                    .element(origin.char_column(place.column as usize))
                    .element(window.snippet(source, None, finding))
            }
            Some((source, window)) => title.element(window.snippet(source, Some(&shown), finding)),
            None => title.element(Origin::path(&shown)),
        };
        for note in &finding.notes {
            group = group.element(Level::NOTE.message(printable(note)));
        }
        for help in &finding.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        let mut groups = vec![group];
        if let Some((source, window)) = window.as_ref().filter(|_| !finding.fix.is_empty()) {
            let title = Level::HELP.secondary_title("`phasebook check --fix` writes this");
            groups.push(title.element(window.suggestion(source, finding)));
        }
        let text = self.renderer.render(&groups);
        match &self.links {
            Some(links) => {
                let place = source.map_or_else(String::new, |source| {
                    let place = source.position(finding.span.start);
                    format!(":{}:{}", place.line, place.column)
                });
                link_place(&text, &format!("{shown}{place}"), &links.file(path))
            }
            None => text,
        }
    }

    /// A message without a place.
    pub(in crate::cli) fn message(&self, text: &str, help: Option<&str>) -> String {
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
    /// Whether the one line is shown without its beginning and its end.
    is_cut: bool,
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
        let text = source.line_span(lines.0).to(source.line_span(last));
        if text.len() > MOST_BYTES {
            return Self::cut(source, finding);
        }
        Self { text, first_line: lines.0, is_cut: false }
    }

    /// What stands around the beginning of a finding, in its line alone.
    fn cut(source: &Source, finding: &Diagnostic) -> Self {
        let Span { start, end } = finding.span;
        let first_line = source.line(start);
        let line = source.line_span(first_line);
        let all = source.text();
        let from = all.floor_char_boundary(start.saturating_sub(BESIDE) as usize);
        let to = all.ceil_char_boundary((end.min(start + BESIDE) + BESIDE) as usize);
        let text = Span::new(from.max(line.start as usize), to.min(line.end as usize));
        Self { text, first_line, is_cut: true }
    }

    fn snippet<'a>(
        &self,
        source: &'a Source,
        path: Option<&'a str>,
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
            .path(path)
            .annotation(primary)
            .annotations(others)
    }

    /// The lines with the finding's fix in them.
    fn suggestion<'a>(
        &self,
        source: &'a Source,
        finding: &'a Diagnostic,
    ) -> Snippet<'a, Patch<'a>> {
        let patches = finding.fix.iter().filter(|edit| self.text.contains(edit.span)).map(|edit| {
            let start = (edit.span.start - self.text.start) as usize;
            Patch::new(start..start + edit.span.len(), printable(&edit.replacement))
        });
        Snippet::source(harmless(source.slice(self.text)))
            .line_start(self.first_line as usize)
            .patches(patches)
    }
}

/// Makes the finding's place, which stands behind the arrow, a link.
fn link_place(text: &str, place: &str, address: &str) -> String {
    let arrow = text.find("--> ").unwrap_or_default();
    let (head, rest) = text.split_at(arrow);
    format!("{head}{}", rest.replacen(place, &linked(address, place), 1))
}

/// Source text in which no character steers a terminal: what would is replaced by one of as many
/// bytes, so that carets stay under their words. (One-byte controls are the renderer's own care.)
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c.len_utf8() {
            2 if is_unprintable(c) => '·',
            3 if is_invisible(c) => '\u{FFFD}',
            _ => c,
        })
        .collect()
}
