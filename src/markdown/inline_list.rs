//! Inlines in the making: words that stand side by side become one.

use crate::model::prose::{Inline, InlineKind, Inlines};
use crate::text::Span;

/// Inlines in the making. Taken out, they leave their room for the next ones.
#[derive(Debug, Default)]
pub(super) struct InlineList {
    inlines: Vec<Inline>,
    /// The words behind `inlines`, to which more may come.
    words: String,
    words_span: Option<Span>,
}

impl InlineList {
    /// Whether nothing stands in it.
    pub(super) const fn is_empty(&self) -> bool {
        self.inlines.is_empty() && self.words_span.is_none()
    }

    /// Adds an inline.
    pub(super) fn push(&mut self, inline: Inline) {
        if let InlineKind::Text(text) = &inline.kind {
            self.push_words(text, inline.span);
        } else {
            self.end_words();
            self.inlines.push(inline);
        }
    }

    /// Adds words, entities and escapes resolved.
    pub(super) fn push_words(&mut self, words: &str, span: Span) {
        self.words.push_str(words);
        self.words_span = Some(self.words_span.map_or(span, |before| before.to(span)));
    }

    fn end_words(&mut self) {
        if let Some(span) = self.words_span.take() {
            self.inlines.push(Inline { kind: InlineKind::Text(self.words.as_str().into()), span });
            self.words.clear();
        }
    }

    /// The inlines, which are shared from now on.
    pub(super) fn take(&mut self) -> Inlines {
        self.end_words();
        self.inlines.drain(..).collect()
    }

    /// The inlines with their span, `None` where they are but white space; they are gone in both cases.
    pub(super) fn take_if_words(&mut self) -> Option<(Inlines, Span)> {
        self.end_words();
        let says = |i: &Inline| match &i.kind {
            InlineKind::Text(text) => !text.trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::HardBreak => false,
            _ => true,
        };
        if !self.inlines.iter().any(says) {
            self.inlines.clear();
            return None;
        }
        let (first, last) = (self.inlines.first()?, self.inlines.last()?);
        let span = first.span.to(last.span);
        Some((self.take(), span))
    }
}
