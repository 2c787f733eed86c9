//! Quotes that are callouts.

use crate::model::callout::Alert;
use crate::model::prose::{Block, BlockKind, Callout, Inline, InlineKind};
use crate::text::{Source, Span};

/// What a quote's blocks are: a callout where the parser found an alert or the first line is a mark of
/// one, `[!danger] Title`.
pub(super) fn quote(alert: Option<Alert>, mut blocks: Vec<Block>) -> BlockKind {
    if let Some(kind) = alert {
        let name = kind.word().to_owned();
        return BlockKind::Callout(Callout { kind, name, title: None, blocks });
    }
    let Some(BlockKind::Paragraph(inlines)) = blocks.first().map(|block| &block.kind) else {
        return BlockKind::Quote { blocks };
    };
    let Some((word, title, rest)) = opened(inlines) else { return BlockKind::Quote { blocks } };
    match rest.first().zip(rest.last()) {
        Some((first, last)) => {
            let span = first.span.to(last.span);
            blocks[0] = Block { kind: BlockKind::Paragraph(rest.into()), span };
        }
        None => {
            blocks.remove(0);
        }
    }
    let mut letters = word.chars();
    let name = match letters.next() {
        Some(first) => {
            first.to_uppercase().chain(letters.as_str().to_lowercase().chars()).collect()
        }
        None => word.clone(),
    };
    let kind = Alert::of_kind(&word).unwrap_or(Alert::Note);
    let title = (!title.is_empty()).then(|| super::text_of(title));
    BlockKind::Callout(Callout { kind, name: name.replace('-', " "), title, blocks })
}

/// The kind and the title of a callout that a paragraph's first line opens, and its other lines.
fn opened(inlines: &[Inline]) -> Option<(String, Vec<Inline>, Vec<Inline>)> {
    let first = inlines.first()?;
    let InlineKind::Text(text) = &first.kind else { return None };
    let (inner, behind) = text.strip_prefix("[!")?.split_once(']')?;
    let word = inner.split_once('|').map_or(inner, |(word, _)| word).trim();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    if !word.starts_with(char::is_alphabetic) || !word.chars().all(is_word) {
        return None;
    }
    // A fold of Obsidian: open `+`, closed `-`.
    let unfolded = behind.strip_prefix(['+', '-']).unwrap_or(behind);
    let words = unfolded.trim_start();
    let is_break = |i: &Inline| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let end = inlines.iter().position(is_break).unwrap_or(inlines.len());
    let mut title: Vec<Inline> = Vec::new();
    if !words.is_empty() {
        let end = first.span.end as usize;
        let span = Span::new(end.saturating_sub(words.len()).max(first.span.start as usize), end);
        title.push(Inline { kind: InlineKind::Text(words.into()), span });
    }
    title.extend(inlines[1..end].iter().cloned());
    let rest = inlines.get(end + 1..).unwrap_or_default().to_vec();
    Some((word.to_owned(), title, rest))
}

/// The span of a callout from its first mark, `!!!` or `:::`, which the parser did not see.
pub(super) fn from_its_mark(source: &Source, span: Span) -> Span {
    let line = source.line_span(source.line(span.start));
    let before = source.slice(Span { start: line.start, end: span.start });
    let marks = before.trim_end_matches([' ', '!', '?', '+', ':', '{', '.']).len();
    let spaces = before[marks..].len() - before[marks..].trim_start().len();
    let start = line.start as usize + marks + spaces;
    Span { start: Span::new(start, start).start, end: span.end }
}
