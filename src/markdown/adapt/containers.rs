//! Callouts of `MkDocs` and Docusaurus as quotes: `!!! danger "Stop"` becomes `> [!danger] Stop`, and what
//! belongs to it follows behind `>`.

use std::ops::Range;

use super::Writer;
use super::fence;
use super::inline::{self, Labels};
use super::line::{Fence, Line, LineKind, span};
use super::lines::{CODE_INDENT, Inert, indent, item};
use super::opener;
use crate::diagnostic::Diagnostic;
use crate::model::callout::Alert;

/// Most callouts inside each other; what lies deeper is read as it stands.
const MOST_NESTED: usize = 12;

/// The last column at which a callout may begin: each line in it, empty ones too, is written with so many
/// spaces before it.
const LAST_COLUMN: usize = 100;

/// Columns by which the words of a callout of `MkDocs` stand in.
const BODY_INDENT: usize = 4;

/// A callout that is open while lines are read or written.
#[derive(Debug, Clone, Copy)]
struct OpenCallout {
    /// The column of its first line.
    column: usize,
    /// The column of its words; `None` where a line closes it.
    body: Option<usize>,
    /// Whether no line closes it.
    is_unclosed: bool,
}

/// Writes the whole text; findings on callouts that can't be read.
pub(super) fn write(writer: &mut Writer<'_>) -> Vec<Diagnostic> {
    let text = writer.text;
    let (mut lines, labels, wordless) = read(text);
    let mut findings = fence::settle(text, &mut lines, writer.base);
    for line in wordless.into_iter().map(|index| &lines[index]) {
        let place = line.words..line.range.end;
        let mark = text[place.clone()].trim_end();
        let message = format!("`{mark}` has no words under it");
        findings.push(
            Diagnostic::new("broken-callout", span(writer.base, &place), message)
                .note("it is shown as text")
                .help("set the words that belong to it four spaces in"),
        );
    }
    let findings = fence::once_a_kind(findings);
    let mut open: Vec<OpenCallout> = Vec::new();
    let mut is_after_words = false;
    for line in &lines {
        if !matches!(line.kind, LineKind::Blank) {
            let left = open.iter().position(|o| o.body.is_some_and(|body| line.column < body));
            let is_heading = matches!(line.kind, LineKind::Words { .. })
                && text[line.words..line.range.end].starts_with('#');
            let cut = open.iter().position(|o| o.is_unclosed).filter(|_| is_heading);
            if let Some(keep) = left.into_iter().chain(cut).min() {
                open.truncate(keep);
                blank(writer, &open);
            }
        }
        let end = if line.range.end < text.len() { line.range.end + 1 } else { line.range.end };
        let found = match &line.kind {
            LineKind::Blank => {
                blank_prefix(writer, &open);
                writer.copy(line.range.end..end);
                is_after_words = false;
                continue;
            }
            LineKind::Inert => {
                let at = prefix(writer, line, &open);
                writer.copy(at..end);
                is_after_words = true;
                continue;
            }
            LineKind::Words { .. } | LineKind::Fence(Fence::Other(_) | Fence::Colons(_)) => {
                let is_row = matches!(line.kind, LineKind::Words { is_row: true });
                let at = prefix(writer, line, &open);
                inline::write(writer, at..line.range.end, is_row, &labels);
                writer.copy(line.range.end..end);
                is_after_words = true;
                continue;
            }
            LineKind::Fence(Fence::Close) => {
                open.pop();
                blank(writer, &open);
                is_after_words = false;
                continue;
            }
            LineKind::Fence(Fence::Open { opener, is_closed, .. }) => (
                opener,
                OpenCallout { column: line.column, body: None, is_unclosed: !is_closed },
                true,
            ),
            LineKind::Indented(opener) => {
                let body = Some(line.column + BODY_INDENT);
                (opener, OpenCallout { column: line.column, body, is_unclosed: false }, true)
            }
            LineKind::Title(opener) => {
                (opener, OpenCallout { column: line.column, body: None, is_unclosed: false }, false)
            }
        };
        let (opener, callout, has_body) = found;
        if is_after_words {
            blank(writer, &open);
        }
        let at = prefix(writer, line, &open);
        writer.copy(at..line.words);
        writer.put("> [!");
        let place = |range: &Range<usize>| line.words + range.start..line.words + range.end;
        writer.copy(place(&opener.kind));
        writer.put("]");
        if let Some(title) = &opener.title {
            writer.put(" ");
            inline::write(writer, place(title), false, &labels);
        }
        writer.put("\n");
        open.push(callout);
        blank(writer, &open);
        is_after_words = false;
        if !has_body {
            open.pop();
            blank(writer, &open);
        }
    }
    findings
}

/// Writes what begins a line inside the open callouts; the byte at which the rest of it begins.
fn prefix(writer: &mut Writer<'_>, line: &Line, open: &[OpenCallout]) -> usize {
    let bytes = writer.text.as_bytes();
    let (mut column, mut at) = (0, line.range.start);
    for callout in open {
        let start = at;
        while column < callout.column.min(line.column) && at < line.words {
            column += if bytes[at] == b'\t' { BODY_INDENT - column % BODY_INDENT } else { 1 };
            at += 1;
        }
        writer.copy(start..at);
        writer.put("> ");
        let Some(body) = callout.body else { continue };
        while column < body && at < line.words {
            column += if bytes[at] == b'\t' { BODY_INDENT - column % BODY_INDENT } else { 1 };
            at += 1;
        }
        writer.put(&" ".repeat(column.saturating_sub(body)));
    }
    at
}

/// Writes what begins an empty line inside the open callouts.
fn blank_prefix(writer: &mut Writer<'_>, open: &[OpenCallout]) {
    let mut column = 0;
    for callout in open {
        writer.put(&" ".repeat(callout.column.saturating_sub(column)));
        writer.put("> ");
        column = callout.body.unwrap_or(callout.column);
    }
}

fn blank(writer: &mut Writer<'_>, open: &[OpenCallout]) {
    if !writer.out.is_empty() && !writer.out.ends_with('\n') {
        writer.put("\n");
    }
    blank_prefix(writer, open);
    writer.put("\n");
}

/// Reads the lines of a text, and the labels of its link definitions.
/// And callouts of `MkDocs` that no words follow, by their lines.
fn read(text: &str) -> (Vec<Line>, Labels, Vec<usize>) {
    let mut lines: Vec<Line> = Vec::new();
    let mut labels = Labels::default();
    let mut inert = Inert::default();
    let mut items: Vec<usize> = Vec::new();
    let mut bodies: Vec<usize> = Vec::new();
    let mut wordless = Vec::new();
    let mut is_in_table = false;
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.strip_suffix('\n').unwrap_or(raw);
        let range = start..start + line.len();
        start += raw.len();
        let (column, at) = indent(line);
        let words = &line[at..];
        let place = Line { words: range.start + at, range, column, kind: LineKind::Blank };
        if !words.is_empty() {
            while items.last().is_some_and(|item| *item > column) {
                items.pop();
            }
            while bodies.last().is_some_and(|body| *body > column) {
                bodies.pop();
            }
        }
        let base = items.last().copied().max(bodies.last().copied()).unwrap_or_default();
        if inert.holds(line, base) {
            is_in_table = false;
            lines.push(Line {
                kind: if words.is_empty() { LineKind::Blank } else { LineKind::Inert },
                ..place
            });
            continue;
        }
        if words.is_empty() {
            is_in_table = false;
            lines.push(place);
            continue;
        }
        if column >= base + CODE_INDENT {
            // Code, or a line that goes on with a paragraph.
            lines.push(Line { kind: LineKind::Inert, ..place });
            continue;
        }
        if let Some(label) = definition(words) {
            labels.insert(label.to_lowercase());
        }
        let kind = if let Some(opener) =
            opener::indented(words).filter(|_| bodies.len() < MOST_NESTED && column <= LAST_COLUMN)
        {
            let body = column + BODY_INDENT;
            let has_body = next_column(text, start).is_some_and(|next| next >= body);
            if has_body {
                bodies.push(body);
                LineKind::Indented(opener)
            } else if opener::is_whole(&opener) {
                LineKind::Title(opener)
            } else {
                let name = &words[opener.kind.clone()];
                if Alert::of_kind(name).is_some() {
                    wordless.push(lines.len());
                }
                LineKind::Words { is_row: false }
            }
        } else if let Some(fence) = Fence::of(words).filter(|_| column <= LAST_COLUMN) {
            LineKind::Fence(fence)
        } else {
            if is_delimiter(words)
                && let Some(Line { kind: LineKind::Words { is_row }, .. }) = lines.last_mut()
            {
                *is_row = true;
                is_in_table = true;
            }
            if let Some((content, _)) = item(words, column) {
                items.push(content);
            }
            LineKind::Words { is_row: is_in_table }
        };
        is_in_table &= matches!(kind, LineKind::Words { .. });
        lines.push(Line { kind, ..place });
    }
    (lines, labels, wordless)
}

/// The column of the next line that says something.
fn next_column(text: &str, at: usize) -> Option<usize> {
    text[at..].lines().map(indent_of).find(|(_, is_blank)| !is_blank).map(|(column, _)| column)
}

fn indent_of(line: &str) -> (usize, bool) {
    let (column, at) = indent(line);
    (column, at == line.len())
}

/// The label of a link's definition.
fn definition(words: &str) -> Option<&str> {
    words.strip_prefix('[')?.split_once("]:").map(|(label, _)| label)
}

/// Whether a line parts a table's header from its rows.
fn is_delimiter(words: &str) -> bool {
    let words = words.trim_start_matches(['>', ' ']);
    words.contains('-')
        && words.contains('|')
        && words.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}
