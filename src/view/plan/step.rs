//! Steps of a rollback: what to do, the commands, what to expect.

use serde::Serialize;

use super::At;
use super::anchor;
use super::contact::{CallWords, numbers};
use crate::model::phase::PhasePosition;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Text};
use crate::model::rollback::{Step, StepKind};
use crate::text::Span;
use crate::view::html::command_lines;
use crate::view::part::Html;

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// Its id on the page.
    pub id: String,
    /// What to do.
    pub text_html: Html,
    /// Value of `data-kind`: `act`, `verify`, `escalate`.
    pub kind: &'static str,
    /// The title of its group, where another stood before.
    pub group_html: Option<Html>,
    /// The one phase that it holds for: "Only in Phase 2".
    pub only: Option<String>,
    /// Telephone numbers in its words.
    pub phones: Vec<CallWords>,
    /// What stands under it, in order.
    pub parts: Vec<StepPart>,
}

/// A part of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepPart {
    /// `command`, `expect` or `prose`.
    pub kind: &'static str,
    /// "Expect" or "Verify".
    pub label: &'static str,
    /// The lines of a command, what to expect, or the author's blocks.
    pub body_html: Html,
}

/// Words that begin a line of what to expect.
const EXPECTING: [(&str, &str); 5] = [
    ("expect", "Expect"),
    ("expected", "Expect"),
    ("expected output", "Expect"),
    ("verify", "Verify"),
    ("check", "Verify"),
];

impl At<'_, '_> {
    /// "Only in Phase 1, Phase 2"; `None` for what holds in all.
    pub(super) fn only_in(&self, phases: &[PhasePosition]) -> Option<String> {
        let names: Vec<String> = phases.iter().map(|p| self.short_phase(p.index())).collect();
        (!names.is_empty()).then(|| format!("Only in {}", names.join(", ")))
    }

    /// The step at an index as a row.
    pub(super) fn step_row(&self, index: usize, step: &Step) -> StepRow {
        let mut lines = lines(&step.text.content).into_iter();
        let mut own: Vec<Inline> = lines.next().unwrap_or_default();
        let mut parts = Vec::new();
        for line in lines {
            match expectation(&line) {
                Some((label, rest)) => parts.push(self.expect(label, rest, &step.text)),
                // What follows an expectation in the same paragraph belongs to it.
                None if parts.is_empty() => {
                    own.push(space(step.text.span));
                    own.extend(line);
                }
                None => parts.push(self.paragraph(line, step.text.span)),
            }
        }
        for block in &step.blocks {
            self.push_block(&mut parts, block, &step.text);
        }
        let text = part_of(&step.text, own);
        StepRow {
            id: anchor::step(index),
            phones: numbers(&text.plain),
            text_html: self.html(&text),
            kind: match step.kind {
                StepKind::Act => "act",
                StepKind::Verify => "verify",
                StepKind::Escalate => "escalate",
            },
            only: self.only_in(&step.phases),
            group_html: step.group.as_ref().map(|group| self.html(group)),
            parts,
        }
    }

    fn push_block(&self, parts: &mut Vec<StepPart>, block: &Block, text: &Text) {
        match &block.kind {
            BlockKind::Code { text, .. } => {
                parts.push(StepPart { kind: "command", label: "", body_html: command_lines(text) });
            }
            BlockKind::Paragraph(inlines) => {
                let mut plain: Vec<Inline> = Vec::new();
                for line in lines(inlines) {
                    if let Some((label, rest)) = expectation(&line) {
                        self.flush(parts, &mut plain, block.span);
                        parts.push(self.expect(label, rest, text));
                        continue;
                    }
                    if !plain.is_empty() {
                        plain.push(space(block.span));
                    }
                    plain.extend(line);
                }
                self.flush(parts, &mut plain, block.span);
            }
            _ => parts.push(StepPart {
                kind: "prose",
                label: "",
                body_html: self.step_prose(std::slice::from_ref(block)),
            }),
        }
    }

    fn flush(&self, parts: &mut Vec<StepPart>, inlines: &mut Vec<Inline>, span: Span) {
        if !inlines.is_empty() {
            parts.push(self.paragraph(std::mem::take(inlines), span));
        }
    }

    fn paragraph(&self, inlines: Vec<Inline>, span: Span) -> StepPart {
        let block = Block { kind: BlockKind::Paragraph(inlines.into()), span };
        StepPart { kind: "prose", label: "", body_html: self.step_prose(&[block]) }
    }

    fn expect(&self, label: &'static str, rest: Vec<Inline>, text: &Text) -> StepPart {
        StepPart { kind: "expect", label, body_html: self.html(&part_of(text, rest)) }
    }

    /// Blocks below a step, whose heading is of level 3.
    fn step_prose(&self, blocks: &[Block]) -> Html {
        let mut prose = self.prose();
        prose.top_heading = 4;
        prose.blocks(blocks)
    }
}

/// A text of some of another's inlines.
fn part_of(text: &Text, inlines: Vec<Inline>) -> Text {
    let span = match (inlines.first(), inlines.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => text.span,
    };
    let mut part = Text::new(inlines, span);
    part.placeholders.clone_from(&text.placeholders);
    part
}

fn space(span: Span) -> Inline {
    Inline { kind: InlineKind::SoftBreak, span }
}

/// Inlines parted at line ends.
fn lines(inlines: &[Inline]) -> Vec<Vec<Inline>> {
    inlines
        .split(|i| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
        .filter(|line| !line.is_empty())
        .map(<[Inline]>::to_vec)
        .collect()
}

/// The label of a line that says what to expect, and the rest of the line.
fn expectation(line: &[Inline]) -> Option<(&'static str, Vec<Inline>)> {
    let (first, rest) = line.split_first()?;
    let label = |words: &str| {
        let words = words.trim().to_lowercase();
        EXPECTING.iter().find(|(word, _)| *word == words).map(|(_, label)| *label)
    };
    match &first.kind {
        InlineKind::Text(text) => {
            let (head, tail) = text.split_once(':')?;
            let found = label(head)?;
            let tail = tail.trim_start();
            let first = (!tail.is_empty())
                .then(|| Inline { kind: InlineKind::Text(tail.into()), span: first.span });
            Some((found, first.into_iter().chain(rest.iter().cloned()).collect()))
        }
        InlineKind::Strong(content) | InlineKind::Emphasis(content) => {
            let words = crate::model::prose::plain_text(content);
            let inside = words.strip_suffix(':');
            let found = label(inside.unwrap_or(&words))?;
            let mut rest = rest.to_vec();
            if let Some(Inline { kind: InlineKind::Text(text), .. }) = rest.first_mut() {
                let tail = text.trim_start();
                let tail = if inside.is_none() { tail.strip_prefix(':')? } else { tail };
                *text = tail.trim_start().into();
            } else if inside.is_none() {
                return None;
            }
            Some((found, rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inline(kind: InlineKind) -> Inline {
        Inline { kind, span: Span::default() }
    }

    fn text(words: &str) -> Inline {
        inline(InlineKind::Text(words.into()))
    }

    #[track_caller]
    fn check(line: &[Inline], expected: Option<(&str, &str)>) {
        let found = expectation(line);
        let found = found.map(|(label, rest)| (label, crate::model::prose::plain_text(&rest)));
        assert_eq!(found.as_ref().map(|(l, r)| (*l, r.as_str())), expected);
    }

    #[test]
    fn expectations_are_known_by_their_first_word() {
        let code = inline(InlineKind::Code("pdf".into()));
        check(&[text("Expect: "), code.clone()], Some(("Expect", "pdf")));
        check(&[text("verify: all is well")], Some(("Verify", "all is well")));
        let strong = |words| inline(InlineKind::Strong(vec![text(words)].into()));
        check(&[strong("Expect:"), text(" 0%")], Some(("Expect", "0%")));
        check(&[strong("Expect"), text(": 0%")], Some(("Expect", "0%")));
        check(&[text("Expect trouble.")], None);
        check(&[code], None);
        check(&[strong("Expect"), text(" 0%")], None);
    }

    #[test]
    fn lines_part_at_line_ends() {
        let inlines = [text("a"), inline(InlineKind::SoftBreak), text("b")];
        assert_eq!(lines(&inlines).len(), 2);
    }
}
