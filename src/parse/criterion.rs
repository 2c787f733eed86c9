//! Criteria: parting a text into conditions.

use super::comparison::comparison;
use super::words::{Group, Words, tokens};
use crate::model::measure::Criterion;
use crate::model::prose::{Inline, InlineKind, Text};
use crate::text::Span;

/// Parts a text into criteria: at `;` and line breaks, and at a comma outside numbers, brackets and
/// code when one side is a comparison, unless what follows only qualifies.
pub(super) fn criteria(text: &Text, words: &Words) -> Vec<Criterion> {
    part(&peel(text), words).into_iter().map(|text| criterion(text, words)).collect()
}

/// One criterion.
pub(super) fn criterion(text: Text, words: &Words) -> Criterion {
    let comparison = comparison(&text.plain, words);
    Criterion { text, comparison }
}

/// Takes off emphasis that covers the whole text: the template's samples stand in italics, and many
/// authors leave them so.
fn peel(text: &Text) -> Text {
    match &*text.content {
        [Inline { kind: InlineKind::Emphasis(inner) | InlineKind::Strong(inner), .. }] => {
            peel(&crate::markdown::text_of(inner.clone()))
        }
        _ => text.clone(),
    }
}

/// A run of a text's characters: those of one inline.
struct InlineRun<'a> {
    inline: &'a Inline,
    /// Its words where they may be cut, else `None` (code, links, emphasis).
    words: Option<&'a str>,
    start: usize,
}

/// Most commas in what stands before one, for it to be a condition by what it says as a whole: more are a
/// list, of which each part is read by itself. So no part is read more often than that.
const MOST_COMMAS: usize = 8;

fn part(text: &Text, words: &Words) -> Vec<Text> {
    let (runs, flat) = flatten(&text.content);
    let mut bounds: Vec<usize> = Vec::new();
    let mut commas: Vec<usize> = Vec::new();
    let mut depth = 0_i32;
    for run in &runs {
        let Some(run_words) = run.words else {
            if matches!(run.inline.kind, InlineKind::HardBreak) {
                bounds.push(run.start);
            }
            continue;
        };
        for (i, c) in run_words.char_indices() {
            let at = run.start + i;
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = (depth - 1).max(0),
                ';' if depth == 0 => bounds.push(at),
                ',' if depth == 0 && !is_in_number(&flat, at) => commas.push(at),
                _ => {}
            }
        }
    }
    let marks = |at: usize, list: &[usize]| list.binary_search(&at).is_ok();
    let mut all: Vec<usize> = bounds.iter().chain(&commas).copied().collect();
    all.sort_unstable();
    let mut cuts: Vec<usize> = Vec::new();
    let mut left_open = 0;
    for (n, &at) in all.iter().enumerate() {
        if marks(at, &bounds) {
            cuts.push(at);
            left_open = 0;
            continue;
        }
        let left = &flat[cuts.last().map_or(0, |c| c + 1)..at];
        let right = &flat[at + 1..all.get(n + 1).copied().unwrap_or(flat.len())];
        let qualifies = tokens(right)
            .first()
            .is_some_and(|t| words.kind_of_folded(Group::Tail, &t.word) == Some("window"));
        let is_comparison = |side: &str| comparison(side, words).is_some();
        left_open += 1;
        let is_left = || left_open <= MOST_COMMAS && is_comparison(left);
        if !qualifies && (is_comparison(right) || is_left()) {
            cuts.push(at);
            left_open = 0;
        }
    }
    if cuts.is_empty() {
        return vec![text.clone()];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for end in cuts.into_iter().chain([flat.len()]) {
        let piece = cut(&runs, start, end);
        if !piece.is_empty() {
            parts.push(piece);
        }
        start = end + 1;
    }
    parts
}

/// The inlines one after the other: runs, and their words as one string in which each byte that may
/// not be cut is part of a run without words.
fn flatten(content: &[Inline]) -> (Vec<InlineRun<'_>>, String) {
    let mut flat = String::new();
    let mut runs = Vec::new();
    for inline in content {
        let start = flat.len();
        let words = match &inline.kind {
            InlineKind::Text(text) => {
                flat.push_str(text);
                Some(text.as_str())
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => {
                flat.push(' ');
                None
            }
            _ => {
                flat.push_str(&crate::model::prose::plain_text(std::slice::from_ref(inline)));
                None
            }
        };
        runs.push(InlineRun { inline, words, start });
    }
    (runs, flat)
}

fn is_in_number(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// The inlines between two offsets of the flat text, white space at the ends removed.
fn cut(runs: &[InlineRun<'_>], start: usize, end: usize) -> Text {
    let mut content: Vec<Inline> = Vec::new();
    // Runs stand in order: the one that holds the start, or those without words at it, come first.
    let first = runs.partition_point(|run| run.start < start).saturating_sub(1);
    for run in runs[first..].iter().take_while(|run| run.start < end) {
        match run.words {
            None => {
                let is_break =
                    matches!(run.inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
                let is_inside = start <= run.start && run.start < end;
                if is_inside && !(is_break && content.is_empty()) {
                    content.push(run.inline.clone());
                }
            }
            Some(words) => {
                let from = start.max(run.start) - run.start;
                let to = end.min(run.start + words.len()).saturating_sub(run.start);
                if from >= to {
                    continue;
                }
                let raw = &words[from..to];
                let lead = raw.len() - raw.trim_start().len();
                let (lead, piece) =
                    if content.is_empty() { (lead, raw.trim_start()) } else { (0, raw) };
                if piece.is_empty() {
                    continue;
                }
                let span = if run.inline.span.len() == words.len() {
                    let at = run.inline.span.start as usize + from + lead;
                    Span::new(at, at + piece.len())
                } else {
                    run.inline.span
                };
                content.push(Inline { kind: InlineKind::Text(piece.into()), span });
            }
        }
    }
    if let Some(Inline { kind: InlineKind::Text(last), span }) = content.last_mut() {
        let kept = last.trim_end().len();
        if span.len() == last.len() {
            *span = Span::new(span.start as usize, span.start as usize + kept);
        }
        if kept < last.len() {
            *last = last[..kept].into();
        }
    }
    crate::markdown::text_of(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Limits, Settings};
    use crate::text::Source;

    #[test]
    fn texts_are_parted_into_criteria() {
        let words = Words::new(&Settings::default());
        let check = |markdown: &str, expected: &[&str]| {
            let source = Source::new("a.md", markdown.as_bytes());
            let (document, _) = crate::markdown::read(&source, &Limits::default());
            let crate::model::prose::BlockKind::Paragraph(inlines) = &document.blocks[0].kind
            else {
                panic!("a paragraph");
            };
            let parts = criteria(&crate::markdown::text_of(inlines.clone()), &words);
            let found: Vec<&str> = parts.iter().map(|c| c.text.plain.as_str()).collect();
            assert_eq!(found, expected);
            for part in &parts {
                assert!(source.slice(part.text.span).contains(&part.text.plain[..1]));
            }
        };
        check("No P0/P1 bugs, invoices match", &["No P0/P1 bugs", "invoices match"]);
        check(
            "Activation rate > 30%, error rate < 1%",
            &["Activation rate > 30%", "error rate < 1%"],
        );
        check("orders, refunds and invoices match", &["orders, refunds and invoices match"]);
        check("p95 < 1,200 ms, for 7 days", &["p95 < 1,200 ms, for 7 days"]);
        check("a (b, c < 5); d<br>e", &["a (b, c < 5)", "d", "e"]);
        check("`x, y` < 5, *z* ok", &["x, y < 5", "z ok"]);
    }
}
