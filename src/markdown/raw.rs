//! Raw HTML in the tree: a short list of tags is kept, the rest is dropped or shown as text.

use super::builder::Builder;
use super::frame::{Frame, FrameKind};
use super::html::{self, Token};
use super::target;
use crate::model::prose::{Block, BlockKind, Element, Inline, InlineKind, Inlines, Target};
use crate::text::Span;

/// Tags of raw HTML that vanish while their text stays.
const TRANSPARENT: [&str; 6] = ["div", "span", "p", "center", "font", "a"];

impl Builder<'_> {
    pub(super) fn html_block(&mut self, pieces: &[(String, usize)]) {
        let mut html = String::new();
        let mut starts: Vec<(usize, usize)> = Vec::with_capacity(pieces.len());
        for (piece, at) in pieces {
            starts.push((html.len(), *at));
            html.push_str(piece);
        }
        let place = |range: std::ops::Range<usize>| {
            let at = |offset: usize| {
                let i = starts.partition_point(|(start, _)| *start <= offset).max(1) - 1;
                starts.get(i).map_or(0, |(start, at)| at + offset - start)
            };
            Span::new(at(range.start), at(range.end.saturating_sub(1).max(range.start)) + 1)
        };
        self.top().flush();
        self.raw_html(&html, place, true);
        while matches!(
            self.top().kind,
            FrameKind::Summary | FrameKind::Element(_) | FrameKind::HtmlLink(_)
        ) {
            self.unwind();
        }
        self.top().flush();
    }

    /// Takes raw HTML apart: keeps the short list of tags, drops comments and transparent tags,
    /// shows everything else as text.
    pub(super) fn raw_html(
        &mut self,
        html: &str,
        place: impl Fn(std::ops::Range<usize>) -> Span,
        is_block: bool,
    ) {
        for (token, range) in html::tokens(html) {
            let raw = &html[range.clone()];
            let span = place(range);
            match token {
                Token::Comment => {}
                Token::Words(words) => {
                    self.inline(InlineKind::Text(html::resolve_entities(words).into()), span);
                }
                Token::Open(name, attributes) => {
                    self.open_tag(&name.to_ascii_lowercase(), attributes, raw, span, is_block);
                }
                Token::Close(name) => self.close_tag(&name.to_ascii_lowercase(), raw, span),
            }
        }
        self.foreign.part();
    }

    fn open_tag(&mut self, name: &str, attributes: &str, raw: &str, span: Span, is_block: bool) {
        let kind = if name == "br" {
            return self.inline(InlineKind::HardBreak, span);
        } else if let Some(element) = Element::from_name(name) {
            FrameKind::Element(element)
        } else if name == "details" && is_block {
            self.top().flush();
            FrameKind::Details(Inlines::default())
        } else if name == "summary" && matches!(self.top().kind, FrameKind::Details(_)) {
            self.top().flush();
            FrameKind::Summary
        } else if TRANSPARENT.contains(&name) {
            let target = (name == "a")
                .then(|| html::attribute(attributes, "href"))
                .flatten()
                .map(|url| target::judge(&url, self.source.path()));
            match target {
                Some(
                    target @ (Target::External(_) | Target::Local { .. } | Target::Fragment(_)),
                ) => FrameKind::HtmlLink(target),
                _ => return self.part(name, span),
            }
        } else {
            self.shown_as_text(name, raw, span);
            return;
        };
        if self.stack.len() > self.limits.nesting {
            self.too_deep.get_or_insert(span);
            return self.inline(InlineKind::Text(raw.into()), span);
        }
        self.open(kind, span);
    }

    /// A transparent block tag parts words as a browser would.
    fn part(&mut self, name: &str, span: Span) {
        if matches!(name, "div" | "p" | "center") {
            self.inline(InlineKind::SoftBreak, span);
        }
    }

    fn close_tag(&mut self, name: &str, raw: &str, span: Span) {
        let closes = |frame: &Frame| match &frame.kind {
            FrameKind::Element(element) => element.name() == name,
            FrameKind::HtmlLink(_) => name == "a",
            FrameKind::Details(_) => name == "details",
            FrameKind::Summary => name == "summary",
            _ => false,
        };
        let open = self.stack.iter().rev().take_while(|f| f.is_raw()).position(closes);
        let Some(inner) = open else {
            if TRANSPARENT.contains(&name) || name == "br" {
                self.part(name, span);
            } else {
                self.inline(InlineKind::Text(raw.into()), span);
                self.foreign.closed(name);
            }
            return;
        };
        for _ in 0..inner {
            self.unwind();
        }
        self.top().span = self.top().span.to(span);
        if matches!(self.top().kind, FrameKind::Summary) {
            let Some(mut frame) = self.stack.pop() else { return };
            if let FrameKind::Details(summary) = &mut self.top().kind {
                *summary = frame.inlines.take();
            }
            return;
        }
        self.close();
    }

    fn shown_as_text(&mut self, name: &str, raw: &str, span: Span) {
        self.inline(InlineKind::Text(raw.into()), span);
        self.foreign.opened(name, span);
    }

    /// Takes back a frame that raw HTML opened and did not close: its tag is shown as text, what it
    /// holds goes to its parent.
    pub(super) fn unwind(&mut self) {
        let Some(mut frame) = self.stack.pop() else { return };
        let tag = self.source.slice(frame.span).to_owned();
        let tag_inline = Inline { kind: InlineKind::Text(tag.into()), span: frame.span };
        if let FrameKind::Details(summary) = &mut frame.kind {
            let lead = std::iter::once(tag_inline).chain(summary.iter().cloned()).collect();
            frame.flush();
            let top = self.top();
            top.flush();
            top.blocks.push(Block { kind: BlockKind::Paragraph(lead), span: frame.span });
            top.blocks.append(&mut frame.blocks);
        } else {
            let top = self.top();
            top.inlines.push(tag_inline);
            for inline in frame.inlines.take().iter() {
                top.inlines.push(inline.clone());
            }
        }
    }
}
