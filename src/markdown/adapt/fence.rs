//! Fences of colons: which line closes which.

use super::line::{Fence, Line, LineKind, span};
use crate::diagnostic::Diagnostic;
use crate::model::callout::Alert;
use crate::text::Span;

/// Most fences inside each other.
const MOST_NESTED: usize = 12;

/// Pairs the fences: what is left open and of no known kind, and what closes nothing, is words.
pub(super) fn settle(text: &str, lines: &mut [Line], base: usize) -> Vec<Diagnostic> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut findings = Vec::new();
    for index in 0..lines.len() {
        let words = LineKind::Words { is_row: false };
        match &lines[index].kind {
            LineKind::Fence(Fence::Open { colons, .. }) if open.len() < MOST_NESTED => {
                open.push((index, *colons));
            }
            LineKind::Fence(Fence::Other(colons)) => {
                open.push((index, *colons));
                lines[index].kind = words;
            }
            LineKind::Fence(Fence::Colons(colons)) => {
                let opened = open.pop_if(|(_, needed)| *needed <= *colons);
                let opened = opened.map(|(opened, _)| &mut lines[opened].kind);
                match opened {
                    Some(LineKind::Fence(Fence::Open { is_closed, .. })) => {
                        *is_closed = true;
                        lines[index].kind = LineKind::Fence(Fence::Close);
                    }
                    Some(_) => lines[index].kind = words,
                    None => {
                        findings.push(stray(text, &lines[index], base));
                        lines[index].kind = words;
                    }
                }
            }
            LineKind::Fence(_) => lines[index].kind = words,
            _ => {}
        }
    }
    for line in lines {
        let LineKind::Fence(Fence::Open { opener, is_closed: false, .. }) = &line.kind else {
            continue;
        };
        let place = line.words + opener.kind.start..line.words + opener.kind.end;
        let name = &text[place];
        if Alert::of_kind(name).is_some() {
            let mark = format!(":::{name}");
            findings.push(
                Diagnostic::new(
                    "broken-callout",
                    span(base, &(line.words..line.range.end)),
                    format!("`{mark}` is never closed"),
                )
                .note("it is read as a callout up to the next heading")
                .help("write `:::` on a line of its own where it ends"),
            );
        } else {
            line.kind = LineKind::Words { is_row: false };
        }
    }
    findings.sort_by_key(|finding| finding.span);
    findings
}

/// Most further places that one finding points to.
const MOST_PLACES: usize = 3;

/// One finding for each kind of broken callout, with the number of the others and the first of their places.
pub(super) fn once_a_kind(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kinds: Vec<(Diagnostic, Vec<Span>)> = Vec::new();
    for finding in findings {
        match kinds.iter_mut().find(|(first, _)| first.help == finding.help) {
            Some((_, others)) => others.push(finding.span),
            None => kinds.push((finding, Vec::new())),
        }
    }
    kinds
        .into_iter()
        .map(|(mut first, others)| {
            if !others.is_empty() {
                first.message = format!("{} (and {} more like it)", first.message, others.len());
            }
            others
                .iter()
                .take(MOST_PLACES)
                .fold(first, |found, place| found.also(*place, "as here"))
        })
        .collect()
}

fn stray(text: &str, line: &Line, base: usize) -> Diagnostic {
    let place = line.words..line.range.end;
    let mark = text[place.clone()].trim_end();
    Diagnostic::new("broken-callout", span(base, &place), format!("`{mark}` closes nothing"))
        .note("it is shown as text")
        .help("take the line out, or open a callout before it: `:::warning`")
}
